"""Tellers: who keys papers, told apart as people and not as spellings.

The charter names two; others may help and are written as they are called. “tom bell”, “TOM  BELL”
and “Bell, Tom” are Tom Bell: where two people are really called alike, they are written apart.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pbdesk.lookalike import mixed_word
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.entries import clean
from pbdesk.words import Words, say

if TYPE_CHECKING:
    from pbdesk.questions.asking import Asking

__all__ = ["charter_tellers", "known_tellers", "people", "same_person", "written"]

_SPOKEN = "LMN"
"""Categories of signs that are heard in a name: letters, the marks on them, and figures."""


def _person(name: str) -> tuple[str, ...]:
    """What of a name tells people apart: its words, whatever their order, case and signs."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    heard = (c if unicodedata.category(c)[0] in _SPOKEN else " " for c in folded)
    return tuple(sorted("".join(heard).split()))


def same_person(one: str, other: str) -> bool:
    """Whether two names are one person's, as far as spelling tells."""
    return _person(one) == _person(other)


def people(names: Iterable[str]) -> tuple[str, ...]:
    """Each person once, by the name that came first."""
    found: dict[tuple[str, ...], str] = {}
    for name in names:
        _ = found.setdefault(_person(name), name)
    return tuple(found.values())


def charter_tellers(state: Asking) -> tuple[str, ...]:
    """The tellers that the charter names, in its order."""
    return people(filter(None, state.tellers))


def known_tellers(state: Asking) -> tuple[str, ...]:
    """Whom a page may offer: the charter's tellers, then others who have keyed or looked again."""
    helping: list[str] = []
    for batch in state.box.batches.values():
        helping += [str(name) for name in (*batch.first, *batch.second, *batch.third)]
    return people(filter(None, (*charter_tellers(state), *helping)))


def written(state: Asking, typed: str, *, ask: Words) -> str | Refusal:
    """The name as it will stand: the charter's own spelling where the charter names this person.

    `ask` is said where nothing is written.
    """
    name = clean(typed)
    if not _person(name):
        return Refusal(ask, say("Write the teller's name or number."), "teller")
    if word := mixed_word(name):
        return Refusal(
            say("“{word}” mixes letters of two alphabets that may look alike.", word=word),
            say("Write the name in one alphabet."),
            "teller",
        )
    named = (each for each in charter_tellers(state) if same_person(each, name))
    return next(named, name)
