"""Borda: points for places, added up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from pbdesk.voting.arrays import Ints
from pbdesk.voting.choosing import by_sums, from_support, top
from pbdesk.voting.options import TopSeats, choice
from pbdesk.voting.outcome import Outcome, Totals
from pbdesk.voting.pairwise import matrix_of
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import Method, rule
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say

__all__ = ["BordaSettings", "borda"]


@dataclass(frozen=True)
class BordaSettings(TopSeats):
    """What is given to options that a ballot leaves out."""

    unranked: Literal["zero", "average", "modified", "symmetric"] = choice(
        say("What a ballot gives to options it leaves out"),
        {
            "zero": say("Nothing"),
            "average": say("The average of the places left"),
            "modified": say(
                "Nothing, and a shorter ballot gives less to those it ranks",
            ),
            "symmetric": say("As many points below zero as others stand above"),
        },
        "zero",
    )


_POINTS: Mapping[str, Words] = {
    "zero": say(
        "The first of m options gives m - 1 points, the next one less, and so on; an option "
        "left out gets "
        "none.",
    ),
    "average": say(
        "The first of m options gives m - 1 points, the next one less, and so on; options left "
        "out "
        "share the places left.",
    ),
    "modified": say(
        "The last option that a ballot ranks gets one point, each before it one more.",
    ),
    "symmetric": say(
        "An option gets a point for every option ranked below it and loses one for every one "
        "above.",
    ),
}


def _method(settings: BordaSettings) -> Method:
    return (
        _POINTS[settings.unranked],
        say("Options in one place share the average of their places."),
        top(settings, say("The option with the most points wins.")),
    )


def _found(
    profile: Profile,
    settings: BordaSettings,
    ladder: Ladder,
    scores: Totals,
) -> Outcome:
    """The outcome that the sums give."""
    reasons = [say("{points} points.", points=points) for points in scores]
    return by_sums("borda", profile, settings, ladder, scores, reasons)


@rule(
    "borda",
    kind="choosing",
    label=say("Points for places (Borda)"),
    takes={"ordinal"},
    method=_method,
    settings=BordaSettings,
    again=from_support(_found, lambda options: options),
)
def borda(profile: Profile, settings: BordaSettings, ladder: Ladder) -> Outcome:
    """Winners have the most points; halves are kept exact.

    Truncated ballots are read in four named ways, which differ on real ballots.
    """
    return _found(
        profile,
        settings,
        ladder,
        _scores(profile, settings.unranked),
    )


def _scores(profile: Profile, unranked: str) -> list[Fraction]:
    options = len(profile.projects)
    if unranked in {"average", "symmetric"}:
        matrix = matrix_of(profile)
        lead: list[int] = (matrix.sum(axis=1) - matrix.sum(axis=0)).tolist()
        if unranked == "symmetric":
            return [Fraction(points) for points in lead]
        middle = profile.n * (options - 1)
        return [Fraction(points + middle, 2) for points in lead]
    rows = profile.row_of
    top = np.full(len(rows), options)
    if unranked == "modified":
        ranked = np.diff(profile.start)
        top = ranked[rows] + 1
    doubled = np.zeros(options, dtype=np.int64)
    points = 2 * top - _doubled_places(profile)
    np.add.at(doubled, profile.columns, points * profile.weights[rows])
    return [Fraction(sum_, 2) for sum_ in doubled.tolist()]


def _doubled_places(profile: Profile) -> Ints:
    """Twice the place of each mark, int64[marks].

    Those in one place share the average of the places they fill.
    """
    rows = profile.row_of
    order = np.lexsort((profile.values, rows))
    new = np.ones(len(order), dtype=bool)
    new[1:] = (np.diff(rows[order]) != 0) | (
        np.diff(profile.values[order]) != 0
    )
    group = np.cumsum(new) - 1
    above = np.flatnonzero(new) - profile.start[rows[order][new]]
    doubled = np.empty_like(rows)
    doubled[order] = (2 * above + np.bincount(group) + 1)[group]
    return doubled
