"""Whose a paper is, as it stands below the title."""

from __future__ import annotations

from datetime import date

from pbdesk.assembly.figures import Figures
from pbdesk.words import Day, Text, Words, say

__all__ = ["name_and_day", "name_place_and_day"]


def name_and_day(name: Text, day: date) -> Words:
    """What is held, and when."""
    return say("{name}, {day}", name=name, day=Day(day))


def name_place_and_day(figures: Figures) -> Words:
    """What was held, where and when."""
    return say(
        "{name}, {place}, {day}",
        name=figures.name,
        place=figures.place,
        day=Day(figures.day, weekday=True),
    )
