"""Single transferable vote by Meek.

Who is elected keeps the same part of every ballot, so that they just have enough.
Everything is a whole number of billionths: floats would change the last figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.arrays import Ints
from pbdesk.voting.choosing import lot_between
from pbdesk.voting.options import Seats
from pbdesk.voting.outcome import Outcome, Round, Tie, Worth
from pbdesk.voting.preferences import by_place
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import Method, rule
from pbdesk.voting.ties import Ladder
from pbdesk.voting.transfers import (
    last_votes,
    place_reasons,
    standing,
    stopped_at,
)
from pbdesk.words import say

__all__ = ["stv_meek"]

type _Votes = Sequence[int]
type _Options = Sequence[int]

_ONE = 10**9
_SETTLED = 10**3  # a surplus below a millionth of a vote moves nothing more


def _method(settings: Seats) -> Method:
    return (
        say("Each ballot counts for the first of its choices."),
        say(
            "Whoever has enough for one of {seats} places is elected and keeps, of every ballot "
            "that reaches them, "
            "the part that just leaves them enough; the rest goes on to the next choice.",
            seats=settings.seats,
        ),
        say(
            "When nobody more has enough, the one with the fewest goes out, and all is counted as "
            "if they had "
            "never stood.",
        ),
    )


@rule(
    "stv-meek",
    kind="choosing",
    label=say("Single transferable vote (Meek)"),
    takes={"ordinal"},
    method=_method,
    settings=Seats,
    again=lambda profile, settings, ladder, told: _Followed(
        profile,
        settings,
        ladder,
        told=told,
    ).outcome(),
)
def stv_meek(profile: Profile, settings: Seats, ladder: Ladder) -> Outcome:
    """Meek's method in billionths.

    All within the unsettled surplus of the lowest are tied; then only a lot decides.
    Source: the Proportional Representation Foundation's reference Meek rule (9 decimals, omega 6).
    Cost: O(marks) for each iteration. Raises UnsupportedError for ballots with equal places.
    """
    return _Count(profile, settings, ladder).outcome()


class _Iteration(NamedTuple):
    """Votes of each and the quota, in billionths; `fresh`: who has just reached it.

    `surplus`: what the elected have too much, together.
    """

    votes: Sequence[int]
    quota: int
    surplus: int
    fresh: Sequence[int]


@dataclass
class _Count:
    """The count between two rounds.

    keep: int64[projects + 1], the part each keeps, in billionths; 0 is out.
    The last keeps what is left of a ballot at its end.
    """

    profile: Profile
    settings: Seats
    ladder: Ladder
    order: NDArray[np.int32] = field(init=False)
    keep: Ints = field(init=False)
    elected: list[int] = field(default_factory=list)
    out: list[int] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    drawn: Tie | None = None

    def __post_init__(self) -> None:
        self.order = by_place(self.profile)
        self.keep = np.full(len(self.profile.projects) + 1, _ONE)

    @property
    def seats(self) -> int:
        """How many are to be elected."""
        return self.settings.seats

    @property
    def hopeful(self) -> list[int]:
        """Who is neither elected nor out."""
        return self.profile.all_but({*self.elected, *self.out})

    def outcome(self) -> Outcome:
        """Round after round, until every place is taken or whoever is left may have one."""
        while (
            len(self.elected)
            < self.seats
            < len(self.elected) + len(self.hopeful)
        ):
            found = self._iterated()
            self.drawn = None
            out = self._lowest(found)
            self._note(found, out)
            if not (out or found.fresh):
                return stopped_at(self.ties[-1], self._told())
            self._exclude(out)
        return self._ended()

    def _exclude(self, out: _Options) -> None:
        self.out += out
        for i in out:
            self.keep[i] = 0

    def _iterated(self) -> _Iteration:
        """The iteration in which somebody reaches the quota.

        Or the surplus no longer shrinks.
        """
        before: int | None = None
        while True:
            found = self._iteration()
            surplus = found.surplus
            settled = surplus < _SETTLED or (
                before is not None and surplus >= before
            )
            if found.fresh or settled:
                return found
            before = surplus
            self._keep_less(found)

    def _iteration(self) -> _Iteration:
        votes = self._distributed()
        quota = self._quota(votes)
        fresh = self._elect(votes, quota)
        return _Iteration(votes, quota, self._surplus(votes, quota), fresh)

    def _keep_less(self, found: _Iteration) -> None:
        """Each elected keeps so much less that they would just have enough."""
        for i in self.elected:
            enough = _rounded_up(int(self.keep[i]) * found.quota, _ONE)
            self.keep[i] = _rounded_up(enough * _ONE, found.votes[i])

    def _elect(self, votes: _Votes, quota: int) -> list[int]:
        """Whoever has just reached the quota, most votes first."""
        fresh = [i for i in self.hopeful if votes[i] >= quota]
        fresh.sort(key=votes.__getitem__, reverse=True)
        self.elected += fresh
        return fresh

    def _surplus(self, votes: _Votes, quota: int) -> int:
        """What the elected have too much, together."""
        return sum(votes[i] - quota for i in self.elected)

    def _quota(self, votes: _Votes) -> int:
        return sum(votes) // (self.seats + 1) + 1

    def _distributed(self) -> list[int]:
        """Votes of each, billionths.

        Every ballot gives to its choices in order, each keeping its part, rounded up.
        """
        votes = np.zeros(len(self.keep), dtype=np.int64)
        passing = np.arange(
            len(self.order),
        )  # ballots of which something is left to give
        left = np.full(len(passing), _ONE)
        for place in range(self.order.shape[1]):
            choice = self.order[passing, place]
            kept = -(-left * self.keep[choice] // _ONE)
            np.add.at(votes, choice, kept * self.profile.weights[passing])
            goes_on = left > kept
            passing = passing[goes_on]
            left = (left - kept)[goes_on]
        found: list[int] = votes.tolist()
        return found[:-1]

    def _lowest(self, found: _Iteration) -> _Options:
        """Who goes out where nobody was elected; none where only an undrawn lot tells."""
        if found.fresh:
            return ()
        tied = self._within_surplus(found)
        if len(tied) == 1:
            return tied
        return self._last_drawn(tied)

    def _within_surplus(self, found: _Iteration) -> _Options:
        """All within the unsettled surplus of the lowest."""
        hopeful = self.hopeful
        least = min(found.votes[i] for i in hopeful)
        return [i for i in hopeful if found.votes[i] <= least + found.surplus]

    def _last_drawn(self, tied: _Options) -> _Options:
        tie = lot_between(self.ladder, self.profile.names(tied))
        self.ties.append(tie)
        if self.ladder.lot is None:
            return ()
        self.drawn = tie
        return [self.profile.ids.index(tie.order[-1])]

    def _note(self, found: _Iteration, out: _Options = ()) -> None:
        exhausted = self.profile.n * _ONE - sum(found.votes)
        self.rounds.append(
            Round(
                totals=self._totals(found),
                exhausted=_votes(exhausted),
                elected=self.profile.names(found.fresh),
                eliminated=self.profile.names(out),
                lot=self.drawn,
                figures={"quota": _votes(found.quota), "keep": self._kept()},
            ),
        )

    def _totals(self, found: _Iteration) -> dict[str, Fraction]:
        """The votes of all who are not out."""
        return {
            name: _votes(found.votes[i])
            for i, name in enumerate(self.profile.ids)
            if i not in self.out
        }

    def _kept(self) -> dict[str, Fraction]:
        """The part of every ballot that each keeps."""
        return {
            name: _votes(int(self.keep[i]))
            for i, name in enumerate(self.profile.ids)
        }

    def _ended(self) -> Outcome:
        """Whoever is left is elected where there are places, and out where there are none."""
        votes = self._distributed()
        if len(self.elected) < self.seats:
            self.elected += sorted(
                self.hopeful,
                key=votes.__getitem__,
                reverse=True,
            )
        if not self.rounds:
            self._note(_Iteration(votes, self._quota(votes), 0, self.elected))
        return self._told()

    def _told(self) -> Outcome:
        support = last_votes(self.rounds)
        names = self.profile.names(self.elected)
        return Outcome(
            "stv-meek",
            self.settings.parameters,
            self.profile.budget,
            support,
            place_reasons(names, support),
            rounds=tuple(self.rounds),
            ties=tuple(self.ties),
            winners=names,
            order=self._order(support),
            elected=names,
            figures={
                "valid": self.profile.n,
                "elected_order": names,
                "excluded": self.profile.names(self.out),
            },
        )

    def _order(self, support: Mapping[str, Worth]) -> tuple[str, ...]:
        return standing(
            self.profile,
            self.elected,
            self.hopeful,
            self.out,
            support,
        )


@dataclass
class _Followed(_Count):
    """The count again, with the votes and kept parts that each round published."""

    told: Outcome = field(kw_only=True)

    @property
    def _published(self) -> Round:
        """What was published of the stage that is counted now."""
        return self.told.rounds[len(self.rounds)]

    def _iterated(self) -> _Iteration:
        self._keep_as_told()
        return self._iteration()

    def _distributed(self) -> list[int]:
        stage = self._published
        return [
            int(stage.totals.get(name, 0) * _ONE) for name in self.profile.ids
        ]

    def _keep_as_told(self) -> None:
        for i, kept in enumerate(self._told_kept()):
            if not 0 <= kept <= 1:
                raise ValueError("nobody keeps more than a whole ballot")
            self.keep[i] = int(kept * _ONE)

    def _told_kept(self) -> list[Worth]:
        """The published part of every ballot that each keeps."""
        keep = self._published.figures["keep"]
        if not isinstance(keep, Mapping):
            raise TypeError("what each keeps is no table")
        return self.profile.in_order(keep)

    def _ended(self) -> Outcome:
        """Those who are left, in the order that was told: their last votes are not published."""
        if not self.rounds:
            self._keep_as_told()
            return super()._ended()
        if len(self.elected) < self.seats:
            self.elected += self._told_last()
        return self._told()

    def _told_last(self) -> _Options:
        """Who is told to be elected beside those who are."""
        names = self.told.elected[len(self.elected) :]
        last = [self.profile.ids.index(name) for name in names]
        if sorted(last) != self.hopeful:
            raise ValueError("others are left")
        return last


def _rounded_up(number: int, divisor: int) -> int:
    return -(-number // divisor)


def _votes(billionths: int) -> Fraction:
    return Fraction(billionths, _ONE)
