"""The way through: the steps with shape, thread and words. The chosen step unfolds its pages.

Below 960 units the shell shows `RailBar` in place of `Rail`: the same steps, one line high, the rest in a menu.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, override

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from pbdesk.ui.fit import draw, measure
from pbdesk.ui.icons import Shape, draw_icon, icon
from pbdesk.ui.strokes import ring
from pbdesk.ui.theme import Text, Tone, theme
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Words, say

__all__ = ["Rail", "RailBar", "Step", "StepPage"]

_WIDTH = 224
_KEY = Qt.ItemDataRole.UserRole
type _Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class StepPage:
    """One page of a step; `key` is what `chosen` tells."""

    key: str
    name: Text


@dataclass(frozen=True, slots=True)
class Step:
    """A step, or beside the way (`aside`) the juries, the open book and the record.

    `key` opens its first page. `heard` is its state as a word ("done"), for those who do not see the shape.
    """

    key: str
    name: Text
    shape: Shape
    state: Text = ""
    heard: Text = ""
    pages: tuple[StepPage, ...] = ()
    aside: bool = False

    def holds(self, key: str) -> bool:
        """Whether the key is this step's or one of its pages'."""
        return key == self.key or any(page.key == key for page in self.pages)

    def page_of(self, key: str) -> str:
        """The page that a key opens: the step's own key opens its first."""
        return self.pages[0].key if self.pages and key == self.key else key


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the rail: a step, one of its pages, or the rule before the asides."""

    step: Step | None = None
    page: StepPage | None = None
    thread: bool = False
    open: bool = False
    chosen: bool = False

    @property
    def key(self) -> str:
        return self.page.key if self.page else self.step.key if self.step else ""

    @property
    def heard(self) -> str:
        show = theme().render
        if self.page:
            return show(self.page.name)
        if self.step is None:
            return ""
        return ", ".join(part for part in map(show, (self.step.name, self.step.heard, self.step.state)) if part)


def _lines(steps: Sequence[Step], chosen: str) -> list[_Line]:
    made: list[_Line] = []
    for i, step in enumerate(steps):
        follows = i + 1 < len(steps) and not steps[i + 1].aside and not step.aside
        if step.aside and i and not steps[i - 1].aside:
            made.append(_Line())
        here = step.holds(chosen)
        unfolded: tuple[StepPage, ...] = step.pages if here and len(step.pages) > 1 else ()
        made.append(_Line(step, thread=follows, open=here, chosen=here and not unfolded))
        for page in unfolded:
            made.append(_Line(step, page, thread=follows, open=True, chosen=page.key == step.page_of(chosen)))
    return made


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[_Line] = []

    def replace(self, lines: list[_Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = QModelIndex(), /) -> int:
        return 0 if parent.isValid() else len(self.lines)

    @override
    def flags(self, index: _Index, /) -> Qt.ItemFlag:
        if self.lines[index.row()].step is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return line.heard
            case Qt.ItemDataRole.UserRole:
                return line.key
            case _:
                return None


class _Paint(QStyledItemDelegate):
    def __init__(self, view: Rail) -> None:
        super().__init__(view)
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index, /) -> QSize:
        line, px, gap = self._view.line(index), theme().px, theme().gap
        if line.step is None:
            return QSize(0, gap(24) + 1)
        if line.page is not None:
            return QSize(0, px(20) + gap(12))
        lines = measure(theme().render(line.step.state), theme().font("caption"), self._room())[1]
        return QSize(0, px(20) + max(px(17), round(lines)) + gap(12) + 1)

    def _room(self) -> int:
        """Width of a step's words."""
        return self._view.viewport().width() - self._start() - theme().gap(8)

    def _start(self) -> int:
        return theme().gap(20) + theme().px(20) + theme().gap(12)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, /) -> None:
        line = self._view.line(index)
        painter.save()
        if line.step is None:
            side = theme().gap(16)
            rule = self._place(option, side, theme().gap(12), option.rect.width() - 2 * side, 1)
            painter.fillRect(rule, theme().tones.colour("hairline"))
        else:
            self._paint_ground(painter, option, line)
            self._paint_thread(painter, option, line)
            if line.page is not None:
                self._paint_page(painter, option, line.page, chosen=line.chosen)
            else:
                self._paint_step(painter, option, line.step)
        painter.restore()

    def _place(self, option: QStyleOptionViewItem, x: float, y: float, width: float, height: float) -> QRectF:
        area = QRectF(option.rect)
        right = option.direction == Qt.LayoutDirection.RightToLeft
        return QRectF(area.right() - x - width if right else area.left() + x, area.top() + y, width, height)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, line: _Line) -> None:
        tones, area = theme().tones, QRectF(option.rect)
        if line.open:
            painter.fillRect(area, tones.colour("field"))
        if line.chosen:
            painter.fillRect(self._place(option, 0, 0, 4, area.height()), tones.colour("accent"))
            if tones.outlined:
                ring(painter, area, tones.colour("outline"), 1)
        if option.state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            ring(painter, area, tones.colour("focus"), 1)

    def _paint_thread(self, painter: QPainter, option: QStyleOptionViewItem, line: _Line) -> None:
        """The line from this shape towards the next: one way through."""
        if not line.thread:
            return
        x, high = theme().gap(20) + theme().px(10), option.rect.height()
        top = 0 if line.page is not None else theme().gap(8) + theme().px(23)
        painter.fillRect(self._place(option, x, top, 1, high - top), theme().tones.colour("outline"))

    def _paint_step(self, painter: QPainter, option: QStyleOptionViewItem, step: Step) -> None:
        tones, edge = theme().tones, theme().px(20 if step.aside else 22)
        around = (theme().px(22) - edge) / 2
        at = self._place(option, theme().gap(20) - 1 + around, theme().gap(8) - 2 + around, edge, edge)
        draw_icon(painter, step.shape.icon, tones.colour(step.shape.tone), (at.x(), at.y()), edge)
        room, top = self._room(), theme().gap(8) - 1
        name = self._place(option, self._start(), top, room, theme().px(20))
        draw(self._view, painter, name, theme().render(step.name), theme().font("strong"), tones.colour("text"),
             direction=option.direction)
        below = self._place(option, self._start(), top + theme().px(20), room, option.rect.height() - theme().px(24))
        tone: Tone = step.shape.tone if step.shape.tone in ("attention", "error") else "second"
        draw(self._view, painter, below, theme().render(step.state), theme().font("caption"), tones.colour(tone),
             middle=False, wrap=True, direction=option.direction)

    def _paint_page(self, painter: QPainter, option: QStyleOptionViewItem, page: StepPage, *, chosen: bool) -> None:
        font = theme().font("strong" if chosen else "body")
        words = self._place(option, self._start(), 0, self._room(), option.rect.height())
        draw(self._view, painter, words, theme().render(page.name), font, theme().tones.colour("text"),
             direction=option.direction)


