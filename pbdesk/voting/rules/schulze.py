"""Schulze: the strongest chains of pairwise majorities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from pbdesk.voting.by_pairs import rule_of_pairs
from pbdesk.voting.choosing import chosen
from pbdesk.voting.options import Settings, choice
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.pairwise import Matrix, matrix_of, named, wins_of
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import Method
from pbdesk.voting.ties import Ladder
from pbdesk.words import Listing, Words, say

__all__ = ["schulze"]


@dataclass(frozen=True)
class SchulzeSettings(Settings):
    """How strong a majority is."""

    strength: Literal["winning-votes", "margins"] = choice(
        say("Strength of a majority"),
        {
            "winning-votes": say("Ballots on the winning side"),
            "margins": say("How many more than on the other side"),
        },
        "winning-votes",
    )


def _method(settings: SchulzeSettings) -> Method:
    if settings.strength == "winning-votes":
        strength = say("A majority is as strong as the ballots on its side.")
    else:
        strength = say(
            "A majority is as strong as its lead over the other side.",
        )
    return (
        say("Every two options are compared on all ballots."),
        strength,
        say(
            "A chain of majorities is as strong as its weakest link; an option wins if nobody has "
            "a stronger chain "
            "to it than it has back.",
        ),
    )


def _found(
    profile: Profile,
    settings: SchulzeSettings,
    ladder: Ladder,
    matrix: Matrix,
) -> Outcome:
    """The outcome that the pairs give."""
    strengths = _paths(matrix, margins=settings.strength == "margins")
    outcome = chosen(
        "schulze",
        profile,
        settings,
        ladder,
        support=wins_of(strengths),
        levels=_levels(strengths),
        reasons=_reasons(profile.ids, strengths),
        matrix=matrix,
    )
    return replace(outcome, strengths=named(strengths, profile.ids))


@rule_of_pairs(
    "schulze",
    _found,
    label=say("Schulze (strongest chains)"),
    method=_method,
    settings=SchulzeSettings,
)
def schulze(
    profile: Profile,
    settings: SchulzeSettings,
    ladder: Ladder,
) -> Outcome:
    """Winners are the options to which nobody has a stronger path.

    The order repeats that on those left.
    Source: M. Schulze, Social Choice and Welfare 36 (2011); Debian's constitution (winning votes).
    Cost: O(distinct x options²) for the comparisons, O(options³) for the paths.
    """
    return _found(profile, settings, ladder, matrix_of(profile))


def _paths(matrix: Matrix, *, margins: bool) -> Matrix:
    """Strongest paths, int64[options, options] (Floyd-Warshall, widest path)."""
    strengths = np.where(
        matrix > matrix.T,
        matrix - matrix.T if margins else matrix,
        0,
    )
    for via in range(len(matrix)):
        np.maximum(
            strengths,
            np.minimum(strengths[:, via, None], strengths[None, via, :]),
            out=strengths,
        )
    np.fill_diagonal(strengths, 0)
    return strengths


def _levels(strengths: Matrix) -> list[list[int]]:
    """Layers of undominated options, best first."""
    beats = strengths > strengths.T
    left = list(range(len(strengths)))
    levels = list[list[int]]()
    while left:
        levels.append([a for a in left if not beats[left, a].any()])
        left = [a for a in left if a not in levels[-1]]
    return levels


def _reasons(ids: Sequence[str], strengths: Matrix) -> list[Words]:
    return [_reason(ids, strengths, a) for a in range(len(ids))]


def _reason(ids: Sequence[str], strengths: Matrix, a: int) -> Words:
    """Whose chains to an option are stronger than its own back."""
    over = np.flatnonzero(strengths[:, a] > strengths[a]).tolist()
    if not over:
        return say("Nobody has a stronger chain of majorities to it.")
    strongest = max(over, key=strengths[:, a].__getitem__)
    return say(
        "Stronger chains of majorities lead to it from {others}; the strongest is "
        "{strength} against {back}.",
        others=Listing(tuple(ids[b] for b in over)),
        strength=int(strengths[strongest, a]),
        back=int(strengths[a, strongest]),
    )
