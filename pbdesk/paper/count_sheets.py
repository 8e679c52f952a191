"""Count sheet: one batch counted by hand, one teller reading, one stroking.

Every paper of the batch adds up. Crosses are stroked, five to a box. Where a ballot holds numbers,
each paper has its column, ten to a sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pbdesk.i18n import Locale, is_right_to_left
from pbdesk.paper.pen import Pen
from pbdesk.paper.sheet import A4, CAP, PT, Sheet, lines_of
from pbdesk.questions.sheet import BallotLine
from pbdesk.voting.options import Settings
from pbdesk.voting.styles import STYLES
from pbdesk.voting.styles.style import REASONS
from pbdesk.words import Day, Words, say

__all__ = ["count_sheet_pdf"]

_START, _END = 20.0, 190.0
_BOXES, _STEP, _SIDE = 76.5, 9.3, 8.4  # ten boxes a line
_TOTAL = 15.0
_NAME, _NAMES = 7.0, 46.0
_ROW, _DENSE, _LOWEST, _FOOT = 15.4, 10.8, 268.0, 64.0
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
    """The sheet for a batch.

    Its number and its papers are printed where they are known, else written in.
    Raises KeyError for a style that nobody knows.
    """
    pen = Pen(locale, "")
    sheet = Sheet(
        A4,
        title=pen(say("Count sheet for one batch")),
        language=locale.language,
        right_to_left=is_right_to_left(locale),
    )
    form = _Form(
        sheet,
        pen,
        style,
        pen(_lead(style, settings, name, day, rehearsal=rehearsal)),
        batch,
        papers,
    )
    pages = _pages(form, lines)
    for at, page in enumerate(pages, start=1):
        sheet.page()
        low = form.rows(page, form.head(at, len(pages), columns=bool(page)))
        if at == len(pages):
            form.foot(low)
    return sheet.pdf()


def _lead(style: str, settings: Settings, name: str, day: date, *, rehearsal: bool) -> Words:
    how = (
        say("One stroke for each cross, five to a box.")
        if STYLES[style].crossed
        else say("A column for each paper: write its number as it is marked.")
    )
    lead = say(
        "{name}, {day}. {asked} {how}",
        name=name,
        day=Day(day),
        asked=STYLES[style].question(settings)[0],
        how=how,
    )
    return say("Rehearsal: nothing here is decided. {lead}", lead=lead) if rehearsal else lead


def _pages(form: _Form, lines: Sequence[BallotLine]) -> list[list[BallotLine]]:
    """Lines by page: all on one where they fit above the foot, roomy or close together.

    Else as many as it takes.
    """
    top = form.top + 8.5
    for form.row in (_ROW, _DENSE):
        if sum(map(form.height, lines)) <= _LOWEST - _FOOT - top:
            return [list(lines)]
    pages: list[list[BallotLine]] = [[]]
    room = _LOWEST - top
    for line in lines:
        if pages[-1] and form.height(line) > room:
            pages.append([])
            room = _LOWEST - top
        pages[-1].append(line)
        room -= form.height(line)
    return pages if room >= _FOOT else [*pages, []]


@dataclass
class _Form:
    """The sheet being drawn; `row` is the least height of a line."""

    sheet: Sheet
    pen: Pen
    style: str
    lead: str
    batch: int | None
    papers: int | None
    row: float = _ROW

    @property
    def top(self) -> float:
        """Where the thick rule under the head stands."""
        right_to_left = self.sheet.right_to_left
        return (
            62.0
            + (len(lines_of(self.lead, 10, _END - _START, right_to_left=right_to_left)) - 1) * 4.8
        )

    def height(self, line: BallotLine) -> float:
        """More where the name needs more lines."""
        return max(self.row, len(self._names(line)) * 4.7 + 4.6)

    def _names(self, line: BallotLine) -> list[str]:
        return lines_of(self.pen(line.title), 10.5, _NAMES, right_to_left=self.sheet.right_to_left)

    def head(self, page: int, pages: int, *, columns: bool) -> float:
        """Title, what to write in, the heads of the columns; where the lines begin."""
        sheet, pen, top = self.sheet, self.pen, self.top
        sheet.text(_START, 27, pen(say("Count sheet for one batch")), 23, bold=True, heading=1)
        if pages > 1:
            sheet.text(
                _END,
                27,
                pen(say("Page {page} of {pages}", page=page, pages=pages)),
                11,
                bold=True,
                align="end",
            )
        sheet.paragraph(_START, 34, self.lead, 10, _END - _START)
        for start, end, label, known in (
            (20, 50, say("Batch"), self.batch),
            (56, 86, say("Papers in the batch"), self.papers),
            (92, 139, say("Teller who reads"), None),
            (145, 190, say("Teller who writes"), None),
        ):
            sheet.line(start, end, top - 13, 0.75)
            sheet.text(start, top - 9.3, pen(label), 9)
            if known is not None:
                sheet.text(start, top - 14.6, pen.number(known), 13, bold=True)
        sheet.line(_START, _END, top, 1.5)
        if columns:
            self._column_heads(top + 5)
        return top + (8.5 if columns else 0)

    def _column_heads(self, y: float) -> None:
        sheet, pen = self.sheet, self.pen
        sheet.text(_START, y, pen(say("Project")), 9)
        strokes = STYLES[self.style].crossed
        for i in range(10):
            if strokes and i % 2:
                sheet.text(_BOXES + i * _STEP + _SIDE, y, pen.number((i + 1) * 5), 9, align="end")
            elif not strokes:
                sheet.text(_BOXES + i * _STEP + _SIDE / 2, y, pen.number(i + 1), 9, align="centre")
        if self.style != "ordinal":
            sheet.text(_END, y, pen(say("Total")), 9, align="end")

    def rows(self, lines: Sequence[BallotLine], y: float) -> float:
        """Code, name, ten boxes, the total; where the last ends."""
        sheet, first = self.sheet, True
        for line in lines:
            high, names = self.height(line), self._names(line)
            sheet.line(_START, _END, y, 0.5)
            base = y + (high + 10.5 * CAP * PT - (len(names) - 1) * 4.7) / 2
            sheet.text(_START, base, line.code, 10.5, bold=True)
            for i, name in enumerate(names):
                sheet.text(_START + _NAME, base + i * 4.7, name, 10.5)
            self._boxes(y + high / 2)
            y, first = y + high, False
        if not first:
            sheet.line(_START, _END, y, 1.5)
        return y

    def _boxes(self, middle: float) -> None:
        high = 9.4 if self.row == _ROW else 8.4
        for i in range(10):
            self.sheet.box(_BOXES + i * _STEP, middle - high / 2, _SIDE, high, 0.5)
        if self.style != "ordinal":
            self.sheet.box(_END - _TOTAL, middle - high / 2, _TOTAL, high)

    def foot(self, y: float) -> None:
        """What was not counted and why, that the batch adds up, and two signatures."""
        sheet, pen = self.sheet, self.pen
        codes = (
            _NOT_COUNTED.get(self.style, "too-many"),
            "unmarked",
            "identifies",
            "no-official-mark",
            "uncertain",
        )
        sheet.text(_START, y + 8.5, pen(say("Not counted")), 13, bold=True, heading=2)
        self._sums([REASONS[code] for code in codes], _START, 95, y + 12)
        sheet.text(115, y + 8.5, pen(say("The batch adds up")), 13, bold=True, heading=2)
        low = self._sums(
            [say("Counted"), say("Rejected"), say("Set aside as doubtful")], 115, _END, y + 12
        )
        sheet.line(115, _END, low + 1, 0.75)
        sheet.text(115, low + 9, pen(say("Papers in the batch")), 11, bold=True)
        sheet.box(_END - _TOTAL, low + 3.4, _TOTAL, 8.2)
        for start, end, label in (
            (_START, 95, say("Signature, reads")),
            (115, _END, say("Signature, writes")),
        ):
            sheet.line(start, end, _LOWEST + 5, 0.75)
            sheet.text(start, _LOWEST + 8.8, pen(label), 9)

    def _sums(self, labels: Sequence[Words], start: float, end: float, y: float) -> float:
        for label in labels:
            said = self.pen(label)
            size = 11 if len(lines_of(said, 11, end - start - _TOTAL - 2)) == 1 else 9
            self.sheet.text(start, y + 5.4, said, size)
            self.sheet.box(end - _TOTAL, y, _TOTAL, 8.2)
            y += 9.6
        return y
