"""A chain of packs for tests: the sample's result and what followed it, whole and tampered with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pbdesk.pack.bag import Bag
from pbdesk.pack.contents import assemble, results_code
from pbdesk.pack.keys import public_of
from pbdesk.pack.signers import Signer
from tests.pack.sample import (
    ASSEMBLY,
    DAY,
    KEYS,
    ROGUE_KEYS,
    SIGNERS,
    Evening,
    Event,
    evening_of,
    pdf,
    record_jsonl,
    result,
    sign_all,
)
from tests.pack.tampering import zipped

KEEPER = Ed25519PrivateKey.from_private_bytes(bytes([21]) * 32)
FOLLOWING = ("answer", "money", "follow-up")
CHAIN_KEYS = {"facilitator": KEYS["facilitator"], "keeper": KEEPER}
CHAIN_SIGNERS = (
    Signer(
        "facilitator",
        ASSEMBLY,
        public_of(KEYS["facilitator"]),
        None,
        ("result", *FOLLOWING),
    ).line
    + "\n"
    + "".join(SIGNERS.splitlines(keepends=True)[1:])
    + Signer("keeper", ASSEMBLY, public_of(KEEPER), None, FOLLOWING).line
    + "\n"
)
NOTED: Event = ("noted", {"act": 1}, True)
NOTHING: Mapping[str, Any] = {"happened": [], "book": {"items": []}}


@dataclass(frozen=True)
class Following:
    """A pack that follows; `replace` a part to make another one."""

    kind: str
    number: int
    previous: str
    events: tuple[Event, ...]
    day: date
    assembly: str = ASSEMBLY
    stage: str = "final"
    keys: Mapping[str, Ed25519PrivateKey] = field(
        default_factory=lambda: CHAIN_KEYS,
    )
    content: Mapping[str, Any] = field(default_factory=lambda: NOTHING)

    def bag(self) -> Bag:
        record, head = record_jsonl(self.events)
        content: dict[str, object] = {
            "number": self.number,
            "previous": self.previous,
            "record": {"entries": len(self.events), "head": head},
            **self.content,
        }
        bag = assemble(
            {
                "START-HERE.txt": b"docs/pack-format.md tells how.\n",
                "record.jsonl": record,
            },
            content,
            pdf,
            assembly=self.assembly,
            stage=self.stage,
            day=self.day,
            kind=self.kind,
        )
        return sign_all(bag, self.keys, self.kind)


def code_of(bag: Bag) -> str:
    return " ".join(results_code(bag.files["data/result.json"]))


def evening_events() -> list[Event]:
    return evening_of(result(), ASSEMBLY, "final")


def following(
    kinds: Sequence[str] = ("answer", "money", "money", "follow-up"),
) -> list[Following]:
    """What follows the sample's result, each a month after the one before."""
    made, previous, events = (
        list[Following](),
        code_of(Evening().bag()),
        evening_events(),
    )
    for number, kind in enumerate(kinds, 1):
        events = [*events, NOTED]
        one = Following(
            kind,
            number,
            previous,
            tuple(events),
            DAY + timedelta(days=30 * number),
        )
        made.append(one)
        previous = code_of(one.bag())
    return made


def chain() -> list[Bag]:
    """The whole chain, signed: the result, an answer, two payment rounds, a follow-up."""
    return [Evening().signed(), *(one.bag() for one in following())]


def relinked(at: int, change: Callable[[Following], Following]) -> list[Bag]:
    """The chain with one pack changed, and those after it naming the changed one."""
    bags, previous = [Evening().signed()], code_of(Evening().bag())
    for number, one in enumerate(following(), 1):
        wanted = replace(one, previous=previous)
        bags.append((change(wanted) if number == at else wanted).bag())
        previous = code_of(bags[-1])
    return bags


def foreign() -> Bag:
    """An answer that is signed as it must be, and follows another result."""
    return replace(following()[0], previous="0000 " * 7 + "0000").bag()


def written(bags: Sequence[Bag], folder: Path) -> list[Path]:
    """The packs on disk, under the names that they were received by."""
    paths = list[Path]()
    for at, bag in enumerate(bags):
        paths.append(folder / f"received-{at}.zip")
        paths[-1].write_bytes(zipped(bag))
    return paths


def _without(at: int) -> list[Bag]:
    bags = chain()
    del bags[at]
    return bags


