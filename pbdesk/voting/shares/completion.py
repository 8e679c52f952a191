"""Completion: raising everybody's share until the pot is well used.

The outcome is not monotone in the share (spending may fall, and a step that overspends may be
followed by one that does not), so every step is counted: "until the next step would overspend" is
part of the rule. Source: equalshares.net, "Completion of the outcome". Raising to the next
breakpoint is another rule: it may stop at shares between the steps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from pbdesk.voting.progress import tell
from pbdesk.voting.shares.breakpoint import next_share
from pbdesk.voting.shares.points import Points
from pbdesk.voting.shares.run import Run, again
from pbdesk.voting.shares.supporters import Supporters
from pbdesk.words import say

__all__ = ["raised", "raised_to_breakpoints"]

type _Supporters = Sequence[Supporters]


def raised(
    everyone: _Supporters,
    budget: int,
    start: Fraction,
    step: int,
    buy: Callable[[Fraction], Run],
    *,
    until_exhaustive: bool,
) -> tuple[Run, Fraction]:
    """The last run that does not overspend, and its share.

    Raised from `start` by `step` (minor units) at a time. `until_exhaustive`: stop also as soon as
    nothing that has supporters fits into what is left. Stops as well when all that has supporters
    is bought, or kept out by a constraint.
    """
    share = start
    current = buy(start)
    times = 0
    while True:
        tell(
            times,
            0,
            say("Raising every share: {times} times so far", times=times),
        )
        left = _left(everyone, current)
        if _is_enough(left, current, budget, until_exhaustive=until_exhaustive):
            return current, share
        steps = _steps(left, current, share, step)
        following = buy(share + steps * step)
        if following.cost > budget:
            # The step before this one bought what `current` bought, for nobody had to give all; but
            # it leaves more.
            last = share + (steps - 1) * step
            return current if steps == 1 else buy(last), last
        share += steps * step
        current = following
        times += 1


def raised_to_breakpoints(
    everyone: _Supporters,
    budget: int,
    start: Fraction,
    points: Points,
    buy: Callable[[Fraction], Run],
    *,
    until_exhaustive: bool,
) -> tuple[Run, Fraction]:
    """The last run that does not overspend, and its share; raised to the next breakpoint at a time.

    That is the least share at which those who want one more project could pay for it after the same
    purchases; then all is bought afresh. It ends: from its breakpoint on, the same purchases in the
    same order never come again.
    """
    share = start
    current = buy(start)
    times = 0
    while True:
        tell(
            times,
            0,
            say("Raising every share: {times} times so far", times=times),
        )
        left = [
            s
            for s in _left(everyone, current)
            if not current.is_barred(s.project)
        ]
        if _is_enough(left, current, budget, until_exhaustive=until_exhaustive):
            return current, share
        raised_share = next_share(left, current, share, _again(current, points))
        following = buy(raised_share)
        if following.cost > budget:
            return current, share
        share = raised_share
        current = following
        times += 1


def _again(current: Run, points: Points) -> Callable[[Fraction], Run]:
    """The purchases of a run at another share."""
    bought = [parted.supporters for parted in current.purchases]
    return lambda share: again(bought, share, points)


def _left(everyone: _Supporters, current: Run) -> list[Supporters]:
    """Projects with supporters that are not bought.

    Nor kept out by a constraint when they could have been.
    """
    settled = {*current.projects, *current.barriers}
    return [s for s in everyone if s.project not in settled]


def _is_enough(
    left: _Supporters,
    current: Run,
    budget: int,
    *,
    until_exhaustive: bool,
) -> bool:
    still = [s for s in left if not current.is_barred(s.project)]
    if not still:
        return True
    return until_exhaustive and all(
        s.cost > budget - current.cost for s in still
    )


def _steps(left: _Supporters, current: Run, share: Fraction, step: int) -> int:
    """Steps until some project that is not bought could be paid for at all.

    Until then every run is the same. Where nobody gave all they had, prices do not depend on the
    share; only a new project can change the run. Else the next step may.
    """
    if not current.nobody_gave_all:
        return 1
    needed = min(
        Fraction(supporters.cost, supporters.voters) for supporters in left
    )
    return max(1, -(-(needed - share) // step))
