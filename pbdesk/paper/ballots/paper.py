"""The paper around the lines.

Stub, whose paper it is, question, instruction, columns, foot; and how many pages it takes. The
stub with the control number stands above the cut line on the first page; on later pages that strip
stays empty, because it is the back of a stub. Below the cut every page says of itself which vote,
day, question and edition it belongs to, and has the box for the official mark: a torn-off paper
can be told from any other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pbdesk.i18n import Locale, is_right_to_left
from pbdesk.paper.ballots.formats import SIDES, Format
from pbdesk.paper.ballots.row import GUTTER, Line, Print, Row, Way
from pbdesk.paper.ballots.stub import draw_head, draw_stub
from pbdesk.paper.pen import written
from pbdesk.paper.sheet import PT, Sheet, lines_of
from pbdesk.questions.sheet import BallotLine
from pbdesk.voting.profile import Marks
from pbdesk.words import Day, Money, Words, say

__all__ = ["Layout", "Paper"]

_MARK_WIDE, _MARK_HIGH = 34.0, 15.0  # the box for the official mark

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

    Without numbers, once as what `instead` says (specimen or practice), with `marks` filled in.
    `kind` and `edition` say what a torn-off page is. `also`: a second language for what is asked.
    """

    lines: tuple[BallotLine, ...]
    layout: Layout
    asked: tuple[Words, Words]
    question: str
    name: str
    day: date
    currency: str
    locale: Locale
    form: Print
    on: Format
    edition: Words
    rehearsal: bool
    summaries: Mapping[str, str | Words]
    marks: Marks | None
    read_out: Words | None
    instead: tuple[Words, Words] | None = None
    also: Locale | None = None
    asks_money: bool = True
    part: Words | None = None
    """Which question and round of several it is."""

    def pdf(self, control: Sequence[str]) -> bytes:
        """The papers, one after the other."""
        sheet = self.sheet()
        numbers = control or ("",)
        for number in numbers:
            pages = self.draw(sheet, number, 1, first=True)
            if pages > 1 and pages % SIDES and number != numbers[-1]:
                sheet.page()  # the next paper begins on a front
        return sheet.pdf()

    def sheet(self) -> Sheet:
        """A sheet for papers of this size and language."""
        return Sheet(
            (self.on.width, self.on.height),
            title=self._say(say("Ballot papers of {name}", name=self.name)),
            language=self.locale.language,
            right_to_left=is_right_to_left(self.locale),
        )

    def draw(self, sheet: Sheet, number: str, papers: int, *, first: bool) -> int:
        """Add this paper to the sheet; only the `first` of a person's papers has the strip.

        The number of its pages.
        """
        way, pages = self.laid()
        for at, page in enumerate(pages):
            sheet.page()
            if at == 0 and (first or self.instead is not None):
                self._strip(sheet, number, len(pages), papers)
            self._draw(sheet, page, way, at, len(pages))
        return len(pages)

    def _say(self, words: Words | str) -> str:
        return written(words, self.locale)

    def _line(self, line: BallotLine) -> Line:
        cost = self._say(say("{value}", value=Money(line.cost, self.currency)))
        return Line(
            line.code,
            self._say(line.title),
            cost if self.asks_money else "",
            self._say(self.summaries.get(line.project, "")),
            (self.marks or {}).get(line.project),
        )

    # How the lines fall into columns and pages

    def laid(self) -> tuple[Way, list[_Page]]:
        """The roomiest way that fits on one page, else on one sheet, else the densest."""
        lines = tuple(self._line(line) for line in self.lines)
        found = [
            (way, self._filled(lines, way)) for way in self.layout.row.ways(self.form, self.on.wide)
        ]
        for sides in (1, SIDES):
            for way, pages in found:
                if len(pages) <= sides:
                    return way, pages
        return min(found, key=lambda each: len(each[1]))

    def _filled(self, lines: tuple[Line, ...], way: Way) -> list[_Page]:
        pages, rest = list[_Page](), lines
        tops = (self._heading(None, later=False), self._heading(None, later=True))
        while rest:
            room = self._lowest - tops[bool(pages)]
            page, rest = self._columns(rest, way, room)
            if not rest and way.columns > 1:
                page = self._evened(tuple(line for column in page for line in column), way, room)
            pages.append(page)
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
        return self.layout.row.height(line, self.form, way, self._wide(way))

    def _wide(self, way: Way) -> float:
        return (self.on.wide - (way.columns - 1) * GUTTER) / way.columns

    @property
    def _lowest(self) -> float:
        """Where the lines must end: below stand the sum and the foot."""
        total = 17 * self.form.scale if self.layout.total else 0
        return self.on.foot - self._foot_high - 4 - total

    @property
    def _foot_high(self) -> float:
        """From the first baseline of the foot to its last, and the air above."""
        step = self.form.body * 1.35 * PT
        return (len(self._foot_lines()) - 1) * step + (self.form.body * PT * 1.2)

    # What is drawn

    def _strip(self, sheet: Sheet, number: str, pages: int, papers: int) -> None:
        if self.instead is not None:
            draw_head(sheet, self.form, self.on, self._say, *self.instead)
            return
        draw_stub(
            sheet,
            self.form,
            self.on,
            self._say,
            name=self.name,
            day=self.day,
            number=number,
            pages=pages,
            papers=papers,
            rehearsal=self.rehearsal,
        )

    def _draw(self, sheet: Sheet, page: _Page, way: Way, at: int, of: int) -> None:
        low = self._rows(sheet, page, way, self._heading(sheet, later=at > 0))
        if at == of - 1 and self.layout.total is not None:
            low = self._total(sheet, self.layout.total, low)
        self._foot(sheet, low, at, of)

    def _heading(self, sheet: Sheet | None, *, later: bool) -> float:
        """Whose paper, question, instruction, help and heads; where the lines begin.

        Without a sheet it is only measured.
        """
        form, page = self.form, sheet or self._scratch()
        by, start, wide = form.scale, self.on.margin, self.on.wide
        beside = wide - _MARK_WIDE - 6
        y = self._whose(page, beside)
        if self.rehearsal:
            y = page.paragraph(
                start,
                y + form.body * 0.5,
                self._say(say("Rehearsal: nothing here is decided.")),
                form.body,
                beside,
                bold=True,
            )
        question = say("{question} Continued.", question=self.question) if later else self.question
        size = form.lead if later else form.title
        y = self._both(page, y + size * 0.47, question, size, beside, bold=True, leading=1.2)
        y = max(y, form.cut + _MARK_HIGH + 1.5)
        y = self._both(page, y + form.lead * 0.62, self.asked[0], form.lead, wide, bold=True)
        if not later:
            y = self._both(page, y + form.body * 0.6, self._help(), form.body, wide)
        if form.large:
            return y + 8.8 * by
        y += 9.4
        if not self.layout.row.heads(page, form, start, y, wide, self._say):
            self._heads(page, y)
        return y + 2.5

    def _both(
        self,
        sheet: Sheet,
        y: float,
        words: Words | str,
        size: float,
        measure: float,
        *,
        bold: bool = False,
        leading: float = 1.35,
    ) -> float:
        """A paragraph in the paper's language, and in the second one where it has another text."""
        first, start = self._say(words), self.on.margin
        y = sheet.paragraph(start, y, first, size, measure, bold=bold, leading=leading)
        if self.also is None:
            return y
        second = written(words, self.also)
        if second == first or not isinstance(words, Words):
            return y
        turned = f"\N{FIRST STRONG ISOLATE}{second}\N{POP DIRECTIONAL ISOLATE}"
        return sheet.paragraph(
            start, y + size * leading * PT, turned, size, measure, leading=leading
        )

    def _whose(self, sheet: Sheet, measure: float) -> float:
        """Assembly, day and edition, and the box for the official mark."""
        form, at = self.form, self.on.end - _MARK_WIDE
        sheet.box(at, form.cut + 3.5, _MARK_WIDE, _MARK_HIGH, 0.75)
        label = say("Official mark") if self.instead is None else self.instead[0]
        small = min(form.small, 18.0) if form.large else 9
        word = self._say(label)
        for i, line in enumerate(lines_of(word, small, _MARK_WIDE - 4)[:2]):
            sheet.text(at + 2, form.cut + 4.4 + small * PT * (0.85 + 1.15 * i), line, small)
        if self.instead is not None:
            sheet.line(at, self.on.end, form.cut + 3.5 + _MARK_HIGH / 2, 1.5)
        told = say(
            "{name}, {day}. {edition}", name=self.name, day=Day(self.day), edition=self.edition
        )
        if self.part is not None:
            told = say("{told}. {part}", told=told, part=self.part)
        size = min(form.body, 18.0) if form.large else 9.5
        top = form.cut + 2.5 + size * 0.42
        return sheet.paragraph(self.on.margin, top, self._say(told), size, measure)

    def _scratch(self) -> Sheet:
        return Sheet(
            (self.on.width, self.on.height),
            title="",
            language="",
            right_to_left=is_right_to_left(self.locale),
        )

    def _heads(self, sheet: Sheet, y: float) -> None:
        if self.layout.head is not None:
            sheet.text(self.on.margin, y, self._say(self.layout.head), self.form.small)
        if self.asks_money:
            sheet.text(self.on.end, y, self._say(say("Cost")), self.form.small, align="end")

    def _help(self) -> Words:
        mistake = (
            say("Mistake? Hand it back, take a new one.")
            if self.form.large
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
            x, y = self.on.margin + column * (wide + GUTTER), top
            for i, line in enumerate(lines):
                sheet.line(x, x + wide, y, 0.75 if i == 0 and self.layout.total else 0.5)
                self.layout.row.draw(sheet, line, self.form, way, x, y, wide)
                y += self._height(line, way)
            if lines:
                sheet.line(x, x + wide, y, 1)
            low = max(low, y)
        return low

    def _total(self, sheet: Sheet, total: Words, low: float) -> float:
        """The box in which the voter adds up; where the line under it stands."""
        form, end = self.form, self.on.end
        high, wide = (12.0 if form.large else 9.0) * form.scale, 14.5 * form.scale
        top = low + 3.5
        base = top + high / 2 + form.body * 0.12
        sheet.text(end - wide - 4, base, self._say(total), form.body, bold=True, align="end")
        sheet.box(end - wide, top, wide, high, 1.5)
        if self.marks is not None and self.layout.used is not None:
            used = str(self.layout.used(self.marks))
            sheet.text(end - 2.4, base, used, form.body, bold=True, align="end")
        sheet.line(self.on.margin, end, top + high + 5, 0.5)
        return top + high + 5

    def _foot_lines(self) -> list[str]:
        """Secrecy and how to fold, on every page; the page's number stands beside it."""
        fold = (
            say("Nobody looks on. Fold once. Put it into the box. Do not write your name.")
            if self.form.large
            else say(
                "Mark it where nobody looks on. Fold once, marks inside, and put it into the box "
                "yourself. Do not write your name."
            )
        )
        measure = self.on.wide - (62 if self.form.scale > 1 else 44 if self.form.large else 32)
        return lines_of(
            self._say(fold),
            self.form.body,
            measure,
            right_to_left=is_right_to_left(self.locale),
        )

    def _foot(self, sheet: Sheet, low: float, at: int, of: int) -> None:
        form, step = self.form, self.form.body * 1.35 * PT
        lines = self._foot_lines()
        y = min(low + form.body * 0.6, self.on.foot - (len(lines) - 1) * step)
        if self.read_out is not None and at == of - 1:
            sheet.text(self.on.margin, y, self._say(say("Example")), form.body, bold=True)
            told = self._say(say("{marks}.", marks=self.read_out))
            indent = 30 * form.scale
            sheet.paragraph(self.on.margin + indent, y, told, form.body, self.on.wide - indent)
            return
        for i, line in enumerate(lines):
            sheet.text(self.on.margin, y + i * step, line, form.body)
        if of > 1:
            page = self._say(say("Page {page} of {pages}", page=at + 1, pages=of))
            sheet.text(self.on.end, y, page, form.body, bold=True, align="end")
