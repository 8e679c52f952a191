"""Slips, A6: a checkpoint of the record, the code sealed for the lot.

And the receipt that a voter takes home.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from pbdesk.i18n import Locale, is_right_to_left, render
from pbdesk.paper.pen import written
from pbdesk.paper.sheet import A6, Sheet
from pbdesk.words import Clock, Day, Value, Words, say

__all__ = ["checkpoint_pdf", "lot_code_pdf", "receipt_pdf"]

_START, _END = 9.0, 96.0
_WIDE = _END - _START


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
    when = say("{name}, {day}, {time}", name=name, day=Day(at.date()), time=Clock(at))
    title = say("Checkpoint {number}: {moment}", number=number, moment=moment)
    sheet = _slip(title, when, locale)
    rows: list[tuple[Words, Value]] = [(say("Record entry"), entry), *counts]
    y = _rows(sheet, rows, 31.5, locale)
    sheet.line(_START, _END, y, 0.5)
    sheet.text(_START, y + 6, render(say("Code of the record"), locale), 9)
    sheet.code(_START, y + 13.2, head, 11, leading=1.65, measure=58)
    sheet.qr(_END - 24, y + 6, 24, " ".join(head))
    sheet.paragraph(
        _START, y + 26.5, render(say("A later record must contain this code."), locale), 9, 45
    )
    sheet.line(_START, _END, y + 36, 0.5)
    for place, who in (
        (121.0, say("Facilitator, in ink")),
        (136.0, say("Teller, in ink. Keep this slip away from the laptop.")),
    ):
        sheet.line(_START, _END, place, 0.75)
        sheet.text(_START, place + 4, render(who, locale), 9)
    return sheet.pdf()


def lot_code_pdf(*, name: str, day: date, code: str, digest: str, locale: Locale) -> bytes:
    """The code for the lot, sealed in an envelope before the vote.

    `digest`: its SHA-256 (hex), as in the rulebook.
    """
    sheet = _slip(
        say("Sealed code for the lot"), say("{name}, {day}", name=name, day=Day(day)), locale
    )
    y = sheet.paragraph(
        _START,
        33,
        render(
            say(
                "Fold this slip, put it into the envelope, seal it, and sign across the "
                "flap. Open it in the room when the dice have been thrown, after the "
                "ballots are sealed."
            ),
            locale,
        ),
        11,
        _WIDE,
    )
    sheet.line(_START, _END, y + 6, 0.5)
    sheet.text(_START, y + 13, render(say("Code"), locale), 9)
    y = sheet.paragraph(_START, y + 23, written(code, locale), 24, _WIDE, bold=True)
    sheet.line(_START, _END, y + 6, 0.5)
    sheet.text(
        _START,
        y + 12,
        render(say("Its fingerprint, sealed with the rulebook (SHA-256)"), locale),
        9,
    )
    for i in range(0, len(digest), 32):
        sheet.text(
            _START, y + 17 + i / 32 * 4.5, written(digest[i : i + 32], locale), 9, figures=True
        )
    return sheet.pdf()


def receipt_pdf(
    *, name: str, day: date, facts: Sequence[tuple[Words, Value]], locale: Locale
) -> bytes:
    """What a voter takes home: that a paper was given, and what comes next.

    It carries no number and no name.
    """
    sheet = _slip(say("You have your paper"), say("{name}, {day}", name=name, day=Day(day)), locale)
    y = sheet.paragraph(
        _START,
        32.5,
        render(
            say(
                "You were given one ballot paper. This slip does not say who you are or what you "
                "choose."
            ),
            locale,
        ),
        11,
        _WIDE,
    )
    sheet.line(_START, _END, y + 5.5, 0.5)
    y = _rows(sheet, facts, y + 11.5, locale)
    sheet.line(_START, _END, y, 0.5)
    y = sheet.paragraph(
        _START,
        y + 7,
        render(say("Made a mistake? Bring the paper back to the door and take a new one."), locale),
        11,
        _WIDE,
    )
    sheet.paragraph(
        _START,
        y + 8,
        render(
            say(
                "Need help to read or mark it? Ask anyone with a badge, or bring someone you trust."
            ),
            locale,
        ),
        11,
        _WIDE,
    )
    return sheet.pdf()


def _slip(title: Words, lead: Words, locale: Locale) -> Sheet:
    sheet = Sheet(
        A6,
        title=render(title, locale),
        language=locale.language,
        right_to_left=is_right_to_left(locale),
    )
    sheet.text(_START, 15, render(title, locale), 16, bold=True)
    sheet.text(_START, 20.7, render(lead, locale), 9)
    sheet.line(_START, _END, 25, 1.5)
    return sheet


def _rows(sheet: Sheet, rows: Sequence[tuple[Words, Value]], y: float, locale: Locale) -> float:
    """What and how many; where the next line stands."""
    for label, value in rows:
        sheet.text(_START, y, render(label, locale), 10.5)
        sheet.text(
            _END,
            y,
            render(say("{value}", value=value), locale),
            10.5,
            bold=True,
            figures=True,
            align="end",
        )
        y += 5.9
    return y - 1.4
