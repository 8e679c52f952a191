"""A small whole pack for tests: five projects, a record of six entries, three signers."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import msgspec
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from reportlab.pdfgen.canvas import Canvas

from pbdesk.pack.bag import Bag, BagInfo, make_bag, measure
from pbdesk.pack.contents import Count, assemble, results_code
from pbdesk.pack.decided import decided, decided_json, result_code
from pbdesk.pack.keys import public_of
from pbdesk.pack.sign import signature_files
from pbdesk.pack.signers import Signer, namespace_of
from pbdesk.pack.tables import projects_csv

ASSEMBLY = "ward7-2026-11"
DAY = date(2026, 11, 24)
DICE, LOT_CODE = "3141", "7KQ2-M9TX-4DPA"
SEED = f"{DICE}-{LOT_CODE}"
BALLOT_LINE = (
    ("project", "id", ""),
    ("code", "code", ""),
    ("title", "title", ""),
    ("cost", "cost", 0),
)
PARAMETERS = {"by": "support", "fit": "skip", "threshold": 0}
WHO = ("facilitator", "teller-1", "teller-2")
KEYS = {
    who: Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
    for number, who in enumerate(WHO, 1)
}
ROGUE_KEYS = {
    who: Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
    for number, who in enumerate(WHO, 11)
}
SIGNERS = "".join(
    Signer(who, ASSEMBLY, public_of(key)).line + "\n"
    for who, key in KEYS.items()
)

PB = b"""META
key;value
description;Ward 7
country;Nowhere
num_projects;3
num_votes;4
budget;100000
vote_type;approval
PROJECTS
project_id;cost
A;60000
B;30000
C;50000
VOTES
voter_id;vote
1;A,B
2;A
3;A,C
4;B
"""

type Event = tuple[str, Mapping[str, object], bool]


def evening_of(
    content: Mapping[str, Any],
    assembly: str,
    stage: str,
) -> list[Event]:
    """The record of the evening that makes this result: what each entry says, and if in public."""
    papers, outcome = content["papers"], content["outcome"]
    lines = [
        {key: line.get(name, default) for key, name, default in BALLOT_LINE}
        for line in outcome["projects"]
    ]
    said: list[tuple[str, dict[str, object], bool]] = [
        (
            "assembly.started",
            {
                "id": assembly,
                "name": "Ward 7",
                "place": "Hall",
                "day": content.get("day", ""),
                "currency": content.get("currency", ""),
                "language": "en",
                "rehearsal": stage == "rehearsal",
            },
            True,
        ),
        (
            "rulebook.sealed",
            {
                "digest": digest(content.get("rulebook")),
                "number": 1,
                "questions": ["1"],
                "lot_codes": {
                    "1": hashlib.sha256(LOT_CODE.encode()).hexdigest(),
                },
                "reason": "",
            },
            True,
        ),
        (
            "ballot.drawn_up",
            {"question": "1", "lines": lines, "seed": "1"},
            True,
        ),
        ("stub.given", {"person": "p-1"}, False),
        ("stub.given", {"person": "p-2"}, False),
        ("vote.closed", {"round": "1"}, True),
        ("papers.added_up", {"issued": 1}, False),
        (
            "papers.reconciled",
            {
                "question": "1",
                "issued": papers["issued"],
                "cast": papers["counted"] + papers.get("rejected", 0),
                "spoilt": papers.get("spoilt", 0),
                "unreturned": papers.get("unreturned", 0),
                "missing": papers.get("missing", 0),
                "explanation": None,
            },
            True,
        ),
        (
            "urn.sealed",
            {
                "question": "1",
                "urn_root": "0" * 64,
                "ballots": papers["counted"] + papers.get("rejected", 0),
            },
            True,
        ),
        ("seed.drawn", {"round": "1", "dice": DICE, "code": LOT_CODE}, True),
        (
            "counted",
            {
                "question": "1",
                "digest": digest(content.get("trace")),
                "counted": outcome["ballots"]["counted"],
                "rejected": outcome["ballots"]["rejected"],
                "funded": outcome.get("funded") or [],
            },
            True,
        ),
        ("declared", {"question": "1", "quorum_met": True}, True),
    ]
    start = datetime(2026, 11, 24, 18, tzinfo=UTC)
    return [
        (
            kind,
            {
                **body,
                "act": seq,
                "at": (start + timedelta(minutes=seq)).isoformat(),
            },
            public,
        )
        for seq, (kind, body, public) in enumerate(said, 1)
    ]


_OF_THE_QUESTION = ("papers", "outcome", "trace")


def whole(content: Mapping[str, Any]) -> dict[str, Any]:
    """The result.json of an evening with one question, whose parts `content` has side by side."""
    lot = {
        name: content[name]
        for name in ("seed", "dice", "lot_code")
        if name in content
    }
    question: dict[str, Any] = {
        "id": "1",
        "kind": "fund",
        "way": "sheet",
        "force": "binding",
        "wording": "What shall the money go to?",
        "round": "1",
        "rulebook": 1,
        **{name: content[name] for name in _OF_THE_QUESTION if name in content},
    }
    apart = {*_OF_THE_QUESTION, *lot, "rulebook"}
    return {
        **{name: value for name, value in content.items() if name not in apart},
        "rulebooks": [content["rulebook"]] if "rulebook" in content else [],
        "rounds": {"1": lot},
        "questions": [question],
    }


def coded(said: dict[str, Any], assembly: str, stage: str) -> bytes:
    """decided.json, once every question of a result.json has its code."""
    try:
        objects = decided(said, assembly=assembly, stage=stage)
    except (
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
    ):  # it cannot be read either
        return b""
    codes = {each["question"]: " ".join(result_code(each)) for each in objects}
    for question in said["questions"]:
        question["result_code"] = codes.get(question["id"])
    return decided_json(objects)


def digest(value: object) -> str:
    return hashlib.sha256(rfc8785.dumps(cast("Any", value))).hexdigest()


def table_of(content: Mapping[str, Any]) -> bytes:
    """projects.csv as it follows from the result; nothing for a result that cannot be read."""
    try:
        outcome = msgspec.convert(content["outcome"], Count)
        return projects_csv(
            outcome,
            content.get("trace"),
            str(content.get("currency", "")),
        )
    except ValueError:
        return b""


@dataclass(frozen=True)
class Evening:
    """What a pack is made from; `replace` a part to make another pack."""

    assembly: str = ASSEMBLY
    stage: str = "final"
    events: Callable[[list[Event]], list[Event]] = lambda events: (
        events
    )  # changes the record before it is chained
    content: Callable[[dict[str, object]], None] = lambda _: (
        None
    )  # changes result.json before it is written
    record: Callable[[bytes], bytes] = lambda record: (
        record
    )  # changes record.jsonl before its digest is taken
    questions: Callable[[dict[str, Any]], None] = lambda _: (
        None
    )  # changes the questions of result.json before they get their codes
    codes: Callable[[dict[str, Any]], None] = lambda _: (
        None
    )  # changes result.json when they have them
    decided: Callable[[bytes], bytes | None] = lambda decided: (
        decided
    )  # changes decided.json, or leaves it out
    pb: bytes | None = PB
    day: date = DAY
    table: Callable[[Mapping[str, Any]], bytes] = table_of

    def but(self, **changes: Any) -> Evening:
        return replace(self, **changes)

    def bag(self) -> Bag:
        """The pack, unsigned."""
        content = result()
        self.content(content)
        events = self.events(evening_of(content, self.assembly, self.stage))
        record, head = record_jsonl(events)
        said = whole(
            {**content, "record": {"entries": len(events), "head": head}},
        )
        self.questions(said)
        listed = self.decided(coded(said, self.assembly, self.stage))
        self.codes(said)
        given = {
            "START-HERE.txt": b"docs/pack-format.md tells how to check this pack.\n",
            "record.jsonl": self.record(record),
            "projects.csv": self.table(content),
            "decided.json": listed,
            "assembly.pb": self.pb,
        }
        files = {name: data for name, data in given.items() if data is not None}
        return assemble(
            files,
            said,
            pdf,
            assembly=self.assembly,
            stage=self.stage,
            day=self.day,
        )

    def signed(self, keys: Mapping[str, Ed25519PrivateKey] = KEYS) -> Bag:
        """The pack with the signatures of `keys`."""
        return sign_all(self.bag(), keys)


def sign_all(
    bag: Bag,
    keys: Mapping[str, Ed25519PrivateKey] = KEYS,
    kind: str = "result",
) -> Bag:
    """The bag with everybody's signature, also where pbdesk itself would refuse to sign it."""
    files = dict(bag.files)
    for who, key in keys.items():
        files |= signature_files(key, who, bag.signed, namespace_of(kind))
    return Bag(bag.name, files)


