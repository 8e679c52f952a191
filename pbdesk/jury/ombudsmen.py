"""Ombudsmen: who hears a complaint after the service and the jury, and until when, by country.

A table, each line with its source and the day on which somebody last read it there. The law may
have changed since: what is printed says so, and names both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pbdesk.minutes.clauses import months_later
from pbdesk.words import Words, say

__all__ = ["FROM", "OMBUDSMEN", "Ombudsman", "last_day"]

type Country = Literal["england", "scotland", "wales", "northern-ireland"]
type From = Literal["answer", "knew"]

FROM: Mapping[From, Words] = {
    "answer": say("from the last answer of the service"),
    "knew": say("from the day on which you first knew of it"),
}


@dataclass(frozen=True, slots=True)
class Ombudsman:
    """An ombudsman: whose services it hears, and how many months one has, and from when on."""

    key: str
    country: Country
    name: str
    hears: Words
    months: int
    counted: From
    source: str
    checked: date


_READ = date(2026, 11, 29)

OMBUDSMEN: tuple[Ombudsman, ...] = (
    Ombudsman(
        "housing",
        "england",
        "Housing Ombudsman Service",
        say("Landlords of social housing"),
        12,
        "answer",
        "https://www.fourmillionhomes.org/?p=10819",
        _READ,
    ),
    Ombudsman(
        "lgsco",
        "england",
        "Local Government and Social Care Ombudsman",
        say("Councils and social care"),
        12,
        "knew",
        "https://www.lgo.org.uk/information-centre/staff-guidance/guidance-on-jurisdiction?chapter=6",
        _READ,
    ),
    Ombudsman(
        "spso",
        "scotland",
        "Scottish Public Services Ombudsman",
        say("Councils, health, social landlords and other public services"),
        12,
        "knew",
        "https://spso.org.uk/time-limit-for-making-complaints-to-spso",
        _READ,
    ),
    Ombudsman(
        "psow",
        "wales",
        "Public Services Ombudsman for Wales",
        say("Councils, health, social landlords and other public services"),
        12,
        "knew",
        "https://www.legislation.gov.uk/anaw/2019/3/section/8/enacted",
        _READ,
    ),
    Ombudsman(
        "nipso",
        "northern-ireland",
        "Northern Ireland Public Services Ombudsman",
        say("Councils, health, social landlords and other public services"),
        6,
        "answer",
        "https://www.nipso.org.uk/faqs",
        _READ,
    ),
)
"""Ombudsmen of the United Kingdom for what juries hear."""


def last_day(ombudsman: Ombudsman, since: date) -> date:
    """The last day on which a complaint is in time, counted from `since`.

    The period begins with that day (Local Government Act 1974, section 26B(2); Public Services
    Ombudsman (Wales) Act 2019, section 8(1)(c)): it ends the day before the same date.
    """
    whole = months_later(since, ombudsman.months)
    return date.fromordinal(whole.toordinal() - 1)
