"""A card of A6: its title and whose it is above a thick line; slips, key cards, recovery sheets."""

from __future__ import annotations

from pbdesk.i18n import Locale
from pbdesk.paper.pen import Pen
from pbdesk.paper.sheet import A6, Sheet, sheet_for
from pbdesk.words import Words

__all__ = ["END", "START", "WIDE", "begin_card", "line_to_sign"]

START, END = 9.0, 96.0
"""Where its lines begin and end, in millimetres from the starting side."""
WIDE = END - START


def begin_card(title: Words, whose: Words, locale: Locale) -> Sheet:
    """A card with its head; what it says begins below 25 mm."""
    pen = Pen(locale, "")
    sheet = sheet_for(A6, title, locale)
    sheet.text(START, 15, pen(title), 16, bold=True)
    sheet.text(START, 20.7, pen(whose), 9)
    sheet.line(START, END, 25, 1.5)
    return sheet


def line_to_sign(sheet: Sheet, y: float, who: str) -> None:
    """A line for ink at `y`, and below it whose it is."""
    sheet.line(START, END, y, 0.75)
    sheet.text(START, y + 4, who, 9)
