"""Expanding approvals.

Ranked ballots pay for their first places first, then for more and more of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.arrays import Ints
from pbdesk.voting.constraints import Barrier, Kind
from pbdesk.voting.greedy_fill import OBEYS, Turn, by_votes
from pbdesk.voting.options import Settings, choice
from pbdesk.voting.outcome import Outcome, PaidBy
from pbdesk.voting.places import place_points, summed_place_points
from pbdesk.voting.profile import Profile
from pbdesk.voting.progress import tell
from pbdesk.voting.registry import Method, rule
from pbdesk.voting.shares.coins import Coins, Taken
from pbdesk.voting.shares.contest import By, Contest
from pbdesk.voting.shares.purchases import (
    Purchases,
    with_barrier,
    with_turn,
    without_rest,
)
from pbdesk.voting.shares.values import Sum
from pbdesk.voting.support import support_words
from pbdesk.voting.ties import Ladder
from pbdesk.words import Value, Words, say, several

__all__ = ["expanding_approvals"]


@dataclass(frozen=True)
class ExpandingApprovalsSettings(Settings):
    """Who pays what, and what becomes of the rest."""

    payment: Literal["proportional", "equal"] = choice(
        say("What each supporter pays"),
        {
            "proportional": say("The same part of what it has left"),
            "equal": say("The same sum, or all it has left (equal shares)"),
        },
        "proportional",
    )
    first: Literal["support", "support-per-cost"] = choice(
        say("Which project comes first"),
        {
            "support": say("The one whose supporters have most money"),
            "support-per-cost": say(
                "The one whose supporters have most money for its cost",
            ),
        },
        "support",
    )
    completion: Literal["none", "greedy"] = choice(
        say("When nothing more can be bought so"),
        {
            "none": say("Leave it", context="money"),
            "greedy": say("Fund what has most points for places and fits"),
        },
        "none",
    )


def _method(settings: ExpandingApprovalsSettings) -> Method:
    return (
        say("The pot is divided equally among all ballots."),
        say(
            "At first only first places count. A project is funded when those who rank it there "
            "have its cost "
            "together; when there is none left, second places count as well, and so on.",
        ),
        _payment_words(settings),
        _first_words(settings),
        *_completion_words(settings),
    )


def _payment_words(settings: ExpandingApprovalsSettings) -> Words:
    if settings.payment == "proportional":
        return say("Each supporter pays the same part of what it has left.")
    return say("Each supporter pays the same sum, or all it has left.")


def _first_words(settings: ExpandingApprovalsSettings) -> Words:
    if settings.first == "support":
        return say(
            "Of several, the one whose supporters have most money comes first.",
        )
    return say(
        "Of several, the one whose supporters have most money for its cost comes first.",
    )


def _completion_words(settings: ExpandingApprovalsSettings) -> list[Words]:
    if settings.completion == "none":
        return []
    return [
        say(
            "What is left goes to the projects with most points for places that fit; the "
            "last place on a ballot "
            "gives one point, each before it one more.",
        ),
    ]


def _refuses(
    kinds: frozenset[Kind],
    settings: ExpandingApprovalsSettings,
) -> Words | None:
    return without_rest(kinds, gives_rest=settings.completion == "greedy")


@rule(
    "expanding-approvals",
    kind="funding",
    label=say("Equal shares of rankings (expanding approvals)"),
    takes={"ordinal"},
    method=_method,
    settings=ExpandingApprovalsSettings,
    obeys=OBEYS,
    refuses=_refuses,
)
def expanding_approvals(
    profile: Profile,
    settings: ExpandingApprovalsSettings,
    ladder: Ladder,
) -> Outcome:
    """Ordinal equal shares, exactly.

    At place j a ballot approves what it ranks as high as its j-th choice. The paper leaves open
    which of several affordable projects comes first and how its supporters' money goes down by the
    cost: both are named. What a ballot does not rank it never pays for. The outcome keeps Inclusion
    PSC whatever the options. Equals go by the ladder; "votes" are points for places. With
    proportional payments, payments are averages of those who rank it as high, in whole minor units.
    Source: Aziz and Lee, "Proportionally Representative Participatory Budgeting with Ordinal
    Preferences" (AAAI 2021), PB-EAR. Cost: O(marks) for each purchase and place; rationals only
    where floats cannot tell, or payments are equal.
    """
    return _Count(profile, settings, ladder).run()


@dataclass(frozen=True, slots=True)
class _Stand:
    """When a project was bought.

    With how many places counting or kept out, and what its supporters had, floor.
    """

    place: int
    held: int
    barrier: Barrier | None = None


@dataclass
class _Count:
    """The count between two purchases.

    Marks are those on projects still in; `place[mark]`: from when on it counts.
    """

    profile: Profile
    settings: ExpandingApprovalsSettings
    ladder: Ladder
    counting: int = 1
    stands: dict[int, _Stand] = field(default_factory=dict[int, _Stand])

    def __post_init__(self) -> None:
        profile = self.profile
        self.columns = profile.columns
        self.rows = profile.row_of
        self.place = _places(profile)
        self.last = int(self.place.max(initial=0))
        self.costs = [project.cost for project in profile.projects]
        self.votes = summed_place_points(profile, place_points(profile, last=1))
        self.in_ = list(range(len(self.costs)))
        self.coins = Coins(
            Fraction(profile.budget, profile.n or 1),
            profile.weights,
            np.ones_like(profile.weights),
        )
        self.by: By = self.settings.first
        self.made = Purchases(profile, self.votes, self.ladder)

    def run(self) -> Outcome:
        """Buy at one place after the other; then what the rule says of the rest."""
        while self.in_ and self.counting <= self.last:
            tell(self.counting, self.last, say("Counting place by place"))
            self._step()
        self.counting = self.last
        for i in self.in_:
            self._note(i)
        turns = self._rest()
        of = {turn.project: turn for turn in turns}
        reasons = [self._reason(i, of.get(i)) for i in range(len(self.costs))]
        return self.made.outcome(
            "expanding-approvals",
            self.settings,
            reasons,
            turns,
        )

    def _rest(self) -> list[Turn]:
        """What the rest funds by points for places."""
        if self.settings.completion != "greedy":
            return []
        return self.made.rest(self._by_points())

    def _step(self) -> None:
        """Buy one project, take out what cannot be bought any more, or let one more place count."""
        if barred := self.made.barred(self.in_):
            for i, barrier in barred.items():
                self._note(i, barrier)
                self._without(i)
            return
        counts = self.place <= self.counting
        columns = self.columns[counts]
        held = self._contest(columns, self.rows[counts])
        wanted = np.bincount(columns, minlength=len(self.costs))
        able = [i for i in self.in_ if wanted[i] and held.pays(i)]
        if able:
            self._buy(self.made.in_order(held.first(able, self.by))[0])
        else:
            self.counting += 1

    def _contest(self, columns: NDArray[np.int32], rows: Ints) -> Contest:
        """What those have who rank each project in a place that counts."""
        ones = np.ones(len(rows))
        low, high = self.coins.together(columns, rows, ones, len(self.costs))
        return Contest(self.coins.values, low, high, self._held, self.costs)

    def _held(self, i: int) -> Sum:
        rows, _ = self._supporters(i)
        ones = np.ones_like(rows)
        return self.coins.sum_of(rows, ones, ones)

    def _supporters(self, i: int) -> tuple[Ints, Ints]:
        """Ballots on which a project counts, and from which place on."""
        mine = (self.columns == i) & (self.place <= self.counting)
        return self.rows[mine], self.place[mine]

    def _note(self, i: int, barrier: Barrier | None = None) -> None:
        self.stands[i] = _Stand(
            self.counting,
            self.coins.values.floor(self._held(i)),
            barrier,
        )

    def _buy(self, i: int) -> None:
        self._note(i)
        self.made.buy(i, self._paid(i))
        self._without(i)

    def _paid(self, i: int) -> PaidBy:
        """What its supporters pay for it, taken from them."""
        cost = self.costs[i]
        if not cost:
            return ()
        rows, places = self._supporters(i)
        taken = self._taken(rows, cost)
        by_place = places[np.searchsorted(rows, taken.rows)]
        return self.coins.payments(taken, by_place, cost)

    def _taken(self, rows: Ints, cost: int) -> Taken:
        if self.settings.payment == "equal":
            return self.coins.take_equally(rows, cost)
        ones = np.ones_like(rows)
        return self.coins.take_parts(rows, ones, ones, cost)

    def _without(self, i: int) -> None:
        rest = self.columns != i
        self.columns = self.columns[rest]
        self.rows = self.rows[rest]
        self.place = self.place[rest]
        self.in_.remove(i)

    def _by_points(self) -> list[int]:
        order, ties = by_votes(self.profile, self.in_, self.votes, self.ladder)
        self.made.ties += ties
        return order

    def _reason(self, i: int, turn: Turn | None) -> Words:
        profile = self.profile
        stand = self.stands[i]
        support = support_words(profile, self.votes[i])
        cost = profile.money(self.costs[i])
        held = profile.money(stand.held)
        if i in self.made.bought:
            return _bought_words(stand.place, support, held, cost)
        why = say(
            "{support}. In the end those who rank it had {held} left together and it costs {cost}.",
            support=support,
            held=held,
            cost=cost,
        )
        if stand.barrier is None:
            return with_turn(why, turn, profile)
        return with_barrier(why, stand.barrier, profile)


def _bought_words(
    place: int,
    support: Words,
    held: Value,
    cost: Value,
) -> Words:
    return several(
        "{support}. When first places counted, those who rank it there had {held} left "
        "together and it costs "
        "{cost}.",
        "{support}. When the first {n} places counted, those who rank it there had {held} "
        "left together and "
        "it costs {cost}.",
        place,
        support=support,
        held=held,
        cost=cost,
    )


def _places(profile: Profile) -> Ints:
    """From which number of choices on each mark counts, int64[marks].

    One more than the ballot ranks above it.
    """
    rows = profile.row_of
    values = profile.values
    order = np.lexsort((values, rows))
    new = np.ones(len(order), dtype=bool)
    new[1:] = (np.diff(rows[order]) != 0) | (np.diff(values[order]) != 0)
    first_of_group = np.maximum.accumulate(
        np.where(new, np.arange(len(order)), 0),
    )
    places = np.empty_like(rows)
    places[order] = first_of_group - profile.start[rows[order]] + 1
    return places
