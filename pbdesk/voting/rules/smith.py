"""Smith: the smallest group of which each beats every option outside it."""

from __future__ import annotations

from pbdesk.voting.by_pairs import rule_of_pairs
from pbdesk.voting.choosing import apart, chosen
from pbdesk.voting.options import Settings
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.pairwise import Matrix, matrix_of, smith_set, wins_of
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import Method
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say

__all__ = ["smith"]


def _method(_settings: Settings) -> Method:
    return (
        say(
            "Every two options are compared on all ballots; the smallest group whose members all "
            "beat everyone "
            "outside it wins together.",
        ),
    )


def _found(
    profile: Profile,
    settings: Settings,
    ladder: Ladder,
    matrix: Matrix,
) -> Outcome:
    """The outcome that the pairs give."""
    inside = smith_set(matrix)
    return chosen(
        "smith",
        profile,
        settings,
        ladder,
        support=wins_of(matrix),
        levels=apart(inside, len(matrix)),
        reasons=[_reason(inside=i in inside) for i in range(len(matrix))],
        matrix=matrix,
    )


def _reason(*, inside: bool) -> Words:
    if inside:
        return say("In the group: nobody outside it is ahead of it or level.")
    return say("Every option of the group beats it.")


@rule_of_pairs(
    "smith",
    _found,
    label=say("Smallest unbeaten group (Smith set)"),
    method=_method,
    settings=Settings,
)
def smith(profile: Profile, settings: Settings, ladder: Ladder) -> Outcome:
    """The Smith set: all of it beats all outside it. One option where somebody beats everybody."""
    return _found(profile, settings, ladder, matrix_of(profile))
