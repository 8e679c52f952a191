"""Deadlines: what is due on which day, by the sealed numbers and by what has happened already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pbdesk.jury.days import FOLLOW_UPS, Days
from pbdesk.minutes.clauses import months_later
from pbdesk.words import Words, say

__all__ = ["STEPS", "Deadline", "Happened", "deadlines"]

type Happened = Literal[
    "received",
    "receipt",
    "looked",
    "taken",
    "heard",
    "reported",
    "answered",
    "three",
    "six",
]

STEPS: Mapping[Happened, Words] = {
    "received": say("Complaint received"),
    "receipt": say("Receipt to the person"),
    "looked": say("Looked through"),
    "taken": say("Taken by the jury"),
    "heard": say("Hearing"),
    "reported": say("Report"),
    "answered": say("Answer of the service"),
    "three": say("Follow-up at 3 months"),
    "six": say("Follow-up at 6 months"),
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that is due on `day`; `done` is when it happened."""

    step: Happened
    day: date
    done: date | None

    def is_overdue(self, today: date) -> bool:
        """Whether its day is over and it has not happened."""
        return self.done is None and self.day < today

    @property
    def was_late(self) -> bool:
        """Whether it happened, and too late."""
        return self.done is not None and self.done > self.day


def deadlines(days: Days, at: Mapping[Happened, date]) -> tuple[Deadline, ...]:
    """Every deadline that runs by now, in the order of the days.

    Working days count from what happened; the follow-ups count months from the day on which the
    answer was due, so that a late answer wins no time.
    """
    counted: tuple[tuple[Happened, Happened, int], ...] = (
        ("receipt", "received", days.receipt),
        ("looked", "received", days.triage),
        ("heard", "taken", days.hearing),
        ("reported", "heard", days.report),
        ("answered", "reported", days.response),
    )
    calendar = days.calendar
    found = [
        Deadline(step, calendar.after(at[since], working), at.get(step))
        for step, since, working in counted
        if since in at
    ]
    if "reported" in at:
        answered = calendar.after(at["reported"], days.response)
        asked: tuple[Happened, Happened] = ("three", "six")
        for step, months in zip(asked, FOLLOW_UPS, strict=True):
            found.append(
                Deadline(step, months_later(answered, months), at.get(step)),
            )
    return tuple(sorted(found, key=lambda each: each.day))
