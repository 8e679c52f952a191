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

from pbdesk.voting.choosing import lot_between
from pbdesk.voting.options import Seats
from pbdesk.voting.outcome import Outcome, Round, Tie
from pbdesk.voting.preferences import by_place
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import rule
from pbdesk.voting.ties import Ladder
from pbdesk.voting.transfers import place_reasons, standing
from pbdesk.words import Words, say

__all__ = ["stv_meek"]

_ONE = 10**9
_SETTLED = 10**3  # a surplus below a millionth of a vote moves nothing more


def _method(settings: Seats) -> tuple[Words, ...]:
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
    keep: NDArray[np.int64] = field(init=False)
    elected: list[int] = field(default_factory=list)
    out: list[int] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    drawn: Tie | None = None

    def __post_init__(self) -> None:
        self.order = by_place(self.profile)
        self.keep = np.full(len(self.profile.projects) + 1, _ONE)
        self.seats = self.settings.seats

    @property
    def hopeful(self) -> list[int]:
        """Who is neither elected nor out."""
        settled = {*self.elected, *self.out}
        return [i for i in range(len(self.profile.projects)) if i not in settled]

    def outcome(self) -> Outcome:
        """Round after round, until every place is taken or whoever is left may have one."""
        while len(self.elected) < self.seats < len(self.elected) + len(self.hopeful):
            found = self._iterated()
            self.drawn = None
            lowest = None if found.fresh else self._lowest(found)
            goes_out = [] if lowest is None else [lowest]
            self._note(found, goes_out)
            if lowest is not None:
                self.out.append(lowest)
                self.keep[lowest] = 0
            elif not found.fresh:
                return self._told(self.ties[-1])
        return self._ended()

    def _iterated(self) -> _Iteration:
        """The iteration in which somebody reaches the quota.

        Or the surplus no longer shrinks.
        """
        before: int | None = None
        while True:
            votes = self._distributed()
            quota = self._quota(votes)
            fresh = self._elect(votes, quota)
            surplus = self._surplus(votes, quota)
            settled = surplus < _SETTLED or (before is not None and surplus >= before)
            if fresh or settled:
                return _Iteration(votes, quota, surplus, fresh)
            before = surplus
            for i in self.elected:
                enough = _rounded_up(int(self.keep[i]) * quota, _ONE)
                self.keep[i] = _rounded_up(enough * _ONE, votes[i])

    def _elect(self, votes: Sequence[int], quota: int) -> list[int]:
        """Whoever has just reached the quota, most votes first."""
        fresh = [i for i in self.hopeful if votes[i] >= quota]
        fresh.sort(key=votes.__getitem__, reverse=True)
        self.elected += fresh
        return fresh

    def _surplus(self, votes: Sequence[int], quota: int) -> int:
        """What the elected have too much, together."""
        return sum(votes[i] - quota for i in self.elected)

    def _quota(self, votes: Sequence[int]) -> int:
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

    def _lowest(self, found: _Iteration) -> int | None:
        """Who goes out; None where only a lot tells and none is drawn."""
        hopeful = self.hopeful
        least = min(found.votes[i] for i in hopeful)
        tied = [i for i in hopeful if found.votes[i] <= least + found.surplus]
        if len(tied) == 1:
            return tied[0]
        tie = lot_between(self.ladder, [self.profile.ids[i] for i in tied])
        self.ties.append(tie)
        if self.ladder.lot is None:
            return None
        self.drawn = tie
        return self.profile.ids.index(tie.order[-1])

    def _note(self, found: _Iteration, out: Sequence[int] = ()) -> None:
        ids = self.profile.ids
        exhausted = self.profile.n * _ONE - sum(found.votes)
        still = [i for i in range(len(ids)) if i not in self.out]
        self.rounds.append(
            Round(
                totals={ids[i]: _votes(found.votes[i]) for i in still},
                exhausted=_votes(exhausted),
                elected=tuple(ids[i] for i in found.fresh),
                eliminated=tuple(ids[i] for i in out),
                lot=self.drawn,
                figures={
                    "quota": _votes(found.quota),
                    "keep": {
                        name: _votes(int(self.keep[i])) for i, name in enumerate(ids)
                    },
                },
            ),
        )

    def _ended(self) -> Outcome:
        """Whoever is left is elected where there are places, and out where there are none."""
        votes = self._distributed()
        if len(self.elected) < self.seats:
            self.elected += sorted(self.hopeful, key=votes.__getitem__, reverse=True)
        if not self.rounds:
            self._note(_Iteration(votes, self._quota(votes), 0, self.elected))
        return self._told(None)

    def _told(self, lot: Tie | None) -> Outcome:
        ids = self.profile.ids
        support: dict[str, int | Fraction] = {}
        for round_ in self.rounds:
            support |= round_.totals
        names = [ids[i] for i in self.elected]
        order = standing(self.profile, self.elected, self.hopeful, self.out, support)
        return Outcome(
            "stv-meek",
            self.settings.parameters,
            self.profile.budget,
            support,
            place_reasons(names, support),
            rounds=tuple(self.rounds),
            ties=tuple(self.ties),
            winners=None if lot else tuple(names),
            order=() if lot else order,
            lot_needed=lot.tied if lot else (),
            elected=tuple(names),
            figures={
                "valid": self.profile.n,
                "elected_order": tuple(names),
                "excluded": tuple(ids[i] for i in self.out),
            },
        )


@dataclass
class _Followed(_Count):
    """The count again, with the votes and kept parts that each round published."""

    told: Outcome = field(kw_only=True)

    def _iterated(self) -> _Iteration:
        self._keep_as_told()
        votes = self._distributed()
        quota = self._quota(votes)
        fresh = self._elect(votes, quota)
        return _Iteration(votes, quota, self._surplus(votes, quota), fresh)

    def _distributed(self) -> list[int]:
        stage = self.told.rounds[len(self.rounds)]
        return [int(stage.totals.get(name, 0) * _ONE) for name in self.profile.ids]

    def _keep_as_told(self) -> None:
        keep = self.told.rounds[len(self.rounds)].figures["keep"]
        if not isinstance(keep, Mapping):
            raise TypeError("what each keeps is no table")
        if not all(0 <= keep[name] <= 1 for name in self.profile.ids):
            raise ValueError("nobody keeps more than a whole ballot")
        for i, name in enumerate(self.profile.ids):
            self.keep[i] = int(keep[name] * _ONE)

    def _ended(self) -> Outcome:
        """Those who are left, in the order that was told: their last votes are not published."""
        if not self.rounds:
            self._keep_as_told()
            return super()._ended()
        if len(self.elected) < self.seats:
            ids = self.profile.ids
            last = [ids.index(name) for name in self.told.elected[len(self.elected) :]]
            if sorted(last) != self.hopeful:
                raise ValueError("others are left")
            self.elected += last
        return self._told(None)


def _rounded_up(number: int, divisor: int) -> int:
    return -(-number // divisor)


def _votes(billionths: int) -> Fraction:
    return Fraction(billionths, _ONE)
