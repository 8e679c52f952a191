"""Run-off: ranked ballots round by round under a tabulator's policies, for one place or several.

Source: RCTab (BrightSpots/rcv), whose published reports it reproduces round by round. Worths are
whole numbers of 10 ** -decimals; a surplus first becomes a fraction cut off at that place, then
each ballot's part of it is cut off.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import takewhile
from typing import Literal

from pbdesk.voting.choosing import lot_between
from pbdesk.voting.java_random import JavaRandom
from pbdesk.voting.options import Seats, choice, number, switch
from pbdesk.voting.outcome import Round, Tie, Worth
from pbdesk.voting.profile import ENDS, UNDECLARED, Ballot, Profile
from pbdesk.voting.ties import Ladder
from pbdesk.words import say

__all__ = ["Policies", "Runoff"]

type _Item = tuple[int, ...]
type _Options = Sequence[int]
type _Totals = dict[int, int]
"""What each option holds, in units of 10 ** -decimals."""
type _Shown = Mapping[str, Worth]


@dataclass(frozen=True)
class Policies(Seats):
    """How a count goes on, as a tabulator's rules say.

    `random_seed`: the generator's seed that stands for the lot where no lot was drawn.
    """

    lead: Literal["several", "one", "last-standing"] = choice(
        say("With several places"),
        {
            "several": say(
                "All who reach the threshold are elected in the round, and their surplus passes on",
            ),
            "one": say("One is elected in a round, and the surplus passes on"),
            "last-standing": say(
                "The lowest go out until no more are left than places",
            ),
        },
        "several",
    )
    overvote: Literal["exhaust-if-several", "exhaust", "skip"] = choice(
        say("Two options in one place"),
        {
            "exhaust-if-several": say(
                "The ballot ends there if two of them are still in",
            ),
            "exhaust": say("The ballot ends there"),
            "skip": say("The place is passed over"),
        },
        "exhaust-if-several",
    )
    batch: bool = switch(
        say("Several go out together"),
        help=say("All that together have fewer votes than the next one."),
    )
    until_two: bool = switch(say("With one place, go on until two are left"))
    threshold: Literal["each-round", "first-round"] = choice(
        say("With one place, more than half of"),
        {
            "each-round": say("the votes of the round"),
            "first-round": say("the votes of the first round"),
        },
        "each-round",
    )
    quota: Literal["droop", "hare"] = choice(
        say("Threshold for several places"),
        {
            "droop": say("More than votes divided by places and one (Droop)"),
            "hare": say("Votes divided by places, rounded up (Hare)"),
        },
        "droop",
    )
    fractional: bool = switch(say("A threshold with decimals"))
    decimals: int = number(say("Decimals of a vote"), 0, 20, 4)
    least: int = number(say("Who has fewer votes goes out first"), 0, 10**9, 0)
    stop_after: int | None = number(say("Stop after this round"), 1, 1000, None)
    ties: Literal["lot", "earlier", "order"] = choice(
        say("When several are tied"),
        {
            "lot": say("A lot"),
            "earlier": say("The last earlier round that differs, then a lot"),
            "order": say("The order on the ballot"),
        },
        "lot",
    )
    random_seed: int | None = number(
        say("Seed of the tabulator's generator"),
        -(10**15) + 1,
        10**15 - 1,
        None,
        help=say(
            "Stands for the lot where none was drawn, so that a published count can be recounted.",
        ),
    )


@dataclass
class _Paper:
    """A group of equal ballots.

    What it ranks place by place, why it ends, where it is and what one is worth.
    """

    places: list[_Item]
    end: str
    times: int
    worth: int
    at: int = 0

    @property
    def total(self) -> int:
        """What all of them are worth."""
        return self.worth * self.times

    def skip_overvotes(self) -> None:
        """Pass over places with two options."""
        self.places = [place for place in self.places if len(place) == 1]

    def end_at_overvote(self) -> None:
        """End before the first place with two options."""
        single = list(takewhile(_is_single, self.places))
        if len(single) < len(self.places):
            self.places = single
            self.end = "overvote"


class LotNeeded(Exception):
    """Only a lot decides, and none was drawn."""

    def __init__(self, tie: Tie) -> None:
        super().__init__()
        self.tie = tie


@dataclass
class Runoff:
    """A count. After `run`.

    `rounds`, `elected` in order, `ties` (`drawn`: that of the round), and `lot` where only an
    undrawn lot could go on.
    """

    profile: Profile
    policies: Policies
    ladder: Ladder
    rounds: list[Round] = field(default_factory=list)
    elected: list[int] = field(default_factory=list)
    out: list[int] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    lot: Tie | None = None
    history: list[_Totals] = field(default_factory=list)
    drawn: Tie | None = None
    _threshold: int = 0
    _surplus: int = 0
    _kept: _Totals = field(default_factory=dict)
    _held: dict[int, list[_Paper]] = field(
        default_factory=lambda: defaultdict(list),
    )
    _inactive: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(ENDS, 0),
    )

    def __post_init__(self) -> None:
        self._one = 10**self.policies.decimals
        self._chance = self._generator()
        self._in = set(range(len(self.profile.projects)))
        self._hand_out()

    def _generator(self) -> JavaRandom | None:
        seed = self.policies.random_seed
        if seed is None:
            return None
        return JavaRandom(seed)

    def _hand_out(self) -> None:
        """Give each ballot to its first choice."""
        for paper in _papers(self.profile, self.policies.overvote, self._one):
            self._give(paper)

    def run(self) -> Runoff:
        """Round after round.

        Cost: each ballot is looked at once for every choice that it passes on to.
        """
        try:
            while self._goes_on():
                self._round()
        except LotNeeded as needed:
            self.lot = needed.tie
            self._note(self.history[-1])
        return self

    @property
    def continuing(self) -> list[int]:
        """Who is neither elected nor out, in ballot order."""
        return sorted(self._in.difference(self.elected))

    @property
    def _until_two(self) -> bool:
        """Whether the count goes on until two are left, a winner or not."""
        return self.policies.seats == 1 and self.policies.until_two

    def _goes_on(self) -> bool:
        if not self.rounds:
            return True
        if len(self.rounds) == self.policies.stop_after:
            return False
        last = self.rounds[-1]
        if self._until_two:
            return len(self._in) > 2 or bool(last.eliminated)
        if self._passes_on and last.elected:
            return True  # one more round shows what becomes of the surplus
        return self._has_free and bool(self.continuing)

    @property
    def _has_free(self) -> bool:
        """Whether a place is still to be taken."""
        return len(self.elected) < self.policies.seats

    @property
    def _passes_on(self) -> bool:
        """Whether a surplus passes on."""
        return self._has_several and self.policies.lead != "last-standing"

    @property
    def _has_several(self) -> bool:
        """Whether there are several places."""
        return self.policies.seats > 1

    def _round(self) -> None:
        self.drawn = None
        totals = self._totals()
        self._set_threshold(totals)
        self.history.append(totals)
        won = self._winners(totals)
        if won:
            self._note(totals, won=won)
            self._elect(won, totals)
        else:
            self._without_winner(totals)

    def _without_winner(self, totals: _Totals) -> None:
        lost: _Options = ()
        if self._may_go_out():
            lost = self._losers(totals)
        self._note(totals, lost=lost)
        self._exclude(lost)

    def _totals(self) -> _Totals:
        """What everybody holds who is in, and what the elected keep."""
        totals = {
            i: sum(paper.total for paper in self._held[i]) for i in self._in
        }
        return totals | self._kept

    def _set_threshold(self, totals: _Totals) -> None:
        if not (self.rounds and self._threshold_stays):
            self._threshold = self._quota(sum(totals.values()))

    @property
    def _threshold_stays(self) -> bool:
        rules = self.policies
        of_first = rules.threshold == "first-round"
        return self._has_several or of_first or bool(self.elected)

    def _quota(self, votes: int) -> int:
        rules = self.policies
        unit = self._threshold_unit
        if rules.quota == "hare":
            rounded_up = -(-votes // (rules.seats * unit))
            return rounded_up * unit
        more_than = votes // ((rules.seats + 1) * unit)
        return (more_than + 1) * unit

    @property
    def _threshold_unit(self) -> int:
        """What a threshold is a whole number of."""
        if self.policies.fractional:
            return 1
        return self._one

    @property
    def _is_last_round(self) -> bool:
        """Whether the count stops after this round, whatever it finds."""
        return len(self.rounds) + 1 == self.policies.stop_after

    def _declared(self, totals: _Totals) -> list[int]:
        """Those still in who are no undeclared write-ins, most votes first."""
        declared = [i for i in self.continuing if not self._is_undeclared(i)]
        return sorted(declared, key=totals.__getitem__, reverse=True)

    def _winners(self, totals: _Totals) -> _Options:
        """Who is elected in the round, most votes first."""
        free = self.policies.seats - len(self.elected)
        if free <= 0 or self._undeclared(totals):
            return ()  # undeclared write-ins go out first, whoever has enough
        may_win = self._declared(totals)
        if len(self._in) <= free and not self._is_last_round:
            return may_win
        won = self._reached(may_win, totals)
        if len(won) > free or (won and self._one_at_a_time):
            return self._best_of(won, totals)
        return won

    @property
    def _one_at_a_time(self) -> bool:
        return self._has_several and self.policies.lead == "one"

    def _reached(self, may_win: _Options, totals: _Totals) -> _Options:
        """Who has enough; with one place and two left, who has most."""
        if self._has_several and not self._passes_on:
            return ()
        won = [i for i in may_win if totals[i] >= self._threshold]
        if won or self._has_several or len(self._in) != 2:
            return won
        return _equal_to_first(may_win, totals)  # nobody can gain any more

    def _best_of(self, won: _Options, totals: _Totals) -> _Options:
        best = _equal_to_first(won, totals)
        return [self._picked(best, wins=True)]

    def _may_go_out(self) -> bool:
        if self._is_last_round or not self.continuing:
            return False
        if self._until_two:
            return len(self._in) > 2
        return self._has_free

    def _losers(self, totals: _Totals) -> _Options:
        """Undeclared write-ins first, then all below the least votes, then a batch.

        Else the lowest.
        """
        return (
            self._undeclared(totals)
            or self._few(totals)
            or self._batch(totals)
            or self._lowest(totals)
        )

    def _lowest_first(self, totals: _Totals) -> _Options:
        return sorted(self.continuing, key=totals.__getitem__)

    def _few(self, totals: _Totals) -> _Options:
        """All below the least votes; none where that is everybody."""
        continuing = self.continuing
        least = self.policies.least * self._one
        few = [i for i in continuing if totals[i] < least]
        if len(few) < len(continuing):
            return few
        return ()

    def _lowest(self, totals: _Totals) -> _Options:
        last = _equal_to_first(self._lowest_first(totals), totals)
        return [self._picked(last, wins=False)]

    def _batch(self, totals: _Totals) -> _Options:
        """The most who together have fewer votes than the next one; none for fewer than two."""
        if not self.policies.batch:
            return ()
        lowest_first = self._lowest_first(totals)
        for size in range(self._most_at_once(lowest_first), 1, -1):
            together = sum(totals[i] for i in lowest_first[:size])
            if together < totals[lowest_first[size]]:
                return sorted(lowest_first[:size])
        return ()

    def _most_at_once(self, lowest_first: _Options) -> int:
        left = 2 if self.policies.until_two else 1
        return min(len(self._in) - left, len(lowest_first) - 1)

    def _is_undeclared(self, i: int) -> bool:
        return UNDECLARED in self.profile.projects[i].categories

    def _undeclared(self, totals: _Totals) -> list[int]:
        """Undeclared write-ins that hold votes: nobody is elected before they are out."""
        return [
            i for i in self.continuing if totals[i] and self._is_undeclared(i)
        ]

    def _picked(self, tied: _Options, *, wins: bool) -> int:
        """Whom the policy for ties picks out of the tied, in ballot order."""
        if self.policies.ties == "earlier":
            tied = self._told_apart_earlier(tied, wins=wins)
        if len(tied) == 1:
            return tied[0]
        if self.policies.ties == "order":
            self._told(tied, "order")
            return _end_of(tied, first=wins)
        if self.ladder.lot is None and self._chance is not None:
            return self._by_chance(tied, self._chance, wins=wins)
        drawn = _end_of(self._lot(tied).order, first=wins)
        return self.profile.ids.index(drawn)

    def _by_chance(
        self,
        tied: _Options,
        chance: JavaRandom,
        *,
        wins: bool,
    ) -> int:
        """Whom the tabulator's generator picks: first of those who win, last of those who go."""
        picked = tied[chance.below(len(tied))]
        others = [i for i in tied if i != picked]
        self._told(
            [picked, *others] if wins else [*others, picked],
            "generator",
        )
        return picked

    def _told(self, order: _Options, rung: str) -> None:
        """No tie is broken in silence, by whatever it is."""
        ids = self.profile.names(order)
        self.drawn = Tie(ids, rung, ids)
        self.ties.append(self.drawn)

    def _lot(self, tied: _Options) -> Tie:
        """The lot between the tied. Raises LotNeeded where none was drawn."""
        tie = lot_between(self.ladder, self.profile.names(tied))
        self.ties.append(tie)
        if self.ladder.lot is None:
            raise LotNeeded(tie)
        self.drawn = tie
        return tie

    def _told_apart_earlier(self, tied: _Options, *, wins: bool) -> _Options:
        """Those of the tied who were ahead (or behind) in the last round that differs."""
        extreme = max if wins else min
        for before in reversed(self.history[:-1]):
            wanted = extreme(before[i] for i in tied)
            tied = [i for i in tied if before[i] == wanted]
        return tied

    def _elect(self, won: _Options, totals: _Totals) -> None:
        self.elected += won
        if self.policies.seats == 1:
            return  # going on until two are left, a winner still gains
        self._in -= set(won)
        for i in won:
            self._settle(i, totals[i])

    def _settle(self, i: int, votes: int) -> None:
        """What the elected option has too much passes on, where any does."""
        papers = self._held.pop(i)
        surplus = votes - self._threshold
        if surplus <= 0 or not self._passes_on:
            self._kept[i] = votes
            return
        self._kept[i] = self._threshold
        fraction = surplus * self._one // votes
        for paper in papers:
            self._pass_part(paper, fraction)

    def _pass_part(self, paper: _Paper, fraction: int) -> None:
        paper.worth = paper.worth * fraction // self._one
        if len(self.elected) >= self.policies.seats:
            self._surplus += paper.total
        else:
            self._give(paper)

    def _exclude(self, lost: _Options) -> None:
        self.out += lost
        self._in -= set(lost)
        for i in lost:
            for paper in self._held.pop(i):
                self._give(paper)

    def _give(self, paper: _Paper) -> None:
        """To the next choice that is still in.

        Two or more of them in one place: the ballot ends there.
        """
        while paper.at < len(paper.places):
            still = [i for i in paper.places[paper.at] if i in self._in]
            if len(still) == 1:
                self._held[still[0]].append(paper)
                return
            if still:
                self._inactive["overvote"] += paper.total
                return
            paper.at += 1
        self._inactive[paper.end] += paper.total

    def _note(
        self,
        totals: _Totals,
        *,
        won: _Options = (),
        lost: _Options = (),
    ) -> None:
        """Write down what the round found."""
        inactive = self._inactive_votes()
        self.rounds.append(
            Round(
                totals=self._shown(totals),
                exhausted=sum(inactive.values()),
                elected=self.profile.names(won),
                eliminated=self.profile.names(lost),
                lot=self.drawn,
                figures=self._figures(inactive),
            ),
        )

    def _inactive_votes(self) -> _Shown:
        return {
            why: self._votes(units) for why, units in self._inactive.items()
        }

    def _shown(self, totals: _Totals) -> _Shown:
        """Votes by the options' ids, in ballot order."""
        return {
            self.profile.ids[i]: self._votes(totals[i]) for i in sorted(totals)
        }

    def _figures(self, inactive: _Shown) -> dict[str, Worth | _Shown]:
        return {
            "threshold": self._votes(self._threshold),
            "inactive": {
                **inactive,
                "final_surplus": self._votes(self._surplus),
            },
        }

    def _votes(self, units: int) -> Worth:
        votes = Fraction(units, self._one)
        if votes.denominator == 1:
            return votes.numerator
        return votes


