"""Alike: which of many sentences say much the same as one, without a network or a model.

Sentences are compared by the runs of three letters of their words. A run that few sentences have
weighs more; so “the lamps keep me awake” finds “lamps kept us awake” and not “the bins keep …”.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
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


def alike(texts: Mapping[Id, str], wanted: Id, *, most: int = 5) -> tuple[Id, ...]:
    """The ids of those that say much the same as one of them, the most alike first."""
    own = _runs(texts[wanted])
    held = {each: _runs(text) for each, text in texts.items() if each != wanted}
    shared = {each: both for each, runs in held.items() if (both := own & runs)}
    weights = _weights(own, shared.values(), len(held))
    usual = fmean(weights.values()) if weights else 0.0
    scores: dict[Id, float] = {}
    for each, both in shared.items():
        either = usual * (len(own) + len(held[each]) - len(both))
        score = sum(weights[run] for run in both) / either
        if score >= _LEAST:
            scores[each] = score
    return tuple(sorted(scores, key=scores.__getitem__, reverse=True)[:most])


def _weights(
    own: frozenset[str], shared: Iterable[frozenset[str]], sentences: int
) -> dict[str, float]:
    """What each run weighs: more the fewer other sentences have it."""
    having = Counter(chain.from_iterable(shared))
    return {run: log(1 + sentences / (1 + having[run])) for run in own}


def grouped(texts: tuple[tuple[Id, str], ...]) -> tuple[tuple[Id, ...], ...]:
    """Every sentence in a group with the first that says much the same, in their order.

    Most groups are of one. Nothing is chained: each is compared with the first of a group alone.
    Cost: O(sentences * groups that share a run), 0.15 s for 3,000; of one more sentence 0.1 ms.
    """
    if not texts:
        return ()
    half = 1 << (len(texts).bit_length() - 1)
    growing, later = _begun(texts[:half]), texts[half:]
    if later[: len(growing.later)] != tuple(growing.later):  # something was put right since
        _begun.cache_clear()
        growing = _begun(texts[:half])
    for each in later[len(growing.later) :]:
        growing.hear(each)
        growing.later.append(each)
    return tuple(map(tuple, growing.groups))


@lru_cache(maxsize=64)
def _begun(first: tuple[tuple[Id, str], ...]) -> _Groups:
    """The groups of the first sentences, to which later ones are added.

    What a run weighs is known from these: so many, a power of two, that it changes seldom.
    """
    having = Counter(chain.from_iterable(_runs(text) for _, text in first))
    groups = _Groups(having, len(first))
    for each in first:
        groups.hear(each)
    return groups


class _Groups:
    """Groups as they grow. `having`: of how many sentences, `whole`, each run is."""

    def __init__(self, having: Mapping[str, int], whole: int) -> None:
        self._having, self._whole = having, whole
        self._places = dict[str, array[int]]()  # run -> the groups whose first has it
        self._sums = array("d")
        self.groups = list[list[Id]]()
        self.later = list[tuple[Id, str]]()

    def hear(self, said: tuple[Id, str]) -> None:
        """Put a sentence into the group whose first is the most alike, or begin one with it."""
        each, text = said
        own = _runs(text)
        weights = {run: self._weight(run) for run in own}
        weight = sum(weights.values())
        at = self._nearest(weights, weight)
        if at is not None:
            self.groups[at].append(each)
            return
        for run in own:
            self._places.setdefault(run, array("q")).append(len(self.groups))
        self._sums.append(weight)
        self.groups.append([each])

    def _weight(self, run: str) -> float:
        return log(1 + self._whole / (1 + self._having.get(run, 0)))

    def _nearest(self, weights: Mapping[str, float], weight: float) -> int | None:
        known = [run for run in weights if run in self._places]
        if not known:
            return None
        found = array("q")
        for run in known:
            found.extend(self._places[run])
        times = [len(self._places[run]) for run in known]
        weighed = np.repeat([weights[run] for run in known], times)
        shared = np.bincount(found, weighed, minlength=len(self._sums))
        scores = shared / (np.array(self._sums) + weight - shared)
        best = int(np.round(scores, 9).argmax())  # whatever order was added
        return best if round(float(scores[best]), 9) >= _LEAST else None


@lru_cache(maxsize=16_384)
def _runs(text: str) -> frozenset[str]:
    """Every run of three letters of the words, with where a word begins and ends."""
    return frozenset(chain.from_iterable(map(_of_word, _WORD.findall(text.casefold()))))


@lru_cache(maxsize=16_384)
def _of_word(word: str) -> frozenset[str]:
    marked = f" {word} "
    return frozenset(marked[at : at + 3] for at in range(len(marked) - 2))
