"""Run-off: ranked ballots round by round under a tabulator's policies, for one place or several.

Source: RCTab (BrightSpots/rcv), whose published reports it reproduces round by round. Worths are
whole numbers of 10 ** -decimals; a surplus first becomes a fraction cut off at that place, then
each ballot's part of it is cut off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from pbdesk.voting.choosing import lot_between
from pbdesk.voting.java_random import JavaRandom
from pbdesk.voting.options import Seats, choice, number, switch
from pbdesk.voting.outcome import Round, Tie
from pbdesk.voting.profile import ENDS, UNDECLARED, Profile
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
                "All who reach the threshold are elected in the round, and their surplus passes on"
            ),
            "one": say("One is elected in a round, and the surplus passes on"),
            "last-standing": say("The lowest go out until no more are left than places"),
        },
        "several",
    )
    overvote: Literal["exhaust-if-several", "exhaust", "skip"] = choice(
        say("Two options in one place"),
        {
            "exhaust-if-several": say("The ballot ends there if two of them are still in"),
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
            "Stands for the lot where none was drawn, so that a published count can be recounted."
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


class LotNeeded(Exception):
    """Only a lot decides, and none was drawn."""

    def __init__(self, tie: Tie) -> None:
        super().__init__()
        self.tie = tie


@dataclass
class Runoff:
    """A count. After `run`.

    `rounds`, `elected` in order, `ties`, and `lot` where only an undrawn lot could go on.
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
    _threshold: int = 0
    _surplus: int = 0

    def __post_init__(self) -> None:
        self._one = 10**self.policies.decimals
        self._chance = (
            None if self.policies.random_seed is None else JavaRandom(self.policies.random_seed)
        )
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
            self._note(self.history[-1], (), ())
        return self

    @property
    def continuing(self) -> list[int]:
        """Who is neither elected nor out, in ballot order."""
        return sorted(self._in - set(self.elected))

    def _goes_on(self) -> bool:
        rules, rounds = self.policies, self.rounds
        if rules.stop_after is not None and len(rounds) >= rules.stop_after:
            return False
        if not rounds:
            return True
        if rules.seats == 1 and rules.until_two:
            return len(self._in) > 2 or bool(rounds[-1].eliminated)
        if rules.seats > 1 and rules.lead != "last-standing" and rounds[-1].elected:
            return True  # one more round shows what becomes of the surplus
        return len(self.elected) < rules.seats and bool(self.continuing)

    def _round(self) -> None:
        totals = {i: sum(p.worth * p.times for p in self._held[i]) for i in self._in} | self._kept
        self._set_threshold(totals)
        self.history.append(totals)
        won = self._winners(totals)
        if won:
            self._note(totals, won, ())
            self._elect(won, totals)
        elif self._may_go_out():
            lost = self._losers(totals)
            self._note(totals, (), lost)
            self._exclude(lost)
        else:
            self._note(totals, (), ())

    def _set_threshold(self, totals: dict[int, int]) -> None:
        rules = self.policies
        if self.rounds and (rules.seats > 1 or rules.threshold == "first-round" or self.elected):
            return
        votes, one = sum(totals.values()), self._one
        unit = 1 if rules.fractional else one
        if rules.quota == "hare":
            self._threshold = -(-votes // (rules.seats * unit)) * unit
        else:
            self._threshold = (votes // ((rules.seats + 1) * unit) + 1) * unit

    def _winners(self, totals: dict[int, int]) -> list[int]:
        rules = self.policies
        if self._undeclared(totals):
            return []  # they go out first, whoever has enough
        free = rules.seats - len(self.elected)
        may_win = [i for i in self.continuing if not self._is_undeclared(i)]
        stopping = rules.stop_after is not None and len(self.rounds) + 1 >= rules.stop_after
        if free <= 0 or not may_win:
            return []
        if len(self._in) <= free and not stopping:
            return sorted(may_win, key=lambda i: -totals[i])
        if rules.lead == "last-standing" and rules.seats > 1:
            return []
        won = sorted((i for i in may_win if totals[i] >= self._threshold), key=lambda i: -totals[i])
        if (
            not won and rules.seats == 1 and len(self._in) == 2
        ):  # nobody can gain any more: the larger wins
            won = [i for i in may_win if totals[i] == max(totals[j] for j in may_win)]
        if len(won) > free or (won and rules.seats > 1 and rules.lead == "one"):
            best = [i for i in won if totals[i] == totals[won[0]]]
            return best if len(best) == 1 else [self._drawn(best, wins=True)]
        return won

    def _may_go_out(self) -> bool:
        rules = self.policies
        if rules.stop_after is not None and len(self.rounds) + 1 >= rules.stop_after:
            return False
        if not self.continuing or (rules.seats == 1 and rules.until_two and len(self._in) <= 2):
            return False
        return len(self.elected) < rules.seats or (rules.seats == 1 and rules.until_two)

    def _losers(self, totals: dict[int, int]) -> list[int]:
        """Undeclared write-ins first, then all below the least votes, then a batch.

        Else the lowest.
        """
        undeclared = self._undeclared(totals)
        if undeclared:
            return undeclared
        ranked = sorted(self.continuing, key=totals.__getitem__)
        few = [i for i in self.continuing if totals[i] < self.policies.least * self._one]
        if few and len(few) < len(ranked):
            return few
        if self.policies.batch:
            left = 2 if self.policies.until_two else 1
            for size in range(min(len(self._in) - left, len(ranked) - 1), 1, -1):
                if sum(totals[i] for i in ranked[:size]) < totals[ranked[size]]:
                    return sorted(ranked[:size])
        last = [i for i in self.continuing if totals[i] == totals[ranked[0]]]
        return last if len(last) == 1 else [self._drawn(last, wins=False)]

    def _is_undeclared(self, i: int) -> bool:
        return UNDECLARED in self.profile.projects[i].categories

    def _undeclared(self, totals: dict[int, int]) -> list[int]:
        """Undeclared write-ins that hold votes: nobody is elected before they are out."""
        return [i for i in self.continuing if totals[i] and self._is_undeclared(i)]

    def _drawn(self, tied: Sequence[int], *, wins: bool) -> int:
        """Whom the policy for ties picks out of the tied."""
        named = list(tied)
        if self.policies.ties == "earlier":
            for before in reversed(self.history[:-1]):
                pick = (max if wins else min)(before[i] for i in named)
                named = [i for i in named if before[i] == pick]
        if len(named) == 1:
            return named[0]
        if self.policies.ties == "order":
            return named[0] if wins else named[-1]
        if self.ladder.seed is None and self._chance is not None:
            return named[self._chance.below(len(named))]
        tie = lot_between(self.ladder, [self.profile.ids[i] for i in named])
        self.ties.append(tie)
        if self.ladder.seed is None:
            raise LotNeeded(tie)
        return self.profile.ids.index(tie.order[0 if wins else -1])

    def _elect(self, won: Sequence[int], totals: dict[int, int]) -> None:
        self.elected += won
        if self.policies.seats == 1:
            return  # going on until two are left, a winner still gains
        self._in -= set(won)
        surplus = self.policies.lead != "last-standing"
        for i in won:
            rich = surplus and totals[i] > self._threshold
            self._kept[i] = self._threshold if rich else totals[i]
            papers, self._held[i] = self._held[i], []
            for paper in papers if rich else ():
                self._pass_part(paper, (totals[i] - self._threshold) * self._one // totals[i])

    def _pass_part(self, paper: _Paper, fraction: int) -> None:
        paper.worth = paper.worth * fraction // self._one
        if len(self.elected) >= self.policies.seats:
            self._surplus += paper.worth * paper.times
        else:
            self._give(paper)

    def _exclude(self, lost: Sequence[int]) -> None:
        self.out += lost
        self._in -= set(lost)
        for i in lost:
            papers, self._held[i] = self._held[i], []
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
                self._inactive["overvote"] += paper.worth * paper.times
                return
            paper.at += 1
        self._inactive[paper.end] += paper.worth * paper.times

    def _note(self, totals: dict[int, int], won: Sequence[int], lost: Sequence[int]) -> None:
        ids = self.profile.ids
        inactive = {name: self._votes(n) for name, n in self._inactive.items()}
        self.rounds.append(
            Round(
                totals={ids[i]: self._votes(totals[i]) for i in sorted(totals)},
                exhausted=sum(inactive.values()),
                elected=tuple(ids[i] for i in won),
                eliminated=tuple(ids[i] for i in lost),
                figures={
                    "threshold": self._votes(self._threshold),
                    "inactive": inactive | {"final_surplus": self._votes(self._surplus)},
                },
            )
        )

    def _votes(self, units: int) -> int | Fraction:
        votes = Fraction(units, self._one)
        return votes.numerator if votes.denominator == 1 else votes


def _papers(profile: Profile, overvote: str, one: int) -> list[_Paper]:
    """Ballots place by place.

    An overvote that the policy does not keep is passed over, or ends the ballot.
    """
    papers: list[_Paper] = []
    columns: list[int] = profile.columns.tolist()
    values: list[int] = profile.values.tolist()
    start: list[int] = profile.start.tolist()
    for b, times in enumerate(profile.weights.tolist()):
        by_place: dict[int, list[int]] = {}
        for i in range(start[b], start[b + 1]):
            by_place.setdefault(values[i], []).append(columns[i])
        end = "exhausted" if by_place else "blank"
        end = end if profile.ends is None else ENDS[int(profile.ends[b])]
        places = [tuple(by_place[place]) for place in sorted(by_place)]
        if overvote == "skip":
            places = [place for place in places if len(place) == 1]
        first = next((k for k, place in enumerate(places) if len(place) > 1), None)
        if overvote == "exhaust" and first is not None:
            places, end = places[:first], "overvote"
        papers.append(_Paper(places, end, times, one))
    return papers
