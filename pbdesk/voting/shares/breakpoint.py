"""Breakpoint: the least share at which, after what a run bought, one more project could be paid.

Exact. With the same purchases in the same order, a greater share leaves nobody with less: money
rises and prices fall, one after the other. So what supporters hold rises with the share, in
straight pieces, and first makes a cost at one share. It is closed in on from both sides; on its own
piece a line through two exact points meets it exactly, and that is checked by buying once more at
just that share.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import ceil, floor, inf, log2

from pbdesk.voting.shares.run import Run
from pbdesk.voting.shares.supporters import Supporters

__all__ = ["next_share"]

_FINE = 40  # binary digits by which a point is finer than what is still open


def next_share(
    left: Sequence[Supporters], current: Run, share: Fraction, again: Callable[[Fraction], Run]
) -> Fraction:
    """The least share above `share` at which one of `left` has its cost after `current`.

    `left`: projects that may still be bought, at least one; nobody has its cost at `share`.
    `again`: the purchases of `current` at a greater share. Cost: some ten runs.
    """
    again = cache(again)
    low, high, reached = _reached(left, current, share, again)
    while True:
        step = _Step(low, high)
        near = step.point(low, up=True)
        if found := _who(reached, again(near)):
            high = near
            reached = found
            continue
        meeting = _meeting(reached, low, again(low), near, again(near))
        if low < meeting <= high:
            at = again(meeting)
            found = _who(reached, at)
            if found and all(at.held(supporters) == supporters.cost for supporters in found):
                return meeting
            beside = step.point(meeting, up=bool(found))
            if found and low < beside < high:
                high = beside
                reached = _who(reached, again(beside))
            elif not found and low < beside < high:
                low = beside
        middle = _Step(low, high).point((low + high) / 2, up=True)
        if low < middle < high:
            found = _who(reached, again(middle))
            low, high, reached = (low, middle, found) if found else (middle, high, reached)


@dataclass(frozen=True, slots=True)
class _Step:
    """How finely a stretch of shares is looked at: short numbers between its ends."""

    low: Fraction
    high: Fraction

    def point(self, share: Fraction, *, up: bool) -> Fraction:
        """A short number just above `share`, or at most it."""
        digits = max(0, _FINE - floor(log2(self.high - self.low)))
        return Fraction(
            floor(share * 2**digits) + 1 if up else ceil(share * 2**digits) - 1, 2**digits
        )


def _reached(
    left: Sequence[Supporters],
    current: Run,
    share: Fraction,
    again: Callable[[Fraction], Run],
) -> tuple[Fraction, Fraction, list[Supporters]]:
    """Shares between which the first of `left` has its cost, and who has it at the greater."""
    low = share
    lacks = min(((s.cost - current.near(s)) / s.voters for s in left), default=inf)
    width = max(Fraction(lacks), share / 2**20, Fraction(1, 2**20))
    while True:
        high = _Step(low, low + width).point(low + width, up=True)
        if found := _who(left, again(high)):
            return low, high, found
        low = high
        width = 2 * width


def _who(among: Sequence[Supporters], made: Run) -> list[Supporters]:
    return [supporters for supporters in among if made.pays(supporters)]


def _meeting(
    among: Sequence[Supporters], low: Fraction, before: Run, near: Fraction, after: Run
) -> Fraction:
    """The first share at which one would have its cost if money rose as between two shares."""
    meetings: list[Fraction] = []
    for supporters in among:
        held = before.held(supporters)
        more = after.held(supporters)
        if more > held:
            meetings.append(low + (supporters.cost - held) * (near - low) / (more - held))
    return min(meetings, default=low)
