"""Transfers: the single transferable vote by stages.

Surpluses passed on as a part of every ballot held. Shared by the rules that differ only in
arithmetic. Ballots of one worth form a class, so that each worth is worked out once, exactly,
whatever the number of ballots.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.arrays import Ints, added
from pbdesk.voting.choosing import lot_between, with_transfers
from pbdesk.voting.options import Seats
from pbdesk.voting.outcome import Outcome, Round, Tie, Worth
from pbdesk.voting.preferences import by_place
from pbdesk.voting.profile import Places, Profile
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say

__all__ = [
    "Last",
    "Part",
    "by_transfers",
    "followed",
    "last_votes",
    "place_reasons",
    "standing",
    "stopped_at",
    "transfer_words",
]

type Last = Mapping[str, Worth]
"""The votes that each had at last."""

type _Votes = Sequence[Worth]
type _Options = Sequence[int]
type Part = Callable[[Worth, Worth, Worth], Worth]
"""(worth of a ballot, surplus, votes of its holder) -> what the ballot is worth when it passes on.
"""


def transfer_words(settings: Seats) -> tuple[Words, ...]:
    """The method in plain words."""
    return (
        say("Each ballot counts for the first of its choices."),
        say(
            "Whoever has enough for one of {seats} places is elected, and what they have too much "
            "passes on in "
            "equal parts of each ballot.",
            seats=settings.seats,
        ),
        say(
            "When nobody has enough, the one with the fewest goes out and those ballots pass on.",
        ),
    )


def by_transfers(
    rule: str,
    profile: Profile,
    settings: Seats,
    ladder: Ladder,
    *,
    hare: bool = False,
    one: int,
    part: Part,
) -> Outcome:
    """The count with votes in units of 1 / `one`.

    Droop quota floor(n / (seats + 1)) + 1, or with `hare` n / seats rounded up; the
    largest surplus first, all surpluses before anybody goes out. Equals go by the most recent
    earlier stage where they differ, then by lot. Cost: O(marks + stages x distinct). Raises
    UnsupportedError for ballots with equal places.
    """
    return _Count(rule, profile, settings, ladder, one, part, hare).outcome()


def _quota(n: int, seats: int, *, hare: bool) -> int:
    if hare:
        rounded_up = -(-n // seats)
        return max(1, rounded_up)
    return n // (seats + 1) + 1


@dataclass
class _Count:
    """The count between two stages.

    Who holds each distinct ballot (projects = nobody) and of which class it is.
    worths[class]: what one ballot of the class is worth. `spent`: whose surplus has passed on.
    """

    rule: str
    profile: Profile
    settings: Seats
    ladder: Ladder
    one: int
    part: Part
    hare: bool
    order: NDArray[np.int32] = field(init=False)
    holder: NDArray[np.int32] = field(init=False)
    kind: Ints = field(init=False)
    worths: list[Worth] = field(init=False)
    elected: list[int] = field(default_factory=list)
    out: list[int] = field(default_factory=list)
    spent: set[int] = field(default_factory=set)
    history: list[list[Worth]] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    drawn: Tie | None = None

    def __post_init__(self) -> None:
        self.order = by_place(self.profile)
        self.holder = self.order[:, 0].copy()
        self.kind = np.zeros(len(self.order), dtype=np.int64)
        self.worths = [self.one]
        self.seats = min(self.settings.seats, len(self.profile.projects))
        self.quota = (
            _quota(self.profile.n, self.settings.seats, hare=self.hare)
            * self.one
        )

    def outcome(self) -> Outcome:
        """Stage after stage until every place is taken, or only an undrawn lot could go on."""
        while True:
            votes = self._votes()
            fresh = self._elect(votes)
            if len(self.elected) >= self.seats or not self.continuing:
                self._stage(votes, fresh)
                return self._told()
            moved = self._next(votes)
            self._stage(votes, fresh, moved)
            if moved is None:
                return stopped_at(self.ties[-1], self._told())
            self._move(moved, votes)

    def _move(self, moved: int, votes: list[Worth]) -> None:
        self._settle(moved)
        self._pass_on(moved, votes)
        self.history.append(votes)

    @property
    def continuing(self) -> list[int]:
        """Who is neither elected nor out."""
        return self.profile.all_but({*self.elected, *self.out})

    def _votes(self) -> list[Worth]:
        """Votes of each; the last figure is what nobody holds."""
        votes: list[Worth] = []
        for i, row in enumerate(self._counts()):
            held = [
                n * worth
                for n, worth in zip(row, self.worths, strict=True)
                if n
            ]
            kept = self.quota if i in self.spent else 0
            votes.append(sum(held, kept))
        return votes

    def _counts(self) -> list[list[int]]:
        """Ballots of each class that each holds, and at last nobody."""
        places = len(self.profile.projects) + 1
        kinds = len(self.worths)
        held = self.holder * kinds + self.kind
        counts = added(held, self.profile.weights, places * kinds)
        return counts.reshape(places, kinds).tolist()

    def _elect(self, votes: _Votes) -> list[int]:
        """Whoever reached the quota, most votes first.

        And all who are left where there are no more than places.
        """
        fresh = self._join(
            [i for i in self.continuing if votes[i] >= self.quota],
            votes,
        )
        left = self.continuing
        if len(left) <= self.seats - len(self.elected):
            fresh += self._join(left, votes)
        return fresh

    def _join(self, options: _Options, votes: _Votes) -> list[int]:
        """They are elected, most votes first."""
        most_first = sorted(options, key=votes.__getitem__, reverse=True)
        self.elected += most_first
        return most_first

    def _next(self, votes: _Votes) -> int | None:
        """The largest surplus, else the lowest continuing one.

        None where only a lot tells and none is drawn.
        """
        self.drawn = None
        rich = self._rich(votes)
        tied = self._told_apart(
            rich or self.continuing,
            votes,
            max if rich else min,
        )
        if len(tied) == 1:
            return tied[0]
        order = self._lot(tied)
        if not order:
            return None
        return self.profile.ids.index(order[0] if rich else order[-1])

    def _rich(self, votes: _Votes) -> list[int]:
        """Whose surplus has not passed on."""
        return [
            i
            for i in self.elected
            if votes[i] > self.quota and i not in self.spent
        ]

    def _told_apart(
        self,
        tied: _Options,
        votes: _Votes,
        extreme: Callable[[_Votes], Worth],
    ) -> _Options:
        """Those with most (or fewest) votes at the most recent stage that differs."""
        for stage in (votes, *reversed(self.history)):
            wanted = extreme([stage[i] for i in tied])
            tied = [i for i in tied if stage[i] == wanted]
        return tied

    def _lot(self, tied: _Options) -> Sequence[str]:
        """The tied in the order drawn; nobody where none is."""
        tie = lot_between(self.ladder, self.profile.names(tied))
        self.ties.append(tie)
        if self.ladder.lot is None:
            return ()
        self.drawn = tie
        return tie.order

    def _settle(self, candidate: int) -> None:
        """A winner keeps the quota from now on; whoever else moves is out."""
        if candidate in self.elected:
            self.spent.add(candidate)
        else:
            self.out.append(candidate)

    def _pass_on(self, candidate: int, votes: _Votes) -> None:
        """Pass on a part of each ballot of a winner, or whole ballots of whoever goes out."""
        held = np.flatnonzero(self.holder == candidate)
        if candidate in self.spent:
            self._devalue(held, votes[candidate])
        takes = np.ones(len(self.profile.projects) + 1, dtype=bool)
        takes[[*self.elected, *self.out]] = False
        rows = self.order[held]
        next_place = takes[rows].argmax(axis=1)
        self.holder[held] = rows[np.arange(len(held)), next_place]

    def _devalue(self, held: Ints, votes: Worth) -> None:
        """Put the ballots of a winner into classes of their own, worth a part of what they were."""
        kinds: list[int] = np.unique(self.kind[held]).tolist()
        renamed = np.zeros(len(self.worths), dtype=np.int64)
        for kind in kinds:
            renamed[kind] = len(self.worths)
            part = self.part(self.worths[kind], votes - self.quota, votes)
            self.worths.append(part)
        self.kind[held] = renamed[self.kind[held]]

    def _stage(
        self,
        votes: _Votes,
        elected: _Options,
        moved: int | None = None,
    ) -> None:
        """Write down a stage. `moved`: whose surplus passes on, or who goes out."""
        ids = self.profile.ids
        *held, exhausted = [self._whole(number) for number in votes]
        self.rounds.append(
            Round(
                totals=dict(zip(ids, held, strict=True)),
                exhausted=exhausted,
                elected=self.profile.names(elected),
                eliminated=self._eliminated(moved),
                figures=self._surplus(votes, moved),
                lot=None if moved is None else self.drawn,
            ),
        )

    def _eliminated(self, moved: int | None) -> tuple[str, ...]:
        if moved is None or moved in self.elected:
            return ()
        return (self.profile.ids[moved],)

    def _surplus(
        self,
        votes: _Votes,
        moved: int | None,
    ) -> dict[str, Mapping[str, Worth]]:
        if moved is None or moved not in self.elected:
            return {}
        surplus = self._whole(votes[moved] - self.quota)
        return {"surplus": {self.profile.ids[moved]: surplus}}

    def _whole(self, units: Worth) -> Worth:
        votes = Fraction(units) / self.one
        if votes.denominator == 1:
            return votes.numerator
        return votes

    def _told(self) -> Outcome:
        last = self.rounds[-1].totals
        names = self.profile.names(self.elected)
        return Outcome(
            self.rule,
            self.settings.parameters,
            self.profile.budget,
            dict(last),
            place_reasons(names, last),
            rounds=with_transfers(self.rounds),
            ties=tuple(self.ties),
            winners=names,
            order=standing(
                self.profile,
                self.elected,
                self.continuing,
                self.out,
                last,
            ),
            elected=names,
            figures={
                "quota": self.quota // self.one,
                "valid": self.profile.n,
                "elected_order": names,
            },
        )


@dataclass
class _Followed(_Count):
    """The count again, with the votes that each stage of it published in place of ballots."""

    told: Outcome = field(kw_only=True)

    @property
    def _published(self) -> Round:
        """What was published of the stage that is counted now."""
        return self.told.rounds[len(self.rounds)]

    def _votes(self) -> list[Worth]:
        stage = self._published
        figures = self.profile.in_order(stage.totals)
        return [figure * self.one for figure in (*figures, stage.exhausted)]

    def _pass_on(self, candidate: int, votes: _Votes) -> None:
        """Where votes go stands in the next stage."""


def followed(
    told: Outcome,
    profile: Profile,
    settings: Seats,
    ladder: Ladder,
    *,
    hare: bool = False,
    one: int,
) -> Outcome:
    """Who is elected, who goes out and whose surplus passes on, by the votes of each stage.

    Where votes go needs the ballots. Raises IndexError for too few stages, KeyError for an option
    without votes.
    """

    def nothing(_worth: Worth, _surplus: Worth, _votes: Worth) -> Worth:
        return 0

    count = _Followed(
        told.rule,
        profile,
        settings,
        ladder,
        one,
        nothing,
        hare,
        told=told,
    )
    return count.outcome()


def stopped_at(lot: Tie, outcome: Outcome) -> Outcome:
    """The outcome so far, where only a lot that was not drawn could go on."""
    return replace(outcome, winners=None, order=(), lot_needed=lot.tied)


def last_votes(rounds: Sequence[Round]) -> Last:
    """What each had in the last round that tells of them."""
    support: dict[str, Worth] = {}
    for round_ in rounds:
        support |= round_.totals
    return support


def place_reasons(
    elected: Sequence[str],
    last: Last,
) -> dict[str, Words]:
    """Why each was elected or not. `last`: the votes that each had at last."""
    return {
        name: _place_reason(name, elected, votes)
        for name, votes in last.items()
    }


def _place_reason(name: str, elected: Sequence[str], votes: Worth) -> Words:
    if name not in elected:
        return say("Not elected; {votes} votes at last.", votes=votes)
    return say("Elected, in place {place}.", place=elected.index(name) + 1)


def standing(
    profile: Profile,
    elected: Places,
    continuing: Places,
    out: Places,
    last: Last,
) -> tuple[str, ...]:
    """Who was elected, who was still in by votes, who went out, the last of them first."""
    still_in = sorted(
        profile.names(continuing),
        key=last.__getitem__,
        reverse=True,
    )
    return (*profile.names(elected), *still_in, *profile.names(reversed(out)))
