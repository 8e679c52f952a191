"""Running text on A4: what comes next stands below what came before, over as many pages as needed.

Each page bears the title of the sheet, its number, and the pack code where there is one.
"""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.i18n import Locale, is_right_to_left
from pbdesk.paper.pen import written
from pbdesk.paper.sheet import A4, PT, lines_of, sheet_for
from pbdesk.words import Text, Words, say

__all__ = ["Flow"]

_START, _END = 22.0, 188.0
_TOP, _LOWEST = 32.0, 272.0
_LEADING = 1.4
_TOGETHER, _BELOW = (
    3,
    4,
)  # lines that are never parted; what stands below a heading at least


class Flow:
    """One sheet of running text. `size` is that of its text in points; large print has 18."""

    def __init__(
        self,
        title: Words,
        about: Words,
        *,
        locale: Locale,
        size: float = 11,
        code: Sequence[str] = (),
    ) -> None:
        self._locale = locale
        self._size = size
        self._code = code
        self._title, self._about = (
            written(title, locale),
            written(about, locale),
        )
        self._right_to_left = is_right_to_left(locale)
        self._sheet = sheet_for(A4, title, locale)
        self._page = 0
        self._y = 0.0
        self._turn()

    def _turn(self) -> None:
        self._page += 1
        self._sheet.page()
        if self._page == 1:
            self._y = self._first_head()
        else:
            with self._sheet.running():
                self._sheet.text(_START, 18, self._title, 9)
            self._sheet.line(_START, _END, 21, 0.5)
            self._y = _TOP
        self._foot()

    def _first_head(self) -> float:
        y = self._sheet.paragraph(
            _START,
            28,
            self._title,
            24,
            _END - _START,
            bold=True,
            leading=1.15,
        )
        y = self._sheet.paragraph(_START, y + 8, self._about, 11, _END - _START)
        self._sheet.line(_START, _END, y + 5, 1.5)
        return y + 15

    def _foot(self) -> None:
        number = written(say("Page {n}", n=self._page), self._locale)
        self._sheet.line(_START, _END, 281, 0.5)
        self._in_the_foot(number)

    def _in_the_foot(self, number: str) -> None:
        with self._sheet.running():
            self._sheet.text(_END, 286, number, 9, align="end")
            self._code_at_foot()

    def _code_at_foot(self) -> None:
        if self._code:
            told = say("Pack code {code}", code=" ".join(self._code))
            self._sheet.text(_START, 286, written(told, self._locale), 9)

    def _room(self, high: float) -> None:
        """Turn the page where so many millimetres are not left."""
        if self._y + high > _LOWEST:
            self._turn()

    def heading(self, words: Text) -> None:
        """A heading, never alone at the foot of a page."""
        size = self._size * 1.35
        lines = self._lines(words, size, bold=True)
        step = size * 1.2 * PT
        self._y += self._size * 0.5 * PT
        self._room(len(lines) * step + self._step * _BELOW)
        with self._sheet.one("H2"):
            for line in lines:
                self._sheet.text(_START, self._y, line, size, bold=True)
                self._y += step
        self._y += self._size * 0.25 * PT

    def text(
        self,
        words: Text,
        *,
        bold: bool = False,
        inset: float = 0,
    ) -> None:
        """A paragraph, broken over pages where it must be; a bold one stands with what follows."""
        step = self._step
        piece = None
        lines = self._lines(words, self._size, bold=bold, inset=inset)
        if bold:
            self._room(step * (len(lines) + _TOGETHER))
        for at, line in enumerate(lines):
            self._room(step * _together(at, len(lines)))
            with self._sheet.one(going_on=piece) as piece:
                self._sheet.text(
                    _START + inset,
                    self._y,
                    line,
                    self._size,
                    bold=bold,
                )
            self._y += step
        self._y += self._size * 0.45 * PT

    def said(self, label: Words, words: Text) -> None:
        """A label with what it says below."""
        below = _together(0, len(self._lines(words, self._size)))
        self._room(self._step * (1 + below))
        self._label(label)
        self._y += self._step
        self.text(words)

    def _label(self, label: Words) -> None:
        """What stands above an answer, a little smaller."""
        told = written(label, self._locale)
        self._sheet.text(_START, self._y, told, self._size * 0.82)

    def to_write(self, label: Words, lines: int = 1) -> None:
        """A label with lines to write on."""
        high = 9.0
        self._room(high * lines + 6)
        self._label(label)
        for _ in range(lines):
            self._y += high
            self._sheet.line(_START, _END, self._y, 0.75)
        self._y += 8

    def ticks(self, label: Text, choices: Sequence[Words]) -> None:
        """A line with boxes to tick, each with its word, all on one page."""
        self._room(
            self._step * len(self._lines(label, self._size, bold=True))
            + 7 * len(choices),
        )
        self.text(label, bold=True)
        self._y -= self._size * 0.2 * PT
        for choice in choices:
            self._room(7)
            self._sheet.box(_START, self._y - 4.2, 5, 5)
            self._sheet.text(
                _START + 8,
                self._y,
                written(choice, self._locale),
                self._size,
            )
            self._y += 7
        self._y += 3

    @property
    def _step(self) -> float:
        """From line to line, in mm."""
        return self._size * _LEADING * PT

    def rule(self) -> None:
        """A line across."""
        self._room(6)
        self._sheet.line(_START, _END, self._y - 2, 0.5)
        self._y += 4

    def pdf(self) -> bytes:
        """The finished PDF."""
        return self._sheet.pdf()

    def _lines(
        self,
        words: Text,
        size: float,
        *,
        bold: bool = False,
        inset: float = 0,
    ) -> list[str]:
        text = written(words, self._locale)
        measure = _END - _START - inset
        return lines_of(
            text,
            size,
            measure,
            bold=bold,
            right_to_left=self._right_to_left,
        )


def _together(at: int, lines: int) -> int:
    """How many lines stand together from this one on: none is left alone on a page."""
    if at == 0:
        return lines if lines <= _TOGETHER else 2
    return 2 if at == lines - 2 and lines > _TOGETHER else 1
