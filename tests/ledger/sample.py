"""What the ledger's tests write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from pbdesk.ledger.record import (
    Attachment,
    Draft,
    Line,
    Paper,
    Record,
    Said,
    Stored,
)

type Cast = Callable[[str], tuple[Stored, ...]]
"""Casts one ballot."""

FOUNDED = Line(
    "assembly.founded",
    {"at": "2026-11-24T19:00:00+00:00", "name": "Ward 7"},
)


def sealing(roots: Mapping[str, tuple[bytes, int]]) -> list[Line]:
    """The entries that seal boxes."""
    return [
        Line(
            "urn.sealed",
            {"question": box, "urn_root": root.hex(), "ballots": n},
        )
        for box, (root, n) in roots.items()
    ]


def counting(record: Record, box: str = "") -> Line:
    """The entry that goes with one more paper."""
    return Line("urn.count", {"question": box, "n": record.urn_count(box) + 1})


def cast_into(record: Record, ballot: str, box: str = "") -> tuple[Stored, ...]:
    """Cast one ballot, as the desk does."""
    return record.write(
        [counting(record, box)],
        [Paper("counted", ballot, box)],
    )


BOXES = ("fund", "name")
"""Two questions of one evening, each in a round of its own."""


def voted(n: int) -> tuple[Line, Paper]:
    """The n-th ballot (from 1) of an evening whose two questions take turns."""
    box, own = BOXES[n % 2], (n + 1) // 2
    return Line("urn.count", {"question": box, "n": own}), Paper(
        "counted",
        f"A,B,{n}",
        box,
    )


def fill(record: Record, ballots: int) -> None:
    """Put some of everything into a record."""
    for n in range(ballots):
        cast_into(record, f"A,B,{n}")
    record.write(
        [Line("proposal.received", {"title": {"said": "ab12"}})],
        drafts=[Draft("batch-1/1", "keyed", "A,C")],
        attachments=[Attachment("text/plain", b"minutes" * 50)],
        said=[Said("ab12", b"salt" * 4, "Benches for the square")],
    )


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, read as any other program would."""
    from pbdesk.ledger.sqlite import File

    file = File(path, "ro")
    try:
        return {
            table: file.rows(query)
            for table, query in {
                "event": "SELECT * FROM event ORDER BY seq",
                "urn": "SELECT * FROM urn ORDER BY id",
                "urn_state": "SELECT * FROM urn_state ORDER BY box",
                "attachment": "SELECT * FROM attachment ORDER BY sha256",
                "said": "SELECT * FROM said ORDER BY id",
                "drafts": "SELECT * FROM drafts ORDER BY key",
                "standing": "SELECT * FROM standing ORDER BY of",
            }.items()
        }
    finally:
        file.close()
