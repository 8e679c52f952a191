"""Count sheet: one batch counted by hand, one teller reading aloud, one writing.

A column for each paper, twenty-five to a sheet: a stroke beside what is crossed, or what a paper
gives. Rows and columns are added apart and must come to one sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pbdesk.i18n import Locale
from pbdesk.paper.pen import Pen
from pbdesk.paper.sheet import A4, CAP, PT, Sheet, lines_of, sheet_for
from pbdesk.paper.whose import name_and_day
from pbdesk.questions.sheet import BallotLine
from pbdesk.voting.options import Settings
from pbdesk.voting.styles import STYLES
from pbdesk.voting.styles.style import REASONS
from pbdesk.words import Words, say

__all__ = ["count_sheet_pdf"]

_LANDSCAPE = (A4[1], A4[0])
_START, _END, _LOWEST = 20.0, 277.0, 200.0
_COLUMNS, _COLUMN = 25, 7.0  # papers to a sheet, and how wide each column is
_CODE, _NAMES = 8.0, 45.0
_BOXES = _START + _CODE + _NAMES + 1
_TOTAL = _BOXES + _COLUMNS * _COLUMN
_ROW, _LEADING = 9.4, 4.2
_FOOT = 37.0  # below the last row: letters, sums, signatures
_SECOND, _THIRD = 104.0, 196.0  # where the parts of the foot begin
_BOX, _STEP = 20.0, 7.4
_NOT_COUNTED = {"quadratic": "overspent", "cumulative": "overspent"}


def count_sheet_pdf(
    lines: Sequence[BallotLine],
    *,
    style: str,
    settings: Settings,
    name: str,
    day: date,
    locale: Locale,
    batch: int | None = None,
    papers: int | None = None,
    rehearsal: bool = False,
) -> bytes:
    """The sheets for a batch: as many columns as it has papers, twenty-five where nobody knows.

    Its number and its papers are printed where they are known, else written in.
    Raises KeyError for a style that nobody knows.
    """
    pen = Pen(locale, "")
    sheet = sheet_for(_LANDSCAPE, say("Count sheet for one batch"), locale)
    whose = name_and_day(name, day)
    if rehearsal:
        whose = say("{whose}. Rehearsal: nothing here is decided.", whose=whose)
    every = list(_of_papers(papers or _COLUMNS))
    how = pen(_how(style, settings))
    whole = len(every) == 1
    form = _Form(sheet, pen, style, pen(whose), how, batch, papers, whole=whole)
    parts = list(form.parts(lines))
    pages = [(columns, part) for columns in every for part in parts]
    for at, (columns, part) in enumerate(pages, start=1):
        form.page(part, columns, at, len(pages), last=part is parts[-1])
    return sheet.pdf()


def _of_papers(papers: int) -> Iterator[range]:
    """The papers of each sheet by their numbers."""
    for first in range(1, papers + 1, _COLUMNS):
        yield range(first, min(first + _COLUMNS, papers + 1))


def _how(style: str, settings: Settings) -> Words:
    """What is asked of the tellers."""
    how = say("Write beside each project what the paper gives it.")
    if STYLES[style].crossed:
        how = say("Put a stroke beside every project that is crossed.")
    elif style == "quadratic":
        how = say(
            "Write the votes that stand above the crossed box, never the credits.",
        )
    elif style == "ordinal":
        how = say(
            "Write beside each project the number that stands in its box.",
        )
    return say(
        "{asked} One column for each paper. {how} Leave the column of a doubtful paper empty.",
        asked=STYLES[style].question(settings)[0],
        how=how,
    )


@dataclass
class _Form:
    """The sheet being drawn; `whole`: it has all papers of the batch."""

    sheet: Sheet
    pen: Pen
    style: str
    whose: str
    how: str
    batch: int | None
    papers: int | None
    whole: bool

    @property
    def _adds(self) -> bool:
        """Places are not added up."""
        return self.style != "ordinal"

    @property
    def _top(self) -> float:
        """The baseline of the heads of the columns, below what is to be done."""
        right_to_left = self.sheet.right_to_left
        return 47.0 + 4.8 * (
            len(
                lines_of(
                    self.how,
                    10,
                    _END - _START,
                    right_to_left=right_to_left,
                ),
            )
            - 1
        )

    def parts(self, lines: Sequence[BallotLine]) -> Iterator[list[BallotLine]]:
        """Lines by page; the last page has room for the sums and the foot."""
        room = _LOWEST - self._top - 3
        closing = (1 + self._adds) * _ROW + _FOOT
        part = list[BallotLine]()
        left = room
        for at, line in enumerate(lines):
            high = self._height(line)
            last = at == len(lines) - 1
            if part and high + (closing if last else 0) > left:
                yield part
                part, left = [], room
            part.append(line)
            left -= high
        yield part

    def _height(self, line: BallotLine) -> float:
        """More where the name needs more lines."""
        return max(_ROW, len(self._names(line)) * _LEADING + 2)

    def _names(self, line: BallotLine) -> list[str]:
        return lines_of(
            self.pen(line.title),
            9.5,
            _NAMES,
            right_to_left=self.sheet.right_to_left,
        )

    def page(
        self,
        lines: Sequence[BallotLine],
        columns: range,
        number: int,
        pages: int,
        *,
        last: bool,
    ) -> None:
        """One page: its head, its part of the table, and on the last of a table the foot."""
        self.sheet.page()
        self.head(number, pages)
        low = self.table(lines, columns, closed=last)
        if last:
            self.foot(low)

    def head(self, page: int, pages: int) -> None:
        """Title, whose it is, what to do, and what to write in."""
        sheet = self.sheet
        pen = self.pen
        sheet.text(
            _START,
            19,
            pen(say("Count sheet for one batch")),
            20,
            bold=True,
            heading=1,
        )
        sheet.text(_START, 26, self.whose, 10)
        _number_of_page(sheet, page, pages, pen)
        self._to_write_in(sheet, pen)
        sheet.paragraph(_START, 35, self.how, 10, _END - _START)

    def _to_write_in(self, sheet: Sheet, pen: Pen) -> None:
        for start, end, label, known in (
            (140.0, 160.0, say("Batch"), self.batch),
            (165.0, 187.0, say("Papers in it"), self.papers),
            (192.0, 232.0, say("Reads aloud"), None),
            (237.0, _END, say("Writes"), None),
        ):
            sheet.line(start, end, 22, 0.75)
            sheet.text(start, 26, pen(label), 9)
            if known is not None:
                sheet.text(start, 20.5, pen.number(known), 13, bold=True)

    def table(
        self,
        lines: Sequence[BallotLine],
        columns: range,
        *,
        closed: bool,
    ) -> float:
        """Lines by papers; `closed`: with the sums of the columns below. Where it ends."""
        top = self._top + 2.5
        self._heads(columns)
        y = top
        for line in lines:
            y = self._line(line, y)
        if closed and self._adds:
            y = self._row(
                y,
                _ROW,
                [self.pen(say("Sum of the column"))],
                bold=True,
            )
        if closed:
            y = self._not_counted_row(y)
        self.sheet.line(_START, _END, y, 1)
        self._uprights(columns, top, y)
        return y

    def _not_counted_row(self, y: float) -> float:
        told = [say("Not counted"), say("write the letter; ? if doubtful")]
        return self._row(
            y,
            _ROW,
            [self.pen(words) for words in told],
            bold=True,
        )

    def _uprights(self, columns: range, top: float, y: float) -> None:
        for at in range(len(columns) + 1):
            thick = 1 if at % 5 == 0 else 0.5
            self.sheet.upright(_BOXES + at * _COLUMN, top, y, thick)

    def _heads(self, columns: range) -> None:
        y = self._top
        self.sheet.text(
            _START,
            y,
            self.pen(say("Paper number in the batch")),
            9,
        )
        for at, paper in enumerate(columns):
            middle = _BOXES + (at + 0.5) * _COLUMN
            number = self.pen.number(paper)
            fifth = paper % 5 == 0
            self.sheet.text(middle, y, number, 9, bold=fifth, align="centre")
        if self._adds:
            self.sheet.text(
                _END,
                y,
                self.pen(say("Sum of the row")),
                9,
                align="end",
            )

    def _line(self, line: BallotLine, y: float) -> float:
        """The row of a line of the ballot; where it ends."""
        high = self._height(line)
        self.sheet.text(
            _START,
            self._first(y, high, 1),
            line.code,
            10.5,
            bold=True,
        )
        return self._row(y, high, self._names(line), after=_CODE)

    def _row(
        self,
        y: float,
        high: float,
        told: Sequence[str],
        *,
        after: float = 0,
        bold: bool = False,
    ) -> float:
        """A row under its line, its words in the middle of it; where it ends."""
        self.sheet.line(_START, _END, y, 0.5)
        first = self._first(y, high, len(told))
        for at, words in enumerate(told):
            strong = bold and at == 0
            size = 9 if bold and at else 9.5
            self.sheet.text(
                _START + after,
                first + at * _LEADING,
                words,
                size,
                bold=strong,
            )
        return y + high

    def _first(self, y: float, high: float, lines: int) -> float:
        """The first baseline of so many lines in the middle of a row."""
        return y + (high + 9.5 * CAP * PT - (lines - 1) * _LEADING) / 2

    def foot(self, y: float) -> None:
        """The letters, that the batch adds up, that both sums are one, and two signatures."""
        self._letters(y)
        self._adding_up(y)
        self._two_sums(y)
        self._signatures(y)

    def _two_sums(self, y: float) -> None:
        if self._adds:
            both = (say("All rows added"), say("All columns added"))
            self._part(_THIRD, _END, y, say("The two sums are the same"), both)

    def _adding_up(self, y: float) -> None:
        title = say("The batch adds up")
        whole = say("Papers in it")
        if not self.whole:
            title = say("This sheet adds up")
            whole = say("Papers on this sheet")
        went = (
            say("Counted"),
            say("Not counted"),
            say("Set aside as doubtful"),
        )
        self._part(_SECOND, _THIRD - 12, y, title, went, whole)

    def _signatures(self, y: float) -> None:
        for start, end, label in (
            (_THIRD, _THIRD + 38, say("Signature, reads")),
            (_THIRD + 43, _END, say("Signature, writes")),
        ):
            self.sheet.line(start, end, y + 32.5, 0.75)
            self.sheet.text(start, y + 36.5, self.pen(label), 9)

    def _letters(self, y: float) -> None:
        codes = (
            _NOT_COUNTED.get(self.style, "too-many"),
            "unmarked",
            "identifies",
            "no-official-mark",
            "uncertain",
        )
        heading = self.pen(say("Letters for “not counted”"))
        self.sheet.text(_START, y + 6.5, heading, 11, bold=True, heading=2)
        for at, (letter, code) in enumerate(zip("abcde", codes, strict=True)):
            base = y + 12.5 + at * 5
            self.sheet.text(_START, base, letter, 9.5, bold=True)
            self.sheet.text(_START + 5, base, self.pen(REASONS[code]), 9.5)

    def _part(
        self,
        start: float,
        end: float,
        y: float,
        title: Words,
        labels: Sequence[Words],
        whole: Words | None = None,
    ) -> None:
        """Labels with boxes to write sums in; `whole` is what the others come to."""
        self.sheet.text(
            start,
            y + 6.5,
            self.pen(title),
            11,
            bold=True,
            heading=2,
        )
        told = [*labels, *([whole] if whole else [])]
        for at, label in enumerate(told):
            top = y + 8.6 + at * _STEP
            self.sheet.text(
                start,
                top + 4.6,
                self.pen(label),
                10,
                bold=label is whole,
            )
            self.sheet.box(end - _BOX, top, _BOX, 6.4)


def _number_of_page(sheet: Sheet, page: int, pages: int, pen: Pen) -> None:
    if pages > 1:
        told = say("Page {page} of {pages}", page=page, pages=pages)
        sheet.text(_END, 12, pen(told), 9, align="end")
