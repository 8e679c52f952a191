"""Quadratic: the voter crosses a price.

Votes stand above it, and nobody computes the ladder by hand. Up to five prices stand beside the
name, up to ten below it. Where more can be bought, or votes against are allowed, the votes are
written as a number.
"""

from __future__ import annotations

from dataclasses import dataclass

from pbdesk.paper.ballots.paper import Layout
from pbdesk.paper.ballots.row import (
    BoxRow,
    Line,
    Print,
    Way,
    Written,
    below_each_other,
    shortened,
)
from pbdesk.paper.sheet import CAP, PT, Sheet, lines_of
from pbdesk.voting.profile import Marks
from pbdesk.voting.styles.quadratic import QuadraticSettings
from pbdesk.words import say, several

__all__ = ["quadratic"]

_BESIDE, _BELOW = 5, 10
_NAME = 7.0  # where names begin
_BETWEEN = 2.7  # from one price's box to the next


def quadratic(settings: QuadraticSettings) -> Layout:
    """Prices from 1 to what the credits and the cap allow, and the sum at the foot."""
    most = settings.most_votes
    total = say("Credits used, {credits} at most", credits=settings.credits)
    if most > _BELOW or settings.negative:
        return Layout(
            BoxRow(13),
            head=say("Votes"),
            total=total,
            used=_spent,
            more_help=say("Write how many votes you buy into the box."),
        )
    return Layout(
        PriceRow(most),
        total=total,
        used=_spent,
        more_help=say("Cross one price on a line."),
    )


def _spent(marks: Marks) -> int:
    return sum(votes * votes for votes in marks.values())


@dataclass(frozen=True, slots=True)
class _Measure:
    """Of one line, in mm and pt.

    Where prices begin, their step and height; the name's size, step and measure.
    """

    at: float
    step: float
    high: float
    below: bool
    size: float
    line: float
    name: float
    credits: float


