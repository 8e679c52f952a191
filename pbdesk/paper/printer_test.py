"""A page that says whether a printer keeps millimetres, before the ballots are printed."""

from __future__ import annotations

from pbdesk.i18n import Locale, is_right_to_left, render
from pbdesk.paper.ballots.formats import FORMATS
from pbdesk.paper.sheet import Sheet
from pbdesk.words import Words, say

__all__ = ["printer_test_pdf"]

_LONG, _HIGH = 100.0, 150.0
_THICK = (0.25, 0.5, 1.0, 1.5)


def printer_test_pdf(locale: Locale, on: str = "a4") -> bytes:
    """Two rulers, a frame 5 mm from the edges, thin lines, small letters and a code for a camera.

    Raises KeyError for a sheet that nobody knows.
    """
    paper = FORMATS[on]
    sheet = Sheet(
        (paper.width, paper.height),
        title=render(say("Test page for the printer"), locale),
        language=locale.language,
        right_to_left=is_right_to_left(locale),
    )
    wide, start = paper.wide - 12, paper.margin + 12
    sheet.page()
    sheet.box(5, 5, paper.width - 10, paper.height - 10, 0.5)
    y = sheet.paragraph(start, 24, render(say("Test page for the printer"), locale), 18, wide)
    for words in _said():
        y = sheet.paragraph(start, y + 7.5, render(words, locale), 11, wide)
    at = y + 14
    _across(sheet, start, at, min(_LONG, wide))
    _down(sheet, paper.margin, at, min(_HIGH, paper.height - at - 20))
    for i, thick in enumerate(_THICK):
        sheet.line(start, start + 60, at + 16 + 5 * i, thick)
        sheet.text(start + 64, at + 17 + 5 * i, f"{thick} pt", 9)
    small = say("These are the smallest letters on any sheet.")
    sheet.text(start, at + 44, render(small, locale), 9)
    sheet.qr(start, at + 54, 25.9, "PBDESK TEST 0123 4567")
    return sheet.pdf()


def _said() -> tuple[Words, ...]:
    return (
        say("Print it as you will print the ballots, “Actual size” or 100%, not “Fit to page”."),
        say("Measure both rulers. If a millimetre is missing, the printer makes sheets smaller."),
        say("The frame must be whole: a side that is cut off would cut ballots too."),
        say("On the back of the next sheet the frame must lie on this one when held to the light."),
    )


def _across(sheet: Sheet, x: float, y: float, long: float) -> None:
    sheet.line(x, x + long, y, 0.5)
    for millimetre in range(0, int(long) + 1, 5):
        high = 4.0 if millimetre % 10 == 0 else 2.0
        sheet.upright(x + millimetre, y - high, y, 0.5)
        if millimetre % 20 == 0:
            sheet.text(x + millimetre, y + 4.5, str(millimetre), 9, align="centre")


def _down(sheet: Sheet, x: float, y: float, long: float) -> None:
    sheet.upright(x, y, y + long, 0.5)
    for millimetre in range(0, int(long) + 1, 5):
        wide = 4.0 if millimetre % 10 == 0 else 2.0
        sheet.line(x, x + wide, y + millimetre, 0.5)
        if millimetre % 20 == 0:
            sheet.text(x + 5, y + millimetre + 1, str(millimetre), 9)
