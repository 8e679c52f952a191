"""Erasure: words that somebody wrote are blanked, for good.

The entry stays, with its digest and who reads sees that.
Decision  erase        Entry  WordsErased
General Data Protection Regulation, article 17: who asks to be forgotten is owed it without undue
delay. Sums, titles
and what was decided stay: a public body keeps them as the record of what it was asked (article 17,
3 b and d).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pbdesk.minutes.decision import Decided, Erased, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry, Recorded, clean, free_texts
from pbdesk.words import Words, say

__all__ = ["WordsErased", "apply", "erase", "holds_words", "same_words", "tell"]


class WordsErased(Entry, frozen=True, tag="words.erased"):
    """The words in the entry of that number were erased.

    With a reason that repeats none of them.
    """

    undoable = False
    number: int
    reason: str


def holds_words(entry: Entry) -> bool:
    """Whether somebody's words stand in an entry, not erased yet."""
    return any(words.text for words in free_texts(entry))


def same_words(record: Sequence[Recorded], number: int) -> tuple[int, ...]:
    """The numbers of other entries in which some of the same words stand.

    They are erased one by one.
    """
    sought = {
        words.text
        for each in record
        if each.seq == number
        for words in free_texts(each.entry)
        if words.text
    }
    return tuple(
        each.seq
        for each in record
        if each.seq != number
        and any(words.text in sought for words in free_texts(each.entry))
    )


def erase(
    record: Sequence[Recorded],
    _moment: Moment,
    *,
    number: int,
    reason: str,
) -> Decided:
    """Blank all words of the entry of that number.

    What was printed or handed over before still has them.
    """
    found = next((each for each in record if each.seq == number), None)
    if found is None or not holds_words(found.entry):
        return Refusal(
            say("Nobody’s own words stand in entry {n}.", n=number),
            where="number",
        )
    worded = clean(reason)
    if not worded:
        return Refusal(
            say("The record says why words were erased."),
            say("Write a reason that repeats none of them."),
            "reason",
        )
    return Writing(
        WordsErased(number, worded),
        erased=tuple(
            Erased(words.digest, worded)
            for words in free_texts(found.entry)
            if words.text is not None
        ),
    )


def apply(held: None, _entry: WordsErased, _at: datetime) -> None:
    """It adds nothing itself: the entry that it names is folded without its words."""
    return held


def tell(entry: WordsErased, _state: object) -> Words:
    """The entry as a sentence of the minutes."""
    return say(
        "The words in entry {n} were erased: {reason}",
        n=entry.number,
        reason=entry.reason,
    )
