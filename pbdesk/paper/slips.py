"""Slips, A6: a checkpoint of the record, the code sealed for the lot.

And the receipt that a voter takes home.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from pbdesk.i18n import Locale
from pbdesk.paper.card import END, START, WIDE, begin_card, line_to_sign
from pbdesk.paper.pen import Pen
from pbdesk.paper.sheet import Sheet
from pbdesk.paper.whose import name_and_day
from pbdesk.words import Clock, Day, Value, Words, say

__all__ = ["checkpoint_pdf", "lot_code_pdf", "receipt_pdf"]

_INTO_THE_ENVELOPE = say(
    "Fold this slip, put it into the envelope, seal it, and sign across the "
    "flap. Open it in the room when the dice have been thrown, after the "
    "ballots are sealed.",
)
_GIVEN = say(
    "You were given one ballot paper. This slip does not say who you are or what you choose.",
)
_MISTAKE = say(
    "Made a mistake? Bring the paper back to the door and take a new one.",
)
_HELP = say(
    "Need help to read or mark it? Ask anyone with a badge, or bring someone you trust.",
)
_IN_INK = (
    (121.0, say("Facilitator, in ink")),
    (136.0, say("Teller, in ink. Keep this slip away from the laptop.")),
)
"""Who signs a checkpoint, and where."""


def checkpoint_pdf(
    *,
    number: int,
    moment: Words,
    name: str,
    at: datetime,
    entry: int,
    head: Sequence[str],
    counts: Sequence[tuple[Words, int]],
    locale: Locale,
) -> bytes:
    """The newest entry's code at a moment (open, break, close), and counts, to be signed in ink.

    `head`: 8 groups of 4. A record shown later must contain it; who rebuilt the record cannot have
    it.
    """
    pen = Pen(locale, "")
    when = say(
        "{name}, {day}, {time}",
        name=name,
        day=Day(at.date()),
        time=Clock(at),
    )
    title = say("Checkpoint {number}: {moment}", number=number, moment=moment)
    sheet = begin_card(title, when, locale)
    y = _rows(sheet, [(say("Record entry"), entry), *counts], 31.5, pen)
    _code_of_record(sheet, head, y, pen)
    _lines_to_sign(sheet, pen)
    return sheet.pdf()


def _lines_to_sign(sheet: Sheet, pen: Pen) -> None:
    for place, who in _IN_INK:
        line_to_sign(sheet, place, pen(who))


def _code_of_record(
    sheet: Sheet,
    head: Sequence[str],
    y: float,
    pen: Pen,
) -> None:
    """The code between two lines, in letters and for a camera."""
    sheet.line(START, END, y, 0.5)
    sheet.text(START, y + 6, pen(say("Code of the record")), 9)
    sheet.code(START, y + 13.2, head, 11, leading=1.65, measure=58)
    sheet.qr(END - 24, y + 6, 24, " ".join(head))
    later = pen(say("A later record must contain this code."))
    sheet.paragraph(START, y + 26.5, later, 9, 45)
    sheet.line(START, END, y + 36, 0.5)


def lot_code_pdf(
    *,
    name: str,
    day: date,
    code: str,
    digest: str,
    locale: Locale,
) -> bytes:
    """The code for the lot, sealed in an envelope before the vote.

    `digest`: its SHA-256 (hex), as in the rulebook.
    """
    pen = Pen(locale, "")
    whose = name_and_day(name, day)
    sheet = begin_card(say("Sealed code for the lot"), whose, locale)
    y = sheet.paragraph(START, 33, pen(_INTO_THE_ENVELOPE), 11, WIDE)
    sheet.line(START, END, y + 6, 0.5)
    sheet.text(START, y + 13, pen(say("Code")), 9)
    y = sheet.paragraph(START, y + 23, pen(code), 24, WIDE, bold=True)
    sheet.line(START, END, y + 6, 0.5)
    sealed = pen(say("Its fingerprint, sealed with the rulebook (SHA-256)"))
    sheet.text(START, y + 12, sealed, 9)
    _digest(sheet, digest, y, pen)
    return sheet.pdf()


def _digest(sheet: Sheet, digest: str, y: float, pen: Pen) -> None:
    for i in range(0, len(digest), 32):
        row = pen(digest[i : i + 32])
        sheet.text(START, y + 17 + i / 32 * 4.5, row, 9, figures=True)


def receipt_pdf(
    *,
    name: str,
    day: date,
    facts: Sequence[tuple[Words, Value]],
    locale: Locale,
) -> bytes:
    """What a voter takes home: that a paper was given, and what comes next.

    It carries no number and no name.
    """
    pen = Pen(locale, "")
    whose = name_and_day(name, day)
    sheet = begin_card(say("You have your paper"), whose, locale)
    y = sheet.paragraph(START, 32.5, pen(_GIVEN), 11, WIDE)
    sheet.line(START, END, y + 5.5, 0.5)
    y = _rows(sheet, facts, y + 11.5, pen)
    sheet.line(START, END, y, 0.5)
    y = sheet.paragraph(START, y + 7, pen(_MISTAKE), 11, WIDE)
    sheet.paragraph(START, y + 8, pen(_HELP), 11, WIDE)
    return sheet.pdf()


def _rows(
    sheet: Sheet,
    rows: Sequence[tuple[Words, Value]],
    y: float,
    pen: Pen,
) -> float:
    """What and how many; where the next line stands."""
    for label, value in rows:
        sheet.text(START, y, pen(label), 10.5)
        sheet.text(
            END,
            y,
            pen.value(value),
            10.5,
            bold=True,
            figures=True,
            align="end",
        )
        y += 5.9
    return y - 1.4
