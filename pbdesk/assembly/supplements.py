"""Supplements: the packs that follow the result, each chained to the one before.

Decisions  supplement_made, supplement_signed    Entries  SupplementMade, SupplementSigned
An answer, a payment round and a follow-up are packs of their own. The pack is made outside
(`app.jobs.supplement`); the record keeps its number, kind, name and digest, and who signed it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, assert_never

from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry
from pbdesk.words import Words, code_groups, say, short_code

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "KINDS",
    "WHO_SIGNS",
    "Supplement",
    "SupplementEntry",
    "SupplementKind",
    "SupplementMade",
    "SupplementSigned",
    "Supplements",
    "apply",
    "last_code",
    "supplement_made",
    "supplement_signed",
    "tell",
]

SupplementKind = Literal["answer", "money", "follow-up"]
KINDS: Mapping[SupplementKind, Words] = MappingProxyType(
    {
        "answer": say("What was answered"),
        "money": say("What became of the money"),
        "follow-up": say("What was done"),
    },
)
WHO_SIGNS: Mapping[str, Words] = MappingProxyType(
    {"facilitator": say("Facilitator"), "keeper": say("Keeper of the record")},
)
"""Tellers counted; what follows is vouched for by who ran it and who keeps the record."""


class SupplementMade(Entry, frozen=True, tag="supplement.made"):
    """A pack that follows was written: its number, file name and the SHA-256 of its result.json."""

    undoable = False
    kind: SupplementKind
    number: int
    file: str
    result: str


class SupplementSigned(Entry, frozen=True, tag="supplement.signed"):
    """Somebody signed a pack that follows, with a key or in ink."""

    undoable = False
    number: int
    who: str
    ink: bool


SupplementEntry = SupplementMade | SupplementSigned


@dataclass(frozen=True, slots=True)
class Supplement:
    """A pack that follows. `signatures`: who, and whether in ink."""

    kind: SupplementKind
    number: int
    file: str
    result: str
    made: datetime
    signatures: tuple[tuple[str, bool], ...] = ()

    @property
    def code(self) -> tuple[str, ...]:
        """Its pack code, 8 groups of 4."""
        return code_groups(bytes.fromhex(self.result))


@dataclass(frozen=True, slots=True)
class Supplements:
    """The packs that follow, in their order."""

    made: tuple[Supplement, ...] = ()

    @property
    def next(self) -> int:
        """The number of the next one."""
        return len(self.made) + 1


def last_code(state: Assembly) -> tuple[str, ...]:
    """The code of the newest pack: what notice and wall show, and the next one names."""
    made = state.supplements.made
    if made:
        return made[-1].code
    return state.handover.code


def supplement_made(
    state: Assembly,
    _moment: Moment,
    *,
    kind: SupplementKind,
    file: str,
    result: str,
) -> Decided:
    """Record that a pack that follows was written."""
    if state.part:
        return Refusal(
            say(
                "What follows is answered to the sum of all halls, not to one of them.",
            ),
            say("Keep what comes back with the sum."),
        )
    if not state.handover.made:
        return Refusal(
            say("There is no pack that this could follow."),
            say("Make it first."),
        )
    return Writing(SupplementMade(kind, state.supplements.next, file, result))


def supplement_signed(
    state: Assembly,
    _moment: Moment,
    *,
    number: int,
    who: str,
    ink: bool,
) -> Decided:
    """Record a signature on a pack that follows."""
    found = next(
        (each for each in state.supplements.made if each.number == number),
        None,
    )
    if found is None:
        return Refusal(
            say("There is no pack to sign."),
            say("Make it first."),
            "who",
        )
    if any(signer == who for signer, _ in found.signatures):
        return Refusal(
            say("{who} has signed already.", who=WHO_SIGNS[who]),
            where="who",
        )
    return Writing(SupplementSigned(number, who, ink))


def apply(
    supplements: Supplements,
    entry: SupplementEntry,
    at: datetime,
) -> Supplements:
    """What the entry adds."""
    match entry:
        case SupplementMade():
            made = Supplement(
                entry.kind,
                entry.number,
                entry.file,
                entry.result,
                at,
            )
            return Supplements((*supplements.made, made))
        case SupplementSigned(number=number, who=who, ink=ink):
            return Supplements(
                tuple(
                    replace(each, signatures=(*each.signatures, (who, ink)))
                    if each.number == number
                    else each
                    for each in supplements.made
                ),
            )
        case _:
            assert_never(entry)


def tell(entry: SupplementEntry, _state: object) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case SupplementMade(kind=kind, number=number, result=result):
            return say(
                "Pack {number} that follows the result was made under {code}: {kind}.",
                number=number,
                code=short_code(result),
                kind=KINDS[kind],
            )
        case SupplementSigned(number=number, who=who):
            return say(
                "{who} signed pack {number}.",
                who=WHO_SIGNS[who],
                number=number,
            )
        case _:
            assert_never(entry)
