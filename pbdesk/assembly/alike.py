"""Alike: which of many sentences say much the same as one, without a network or a model.

Sentences are compared by the runs of three letters of their words. A run that few sentences have
weighs more; so “the lamps keep me awake” finds “lamps kept us awake” and not “the bins keep …”.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from math import log
from statistics import fmean

import numpy as np

from pbdesk.minutes.entries import Id

__all__ = ["alike", "grouped"]

_WORD = re.compile(r"\w+")
_LEAST = 0.25
"""Of what both have, weighed: below that sentences only share a subject. Tried on the sample."""
_NONE = np.zeros(0, dtype=np.intp)


def alike(
    texts: Mapping[Id, str],
    wanted: Id,
    *,
    most: int = 5,
) -> tuple[Id, ...]:
    """The ids of those that say much the same as one of them, the most alike first."""
    own = _runs(texts[wanted])
    held = {each: _runs(text) for each, text in texts.items() if each != wanted}
    shared = {each: both for each, runs in held.items() if (both := own & runs)}
    weights = _weights(own, shared.values(), len(held))
    usual = fmean(weights.values()) if weights else 0.0
    scores: dict[Id, float] = {}
    for each, both in shared.items():
        either = usual * (len(own) + len(held[each]) - len(both))
        score = sum(map(weights.__getitem__, both)) / either
        if score >= _LEAST:
            scores[each] = score
    return tuple(sorted(scores, key=scores.__getitem__, reverse=True)[:most])


def _weights(
    own: frozenset[str],
    shared: Iterable[frozenset[str]],
    sentences: int,
) -> dict[str, float]:
    """What each run weighs: more the fewer other sentences have it."""
    having = Counter(chain.from_iterable(shared))
    return {run: log(1 + sentences / (1 + having[run])) for run in own}


@lru_cache(maxsize=32)
def grouped(texts: tuple[tuple[Id, str], ...]) -> tuple[tuple[Id, ...], ...]:
    """Every sentence in a group with the first that says much the same, in their order.

    Most groups are of one. Nothing is chained: each is compared with the first of a group alone.
    Cost: O(sentences * groups that share a run); 15 ms for 400 that all differ, of 90 letters.
    """
    firsts = _Firsts([text for _, text in texts])
    groups = dict[int, list[Id]]()  # the place of the first -> the group
    for at, (each, _) in enumerate(texts):
        first = firsts.nearest(at)
        if first is None:
            firsts.add(at)
        groups.setdefault(at if first is None else first, []).append(each)
    return tuple(map(tuple, groups.values()))


class _Firsts:
    """The first sentences of groups, by the runs that they have.

    `_own[i]` are the runs of sentence i. Of run r, `_having[_starts[r] :][: _times[r]]` have it.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        known = dict[str, int]()
        own = [
            [known.setdefault(run, len(known)) for run in _runs(text)]
            for text in texts
        ]
        self._own = [np.array(runs, dtype=np.intp) for runs in own]
        room = np.bincount(
            np.concatenate([_NONE, *self._own]),
            minlength=len(known),
        )
        weighed = (
            1 << len(texts).bit_length() >> 1
        )  # so many, that weights change seldom
        having = np.bincount(
            np.concatenate([_NONE, *self._own[:weighed]]),
            minlength=len(known),
        )
        self._weights = np.log1p(weighed / (1 + having))
        sums = [float(self._weights[runs].sum()) for runs in self._own]
        self._sums = np.array(sums)
        self._having = np.zeros(int(room.sum()), dtype=np.intp)
        self._starts = room.cumsum() - room
        self._times = np.zeros_like(room)

    def add(self, at: int) -> None:
        """This sentence is the first of a group."""
        own = self._own[at]
        self._having[self._starts[own] + self._times[own]] = at
        self._times[own] += 1

    def nearest(self, at: int) -> int | None:
        """The first that says the most alike, if one says much the same."""
        own = self._own[at]
        times = self._times[own]
        begins = np.repeat(self._starts[own] - (times.cumsum() - times), times)
        if not len(begins):
            return None
        found = self._having[begins + np.arange(len(begins))]
        both = np.bincount(found, np.repeat(self._weights[own], times))
        either = self._sums[: len(both)] + self._sums[at] - both
        scores = (both / either).round(9)  # whatever order was added
        best = int(scores.argmax())
        return best if scores[best] >= _LEAST else None


@lru_cache(maxsize=16_384)
def _runs(text: str) -> frozenset[str]:
    """Every run of three letters of the words, with where a word begins and ends."""
    return frozenset(
        chain.from_iterable(map(_of_word, _WORD.findall(text.casefold()))),
    )


@lru_cache(maxsize=16_384)
def _of_word(word: str) -> frozenset[str]:
    marked = f" {word} "
    return frozenset(marked[at : at + 3] for at in range(len(marked) - 2))
