"""What the start pages say.

Recent files in words, and the choices a person has before anything is open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from babel import Locale

from pbdesk.i18n import locale_of
from pbdesk.ui.recent import Known, Recent
from pbdesk.words import Day, Words, plain, say

__all__ = [
    "COLOURS",
    "CURRENCIES",
    "RecentLine",
    "currency_name",
    "language_name",
    "recent_lines",
]

COLOURS: dict[str, Words] = {
    "system": say("As the system"),
    "light": say("Light"),
    "dark": say("Dark"),
    "contrast": say("High contrast"),
}

CURRENCIES = (
    "GBP",
    "EUR",
    "USD",
    "AUD",
    "BRL",
    "CAD",
    "CHF",
    "CZK",
    "DKK",
    "HUF",
    "INR",
    "ISK",
    "JPY",
    "KES",
    "KRW",
    "MXN",
    "NOK",
    "NZD",
    "PLN",
    "RON",
    "SEK",
    "UAH",
    "ZAR",
)
"""Currencies that the form offers; the record takes any of ISO 4217."""


@dataclass(frozen=True, slots=True)
class RecentLine:
    """A file in the list. `known` is None where it cannot be found now."""

    path: str
    title: Words
    said: Words
    known: Known | None


_KNOWN: dict[Known, Words] = {
    "under way": say("under way"),
    "declared": say("declared"),
    "handed over": say("handed over"),
}


def recent_lines(recent: Iterable[Recent]) -> tuple[RecentLine, ...]:
    """The files that were open last, newest first."""
    return tuple(_line(each) for each in recent)


def _line(recent: Recent) -> RecentLine:
    known = recent.known if recent.there else None
    return RecentLine(recent.path, _title(recent), _said(recent), known)


def _title(recent: Recent) -> Words:
    return (
        say("{name}, rehearsal", name=recent.name)
        if recent.rehearsal
        else plain(recent.name)
    )


def _said(recent: Recent) -> Words:
    if not recent.there:
        return say(
            "Not where it was: moved, or on a stick that is not plugged in",
        )
    day = Day(recent.day)
    if recent.known == "under way":
        return say("{day}, entry {n}, under way", day=day, n=recent.entries)
    return say("{day}, {known}", day=day, known=_KNOWN[recent.known])


def language_name(tag: str) -> Words:
    """A language in its own words."""
    locale = locale_of(tag)
    name = Locale(locale.language).get_display_name() or tag
    return plain(name[:1].upper() + name[1:])


def currency_name(code: str, locale: Locale) -> Words:
    """A currency by its name in the reader's language and its code."""
    return say(
        "{name} ({code})",
        name=locale.currencies.get(code, code),
        code=code,
    )
