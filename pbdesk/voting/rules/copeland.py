"""Copeland: most pairwise wins."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pbdesk.voting.by_pairs import rule_of_pairs
from pbdesk.voting.choosing import by_score, chosen
from pbdesk.voting.options import Settings, choice
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.pairwise import Matrix, matrix_of, wins_of
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import Method
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say

__all__ = ["copeland"]


@dataclass(frozen=True)
class CopelandSettings(Settings):
    """What a pair with equal ballots is worth."""

    tied: Literal["1/2", "1", "0"] = choice(
        say("What a pair with equal ballots is worth"),
        {
            "1/2": say("Half a win"),
            "1": say("A win for both (Llull)"),
            "0": say("Nothing"),
        },
        "1/2",
    )


def _method(_settings: CopelandSettings) -> Method:
    return (
        say(
            "Every two options are compared on all ballots; the option that wins most comparisons "
            "wins.",
        ),
    )


def _found(
    profile: Profile,
    settings: CopelandSettings,
    ladder: Ladder,
    matrix: Matrix,
) -> Outcome:
    """The outcome that the pairs give."""
    ties: list[int] = ((matrix == matrix.T).sum(axis=1) - 1).tolist()
    pairs = list(zip(wins_of(matrix), ties, strict=True))
    scores = [won + tied * Fraction(settings.tied) for won, tied in pairs]
    return chosen(
        "copeland",
        profile,
        settings,
        ladder,
        support=scores,
        levels=by_score(scores),
        reasons=[_reason(won, tied) for won, tied in pairs],
        matrix=matrix,
    )


def _reason(won: int, tied: int) -> Words:
    return say(
        "It beats {wins} of the others and ties with {ties}.",
        wins=won,
        ties=tied,
    )


@rule_of_pairs(
    "copeland",
    _found,
    label=say("Most pairwise wins (Copeland)"),
    method=_method,
    settings=CopelandSettings,
)
def copeland(
    profile: Profile,
    settings: CopelandSettings,
    ladder: Ladder,
) -> Outcome:
    """Winners win the most pairs.

    A tied pair counts as `tied` says, which can change the winner.
    """
    return _found(profile, settings, ladder, matrix_of(profile))
