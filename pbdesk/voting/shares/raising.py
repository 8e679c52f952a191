"""Raising: where raising every share step by step stops, without counting each step on its own.

The outcome is not monotone in the share, so no step is left out: whole spans of steps are shown to
buy the same (see `many`), spans of which that cannot be shown are split, and a single step that
floats cannot tell is counted exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np

from pbdesk.voting.progress import tell
from pbdesk.voting.shares.many import Hopeful, many
from pbdesk.voting.shares.supporters import Supporters
from pbdesk.words import say

__all__ = ["Bidding", "Line", "Span", "followed", "raised_to"]

_FIRST = 16  # steps looked at before the next stretch, as long as all before it
_SINGLE = 64  # spans up to so many steps are split into single steps
_PARTS = 8
_PURSES = 2_000_000  # looked at together, for the memory they take


@dataclass(frozen=True)
class Bidding:
    """Who would pay for what.

    `equals`: indices into `everyone` as the ladder has them at equal prices.
    exactly: what a share buys, in order, by rationals.
    """

    everyone: Sequence[Supporters]
    groups: int
    budget: int
    equals: Sequence[int]
    exactly: Callable[[Fraction], tuple[int, ...]]

    def cost(self, bought: Sequence[int]) -> int:
        """What projects cost together, minor units."""
        return sum(self.everyone[i].cost for i in bought)


@dataclass(frozen=True, slots=True)
class Line:
    """Shares from `start` (minor units) by equal steps.

    Of each hopeful: `more` ballots that want it, and the `least` that it might cost.
    """

    start: Fraction
    more: tuple[int, ...] = ()
    least: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """Steps of a line that buy the same. Of each hopeful, what it may cost at most: see `Many`."""

    line: int
    first: int
    last: int
    bought: tuple[int, ...] = ()
    enters: tuple[float, ...] = ()
    fits: tuple[float, ...] = ()


def raised_to(
    bidding: Bidding,
    start: Fraction,
    step: int,
    *,
    until_exhaustive: bool,
) -> Fraction:
    """The share at which raising stops, `step` minor units at a time: see `completion`."""
    spans = followed(
        bidding,
        [Line(start)],
        step,
        until_exhaustive=until_exhaustive,
    )[0]
    over = bidding.cost(spans[-1].bought) > bidding.budget
    return start + (spans[-1].first - over) * step


def followed(
    bidding: Bidding,
    lines: Sequence[Line],
    step: int,
    *,
    until_exhaustive: bool,
    hopefuls: Sequence[Supporters] = (),
) -> list[list[Span]]:
    """Each line in spans, up to the one at whose first step it stops or has overspent.

    Step 0 alone if `step` is 0. With hopefuls, who have or get supporters, a line goes on until it
    would stop whatever they cost, or until each may be bought at its full cost.
    """
    raising = _Raising(bidding, lines, step, hopefuls)
    found = [_Followed() for _ in lines]
    open_ = set(range(len(lines)))
    first = 0
    last = _FIRST - 1 if step else 0
    while open_:
        tell(
            first,
            0,
            say("Raising every share: {times} times so far", times=first),
        )
        asked = [Span(line, first, last) for line in sorted(open_)]
        for span in raising.alike(asked):
            at = span.line
            if at not in open_:
                continue
            found[at].take(span, hopefuls)
            if (
                not step
                or found[at].has_reached_all(hopefuls)
                or _ends(
                    bidding,
                    lines[at],
                    span,
                    until_exhaustive=until_exhaustive,
                )
            ):
                open_.discard(at)
        first = last + 1
        last = 2 * last + 1
    return [line.spans for line in found]


@dataclass(slots=True)
class _Followed:
    """A line so far: its spans, and the hopefuls that may be bought in one at their full cost."""

    spans: list[Span] = field(default_factory=list[Span])
    reached: set[int] = field(default_factory=set[int])

    def take(self, span: Span, hopefuls: Sequence[Supporters]) -> None:
        """Go on by a span."""
        self.spans.append(span)
        self.reached |= {
            h for h, s in enumerate(hopefuls) if span.enters[h] >= s.cost
        }

    def has_reached_all(self, hopefuls: Sequence[Supporters]) -> bool:
        """Whether there are hopefuls, and each may be bought."""
        return bool(hopefuls) and len(self.reached) == len(hopefuls)


def _ends(
    bidding: Bidding,
    line: Line,
    span: Span,
    *,
    until_exhaustive: bool,
) -> bool:
    cost = bidding.cost(span.bought)
    if cost > bidding.budget:
        return True
    left = [
        *line.least,
        *(
            s.cost
            for i, s in enumerate(bidding.everyone)
            if i not in span.bought
        ),
    ]
    return not left or (until_exhaustive and min(left) > bidding.budget - cost)


@dataclass(frozen=True, slots=True)
class _Raising:
    """Lines whose share is raised by `step` minor units at a time, and who is hoped for on them."""

    bidding: Bidding
    lines: Sequence[Line]
    step: int
    hopefuls: Sequence[Supporters]

    def alike(self, spans: Sequence[Span]) -> list[Span]:
        """The same steps in spans that buy the same each, in order."""
        open_ = list(spans)
        known = list[Span]()
        rows = max(8, _PURSES // max(1, self.bidding.groups))
        while open_:
            open_ = [part for span in open_ for part in _parts(span)]
            unsure: list[Span] = []
            for start in range(0, len(open_), rows):
                looked = self._looked(open_[start : start + rows])
                known += [span for span, sure in looked if sure]
                unsure += [span for span, sure in looked if not sure]
            open_ = unsure
        return sorted(known, key=lambda span: (span.line, span.first))

    def _looked(self, spans: Sequence[Span]) -> list[tuple[Span, bool]]:
        """Spans with what they buy, and whether all their steps certainly buy the same.

        A single step may be counted.
        """
        bidding = self.bidding
        shares = [
            (self._share(span, span.first), self._share(span, span.last))
            for span in spans
        ]
        hoping = [self._hopeful(h, spans) for h in range(len(self.hopefuls))]
        found = many(
            bidding.everyone,
            bidding.groups,
            shares,
            bidding.equals,
            hoping,
            bidding.budget,
        )
        looked: list[tuple[Span, bool]] = []
        for row, span in enumerate(spans):
            bought = found.bought[row]
            sure = True
            if bought is None:
                sure = span.first == span.last
                bought = bidding.exactly(shares[row][0]) if sure else ()
            enters, fits = found.hoped(row)
            looked.append(
                (replace(span, bought=bought, enters=enters, fits=fits), sure),
            )
        return looked

    def _share(self, span: Span, times: int) -> Fraction:
        return self.lines[span.line].start + times * self.step

    def _hopeful(self, h: int, spans: Sequence[Span]) -> Hopeful:
        """The hopeful `h` as it stands on the line of each span."""
        more = [self.lines[span.line].more[h] for span in spans]
        least = [self.lines[span.line].least[h] for span in spans]
        return Hopeful(self.hopefuls[h], np.array(more), np.array(least))


def _parts(span: Span) -> list[Span]:
    steps = span.last - span.first + 1
    size = 1 if steps <= _SINGLE else -(-steps // _PARTS)
    return [
        Span(span.line, first, min(first + size - 1, span.last))
        for first in range(span.first, span.last + 1, size)
    ]
