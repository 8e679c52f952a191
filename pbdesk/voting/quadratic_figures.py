"""Quadratic figures.

Totals, credits spent and what greedy funds without a lot, for a file of quadratic ballots.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import numpy as np

from pbdesk.voting.arrays import Ints
from pbdesk.voting.choosing import by_score
from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.outcome import Totals
from pbdesk.voting.profile import Profile
from pbdesk.voting.radicals import Radicals, told_apart
from pbdesk.voting.root_votes import root_totals
from pbdesk.voting.support import points_for

__all__ = ["quadratic_figures"]

type _Json = dict[str, Any]


def _of_credits(profile: Profile) -> tuple[Totals, dict[str, Any]]:
    """The totals that order the projects, and what is told of them: sums of roots."""
    roots = root_totals(profile)
    return told_apart(roots), {"totals_exact": _exact(profile, roots)}


def _of_votes(profile: Profile) -> tuple[Totals, dict[str, Any]]:
    """The same where ballots give votes, for and against."""
    totals: list[int] = points_for(profile).tolist()
    against = _summed(profile, np.minimum(profile.values, 0))
    return totals, {
        "totals": profile.by_id(totals),
        "votes_against": profile.by_id(against),
    }


def quadratic_figures(file: BallotFile) -> dict[str, Any]:
    """Votes and credits of every project, the order by groups of equals.

    And greedy up to where a lot is needed.
    """
    profile = file.profile
    totals, votes = _totals(profile)
    return {
        "accepted": profile.n,
        "rejected": _rejected(file),
        **votes,
        **_credits(file),
        "order": [
            [profile.ids[i] for i in level] for level in by_score(totals)
        ],
        "greedy_skip": _without_lot(profile, totals, stop=False),
        "greedy_stop": _without_lot(profile, totals, stop=True),
    }


def _totals(profile: Profile) -> tuple[Totals, _Json]:
    """The totals that order the projects, and what is told of them."""
    if profile.style == "quadratic-credits":
        return _of_credits(profile)
    return _of_votes(profile)


def _rejected(file: BallotFile) -> list[_Json]:
    return [
        {"ballot": ballot, "reason": reason}
        for ballot, reason in file.rejections
    ]


def _credits(file: BallotFile) -> _Json:
    """What was spent on each project, and what was not spent."""
    profile = file.profile
    spent = _summed(profile, _price(profile))
    given = (file.credits or 0) * profile.n
    return {
        "credits_spent": profile.by_id(spent),
        "credits_unspent": given - sum(spent),
    }


def _price(profile: Profile) -> Ints:
    """The credits of each mark, int64[marks]."""
    if profile.style == "quadratic-credits":
        return np.abs(profile.values)
    return profile.values**2


def _summed(profile: Profile, per_mark: Ints) -> list[int]:
    summed: list[int] = profile.summed(per_mark).tolist()
    return summed


def _exact(
    profile: Profile,
    roots: Sequence[Radicals],
) -> dict[str, dict[str, int]]:
    """Radicand -> coefficient of every project."""
    return profile.by_id(
        {str(radicand): n for radicand, n in total.items()} for total in roots
    )


@dataclass
class _Greedy:
    """What greedy funds whatever a lot would say, `left` minor units still to give."""

    left: int
    funded: list[str] = field(default_factory=list[str])

    def room(self, cost: int, equals: Sequence[str]) -> int:
        """How many of some projects of one cost are paid."""
        if not cost:
            return len(equals)
        return min(len(equals), self.left // cost)

    def fund(self, cost: int, equals: Sequence[str]) -> None:
        """All of them."""
        self.funded += equals
        self.left -= cost * len(equals)

    def told(self, *lots: _Json) -> _Json:
        """The figures, up to the tie that only a lot decides."""
        return {
            "funded_without_lot": self.funded,
            "left_before_lot": self.left,
            "lot_needed": list(lots),
        }


def _without_lot(profile: Profile, totals: Totals, *, stop: bool) -> _Json:
    """What is funded whatever a lot would say, and the first tie that only a lot decides.

    So many of these fit.
    """
    greedy = _Greedy(profile.budget)
    for cost, equals in _turns(profile, totals):
        room = greedy.room(cost, equals)
        if 0 < room < len(equals):
            return greedy.told({"tied": equals, "room_for": room})
        if room:
            greedy.fund(cost, equals)
        elif stop:
            break
    return greedy.told()


def _turns(
    profile: Profile,
    totals: Totals,
) -> Iterator[tuple[int, list[str]]]:
    """Projects with more votes for than against: equals in votes and cost, with that cost."""
    costs = [project.cost for project in profile.projects]
    for level in by_score(totals):
        if totals[level[0]] <= 0:
            return
        cheapest_first = sorted(level, key=costs.__getitem__)
        for cost, equals in groupby(cheapest_first, key=costs.__getitem__):
            yield cost, [profile.ids[i] for i in equals]
