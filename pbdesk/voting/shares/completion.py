"""Completion: raising everybody's share until the pot is well used.

The outcome is not monotone in the share (spending may fall, and a step that overspends may be followed by one that
does not), so every step is counted: "until the next step would overspend" is part of the rule.
Source: equalshares.net, "Completion of the outcome".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from pbdesk.voting.progress import tell
from pbdesk.voting.shares.run import Run
from pbdesk.voting.shares.supporters import Supporters
from pbdesk.words import say

__all__ = ["raised"]


def raised(everyone: Sequence[Supporters], budget: int, start: Fraction, step: int, buy: Callable[[Fraction], Run], *,
           until_exhaustive: bool) -> tuple[Run, Fraction]:
    """The last run that does not overspend, and its share; raised from `start` by `step` (minor units) at a time.

    `until_exhaustive`: stop also as soon as nothing that has supporters fits into what is left. Stops as well when
    all that has supporters is bought.
    """
    share, current, times = start, buy(start), 0
    while True:
        tell(times, 0, say("Raising every share: {times} times so far", times=times))
        bought = set(current.projects)
        left = [supporters for supporters in everyone if supporters.project not in bought]
        if not left or (until_exhaustive and all(s.cost > budget - current.cost for s in left)):
            return current, share
        steps = _steps_without_change(left, share, step) if current.nobody_gave_all else 1
        following = buy(share + steps * step)
        if following.cost > budget:
            # The step before this one bought what `current` bought: nobody had to give all.
            return current, share + (steps - 1) * step
        share, current, times = share + steps * step, following, times + 1


def _steps_without_change(left: Sequence[Supporters], share: Fraction, step: int) -> int:
    """Steps until some project that is not bought could be paid for at all: until then every run is the same.

    Where nobody gave all they had, prices do not depend on the share; only a new project can change the run.
    """
    needed = min(Fraction(supporters.cost, supporters.voters) for supporters in left)
    return max(1, -(-(needed - share) // step))