def _in_the_middle(
    sheet: Sheet,
    x: float,
    y: float,
    told: list[str],
    size: float,
) -> None:
    """Lines one below the other, centred on a point."""
    tall = size * CAP * PT
    step = size * 1.25 * PT
    base = y + (tall - (len(told) - 1) * step) / 2
    for i, words in enumerate(told):
        sheet.text(x, base + i * step, words, size, align="centre")


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A box a price, 1 4 9 … `most` squared, and a line for the credits paid."""

    most: int

    def ways(self, form: Print, wide: float) -> tuple[Way, ...]:
        """A box must hold a cross and show its price; large print may leave out what it is."""
        del wide
        return (Way(), Way(dense=True)) if form.large else (Way(),)

    def heads(
        self,
        sheet: Sheet,
        form: Print,
        x: float,
        y: float,
        wide: float,
        written: Written,
    ) -> bool:
        """Votes above their prices; in large print the boxes say both."""
        if form.large:
            sheet.text(
                x + wide,
                y,
                written(say("Credits")),
                form.small,
                align="end",
            )
            return True
        measure = self._measure(form, wide)
        if not measure.below:
            sheet.text(x, y, written(say("Project")), form.small)
        for k in range(1, self.most + 1):
            middle = (
                x
                + measure.at
                + (k - 1) * measure.step
                + (measure.step - _BETWEEN) / 2
            )
            sheet.text(
                middle,
                y,
                written(several("{n} vote", "{n} votes", k)),
                form.small,
                align="centre",
            )
        sheet.text(
            x + wide,
            y,
            written(say("Credits")),
            form.small,
            align="end",
        )
        return True

    def height(self, line: Line, form: Print, way: Way, wide: float) -> float:
        """16.4 with the prices beside the name, more with them below."""
        measure = self._measure(form, wide)
        names = (len(self._names(line, measure)) - 1) * measure.line
        names += len(self._told(line, form, way, measure)) * measure.line
        if measure.below:
            rows = self._ranks(form)
            boxes = rows * measure.high + (rows - 1) * _BETWEEN
            return names + 2.35 * measure.line + boxes + 5
        return max(16.4, 15.3 + names)

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
        """Code, name, cost, the prices and the line for credits."""
        measure = self._measure(form, wide)
        if measure.below:
            top = self._named_above(sheet, line, form, way, x, y, wide)
        else:
            low = self._named(sheet, line, measure, x, y + 7.2, _NAME)
            sheet.text(
                x + _NAME,
                low + 5.6,
                line.cost,
                measure.size,
                figures=True,
            )
            top = y + (self.height(line, form, way, wide) - measure.high) / 2
        self._prices(sheet, line, form, measure, x, top, written)
        rows = self._ranks(form)
        foot = top + rows * measure.high + (rows - 1) * _BETWEEN
        self._credits(sheet, line, form, measure, x + wide, foot)

    def _credits(
        self,
        sheet: Sheet,
        line: Line,
        form: Print,
        measure: _Measure,
        end: float,
        y: float,
    ) -> None:
        """The line for what is paid, with the price of an example on it."""
        sheet.line(end - measure.credits, end, y, 0.75)
        if line.mark:
            sheet.text(
                end - 2,
                y - 1.4,
                str(line.mark**2),
                form.body,
                align="end",
            )

    def _named_above(
        self,
        sheet: Sheet,
        line: Line,
        form: Print,
        way: Way,
        x: float,
        y: float,
        wide: float,
    ) -> float:
        """Code, name, cost, and in large print what it is; where the prices below begin."""
        measure = self._measure(form, wide)
        base = y + measure.line * 1.35
        step = measure.line
        low = self._named(
            sheet,
            line,
            measure,
            x,
            base,
            _NAME + (3 if form.large else 0),
        )
        sheet.text(
            x + wide,
            base,
            line.cost,
            measure.size,
            figures=True,
            align="end",
        )
        told = self._told(line, form, way, measure)
        low = below_each_other(
            sheet,
            x + _NAME + 3,
            low + step,
            told,
            form.body,
            step,
        )
        return low - step * 0.4

    def _named(
        self,
        sheet: Sheet,
        line: Line,
        measure: _Measure,
        x: float,
        base: float,
        indent: float,
    ) -> float:
        """Code, and the name further in; the last baseline."""
        size = measure.size
        step = measure.line
        sheet.text(x, base, line.code, size, bold=True)
        names = self._names(line, measure)
        below_each_other(sheet, x + indent, base, names, size, step, bold=True)
        return base + (len(names) - 1) * step

    def _prices(
        self,
        sheet: Sheet,
        line: Line,
        form: Print,
        measure: _Measure,
        x: float,
        top: float,
        written: Written,
    ) -> None:
        """The boxes with their prices; in large print each holds what it buys too."""
        wide = measure.step - _BETWEEN
        for k in range(1, self.most + 1):
            rank, place = divmod(k - 1, _BESIDE) if form.large else (0, k - 1)
            at = x + measure.at + place * measure.step
            y = top + rank * (measure.high + _BETWEEN)
            sheet.box(at, y, wide, measure.high)
            told = [str(k * k)]
            if form.large:
                told.append(written(several("{n} vote", "{n} votes", k)))
            _in_the_middle(
                sheet,
                at + wide / 2,
                y + measure.high / 2,
                told,
                form.body,
            )
            if line.mark == k:
                sheet.cross(at, y, wide, measure.high)

    def _ranks(self, form: Print) -> int:
        """How many lines of prices stand one below the other."""
        return -(-self.most // _BESIDE) if form.large else 1

    def _told(
        self,
        line: Line,
        form: Print,
        way: Way,
        measure: _Measure,
    ) -> list[str]:
        """What the project is, where there is room for it: large print says it too."""
        if not form.large or way.dense or not line.summary:
            return []
        return shortened(line.summary, form.body, measure.name + 20)

    def _measure(self, form: Print, wide: float) -> _Measure:
        if form.large:
            by = form.scale
            return _Measure(
                10 * by,
                min(29.0 * by, (wide - 30 * by) / min(self.most, _BESIDE)),
                18 * by,
                below=True,
                size=18 * by,
                line=7.7 * by,
                name=wide - 48 * by,
                credits=16 * by,
            )
        if self.most > _BESIDE:
            return _Measure(
                _NAME,
                14.2,
                9,
                below=True,
                size=11,
                line=4.9,
                name=wide - 40,
                credits=11,
            )
        at = wide - 14 - 14.2 * self.most
        return _Measure(
            at,
            14.2,
            9,
            below=False,
            size=11,
            line=4.9,
            name=at - _NAME - 2,
            credits=11,
        )

    def _names(self, line: Line, measure: _Measure) -> list[str]:
        return lines_of(line.title, measure.size, measure.name, bold=True)
