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
from fractions import Fraction
from itertools import pairwise

from pbdesk.voting.greedy_fill import Filling
from pbdesk.voting.options import LeastSupport, Seats, Settings
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Profile

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
    winners = set(outcome.winners or ())
    others = [points for name, points in outcome.support.items() if name not in winners]
    if not winners or not others:
        return None
    if len(winners) > (settings.seats if isinstance(settings, Seats) else 1):
        return 1  # equals: one ballot parts them
    return _needed(min(outcome.support[name] for name in winners) - max(others), mark)


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
    for name, row in outcome.matrix.items():
        gaps = [
            n - outcome.matrix[other][name] for other, n in row.items() if other != name
        ]
        if gaps and min(gaps) > 0:
            return _needed(min(gaps))
    return None


def of_rounds(
    _profile: Profile,
    _settings: Settings,
    outcome: Outcome,
    _mark: int,
) -> int | None:
    """Run-off: while in every round the eliminated stay below the others, all stays."""
    gaps: list[int | Fraction] = []
    for round_ in outcome.rounds:
        out = [
            round_.totals[name] for name in round_.eliminated if name in round_.totals
        ]
        others = [
            n for name, n in round_.totals.items() if name not in round_.eliminated
        ]
        if out and others:
            gaps.append(min(others) - sum(out))
        elif others:
            gaps.append(2 * max(others) - sum(others))
    if gaps and min(gaps) > 0:
        return _needed(min(gaps))
    return None


def of_turns(profile: Profile, settings: Filling, outcome: Outcome, mark: int) -> int:
    """The smallest number at which some block may come out otherwise.

    For its order or for the threshold.
    """
    votes = {p.id: int(outcome.support[p.id]) for p in profile.projects}
    order = sorted(profile.projects, key=lambda p: -votes[p.id])
    threshold = settings.threshold if isinstance(settings, LeastSupport) else 0
    needed = {_needed(votes[a.id] - votes[b.id], mark) for a, b in pairwise(order)}
    if threshold:
        needed |= {max(1, -(-abs(votes[p.id] - threshold) // mark)) for p in order}
    for wrong in sorted(needed):
        if _may_differ(profile, votes, wrong, mark, threshold, stop=settings.stops):
            return wrong
    return max(needed, default=0) + 1


def _may_differ(
    profile: Profile,
    votes: Mapping[str, int],
    wrong: int,
    mark: int,
    threshold: int,
    *,
    stop: bool,
) -> bool:
    left = profile.budget
    for block in _blocks(profile, votes, 2 * wrong * mark):
        sure = [
            cost
            for name, cost in block
            if votes[name] - wrong * mark >= threshold or not threshold
        ]
        if threshold and any(
            -wrong * mark <= votes[name] - threshold < wrong * mark for name, _ in block
        ):
            return True
        if sum(sure) <= left:
            left -= sum(sure)
        elif len(block) > 1 and (stop or min(sure) <= left):
            return True
        elif stop:
            return False
    return False


def _blocks(
    profile: Profile,
    votes: Mapping[str, int],
    gap: int,
) -> Iterator[list[tuple[str, int]]]:
    """Projects (id, cost) by support; those that may change places stand in one block."""
    block: list[tuple[str, int]] = []
    last: int | None = None
    for project in sorted(profile.projects, key=lambda p: -votes[p.id]):
        if last is not None and last - votes[project.id] > gap:
            yield block
            block = []
        block.append((project.id, project.cost))
        last = votes[project.id]
    if block:
        yield block
