"""Stability: how often each project wins if the assembly is drawn again from its ballots.

A bootstrap: sampled, not proved. A project that won 950 of 1,000 times won clearly; it says nothing
about ballots that were wrong. The draws come from SHAKE-256 over a label, a seed and the draw's
number: the same for ever, in any order, on any machine.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.arrays import Ints
from pbdesk.voting.explain.change import Together
from pbdesk.voting.options import Given, Settings
from pbdesk.voting.profile import Profile
from pbdesk.voting.progress import Progress, listening, tell
from pbdesk.voting.registry import AnyRule
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot
from pbdesk.words import say

__all__ = ["Stability", "drawn_again", "stability"]


@dataclass(frozen=True, slots=True)
class Stability:
    """Of `times` draws.

    In how many each project (or option) won, and in how many the whole result was the same.
    """

    times: int
    won: Mapping[str, int]
    same: int


def stability(
    rule: str,
    profile: Profile,
    settings: Settings | Given,
    lot: Lot | None,
    *,
    times: int = 1000,
    draws: str = "stability",
    progress: Progress | None = None,
) -> Stability:
    """Count `times` redrawn profiles, each of as many ballots as there were.

    `lot` settles ties, `draws` the chance. `progress` is told of every draw and may raise to stop.
    Cost: `times` counts. Raises what the count raises; a draw in which only an undrawn lot decides
    has no winner.
    """
    counting = RULES[rule]
    settled = counting.settled(settings)
    first = counting.count(profile, settled, lot).won
    drawn = [partial(_times, profile, draws, number) for number in range(times)]
    with listening(progress):
        each = _each(counting, profile, settled, lot, drawn)
        return _stability(profile.ids, first, each, times)


def _stability(
    ids: Sequence[str],
    result: frozenset[str],
    draws: Iterable[frozenset[str]],
    times: int,
) -> Stability:
    """How often each of `ids` is in the draws, and how often a draw is the result."""
    won: Counter[str] = Counter(dict.fromkeys(ids, 0))
    same = 0
    for number, winners in enumerate(draws):
        _tell(number, times)
        won.update(winners)
        same += winners == result
    return Stability(times, dict(won), same)


def _tell(number: int, times: int) -> None:
    tell(
        number,
        times,
        say(
            "Drawing the assembly again ({i} of {times})",
            i=number + 1,
            times=times,
        ),
    )


def _each(
    counting: AnyRule,
    profile: Profile,
    settings: Settings,
    lot: Lot | None,
    draws: Sequence[Callable[[], Ints]],
) -> Iterator[frozenset[str]]:
    """The winners of each draw, in order."""
    together = _together(counting, profile, settings)
    for drawn in _stacks(draws, together.rows):
        found = together.funded(lot, drawn)
        for times, winners in zip(drawn, found, strict=True):
            if winners is None:
                yield counting.count(profile.recast(times), settings, lot).won
            else:
                yield winners


def _together(
    counting: AnyRule,
    profile: Profile,
    settings: Settings,
) -> Together:
    """How the rule counts many draws at a time; else one by one."""
    together = counting.draws and counting.draws(profile, settings)
    return together or Together(1, _none_together)


def _none_together(_lot: Lot | None, draws: Ints) -> list[None]:
    return [None] * len(draws)


def _stacks(draws: Sequence[Callable[[], Ints]], rows: int) -> Iterator[Ints]:
    """The draws, so many at a time, int64[draws, distinct]."""
    for first in range(0, len(draws), rows):
        yield np.stack([draw() for draw in draws[first : first + rows]])


def drawn_again(profile: Profile, draws: str, number: int) -> Profile:
    """As many ballots as there are, drawn with replacement.

    The draw `number` of the series `draws`.
    """
    return profile.recast(_times(profile, draws, number))


def _times(profile: Profile, draws: str, number: int) -> Ints:
    """How often each distinct ballot is drawn.

    64 bits a ballot, reduced modulo the number of ballots: off from even by less than n / 2**64.
    """
    ballots = _bits(draws, number, profile.n) % np.uint64(max(profile.n, 1))
    picks = np.searchsorted(
        np.cumsum(profile.weights),
        ballots.astype(np.int64),
        side="right",
    )
    return np.bincount(picks, minlength=len(profile.weights))


def _bits(draws: str, number: int, n: int) -> NDArray[np.uint64]:
    """64 bits of chance for each ballot of a draw."""
    return np.frombuffer(
        hashlib.shake_256(_label(draws, number)).digest(8 * n),
        dtype="<u8",
    )


def _label(draws: str, number: int) -> bytes:
    return b"\0".join(
        (b"pbdesk/stability/1", draws.encode(), str(number).encode()),
    )
