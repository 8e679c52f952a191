"""Transfers: the single transferable vote by stages.

Surpluses passed on as a part of every ballot held. Shared by the rules that differ only in
arithmetic. Ballots of one worth form a class, so that each worth is worked out once, exactly,
whatever the number of ballots.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.choosing import lot_between, with_transfers
from pbdesk.voting.options import Seats
from pbdesk.voting.outcome import Outcome, Round, Tie
from pbdesk.voting.preferences import by_place
from pbdesk.voting.profile import Profile
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say

__all__ = [
    "Part",
    "by_transfers",
    "followed",
    "place_reasons",
    "standing",
    "transfer_words",
]

type Worth = int | Fraction
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
    kind: NDArray[np.int64] = field(init=False)
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
            _quota(self.profile.n, self.settings.seats, hare=self.hare) * self.one
        )

    def outcome(self) -> Outcome:
        """Stage after stage until every place is taken, or only an undrawn lot could go on."""
        while True:
            votes = self._votes()
            fresh = self._elect(votes)
            if len(self.elected) >= self.seats or not self.continuing:
                self._stage(votes, fresh)
                return self._told(None)
            moved = self._next(votes)
            if moved is None:
                self._stage(votes, fresh)
                return self._told(self.ties[-1])
            self._stage(votes, fresh, moved)
            self._settle(moved)
            self._pass_on(moved, votes)
            self.history.append(votes)

    @property
    def continuing(self) -> list[int]:
        """Who is neither elected nor out."""
        settled = {*self.elected, *self.out}
        return [i for i in range(len(self.profile.projects)) if i not in settled]

    def _votes(self) -> list[Worth]:
        """Votes of each; the last figure is what nobody holds."""
        places = len(self.profile.projects) + 1
        kinds = len(self.worths)
        counts = np.zeros(places * kinds, dtype=np.int64)
        np.add.at(counts, self.holder * kinds + self.kind, self.profile.weights)
        votes: list[Worth] = []
        for i, row in enumerate(counts.reshape(places, kinds).tolist()):
            held = [n * worth for n, worth in zip(row, self.worths, strict=True) if n]
            kept = self.quota if i in self.spent else 0
            votes.append(sum(held, kept))
        return votes

    def _elect(self, votes: Sequence[Worth]) -> list[int]:
        """Whoever reached the quota, most votes first.

        And all who are left where there are no more than places.
        """
        fresh = [i for i in self.continuing if votes[i] >= self.quota]
        fresh.sort(key=votes.__getitem__, reverse=True)
        self.elected += fresh
        left = self.continuing
        if len(left) <= self.seats - len(self.elected):
            left.sort(key=votes.__getitem__, reverse=True)
            self.elected += left
            fresh += left
        return fresh

    def _next(self, votes: Sequence[Worth]) -> int | None:
        """The largest surplus, else the lowest continuing one.

        None where only a lot tells and none is drawn.
        """
        self.drawn = None
        rich = [
            i for i in self.elected if votes[i] > self.quota and i not in self.spent
        ]
        tied = rich or self.continuing
        for stage in (votes, *reversed(self.history)):
            figures = [stage[i] for i in tied]
            wanted = max(figures) if rich else min(figures)
            tied = [i for i in tied if stage[i] == wanted]
        if len(tied) == 1:
            return tied[0]
        drawn = lot_between(self.ladder, [self.profile.ids[i] for i in tied])
        self.ties.append(drawn)
        if self.ladder.lot is None:
            return None
        self.drawn = drawn
        moved = drawn.order[0] if rich else drawn.order[-1]
        return self.profile.ids.index(moved)

    def _settle(self, candidate: int) -> None:
        """A winner keeps the quota from now on; whoever else moves is out."""
        if candidate in self.elected:
            self.spent.add(candidate)
        else:
            self.out.append(candidate)

    def _pass_on(self, candidate: int, votes: Sequence[Worth]) -> None:
        """Pass on a part of each ballot of a winner, or whole ballots of whoever goes out."""
        held = np.flatnonzero(self.holder == candidate)
        if candidate in self.spent:
            self._devalue(held, votes[candidate])
        takes = np.ones(len(self.profile.projects) + 1, dtype=bool)
        takes[[*self.elected, *self.out]] = False
        rows = self.order[held]
        next_place = takes[rows].argmax(axis=1)
        self.holder[held] = rows[np.arange(len(held)), next_place]

    def _devalue(self, held: NDArray[np.int64], votes: Worth) -> None:
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
        votes: Sequence[Worth],
        elected: Sequence[int],
        moved: int | None = None,
    ) -> None:
        """Write down a stage. `moved`: whose surplus passes on, or who goes out."""
        ids = self.profile.ids
        shown = [self._whole(number) for number in votes]
        out: list[str] = []
        figures: dict[str, Mapping[str, Worth]] = {}
        if moved in self.elected:
            figures["surplus"] = {ids[moved]: self._whole(votes[moved] - self.quota)}
        elif moved is not None:
            out.append(ids[moved])
        self.rounds.append(
            Round(
                totals=dict(zip(ids, shown[:-1], strict=True)),
                exhausted=shown[-1],
                elected=tuple(ids[i] for i in elected),
                eliminated=tuple(out),
                figures=figures,
                lot=None if moved is None else self.drawn,
            ),
        )

    def _whole(self, units: Worth) -> Worth:
        votes = Fraction(units) / self.one
        if votes.denominator == 1:
            return votes.numerator
        return votes

    def _told(self, lot: Tie | None) -> Outcome:
        last = self.rounds[-1].totals
        names = [self.profile.ids[i] for i in self.elected]
        order = standing(self.profile, self.elected, self.continuing, self.out, last)
        return Outcome(
            self.rule,
            self.settings.parameters,
            self.profile.budget,
            dict(last),
            place_reasons(names, last),
            rounds=with_transfers(self.rounds),
            ties=tuple(self.ties),
            winners=None if lot else tuple(names),
            order=() if lot else order,
            lot_needed=lot.tied if lot else (),
            elected=tuple(names),
            figures={
                "quota": self.quota // self.one,
                "valid": self.profile.n,
                "elected_order": tuple(names),
            },
        )


@dataclass
class _Followed(_Count):
    """The count again, with the votes that each stage of it published in place of ballots."""

    told: Outcome = field(kw_only=True)

    def _votes(self) -> list[Worth]:
        stage = self.told.rounds[len(self.rounds)]
        figures = [stage.totals[name] for name in self.profile.ids]
        return [figure * self.one for figure in (*figures, stage.exhausted)]

    def _pass_on(self, candidate: int, votes: Sequence[Worth]) -> None:
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


def place_reasons(
    elected: Sequence[str],
    last: Mapping[str, Worth],
) -> dict[str, Words]:
    """Why each was elected or not. `last`: the votes that each had at last."""
    reasons: dict[str, Words] = {}
    for name, votes in last.items():
        if name in elected:
            place = elected.index(name) + 1
            reasons[name] = say("Elected, in place {place}.", place=place)
        else:
            reasons[name] = say("Not elected; {votes} votes at last.", votes=votes)
    return reasons


def standing(
    profile: Profile,
    elected: Sequence[int],
    continuing: Sequence[int],
    out: Sequence[int],
    last: Mapping[str, Worth],
) -> tuple[str, ...]:
    """Who was elected, who was still in by votes, who went out, the last of them first."""
    ids = profile.ids
    still_in = sorted(continuing, key=lambda i: last[ids[i]], reverse=True)
    return tuple(ids[i] for i in (*elected, *still_in, *reversed(out)))
