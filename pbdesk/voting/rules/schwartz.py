"""Schwartz: the smallest groups that nobody outside beats, together."""

from __future__ import annotations

from pbdesk.voting.by_pairs import rule_of_pairs
from pbdesk.voting.choosing import apart, chosen
from pbdesk.voting.options import Settings
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.pairwise import Matrix, matrix_of, reaches, wins_of
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import Method
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say

__all__ = ["schwartz"]


def _method(_settings: Settings) -> Method:
    return (
        say(
            "Every two options are compared on all ballots; an option wins if it has a chain of "
            "victories to "
            "everyone who has one to it.",
        ),
    )


def _found(
    profile: Profile,
    settings: Settings,
    ladder: Ladder,
    matrix: Matrix,
) -> Outcome:
    """The outcome that the pairs give."""
    inside = _undominated(matrix)
    return chosen(
        "schwartz",
        profile,
        settings,
        ladder,
        support=wins_of(matrix),
        levels=apart(inside, len(matrix)),
        reasons=[_reason(inside=i in inside) for i in range(len(matrix))],
        matrix=matrix,
    )


def _undominated(matrix: Matrix) -> list[int]:
    """Options with a chain of victories to everyone who has one to them."""
    chain = reaches(matrix > matrix.T)
    return [
        i for i in range(len(matrix)) if not (chain[:, i] & ~chain[i, :]).any()
    ]


def _reason(*, inside: bool) -> Words:
    if inside:
        return say(
            "In the group: it has a chain of victories to everyone who has one to it.",
        )
    return say("Someone has a chain of victories to it and it has none back.")


@rule_of_pairs(
    "schwartz",
    _found,
    label=say("Smallest group beaten by nobody (Schwartz set)"),
    method=_method,
    settings=Settings,
)
def schwartz(profile: Profile, settings: Settings, ladder: Ladder) -> Outcome:
    """The Schwartz set: inside the Smith set, and smaller where pairs tie.

    Source: T. Schwartz, Nous 6 (1972). Cost: O(distinct x options²) for the comparisons,
    O(options³) for the chains.
    """
    return _found(profile, settings, ladder, matrix_of(profile))
