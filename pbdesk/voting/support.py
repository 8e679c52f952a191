"""Support: how many ballots, points or votes each project has."""

from __future__ import annotations

import numpy as np

from pbdesk.voting.arrays import Ints
from pbdesk.voting.profile import Profile
from pbdesk.voting.unsupported import UnsupportedError
from pbdesk.words import Words, say, several

__all__ = [
    "against",
    "ballots_for",
    "points_for",
    "refuse_several_marks",
    "sums",
    "support_words",
]


def refuse_several_marks(rule: str, profile: Profile) -> None:
    """Raise UnsupportedError where a ballot has more than one mark."""
    if any(len(ballot.marks) > 1 for ballot in profile.ballots()):
        raise UnsupportedError(
            say(
                "“{rule}” counts ballots with one mark; here some have more.",
                rule=rule,
            ),
        )


def ballots_for(profile: Profile) -> Ints:
    """Ballots with a mark above zero for each project, int64[projects].

    Ranked ballots: with any place.
    """
    return profile.summed(profile.values > 0)


def points_for(profile: Profile) -> Ints:
    """Sum of the marks of each project, int64[projects]: votes, points, scores, signed votes."""
    return profile.summed(profile.values)


def against(profile: Profile) -> Ints:
    """Votes (or credits) against each project, int64[projects]."""
    return profile.summed(np.maximum(-profile.values, 0))


def sums(profile: Profile) -> Ints:
    """What each project got in figures that add up from hall to hall, int64[projects].

    Approval: ballots. Ranked: first places. Else: points, scores, signed votes.
    """
    match profile.style:
        case "approval":
            return ballots_for(profile)
        case "ordinal":
            return profile.summed(profile.values == 1)
        case _:
            return points_for(profile)


def support_words(profile: Profile, support: int) -> Words:
    """The support in the words of the ballot: "141 ballots", "12 points", "7 votes"."""
    match profile.style:
        case "approval":
            return several("{n} ballot", "{n} ballots", support)
        case "quadratic":
            return several("{n} vote", "{n} votes", support)
        case _:
            return several("{n} point", "{n} points", support)
