"""Quadratic figures.

Totals, credits spent and what greedy funds without a lot, for a file of quadratic ballots.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.choosing import by_score
from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.profile import Profile
from pbdesk.voting.radicals import Radicals, told_apart
from pbdesk.voting.root_votes import root_totals
from pbdesk.voting.support import points_for

__all__ = ["quadratic_figures"]


def quadratic_figures(file: BallotFile) -> dict[str, Any]:
    """Votes and credits of every project, the order by groups of equals.

    And greedy up to where a lot is needed.
    """
    profile = file.profile
    votes: dict[str, Any] = {}
    if profile.style == "quadratic-credits":
        roots = root_totals(profile)
        totals: Sequence[int | Fraction] = told_apart(roots)
        credits_given = np.abs(profile.values)
        votes["totals_exact"] = _exact(profile, roots)
    else:
        against = np.minimum(profile.values, 0)
        totals = points_for(profile).tolist()
        credits_given = profile.values**2
        votes["totals"] = profile.by_id(totals)
        votes["votes_against"] = profile.by_id(_summed(profile, against))
    spent = _summed(profile, credits_given)
    rejected = [{"ballot": ballot, "reason": reason} for ballot, reason in file.rejections]
    return {
        "accepted": profile.n,
        "rejected": rejected,
        **votes,
        "credits_spent": profile.by_id(spent),
        "credits_unspent": (file.credits or 0) * profile.n - sum(spent),
        "order": [[profile.ids[i] for i in level] for level in by_score(totals)],
        "greedy_skip": _without_lot(profile, totals, stop=False),
        "greedy_stop": _without_lot(profile, totals, stop=True),
    }


def _summed(profile: Profile, per_mark: NDArray[np.int64]) -> list[int]:
    summed: list[int] = profile.summed(per_mark).tolist()
    return summed


def _exact(profile: Profile, roots: Sequence[Radicals]) -> dict[str, dict[str, int]]:
    """Radicand -> coefficient of every project."""
    return profile.by_id({str(radicand): n for radicand, n in total.items()} for total in roots)


@dataclass
class _Greedy:
    """What greedy funds whatever a lot would say, `left` minor units still to give."""

    left: int
    funded: list[str] = field(default_factory=list[str])

    def told(self, *lots: dict[str, Any]) -> dict[str, Any]:
        """The figures, up to the tie that only a lot decides."""
        return {
            "funded_without_lot": self.funded,
            "left_before_lot": self.left,
            "lot_needed": list(lots),
        }


def _without_lot(
    profile: Profile, totals: Sequence[int | Fraction], *, stop: bool
) -> dict[str, Any]:
    """What is funded whatever a lot would say, and the first tie that only a lot decides.

    So many of these fit.
    """
    greedy = _Greedy(profile.budget)
    for cost, equals in _turns(profile, totals):
        room = len(equals)
        if cost:
            room = min(room, greedy.left // cost)
        if 0 < room < len(equals):
            return greedy.told({"tied": equals, "room_for": room})
        if room:
            greedy.funded += equals
            greedy.left -= cost * len(equals)
        elif stop:
            break
    return greedy.told()


def _turns(profile: Profile, totals: Sequence[int | Fraction]) -> Iterator[tuple[int, list[str]]]:
    """Projects with more votes for than against: equals in votes and cost, with that cost."""
    costs = [project.cost for project in profile.projects]
    for level in by_score(totals):
        if totals[level[0]] <= 0:
            return
        cheapest_first = sorted(level, key=costs.__getitem__)
        for cost, equals in groupby(cheapest_first, key=costs.__getitem__):
            yield cost, [profile.ids[i] for i in equals]