def _end_of[T](tied: Sequence[T], *, first: bool) -> T:
    """The first of them, or the last."""
    if first:
        return tied[0]
    return tied[-1]


def _equal_to_first(ordered: _Options, totals: _Totals) -> list[int]:
    """Those with as many votes as the first, in ballot order."""
    return sorted(i for i in ordered if totals[i] == totals[ordered[0]])


def _papers(profile: Profile, overvote: str, one: int) -> list[_Paper]:
    """Ballots place by place.

    An overvote that the policy does not keep is passed over, or ends the ballot.
    """
    papers = [
        _Paper(_places(ballot), _end(profile, b, ballot), ballot.times, one)
        for b, ballot in enumerate(profile.ballots())
    ]
    for paper in papers:
        if overvote == "skip":
            paper.skip_overvotes()
        elif overvote == "exhaust":
            paper.end_at_overvote()
    return papers


def _end(profile: Profile, row: int, ballot: Ballot) -> str:
    """Why a ballot ends after its last place."""
    if profile.ends is not None:
        return ENDS[int(profile.ends[row])]
    if ballot.marks:
        return "exhausted"
    return "blank"


def _is_single(place: _Item) -> bool:
    return len(place) == 1


def _places(ballot: Ballot) -> list[_Item]:
    """The options of each place that the ballot marks."""
    by_place: defaultdict[int, list[int]] = defaultdict(list)
    for option, place in ballot.marks:
        by_place[place].append(option)
    return [tuple(by_place[place]) for place in sorted(by_place)]
