"""The first page: doors at the start side, what was open last at the end side.

The reader's choices at the foot.
Where there is room for one column only, the second stands under the first.
"""

from __future__ import annotations

from typing import override

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pbdesk.ui.theme import Text, colour, gap, px, theme, worded
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button, Kind
from pbdesk.ui.widgets.choices import ChoiceField
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.scroll import Page
from pbdesk.ui.widgets.split import is_narrow

__all__ = ["Beside", "Door", "Doorstep", "Indented"]

_DOOR = 232
_LEFT = 584
_WIDE = 992
_TOP = 88
_ANY = 16_777_215


class Door(Column):
    """A button as wide as its neighbours, and under it what lies behind.

    `pressed` tells that it was.
    """

    pressed = Signal()

    def __init__(
        self,
        text: Text,
        words: Text,
        icon: str,
        kind: Kind = "plain",
        *,
        after: bool = False,
    ) -> None:
        self.button = Button(text, kind, icon=icon, after=after)
        self.button.flow = "label"
        super().__init__(
            self.button,
            Label(words, "body", tone="second"),
            inset=(0, 12, 0, 8),
        )
        self.button.clicked.connect(self.pressed)
        theme().keep_dressed(self._widen)

    def _widen(self) -> None:
        self.button.setMinimumWidth(px(_DOOR))


class Beside(Line):
    """A list that opens, with its label before it instead of above."""

    def __init__(
        self,
        label: Text,
        field: ChoiceField,
    ) -> None:
        self._text = label
        self._label = Label(label, "label", wrap=False)
        self._field = field
        field.setSizePolicy(
            QSizePolicy.Policy.Fixed,
            QSizePolicy.Policy.Preferred,
        )
        super().__init__(self._label, field)
        self.setSizePolicy(
            QSizePolicy.Policy.Fixed,
            QSizePolicy.Policy.Preferred,
        )
        self._label.setBuddy(field.combo)
        theme().keep_dressed(self._name)

    def _name(self) -> None:
        self._field.combo.setAccessibleName(worded(self._text))


class _Halves(QWidget):
    """Two columns with a hairline between, or one under the other."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__()
        self._left = left
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.addWidget(left)
        self._line.addWidget(right, 1)

    def settle(self, side: int, *, narrow: bool) -> None:
        """Stand `side` pixels in."""
        down = QBoxLayout.Direction.TopToBottom
        self._line.setDirection(
            down if narrow else QBoxLayout.Direction.LeftToRight,
        )
        self._line.setContentsMargins(
            side,
            gap(24 if narrow else _TOP),
            side,
            gap(32),
        )
        self._line.setSpacing(gap(24))
        self._left.setMinimumWidth(0 if narrow else px(_LEFT))
        self._left.setMaximumWidth(_ANY if narrow else px(_LEFT))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        if self._line.direction() == QBoxLayout.Direction.TopToBottom:
            return
        left = self._left.geometry()
        turned = self.isRightToLeft()
        x = left.left() if turned else left.right()
        top = left.top()
        end = self.height() - gap(32)
        QPainter(self).fillRect(x, top, 1, end - top, colour("hairline"))


def _side(width: int) -> int:
    """How far in things stand on a page of that width."""
    return max(gap(32), (width - px(_WIDE)) // 2)


class Indented(Column):
    """What stands as far in as the doorstep's columns, on a page without rail."""

    @override
    def _respace(self) -> None:
        side = _side(
            self.width() + gap(12),
        )  # the doorstep's foot goes below its scroll bar, too
        self._things.setContentsMargins(side, 0, side, 0)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._respace()


class _Foot(Line):
    """The choices at the foot, on the tone of a field."""

    @override
    def _respace(self) -> None:
        side = _side(self.width())
        high = gap(16)
        self._things.setContentsMargins(side, high, side, high)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._respace()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("field"))
        painter.fillRect(0, 0, self.width(), 1, colour("hairline"))


class Doorstep(QWidget):
    """The page as a whole. `foot` are choices; `note` stands at their end."""

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        foot: tuple[Beside, ...],
        note: Label,
    ) -> None:
        super().__init__()
        self._halves = _Halves(Column(left, inset=(0, 0, 48, 0)), right)
        self._scroll = Page(inset=(0, 0, 0, 0))
        self._scroll.column.fill(self._halves)
        self._foot = _Foot(*foot, apart=True)
        self._foot.fill(QWidget())
        self._foot.add(note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._foot)
        theme().changed.connect(self._settle)

    def _settle(self) -> None:
        self._halves.settle(_side(self.width()), narrow=is_narrow(self))

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._settle()
