"""How things stand together: `Column` one under the other, `Line` side by side and wrapping where there is no room.

The spaces come from what stands next to what (`flow` of each widget), so that pages name no number; what is hidden
takes no room. Qt mirrors layouts from right to left but not their margins: `inset` here is (start, top, end, bottom).
"""

from __future__ import annotations

from typing import Any, Protocol, cast, override

from PySide6.QtCore import QEvent, QMargins, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from pbdesk.ui.theme import theme

__all__ = ["Box", "Column", "Line", "Rule", "Surface", "space_between"]

_FILLS = 1_000_000  # an item's wish for whatever is left over


class _Flowing(Protocol):
    flow: str


def _flow(item: QLayoutItem) -> str:
    widget = item.widget()
    return cast(_Flowing, widget).flow if hasattr(widget, "flow") else "block"


def space_between(above: str, below: str) -> int:
    """White space at 100 % between two kinds of thing that stand one under the other, in pixels."""
    match above, below:
        case ("choice", "choice") | ("row", "row") | ("tight", _):
            return 0
        case ("label", _) | ("control", "help"):
            return 4
        case ("heading" | "section", "text" | "help" | "choice" | "row") | ("section", "field" | "block"):
            return 8
        case "heading", _:
            return 16
        case "rule", _:
            return 16
        case (_, "rule"):
            return 20
        case (_, "section"):
            return 16
        case ("text" | "help", "help"):
            return 4
        case ("text" | "help", "text") | (_, "help") | ("field" | "text", "choice"):
            return 8
    return 12


class _Things(QLayout):
    """What both layouts share: their items, and the height an item needs at a width."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.filling: set[QWidget] = set()

    @override
    def addItem(self, item: QLayoutItem, /) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int, /) -> Any:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int, /) -> Any:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Vertical if self.filling else Qt.Orientation.Horizontal

    def shown(self) -> list[QLayoutItem]:
        """The items that are not hidden."""
        return [item for item in self._items if not item.isEmpty()]

    def margins_of(self) -> tuple[int, int]:
        """Width and height that the margins take."""
        margins = self.contentsMargins()
        return margins.left() + margins.right(), margins.top() + margins.bottom()

    def mirrored(self, rect: QRect, area: QRect) -> QRect:
        """`rect` within `area`, turned round where the reader reads from the right."""
        widget = self.parentWidget()
        if widget is None or widget.layoutDirection() == Qt.LayoutDirection.LeftToRight:
            return rect
        return QRect(area.left() + area.right() - rect.right(), rect.y(), rect.width(), rect.height())


def _height(item: QLayoutItem, width: int) -> int:
    wanted = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
    return max(wanted, item.minimumSize().height())


def _width(item: QLayoutItem, room: int) -> int:
    """All the room, or what the widget wishes where it is not to be stretched (buttons)."""
    widget = item.widget()
    keeps = (QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
    narrow = widget is not None and widget.sizePolicy().horizontalPolicy() in keeps
    most = widget.maximumWidth() if widget is not None else room
    return min(room, most, item.sizeHint().width() if narrow else room)


def _ascent(item: QLayoutItem) -> int:
    widget = item.widget()
    return widget.fontMetrics().ascent() if widget is not None else 0


class _Down(_Things):
    """One under the other."""

    def _spaces(self) -> list[int]:
        flows = [_flow(item) for item in self.shown()]
        return [0, *(theme().gap(space_between(a, b)) for a, b in zip(flows, flows[1:], strict=False))]

    @override
    def heightForWidth(self, width: int, /) -> int:
        wide, high = self.margins_of()
        items = self.shown()
        return high + sum(self._spaces()[: len(items)]) + sum(_height(i, _width(i, width - wide)) for i in items)

    @override
    def sizeHint(self) -> QSize:
        wide, _ = self.margins_of()
        width = wide + max((item.sizeHint().width() for item in self.shown()), default=0)
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSize(self) -> QSize:
        wide, high = self.margins_of()
        items = self.shown()
        least = sum(item.minimumSize().height() for item in items) + sum(self._spaces()[: len(items)])
        return QSize(wide + max((item.minimumSize().width() for item in items), default=0), high + least)

    @override
    def setGeometry(self, rect: QRect, /) -> None:
        super().setGeometry(rect)
        area = rect.marginsRemoved(self.contentsMargins())
        items, spaces = self.shown(), self._spaces()
        heights = [_height(item, _width(item, area.width())) for item in items]
        left = area.height() - sum(heights) - sum(spaces[: len(items)])
        filling = [i for i, item in enumerate(items) if item.widget() in self.filling]
        for i in filling:
            least = items[i].minimumSize().height()
            heights[i] = max(least, heights[i] + left // len(filling))
        y = area.y()
        for item, space, height in zip(items, spaces, heights, strict=False):
            y += space
            item.setGeometry(self.mirrored(QRect(area.x(), y, _width(item, area.width()), height), area))
            y += height


class _Along(_Things):
    """Side by side, in as many rows as it takes. What fills takes the rest of its row."""

    space = 12

    def _rows(self, width: int) -> list[list[tuple[QLayoutItem, int]]]:
        """Items and their widths, row by row."""
        gap, rows, left = theme().gap(self.space), [[]], width
        for item in self.shown():
            fills = item.widget() in self.filling
            least = max(theme().px(self.share), item.minimumSize().width()) if fills else item.sizeHint().width()
            wanted = min(width, least)
            if rows[-1] and wanted > left:
                rows.append([])
                left = width
            rows[-1].append((item, wanted))
            left -= wanted + gap
        return [self._stretched(row, width) for row in rows if row]

    def _stretched(self, row: list[tuple[QLayoutItem, int]], width: int) -> list[tuple[QLayoutItem, int]]:
        free = width - sum(wanted for _, wanted in row) - theme().gap(self.space) * (len(row) - 1)
        filling = [item for item, _ in row if item.widget() in self.filling]
        if not filling or free <= 0:
            return row
        return [(i, w + free // len(filling) if i in filling else w) for i, w in row]

    @override
    def heightForWidth(self, width: int, /) -> int:
        wide, high = self.margins_of()
        rows = self._rows(width - wide)
        return high + sum(max(_height(i, w) for i, w in row) for row in rows) + theme().gap(8) * max(0, len(rows) - 1)

    @override
    def sizeHint(self) -> QSize:
        wide, _ = self.margins_of()
        items = self.shown()
        width = wide + sum(item.sizeHint().width() for item in items) + theme().gap(self.space) * max(0, len(items) - 1)
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSize(self) -> QSize:
        wide, high = self.margins_of()
        sizes = [item.minimumSize() for item in self.shown()]
        return QSize(
            wide + max((s.width() for s in sizes), default=0), high + max((s.height() for s in sizes), default=0))

    @override
    def setGeometry(self, rect: QRect, /) -> None:
        super().setGeometry(rect)
        area = rect.marginsRemoved(self.contentsMargins())
        y = area.y()
        for row in self._rows(area.width()):
            high = max(_height(item, width) for item, width in row)
            x = area.x()
            for item, width in row:
                own = _height(item, width)
                top = y + self._drop(item, row, high - own)
                item.setGeometry(self.mirrored(QRect(x, top, width, own), area))
                x += width + theme().gap(self.space)
            y += high + theme().gap(8)

    top = False
    base = False
    share = 0
    """Least width at 100 % of what fills: columns that share a line need 320."""

    def _drop(self, item: QLayoutItem, row: list[tuple[QLayoutItem, int]], free: int) -> int:
        """How far below the row's top an item stands: in the middle, at the top, or on one line of writing."""
        if self.base:
            return max(_ascent(other) for other, _ in row) - _ascent(item)
        return 0 if self.top else free // 2


