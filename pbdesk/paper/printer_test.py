"""A page that says whether a printer keeps millimetres, before the ballots are printed."""

from __future__ import annotations

from pbdesk.i18n import Locale
from pbdesk.paper.ballots.formats import FORMATS
from pbdesk.paper.pen import Pen
from pbdesk.paper.sheet import Sheet, sheet_for
from pbdesk.words import say

__all__ = ["printer_test_pdf"]

_LONG, _HIGH, _EDGE = 100.0, 150.0, 5.0
_THICK = (0.25, 0.5, 1.0, 1.5)
_CODE = "PBDESK TEST 0123 4567"
_HOW = (
    say(
        "Print it as you will print the ballots, “Actual size” or 100%, not “Fit to page”.",
    ),
    say(
        "Measure both rulers. If a millimetre is missing, the printer makes sheets smaller.",
    ),
    say(
        "The frame must be whole: a side that is cut off would cut ballots too.",
    ),
    say(
        "On the back of the next sheet the frame must lie on this one when held to the light.",
    ),
)
_SMALLEST = say("These are the smallest letters on any sheet.")


def printer_test_pdf(locale: Locale, on: str = "a4") -> bytes:
    """Two rulers, a frame 5 mm from the edges, thin lines, small letters and a code for a camera.

    Raises KeyError for a sheet that nobody knows.
    """
    paper = FORMATS[on]
    pen = Pen(locale, "")
    title = say("Test page for the printer")
    sheet = sheet_for((paper.width, paper.height), title, locale)
    wide = paper.wide - 12
    start = paper.margin + 12
    sheet.page()
    _frame(sheet)
    y = sheet.paragraph(start, 24, pen(title), 18, wide)
    for words in _HOW:
        y = sheet.paragraph(start, y + 7.5, pen(words), 11, wide)
    at = y + 14
    _across(sheet, start, at, min(_LONG, wide))
    _down(sheet, paper.margin, at, min(_HIGH, paper.height - at - 20))
    _thin_lines(sheet, start, at + 16)
    sheet.text(start, at + 44, pen(_SMALLEST), 9)
    sheet.qr(start, at + 54, 25.9, _CODE)
    return sheet.pdf()


def _frame(sheet: Sheet) -> None:
    """Whole only where the printer leaves no side out."""
    sheet.box(
        _EDGE,
        _EDGE,
        sheet.width - 2 * _EDGE,
        sheet.height - 2 * _EDGE,
        0.5,
    )


def _thin_lines(sheet: Sheet, x: float, y: float) -> None:
    """Lines of every thickness that a sheet has, each with its name."""
    for thick in _THICK:
        sheet.line(x, x + 60, y, thick)
        sheet.text(x + 64, y + 1, f"{thick} pt", 9)
        y += 5


def _across(sheet: Sheet, x: float, y: float, long: float) -> None:
    sheet.line(x, x + long, y, 0.5)
    for millimetre in range(0, int(long) + 1, 5):
        high = 4.0 if millimetre % 10 == 0 else 2.0
        sheet.upright(x + millimetre, y - high, y, 0.5)
        if millimetre % 20 == 0:
            sheet.text(
                x + millimetre,
                y + 4.5,
                str(millimetre),
                9,
                align="centre",
            )


def _down(sheet: Sheet, x: float, y: float, long: float) -> None:
    sheet.upright(x, y, y + long, 0.5)
    for millimetre in range(0, int(long) + 1, 5):
        wide = 4.0 if millimetre % 10 == 0 else 2.0
        sheet.line(x, x + wide, y + millimetre, 0.5)
        if millimetre % 20 == 0:
            sheet.text(x + 5, y + millimetre + 1, str(millimetre), 9)
