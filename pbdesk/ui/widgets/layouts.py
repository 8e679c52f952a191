"""Two layouts: one under the other, as far apart as neighbours of their kind stand, and side by side in rows that wrap.

Wrapped text needs a height for the width there is, so both ask for it; Qt's box layouts cannot wrap, nor space by kind.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Protocol, cast, override

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from pbdesk.ui.theme import theme

__all__ = ["Along", "Down", "space_between"]


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
        case _:
            return 12


class Things(QLayout):
    """What both layouts share: their items, and the height an item needs at a width.

    Sizes are found once and kept until Qt says that something changed: nested columns ask each other over and over.
    """

    def __init__(self, parent: QWidget) -> None:
        self._heights: dict[int, int] = {}
        self._hint: QSize | None = None
        self._least: QSize | None = None
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.filling: set[QWidget] = set()

    @override
    def invalidate(self) -> None:
        self._heights.clear()
        self._hint = self._least = None
        super().invalidate()

    def high(self, width: int) -> int:
        """The height needed at a width, found anew."""
        raise NotImplementedError

    def widest(self) -> int:
        """The width all items wish for, found anew."""
        raise NotImplementedError

    def least(self) -> QSize:
        """The smallest size, found anew."""
        raise NotImplementedError

    @override
    def heightForWidth(self, width: int, /) -> int:
        if width not in self._heights:
            self._heights[width] = self.high(width)
        return self._heights[width]

    @override
    def sizeHint(self) -> QSize:
        if self._hint is None:
            width = self.widest()
            self._hint = QSize(width, self.heightForWidth(width))
        return QSize(self._hint)

    @override
    def minimumSize(self) -> QSize:
        if self._least is None:
            self._least = self.least()
        return QSize(self._least)

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


class Down(Things):
    """One under the other."""

    def _spaces(self) -> list[int]:
        flows = [_flow(item) for item in self.shown()]
        return [0, *(theme().gap(space_between(a, b)) for a, b in pairwise(flows))]

    @override
    def high(self, width: int) -> int:
        wide, high = self.margins_of()
        items = self.shown()
        return high + sum(self._spaces()[: len(items)]) + sum(_height(i, _width(i, width - wide)) for i in items)

    @override
    def widest(self) -> int:
        return self.margins_of()[0] + max((item.sizeHint().width() for item in self.shown()), default=0)

    @override
    def least(self) -> QSize:
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


class Along(Things):
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
        filling = [item for item, _ in row if item.widget() in self.filling]
        if not filling:
            return row
        given = {item: self._base(item, wanted) for item, wanted in row}
        free = width - sum(given.values()) - theme().gap(self.space) * (len(row) - 1)
        needs = {item: max(0, item.sizeHint().width() - given[item]) for item in filling}
        part = min(1.0, max(0, free) / max(1, sum(needs.values())))
        left = max(0, free - sum(needs.values())) // len(filling)
        return [(i, w if i not in filling else given[i] + int(needs[i] * part) + left) for i, w in row]

    def _base(self, item: QLayoutItem, wanted: int) -> int:
        """Where the sharing out begins: what fills starts narrow, then gets what it wishes, then a part of the rest."""
        if item.widget() not in self.filling:
            return wanted
        return min(wanted, max(item.minimumSize().width(), theme().px(self.share) * 3 // 4))

    @override
    def high(self, width: int) -> int:
        wide, high = self.margins_of()
        rows = self._rows(width - wide)
        return high + sum(max(_height(i, w) for i, w in row) for row in rows) + theme().gap(8) * max(0, len(rows) - 1)

    @override
    def widest(self) -> int:
        items = self.shown()
        between = theme().gap(self.space) * max(0, len(items) - 1)
        return self.margins_of()[0] + sum(item.sizeHint().width() for item in items) + between

    @override
    def least(self) -> QSize:
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