def remade(bag: Bag, **payload: bytes) -> Bag:
    """The bag with other payload files and every hash done again, unsigned.

    Dots in names are written `__`.
    """
    files = {
        name.removeprefix("data/"): content
        for name, content in bag.payload.items()
    }
    files |= {
        name.replace("__", "."): content for name, content in payload.items()
    }
    info = BagInfo(
        ASSEMBLY,
        "final",
        results_code(files["result.json"]),
        measure(files["report.pdf"]),
        DAY,
    )
    return make_bag(files, info)


def result() -> dict[str, object]:
    return {
        "previous": None,
        "day": "2026-11-24",
        "currency": "GBP",
        "dice": DICE,
        "lot_code": LOT_CODE,
        "seed": SEED,
        "papers": {"issued": 6, "counted": 4, "rejected": 1, "unreturned": 1},
        "outcome": {
            "rule": "greedy",
            "parameters": PARAMETERS,
            "ballots": {"counted": 4, "rejected": {"unmarked": 1}},
            "budget": 100000,
            "funded": ["A", "B"],
            "cost": 90000,
            "leftover": 10000,
            "ties": [],
            "projects": [
                {"id": "A", "cost": 60000, "support": 3, "funded": True},
                {"id": "B", "cost": 30000, "support": 2, "funded": True},
                {"id": "C", "cost": 50000, "support": 1, "funded": False},
            ],
        },
        "rulebook": {"fingerprint": "0" * 64},
        "trace": trace(),
    }


