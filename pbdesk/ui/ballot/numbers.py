"""A ballot that gives each project a number.

Minus, the number or its prices, plus, and what it comes to.
What may be given is the style's: `refused` says why a number cannot stand, `told` what it means.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import override

from PySide6.QtCore import QSize

from pbdesk.questions.sheet import BallotLine
from pbdesk.ui.ballot.ballot import Ballot, Sheet, named
from pbdesk.ui.ballot.chosen import Chosen
from pbdesk.ui.ballot.grid import Cells, Grid
from pbdesk.ui.ballot.steps import Steps
from pbdesk.ui.theme import Role, Text, theme
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.target import Target
from pbdesk.words import Words, plain, say

__all__ = ["NumberBallot", "Tools"]


@dataclass(frozen=True, slots=True)
class Tools:
    """What stands in one line, to be shown anew after each change."""

    less: Target
    steps: Steps
    more: Target
    words: Label
    figure: Label


class NumberBallot(Ballot):
    """Numbers by project.

    A style says what they start from, how they are drawn, and what they may be.
    """

    def __init__(
        self,
        sheet: Sheet,
        head: tuple[Words, Words, Words, Text],
        made: Callable[[BallotLine], Steps],
    ) -> None:
        super().__init__(sheet)
        self.tools = [self._tools_of(line, made(line)) for line in sheet.lines]
        self.given = {
            line.project: tools.steps.value()
            for line, tools in zip(sheet.lines, self.tools, strict=True)
        }
        self._grid = Grid(
            _head(*head),
            [self._cells(line, tools) for line, tools in zip(sheet.lines, self.tools, strict=True)],
        )
        self.add(self._grid)
        self.show_lines()
        self.show_given()

    def refused(self, line: BallotLine, value: int) -> Words | None:
        """Why this number cannot stand, as things are; None where it can."""
        raise NotImplementedError

    def told(self, value: int) -> tuple[Words, Text]:
        """What a number means: words, and a figure for the last column (empty: none)."""
        raise NotImplementedError

    @override
    def told_of(self, line: BallotLine, mark: int) -> Chosen:
        return Chosen(line, self.sheet.cost(line), words=self.told(mark)[0])

    @property
    @override
    def how(self) -> Words:
        return say("To choose one, go back and press plus beside its name.")

    # Making

    def _tools_of(self, line: BallotLine, steps: Steps) -> Tools:
        less = Target(icon="minus", name=say("Less for {project}", project=named(line)))
        more = Target(icon="plus", name=say("More for {project}", project=named(line)))
        less.clicked.connect(partial(self._step, line, steps, -1))
        more.clicked.connect(partial(self._step, line, steps, 1))
        steps.valueChanged.connect(partial(self._moved, line, steps))
        return Tools(less, steps, more, _Wide(72), _Wide(40, right=True))

    def _cells(self, line: BallotLine, tools: Tools) -> Cells:
        cost = Label(self.sheet.cost(line), "figure", tone="second", wrap=False, right=True)
        return Cells(
            Label(line.code, "section", wrap=False),
            Label(plain(line.title), "lead"),
            cost,
            Line(tools.less, tools.steps, tools.more),
            (tools.words, tools.figure),
        )

    @override
    def show_lines(self) -> None:
        first = self.sheet.lines.index(self.shown[0])
        self._grid.show_lines(range(first, first + len(self.shown)))

    # Giving

    def _step(self, line: BallotLine, steps: Steps, by: int) -> None:
        """Plus or minus was pressed: where the row ends already, say so."""
        value = steps.value() + by
        if steps.minimum() <= value <= steps.maximum():
            steps.setValue(value)
        else:
            self.said.emit(self.refused(line, value) or say("There is no further step."))

    def _moved(self, line: BallotLine, steps: Steps, value: int) -> None:
        why = self.refused(line, value)
        if why is not None:
            steps.put(self.given[line.project])
            self.said.emit(why)
            return
        self.given[line.project] = value
        self.show_given()
        self.changed.emit()

    def show_given(self) -> None:
        """Show what every number comes to, and which buttons lead no further."""
        for line, tools in zip(self.sheet.lines, self.tools, strict=True):
            value = self.given[line.project]
            words, figure = self.told(value)
            marked = line.project in self.marks()
            _show(tools.words, words, marked=marked)
            _show(tools.figure, figure, marked=marked)
            tools.steps.show_heard(
                say("{words}, {figure}", words=words, figure=figure) if figure else words
            )
            for target, by in ((tools.less, -1), (tools.more, 1)):
                beyond = not tools.steps.minimum() <= value + by <= tools.steps.maximum()
                why = self.refused(line, value + by)
                target.show_spent(beyond or why is not None, why or "")


class _Wide(Label):
    """A word or figure whose column keeps its width while it changes: `least` pixels at 100 %."""

    def __init__(self, least: int, *, right: bool = False) -> None:
        self._least = least
        super().__init__("", "lead", wrap=False, right=right)

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(theme().px(self._least), 0))


def _show(label: Label, words: Text, *, marked: bool) -> None:
    role: Role = "section" if marked else "lead"
    label.role = role
    label.show_text(words, tone="text" if marked else "second")


def _head(cost: Words, tool: Words, gives: Words, figure: Text) -> Cells:
    def above(words: Text, *, right: bool = False) -> Label:
        return Label(words, "caption", wrap=False, right=right)

    return Cells(
        above(""),
        above(""),
        above(cost, right=True),
        above(tool),
        (above(gives), above(figure, right=True)),
    )
