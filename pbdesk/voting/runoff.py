"""Run-off: ranked ballots round by round under a tabulator's policies, for one place or several.

Source: RCTab (BrightSpots/rcv), whose published reports it reproduces round by round. Worths are
whole numbers of 10 ** -decimals; a surplus first becomes a fraction cut off at that place, then
each ballot's part of it is cut off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import takewhile
from typing import Literal

from pbdesk.voting.choosing import lot_between
from pbdesk.voting.java_random import JavaRandom
from pbdesk.voting.options import Seats, choice, number, switch
from pbdesk.voting.outcome import Round, Tie
from pbdesk.voting.profile import ENDS, UNDECLARED, Ballot, Profile
from pbdesk.voting.ties import Ladder
from pbdesk.words import say

__all__ = ["Policies", "Runoff"]

type _Item = tuple[int, ...]


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
    history: list[dict[int, int]] = field(default_factory=list)
    drawn: Tie | None = None
    _threshold: int = 0
    _surplus: int = 0

    def __post_init__(self) -> None:
        seed = self.policies.random_seed
        self._chance = None if seed is None else JavaRandom(seed)
        self._one = 10**self.policies.decimals
        self._in = set(range(len(self.profile.projects)))
        self._held: dict[int, list[_Paper]] = {i: [] for i in self._in}
        self._kept: dict[int, int] = {}
        self._inactive = dict.fromkeys(ENDS, 0)
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
        rules = self.policies
        if not self.rounds:
            return True
        last = self.rounds[-1]
        if len(self.rounds) == rules.stop_after:
            return False
        if self._until_two:
            return len(self._in) > 2 or bool(last.eliminated)
        passes_on = rules.seats > 1 and rules.lead != "last-standing"
        if passes_on and last.elected:
            return True  # one more round shows what becomes of the surplus
        return len(self.elected) < rules.seats and bool(self.continuing)

    def _round(self) -> None:
        self.drawn = None
        totals = self._totals()
        self._set_threshold(totals)
        self.history.append(totals)
        won = self._winners(totals)
        if won:
            self._note(totals, won=won)
            self._elect(won, totals)
        elif self._may_go_out():
            lost = self._losers(totals)
            self._note(totals, lost=lost)
            self._exclude(lost)
        else:
            self._note(totals)

    def _totals(self) -> dict[int, int]:
        """What everybody holds who is in, and what the elected keep."""
        totals = {i: sum(paper.total for paper in self._held[i]) for i in self._in}
        return totals | self._kept

    def _set_threshold(self, totals: dict[int, int]) -> None:
        rules = self.policies
        stays = rules.seats > 1 or rules.threshold == "first-round" or self.elected
        if self.rounds and stays:
            return
        votes = sum(totals.values())
        unit = 1 if rules.fractional else self._one
        if rules.quota == "hare":
            rounded_up = -(-votes // (rules.seats * unit))
            self._threshold = rounded_up * unit
        else:
            more_than = votes // ((rules.seats + 1) * unit)
            self._threshold = (more_than + 1) * unit

    @property
    def _is_last_round(self) -> bool:
        """Whether the count stops after this round, whatever it finds."""
        return len(self.rounds) + 1 == self.policies.stop_after

    def _declared(self, totals: dict[int, int]) -> list[int]:
        """Those still in who are no undeclared write-ins, most votes first."""
        declared = [i for i in self.continuing if not self._is_undeclared(i)]
        return sorted(declared, key=totals.__getitem__, reverse=True)

    def _winners(self, totals: dict[int, int]) -> list[int]:
        """Who is elected in the round, most votes first."""
        rules = self.policies
        free = rules.seats - len(self.elected)
        if free <= 0 or self._undeclared(totals):
            return []  # undeclared write-ins go out first, whoever has enough
        may_win = self._declared(totals)
        if len(self._in) <= free and not self._is_last_round:
            return may_win
        if rules.lead == "last-standing" and rules.seats > 1:
            return []
        won = [i for i in may_win if totals[i] >= self._threshold]
        if not won and rules.seats == 1 and len(self._in) == 2:
            won = _equal_to_first(
                may_win,
                totals,
            )  # nobody can gain any more: the larger wins
        one_at_a_time = rules.lead == "one" and rules.seats > 1
        if len(won) > free or (won and one_at_a_time):
            best = _equal_to_first(won, totals)
            return [self._picked(best, wins=True)]
        return won

    def _may_go_out(self) -> bool:
        if self._is_last_round or not self.continuing:
            return False
        if self._until_two:
            return len(self._in) > 2
        return len(self.elected) < self.policies.seats

    def _losers(self, totals: dict[int, int]) -> list[int]:
        """Undeclared write-ins first, then all below the least votes, then a batch.

        Else the lowest.
        """
        undeclared = self._undeclared(totals)
        if undeclared:
            return undeclared
        lowest_first = sorted(self.continuing, key=totals.__getitem__)
        least = self.policies.least * self._one
        few = [i for i in self.continuing if totals[i] < least]
        if few and len(few) < len(lowest_first):
            return few
        if self.policies.batch:
            batch = self._batch(lowest_first, totals)
            if batch:
                return batch
        last = _equal_to_first(lowest_first, totals)
        return [self._picked(last, wins=False)]

    def _batch(self, lowest_first: Sequence[int], totals: dict[int, int]) -> list[int]:
        """The most who together have fewer votes than the next one; none for fewer than two."""
        left = 2 if self.policies.until_two else 1
        most = min(len(self._in) - left, len(lowest_first) - 1)
        for size in range(most, 1, -1):
            together = sum(totals[i] for i in lowest_first[:size])
            next_one = lowest_first[size]
            if together < totals[next_one]:
                return sorted(lowest_first[:size])
        return []

    def _is_undeclared(self, i: int) -> bool:
        return UNDECLARED in self.profile.projects[i].categories

    def _undeclared(self, totals: dict[int, int]) -> list[int]:
        """Undeclared write-ins that hold votes: nobody is elected before they are out."""
        return [i for i in self.continuing if totals[i] and self._is_undeclared(i)]

    def _picked(self, tied: Sequence[int], *, wins: bool) -> int:
        """Whom the policy for ties picks out of the tied, in ballot order."""
        if self.policies.ties == "earlier":
            tied = self._told_apart_earlier(tied, wins=wins)
        if len(tied) == 1:
            return tied[0]
        if self.policies.ties == "order":
            if wins:
                return tied[0]
            return tied[-1]
        if self.ladder.lot is None and self._chance is not None:
            return tied[self._chance.below(len(tied))]
        tie = lot_between(self.ladder, [self.profile.ids[i] for i in tied])
        self.ties.append(tie)
        if self.ladder.lot is None:
            raise LotNeeded(tie)
        self.drawn = tie
        drawn = tie.order[0] if wins else tie.order[-1]
        return self.profile.ids.index(drawn)

    def _told_apart_earlier(self, tied: Sequence[int], *, wins: bool) -> Sequence[int]:
        """Those of the tied who were ahead (or behind) in the last round that differs."""
        for before in reversed(self.history[:-1]):
            votes = [before[i] for i in tied]
            wanted = max(votes) if wins else min(votes)
            tied = [i for i in tied if before[i] == wanted]
        return tied

    def _elect(self, won: Sequence[int], totals: dict[int, int]) -> None:
        self.elected += won
        if self.policies.seats == 1:
            return  # going on until two are left, a winner still gains
        self._in -= set(won)
        for i in won:
            papers = self._held[i]
            self._held[i] = []
            surplus = totals[i] - self._threshold
            if self.policies.lead == "last-standing" or surplus <= 0:
                self._kept[i] = totals[i]
                continue
            self._kept[i] = self._threshold
            fraction = surplus * self._one // totals[i]
            for paper in papers:
                self._pass_part(paper, fraction)

    def _pass_part(self, paper: _Paper, fraction: int) -> None:
        paper.worth = paper.worth * fraction // self._one
        if len(self.elected) >= self.policies.seats:
            self._surplus += paper.total
        else:
            self._give(paper)

    def _exclude(self, lost: Sequence[int]) -> None:
        self.out += lost
        self._in -= set(lost)
        for i in lost:
            papers = self._held[i]
            self._held[i] = []
            for paper in papers:
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
        totals: dict[int, int],
        *,
        won: Sequence[int] = (),
        lost: Sequence[int] = (),
    ) -> None:
        """Write down what the round found."""
        ids = self.profile.ids
        inactive = {why: self._votes(units) for why, units in self._inactive.items()}
        figures: dict[str, int | Fraction | Mapping[str, int | Fraction]] = {
            "threshold": self._votes(self._threshold),
            "inactive": inactive | {"final_surplus": self._votes(self._surplus)},
        }
        self.rounds.append(
            Round(
                totals={ids[i]: self._votes(totals[i]) for i in sorted(totals)},
                exhausted=sum(inactive.values()),
                elected=tuple(ids[i] for i in won),
                eliminated=tuple(ids[i] for i in lost),
                lot=self.drawn,
                figures=figures,
            ),
        )

    def _votes(self, units: int) -> int | Fraction:
        votes = Fraction(units, self._one)
        if votes.denominator == 1:
            return votes.numerator
        return votes


def _equal_to_first(ordered: Sequence[int], totals: dict[int, int]) -> list[int]:
    """Those with as many votes as the first, in ballot order."""
    if not ordered:
        return []
    first = totals[ordered[0]]
    return sorted(i for i in ordered if totals[i] == first)


def _papers(profile: Profile, overvote: str, one: int) -> list[_Paper]:
    """Ballots place by place.

    An overvote that the policy does not keep is passed over, or ends the ballot.
    """
    papers: list[_Paper] = []
    for b, ballot in enumerate(profile.ballots()):
        places = _places(ballot)
        end = "exhausted" if places else "blank"
        if profile.ends is not None:
            end = ENDS[int(profile.ends[b])]
        if overvote == "skip":
            places = [place for place in places if len(place) == 1]
        if overvote == "exhaust":
            single = list(takewhile(lambda place: len(place) == 1, places))
            if len(single) < len(places):
                places = single
                end = "overvote"
        papers.append(_Paper(places, end, ballot.times, one))
    return papers


def _places(ballot: Ballot) -> list[_Item]:
    """The options of each place that the ballot marks."""
    by_place: dict[int, list[int]] = {}
    for option, place in ballot.marks:
        by_place.setdefault(place, []).append(option)
    return [tuple(by_place[place]) for place in sorted(by_place)]
