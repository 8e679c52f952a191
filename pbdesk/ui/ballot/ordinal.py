"""The ranked ballot: places at the left, what is not placed at the right.

Plus, arrows, figures and dragging move.
With a row's button in focus, a figure puts its project into that place and Delete takes it out.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import override

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from pbdesk.questions.sheet import BallotLine
from pbdesk.ui.ballot.ballot import Ballot, Left, Sheet, named
from pbdesk.ui.ballot.chosen import Chosen
from pbdesk.ui.ballot.places import ALREADY_FIRST, ALREADY_LAST, Empty, NotPlaced, Placed, Row
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.label import Label
from pbdesk.voting.styles.ordinal import OrdinalSettings
from pbdesk.words import Words, say, several

__all__ = ["OrdinalBallot"]


class OrdinalBallot(Ballot):
    """Marks: the place of each project that has one, 1 is first."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        settings = sheet.settings_as(OrdinalSettings)
        self._least, self._most = settings.min_ranks, settings.max_ranks or len(sheet.lines)
        self.order: list[str] = []
        self._lines = {str(line.project): line for line in sheet.lines}
        self._left, self._right = Column(), Column()
        self._empty, self._how = Empty(), Label("", "body", tone="second")
        self.placed = {project: self._placed(project) for project in self._lines}
        self.others = {project: self._not_placed(project) for project in self._lines}
        self.add(
            _Halves(
                Column(
                    Label(say("Your order"), "section"),
                    Label(say("Use the arrows, or drag a row."), tone="second"),
                    self._left,
                ),
                Column(Label(say("Not placed"), "section"), self._how, self._right),
            )
        )
        _fill(self._left, list(self.placed.values()))
        _fill(self._right, list(self.others.values()))
        self.show_lines()

    @override
    def marks(self) -> dict[str, int]:
        return {project: place for place, project in enumerate(self.order, 1)}

    @override
    def chosen(self) -> Sequence[Chosen]:
        """In the voter's own order."""
        return [
            self.told_of(self._lines[project], place) for place, project in enumerate(self.order, 1)
        ]

    @override
    def told_of(self, line: BallotLine, mark: int) -> Chosen:
        return Chosen(line, self.sheet.cost(line), theme().render(say("{place}", place=mark)))

    @property
    @override
    def left_words(self) -> Left:
        n = len(self.order)
        if self._most >= len(self._lines):
            return Left()
        return Left(
            say("{n}", n=n), several("of up to {n} place", "of up to {n} places", self._most)
        )

    @property
    @override
    def ask(self) -> Words:
        if self._most < len(self._lines):
            return say("Place 1 is what you want most. You have {most} places.", most=self._most)
        return say("Place 1 is what you want most. Leave out what you do not want.")

    @property
    @override
    def hint(self) -> Words:
        least = self._least
        if least > 1:
            return say(
                "Fill at least {least} places. Next you see your order, and can still change it.",
                least=least,
            )
        return say("Rank as many as you like. Next you see your order, and can still change it.")

    # Rows

    def _placed(self, project: str) -> Placed:
        row = Placed(self._lines[project])
        row.up.clicked.connect(partial(self._shift, project, -1))
        row.down.clicked.connect(partial(self._shift, project, 1))
        row.out.clicked.connect(partial(self.take_out, project))
        row.dropped.connect(partial(self._dropped, project))
        return row

    def _not_placed(self, project: str) -> NotPlaced:
        row = NotPlaced(self._lines[project])
        row.put.clicked.connect(partial(self._append, project))
        row.dropped.connect(partial(self._dropped, project))
        return row

    @override
    def show_lines(self) -> None:
        rows: list[QWidget] = []
        for place, project in enumerate(self.order, 1):
            self.placed[project].show_place(place, len(self.order))
            rows.append(self.placed[project])
        full = len(self.order) >= self._most
        if not full:
            self._empty.show_place(len(self.order) + 1)
            rows.append(self._empty)
        _fill(self._left, rows)
        _fill(
            self._right,
            [self.others[line.project] for line in self.shown if line.project not in self.order],
        )
        for row in self.others.values():
            row.put.show_spent(full, self._full() if full else "")
        self._tab_in_order()
        self._how.show_text(
            self._full()
            if full
            else say("Press plus to put one in place {place}.", place=len(self.order) + 1),
            tone="second",
        )

    def _tab_in_order(self) -> None:
        """The keyboard goes through the places as they stand now, then through what is not placed.

        Only the buttons are put in order among themselves. Asking Qt for the widget before them
        would make Python believe that it owns it.
        """
        placed = [button for project in self.order for button in self.placed[project].buttons]
        others = [button for row in self.others.values() for button in row.buttons]
        for first, second in pairwise((*placed, *others)):
            QWidget.setTabOrder(first, second)

    def _full(self) -> Words:
        return several(
            "{n} place is filled. Take one out to put another.",
            "{n} places are filled. Take one out to put another.",
            self._most,
        )

    # Moving

    def _append(self, project: str) -> None:
        around = [line.project for line in self.shown if line.project not in self.order]
        here = around.index(self._lines[project].project) if project in around else 0
        if self.put(project, len(self.order) + 1):
            left = [each for each in around if each != project]
            if left:
                self.others[left[min(here, len(left) - 1)]].put.setFocus()
            else:
                self.placed[project].up.setFocus()

    def _shift(self, project: str, by: int) -> None:
        place = self.order.index(project) + 1 + by
        if 1 <= place <= len(self.order):
            self.put(project, place)
        else:
            self.said.emit(ALREADY_FIRST if by < 0 else ALREADY_LAST)

    def put(self, project: str, place: int) -> bool:
        """Put a project into a place, from 1; those behind move on.

        False where every place is filled.
        """
        if project not in self.order and len(self.order) >= self._most:
            self.said.emit(self._full())
            return False
        focused = self._focused(project)
        self.order = [each for each in self.order if each != project]
        self.order.insert(min(place, len(self.order) + 1) - 1, project)
        self._moved(
            say(
                "{project} is in place {place}.",
                project=named(self._lines[project]),
                place=self.order.index(project) + 1,
            )
        )
        if focused is not None:
            focused.setFocus()
        return True

    def take_out(self, project: str) -> None:
        """Take a project out of the order."""
        place = self.order.index(project)
        self.order.remove(project)
        self._moved(say("{project} has no place.", project=named(self._lines[project])))
        if self.order:
            self.placed[self.order[min(place, len(self.order) - 1)]].out.setFocus()
        elif not self.others[project].isHidden():
            self.others[project].put.setFocus()

    def _moved(self, words: Words) -> None:
        self.show_lines()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, theme().render(words)))
        self.changed.emit()

    def _focused(self, project: str) -> QWidget | None:
        """The button of a placed project that has the focus."""
        focus = QApplication.focusWidget()
        return focus if focus is not None and self.placed[project].isAncestorOf(focus) else None

    def _dropped(self, project: str, at: QPoint) -> None:
        """A row was dragged to a point of the screen."""
        if _around(self._left).contains(at):
            above = [
                each
                for each in self.order
                if each != project
                and self.placed[each].mapToGlobal(self.placed[each].rect().center()).y() < at.y()
            ]
            self.put(project, len(above) + 1)
        elif project in self.order and _around(self._right).contains(at):
            self.take_out(project)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        row = self._row_in_focus()
        if row is not None and event.text().isdecimal() and int(event.text()) > 0:
            self.put(row.line.project, int(event.text()))
        elif row is not None and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if row.line.project in self.order:
                self.take_out(row.line.project)
        else:
            super().keyPressEvent(event)

    def _row_in_focus(self) -> Row | None:
        focus: QWidget | None = QApplication.focusWidget()
        while focus is not None and not isinstance(focus, Row):
            focus = focus.parentWidget()
        return focus


def _fill(column: Column, rows: Sequence[QWidget]) -> None:
    """Put these rows into the column, in this order; the others are kept out of sight."""
    layout = column.layout()
    assert layout is not None
    for row in column.things():
        layout.removeWidget(row)
        if row not in rows:
            row.hide()
    column.add(*rows)
    for row in rows:
        row.show()


def _around(column: Column) -> QRect:
    """The column on the screen, down to the foot of its window."""
    corner = column.mapToGlobal(QPoint(0, 0))
    foot = column.window().mapToGlobal(column.window().rect().bottomLeft()).y()
    return QRect(
        corner.x(),
        corner.y() - column.height(),
        column.width(),
        column.height() + max(1, foot - corner.y()),
    )


class _Halves(Line):
    """Two columns, a hairline between them where they stand side by side."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__(left, right, top=True, space=64)
        self.share()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        left, right = (widget.geometry() for widget in self.things())
        if left.top() == right.top():
            x = (min(left.right(), right.right()) + max(left.left(), right.left())) // 2
            QPainter(self).fillRect(x, 0, 1, self.height(), theme().tones.colour("hairline"))
