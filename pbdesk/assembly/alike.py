"""Alike: which of many sentences say much the same as one, without a network or a model.

Sentences are compared by the runs of three letters of their words. A run that few sentences have
weighs more; so “the lamps keep me awake” finds “lamps kept us awake” and not “the bins keep …”.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from itertools import chain
from math import log

from pbdesk.minutes.entries import Id

__all__ = ["alike"]

_WORD = re.compile(r"\w+")
_LEAST = 0.25
"""Of what both have, weighed: below that sentences only share a subject. Tried on the sample."""


def alike(texts: Mapping[Id, str], wanted: Id, *, most: int = 5) -> tuple[Id, ...]:
    """The ids of those that say much the same as one of them, the most alike first."""
    own = _runs(texts[wanted])
    held = {each: _runs(text) for each, text in texts.items() if each != wanted}
    shared = {each: both for each, runs in held.items() if (both := own & runs)}
    having = Counter(run for both in shared.values() for run in both)
    weights = {run: log(1 + len(held) / (1 + having[run])) for run in own}
    usual = sum(weights.values()) / max(1, len(weights))
    scores: dict[Id, float] = {}
    for each, both in shared.items():
        either = usual * (len(own) + len(held[each]) - len(both))
        scores[each] = sum(weights[run] for run in both) / either
    near = [each for each, score in scores.items() if score >= _LEAST]
    return tuple(sorted(near, key=lambda each: -scores[each])[:most])


@lru_cache(maxsize=16_384)
def _runs(text: str) -> frozenset[str]:
    """Every run of three letters of the words, with where a word begins and ends."""
    return frozenset(chain.from_iterable(map(_of_word, _WORD.findall(text.casefold()))))


@lru_cache(maxsize=16_384)
def _of_word(word: str) -> frozenset[str]:
    marked = f" {word} "
    return frozenset(marked[at : at + 3] for at in range(len(marked) - 2))
