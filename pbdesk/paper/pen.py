"""The pen: writes words and sums in the reader's language, and marks where a page number goes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pbdesk.i18n import Locale, is_right_to_left, render
from pbdesk.words import Day, Money, Value, Words, say

__all__ = ["PAGE", "PAGES", "Pen", "page_of", "written"]

PAGE, PAGES = "\ue002", "\ue003"
"""Marks for "this page" and "all pages" in the running head."""


def page_of(name: str) -> str:
    """The mark for the number of the page on which the section `name` begins."""
    return f"\ue000{name}\ue001"


_ISOLATE, _END = "\u2068", "\u2069"


def written(words: Words | str, locale: Locale) -> str:
    """The sentence in the reader's language; what somebody wrote as written, isolated where directions could meet.

    Without the isolate a title's full stop would move to its other end on a page that runs from right to left.
    """
    if isinstance(words, Words):
        return render(words, locale)
    mixed = is_right_to_left(locale) or any(unicodedata.bidirectional(c) in {"R", "AL"} for c in words)
    return f"{_ISOLATE}{words}{_END}" if words and mixed else words


@dataclass(frozen=True, slots=True)
class Pen:
    """Renders for one reader. Money is integer minor units of `currency`."""

    locale: Locale
    currency: str

    def __call__(self, words: Words | str) -> str:
        """The sentence in the reader's language; what somebody wrote as `written` has it."""
        return written(words, self.locale)

    def value(self, value: Value) -> str:
        """A bare figure, sum or day."""
        return render(say("{value}", value=value), self.locale)

    def money(self, minor: int) -> str:
        """A sum, e.g. £12,500."""
        return self.value(Money(minor, self.currency))

    def number(self, number: int | Fraction) -> str:
        """A figure, e.g. 2,614."""
        return self.value(number)

    def day(self, day: date, *, weekday: bool = False) -> str:
        """A day, written out."""
        return self.value(Day(day, weekday=weekday))
