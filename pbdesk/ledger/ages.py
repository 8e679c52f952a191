"""The age group of a birth date: what the door needs of it, and all that is kept.

Lists write birth dates in many ways, and some can be read as two days. Where all of them give the
same group nothing has to be asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from types import MappingProxyType

from pbdesk.words import Day, Words, plain, say

__all__ = ["are_dates", "day_stands_first", "group_of", "told"]

_GROUPS: Mapping[str, Words] = MappingProxyType(
    {
        "0–13": say("Under 14"),
        "14–15": say("14 or 15"),
        "16–17": say("16 or 17"),
        "18+": say("18 or older"),
    },
)
"""By what is kept of them, which is of no language."""
_BEGIN = {"18+": 18, "16–17": 16, "14–15": 14, "0–13": 0}
_OLDEST = 120
_MONTHS = {
    name: n
    for n, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
}
_YEAR = re.compile(r"\d{4}")
_SIGNS = r"[\s./,-]+"
_YEAR_FIRST = re.compile(
    r"(\d{4})[\s./-]+(\d\d?)[\s./-]+(\d\d?)(?:[T\s].*)?|(\d{4})(\d\d)(\d\d)",
)
_YEAR_LAST = re.compile(rf"(\d\d?){_SIGNS}(\d\d?){_SIGNS}(\d{{4}}|\d\d)")
_NAMED = re.compile(
    rf"(\d\d?)(?:st|nd|rd|th)?{_SIGNS}([a-z]+){_SIGNS}(\d{{4}}|\d\d)",
)
_NAME_FIRST = re.compile(
    rf"([a-z]+){_SIGNS}(\d\d?)(?:st|nd|rd|th)?{_SIGNS}(\d{{4}})",
)
_SERIAL = re.compile(r"\d{5}")
_SERIAL_BEGINS = date(1899, 12, 30)
"""Day 0 of a spreadsheet that shows a date as a number."""

type _Born = Iterable[tuple[int, int, int]]
"""Years, months and days that a text may mean; they need not be in the calendar."""


def group_of(born: str, on: date, *, day_first: bool | None) -> str | Words:
    """The group of whoever is born on that day, as it is kept; else why it cannot be said.

    `day_first`: how the other lines of the list write it, None where they do not say.
    """
    if _YEAR.fullmatch(born):
        days = _of_year(int(born), on)
    else:
        days = sorted(set(_possible(born, on, day_first=day_first)))
    groups = {_group(day, on) for day in days}
    if len(groups) == 1:
        return groups.pop()
    if days:
        return say(
            "{born} may be {one} or {other}. Write it as 1961-03-04.",
            born=born,
            one=Day(days[0]),
            other=Day(days[-1]),
        )
    if any(_meant(born)):
        return say("There is no birthday {born}.", born=born)
    return say("{born} is no birth date. Write it as 1961-03-04.", born=born)


def are_dates(born: Iterable[str]) -> bool:
    """Whether most of these can be read as birth dates."""
    read = [bool(_YEAR.fullmatch(each) or _meant(each)) for each in born]
    return 2 * sum(read) > len(read)


def day_stands_first(born: Iterable[str]) -> bool | None:
    """Whether a list writes the day before the month; None where its dates do not tell."""
    told: set[bool] = set()
    for each in born:
        found = _YEAR_LAST.fullmatch(each)
        if found and (int(found[1]) > 12) is not (int(found[2]) > 12):
            told.add(int(found[1]) > 12)
    return told.pop() if len(told) == 1 else None


def told(note: str) -> Words:
    """What is kept of somebody beside name and street, in words."""
    before, comma, last = note.rpartition(", ")
    group = _GROUPS.get(last)
    if group is None:
        return plain(note)
    return say("{note}, {group}", note=before, group=group) if comma else group


def _of_year(year: int, on: date) -> list[date]:
    """The first and the last day of a year, where somebody born in it may live."""
    if not on.year - _OLDEST <= year <= on.year:
        return []
    return [date(year, 1, 1), min(on, date(year, 12, 31))]


def _possible(born: str, on: date, *, day_first: bool | None) -> Iterator[date]:
    """The days that a birth date may mean: of somebody who lives."""
    for year, month, day in _meant(born, day_first=day_first):
        for full in _years(year, on):
            with suppress(ValueError):
                found = date(full, month, day)
                if found <= on and on.year - full <= _OLDEST:
                    yield found


def _years(year: int, on: date) -> tuple[int, ...]:
    """A year of two figures is of this century or the last."""
    if year > 99:
        return (year,)
    century = on.year - on.year % 100
    return (century + year, century - 100 + year)


def _meant(born: str, *, day_first: bool | None = None) -> _Born:
    text = born.casefold()
    if found := _YEAR_FIRST.fullmatch(text.upper()):
        year, month, day = (int(n) for n in found.groups() if n is not None)
        return ((year, month, day),)
    if found := _YEAR_LAST.fullmatch(text):
        one, other, year = map(int, found.groups())
        ways = {True: (year, other, one), False: (year, one, other)}
        return ways.values() if day_first is None else (ways[day_first],)
    return _by_name(text) or _by_serial(text)


def _by_name(text: str) -> _Born:
    if found := _NAMED.fullmatch(text):
        day, name, year = found.groups()
    elif found := _NAME_FIRST.fullmatch(text):
        name, day, year = found.groups()
    else:
        return ()
    month = _MONTHS.get(name)
    return () if month is None else ((int(year), month, int(day)),)


def _by_serial(text: str) -> _Born:
    if not _SERIAL.fullmatch(text):
        return ()
    day = _SERIAL_BEGINS + timedelta(int(text))
    return ((day.year, day.month, day.day),)


def _group(born: date, on: date) -> str:
    had = (on.month, on.day) >= (born.month, born.day)
    age = on.year - born.year - (not had)
    return next(kept for kept, least in _BEGIN.items() if age >= least)
