"""A line of the ballot: box before code before name, the cost at the end.

Roomy, or dense where there are many.
Lengths in mm, type in pt: names 13, dense ones 10.5, in large print 18.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple, Protocol

from pbdesk.paper.sheet import CAP, PT, Sheet, lines_of
from pbdesk.words import Words

__all__ = [
    "GIANT",
    "LARGE",
    "PRINTS",
    "STANDARD",
    "BoxRow",
    "Line",
    "Print",
    "Row",
    "Way",
    "Written",
    "shortened",
]

type Written = Callable[[Words], str]
"""Renders words in the language of the paper."""


@dataclass(frozen=True, slots=True)
class Print:
    """What one edition measures: where the paper is cut, the first baseline below, its type."""

    large: bool
    cut: float
    first: float
    title: float
    lead: float
    body: float
    small: float
    scale: float = 1.0
    """How much larger than large print."""


STANDARD = Print(
    large=False,
    cut=46,
    first=63.5,
    title=21,
    lead=13,
    body=11,
    small=9,
)
LARGE = Print(
    large=True,
    cut=42,
    first=62,
    title=25,
    lead=20,
    body=18,
    small=18,
)
GIANT = Print(
    large=True,
    cut=74,
    first=94,
    title=32,
    lead=28,
    body=28,
    small=28,
    scale=28 / 18,
)
PRINTS: Mapping[str, Print] = MappingProxyType(
    {"standard": STANDARD, "large": LARGE, "giant": GIANT},
)
"""The editions, by the word that is kept; type of 11, 18 and 28 pt."""
GUTTER = 8.0
"""Between two columns."""
COLUMN = 76.0
"""The narrowest column in mm that takes a name and its cost."""


@dataclass(frozen=True, slots=True)
class Way:
    """How the lines are set: close together or not, in how many columns."""

    columns: int = 1
    dense: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A project as printed. `mark` is what an example shows on it."""

    code: str
    title: str
    cost: str
    summary: str = ""
    mark: int | None = None


class Row(Protocol):
    """How a style draws its lines. `wide` is the width of the column."""

    def ways(self, form: Print, wide: float) -> tuple[Way, ...]:
        """The ways to set the lines in `wide` mm, the roomiest first."""
        ...

    def heads(
        self,
        sheet: Sheet,
        form: Print,
        x: float,
        y: float,
        wide: float,
        written: Written,
    ) -> bool:
        """Draw heads for the whole line at the baseline `y`.

        False where the paper's own heads will do.
        """
        ...

    def height(self, line: Line, form: Print, way: Way, wide: float) -> float:
        """How high the line is."""
        ...

    def draw(
        self,
        sheet: Sheet,
        line: Line,
        form: Print,
        way: Way,
        x: float,
        y: float,
        wide: float,
        written: Written,
    ) -> None:
        """Draw it with its upper starting corner at x, y."""
        ...


@dataclass(frozen=True, slots=True)
class _Measure:
    """Of one line: least height and air; the name's size and step; where code and name begin.

    What the cost takes.
    """

    least: float
    air: float
    size: float
    step: float
    side: float
    code: float
    name: float
    cost: float
    summary: bool = False

    def scaled(self, by: float) -> _Measure:
        """All of it larger; the cost gets what is left of the line."""
        if by == 1:
            return self
        least = self.least * by
        air = self.air * by
        size = self.size * by
        step = self.step * by
        side = min(self.side * by, 18.0)
        return _Measure(
            least,
            air,
            size,
            step,
            side,
            side + 5,
            side + 5 + 10 * by,
            cost=self.cost * by,
            summary=self.summary,
        )


_DENSE = _Measure(11.5, 4.4, 10.5, 4.4, side=8, code=10.5, name=17.5, cost=18)
_LARGE = _Measure(
    22,
    6.6,
    18,
    7.7,
    side=13,
    code=18,
    name=28.5,
    cost=38,
    summary=True,
)
_LARGE_DENSE = _Measure(18.4, 3, 18, 7.7, side=13, code=18, name=28.5, cost=38)
_UNDER, _STEP = (
    1.5,
    1.21,
)  # from a name to what it is, and to its next line, in its size
_SUMMARY = 2  # lines of what it is


def shortened(
    text: str,
    size: float,
    measure: float,
    most: int = _SUMMARY,
) -> list[str]:
    """The text over at most so many lines; a sign says that it goes on."""
    lines = lines_of(text, size, measure) if text else []
    if len(lines) <= most:
        return lines
    shorter = lines_of(text, size, measure - size * PT)[:most]
    last = shorter[-1].removesuffix(_END_OF_ISOLATE)
    return [
        *shorter[:-1],
        f"{last} …{_END_OF_ISOLATE}" if last != shorter[-1] else f"{last} …",
    ]


_END_OF_ISOLATE = "\N{POP DIRECTIONAL ISOLATE}"


def below_each_other(
    sheet: Sheet,
    x: float,
    y: float,
    lines: Sequence[str],
    size: float,
    step: float,
    *,
    bold: bool = False,
) -> float:
    """Lines of text with baselines `step` mm apart; where one more would stand."""
    for line in lines:
        sheet.text(x, y, line, size, bold=bold)
        y += step
    return y


