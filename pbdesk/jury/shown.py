"""What may be shown of scores that jurors gave alone: never so much that one score comes out.

A juror knows their own score and sees what is shown. `revealing` looks through every sheet of
scores that a panel can hand in: where some juror's score follows from what another one knows, a
summary is not shown. Jurors are told apart by nobody but themselves, so the scores of the others
count as a bag: another juror's score is fixed only where all of the bag are the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations_with_replacement

__all__ = ["MOST", "Summary", "revealing", "summaries", "summary_of"]

MOST = 4
"""A score goes from 0 to this."""

type Bag = tuple[int, ...]
"""Scores in order of size."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The middle score, or the two in the middle; whether most jurors are close to it.

    `together` is None where that would say too much.
    """

    low: int
    high: int
    together: bool | None


def _middle(bag: Bag) -> tuple[int, int]:
    return bag[(len(bag) - 1) // 2], bag[len(bag) // 2]


def _with_closeness(bag: Bag) -> tuple[int, ...]:
    low, high = _middle(bag)
    near = sum(low - 1 <= score <= high + 1 for score in bag)
    return low, high, int(3 * near >= 2 * len(bag))


type Shows = Callable[[Bag], tuple[int, ...]]
_SUMMARIES: tuple[Shows, ...] = (_with_closeness, _middle)
"""From what says more to what says less."""


def bags(jurors: int) -> Iterator[Bag]:
    """Every sheet of scores, without who gave which."""
    return combinations_with_replacement(range(MOST + 1), jurors)


def revealing(jurors: int, shows: Shows) -> bool:
    """Whether somebody who knows their own score can tell another's from what is shown."""
    others: dict[tuple[int, tuple[int, ...]], set[int]] = defaultdict(set)
    for bag in bags(jurors):
        shown = shows(bag)
        for own in set(bag):
            left = list(bag)
            left.remove(own)
            others[own, shown].update(left)
    return any(len(scores) < 2 for scores in others.values())


@cache
def summaries(jurors: int) -> Shows | None:
    """The summary that says most and reveals nobody; None: too few jurors for any."""
    return next((shows for shows in _SUMMARIES if not revealing(jurors, shows)), None)


def summary_of(scores: Sequence[int]) -> Summary | None:
    """What is shown of the scores for one standard; None: nothing may be."""
    shows = summaries(len(scores))
    if shows is None:
        return None
    shown = shows(tuple(sorted(scores)))
    low, high, *near = shown
    return Summary(low, high, bool(near[0]) if near else None)
