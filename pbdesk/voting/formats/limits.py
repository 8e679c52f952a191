"""Limits that a .pb file sets for its own ballots: lengths, sums of cost, points."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pbdesk.voting.formats.money import minor_units
from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.voting.profile import Marks, Project

__all__ = ["Limits", "breach", "limits_of"]

type _Measure = Callable[[Marks, Mapping[str, Project]], int]
type Limits = tuple[tuple[str, _Measure, bool, int], ...]
"""Each limit of META: the reason code, what is measured, whether it is a maximum, and the figure.
"""


def _length(marks: Marks, _projects: Mapping[str, Project]) -> int:
    return len(marks)


def _cost(marks: Marks, projects: Mapping[str, Project]) -> int:
    return sum([projects[name].cost for name in marks])


def _most(marks: Marks, _projects: Mapping[str, Project]) -> int:
    return max(marks.values())


def _least(marks: Marks, _projects: Mapping[str, Project]) -> int:
    return min(marks.values())


def _sum(marks: Marks, _projects: Mapping[str, Project]) -> int:
    return sum(marks.values())


_COUNTS: Mapping[str, tuple[str, _Measure, bool]] = {
    "min_length": ("too-few", _length, False),
    "max_length": ("too-many", _length, True),
}
_COSTS: Mapping[str, tuple[str, _Measure, bool]] = {
    "max_sum_cost": ("over-budget", _cost, True),
    "min_sum_cost": ("underspent", _cost, False),
}
_POINTS: Mapping[str, tuple[str, _Measure, bool]] = {
    "max_points": ("over-project-cap", _most, True),
    "min_points": ("out-of-range", _least, False),
    "max_sum_points": ("overspent", _sum, True),
    "min_sum_points": ("underspent", _sum, False),
}


def limits_of(meta: Mapping[str, str], style: str, decimals: int) -> Limits:
    """The limits of META. One that is no number is no limit: META is full of free text."""
    counts = {**_COUNTS, **(_POINTS if style in {"cumulative", "scoring"} else {})}
    found = [
        (*rule, int(meta[name]))
        for name, rule in counts.items()
        if meta.get(name, "").isdecimal() and len(meta[name]) < 10
    ]
    if meta.get("vote_type") == "choose-1":
        found.append(("too-many", _length, True, 1))
    sums = ((rule, _minor(meta.get(name), decimals)) for name, rule in _COSTS.items())
    return (*found, *((*rule, limit) for rule, limit in sums if limit is not None))


def breach(limits: Limits, marks: Marks, projects: Mapping[str, Project]) -> str | None:
    """The reason code of the first limit that a ballot with marks breaks, or None."""
    for reason, measure, is_maximum, figure in limits:
        measured = measure(marks, projects)
        if measured > figure if is_maximum else measured < figure:
            return reason
    return None


def _minor(figure: str | None, decimals: int) -> int | None:
    try:
        return minor_units(figure, decimals) if figure else None
    except ImportRefused:
        return None