class Box(QWidget):
    """A widget that holds others. `inset` is (start, top, end, bottom) at 100 %, turned with the direction."""

    flow = "block"

    def __init__(
        self, made: type[_Down | _Along], widgets: tuple[QWidget, ...], inset: tuple[int, int, int, int],
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self._inset = inset
        self._things: _Down | _Along = made(self)
        self.add(*widgets)
        theme().changed.connect(self._respace)
        self._respace()

    def add(self, *widgets: QWidget) -> None:
        """Put widgets at the end."""
        for widget in widgets:
            self._things.addWidget(widget)

    def fill(self, widget: QWidget) -> None:
        """Put a widget at the end that takes what is left over (a list in a column, a field in a line)."""
        self._things.filling.add(widget)
        self._things.addWidget(widget)

    def clear(self) -> None:
        """Take everything out, for good."""
        self._things.filling.clear()
        while (item := self._things.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self._things.invalidate()

    def things(self) -> list[QWidget]:
        """The widgets in it, in order, also the hidden ones."""
        items = [self._things.itemAt(i) for i in range(self._things.count())]
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]

    def _respace(self) -> None:
        start, top, end, bottom = (theme().gap(side) for side in self._inset)
        right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._things.setContentsMargins(QMargins(*((end, top, start, bottom) if right else (start, top, end, bottom))))
        self._things.invalidate()

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._respace()
        super().changeEvent(event)


class Column(Box):
    """Widgets one under the other, as far apart as their kinds ask for."""

    def __init__(
        self, *widgets: QWidget, inset: tuple[int, int, int, int] = (0, 0, 0, 0), parent: QWidget | None = None
    ) -> None:
        super().__init__(_Down, widgets, inset, parent)


class Line(Box):
    """Widgets side by side, wrapped where there is no room.

    `apart` spreads them (radio buttons); they stand in the middle of their row, at its `top`, or on one `base` line.
    """

    def __init__(
        self, *widgets: QWidget, apart: bool = False, top: bool = False, base: bool = False,
        inset: tuple[int, int, int, int] = (0, 0, 0, 0), parent: QWidget | None = None,
    ) -> None:
        super().__init__(_Along, widgets, inset, parent)
        assert isinstance(self._things, _Along)
        self._things.space = 24 if apart else 12
        self._things.top, self._things.base = top, base

    def share(self) -> None:
        """Let all widgets share the width there is, as two columns of a page do."""
        assert isinstance(self._things, _Along)
        self._things.share = 320
        self._things.filling.update(self.things())
        self._things.invalidate()


class Rule(QWidget):
    """A hairline across."""

    flow = "rule"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(1)
        theme().changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        QPainter(self).fillRect(self.rect(), theme().tones.colour("hairline"))


class Surface(Column):
    """A column on a surface of its own: a tone (field, rail, chosen) and perhaps a hairline round it."""

    def __init__(
        self, *widgets: QWidget, tone: str = "field", outlined: bool = True,
        inset: tuple[int, int, int, int] = (16, 16, 16, 16), parent: QWidget | None = None,
    ) -> None:
        self._tone, self._outlined = tone, outlined
        super().__init__(*widgets, inset=inset, parent=parent)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        from pbdesk.ui.strokes import box

        tones, painter = theme().tones, QPainter(self)
        rect: Any = self.rect().toRectF()
        outlined = self._outlined or tones.outlined
        box(painter, rect, tones.colour(self._tone), tones.colour("hairline") if outlined else None)
