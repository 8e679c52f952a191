"""Condorcet: the option that beats every other, where there is one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pbdesk.voting.by_pairs import rule_of_pairs
from pbdesk.voting.choosing import by_score, chosen
from pbdesk.voting.options import Settings
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.pairwise import Matrix, matrix_of, wins_of
from pbdesk.voting.profile import Places, Profile
from pbdesk.voting.registry import Method
from pbdesk.voting.ties import Ladder
from pbdesk.words import say

__all__ = ["condorcet"]


def _method(_settings: Settings) -> Method:
    return (
        say(
            "Every two options are compared on all ballots; an option that beats all others wins.",
        ),
        say("There may be none."),
    )


def _found(
    profile: Profile,
    settings: Settings,
    ladder: Ladder,
    matrix: Matrix,
) -> Outcome:
    """The outcome that the pairs give."""
    wins = wins_of(matrix)
    others = len(wins) - 1
    winners = [i for i, won in enumerate(wins) if won == others]
    outcome = chosen(
        "condorcet",
        profile,
        settings,
        ladder,
        winners=winners,
        support=wins,
        levels=by_score(wins),
        reasons=[
            say("It beats {wins} of {others} others.", wins=won, others=others)
            for won in wins
        ],
        matrix=matrix,
    )
    found = {
        "winner": _first(winners, profile),
        "loser": _first(_beaten_by_all(matrix), profile),
    }
    return replace(outcome, figures={**found, **outcome.figures})


def _beaten_by_all(matrix: Matrix) -> list[int]:
    """Whom every other option beats, where there are others."""
    others = len(matrix) - 1
    losses = (matrix > matrix.T).sum(axis=0)
    return [i for i in np.flatnonzero(losses == others).tolist() if others]


def _first(options: Places, profile: Profile) -> str | None:
    if not options:
        return None
    return profile.ids[options[0]]


@rule_of_pairs(
    "condorcet",
    _found,
    label=say("Beats every other (Condorcet)"),
    method=_method,
    settings=Settings,
)
def condorcet(profile: Profile, settings: Settings, ladder: Ladder) -> Outcome:
    """The option that more ballots put above than below each other one.

    No winner where there is a cycle or tie.
    """
    return _found(profile, settings, ladder, matrix_of(profile))
