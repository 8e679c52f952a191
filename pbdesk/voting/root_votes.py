"""Root votes: what quadratic ballots add up to.

Where they give credits, votes are their signed square roots.
"""

from __future__ import annotations

from collections import Counter

from pbdesk.voting.outcome import Totals
from pbdesk.voting.profile import Profile
from pbdesk.voting.radicals import Radicals, radical_sum, told_apart
from pbdesk.voting.support import points_for

__all__ = ["root_totals", "vote_totals"]


def vote_totals(profile: Profile) -> Totals:
    """Every project's votes less those against it.

    Of credits a rational near each total, in the same order.
    """
    if profile.style == "quadratic":
        totals: list[int] = points_for(profile).tolist()
        return totals
    return told_apart(root_totals(profile))


def root_totals(profile: Profile) -> list[Radicals]:
    """Every project's total as exact roots, in ballot order."""
    given = [Counter[int]() for _ in profile.projects]
    weights: list[int] = profile.weights[profile.row_of].tolist()
    columns: list[int] = profile.columns.tolist()
    values: list[int] = profile.values.tolist()
    for project, credit, times in zip(columns, values, weights, strict=True):
        given[project][credit] += times
    return [radical_sum(counts.items()) for counts in given]