def _below(summary: list[str], form: Print) -> float:
    """What the lines under a name take."""
    return (
        (_UNDER + (len(summary) - 1) * _STEP) * form.body * PT
        if summary
        else 0.0
    )


class _Laid(NamedTuple):
    """A line as it falls: its name and what it is, by lines, and what the latter take."""

    measure: _Measure
    names: list[str]
    summary: list[str]
    below: float

    @property
    def named(self) -> float:
        """From the first baseline of the name to its last."""
        return (len(self.names) - 1) * self.measure.step


@dataclass(frozen=True, slots=True)
class BoxRow:
    """A box to write in, `side` mm wide where there is room."""

    side: float
    crossed: bool = False
    boxed: bool = True
    """False on a copy to read from: nobody marks it."""

    def ways(self, form: Print, wide: float) -> tuple[Way, ...]:
        """Large print keeps one column and its size: it goes on over more pages."""
        if form.large:
            return (Way(), Way(dense=True))
        most = int((wide + GUTTER) // (COLUMN + GUTTER))
        return (
            Way(),
            Way(dense=True),
            *(Way(n, dense=True) for n in range(2, most + 1)),
        )

    def heads(
        self,
        sheet: Sheet,
        form: Print,
        x: float,
        y: float,
        wide: float,
        written: Written,
    ) -> bool:
        """The paper names the box and the cost."""
        del sheet, form, x, y, wide, written
        return False

    def height(self, line: Line, form: Print, way: Way, wide: float) -> float:
        """20 (large print 22, dense 11.5), more where the name or what it is needs it."""
        laid = self._laid(line, form, way, wide)
        told = (
            laid.measure.air + len(laid.names) * laid.measure.step + laid.below
        )
        return max(laid.measure.least, told)

    def draw(
        self,
        sheet: Sheet,
        line: Line,
        form: Print,
        way: Way,
        x: float,
        y: float,
        wide: float,
        written: Written,
    ) -> None:
        """Box, code, name over what it is, cost; all in the middle of the line's height."""
        del written  # all its words are the line's own
        laid = self._laid(line, form, way, wide)
        side = laid.measure.side
        high = self.height(line, form, way, wide)
        if self.boxed:
            self._box(sheet, line, x, y + (high - side) / 2, side)
        tall = laid.measure.size * CAP * PT
        base = y + (high + tall - laid.named - laid.below) / 2
        self._words(sheet, line, form, laid, x, base, x + wide)

    def _words(
        self,
        sheet: Sheet,
        line: Line,
        form: Print,
        laid: _Laid,
        x: float,
        base: float,
        end: float,
    ) -> None:
        """Code, name, cost, and below the name what it is."""
        size = laid.measure.size
        start = x + self._name_at(line, laid.measure)
        sheet.text(x + laid.measure.code, base, line.code, size, bold=True)
        below_each_other(
            sheet,
            start,
            base,
            laid.names,
            size,
            laid.measure.step,
            bold=True,
        )
        sheet.text(end, base, line.cost, size, figures=True, align="end")
        body = form.body * PT
        under = base + laid.named + _UNDER * body
        below_each_other(
            sheet,
            start,
            under,
            laid.summary,
            form.body,
            _STEP * body,
        )

    def _laid(self, line: Line, form: Print, way: Way, wide: float) -> _Laid:
        measure = self._measure(form, way)
        names = self._names(line, measure, wide)
        summary = self._summary(line, form, measure, wide)
        return _Laid(measure, names, summary, _below(summary, form))

    def _measure(self, form: Print, way: Way) -> _Measure:
        if form.large:
            return (_LARGE_DENSE if way.dense else _LARGE).scaled(form.scale)
        if way.dense:
            return _DENSE
        return self._standard

    @property
    def _standard(self) -> _Measure:
        return _Measure(
            20,
            5,
            13,
            5.6,
            self.side,
            self.side + 6,
            self.side + 15,
            cost=30,
            summary=True,
        )

    def _names(self, line: Line, measure: _Measure, wide: float) -> list[str]:
        cost = measure.cost if line.cost else 0.0
        return lines_of(
            line.title,
            measure.size,
            wide - self._name_at(line, measure) - cost,
            bold=True,
        )

    def _summary(
        self,
        line: Line,
        form: Print,
        measure: _Measure,
        wide: float,
    ) -> list[str]:
        if measure.summary:
            wide -= self._name_at(line, measure)
            return shortened(line.summary, form.body, wide)
        return []

    @staticmethod
    def _name_at(line: Line, measure: _Measure) -> float:
        """Further in where the code has three figures."""
        return (
            measure.name + max(0, len(line.code) - 2) * measure.size * 0.55 * PT
        )

    def _box(
        self,
        sheet: Sheet,
        line: Line,
        x: float,
        y: float,
        side: float,
    ) -> None:
        sheet.box(x, y, side, side)
        if line.mark is not None and self.crossed:
            sheet.cross(x, y, side, side)
        elif line.mark is not None:
            size = side / PT * 0.6
            sheet.text(
                x + side / 2,
                y + (side + size * CAP * PT) / 2,
                str(line.mark),
                size,
                align="centre",
            )
