"""The numbers of a jury's rulebook: its triggers, its seats, and the working days of each step.

Sealed once in the jury's file; every case takes them with the fingerprint of what was sealed.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Annotated, Literal

import msgspec

from pbdesk.jury.working_days import Calendar

__all__ = ["FOLLOW_UPS", "STANDARD", "Days", "Place", "fingerprint"]

type Place = Literal["england-and-wales", "scotland", "northern-ireland"]
type Number = Annotated[int, msgspec.Meta(ge=1, le=366)]

FOLLOW_UPS = (3, 6)
"""Months after the answer was due at which it is asked what became of it."""


class Days(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    kw_only=True,
):
    """Working days but for `within`, which is days. `cases` of one theme fire the trigger.

    `free` are days off that nobody could know of when pbdesk was made, ISO 8601. `barred`: who sat
    for this service in so many last cases is not drawn again. `lead`: the office to whom somebody's
    danger is told the same day, and how it is reached.
    """

    place: Place
    receipt: Number
    triage: Number
    hearing: Number
    report: Number
    response: Number
    reminder: Number
    cases: Number
    within: Number
    seats: Number
    barred: Number
    free: tuple[str, ...] = ()
    lead: str = ""

    @property
    def calendar(self) -> Calendar:
        """Its working days."""
        return Calendar(
            self.place,
            frozenset(map(date.fromisoformat, self.free)),
        )


STANDARD = Days(
    place="england-and-wales",
    receipt=3,
    triage=10,
    hearing=40,
    report=10,
    response=20,
    reminder=5,
    cases=5,
    within=90,
    seats=7,
    barred=3,
)
"""What the form says before anybody changed it."""


def fingerprint(days: Days) -> str:
    """SHA-256 of the numbers, hex."""
    return hashlib.sha256(
        msgspec.json.encode(days, order="deterministic"),
    ).hexdigest()
