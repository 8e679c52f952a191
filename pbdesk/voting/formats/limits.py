"""Limits that a .pb file sets for its own ballots: lengths, sums of cost, points."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import gt, lt

from pbdesk.voting.formats.money import minor_units
from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.voting.options import Meta
from pbdesk.voting.profile import Marks, Project

__all__ = ["Limits", "breach", "limits_of"]

type _Projects = Mapping[str, Project]
"""By their ids."""

type _Measure = Callable[[Marks, _Projects], int]


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of limit: the reason code of a breach, what is measured, and how figures break it."""

    reason: str
    measure: _Measure
    breaks: Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of META."""

    kind: _Kind
    figure: int

    def broken_by(self, marks: Marks, projects: _Projects) -> bool:
        """Whether a ballot with marks breaks it."""
        measured = self.kind.measure(marks, projects)
        return self.kind.breaks(measured, self.figure)


type Limits = tuple[Limit, ...]


def _length(marks: Marks, _projects: _Projects) -> int:
    return len(marks)


def _cost(marks: Marks, projects: _Projects) -> int:
    return sum([projects[name].cost for name in marks])


def _most(marks: Marks, _projects: _Projects) -> int:
    return max(marks.values())


def _least(marks: Marks, _projects: _Projects) -> int:
    return min(marks.values())


def _sum(marks: Marks, _projects: _Projects) -> int:
    return sum(marks.values())


_TOO_MANY = _Kind("too-many", _length, breaks=gt)
_COUNTS: Mapping[str, _Kind] = {
    "min_length": _Kind("too-few", _length, breaks=lt),
    "max_length": _TOO_MANY,
}
_COSTS: Mapping[str, _Kind] = {
    "max_sum_cost": _Kind("over-budget", _cost, breaks=gt),
    "min_sum_cost": _Kind("underspent", _cost, breaks=lt),
}
_POINTS: Mapping[str, _Kind] = {
    "max_points": _Kind("over-project-cap", _most, breaks=gt),
    "min_points": _Kind("out-of-range", _least, breaks=lt),
    "max_sum_points": _Kind("overspent", _sum, breaks=gt),
    "min_sum_points": _Kind("underspent", _sum, breaks=lt),
}


def limits_of(meta: Meta, style: str, decimals: int) -> Limits:
    """The limits of META. One that is no number is no limit: META is full of free text."""
    return (*_counted(meta, style), *_costed(meta, decimals))


def _counted(meta: Meta, style: str) -> Iterator[Limit]:
    """Limits of marks and of points."""
    yield from _figures(meta, _COUNTS)
    if style in {"cumulative", "scoring"}:
        yield from _figures(meta, _POINTS)
    if meta.get("vote_type") == "choose-1":
        yield Limit(_TOO_MANY, 1)


def _figures(meta: Meta, kinds: Mapping[str, _Kind]) -> Iterator[Limit]:
    for name, kind in kinds.items():
        figure = meta.get(name, "")
        if figure.isdecimal() and len(figure) < 10:
            yield Limit(kind, int(figure))


def _costed(meta: Meta, decimals: int) -> Iterator[Limit]:
    """Limits of what the projects of a ballot cost, minor units."""
    for name, kind in _COSTS.items():
        minor = _minor(meta.get(name), decimals)
        if minor is not None:
            yield Limit(kind, minor)


def breach(limits: Limits, marks: Marks, projects: _Projects) -> str | None:
    """The reason code of the first limit that a ballot with marks breaks, or None."""
    for limit in limits:
        if limit.broken_by(marks, projects):
            return limit.kind.reason
    return None


def _minor(figure: str | None, decimals: int) -> int | None:
    try:
        if figure:
            return minor_units(figure, decimals)
        return None
    except ImportRefused:
        return None
