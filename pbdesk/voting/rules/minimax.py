"""Minimax: the option whose worst pairwise defeat is least."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from pbdesk.voting.by_pairs import rule_of_pairs
from pbdesk.voting.choosing import by_score, chosen
from pbdesk.voting.explain.wrong_ballots import of_pairs
from pbdesk.voting.options import Settings, choice
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.pairwise import Matrix, matrix_of
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import Method
from pbdesk.voting.ties import Ladder
from pbdesk.words import say

__all__ = ["MinimaxSettings", "minimax"]


@dataclass(frozen=True)
class MinimaxSettings(Settings):
    """How large a defeat is."""

    strength: Literal["winning-votes", "margins", "opposition"] = choice(
        say("Size of a defeat"),
        {
            "winning-votes": say("Ballots on the winning side"),
            "margins": say("How many more than on the other side"),
            "opposition": say("Ballots against it, also where it wins"),
        },
        "winning-votes",
    )


def _method(_settings: MinimaxSettings) -> Method:
    return (
        say(
            "Every two options are compared on all ballots; the option whose worst defeat is the "
            "smallest wins.",
        ),
    )


def _margin(
    profile: Profile,
    settings: MinimaxSettings,
    outcome: Outcome,
    mark: int,
) -> int | None:
    """By opposition an option that beats every other need not win."""
    if settings.strength == "opposition":
        return None
    return of_pairs(profile, settings, outcome, mark)


def _found(
    profile: Profile,
    settings: MinimaxSettings,
    ladder: Ladder,
    matrix: Matrix,
) -> Outcome:
    """The outcome that the pairs give."""
    worst = _worst_defeats(matrix, settings.strength)
    return chosen(
        "minimax",
        profile,
        settings,
        ladder,
        support=worst,
        levels=by_score(worst, lowest=True),
        reasons=[
            say("Its worst defeat is {worst}.", worst=size) for size in worst
        ],
        matrix=matrix,
    )


def _worst_defeats(matrix: Matrix, strength: str) -> list[int]:
    """The size of each option's worst defeat; 0 for the only one there is."""
    if len(matrix) < 2:
        return [0] * len(matrix)
    return _defeats(matrix, strength).max(axis=1).tolist()


def _defeats(matrix: Matrix, strength: str) -> Matrix:
    """How badly each option is beaten by each other one."""
    match strength:
        case "margins":
            against = matrix.T - matrix
            np.fill_diagonal(against, np.iinfo(np.int64).min)
            return against
        case "opposition":
            return matrix.T
        case _:
            return np.where(matrix < matrix.T, matrix.T, 0)


@rule_of_pairs(
    "minimax",
    _found,
    label=say("Smallest worst defeat (minimax)"),
    method=_method,
    settings=MinimaxSettings,
    margin=_margin,
)
def minimax(
    profile: Profile,
    settings: MinimaxSettings,
    ladder: Ladder,
) -> Outcome:
    """Winners have the smallest worst defeat.

    By `opposition` it may pass over an option that beats all others.
    """
    return _found(profile, settings, ladder, matrix_of(profile))
