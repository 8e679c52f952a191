"""Limits that a .pb file sets for its own ballots: lengths, sums of cost, points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pbdesk.voting.formats.money import minor_units
from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.voting.profile import Marks, Project

__all__ = ["Limits", "limits_of"]

_NAMES = ("min_length", "max_length", "min_points", "max_points", "min_sum_points", "max_sum_points")


@dataclass(frozen=True)
class Limits:
    """What META allows on a ballot; absent names are no limits. Costs in minor units."""

    numbers: Mapping[str, int]
    max_sum_cost: int | None = None
    min_sum_cost: int | None = None

    def breach(self, marks: Marks, projects: Mapping[str, Project]) -> str | None:
        """The reason code of the first limit that the ballot breaks, or None."""
        points = marks.values()
        cost = sum(projects[name].cost for name in marks)
        checks = (
            ("too-few", len(marks) < self.numbers.get("min_length", 0)),
            ("too-many", len(marks) > self.numbers.get("max_length", len(marks))),
            ("over-budget", self.max_sum_cost is not None and cost > self.max_sum_cost),
            ("underspent", self.min_sum_cost is not None and cost < self.min_sum_cost),
            ("over-project-cap", max(points) > self.numbers.get("max_points", max(points))),
            ("out-of-range", min(points) < self.numbers.get("min_points", min(points))),
            ("overspent", sum(points) > self.numbers.get("max_sum_points", sum(points))),
            ("underspent", sum(points) < self.numbers.get("min_sum_points", sum(points))),
        )
        return next((reason for reason, broken in checks if broken), None)


def limits_of(meta: Mapping[str, str], style: str, decimals: int) -> Limits:
    """The limits of META. One that is no number is no limit: META is full of free text."""
    names = _NAMES if style in {"cumulative", "scoring"} else _NAMES[:2]
    numbers = {name: int(meta[name]) for name in names if meta.get(name, "").isdecimal() and len(meta[name]) < 10}
    if meta.get("vote_type") == "choose-1":
        numbers["max_length"] = 1
    return Limits(numbers, _sum(meta.get("max_sum_cost"), decimals), _sum(meta.get("min_sum_cost"), decimals))


def _sum(figure: str | None, decimals: int) -> int | None:
    try:
        return minor_units(figure, decimals) if figure else None
    except ImportRefused:
        return None
