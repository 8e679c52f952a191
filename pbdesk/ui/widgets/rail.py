"""The way through: the steps with shape, thread and words. The chosen step unfolds its pages.

Below 960 units the shell shows `RailBar` in place of `Rail`: the same steps, one line high, the
rest in a menu.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QListView, QMenu

from pbdesk.ui.icons import Shape, icon
from pbdesk.ui.theme import colour, gap, px, theme, worded
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.ground import paint_band
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.lines import Index, LineView
from pbdesk.ui.widgets.rail_lines import RailLine, Step, StepPage, rail_lines
from pbdesk.ui.widgets.rail_paint import RailPaint
from pbdesk.words import say

__all__ = ["Rail", "RailBar", "Step", "StepPage"]

_WIDTH = 224
_KEY = Qt.ItemDataRole.UserRole


class Rail(LineView[RailLine]):
    """The steps at the start side. `chosen` tells the key of the step or page a person goes to.

    The arrows go along it and stay; `entered` tells that a press or Enter means to work there.
    """

    chosen = Signal(str)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__(say("Steps"))
        self._steps: tuple[Step, ...] = ()
        self._quiet = self._pressed = False
        self.chosen_key = ""
        self.setItemDelegate(RailPaint(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAutoFillBackground(True)
        self.viewport().setAutoFillBackground(True)
        theme().keep_dressed(self._dress)

    @override
    def event(self, event: QEvent, /) -> bool:
        """Paints the hairline towards the page, which lies outside the viewport."""
        done = super().event(event)
        if event.type() == QEvent.Type.Paint:
            right = self.isRightToLeft()
            x = 0 if right else self.width() - 1
            QPainter(self).fillRect(
                x,
                0,
                1,
                self.height(),
                colour("hairline"),
            )
        elif event.type() == QEvent.Type.LayoutDirectionChange:
            self._dress()
        return done

    def show_steps(self, steps: Sequence[Step], chosen: str) -> None:
        """Show the steps; `chosen` is the key of the page that is open (nobody is told)."""
        if (tuple(steps), chosen) != (self._steps, self.chosen_key):
            self._steps = tuple(steps)
            self.chosen_key = chosen
            self._dress()

    @override
    def _dress(self) -> None:
        palette = QPalette(self.palette())
        for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            palette.setColor(role, colour("rail"))
        self.setPalette(palette)
        super()._dress()
        self.setFixedWidth(px(_WIDTH) + 1)
        right = self.isRightToLeft()
        self.setViewportMargins(
            1 if right else 0,
            gap(8),
            0 if right else 1,
            0,
        )
        self._quiet = True
        self._model.replace(rail_lines(self._steps, self.chosen_key))
        for row, line in enumerate(self._model.lines):
            if line.chosen:
                self.setCurrentIndex(self._model.index(row))
        self._quiet = False

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        """The lines may fold as soon as one is chosen: which it was is known now only."""
        at = self.indexAt(event.position().toPoint())
        self._pressed = event.button() == Qt.MouseButton.LeftButton and bool(
            at.flags() & Qt.ItemFlag.ItemIsEnabled,
        )
        super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        super().mouseReleaseEvent(event)
        if self._pressed:
            self._pressed = False
            self.entered.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Home leads to the first line that can be chosen; Qt stops at an unfolded head."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        if event.key() != Qt.Key.Key_Home:
            super().keyPressEvent(event)
            return
        lines = (
            self._model.index(row) for row in range(self._model.rowCount())
        )
        first = next(
            (
                each
                for each in lines
                if each.flags() & Qt.ItemFlag.ItemIsEnabled
            ),
            None,
        )
        if first is not None:
            self.setCurrentIndex(first)

    @override
    def focusInEvent(self, event: QFocusEvent, /) -> None:
        """Whoever comes by with Tab goes nowhere, also where the page that is open has no line."""
        nowhere = not self.currentIndex().isValid()
        self._quiet = True
        super().focusInEvent(event)
        if nowhere:
            self.setCurrentIndex(QModelIndex())
        self._quiet = False

    @override
    def currentChanged(self, current: Index, previous: Index, /) -> None:
        super().currentChanged(current, previous)
        key = current.data(_KEY) if current.isValid() else None
        if key and not self._quiet:
            self.chosen.emit(key)


class RailBar(Line):
    """The rail as one line.

    Which step this is, its state in shape and words, and all steps in a menu.
    """

    chosen = Signal(str)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__(inset=(20, 8, 20, 8))
        self._where = Label("", "strong", wrap=False)
        self._state = Label("", "body", wrap=False)
        self._menu = QMenu(self)
        self._all = Button(
            say("All steps"),
            "quiet",
            icon="chevron-down",
            after=True,
            does=self._open,
        )
        self._menu.aboutToShow.connect(self._fill_menu)
        self._steps = tuple[Step, ...]()
        self._chosen = ""
        self.add(self._where)
        self.fill(self._state)
        self.add(self._all)

    def show_steps(self, steps: Sequence[Step], chosen: str) -> None:
        """Show which of the steps is open."""
        self._steps = tuple(steps)
        self._chosen = chosen
        way = [step for step in steps if not step.aside]
        here = next((step for step in steps if step.holds(chosen)), steps[0])
        if here.aside:
            self._where.show_text(here.name)
        else:
            n = way.index(here) + 1
            name = worded(here.name)
            self._where.show_text(
                say(
                    "Step {n} of {count}: {name}",
                    n=n,
                    count=len(way),
                    name=name,
                ),
            )
        self._state.show_text(here.state, shape=here.shape)

    def _fill_menu(self) -> None:
        self._menu.clear()
        for step in self._steps:
            name = worded(step.name)
            state = worded(step.state)
            self._offer(
                step.key,
                f"{name}: {state}" if state else name,
                step.shape,
            )
            for page in (
                step.pages
                if step.holds(self._chosen) and len(step.pages) > 1
                else ()
            ):
                self._offer(page.key, f"    {worded(page.name)}", None)

    def _offer(self, key: str, text: str, shape: Shape | None) -> None:
        action = self._menu.addAction(text.replace("&", "&&"))
        if shape is not None:
            action.setIcon(icon(shape.icon, shape.tone))
        action.triggered.connect(lambda: self.chosen.emit(key))
        action.triggered.connect(self.entered)

    def _open(self) -> None:
        self._menu.popup(self._all.mapToGlobal(QPoint(0, self._all.height())))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        paint_band(self, "rail")
