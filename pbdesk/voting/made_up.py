"""A made-up vote, small enough to be drawn: what each funding rule does with the same ballots.

A hundred voters and a pot of 100: sixty want swings (60), nearly all of them a slide as well (40);
forty want a pond (30) and a map (10).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pbdesk.voting.options import OptionError
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Marks, Profile, Project
from pbdesk.voting.registry import RULES
from pbdesk.voting.ties import Lot

__all__ = ["POT", "PROJECTS", "made_up"]

POT = 100
PROJECTS = (
    Project("swings", 60),
    Project("slide", 40),
    Project("pond", 30),
    Project("map", 10),
)

_CAST: tuple[tuple[tuple[str, ...], int], ...] = (
    (("swings", "slide"), 58),
    (("swings",), 2),
    (("pond", "map"), 40),
)
"""What the voters want, best first, and how many want it."""

_MARKS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "approval": (1, 1),
        "ordinal": (1, 2),
        "cumulative": (2, 2),
        "scoring": (5, 4),
        "quadratic": (1, 1),
        "quadratic-credits": (1, 1),
    },
)
"""What a voter of each style gives to the first and to the second."""


def made_up(style: str, rule: str) -> Outcome | None:
    """The made-up vote on sheets of a style, counted by a funding rule as it usually is.

    None where the rule counts no such sheets.
    """
    counting = RULES[rule]
    if (
        counting.kind != "funding"
        or style not in counting.takes
        or style not in _MARKS
    ):
        return None
    profile = Profile.of(
        style,
        PROJECTS,
        POT,
        [(_marked(style, wish), n) for wish, n in _CAST],
    )
    try:
        return counting.count(profile, {}, Lot("made up"))
    except OptionError:
        return None


def _marked(style: str, wish: tuple[str, ...]) -> Marks:
    return dict(zip(wish, _MARKS[style], strict=False))
