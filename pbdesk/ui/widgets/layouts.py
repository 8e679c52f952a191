"""Two layouts: one under the other, as far apart as neighbours of their kind stand.

And side by side in rows that wrap. Wrapped text needs a height for the width there is, so both ask
for it; Qt's box layouts cannot wrap, nor space by kind.
"""

from __future__ import annotations

from functools import cache, cached_property
from itertools import pairwise
from typing import Any, override

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from pbdesk.ui.theme import gap, px
from pbdesk.ui.widgets.label import Label

__all__ = ["ACROSS", "Along", "Down", "space_between"]

ACROSS = (QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
"""What is as wide as there is room, and as high as it asks."""

_WIDEST = (1 << 24) - 1  # Qt's own limit


@cache
def space_between(above: str, below: str) -> int:
    """White space at 100 % between two kinds of thing that stand one under the other, in pixels."""
    match above, below:
        case ("choice", "choice") | ("row", "row") | ("tight", _):
            return 0
        case ("label", _) | ("control", "help") | ("across", "across"):
            return 4
        case ("heading" | "section", "text" | "help" | "choice" | "row") | (
            "section",
            "field" | "block",
        ):
            return 8
        case ("fold", "rule") | ("rule", "fold"):
            return 4
        case "heading", _:
            return 16
        case "rule", _:
            return 16
        case (_, "rule"):
            return 20
        case (_, "section") | ("button", "text"):
            return 16
        case ("text" | "help", "help"):
            return 4
        case (
            ("text" | "help", "text")
            | (_, "help")
            | ("field" | "text", "choice")
        ):
            return 8
        case _:
            return 12


class _Cell:
    """An item that is seen, with what was found out about it.

    Until something changes, it is asked once. A box that wraps and stretches as boxes do is asked
    by itself: Qt would find out all its sizes, also those that nobody needs.
    """

    def __init__(self, item: QLayoutItem) -> None:
        self.item = item
        self.widget = item.widget()
        self.flow: str = getattr(self.widget, "flow", "block")
        self._inner = _inner(self.widget)
        self._heights: dict[int, int] = {}

    @cached_property
    def hint(self) -> QSize:
        """The size it wishes."""
        return self.item.sizeHint()

    @cached_property
    def wish(self) -> int:
        """The width it wishes."""
        if self.widget is None or self._inner is None:
            return self.hint.width()
        wide = min(self._inner.wide(), self.widget.maximumWidth())
        return max(wide, self.widget.minimumWidth())

    @cached_property
    def least(self) -> QSize:
        """The smallest size."""
        if self.widget is None or self._inner is None:
            return self.item.minimumSize()
        least = self._inner.minimumSize().boundedTo(self.widget.maximumSize())
        fixed = self.widget.minimumSize()
        return QSize(
            fixed.width() or least.width(),
            fixed.height() or least.height(),
        )

    @cached_property
    def most(self) -> int:
        """The widest it may be: what it wishes, where it is not to be stretched (buttons)."""
        if self.widget is None:
            return _WIDEST
        most = self.widget.maximumWidth()
        if self._inner is None and _keeps(self.widget):
            return min(most, self.wish)
        return most

    def high(self, width: int) -> int:
        """The height it needs at a width."""
        if width not in self._heights:
            self._heights[width] = self._found(width)
        return self._heights[width]

    def _found(self, width: int) -> int:
        """Of words and boxes that is never less than the height at which they are least."""
        if isinstance(self.widget, Label):
            return self.widget.heightForWidth(width)
        if self._inner is not None and self.widget is not None:
            high = self._inner.heightForWidth(width)
            return max(high, self.widget.minimumHeight())
        return max(self._wanted(width), self.least.height())

    def _wanted(self, width: int) -> int:
        if self.item.hasHeightForWidth():
            return self.item.heightForWidth(width)
        return self.hint.height()

    @property
    def ascent(self) -> int:
        """How far its line of writing lies below its top."""
        if self.widget is not None:
            return self.widget.fontMetrics().ascent()
        return 0


def _inner(widget: QWidget | None) -> Things | None:
    """The layout of a box that is neither kept from stretching nor from shrinking.

    A box that says by itself how large it wishes to be is asked as any other widget.
    """
    if widget is None or widget.sizePolicy() != _USUAL or _says(type(widget)):
        return None
    layout = widget.layout()
    return layout if isinstance(layout, Things) else None


@cache
def _says(kind: type[QWidget]) -> bool:
    """Whether widgets of that kind have sizes of their own beside those of their layout."""
    return any(
        getattr(kind, how) is not getattr(QWidget, how) for how in _SIZES
    )


_SIZES = ("sizeHint", "minimumSizeHint", "heightForWidth")


_USUAL = QSizePolicy(
    QSizePolicy.Policy.Preferred,
    QSizePolicy.Policy.Preferred,
)
"""That of a widget to which nobody gave another."""


class Things(QLayout):
    """What both layouts share: their items, and what was found out about them.

    Sizes are found once and kept until Qt says that something changed: nested columns ask each
    other over and over.
    """

    def __init__(self, parent: QWidget) -> None:
        self._heights: dict[int, int] = {}
        self._hint: QSize | None = None
        self._least: QSize | None = None
        self._wide: int | None = None
        self._cells: list[_Cell] | None = None
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.filling: set[QWidget] = set()

    @override
    def invalidate(self) -> None:
        self._heights.clear()
        self._hint = self._least = self._wide = self._cells = None
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

    def wide(self) -> int:
        """The width all items wish for."""
        if self._wide is None:
            self._wide = self.widest()
        return self._wide

    @override
    def heightForWidth(self, width: int, /) -> int:
        if width not in self._heights:
            self._heights[width] = self.high(width)
        return self._heights[width]

    @override
    def sizeHint(self) -> QSize:
        if self._hint is None:
            width = self.wide()
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
        if 0 <= index < len(self._items):
            return self._items[index]
        return None

    @override
    def takeAt(self, index: int, /) -> Any:
        if 0 <= index < len(self._items):
            return self._items.pop(index)
        return None

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def expandingDirections(self) -> Qt.Orientation:
        if self.filling:
            return Qt.Orientation.Vertical
        return Qt.Orientation.Horizontal

    def shown(self) -> list[_Cell]:
        """The items that are not hidden."""
        if self._cells is None:
            self._cells = [
                _Cell(item) for item in self._items if not item.isEmpty()
            ]
        return self._cells

    def margins_of(self) -> tuple[int, int]:
        """Width and height that the margins take."""
        margins = self.contentsMargins()
        return (
            margins.left() + margins.right(),
            margins.top() + margins.bottom(),
        )

    def mirrored(self, rect: QRect, area: QRect) -> QRect:
        """`rect` within `area`, turned round where the reader reads from the right."""
        widget = self.parentWidget()
        if widget is None or not widget.isRightToLeft():
            return rect
        return QRect(
            area.left() + area.right() - rect.right(),
            rect.y(),
            rect.width(),
            rect.height(),
        )


class Down(Things):
    """One under the other."""

    def _spaces(self) -> list[int]:
        return [
            0,
            *(
                gap(space_between(a.flow, b.flow))
                for a, b in pairwise(self.shown())
            ),
        ]

    @override
    def high(self, width: int) -> int:
        wide, high = self.margins_of()
        cells = self.shown()
        room = width - wide
        return (
            high
            + sum(self._spaces()[: len(cells)])
            + sum(each.high(min(room, each.most)) for each in cells)
        )

    @override
    def widest(self) -> int:
        return self.margins_of()[0] + max(
            (each.wish for each in self.shown()),
            default=0,
        )

    @override
    def least(self) -> QSize:
        wide, high = self.margins_of()
        cells = self.shown()
        least = sum(each.least.height() for each in cells) + sum(
            self._spaces()[: len(cells)],
        )
        return QSize(
            wide + max((each.least.width() for each in cells), default=0),
            high + least,
        )

    @override
    def setGeometry(self, rect: QRect, /) -> None:
        super().setGeometry(rect)
        area = rect.marginsRemoved(self.contentsMargins())
        cells = self.shown()
        spaces = self._spaces()
        widths = [min(area.width(), each.most) for each in cells]
        heights = [
            each.high(width) for each, width in zip(cells, widths, strict=True)
        ]
        left = area.height() - sum(heights) - sum(spaces[: len(cells)])
        self._fill(cells, heights, left)
        y = area.y()
        for each, space, width, height in zip(
            cells,
            spaces,
            widths,
            heights,
            strict=False,
        ):
            y += space
            each.item.setGeometry(
                self.mirrored(QRect(area.x(), y, width, height), area),
            )
            y += height

    def _fill(self, cells: list[_Cell], heights: list[int], left: int) -> None:
        """Share what is `left` of the height among what fills, or take it from them."""
        filling = [
            i for i, each in enumerate(cells) if each.widget in self.filling
        ]
        for i in filling:
            heights[i] = max(
                cells[i].least.height(),
                heights[i] + left // len(filling),
            )


class Along(Things):
    """Side by side, in as many rows as it takes. What fills takes the rest of its row."""

    space = 12

    def __init__(self, parent: QWidget) -> None:
        self._broken: dict[int, list[list[tuple[_Cell, int]]]] = {}
        super().__init__(parent)

    @override
    def invalidate(self) -> None:
        self._broken.clear()
        super().invalidate()

    def _rows(self, width: int) -> list[list[tuple[_Cell, int]]]:
        """Items and their widths, row by row."""
        if width not in self._broken:
            self._broken[width] = self._broken_at(width)
        return self._broken[width]

    def _broken_at(self, width: int) -> list[list[tuple[_Cell, int]]]:
        between = gap(self.space)
        rows = [[]]
        left = width
        for each in self.shown():
            fills = each.widget in self.filling
            least = (
                max(px(self.share), each.least.width()) if fills else each.wish
            )
            wanted = min(width, least)
            if rows[-1] and wanted > left:
                rows.append([])
                left = width
            rows[-1].append((each, wanted))
            left -= wanted + between
        return [self._stretched(row, width) for row in rows if row]

    def _stretched(
        self,
        row: list[tuple[_Cell, int]],
        width: int,
    ) -> list[tuple[_Cell, int]]:
        filling = [
            (each, self._base(each, w))
            for each, w in row
            if each.widget in self.filling
        ]
        if not filling:
            return row
        base = sum(self._base(each, wanted) for each, wanted in row)
        free = max(0, width - base - gap(self.space) * (len(row) - 1))
        needs = {each: max(0, each.wish - own) for each, own in filling}
        more = _shared(free, needs)
        wider = {each: own + more[each] for each, own in filling}
        return [(each, wider.get(each, wanted)) for each, wanted in row]

    def _base(self, each: _Cell, wanted: int) -> int:
        """Where the sharing out begins.

        What fills starts narrow, then gets what it wishes, then a part of the rest.
        """
        if each.widget not in self.filling:
            return wanted
        return min(
            wanted,
            max(each.least.width(), px(self.share) * 3 // 4),
        )

    @override
    def high(self, width: int) -> int:
        wide, high = self.margins_of()
        rows = self._rows(width - wide)
        return (
            high
            + sum(max(i.high(w) for i, w in row) for row in rows)
            + gap(8) * max(0, len(rows) - 1)
        )

    @override
    def widest(self) -> int:
        cells = self.shown()
        between = gap(self.space) * max(0, len(cells) - 1)
        return self.margins_of()[0] + sum(each.wish for each in cells) + between

    @override
    def least(self) -> QSize:
        wide, high = self.margins_of()
        sizes = [each.least for each in self.shown()]
        return QSize(
            wide + max((s.width() for s in sizes), default=0),
            high + max((s.height() for s in sizes), default=0),
        )

    @override
    def setGeometry(self, rect: QRect, /) -> None:
        super().setGeometry(rect)
        area = rect.marginsRemoved(self.contentsMargins())
        y = area.y()
        for row in self._rows(area.width()):
            high = max(each.high(width) for each, width in row)
            x = area.x()
            for each, width in row:
                own = each.high(width)
                top = y + self._drop(each, row, high - own)
                each.item.setGeometry(
                    self.mirrored(QRect(x, top, width, own), area),
                )
                x += width + gap(self.space)
            y += high + gap(8)

    top = False
    base = False
    share = 0
    """Least width at 100 % of what fills: columns that share a line need 320."""

    def _drop(
        self,
        each: _Cell,
        row: list[tuple[_Cell, int]],
        free: int,
    ) -> int:
        """How far below the row's top an item stands.

        In the middle, at the top, or on one line of writing.
        """
        if self.base:
            return max(other.ascent for other, _ in row) - each.ascent
        if self.top:
            return 0
        return free // 2


def _shared(free: int, needs: dict[_Cell, int]) -> dict[_Cell, int]:
    """What each gets of the free width: as much as it needs, in proportion; then equal parts."""
    needed = sum(needs.values())
    part = min(1.0, free / max(1, needed))
    left = max(0, free - needed) // len(needs)
    return {each: int(need * part) + left for each, need in needs.items()}


def _keeps(widget: QWidget) -> bool:
    """Whether it is not stretched in its line."""
    return widget.sizePolicy().horizontalPolicy() in (
        QSizePolicy.Policy.Fixed,
        QSizePolicy.Policy.Maximum,
    )
