"""The settings of Equal Shares: what a project is worth, the first share, and how it is completed.

The words are for ever. Completions are different rules with different winners on real files.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Literal, override

from pbdesk.voting.options import Settings, choice, number
from pbdesk.voting.profile import Profile
from pbdesk.words import say

__all__ = ["Completion", "EqualSharesSettings", "Utility", "utility_by_ballot"]


class Utility(StrEnum):
    """What a project is worth to a voter who wants it."""

    BY_BALLOT = "by-ballot"
    COST = "cost"
    COUNT = "count"
    POINTS = "points"
    POINTS_TIMES_COST = "points-times-cost"
    BORDA = "borda"

    @property
    def by_cost(self) -> bool:
        """Whether it grows with the project's cost."""
        return self in {Utility.COST, Utility.POINTS_TIMES_COST}

    @property
    def by_cross(self) -> bool:
        """Whether every mark for a project counts as one, whatever its figure."""
        return self in {Utility.COST, Utility.COUNT}


class Completion(StrEnum):
    """What becomes of money that is left: shares are raised or not, then the rest filled up."""

    NONE = "none"
    GREEDY = "greedy"
    ADD1 = "add1"
    ADD1_GREEDY = "add1-greedy"
    BREAKPOINT = "breakpoint"
    BREAKPOINT_GREEDY = "breakpoint-greedy"

    @property
    def by_steps(self) -> bool:
        """Whether every share is raised step by step."""
        return self in {Completion.ADD1, Completion.ADD1_GREEDY}

    @property
    def by_breakpoints(self) -> bool:
        """Whether every share is raised just as far as one more project needs."""
        return self in {Completion.BREAKPOINT, Completion.BREAKPOINT_GREEDY}

    @property
    def then_greedy(self) -> bool:
        """Whether what is left in the end goes to what has most support and fits."""
        return self in {
            Completion.GREEDY,
            Completion.ADD1_GREEDY,
            Completion.BREAKPOINT_GREEDY,
        }


_OF_BALLOT = {
    "approval": Utility.COST,
    "cumulative": Utility.POINTS,
    "scoring": Utility.POINTS,
    "quadratic": Utility.POINTS,
    "ordinal": Utility.BORDA,
}
"""The utility that fits the ballot, by style."""


def utility_by_ballot(style: str) -> Utility:
    """What a project is worth where that is left to the ballot; left open for an unknown style."""
    return _OF_BALLOT.get(style, Utility.BY_BALLOT)


@dataclass(frozen=True)
class EqualSharesSettings(Settings):
    """What may be set of Equal Shares."""

    utility: Utility = choice(
        say("What a project is worth to a voter who wants it"),
        {
            Utility.BY_BALLOT: say(
                "What fits the ballot: its cost for crosses, its points where there are points",
            ),
            Utility.COST: say("Its cost"),
            Utility.COUNT: say("The same for every project"),
            Utility.POINTS: say("The points given to it"),
            Utility.POINTS_TIMES_COST: say(
                "The points given to it times its cost",
            ),
            Utility.BORDA: say("Points for its place"),
        },
        Utility.BY_BALLOT,
    )
    completion: Completion = choice(
        say("When nothing more can be bought so"),
        {
            Completion.NONE: say("Leave it", context="money"),
            Completion.GREEDY: say("Fund what has most support and fits"),
            Completion.ADD1: say("Raise every share step by step"),
            Completion.ADD1_GREEDY: say(
                "Raise every share step by step, then fund what has most support and fits",
            ),
            Completion.BREAKPOINT: say(
                "Raise every share just as far as one more project needs, again and again",
            ),
            Completion.BREAKPOINT_GREEDY: say(
                "Raise every share so, then fund what has most support and fits",
            ),
        },
        Completion.NONE,
        help=say(
            "Left alone, equal shares often spend only a part of the pot.",
        ),
    )
    start: Literal["exact", "whole"] = choice(
        say("First share"),
        {
            "exact": say("The pot divided by the ballots"),
            "whole": say("The same, rounded down to whole units of money"),
        },
        "exact",
    )
    stop: Literal["exhaustive", "overspend"] = choice(
        say("Stop raising shares"),
        {
            "exhaustive": say(
                "When nothing more with supporters fits, or the next step would overspend",
            ),
            "overspend": say("Only when the next step would overspend"),
        },
        "exhaustive",
    )
    step: int = number(
        say("Step of the share, in whole units of money"),
        1,
        10**9,
        1,
    )
    comparison: Literal["none", "projects", "covered"] = choice(
        say("Compare with most support alone"),
        {
            "none": say("No"),
            "projects": say(
                "Yes, over how many funded projects each ballot marks",
            ),
            "covered": say(
                "Yes, over whether a ballot marks any funded project",
            ),
        },
        "none",
        help=say(
            "What most support alone would fund is funded instead if more ballots prefer it.",
        ),
    )

    @property
    @override
    def idle(self) -> frozenset[str]:
        if self.completion.by_steps:
            return frozenset()
        if self.completion.by_breakpoints:
            return frozenset({"step"})
        return frozenset({"stop", "step"})

    @property
    def until_exhaustive(self) -> bool:
        """Whether raising ends as soon as nothing more with supporters fits."""
        return self.stop == "exhaustive"

    def utility_of(self, style: str) -> Utility:
        """The utility itself, where it is left to the ballot's style."""
        if self.utility is Utility.BY_BALLOT:
            return _OF_BALLOT[style]
        return self.utility

    def first_share(self, profile: Profile, more: int = 0) -> Fraction:
        """Every ballot's first share of the pot, minor units, were there `more` ballots."""
        share = Fraction(profile.budget, profile.n + more or 1)
        if self.start == "exact":
            return share
        return Fraction(share // profile.unit * profile.unit)

    def step_of(self, profile: Profile) -> int:
        """By how much shares are raised at a time, minor units."""
        return self.step * profile.unit
