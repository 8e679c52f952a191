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


type _Supporters = Sequence[Supporters]
type _Again = Callable[[Fraction], Run]
"""The same purchases at another share."""


def next_share(
    left: Sequence[Supporters],
    current: Run,
    share: Fraction,
    again: _Again,
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
        meeting = _meeting(reached, low, near, again)
        if low < meeting <= high:
            at = again(meeting)
            found = _who(reached, at)
            if found and _just_reached(found, at):
                return meeting
            if found:
                beside = step.point(meeting, up=True)
                low, high, reached = _parted(low, high, reached, beside, again)
            else:
                low = max(low, step.point(meeting, up=False))
        middle = _Step(low, high).middle
        low, high, reached = _parted(low, high, reached, middle, again)


def _parted(
    low: Fraction,
    high: Fraction,
    reached: list[Supporters],
    at: Fraction,
    again: _Again,
) -> tuple[Fraction, Fraction, list[Supporters]]:
    """The part of a stretch, before or after a share `at` in it, at whose end a cost is reached."""
    if not low < at < high:
        return low, high, reached
    found = _who(reached, again(at))
    if found:
        return low, at, found
    return at, high, reached


@dataclass(frozen=True, slots=True)
class _Step:
    """How finely a stretch of shares is looked at: short numbers between its ends."""

    low: Fraction
    high: Fraction

    @property
    def middle(self) -> Fraction:
        """A short number about halfway."""
        return self.point((self.low + self.high) / 2, up=True)

    def point(self, share: Fraction, *, up: bool) -> Fraction:
        """A short number just above `share`, or at most it."""
        digits = max(0, _FINE - floor(log2(self.high - self.low)))
        if up:
            return Fraction(floor(share * 2**digits) + 1, 2**digits)
        return Fraction(ceil(share * 2**digits) - 1, 2**digits)


def _reached(
    left: _Supporters,
    current: Run,
    share: Fraction,
    again: _Again,
) -> tuple[Fraction, Fraction, list[Supporters]]:
    """Shares between which the first of `left` has its cost, and who has it at the greater."""
    low = share
    width = _first_width(left, current, share)
    while True:
        high = _Step(low, low + width).point(low + width, up=True)
        if found := _who(left, again(high)):
            return low, high, found
        low = high
        width = 2 * width


def _first_width(left: _Supporters, current: Run, share: Fraction) -> Fraction:
    """About by how much the share has to rise."""
    lacks = min(
        ((s.cost - current.near(s)) / s.voters for s in left),
        default=inf,
    )
    return max(Fraction(lacks), share / 2**20, Fraction(1, 2**20))


def _who(among: _Supporters, made: Run) -> list[Supporters]:
    return [supporters for supporters in among if made.pays(supporters)]


def _just_reached(found: _Supporters, made: Run) -> bool:
    """Whether all hold just their cost, and nothing more."""
    return all(made.held(supporters) == supporters.cost for supporters in found)


def _meeting(
    among: _Supporters,
    low: Fraction,
    near: Fraction,
    again: _Again,
) -> Fraction:
    """The first share at which one would have its cost if money rose as between two shares."""
    before = again(low)
    after = again(near)
    meetings: list[Fraction] = []
    for supporters in among:
        held = before.held(supporters)
        more = after.held(supporters)
        if more > held:
            rises = (near - low) / (more - held)
            meetings.append(low + (supporters.cost - held) * rises)
    return min(meetings, default=low)
