"""Why a project was funded or not, and the least that would have won it."""

from __future__ import annotations

from PySide6.QtCore import Signal

from pbdesk.assembly.near_miss import NearMiss
from pbdesk.ui.icons import Shape
from pbdesk.ui.pages.result.view import ProjectView
from pbdesk.ui.widgets.bars import BarLine, Bars
from pbdesk.ui.widgets.boxes import Column, Line, Rule
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.heading import Heading, Section
from pbdesk.ui.widgets.label import Label
from pbdesk.words import say

__all__ = ["FUNDED", "NOT_FUNDED", "WhyPane"]

FUNDED, NOT_FUNDED = Shape("circle-check", "accent"), Shape("circle-x")
"""Shapes of what was funded and what was not."""


class WhyPane(Column):
    """The chosen project.

    `finding`: somebody wants the least changes found; `printing`: its sheet.
    """

    finding = Signal()
    showing = Signal()
    printing = Signal()

    def __init__(self) -> None:
        self._head, self._reason, self._bars = Heading(), Label(), Bars()
        self.search = Button(say("Find it by counting again"))
        self._how, self._ways, self._none = (
            Label("", "help"),
            Column(),
            Label(say("Nothing of this kind would have won it.")),
        )
        self._least = Column(
            Rule(),
            Section(say("The least that would have won it")),
            self._how,
            self.search,
            self._none,
            self._ways,
        )
        self._others = Label()
        self._lost = Column(Rule(), Section(say("What the others would have lost")), self._others)
        self._room = Button(say("Show in the room"), icon="monitor")
        self.sheet = Button(say("Sheet for its proposer"), icon="printer")
        super().__init__(
            self._head,
            self._reason,
            self._bars,
            self._least,
            self._lost,
            Rule(),
            Line(self._room, self.sheet),
        )
        self.sheet.clicked.connect(self.printing)
        self.search.clicked.connect(self.finding)
        self._room.clicked.connect(self.showing)

    def show_project(self, project: ProjectView, ways: tuple[NearMiss, ...] | None) -> None:
        """Show a project; `ways` is None until the least changes were found."""
        self._head.show_text(
            project.caption,
            project.title,
            shape=FUNDED if project.funded else NOT_FUNDED,
            state=say("Funded") if project.funded else say("Not funded"),
        )
        self._reason.show_text(project.reason)
        self._bars.setVisible(project.scales is not None)
        if (scales := project.scales) is not None:
            self._bars.show_lines(
                [
                    BarLine(say("Left at its turn"), scales.left_words, scales.left),
                    BarLine(say("It costs"), scales.cost_words, scales.cost, filled=False),
                ]
            )
        self._least.setVisible(not project.funded)
        self._show_ways(ways)

    def _show_ways(self, ways: tuple[NearMiss, ...] | None) -> None:
        self.search.setVisible(ways is None)
        self._none.setVisible(ways == ())
        for widget in (self._how, self._ways):
            widget.setVisible(bool(ways))
        self._lost.setVisible(bool(ways))
        self._ways.clear()
        if not ways:
            return
        self._how.show_text(
            say("Any one of these, all other ballots as they were. Proved by counting again.")
            if all(way.proved for way in ways)
            else say(
                "Any one of these, all other ballots as they were. Found by search, each counted."
            )
        )
        for way in ways:
            change = Label(way.change, "strong")
            change.flow = "label"
            self._ways.add(change, *([] if way.meaning is None else [Label(way.meaning)]))
        self._others.show_text(
            say("With {change}: {others}", change=ways[0].change, others=ways[0].others)
        )