def _earlier_record(one: Following) -> Following:
    other: Event = ("noted", {"act": 2}, True)
    return replace(
        one,
        events=(*evening_events()[:-1], other, *one.events[12:]),
    )


ITEMS: list[dict[str, Any]] = [
    {"id": "A", "number": 1, "cost": 60_000},
    {"id": "B", "number": 2, "cost": 30_000},
    {"id": "leftover", "number": 3, "cost": 10_000},
]
"""What the sample's result funds, and what is left."""


def told(**more: object) -> Callable[[Following], Following]:
    """The supplement says this as well."""
    return lambda one: replace(one, content={**one.content, **more})


WHOLE = [True] * 5
BROKEN: Mapping[str, tuple[Callable[[], list[Bag]], list[bool]]] = {
    "nothing was done": (chain, WHOLE),
    "brought in another order": (lambda: chain()[::-1], WHOLE),
    "the result alone": (lambda: chain()[:1], [True]),
    "the result is removed": (
        lambda: _without(0),
        [False, True, True, True, True],
    ),
    "the first answer is removed": (
        lambda: _without(1),
        [True, False, True, True, True],
    ),
    "two are removed": (
        lambda: [*chain()[:2], chain()[4]],
        [True, True, False, True],
    ),
    "a foreign answer beside the right one": (
        lambda: [*chain(), foreign()],
        [True, True, False, True, True, True],
    ),
    "a foreign answer in place of the right one": (
        lambda: [chain()[0], foreign(), *chain()[2:]],
        [True, False, False, True, True],
    ),
    "one was brought twice": (
        lambda: [*chain(), chain()[2]],
        [True, True, True, False, True, True],
    ),
    "two changed their numbers": (
        lambda: relinked(2, lambda one: replace(one, number=3)),
        [True, True, False, True, False, False],
    ),
    "one tells the items that were funded": (
        lambda: relinked(2, told(items=ITEMS, currency="GBP")),
        WHOLE,
    ),
    "one tells another sum of an item": (
        lambda: relinked(
            2,
            told(items=[{"id": "A", "cost": 60_001}, *ITEMS[1:]]),
        ),
        [True, True, False, True, True],
    ),
    "one leaves an item out": (
        lambda: relinked(3, told(items=ITEMS[1:])),
        [True, True, True, False, True],
    ),
    "one tells no item at all": (
        lambda: relinked(4, told(items=[])),
        [True, True, True, True, False],
    ),
    "one tells another currency": (
        lambda: relinked(1, told(currency="EUR")),
        [True, False, True, True, True],
    ),
    "one tells items that cannot be read": (
        lambda: relinked(1, told(items="many")),
        [True, False, True, True, True],
    ),
    "one is of an earlier day": (
        lambda: relinked(3, lambda one: replace(one, day=DAY)),
        [True, True, True, False, True],
    ),
    "one has another record": (
        lambda: relinked(2, _earlier_record),
        [True, True, False, False, True],
    ),
    "one record is cut back": (
        lambda: relinked(4, lambda one: replace(one, events=one.events[:13])),
        [True, True, True, True, False],
    ),
    "one is a rehearsal": (
        lambda: relinked(1, lambda one: replace(one, stage="rehearsal")),
        [True, False, False, True, True],
    ),
    "one is of another assembly": (
        lambda: relinked(4, lambda one: replace(one, assembly="ward8")),
        [True, True, True, True, False],
    ),
    "one is signed by others": (
        lambda: relinked(
            2,
            lambda one: replace(
                one,
                keys={**CHAIN_KEYS, "keeper": ROGUE_KEYS["facilitator"]},
            ),
        ),
        [True, True, False, True, True],
    ),
    "one says that it is a result": (
        lambda: [*chain()[:1], Evening().but(content=_numbered).signed(KEYS)],
        [True, False],
    ),
    "an answer says number 0": (
        lambda: [replace(following()[0], number=0).bag()],
        [False],
    ),
    "one says a number that nobody counts to": (
        lambda: [chain()[0], replace(following()[0], number=2**52).bag()],
        [True, False, True],
    ),
    "one says a number below nothing": (
        lambda: [chain()[0], replace(following()[0], number=-1).bag()],
        [True, False],
    ),
}
"""What was done to the chain, and which of its links then stand, in their order."""


def _numbered(content: dict[str, object]) -> None:
    content["number"] = 1
