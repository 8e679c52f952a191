"""Sheets for dots: one to hang up for each project or answer, with room for a table’s stickers.

A dot has no name: what is written on a sheet is the table, its people, and what was counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pbdesk.i18n import Locale
from pbdesk.paper.pen import Pen
from pbdesk.paper.sheet import A3, Sheet, sheet_for
from pbdesk.paper.whose import name_and_day
from pbdesk.questions.sheet import BallotLine
from pbdesk.words import Money, Words, say

__all__ = ["dot_sheets_pdf"]

_START, _END = 22.0, 275.0
_MEASURE = _END - _START
_BOX_LOW, _FOOT = 372.0, 392.0
_LEAST = 150.0
"""Millimetres of room for dots, at least: two hundred stickers of 16 mm."""


def dot_sheets_pdf(
    lines: Sequence[tuple[BallotLine, str]],
    *,
    name: str,
    day: date,
    currency: str,
    locale: Locale,
    rehearsal: bool = False,
) -> bytes:
    """An A3 sheet a line of the ballot, each with what it is in a sentence.

    `currency` is empty where nothing has a price.
    """
    pen = Pen(locale, currency)
    sheet = sheet_for(A3, say("Sheets for dots"), locale)
    whose: Words = name_and_day(name, day)
    if rehearsal:
        whose = say("{whose}. Rehearsal: nothing here is decided.", whose=whose)
    for line, about in lines:
        sheet.page()
        _draw(sheet, line, about, pen(whose), pen)
    return sheet.pdf()


def _draw(
    sheet: Sheet,
    line: BallotLine,
    about: str,
    whose: str,
    pen: Pen,
) -> None:
    sheet.text(_START, 22, whose, 14)
    sheet.line(_START, _END, 27, 1.5)
    head = f"{line.code}  {line.title}" if line.code else line.title
    y = sheet.paragraph(_START, 48, head, 48, _MEASURE, bold=True, leading=1.15)
    if pen.currency:
        sheet.text(
            _START,
            y + 12,
            pen.value(Money(line.cost, pen.currency)),
            30,
        )
        y += 14
    if about:
        y = sheet.paragraph(_START, y + 12, about, 20, _MEASURE)
    _room_for_dots(sheet, y + 10, pen)


def _room_for_dots(sheet: Sheet, below: float, pen: Pen) -> None:
    """The box for stickers from there down, and under it what is written when they are counted."""
    top = min(below, _BOX_LOW - _LEAST)
    sheet.box(_START, top, _MEASURE, _BOX_LOW - top)
    sheet.text(_START + 4, top + 9, pen(say("Dots here")), 16)
    for at, words in (
        (0.0, say("Table")),
        (64.0, say("People")),
        (128.0, say("Dots counted")),
    ):
        sheet.text(_START + at, _FOOT, pen(words), 16)
        sheet.line(_START + at, _START + at + 54, _FOOT + 14, 0.75)
