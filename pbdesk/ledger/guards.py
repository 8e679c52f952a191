"""What the record itself says of the papers in boxes that are still open.

`urn.count` gives a box's number after each ballot; `urn.salvaged` says how many more or fewer
papers a salvage found in it than the entries before it tell. Once a box is sealed its root proves
every paper. Both name the box as `question`; an entry without it means the box "".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from types import MappingProxyType

from pbdesk.ledger.chain import Line, Stored

__all__ = [
    "COUNTED",
    "SALVAGED",
    "Differing",
    "box_of",
    "cast",
    "differing",
    "salvaged",
]

COUNTED = "urn.count"
SALVAGED = "urn.salvaged"
"""Types of the entries that say how many papers a box holds."""

type Differing = tuple[str, int, int]
"""A box that holds other papers than were told: box, told, there."""

_NONE: Mapping[str, int] = MappingProxyType({})


def box_of(entry: Stored) -> str:
    """The box that an entry is about."""
    match entry.body.get("question"):
        case str() as question:
            return question
        case _:
            return ""


def cast(
    entries: Iterable[Stored],
    before: Mapping[str, int] = _NONE,
) -> Mapping[str, int]:
    """How many papers each box holds after these entries; `before` is how many before."""
    papers = dict(before)
    for entry in entries:
        match entry.type, entry.body:
            case ("urn.count", {"n": int() as n}):
                papers[box_of(entry)] = n
            case ("urn.salvaged", {"difference": int() as difference}):
                papers[box_of(entry)] = (
                    papers.get(box_of(entry), 0) + difference
                )
            case _:
                pass
    return papers


def differing(
    told: Mapping[str, int],
    there: Mapping[str, int],
    sealed: AbstractSet[str],
) -> Iterator[Differing]:
    """The open boxes that hold other papers than were told."""
    for box in sorted((told.keys() | there.keys()) - sealed):
        if told.get(box, 0) != there.get(box, 0):
            yield box, told.get(box, 0), there.get(box, 0)


def salvaged(box: str, difference: int, _seq: int) -> Line:
    """The entry by which a salvage says how many more papers it found than were recorded."""
    return Line(SALVAGED, {"question": box, "difference": difference})
