"""Root votes: ballots that give credits, where the votes are their signed square roots."""

from __future__ import annotations

from collections import Counter

from pbdesk.voting.profile import Profile
from pbdesk.voting.radicals import Radicals, radical_sum

__all__ = ["root_totals"]


def root_totals(profile: Profile) -> list[Radicals]:
    """Every project's total as exact roots, in ballot order."""
    given = [Counter[int]() for _ in profile.projects]
    weights: list[int] = profile.weights[profile.row_of].tolist()
    columns: list[int] = profile.columns.tolist()
    values: list[int] = profile.values.tolist()
    for project, credit, times in zip(columns, values, weights, strict=True):
        given[project][credit] += times
    return [radical_sum(counts.items()) for counts in given]
