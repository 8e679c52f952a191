"""Working days: Monday to Friday without the bank holidays of a nation.

The day from which one counts is not counted itself; the first working day after it is day 1. Bank
holidays come from the library `holidays`. One that is proclaimed later is added by a person.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import import_module
from typing import Any, Literal

__all__ = ["NATIONS", "Calendar", "Nation"]

type Nation = Literal["england-and-wales", "scotland", "northern-ireland"]

NATIONS: dict[Nation, str] = {
    "england-and-wales": "ENG",
    "scotland": "SCT",
    "northern-ireland": "NIR",
}
"""The parts of the United Kingdom with bank holidays of their own, as ISO 3166-2 has them."""

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of a nation; `added` are free days that nobody could know of before."""

    nation: Nation
    added: AbstractSet[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether people are at work."""
        is_free = self._is_free(day)
        return day.weekday() < _SATURDAY and not is_free

    def _is_free(self, day: date) -> bool:
        return day in self.added or day in _bank_holidays(self.nation, day.year)

    def after(self, start: date, working_days: int) -> date:
        """The last of so many working days after `start`. Raises ValueError for fewer than one."""
        if working_days < 1:
            raise ValueError("a deadline is at least one working day away")
        day = start
        while working_days:
            day += _ONE_DAY
            working_days -= self.is_working_day(day)
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and with `end`; 0 where none does."""
        days = range(1, (end - start).days + 1)
        return sum(self.is_working_day(start + n * _ONE_DAY) for n in days)


@cache
def _bank_holidays(nation: Nation, year: int) -> frozenset[date]:
    holidays: Any = import_module("holidays")
    return frozenset(
        holidays.country_holidays("GB", subdiv=NATIONS[nation], years=[year]),
    )
