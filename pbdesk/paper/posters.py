"""The wall poster.

The sealed rules in numbered sentences and their fingerprint, for everybody to photograph.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pbdesk.i18n import Locale
from pbdesk.paper.pen import Pen
from pbdesk.paper.section import Labelled
from pbdesk.paper.sheet import A3, PT, Sheet, lines_of, sheet_for
from pbdesk.words import Clock, Day, Words, say

__all__ = ["poster_pdf"]

_START, _END = 30.0, 267.0
_NUMBER, _LABEL = (
    14.0,
    82.0,
)  # how wide what stands before a sentence, before a fact, is
_BESIDE = _END - _START - _NUMBER
_LOWEST = 312.0  # the sentences end here; below stands the fingerprint
_SIZES = (26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0)


def poster_pdf(
    *,
    name: str,
    sentences: Sequence[Words],
    fingerprint: Sequence[str],
    sealed_at: datetime,
    locale: Locale,
    rehearsal: bool = False,
    facts: Labelled = (),
) -> bytes:
    """An A3 page. The sentences stand in 26 pt, smaller where there are many words.

    `facts`: what the wall says above them: the pot, what the vote does, by when it is answered.
    """
    pen = Pen(locale, "")
    title = say("The rules of this vote are sealed")
    sheet = sheet_for(A3, title, locale)
    y = sheet.paragraph(
        _START,
        58,
        pen(title),
        60,
        215,
        bold=True,
        leading=1.15,
    )
    sealed = _sealed(name, sealed_at)
    if rehearsal:
        sealed = say("{name}. Rehearsal: nothing here is decided.", name=name)
    y = sheet.paragraph(
        _START,
        y + 16,
        pen(sealed),
        26,
        _END - _START,
        bold=rehearsal,
    )
    y = _facts(sheet, facts, y, pen)
    _sentences(sheet, [pen(words) for words in sentences], y + 12)
    _fingerprint(sheet, fingerprint, pen)
    return sheet.pdf()


def _sealed(name: str, sealed_at: datetime) -> Words:
    return say(
        "{name}. Sealed at {time} on {day}.",
        name=name,
        time=Clock(sealed_at),
        day=Day(sealed_at.date()),
    )


def _facts(
    sheet: Sheet,
    facts: Labelled,
    y: float,
    pen: Pen,
) -> float:
    """Each fact with its label before it; the last baseline."""
    for label, words in facts:
        y += 22 * 1.5 * PT
        sheet.text(_START, y, pen(label), 20, bold=True, heading=2)
        y = sheet.paragraph(
            _START + _LABEL,
            y,
            pen(words),
            20,
            _END - _START - _LABEL,
        )
    return y


def _sentences(sheet: Sheet, texts: Sequence[str], top: float) -> None:
    """One block a sentence between rules, as large as the room allows."""
    size = _largest(texts, top)
    step = size * 1.4 * PT
    y = top
    for number, text in enumerate(texts, start=1):
        sheet.line(_START, _END, y, 2 if number == 1 else 0.75)
        y += size * 1.45 * PT
        sheet.text(_START, y, str(number), size, bold=True)
        low = sheet.paragraph(
            _START + _NUMBER,
            y,
            text,
            size,
            _BESIDE,
            leading=1.4,
        )
        y = low + step * 0.8
    sheet.line(_START, _END, y, 2)


def _largest(texts: Sequence[str], top: float) -> float:
    return next(
        (size for size in _SIZES if _height(texts, size) <= _LOWEST - top),
        _SIZES[-1],
    )


def _height(texts: Sequence[str], size: float) -> float:
    lines = _lines_in(texts, size)
    return (lines * 1.4 + len(texts) * (1.45 - 1.4 + 1.4 * 0.8)) * size * PT


def _lines_in(texts: Sequence[str], size: float) -> int:
    return sum(len(lines_of(text, size, _BESIDE)) for text in texts)


def _fingerprint(sheet: Sheet, groups: Sequence[str], pen: Pen) -> None:
    """The code, and the same for a camera, its quiet zone kept free."""
    label = pen(say("Fingerprint of the sealed rules"))
    sheet.text(_START, 333, label, 24, bold=True, heading=2)
    sheet.code(_START, 350.5, groups, 38, measure=175)
    sheet.qr(_END - 52, 323, 52, " ".join(groups))
    _photograph(sheet, pen)


def _photograph(sheet: Sheet, pen: Pen) -> None:
    note = say("Photograph it. The result pack must show the same letters.")
    sheet.text(_START, 390, pen(note), 18)
