"""How things stand together.

`Column` one under the other, `Line` side by side and wrapping where there is no room. The spaces
come from what stands next to what (`flow` of each widget), so that pages name no number; what is
hidden takes no room. Qt mirrors layouts from right to left but not their margins: `inset` here is
(start, top, end, bottom).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import override

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pbdesk.ui.strokes import box
from pbdesk.ui.theme import colour, gap, theme
from pbdesk.ui.widgets.layouts import ACROSS, Along, Down

__all__ = ["Box", "Column", "Line", "Rule", "Surface"]


class Box(QWidget):
    """A widget that holds others.

    `inset` is (start, top, end, bottom) at 100 %, turned with the direction.
    """

    flow = "block"

    def __init__(
        self,
        made: type[Down | Along],
        widgets: tuple[QWidget, ...],
        inset: tuple[int, int, int, int],
    ) -> None:
        super().__init__()
        self._inset = inset
        self._shown = object()
        self._things: Down | Along = made(self)
        self.add(*widgets)
        theme().keep_dressed(self._respace)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets at the end."""
        for widget in widgets:
            self._things.addWidget(widget)

    def fill(self, widget: QWidget) -> None:
        """Put a widget at the end that takes what is left over.

        A list in a column, a field in a line.
        """
        self._things.filling.add(widget)
        self._things.addWidget(widget)

    def lift(self, widget: QWidget) -> None:
        """Take a widget out, to stand elsewhere."""
        self._things.removeWidget(widget)

    def clear_for(self, shown: object) -> bool:
        """Take everything out, for widgets that show something else than before.

        False where it is the same.
        """
        if shown == self._shown:
            return False
        self.clear()
        self._shown = shown
        return True

    def clear(self) -> None:
        """Take everything out, for good."""
        self._shown = object()
        self._things.filling.clear()
        while (item := self._things.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                _drop(widget)
        self._things.invalidate()

    def things(self) -> list[QWidget]:
        """The widgets in it, in order, also the hidden ones."""
        return list(self._held())

    def _held(self) -> Iterator[QWidget]:
        for item in map(self._things.itemAt, range(self._things.count())):
            if item is not None and (widget := item.widget()) is not None:
                yield widget

    def measure_anew(self) -> None:
        """Something in it is another, perhaps while nobody saw it: what holds it grows with it."""
        self._things.invalidate()
        self.updateGeometry()
        around = self.parentWidget()
        if isinstance(around, Box):
            around.measure_anew()

    def _respace(self) -> None:
        start, top, end, bottom = (gap(side) for side in self._inset)
        left, right = (end, start) if self.isRightToLeft() else (start, end)
        self._things.setContentsMargins(left, top, right, bottom)
        self._things.invalidate()

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._respace()
        super().changeEvent(event)


class Column(Box):
    """Widgets one under the other, as far apart as their kinds ask for."""

    def __init__(
        self,
        *widgets: QWidget,
        inset: tuple[int, int, int, int] = (0, 0, 0, 0),
    ) -> None:
        super().__init__(Down, widgets, inset)


class Line(Box):
    """Widgets side by side, wrapped where there is no room.

    `apart` spreads them (radio buttons), else `space` (at 100 %) lies between. They stand in the
    middle of their row, at its `top`, or on one `base` line.
    """

    def __init__(
        self,
        *widgets: QWidget,
        apart: bool = False,
        top: bool = False,
        base: bool = False,
        space: int = 12,
        inset: tuple[int, int, int, int] = (0, 0, 0, 0),
    ) -> None:
        super().__init__(Along, widgets, inset)
        assert isinstance(self._things, Along)
        self._things.space = 24 if apart else space
        self._things.top, self._things.base = top, base

    def share(self, least: int = 320) -> None:
        """Let all widgets share the width there is, as two columns of a page do.

        Each gets `least` at 100 %.
        """
        self._things.filling.update(self.things())
        self.give(least)

    def give(self, least: int) -> None:
        """Give what fills at least that width at 100 %, else a row of its own."""
        assert isinstance(self._things, Along)
        self._things.share = least
        self._things.invalidate()


class Rule(QWidget):
    """A hairline across."""

    flow = "rule"

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(*ACROSS)
        self.setFixedHeight(1)
        theme().changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        QPainter(self).fillRect(self.rect(), colour("hairline"))


class Surface(Column):
    """A column on a surface of its own.

    A tone (field, rail, chosen) and perhaps a hairline round it.
    """

    def __init__(
        self,
        *widgets: QWidget,
        tone: str = "field",
        outlined: bool = True,
        inset: tuple[int, int, int, int] = (16, 16, 16, 16),
    ) -> None:
        self._tone = tone
        self._outlined = outlined
        super().__init__(*widgets, inset=inset)

    def show_tone(self, tone: str) -> None:
        """Stand on another tone."""
        self._tone = tone
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        outlined = self._outlined or theme().tones.outlined
        line = colour("hairline") if outlined else None
        box(QPainter(self), QRectF(self.rect()), colour(self._tone), line)


def _drop(widget: QWidget) -> None:
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()
