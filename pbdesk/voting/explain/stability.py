"""Stability: how often each project would win if the assembly were drawn again from its own ballots (bootstrap).

Sampled, not proved: a project that won 950 of 1,000 times won clearly; it says nothing about ballots that were wrong.
The draws come from SHAKE-256 over a label, a seed and the draw's number: the same for ever, in any order, on any
machine.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from pbdesk.voting.options import Setting
from pbdesk.voting.profile import Profile
from pbdesk.voting.progress import Progress, listening, tell
from pbdesk.voting.rules import RULES
from pbdesk.words import say

__all__ = ["Stability", "drawn_again", "stability"]


@dataclass(frozen=True, slots=True)
class Stability:
    """Of `times` draws: in how many each project (or option) won, and in how many the whole result was the same."""

    times: int
    won: Mapping[str, int]
    same: int


def stability(rule: str, profile: Profile, settings: Mapping[str, Setting], seed: str | None, *, times: int = 1000,
              draws: str = "stability", progress: Progress | None = None) -> Stability:
    """Count `times` redrawn profiles, each of as many ballots as there were. `seed` settles ties, `draws` the chance.

    `progress` is told of every draw and may raise to stop. Cost: `times` counts. Raises what the count raises; a draw
    in which only an undrawn lot decides has no winner.
    """
    counting = RULES[rule]
    won: Counter[str] = Counter(dict.fromkeys(profile.ids, 0))
    result = counting.count(profile, settings, seed)
    first, same = _winners(result.funded, result.winners), 0
    with listening(progress):
        for number in range(times):
            tell(number, times, say("Drawing the assembly again ({i} of {times})", i=number + 1, times=times))
            outcome = counting.count(drawn_again(profile, draws, number), settings, seed)
            winners = _winners(outcome.funded, outcome.winners)
            won.update(winners)
            same += winners == first
    return Stability(times, dict(won), same)


def drawn_again(profile: Profile, draws: str, number: int) -> Profile:
    """As many ballots as there are, drawn with replacement: the draw `number` of the series `draws`.

    64 bits a ballot, reduced modulo the number of ballots: off from even by less than n / 2**64.
    """
    if not profile.n:
        return profile
    label = b"\0".join((b"pbdesk/stability/1", draws.encode(), str(number).encode()))
    bits = np.frombuffer(hashlib.shake_256(label).digest(8 * profile.n), dtype="<u8")
    picks = np.searchsorted(np.cumsum(profile.weights), (bits % np.uint64(profile.n)).astype(np.int64), side="right")
    times = np.bincount(picks, minlength=len(profile.weights))
    rows = np.flatnonzero(times)
    lengths = np.diff(profile.start)[rows]
    marks = times[profile.row_of] > 0
    return replace(
        profile, start=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64), columns=profile.columns[marks],
        values=profile.values[marks], weights=times[rows].astype(np.int64),
        ends=None if profile.ends is None else profile.ends[rows])


def _winners(funded: tuple[str, ...], winners: tuple[str, ...] | None) -> frozenset[str]:
    return frozenset(funded if winners is None else winners)