class Rail(QListView):
    """The steps at the start side. `chosen` tells the key of the step or page a person goes to."""

    chosen = Signal(str)

    def __init__(
        self, steps: Sequence[Step] = (), *, name: Words = say("Steps"), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._steps, self._name, self._quiet = tuple(steps), name, False
        self.chosen_key = ""
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Paint(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAutoFillBackground(True)
        theme().changed.connect(self._dress)
        self._dress()

    @override
    def event(self, event: QEvent, /) -> bool:
        """Paints the hairline towards the page, which lies outside the viewport."""
        done = super().event(event)
        if event.type() == QEvent.Type.Paint:
            right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            x = 0 if right else self.width() - 1
            QPainter(self).fillRect(x, 0, 1, self.height(), theme().tones.colour("hairline"))
        elif event.type() == QEvent.Type.LayoutDirectionChange:
            self._dress()
        return done

    def show_steps(self, steps: Sequence[Step], chosen: str) -> None:
        """Show the steps; `chosen` is the key of the page that is open (nobody is told)."""
        self._steps, self.chosen_key = tuple(steps), chosen
        self._dress()

    def line(self, index: _Index) -> _Line:
        """The line at an index."""
        return self._model.lines[index.row()]

    def _dress(self) -> None:
        palette = QPalette(self.palette())
        for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            palette.setColor(role, theme().tones.colour("rail"))
        self.setPalette(palette)
        self.setAccessibleName(theme().render(self._name))
        self.setFixedWidth(theme().px(_WIDTH) + 1)
        right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setViewportMargins(1 if right else 0, theme().gap(8), 0 if right else 1, 0)
        self._quiet = True
        self._model.replace(_lines(self._steps, self.chosen_key))
        for row, line in enumerate(self._model.lines):
            if line.chosen:
                self.setCurrentIndex(self._model.index(row))
        self._quiet = False

    @override
    def currentChanged(self, current: _Index, previous: _Index, /) -> None:
        super().currentChanged(current, previous)
        key = current.data(_KEY) if current.isValid() else None
        if key and not self._quiet:
            self.chosen.emit(key)


class RailBar(Line):
    """The rail as one line: which step this is, its state in shape and words, and all steps in a menu."""

    chosen = Signal(str)

    def __init__(self, *, all_steps: Words = say("All steps"), parent: QWidget | None = None) -> None:
        super().__init__(inset=(20, 8, 20, 8), parent=parent)
        self._where, self._state = Label("", "strong", wrap=False), Label("", "body", wrap=False)
        self._menu, self._all = QMenu(self), Button(all_steps, "quiet", icon="chevron-down", after=True)
        self._all.clicked.connect(self._open)
        self.add(self._where)
        self.fill(self._state)
        self.add(self._all)

    def show_steps(self, steps: Sequence[Step], chosen: str) -> None:
        """Show which of the steps is open."""
        way = [step for step in steps if not step.aside]
        here = next((step for step in steps if step.holds(chosen)), steps[0])
        if here.aside:
            self._where.show_text(here.name)
        else:
            n = way.index(here) + 1
            name = theme().render(here.name)
            self._where.show_text(say("Step {n} of {count}: {name}", n=n, count=len(way), name=name))
        self._state.show_text(here.state, shape=here.shape)
        self._fill_menu(steps, chosen)

    def _fill_menu(self, steps: Sequence[Step], chosen: str) -> None:
        self._menu.clear()
        for step in steps:
            name, state = theme().render(step.name), theme().render(step.state)
            self._offer(step.key, f"{name}: {state}" if state else name, step.shape)
            for page in step.pages if step.holds(chosen) and len(step.pages) > 1 else ():
                self._offer(page.key, f"    {theme().render(page.name)}", None)

    def _offer(self, key: str, text: str, shape: Shape | None) -> None:
        action = self._menu.addAction(text.replace("&", "&&"))
        if shape is not None:
            action.setIcon(icon(shape.icon, shape.tone))
        action.triggered.connect(lambda: self.chosen.emit(key))

    def _open(self) -> None:
        self._menu.popup(self._all.mapToGlobal(QPoint(0, self._all.height())))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().tones.colour("rail"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme().tones.colour("hairline"))
