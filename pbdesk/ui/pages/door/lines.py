"""The lines of a list that cannot be taken, each with its reason and a way to mend it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pbdesk.ledger.people import Preview
from pbdesk.ledger.roster import ListColumn, Remark
from pbdesk.ui.pages.door.columns import called
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.facts import Quoted
from pbdesk.ui.widgets.field import TextField
from pbdesk.ui.widgets.heading import Section
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Words, say, several

__all__ = ["LinesLeftOut"]

_LINES = 20
_LEAST = 140
"""The width at 100 % below which the cells of a line stand one under the other."""


class LinesLeftOut(Column):
    """What cannot be taken, and what is taken and should be looked at.

    `mended` tells a line and its cells as they should be, `reported` that the lines are wanted on
    paper.
    """

    mended = Signal(int, object)
    reported = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[int, _Mending] = {}
        self._tried = 0

    def show_read(self, read: Preview, *, known: bool) -> None:
        """Show the lines of what was read; `known`: whether a column holds the names."""
        self.clear()
        self.lines.clear()
        for title, remarks in (
            (_cannot_be_taken(len(read.refused)), read.refused),
            (_to_be_looked_at(len(read.doubtful)), read.doubtful),
        ):
            self._show_remarks(title, remarks, read.columns)
        if read.refused or read.doubtful:
            report = Button(
                say("Print these lines"),
                icon="printer",
                does=self.reported,
            )
            self.add(Line(report))
        elif known:
            self.add(Section(say("Every line can be taken")))

    @property
    def was_mended(self) -> bool:
        """Whether it was read again because a line was mended."""
        return self._tried > 0

    def go_on(self) -> bool:
        """Go to the line that was mended where it still cannot be taken, else to the next.

        False where none is left.
        """
        tried, self._tried = self._tried, 0
        if tried in self.lines:
            self.lines[tried].open()
        elif self.lines:
            after = (line for line in self.lines if line > tried)
            self.lines[next(after, min(self.lines))].begin.setFocus()
        return bool(self.lines)

    def _show_remarks(
        self,
        title: Words,
        remarks: tuple[Remark, ...],
        columns: tuple[ListColumn, ...],
    ) -> None:
        if not remarks:
            return
        quoted = Quoted()
        self.add(Section(title), quoted)
        for remark in remarks[:_LINES]:
            mending = _Mending(remark, columns)
            if remark.cells:
                self.lines[remark.line] = mending
            mending.mended.connect(partial(self._mend, remark.line))
            number = say("Line {n}", n=remark.line)
            quoted.show_line(number, mending, mending.end)
        if len(remarks) > _LINES:
            self.add(Label(say("And {n} more.", n=len(remarks) - _LINES)))

    def _mend(self, line: int, cells: tuple[str, ...]) -> None:
        self._tried = line
        self.mended.emit(line, cells)


class _Mending(Column):
    """What is to be said of a line, over how it begins; its cells, once somebody mends it.

    `end` stands beside it: the button that begins, or that the line is left out. `mended` tells the
    cells as they should be.
    """

    mended = Signal(object)

    def __init__(
        self,
        remark: Remark,
        columns: tuple[ListColumn, ...],
    ) -> None:
        quote = (Label(remark.text, "help"),) if remark.text else ()
        super().__init__(Label(remark.words), *quote)
        self.fields: dict[int, TextField] = {}
        self._remark, self._columns = remark, columns
        self.begin = Button(
            say("Mend it"),
            icon="pen-line",
            name=say("Mend line {n}", n=remark.line),
            does=self.open,
        )
        self.take = Button(say("Take it so"), does=self._told)
        self._leave = Button(say("Cancel"), "quiet", does=self._fold)
        self._form: Column | None = None
        self.end: QWidget = self.begin
        if not remark.cells:
            self.end = Label(say("Left out"), "caption", wrap=False, end=True)

    def open(self) -> None:
        """Show the cells that are read, as they stand in the file, and go to the first."""
        if self._form is None:
            self._form = self._made()
            self.add(self._form)
        self._form.show()
        self.begin.hide()
        next(iter(self.fields.values())).take_focus()

    def _made(self) -> Column:
        for place, column in enumerate(self._columns):
            if column.what is not None:
                field = self.fields[place] = TextField(called(place, column))
                field.set_value(self._cell(place))
                field.edit.returnPressed.connect(self._told)
        cells = Line(*self.fields.values(), top=True)
        cells.share(_LEAST)
        return Column(cells, Line(self.take, self._leave))

    def _cell(self, place: int) -> str:
        cells = self._remark.cells
        return cells[place] if place < len(cells) else ""

    def _told(self) -> None:
        cells = [self._cell(place) for place in range(len(self._columns))]
        for place, field in self.fields.items():
            cells[place] = field.raw()
        self.mended.emit(tuple(cells))

    def _fold(self) -> None:
        if self._form is not None:
            self._form.hide()
        self.begin.show()
        self.begin.setFocus()


def _cannot_be_taken(n: int) -> Words:
    return several("{n} line cannot be taken", "{n} lines cannot be taken", n)


def _to_be_looked_at(n: int) -> Words:
    return several(
        "{n} line is taken, and should be looked at",
        "{n} lines are taken, and should be looked at",
        n,
    )
