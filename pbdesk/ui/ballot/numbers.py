"""A ballot that gives each project a number.

Minus, the number or its prices, plus, and what it comes to.
What may be given is the style's: `refused` says why a number cannot stand, `told` what it means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import override

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from pbdesk.questions.sheet import BallotLine
from pbdesk.ui.ballot.ballot import Ballot, Sheet, named
from pbdesk.ui.ballot.chosen import Chosen
from pbdesk.ui.ballot.row import RowFace
from pbdesk.ui.ballot.steps import Steps
from pbdesk.ui.fit import measure
from pbdesk.ui.theme import Role, Text, theme, worded
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.target import Target
from pbdesk.words import Words, plain, say

__all__ = ["NumberBallot", "Tools"]

# Of what can be said of a number: the longest in letters, which may not be the widest.
_MEASURED = 8


@dataclass(frozen=True, slots=True)
class Tools:
    """What stands in one line, to be shown anew after each change."""

    less: Target
    steps: Steps
    more: Target
    words: Label


class NumberBallot(Ballot):
    """Numbers by project.

    A style says what they start from, how they are drawn, and what they may be.
    """

    def __init__(
        self,
        sheet: Sheet,
        made: Callable[[BallotLine], Steps],
        numbers: Iterable[int],
    ) -> None:
        """`numbers` are all that can be given: the words keep room for what each means."""
        super().__init__(sheet)
        self._meanings = tuple(self.told(number) for number in numbers)
        self.tools = [self._tools_of(line, made(line)) for line in sheet.lines]
        self.given = {
            line.project: tools.steps.value()
            for line, tools in zip(sheet.lines, self.tools, strict=True)
        }
        self.rows = [
            self._row(line, tools)
            for line, tools in zip(sheet.lines, self.tools, strict=True)
        ]
        self.add(*self.rows)
        self.show_lines()
        self.show_given()

    def refused(self, line: BallotLine, value: int) -> Words | None:
        """Why this number cannot stand, as things are; None where it can."""
        raise NotImplementedError

    def told(self, value: int) -> Words:
        """What a number means."""
        raise NotImplementedError

    @override
    def told_of(self, line: BallotLine, mark: int) -> Chosen:
        return Chosen(line, self.sheet.cost(line), words=self.told(mark))

    @property
    @override
    def how(self) -> Words:
        return say("To choose one, go back and press its row.")

    # Making

    def _tools_of(self, line: BallotLine, steps: Steps) -> Tools:
        less = Target(
            icon="minus",
            name=say("Less for {project}", project=named(line)),
            does=partial(self._step, line, steps, -1),
        )
        more = Target(
            icon="plus",
            name=say("More for {project}", project=named(line)),
            does=partial(self._step, line, steps, 1),
        )
        steps.valueChanged.connect(partial(self._moved, line, steps))
        return Tools(less, steps, more, _Wide(self._meanings))

    def _row(self, line: BallotLine, tools: Tools) -> _NumberRow:
        row = _NumberRow(
            line,
            self.sheet.cost(line),
            self.sheet.about.get(line.project, ""),
            Line(tools.less, tools.steps, tools.more, tools.words),
        )
        row.pressed.connect(partial(self._step, line, tools.steps, 1))
        return row

    @override
    def show_lines(self) -> None:
        for line, row in zip(self.sheet.lines, self.rows, strict=True):
            row.setVisible(line in self.shown)

    # Giving

    def _step(self, line: BallotLine, steps: Steps, by: int) -> None:
        """Plus or minus was pressed: where the row ends already, say so."""
        value = steps.value() + by
        if steps.minimum() <= value <= steps.maximum():
            steps.setValue(value)
            return
        why = self.refused(line, value) or say("There is no further step.")
        self.said.emit(why)

    def _moved(self, line: BallotLine, steps: Steps, value: int) -> None:
        why = self.refused(line, value)
        if why is not None:
            steps.put(self.given[line.project])
            self.said.emit(why)
            return
        self._give(line, value)

    def _give(self, line: BallotLine, value: int) -> None:
        self.given[line.project] = value
        self.show_given()
        self.changed.emit()

    def show_given(self) -> None:
        """Show what every number comes to, and which buttons lead no further."""
        for line, tools, row in zip(
            self.sheet.lines,
            self.tools,
            self.rows,
            strict=True,
        ):
            value = self.given[line.project]
            words = self.told(value)
            marked = line.project in self.marks()
            _show(tools.words, words, marked=marked)
            tools.steps.show_heard(words)
            row.show_marked(words, marked=marked)
            for target, by in ((tools.less, -1), (tools.more, 1)):
                beyond = (
                    not tools.steps.minimum()
                    <= value + by
                    <= tools.steps.maximum()
                )
                why = self.refused(line, value + by)
                target.show_spent(beyond or why is not None, why or "")


class _NumberRow(RowFace, QWidget):
    """A row whose press gives one more; its tools give less, more, or so many at once."""

    pressed = Signal()
    high, air = 64, 0  # what is left may stand above as squares
    end_by_name = True
    whole = False

    def __init__(
        self,
        line: BallotLine,
        cost: Words,
        about: str,
        tools: Line,
    ) -> None:
        super().__init__()
        self._marked = self._twice = False
        self._told = plain("")
        tools.setCursor(Qt.CursorShape.ArrowCursor)
        self.begin(line, about, cost, tools)
        self.dress()

    def show_marked(self, told: Words, *, marked: bool) -> None:
        """What it got, and whether that is a mark."""
        self._told = told
        self._marked = marked
        self.update()

    @property
    @override
    def told(self) -> str:
        return worded(self._told)

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        event.accept()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent, /) -> None:
        """The second press of a double click gives nothing: its release is no press."""
        self._twice = True
        event.accept()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        twice = self._twice
        self._twice = False
        if not twice and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self.settle()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        self.paint_ground(painter, marked=self._marked, focus=False)
        self.paint_words(painter)


class _Wide(Label):
    """What a number means; it keeps the width of the widest that can stand there."""

    def __init__(self, meanings: Sequence[Words]) -> None:
        self._meanings = meanings
        super().__init__("", "large", wrap=False)

    @override
    def sizeHint(self) -> QSize:
        wide = round(self._widest_meaning() + 4)
        return super().sizeHint().expandedTo(QSize(wide, 0))

    def _widest_meaning(self) -> float:
        longest = sorted(map(worded, self._meanings), key=len)[-_MEASURED:]
        return max(
            measure(words, theme().font("title"))[0] for words in longest
        )


def _show(label: Label, words: Text, *, marked: bool) -> None:
    role: Role = "title" if marked else "large"
    label.role = role
    label.show_text(words, tone="text" if marked else "second")
