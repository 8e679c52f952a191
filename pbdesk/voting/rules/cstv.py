"""Cumulative single transferable vote.

Ballots put their share of the pot on projects, and move it where it helps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

import numpy as np

from pbdesk.voting.arrays import Ints
from pbdesk.voting.constraints import Barrier, Kind
from pbdesk.voting.greedy_fill import OBEYS, Turn
from pbdesk.voting.options import Settings, choice
from pbdesk.voting.outcome import Outcome, PaidBy
from pbdesk.voting.profile import Profile
from pbdesk.voting.progress import tell
from pbdesk.voting.registry import Method, rule
from pbdesk.voting.shares.coins import Coins
from pbdesk.voting.shares.contest import By, Contest
from pbdesk.voting.shares.purchases import (
    Purchases,
    with_barrier,
    with_turn,
    without_rest,
)
from pbdesk.voting.shares.values import Sum
from pbdesk.voting.support import points_for, support_words
from pbdesk.voting.ties import Ladder
from pbdesk.voting.unsupported import UnsupportedError
from pbdesk.words import Words, say

__all__ = ["cstv"]


@dataclass(frozen=True)
class CstvSettings(Settings):
    """How money moves, and what becomes of the rest."""

    transfer: Literal["minimal", "elimination"] = choice(
        say("When no project has its cost"),
        {
            "minimal": say(
                "Those who want one move as little as it takes to it",
            ),
            "elimination": say(
                "The last goes out, and what it was given passes on",
            ),
        },
        "minimal",
    )
    first: Literal["support-per-cost", "excess"] = choice(
        say("Which project comes first"),
        {
            "support-per-cost": say("The one given most for its cost"),
            "excess": say(
                "The one given most beyond its cost, or least short of it",
            ),
        },
        "support-per-cost",
    )
    rest: Literal["accept", "leave"] = choice(
        say("When nothing more can be paid for so"),
        {
            "accept": say(
                "Fund what fits: the best supported, or who went out last, first",
            ),
            "leave": say("Leave it", context="money"),
        },
        "accept",
    )
    coin: Literal["equal", "points"] = choice(
        say("What a ballot may give"),
        {
            "equal": say("Its share of the pot, in parts as its points"),
            "points": say(
                "The same sum for each of its points; points not used lapse",
            ),
        },
        "equal",
    )


def _method(settings: CstvSettings) -> Method:
    return (
        _coin_words(settings),
        say(
            "A project given at least its cost is funded; what was too much passes on to the other "
            "projects of the "
            "same ballots, as they gave points.",
        ),
        _transfer_words(settings),
        _first_words(settings),
        *_rest_words(settings),
    )


def _coin_words(settings: CstvSettings) -> Words:
    if settings.coin == "equal":
        return say(
            "The pot is divided equally among all ballots, and each puts its share on projects as "
            "it gave points.",
        )
    return say(
        "The pot is divided equally among all points that were given, and each is put on its "
        "project.",
    )


def _transfer_words(settings: CstvSettings) -> Words:
    if settings.transfer == "minimal":
        return say(
            "When there is none, those who want a project move to it, from their other projects, "
            "what it lacks.",
        )
    return say(
        "When there is none, the last project goes out, and what it was given passes on in the "
        "same way.",
    )


def _first_words(settings: CstvSettings) -> Words:
    if settings.first == "support-per-cost":
        return say("The one given most for its cost comes first.")
    return say("The one given most beyond its cost comes first.")


def _rest_words(settings: CstvSettings) -> list[Words]:
    if settings.rest == "leave":
        return []
    if settings.transfer == "minimal":
        return [
            say("What is left then funds what fits, the best supported first."),
        ]
    return [say("What is left then funds what fits, who went out last first.")]


def _refuses(kinds: frozenset[Kind], settings: CstvSettings) -> Words | None:
    return without_rest(kinds, gives_rest=settings.rest == "accept")


@rule(
    "cstv",
    kind="funding",
    label=say("Points that move on (cumulative STV)"),
    takes={"cumulative", "scoring"},
    sums={"cumulative", "scoring", "quadratic"},
    method=_method,
    settings=CstvSettings,
    obeys=OBEYS,
    refuses=_refuses,
)
def cstv(profile: Profile, settings: CstvSettings, ladder: Ladder) -> Outcome:
    """Cumulative single transferable vote, exactly.

    The paper's MTC and MT are `transfer=minimal` with either `first`, EwTC and EwT
    `transfer=elimination`. Where the paper repeats transfers of a project's supporters until it has
    its cost, their limit is worked out at once: each gives the same multiple of what it had put on
    the project, or all it has. Points above 0 count. What a ballot cannot pass on lapses. Of equals
    the first by the ladder is bought, the last goes out. Payments are averages of those who gave as
    many points, in whole minor units. Source: Skowron, Slinko, Szufa, Talmon, "Participatory
    Budgeting with Cumulative Votes" (2020), sections 4 and 5. Cost: O(marks) for each project;
    rationals only where floats cannot tell. Raises UnsupportedError for more points than are
    counted exactly.
    """
    return _Count(profile, settings, ladder).run()


type _Fate = Literal["given", "moved", "out", "barred", "end"]


@dataclass(frozen=True, slots=True)
class _Stand:
    """When a project was decided on.

    What it had been given and what those who want it had, whole minor units.
    """

    fate: _Fate
    given: int
    held: int
    barrier: Barrier | None = None


@dataclass
class _Count:
    """The count between two purchases; marks are those on projects still in.

    `of[row]`: a ballot's points on these · `out`: who went out, `told` of them to the next
    purchase.
    """

    profile: Profile
    settings: CstvSettings
    ladder: Ladder
    out: list[int] = field(default_factory=list[int])
    told: int = 0
    stands: dict[int, _Stand] = field(default_factory=dict[int, _Stand])

    def __post_init__(self) -> None:
        profile = self.profile
        counts = profile.values > 0
        self.columns = profile.columns[counts]
        self.rows = profile.row_of[counts]
        self.points = profile.values[counts]
        self.votes: list[int] = points_for(profile).tolist()
        self.costs = [project.cost for project in profile.projects]
        self.in_ = list(range(len(self.costs)))
        self._refuse_too_many_points()
        self.of = np.zeros(len(profile.weights), dtype=np.int64)
        np.add.at(self.of, self.rows, self.points)
        self.coins = self._coins()
        self.by: By = self.settings.first
        self.moves = self.settings.transfer == "minimal"
        self.made = Purchases(profile, self.votes, self.ladder)

    def _refuse_too_many_points(self) -> None:
        most = int(self.points.max(initial=0))
        if most * len(self.costs) * self.profile.n >= 2**53:
            raise UnsupportedError(
                say(
                    "There are more points on these ballots than this rule counts exactly.",
                ),
            )

    def _coins(self) -> Coins:
        """What ballots may give: equal shares of the pot, or as much for each of their points."""
        profile = self.profile
        if self.settings.coin == "points":
            shares = int(self.of.dot(profile.weights))
            parts = self.of.copy()
        else:
            shares = profile.n
            parts = np.ones_like(self.of)
        return Coins(
            Fraction(profile.budget, shares or 1),
            profile.weights,
            parts,
        )

    def run(self) -> Outcome:
        """Buy, move or pass on until nothing more can be paid for.

        Then what the rule says of the rest.
        """
        projects = len(self.costs)
        while self.in_ and self._step():
            tell(
                projects - len(self.in_),
                projects,
                say("Funding project by project"),
            )
        given = self._given()
        for i in self.in_:
            self._note(i, "end", given)
        turns = self._rest(given)
        of = {turn.project: turn for turn in turns}
        reasons = [self._reason(i, of.get(i)) for i in range(projects)]
        return self.made.outcome("cstv", self.settings, reasons, turns)

    def _rest(self, given: Contest) -> list[Turn]:
        """What the rest funds, the best supported first, or who went out last."""
        if self.settings.rest != "accept":
            return []
        if self.moves:
            return self.made.rest(self._ranked(given))
        return self.made.rest(reversed(self.out))

    def _step(self) -> bool:
        """Projects bought or out; False where nothing more can be done."""
        given = self._given()
        wanted = np.bincount(self.columns, minlength=len(self.costs))
        if barred := self.made.barred(self.in_):
            for i, barrier in barred.items():
                self._drop(i, "barred", given, barrier)
        elif able := [i for i in self.in_ if wanted[i] and given.pays(i)]:
            self._buy_first(able, "given", given)
        elif not self.moves:
            self._put_last_out(given)
        elif able := [i for i in self._within_reach() if wanted[i]]:
            self._buy_first(able, "moved", given)
        else:
            return False
        return True

    def _buy_first(
        self,
        able: Sequence[int],
        fate: _Fate,
        given: Contest,
    ) -> None:
        first, *_ = self.made.in_order(given.first(able, self.by))
        self._buy(first, fate, given)

    def _put_last_out(self, given: Contest) -> None:
        last = self.made.in_order(given.last(self.in_, self.by))[-1]
        self._drop(last, "out", given)
        self.out.append(last)

    def _given(self) -> Contest:
        """The money put on each project."""
        low, high = self.coins.together(
            self.columns,
            self.rows,
            self.points / self.of[self.rows],
            len(self.costs),
        )

        def money(i: int) -> Sum:
            rows, points = self._marks(i)
            return self.coins.sum_of(rows, points, self.of[rows])

        return Contest(self.coins.values, low, high, money, self.costs)

    def _within_reach(self) -> list[int]:
        """Projects whose cost those who want them have together."""
        low, high = self.coins.together(
            self.columns,
            self.rows,
            np.ones(len(self.rows)),
            len(self.costs),
        )
        held = Contest(self.coins.values, low, high, self._all_of, self.costs)
        return [i for i in self.in_ if held.pays(i)]

    def _all_of(self, i: int) -> Sum:
        rows, _ = self._marks(i)
        ones = np.ones_like(rows)
        return self.coins.sum_of(rows, ones, ones)

    def _marks(self, i: int) -> tuple[Ints, Ints]:
        mine = self.columns == i
        return self.rows[mine], self.points[mine]

    def _ranked(self, given: Contest) -> list[int]:
        """Those still in, best supported first."""
        order = list[int]()
        left = list(self.in_)
        while left:
            order += self.made.in_order(given.first(left, self.by))
            left = [i for i in self.in_ if i not in order]
        return order

    def _note(
        self,
        i: int,
        fate: _Fate,
        given: Contest,
        barrier: Barrier | None = None,
    ) -> None:
        values = self.coins.values
        self.stands[i] = _Stand(
            fate,
            values.floor(given.on(i)),
            values.floor(self._all_of(i)),
            barrier,
        )

    def _buy(self, i: int, fate: _Fate, given: Contest) -> None:
        self._note(i, fate, given)
        self.made.buy(i, self._paid(i), self.out[self.told :])
        self.told = len(self.out)
        self._without(i)

    def _paid(self, i: int) -> PaidBy:
        """What ballots pay for it, taken from them."""
        cost = self.costs[i]
        if not cost:
            return ()
        rows, points = self._marks(i)
        taken = self.coins.take_parts(rows, points, self.of[rows], cost)
        by_points = points[np.searchsorted(rows, taken.rows)]
        return self.coins.payments(taken, by_points, cost)

    def _drop(
        self,
        i: int,
        fate: _Fate,
        given: Contest,
        barrier: Barrier | None = None,
    ) -> None:
        self._note(i, fate, given, barrier)
        self._without(i)

    def _without(self, i: int) -> None:
        """Take a project off the ballots.

        What is put on the others stands to each other as before.
        """
        rows, points = self._marks(i)
        self.of[rows] -= points
        rest = self.columns != i
        self.columns = self.columns[rest]
        self.rows = self.rows[rest]
        self.points = self.points[rest]
        self.in_.remove(i)

    def _reason(self, i: int, turn: Turn | None) -> Words:
        stand = self.stands[i]
        why = self._why(i, stand)
        if stand.fate in {"given", "moved"}:
            return why
        if stand.barrier is None:
            return with_turn(why, turn, self.profile)
        return with_barrier(why, stand.barrier, self.profile)

    def _why(self, i: int, stand: _Stand) -> Words:
        """What it had been given when it was decided on."""
        support = support_words(self.profile, self.votes[i])
        cost = self.profile.money(self.costs[i])
        given = self.profile.money(stand.given)
        match stand.fate:
            case "given":
                return say(
                    "{support}. It had been given {given} and costs {cost}.",
                    support=support,
                    given=given,
                    cost=cost,
                )
            case "moved":
                return say(
                    "{support}. It had been given {given} of the {cost} it costs; those who want "
                    "it moved the "
                    "rest to it from their other projects.",
                    support=support,
                    given=given,
                    cost=cost,
                )
            case "end":
                return say(
                    "{support}. In the end it had been given {given} of the {cost} it costs, and "
                    "those who want "
                    "it had {held} left together.",
                    support=support,
                    given=given,
                    cost=cost,
                    held=self.profile.money(stand.held),
                )
            case "out" | "barred":
                return say(
                    "{support}. It went out with {given} of the {cost} it costs.",
                    support=support,
                    given=given,
                    cost=cost,
                )
