"""A small whole pack for tests: five projects, a record of six entries, three signers."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from reportlab.pdfgen.canvas import Canvas

from pbdesk.pack.bag import Bag, BagInfo, make_bag, measure
from pbdesk.pack.contents import assemble, results_code
from pbdesk.pack.keys import public_of
from pbdesk.pack.sign import signed
from pbdesk.pack.signers import Signer

ASSEMBLY = "ward7-2026-11"
DAY = date(2026, 11, 24)
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
SIGNERS = "".join(Signer(who, ASSEMBLY, public_of(key)).line + "\n" for who, key in KEYS.items())

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

EVENTS: Sequence[tuple[str, Mapping[str, object], bool]] = (
    ("assembly.started", {"name": "Ward 7", "at": "2026-11-24T18:00:00+00:00"}, True),
    ("stub.given", {"person": "p-1", "at": "2026-11-24T18:10:00+00:00"}, False),
    ("stub.given", {"person": "p-2", "at": "2026-11-24T18:11:00+00:00"}, False),
    ("vote.closed", {"at": "2026-11-24T19:00:00+00:00"}, True),
    ("interest.declared", {"person": "p-1", "at": "2026-11-24T19:01:00+00:00"}, False),
    ("declared", {"funded": ["A", "B"], "at": "2026-11-24T19:30:00+00:00"}, True),
)


@dataclass(frozen=True)
class Evening:
    """What a pack is made from; `replace` a part to make another pack."""

    assembly: str = ASSEMBLY
    stage: str = "final"
    events: Sequence[tuple[str, Mapping[str, object], bool]] = EVENTS
    content: Callable[[dict[str, object]], None] = lambda _: (
        None
    )  # changes result.json before it is written
    record: Callable[[bytes], bytes] = lambda record: (
        record
    )  # changes record.jsonl before its digest is taken
    pb: bytes | None = PB

    def but(self, **changes: Any) -> Evening:
        return replace(self, **changes)

    def bag(self) -> Bag:
        """The pack, unsigned."""
        record, head = record_jsonl(self.events)
        files = {
            "START-HERE.txt": b"docs/pack-format.md tells how to check this pack.\n",
            "record.jsonl": self.record(record),
            "projects.csv": b"id,cost\r\nA,60000\r\nB,30000\r\nC,50000\r\n",
        }
        if self.pb is not None:
            files["assembly.pb"] = self.pb
        content = result(len(self.events), head)
        self.content(content)
        return assemble(files, content, pdf, assembly=self.assembly, stage=self.stage, day=DAY)

    def signed(self, keys: Mapping[str, Ed25519PrivateKey] = KEYS) -> Bag:
        """The pack with the signatures of `keys`."""
        return sign_all(self.bag(), keys)


def sign_all(bag: Bag, keys: Mapping[str, Ed25519PrivateKey] = KEYS) -> Bag:
    for who, key in keys.items():
        bag = signed(bag, who, key)
    return bag


def remade(bag: Bag, **payload: bytes) -> Bag:
    """The bag with other payload files and every hash done again, unsigned.

    Dots in names are written `__`.
    """
    files = {name.removeprefix("data/"): content for name, content in bag.payload.items()}
    files |= {name.replace("__", "."): content for name, content in payload.items()}
    info = BagInfo(
        ASSEMBLY, "final", results_code(files["result.json"]), measure(files["report.pdf"]), DAY
    )
    return make_bag(files, info)


def result(entries: int, head: str) -> dict[str, object]:
    return {
        "record": {"entries": entries, "head": head},
        "previous": None,
        "seed": "3-1-4-1",
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


def record_jsonl(events: Sequence[tuple[str, Mapping[str, object], bool]]) -> tuple[bytes, str]:
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
        buffer, invariant=1, pageCompression=0
    )  # compressed bytes depend on the zlib build
    canvas.drawString(72, 720, " ".join(code))
    canvas.drawString(72, 700, f"{len(result_json)} bytes")
    canvas.save()
    return buffer.getvalue()
