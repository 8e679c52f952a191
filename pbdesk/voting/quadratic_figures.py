"""Quadratic figures.

Totals, credits spent and what greedy funds without a lot, for a file of quadratic ballots.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
    roots = root_totals(profile) if profile.style == "quadratic-credits" else None
    totals: list[int] | list[Fraction] = (
        points_for(profile).tolist() if roots is None else told_apart(roots)
    )
    spent = _summed(profile, profile.values**2 if roots is None else np.abs(profile.values))
    against = _summed(profile, np.minimum(profile.values, 0))
    return {
        "accepted": profile.n,
        "rejected": [{"ballot": ballot, "reason": reason} for ballot, reason in file.rejections],
        **(
            {"totals": profile.by_id(totals), "votes_against": profile.by_id(against)}
            if roots is None
            else {"totals_exact": _exact(profile, roots)}
        ),
        "credits_spent": profile.by_id(spent),
        "credits_unspent": (file.credits or 0) * profile.n - sum(spent),
        "order": [[profile.ids[i] for i in level] for level in _levels(totals)],
        "greedy_skip": _without_lot(profile, totals, stop=False),
        "greedy_stop": _without_lot(profile, totals, stop=True),
    }


def _summed(profile: Profile, per_mark: NDArray[np.int64]) -> list[int]:
    sums = np.zeros(len(profile.projects), dtype=np.int64)
    np.add.at(sums, profile.columns, per_mark * profile.weights[profile.row_of])
    summed: list[int] = sums.tolist()
    return summed


def _exact(profile: Profile, roots: Sequence[Radicals]) -> dict[str, dict[str, int]]:
    """Radicand -> coefficient of every project."""
    return profile.by_id({str(radicand): n for radicand, n in total.items()} for total in roots)


def _levels(totals: Sequence[int | Fraction]) -> list[list[int]]:
    order = sorted(range(len(totals)), key=lambda i: -totals[i])
    return [list(level) for _, level in groupby(order, key=totals.__getitem__)]


def _without_lot(
    profile: Profile, totals: Sequence[int | Fraction], *, stop: bool
) -> dict[str, Any]:
    """What is funded whatever a lot would say, and the first tie that only a lot decides.

    So many of these fit.
    """
    funded: list[str] = []
    left = profile.budget

    def found(lots: list[dict[str, Any]]) -> dict[str, Any]:
        return {"funded_without_lot": funded, "left_before_lot": left, "lot_needed": lots}

    for level in _levels(totals):
        if totals[level[0]] <= 0:
            break
        for cost, tied in groupby(
            sorted(level, key=lambda i: profile.projects[i].cost),
            key=lambda i: profile.projects[i].cost,
        ):
            equals = [profile.ids[i] for i in tied]
            room = len(equals) if cost == 0 else min(len(equals), left // cost)
            if 0 < room < len(equals):
                return found([{"tied": equals, "room_for": room}])
            if room:
                funded += equals
                left -= cost * len(equals)
            elif stop:
                return found([])
    return found([])
