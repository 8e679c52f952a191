"""Clauses: a field declared once (label, help, limits, what its absence means).

Form, poster, report and check loop.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

from pbdesk.minutes.decision import Missing, Needs, Refusal
from pbdesk.minutes.entries import clean
from pbdesk.words import Money, Value, Words, day_of, plain, say

__all__ = [
    "Clause",
    "ClauseValue",
    "Given",
    "checked",
    "months_later",
    "open_clauses",
    "shown",
]

type ClauseValue = str | int | bool | None

type Given = Mapping[str, ClauseValue]
"""What clauses say, by their names."""

Kind = Literal["line", "paragraph", "money", "number", "choice", "tick", "day"]


@dataclass(frozen=True, slots=True)
class Clause:
    """One field of charter or rulebook.

    `absent` is what records made before this clause existed meant; it never changes. `required`
    clauses must be given before sealing; `why` says why. Money is integer minor units, a day is ISO
    8601 text.
    """

    name: str
    group: Words
    label: Words
    kind: Kind
    help: Words | None = None
    choices: Mapping[str, Words] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    least: int = 0
    most: int = 10**15 - 1
    absent: ClauseValue = None
    required: bool = False
    why: Words | None = None


def checked(clause: Clause, value: object) -> ClauseValue | Refusal:
    """The value as it is kept, or why it cannot stand. None and empty text mean "not given"."""
    if value is None or value == "":
        return None
    match clause.kind:
        case "line" | "paragraph":
            return clean(str(value))
        case "tick":
            return bool(value)
        case "choice":
            if str(value) in clause.choices:
                return str(value)
            return Refusal(
                say("“{value}” is not one of the choices.", value=str(value)),
                where=clause.name,
            )
        case "day":
            return _day(clause, str(value))
        case "money" | "number":
            return _number(clause, value)


def _day(clause: Clause, value: str) -> str | Refusal:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return Refusal(
            say("“{value}” is not a day.", value=value),
            say("Write it as 2027-01-29."),
            clause.name,
        )


def _number(clause: Clause, value: object) -> int | Refusal:
    if isinstance(value, bool) or not isinstance(value, int):
        return Refusal(
            say("“{value}” is not a whole number.", value=str(value)),
            say("Write figures only, such as 12."),
            clause.name,
        )
    if not clause.least <= value <= clause.most:
        return Refusal(
            say("{value} is outside what can stand here.", value=value),
            say(
                "Write a number from {least} to {most}.",
                least=clause.least,
                most=clause.most,
            ),
            clause.name,
        )
    return value


def shown(clause: Clause, value: ClauseValue, currency: str) -> Words:
    """A value in words, for the poster and the report."""
    if value is None:
        return say("Not given")
    match clause.kind:
        case "choice":
            return clause.choices[str(value)]
        case "tick":
            if value:
                return say("Yes")
            return say("No")
        case "day":
            return _only(day_of(str(value)))
        case "money":
            return _only(Money(int(value), currency))
        case "number":
            return _only(int(value))
        case "line" | "paragraph":
            return plain(str(value))


def _only(value: Value) -> Words:
    return say("{value}", value=value)


def open_clauses(
    clauses: tuple[Clause, ...],
    given: Given,
    page: str,
) -> Needs:
    """The required clauses that nobody has given yet, in the order of the page."""
    return tuple(
        Missing(
            say("{label}: not given yet.", label=clause.label),
            clause.why or clause.label,
            page,
            clause.name,
        )
        for clause in clauses
        if clause.required and given.get(clause.name) is None
    )


def months_later(day: date, months: int) -> date:
    """So many months later, on the month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(
        day.year + years,
        month + 1,
        min(day.day, monthrange(day.year + years, month + 1)[1]),
    )
