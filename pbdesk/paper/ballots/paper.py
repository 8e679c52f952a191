"""The paper around the lines.

Stub, question, instruction, columns, foot; and how many pages it takes. The stub with the control
number stands above the cut line on the first page; on later pages that strip stays empty, because
it is the back of a stub.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pbdesk.i18n import Locale, is_right_to_left
from pbdesk.paper.ballots.row import LARGE, STANDARD, Line, Print, Row, Way
from pbdesk.paper.ballots.stub import draw_specimen_head, draw_stub
from pbdesk.paper.pen import written
from pbdesk.paper.sheet import A4, Sheet
from pbdesk.questions.sheet import BallotLine
from pbdesk.voting.profile import Marks
from pbdesk.words import Money, Words, say

__all__ = ["Layout", "Paper"]

_START, _END = 20.0, 190.0
_GUTTER = 8.0  # between two columns
_FOOT = 282.0  # the lowest baseline

type _Column = tuple[Line, ...]
type _Page = tuple[_Column, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """What a style puts on the paper.

    Its row, the head above its boxes, and the box at the foot that adds up.
    `used` says what stands in that box for an example's marks.
    """

    row: Row
    head: Words | None = None
    total: Words | None = None
    used: Callable[[Marks], int] | None = None
    more_help: Words | None = None


@dataclass(frozen=True)
class Paper:
    """One ballot, printed once a control number.

    Without numbers, once as a specimen with `marks` filled in.
    """

    lines: tuple[BallotLine, ...]
    layout: Layout
    asked: tuple[Words, Words]
    question: str
    name: str
    day: date
    currency: str
    locale: Locale
    large: bool
    rehearsal: bool
    summaries: Mapping[str, str | Words]
    marks: Marks | None
    read_out: Words | None

    def pdf(self, control: Sequence[str]) -> bytes:
        """The papers, one after the other."""
        sheet = Sheet(
            A4,
            title=self._say(say("Ballot papers of {name}", name=self.name)),
            language=self.locale.language,
            right_to_left=is_right_to_left(self.locale),
        )
        way, pages = self._pages(self._heading(None))
        for number in control or ("",):
            for at, page in enumerate(pages):
                sheet.page()
                self._draw(sheet, page, way, number, at, len(pages))
        return sheet.pdf()

    @property
    def _form(self) -> Print:
        return LARGE if self.large else STANDARD

    def _say(self, words: Words | str) -> str:
        return written(words, self.locale)

    def _line(self, line: BallotLine) -> Line:
        return Line(
            line.code,
            self._say(line.title),
            self._say(say("{value}", value=Money(line.cost, self.currency))),
            self._say(self.summaries.get(line.project, "")),
            (self.marks or {}).get(line.project),
        )

    # How the lines fall into columns and pages

    def _pages(self, first: float) -> tuple[Way, list[_Page]]:
        """The roomiest way that fits on one page, else as many pages as the densest takes."""
        lines = tuple(self._line(line) for line in self.lines)
        *roomy, densest = (
            (way, self._filled(lines, way, first)) for way in self.layout.row.ways(self._form)
        )
        return next((found for found in roomy if len(found[1]) == 1), densest)

    def _filled(self, lines: tuple[Line, ...], way: Way, first: float) -> list[_Page]:
        pages, rest, top = list[_Page](), lines, first
        while rest:
            page, rest = self._columns(rest, way, self._lowest - top)
            if not rest and way.columns > 1:
                page = self._evened(
                    tuple(line for column in page for line in column), way, self._lowest - top
                )
            pages.append(page)
            top = self._continued
        return pages

    def _columns(
        self, lines: tuple[Line, ...], way: Way, room: float
    ) -> tuple[_Page, tuple[Line, ...]]:
        """As many lines as the room takes, column by column, at least one a column.

        And the rest.
        """
        columns: list[_Column] = []
        for _ in range(way.columns):
            n, high = 0, 0.0
            while n < len(lines) and (n == 0 or high + self._height(lines[n], way) <= room):
                high += self._height(lines[n], way)
                n += 1
            columns.append(lines[:n])
            lines = lines[n:]
        return tuple(columns), lines

    def _evened(self, lines: tuple[Line, ...], way: Way, room: float) -> _Page:
        """The last page's columns of about the same height."""
        even = sum(self._height(line, way) for line in lines) / way.columns
        while even < room:
            page, rest = self._columns(lines, way, even)
            if not rest:
                return page
            even += 2
        return self._columns(lines, way, room)[0]

    def _height(self, line: Line, way: Way) -> float:
        return self.layout.row.height(line, self._form, way, self._wide(way))

    def _wide(self, way: Way) -> float:
        return (_END - _START - (way.columns - 1) * _GUTTER) / way.columns

    @property
    def _lowest(self) -> float:
        """Where the lines must end: below stand the sum and the foot."""
        return _FOOT - (9 if not self.large else 11) - (17 if self.layout.total else 0)

    @property
    def _continued(self) -> float:
        return self._form.cut + (23 if self.large else 17)

    # What is drawn

    def _draw(self, sheet: Sheet, page: _Page, way: Way, number: str, at: int, of: int) -> None:
        form = self._form
        if at == 0:
            head = draw_stub if number else draw_specimen_head
            head(
                sheet,
                form,
                self._say,
                name=self.name,
                day=self.day,
                number=number,
                pages=of,
                rehearsal=self.rehearsal,
            )
            top = self._heading(sheet)
        else:
            top = self._continued
            sheet.paragraph(
                _START,
                form.cut + (12 if self.large else 10),
                self._say(say("{question} Continued.", question=self.question)),
                form.body,
                _END - _START,
                bold=True,
            )
        low = self._rows(sheet, page, way, top)
        if at == of - 1 and self.layout.total is not None:
            low = self._total(sheet, self.layout.total, low)
        self._foot(sheet, low, at, of)

    def _heading(self, sheet: Sheet | None) -> float:
        """Question, instruction, help and heads; where the lines begin.

        Without a sheet it is only measured.
        """
        form, page = self._form, sheet or self._scratch()
        y, wide = form.first, _END - _START
        if self.rehearsal:
            page.text(
                _START,
                y - (2 if self.large else 4),
                self._say(say("Rehearsal: nothing here is decided.")),
                form.body,
                bold=True,
            )
            y += 10 if self.large else 6
        y = page.paragraph(
            _START, y, self._say(self.question), form.title, wide, bold=True, leading=1.2
        )
        y = page.paragraph(
            _START,
            y + (11.5 if self.large else 10.2),
            self._say(self.asked[0]),
            form.lead,
            wide,
            bold=True,
        )
        y = page.paragraph(
            _START, y + (11 if self.large else 6.9), self._say(self._help()), form.body, wide
        )
        if not self.large:
            y += 11.4
            if not self.layout.row.heads(page, form, _START, y, wide, self._say):
                self._heads(page, y)
            return y + 2.5
        return y + 8.8

    def _scratch(self) -> Sheet:
        return Sheet(A4, title="", language="", right_to_left=is_right_to_left(self.locale))

    def _heads(self, sheet: Sheet, y: float) -> None:
        if self.layout.head is not None:
            sheet.text(_START, y, self._say(self.layout.head), self._form.small)
        sheet.text(_END, y, self._say(say("Cost")), self._form.small, align="end")

    def _help(self) -> Words:
        mistake = (
            say("Mistake? Hand it back, take a new one.")
            if self.large
            else say("If you make a mistake, take a new paper.")
        )
        parts = [
            part for part in (self.layout.more_help, self.asked[1], mistake) if part is not None
        ]
        return Words(
            " ".join(f"{{p{i}}}" for i in range(len(parts))),
            {f"p{i}": p for i, p in enumerate(parts)},
        )

    def _rows(self, sheet: Sheet, page: _Page, way: Way, top: float) -> float:
        """Draw the columns; where the longest ends."""
        wide, low = self._wide(way), top
        for column, lines in enumerate(page):
            x, y = _START + column * (wide + _GUTTER), top
            for i, line in enumerate(lines):
                sheet.line(x, x + wide, y, 0.75 if i == 0 and self.layout.total else 0.5)
                self.layout.row.draw(sheet, line, self._form, way, x, y, wide)
                y += self._height(line, way)
            if lines:
                sheet.line(x, x + wide, y, 1)
            low = max(low, y)
        return low

    def _total(self, sheet: Sheet, total: Words, low: float) -> float:
        """The box in which the voter adds up; where the line under it stands."""
        form, high, wide = self._form, 9.0, 14.5
        high += 3 if self.large else 0
        top = low + 3.5
        base = top + high / 2 + form.body * 0.12
        sheet.text(_END - wide - 4, base, self._say(total), form.body, bold=True, align="end")
        sheet.box(_END - wide, top, wide, high, 1.5)
        if self.marks is not None and self.layout.used is not None:
            sheet.text(
                _END - 2.4,
                base,
                str(self.layout.used(self.marks)),
                form.body,
                bold=True,
                align="end",
            )
        sheet.line(_START, _END, top + high + 5, 0.5)
        return top + high + 5

    def _foot(self, sheet: Sheet, low: float, at: int, of: int) -> None:
        form = self._form
        y = min(low + (9 if self.large else 6.8), _FOOT)
        if self.read_out is not None and at == of - 1:
            sheet.text(_START, y, self._say(say("Example")), form.body, bold=True)
            sheet.paragraph(
                _START + 30, y, self._say(say("{marks}.", marks=self.read_out)), form.body, 140
            )
        elif of > 1:
            page = self._say(say("Page {page} of {pages}", page=at + 1, pages=of))
            sheet.text(_END, y, page, form.body, bold=True, align="end")
            sheet.text(_START, y, self._say(say("One ballot: keep the pages together.")), form.body)
        else:
            fold = (
                say("Fold once. Put it into the box. Do not write your name.")
                if self.large
                else say(
                    "Fold once, marks inside, and put it into the box yourself. Do not write your "
                    "name."
                )
            )
            sheet.text(_START, y, self._say(fold), form.body)
