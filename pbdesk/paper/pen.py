"""The pen: writes words and sums in the reader's language, and marks where a page number goes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pbdesk.i18n import Locale, is_right_to_left, isolated, render
from pbdesk.words import Day, Money, Text, Value, Words, say

__all__ = ["PAGE", "PAGES", "Pen", "page_of", "written"]

PAGE, PAGES = "\ue002", "\ue003"
"""Marks for "this page" and "all pages" in the running head."""


def page_of(name: str) -> str:
    """The mark for the number of the page on which the section `name` begins."""
    return f"\ue000{name}\ue001"


def written(words: Text, locale: Locale) -> str:
    """The sentence in the reader's language.

    What somebody wrote as written, isolated where directions could meet.
    """
    return (
        render(words, locale)
        if isinstance(words, Words)
        else isolated(words, locale)
    )


@dataclass(frozen=True, slots=True)
class Pen:
    """Renders for one reader. Money is integer minor units of `currency`."""

    locale: Locale
    currency: str

    def __call__(self, words: Text) -> str:
        """The sentence in the reader's language; what somebody wrote as `written` has it."""
        return written(words, self.locale)

    def quoted(self, words: Text) -> str:
        """What somebody said, between quotation marks.

        Those of its own language where it runs the other way.
        """
        text = self(words)
        strong = (unicodedata.bidirectional(c) for c in text)
        backwards = next(
            (kind != "L" for kind in strong if kind in {"L", "R", "AL"}),
            False,
        )
        if backwards != is_right_to_left(self.locale):
            return isolated(f"“{text}”", self.locale)
        return self(say("“{words}”", words=text))

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