def trace() -> dict[str, object]:
    """The rounds as a pack tells them."""
    turns = (("A", True, 40000), ("B", True, 10000), ("C", False, 10000))
    rounds = [
        {
            "project": project,
            "funded": funded,
            "left": left,
            "payments": [],
            "totals": {},
            "eliminated": [],
            "elected": [],
            "exhausted": 0,
            "words": None,
        }
        for project, funded, left in turns
    ]
    return {
        "format": "pbdesk/outcome/1",
        "rule": "greedy",
        "parameters": PARAMETERS,
        "budget": 100000,
        "support": {"A": 3, "B": 2, "C": 1},
        "reasons": {},
        "funded": ["A", "B"],
        "cost": 90000,
        "leftover": 10000,
        "rounds": rounds,
        "ties": [],
    }


def record_jsonl(
    events: Sequence[tuple[str, Mapping[str, object], bool]],
) -> tuple[bytes, str]:
    """The record as the ledger chains it, and its last hash."""
    lines, prev = list[bytes](), "0" * 64
    for seq, (kind, body, public) in enumerate(events, 1):
        chance = hashlib.sha256(f"chance/{seq}".encode()).hexdigest()[:32]
        told: dict[str, object] = {"type": kind, "body": body, "random": chance}
        digest = hashlib.sha256(b"\0pbdesk/entry/2\0" + dumps(told)).hexdigest()
        place: dict[str, object] = {"seq": seq, "prev": prev, "digest": digest}
        lines.append(dumps({**place, **(told if public else {})}) + b"\n")
        prev = hashlib.sha256(b"\0pbdesk/event/2\0" + dumps(place)).hexdigest()
    return b"".join(lines), prev


def dumps(value: Mapping[str, object]) -> bytes:
    return rfc8785.dumps(cast("Any", value))


def pdf(code: tuple[str, ...], result_json: bytes) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer,
        invariant=1,
        pageCompression=0,
    )  # compressed bytes depend on the zlib build
    canvas.drawString(72, 720, " ".join(code))
    canvas.drawString(72, 700, f"{len(result_json)} bytes")
    canvas.save()
    return buffer.getvalue()
