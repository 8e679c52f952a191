"""The paper around the lines.

Stub, whose paper it is, question, instruction, columns, foot; and how many pages it takes. The
stub with the control number stands above the cut line on the first page; on later pages that strip
stays empty, because it is the back of a stub. Below the cut every page says of itself which vote,
day, question and edition it belongs to, and has the box for the official mark: a torn-off paper
can be told from any other. Where both sides are printed, the top quarter of the back has no lines:
folded in half three times, nothing else of the paper is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, partial

from pbdesk.i18n import Locale, is_right_to_left
from pbdesk.paper.ballots.formats import SIDES, Format
from pbdesk.paper.ballots.row import GUTTER, Line, Print, Row, Way
from pbdesk.paper.ballots.stub import Stub, draw_head, draw_stub
from pbdesk.paper.pen import written
from pbdesk.paper.sheet import (
    CAP,
    PT,
    Sheet,
    lines_of,
    measured_sheet,
    sheet_for,
)
from pbdesk.paper.whose import name_and_day
from pbdesk.questions.sheet import BallotLine
from pbdesk.voting.profile import Marks
from pbdesk.words import Money, Text, Words, say

__all__ = ["Layout", "Paper"]

_MARK_WIDE, _MARK_HIGH = 38.0, 18.0  # the box for the official mark
_FOLD_FROM, _FOLD_TO = (
    4.0,
    10.0,
)  # where a mark for folding begins and ends, from the edge
_GROUPS = 4  # of the fingerprint of the rules stand on every paper
_COVER = 4  # the top of the back is this share of the paper below the cut

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

    Without numbers, once as what `instead` says (specimen, practice, copy to read from), with
    `marks` filled in. `edition`, `rules` (groups of the fingerprint) and `force` say what a
    torn-off page is. `also`: a second language for what is asked.
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
    summaries: Mapping[str, Text]
    marks: Marks | None
    read_out: Words | None
    instead: tuple[Words, Words] | None = None
    also: Locale | None = None
    asks_money: bool = True
    part: Words | None = None
    """Which question and round of several it is."""
    rules: tuple[str, ...] = ()
    force: Words | None = None

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
        title = say("Ballot papers of {name}", name=self.name)
        return sheet_for((self.on.width, self.on.height), title, self.locale)

    def draw(
        self,
        sheet: Sheet,
        number: str,
        papers: int,
        *,
        first: bool,
    ) -> int:
        """Add this paper to the sheet; only the `first` of a person's papers has the strip.

        The number of its pages.
        """
        way, pages = self.laid
        for at, page in enumerate(pages):
            sheet.page()
            if at == 0 and (first or self.instead is not None):
                self._strip(sheet, number, len(pages), papers)
            self._draw(sheet, page, way, at, len(pages))
        return len(pages)

    def _say(self, words: Text) -> str:
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

    @cached_property
    def laid(self) -> tuple[Way, list[_Page]]:
        """The roomiest way that fits on one page, else on one sheet, else the densest.

        Large print rather takes both sides than leave out what each line is.
        """
        lines = tuple(self._line(line) for line in self.lines)
        ways = self.layout.row.ways(self.form, self.on.wide)
        filled = cache(partial(self._filled, lines))
        told = self.form.large and any(line.summary for line in lines)
        for sides in (SIDES,) if told else (1, SIDES):
            for way in ways:
                if len(filled(way)) <= sides:
                    return way, filled(way)
        densest = min(ways, key=lambda way: len(filled(way)))
        return densest, filled(densest)

    def _filled(self, lines: tuple[Line, ...], way: Way) -> list[_Page]:
        pages = list[_Page]()
        rest = lines
        while rest:
            room = self._lowest - self._tops[min(len(pages), 2)]
            page, rest = self._columns(rest, way, room)
            if not rest and way.columns > 1:
                page = self._evened(
                    tuple(line for column in page for line in column),
                    way,
                    room,
                )
            pages.append(page)
        return pages

    @cached_property
    def _tops(self) -> tuple[float, float, float]:
        """Where the lines begin on the first page, on its back, and on all others."""
        first, back, other = (self._heading(None, at=at) for at in range(3))
        return first, back, other

    def _columns(
        self,
        lines: tuple[Line, ...],
        way: Way,
        room: float,
    ) -> tuple[_Page, tuple[Line, ...]]:
        """As many lines as the room takes, column by column, at least one a column.

        And the rest.
        """
        columns: list[_Column] = []
        for _ in range(way.columns):
            n, high = 0, 0.0
            while n < len(lines) and (
                n == 0 or high + self._height(lines[n], way) <= room
            ):
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

    @cached_property
    def _lowest(self) -> float:
        """Where the lines must end: below stand the sum and the foot."""
        total = 17 * self.form.scale if self.layout.total else 0
        return self.on.foot - self._foot_high - 4 - total

    @property
    def _foot_high(self) -> float:
        """From the first baseline of the foot to its last, and the air above."""
        page = self._scratch
        longest = self._tallest_folding(page)
        return longest + self.form.body * PT * 1.2

    def _tallest_folding(self, page: Sheet) -> float:
        return max(self._folding(page, 0, of) for of in (1, SIDES, SIDES + 1))

    # What is drawn

    def _strip(
        self,
        sheet: Sheet,
        number: str,
        pages: int,
        papers: int,
    ) -> None:
        if self.instead is not None:
            draw_head(sheet, self.form, self.on, self._say, *self.instead)
            return
        stub = Stub(self.name, self.day, number, pages, papers, self.rehearsal)
        draw_stub(sheet, self.form, self.on, self._say, stub)

    def _draw(
        self,
        sheet: Sheet,
        page: _Page,
        way: Way,
        at: int,
        of: int,
    ) -> None:
        top = self._heading(sheet, at=at)
        low = self._rows(sheet, page, way, top)
        if self.instead is None:
            self._fold_marks(sheet, page, way, top, at, of)
        if at == of - 1 and self.layout.total is not None:
            low = self._total(sheet, self.layout.total, low)
        self._foot(sheet, low, at, of)

    def _heading(self, sheet: Sheet | None, *, at: int) -> float:
        """Whose paper, question, instruction, help and heads; where the lines begin.

        Without a sheet it is only measured.
        """
        page = sheet or self._scratch
        y = self._asked(page, self._whose_and_mark(page), later=at > 0)
        if at == 0:
            y = self._both(
                page,
                y + self.form.body * 0.6,
                self._help(),
                self.form.body,
            )
        if at == 1:  # the back: what is seen of a folded paper ends here
            cover = (
                self.form.cut + (self.on.height - self.form.cut) / _COVER + 2
            )
            y = max(
                y,
                cover - (8.8 * self.form.scale if self.form.large else 11.9),
            )
        return self._headed(page, y)

    def _asked(self, page: Sheet, y: float, *, later: bool) -> float:
        """The question, beside or below the box for the mark, and what the voter is to do."""
        form = self.form
        question = (
            say("{question} Continued.", question=self.question)
            if later
            else self.question
        )
        size = form.lead if later else form.title
        y += size * 0.47
        below = y - size * CAP * PT > form.cut + 4.5 + _MARK_HIGH
        room = None if below else self._beside_mark
        y = self._both(
            page,
            y,
            question,
            size,
            room,
            bold=True,
            leading=1.2,
            heading=1,
        )
        y = max(y, form.cut + _MARK_HIGH + 1.5)
        return self._both(
            page,
            y + form.lead * 0.62,
            self.asked[0],
            form.lead,
            bold=True,
        )

    def _headed(self, page: Sheet, y: float) -> float:
        """The heads of the lines, the style's own or the paper's; where the lines begin."""
        heads = self.layout.row.heads
        start = self.on.margin
        wide = self.on.wide
        if self.form.large:
            by = self.form.scale
            headed = heads(
                page,
                self.form,
                start,
                y + 8.8 * by,
                wide,
                self._say,
            )
            return y + (12.0 if headed else 8.8) * by
        y += 9.4
        if not heads(page, self.form, start, y, wide, self._say):
            self._heads(page, y)
        return y + 2.5

    @property
    def _beside_mark(self) -> float:
        """How wide the lines beside the box for the official mark may be."""
        return self.on.wide - _MARK_WIDE - 6

    def _both(
        self,
        sheet: Sheet,
        y: float,
        words: Text,
        size: float,
        measure: float | None = None,
        *,
        bold: bool = False,
        leading: float = 1.35,
        heading: int = 0,
    ) -> float:
        """A paragraph in the paper's language, and in the second one where it has another text.

        As wide as the paper where no `measure` is given; the last baseline.
        """
        first = self._say(words)
        start = self.on.margin
        measure = measure or self.on.wide
        y = sheet.paragraph(
            start,
            y,
            first,
            size,
            measure,
            bold=bold,
            leading=leading,
            heading=heading,
        )
        if self.also is None:
            return y
        second = written(words, self.also)
        if second == first or not isinstance(words, Words):
            return y
        return self._beside(
            sheet,
            y + size * leading * PT,
            second,
            size,
            measure,
            leading,
        )

    def _beside(
        self,
        sheet: Sheet,
        y: float,
        words: str,
        size: float,
        measure: float,
        leading: float = 1.35,
    ) -> float:
        """A paragraph of the second language, from its own side; the last baseline."""
        other = (
            self.also is not None
            and is_right_to_left(self.also) != sheet.right_to_left
        )
        turned = f"\N{FIRST STRONG ISOLATE}{words}\N{POP DIRECTIONAL ISOLATE}"
        lines = lines_of(
            turned,
            size,
            measure,
            right_to_left=sheet.right_to_left,
        )
        at = self.on.margin + (measure if other else 0)
        side = "end" if other else "start"
        with sheet.one():
            for i, line in enumerate(lines):
                sheet.text(
                    at,
                    y + i * size * leading * PT,
                    line,
                    size,
                    align=side,
                )
        return y + (len(lines) - 1) * size * leading * PT

    def _whose_and_mark(self, sheet: Sheet) -> float:
        """Assembly, day, edition, rules and force, and the box for the official mark."""
        form = self.form
        start = self.on.margin
        measure = self._beside_mark
        small = form.small
        step = form.small * 1.3 * PT
        if self.instead is None:
            self._mark(sheet)
        whose = self._say(name_and_day(self.name, self.day))
        top = form.cut + 2.5 + small * 0.42
        y = sheet.paragraph(
            start,
            top,
            whose,
            small,
            measure,
            bold=True,
            leading=1.3,
        )
        for words in self._identity():
            y = sheet.paragraph(
                start,
                y + step,
                self._say(words),
                small,
                measure,
                leading=1.3,
            )
        if self.rehearsal:
            nothing = self._say(say("Rehearsal: nothing here is decided."))
            y += form.body * 0.5
            y = sheet.paragraph(
                start,
                y,
                nothing,
                form.body,
                measure,
                bold=True,
            )
        return y

    def _mark(self, sheet: Sheet) -> None:
        """The box for the official mark, with its name in the corner."""
        at = self.on.end - _MARK_WIDE
        small = self.form.small
        sheet.box(at, self.form.cut + 3.5, _MARK_WIDE, _MARK_HIGH, 0.75)
        mark = self._say(say("Official mark"))
        for i, line in enumerate(lines_of(mark, small, _MARK_WIDE - 4)[:2]):
            base = self.form.cut + 4.4 + small * PT * (0.85 + 1.15 * i)
            sheet.text(at + 2, base, line, small)

    def _identity(self) -> list[Words]:
        """What a torn-off page says of itself, below whose it is."""
        found = [self._edition_told]
        if self.part is not None:
            found.insert(0, self.part)
        if self.rules:
            groups = " ".join(self.rules[:_GROUPS])
            found.append(say("Rules {groups}", groups=groups))
        if self.force is not None:
            found.append(self.force)
        return found

    @property
    def _edition_told(self) -> Words:
        if self.instead is None:
            return self.edition
        return self.instead[0]

    @cached_property
    def _scratch(self) -> Sheet:
        """A sheet that nobody sees, to measure on."""
        return measured_sheet((self.on.width, self.on.height), self.locale)

    def _heads(self, sheet: Sheet, y: float) -> None:
        if self.layout.head is not None:
            sheet.text(
                self.on.margin,
                y,
                self._say(self.layout.head),
                self.form.small,
            )
        if self.asks_money:
            sheet.text(
                self.on.end,
                y,
                self._say(say("Cost")),
                self.form.small,
                align="end",
            )

    def _help(self) -> Words:
        mistake = self._mistake
        parts = [
            part
            for part in (self.layout.more_help, self.asked[1], mistake)
            if part is not None
        ]
        return Words(
            " ".join(f"{{p{i}}}" for i in range(len(parts))),
            {f"p{i}": p for i, p in enumerate(parts)},
        )

    @property
    def _mistake(self) -> Words:
        if self.form.large:
            return say("Mistake? Hand it back, take a new one.")
        return say("If you make a mistake, take a new paper.")

    def _rows(self, sheet: Sheet, page: _Page, way: Way, top: float) -> float:
        """Draw the columns; where the longest ends."""
        step = self._wide(way) + GUTTER
        low = top
        for place, column in enumerate(page):
            low = max(
                low,
                self._column(
                    sheet,
                    column,
                    way,
                    self.on.margin + place * step,
                    top,
                ),
            )
        for place in range(1, sum(bool(column) for column in page)):
            sheet.upright(self.on.margin + place * step - GUTTER / 2, top, low)
        return low

    def _column(
        self,
        sheet: Sheet,
        column: _Column,
        way: Way,
        x: float,
        y: float,
    ) -> float:
        """The lines one below the other, a rule above each and below the last; where they end."""
        wide = self._wide(way)
        thick = 0.75 if self.layout.total else 0.5
        for line in column:
            sheet.line(x, x + wide, y, thick)
            self.layout.row.draw(
                sheet,
                line,
                self.form,
                way,
                x,
                y,
                wide,
                self._say,
            )
            y += self._height(line, way)
            thick = 0.5
        if column:
            sheet.line(x, x + wide, y, 1)
        return y

    def _fold_marks(
        self,
        sheet: Sheet,
        page: _Page,
        way: Way,
        top: float,
        at: int,
        of: int,
    ) -> None:
        """Where to fold, at both edges, never through a box: a crease there is taken for a mark."""
        if of > SIDES:
            return  # a booklet is not folded at a line
        parts = (1, 2) if at > 0 else (2,)  # the quarter is seen from the back
        free = self._between_boxes(page, way, top)
        for part in parts:
            wanted = (
                self.form.cut + (self.on.height - self.form.cut) * part / _COVER
            )
            y = wanted
            if part > 1:  # the quarter lies in the heading
                y = min(
                    free,
                    key=lambda each: abs(each - wanted),
                    default=wanted,
                )
            for start, end in (
                (_FOLD_FROM, _FOLD_TO),
                (sheet.width - _FOLD_TO, sheet.width - _FOLD_FROM),
            ):
                sheet.line(start, end, y, 0.75)

    def _between_boxes(self, page: _Page, way: Way, top: float) -> list[float]:
        """The rules between lines at which no column has a box."""
        edges = list[float]()
        taken = list[tuple[float, float]]()
        for column in page:
            y = top
            for line in column:
                high = self._height(line, way)
                taken.append((y + 0.5, y + high - 0.5))
                y += high
                edges.append(y)
        air = 2.0  # between a rule and the box below or above it there is at least this
        return [
            y
            for y in edges
            if all(not start + air < y < end - air for start, end in taken)
        ]

    def _total(self, sheet: Sheet, total: Words, low: float) -> float:
        """The box in which the voter adds up; where the line under it stands."""
        form = self.form
        end = self.on.end
        high = (12.0 if form.large else 9.0) * form.scale
        wide = 14.5 * form.scale
        top = low + 3.5
        base = top + high / 2 + form.body * 0.12
        sheet.text(
            end - wide - 4,
            base,
            self._say(total),
            form.body,
            bold=True,
            align="end",
        )
        sheet.box(end - wide, top, wide, high, 1.5)
        if self.marks is not None and self.layout.used is not None:
            used = str(self.layout.used(self.marks))
            sheet.text(end - 2.4, base, used, form.body, bold=True, align="end")
        sheet.line(self.on.margin, end, top + high + 5, 0.5)
        return top + high + 5

    def _folding(self, sheet: Sheet, y: float, of: int) -> float:
        """Secrecy and how to fold, on every page; the page's number stands beside it."""
        body = self.form.body
        return self._both(sheet, y, self._fold(of), body, self._fold_measure())

    def _fold_measure(self) -> float:
        return self.on.wide - (
            62 if self.form.scale > 1 else 44 if self.form.large else 32
        )

    def _fold(self, of: int) -> Words:
        return (
            self.instead[1]
            if self.instead is not None
            else _folding(of, large=self.form.large)
        )

    def _foot(self, sheet: Sheet, low: float, at: int, of: int) -> None:
        form = self.form
        y = min(
            low + form.body * 0.6,
            self.on.foot - self._folding(self._scratch, 0, of),
        )
        if self.read_out is not None and at == of - 1:
            sheet.text(
                self.on.margin,
                y,
                self._say(say("Example")),
                form.body,
                bold=True,
            )
            told = self._say(say("{marks}.", marks=self.read_out))
            indent = 30 * form.scale
            sheet.paragraph(
                self.on.margin + indent,
                y,
                told,
                form.body,
                self.on.wide - indent,
            )
            return
        _ = self._folding(sheet, y, of)
        page = self._say(say("Page {page} of {pages}", page=at + 1, pages=of))
        sheet.text(self.on.end, y, page, form.body, bold=True, align="end")


def _folding(of: int, *, large: bool) -> Words:
    """Secrecy, and how a paper of so many pages is folded: no mark is seen from outside."""
    if of > SIDES:
        return say(
            "Do not write your name. Close it and put it into the box yourself.",
        )
    if of == SIDES:
        return say(
            "Do not write your name. Fold it in half three times, official mark of the back "
            "outside, and put it into the box yourself.",
        )
    if large:
        return say(
            "Do not write your name. Fold once, marks inside, and put it into the box.",
        )
    return say(
        "Do not write your name or anything else. Mark it where nobody looks on, fold it once, "
        "marks inside, and put it into the box yourself.",
    )
