"""What every form of a case asks: words that must be there, and numbers that must make sense."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.entries import FreeText, clean
from pbdesk.words import Words, say

__all__ = ["SIDES", "Side", "a_day", "free", "no_day", "owed"]

type Side = Literal["complainant", "service"]

SIDES: Mapping[Side, Words] = {
    "complainant": say("The person who complains"),
    "service": say("The service"),
}
"""Both sides of a case."""

type Owed = Mapping[str, tuple[Words, Words]]
"""What is wrong and how to mend it, by the name of the field."""


def free(text: str) -> FreeText:
    """Somebody's own words, which the record can forget."""
    return FreeText(clean(text))


def owed(given: Mapping[str, str], sentences: Owed) -> Refusal | None:
    """The refusal for the first field that says nothing."""
    for name, text in given.items():
        if not clean(text):
            return Refusal(*sentences[name], name)
    return None


def a_day(text: str) -> date | None:
    """The day that was written, ISO 8601; None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def no_day(text: str, where: str) -> Refusal | None:
    """The refusal for something that is no day."""
    if a_day(text) is not None:
        return None
    return Refusal(
        say("“{day}” is not a day.", day=text),
        say("Choose it again."),
        where,
    )
