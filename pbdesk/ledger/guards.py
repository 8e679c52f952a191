"""What the record itself says of the papers in an urn that is still open.

`urn.count` gives the number after each ballot; `urn.salvaged` says how many more or fewer papers a
salvage found than the entries before it tell. Once the urn is sealed its root proves every paper.
"""

from __future__ import annotations

from collections.abc import Iterable

from pbdesk.ledger.chain import Line, Stored

__all__ = ["COUNTED", "SALVAGED", "cast", "salvaged"]

COUNTED, SALVAGED = "urn.count", "urn.salvaged"
"""Types of the entries that say how many papers the urn holds."""


def cast(entries: Iterable[Stored], before: int = 0) -> int:
    """How many papers the urn holds after these entries, `before` of them before."""
    papers = before
    for entry in entries:
        match entry.type, entry.body:
            case ("urn.count", {"n": int() as n}):
                papers = n
            case ("urn.salvaged", {"difference": int() as difference}):
                papers += difference
            case _:
                pass
    return papers


def salvaged(difference: int, _seq: int) -> Line:
    """The entry by which a salvage says how many more papers it found than were recorded."""
    return Line(SALVAGED, {"difference": difference})
