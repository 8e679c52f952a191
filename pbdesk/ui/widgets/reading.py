"""What a person wrote in a field, read: whole numbers, sums and days, by the reader's language.

Each function raises `Unreadable`, whose words say how to mend it.
"""

from __future__ import annotations

from datetime import date

from babel.numbers import NumberFormatError, parse_decimal

from pbdesk.i18n import Locale, parse_day, parse_money, render_money
from pbdesk.words import Day, Money, Words, say

__all__ = ["Unreadable", "read_day", "read_number", "read_sum"]


class Unreadable(ValueError):
    """A text that a field cannot take; `words` say how to mend it."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.text)
        self.words = words


def read_number(
    text: str,
    locale: Locale,
    least: int | None = None,
    most: int | None = None,
) -> int:
    """A whole number within its limits, such as "1,204"."""
    try:
        number = parse_decimal(text.strip(), locale=locale, strict=True)
    except NumberFormatError as error:
        raise Unreadable(say("Write a whole number, in figures.")) from error
    if number != number.to_integral_value():
        raise Unreadable(say("Write a whole number, without a fraction."))
    if least is not None and number < least:
        raise Unreadable(say("The least is {least}.", least=least))
    if most is not None and number > most:
        raise Unreadable(say("The most is {most}.", most=most))
    return int(number)


def _as_figures(currency: str, locale: Locale) -> Words:
    example = render_money(Money(6_000_000, currency), locale)
    return say("Write a sum in figures, such as {example}.", example=example)


def read_sum(text: str, currency: str, locale: Locale) -> int:
    """A sum in minor units, such as "12,500" or "£12,500.50"."""
    try:
        minor = parse_money(text, currency, locale)
    except ValueError as error:
        raise Unreadable(_as_figures(currency, locale)) from error
    if minor < 0:
        raise Unreadable(say("A sum is not below zero."))
    return minor


def read_day(text: str, locale: Locale) -> date:
    """A day: 2026-11-26, 26 November 2026, or as the language writes days in figures.

    26/11/2026.
    """
    try:
        return parse_day(text, locale)
    except ValueError as error:
        example = Day(date(2026, 11, 26))
        raise Unreadable(
            say(
                "Write a day with its year, such as {example}.",
                example=example,
            ),
        ) from error
