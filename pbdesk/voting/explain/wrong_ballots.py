"""Wrong ballots: arguments that fewer than so many of them cannot change a result.

A wrong ballot is one that should have been any other. In a sum it moves two options towards each
other by twice what a ballot can give one (a `mark`).

*Most first choices, approval, scores*: the last winner against the best of the others.
*Most support first*: projects whose support can be brought together form blocks; if whatever the
order within them the same is funded (all of a block fit, or none does), the result stands.
*Pairwise rules*: an option that beats every other wins under all of them while no pair is turned
round.
*Instant run-off*: while in every round the eliminated stay below the others, and the winner above
half, all stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from pbdesk.voting.greedy_fill import Filling
from pbdesk.voting.options import LeastSupport, Seats, Settings
from pbdesk.voting.outcome import Outcome, Round, Totals
from pbdesk.voting.profile import Profile, Project

__all__ = ["of_crosses", "of_pairs", "of_rounds", "of_sums", "of_turns"]


def _needed(gap: int | Fraction, mark: int = 1) -> int:
    """Wrong ballots that close a gap, each by twice a mark."""
    return max(1, -int(-gap // (2 * mark)))


def of_sums(
    _profile: Profile,
    settings: Settings,
    outcome: Outcome,
    mark: int,
) -> int | None:
    """Winners by a sum: the last of them against the best of the others."""
    won, others = _won_and_others(outcome)
    if not won or not others:
        return None
    if len(won) > _seats(settings):
        return 1  # equals: one ballot parts them
    return _needed(min(won) - max(others), mark)


def _won_and_others(outcome: Outcome) -> tuple[Totals, Totals]:
    """The sums of the winners, and those of the others."""
    support = outcome.support
    winners = set(outcome.winners or ())
    won = [support[name] for name in winners]
    return won, [
        points for name, points in support.items() if name not in winners
    ]


def _seats(settings: Settings) -> int:
    if isinstance(settings, Seats):
        return settings.seats
    return 1


def of_crosses(
    profile: Profile,
    settings: Settings,
    outcome: Outcome,
    _mark: int,
) -> int | None:
    """The same where a ballot gives an option at most one."""
    return of_sums(profile, settings, outcome, 1)


def of_pairs(
    _profile: Profile,
    _settings: Settings,
    outcome: Outcome,
    _mark: int,
) -> int | None:
    """An option that beats every other wins while no pair is turned round."""
    needed = [_of_smallest(_leads(name, outcome)) for name in outcome.matrix]
    return next(filter(None, needed), None)


def _of_smallest(gaps: Totals) -> int | None:
    """Wrong ballots that close the smallest gap; None where there is none, or one is closed."""
    if gaps and min(gaps) > 0:
        return _needed(min(gaps))
    return None


def _leads(name: str, outcome: Outcome) -> list[int]:
    """By how many ballots an option is above each other one."""
    row = outcome.matrix[name]
    return [
        n - outcome.matrix[other][name]
        for other, n in row.items()
        if other != name
    ]


def of_rounds(
    _profile: Profile,
    _settings: Settings,
    outcome: Outcome,
    _mark: int,
) -> int | None:
    """Run-off: while in every round the eliminated stay below the others, all stays."""
    return _of_smallest(
        [gap for round_ in outcome.rounds for gap in _gap(round_)],
    )


def _gap(round_: Round) -> Iterator[int | Fraction]:
    """What the eliminated lack to the others, or the winner has above half; none of neither."""
    out, others = _out_and_others(round_)
    if out and others:
        yield min(others) - sum(out)
    elif others:
        yield 2 * max(others) - sum(others)


def _out_and_others(round_: Round) -> tuple[Totals, Totals]:
    """The totals of the eliminated, and those of the others."""
    totals = round_.totals
    out = [totals[name] for name in round_.eliminated if name in totals]
    return out, [
        n for name, n in totals.items() if name not in round_.eliminated
    ]


def of_turns(
    profile: Profile,
    settings: Filling,
    outcome: Outcome,
    mark: int,
) -> int:
    """The smallest number at which some block may come out otherwise.

    For its order or for the threshold.
    """
    votes = {name: int(outcome.support[name]) for name in profile.ids}
    turns = _Turns(profile, votes, mark, _threshold(settings), settings.stops)
    return turns.first_that_may_differ()


def _threshold(settings: Filling) -> int:
    if isinstance(settings, LeastSupport):
        return settings.threshold
    return 0


@dataclass(frozen=True)
class _Turns:
    """Projects by votes: what funds them may change with some wrong ballots."""

    profile: Profile
    votes: Mapping[str, int]
    mark: int
    threshold: int
    stop: bool

    @property
    def order(self) -> list[Project]:
        """Most votes first."""
        return sorted(self.profile.projects, key=lambda p: -self.votes[p.id])

    def first_that_may_differ(self) -> int:
        """The fewest wrong ballots that may; one more than was looked at where none may."""
        wrong = 0
        for wrong in sorted(self._to_order() | self._to_sides()):
            if self.may_differ(wrong):
                return wrong
        return wrong + 1

    def _to_order(self) -> set[int]:
        """Numbers of wrong ballots at which an order may change."""
        return {
            _needed(more - fewer, self.mark)
            for more, fewer in self._neighbours()
        }

    def _neighbours(self) -> Iterator[tuple[int, int]]:
        """The votes of each project with those of the next one."""
        return pairwise(sorted(self.votes.values(), reverse=True))

    def _to_sides(self) -> set[int]:
        """Those at which a side of the threshold may change."""
        if not self.threshold:
            return set()
        return {self._to_threshold(n) for n in self.votes.values()}

    def _to_threshold(self, votes: int) -> int:
        return max(1, -(-abs(votes - self.threshold) // self.mark))

    def may_differ(self, wrong: int) -> bool:
        """Whether so many wrong ballots may change what is funded."""
        left = self.profile.budget
        for block in self._blocks(2 * wrong * self.mark):
            if any(self._may_cross(name, wrong) for name, _ in block):
                return True
            sure = [cost for name, cost in block if self._is_sure(name, wrong)]
            if sum(sure) <= left:
                left -= sum(sure)
            elif len(block) > 1 and (self.stop or min(sure) <= left):
                return True
            elif self.stop:
                return False
        return False

    def _is_sure(self, name: str, wrong: int) -> bool:
        """Whether it keeps its turn."""
        if not self.threshold:
            return True
        return self.votes[name] - wrong * self.mark >= self.threshold

    def _may_cross(self, name: str, wrong: int) -> bool:
        """Whether it may come to the other side of the threshold."""
        beyond = self.votes[name] - self.threshold
        moved = wrong * self.mark
        return self.threshold > 0 and -moved <= beyond < moved

    def _blocks(self, gap: int) -> Iterator[list[tuple[str, int]]]:
        """Projects (id, cost) by support; those that may change places stand in one block."""
        block: list[tuple[str, int]] = []
        last: int | None = None
        for project in self.order:
            votes = self.votes[project.id]
            if last is not None and last - votes > gap:
                yield block
                block = []
            block.append((project.id, project.cost))
            last = votes
        if block:
            yield block
