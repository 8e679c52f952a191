"""What the signs on a page mean: a key, a hand's mark or a fill, and its words behind it.

And one whole as a bar cut into its parts, each with its fill: how many, and a gap where some are
missing. Where all but the first part are few they stand one by one below, for a bar to scale shows
them as slivers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QBrush,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy

from pbdesk.ui.fit import measure
from pbdesk.ui.shown import Fill, Mark, Sign
from pbdesk.ui.strokes import box
from pbdesk.ui.theme import Text, Tone, colour, theme
from pbdesk.ui.widgets.boxes import Column
from pbdesk.ui.widgets.ground import Ground
from pbdesk.ui.widgets.layouts import ACROSS
from pbdesk.ui.widgets.painted import Painted
from pbdesk.ui.widgets.paper import paint_mark
from pbdesk.words import say

__all__ = ["Legend", "Whole", "cut", "one_by_one"]


class Legend(Painted):
    """The signs one behind the other, in as many lines as they need."""

    heard_as = QAccessible.Role.StaticText

    def __init__(self) -> None:
        super().__init__()
        self._signs: tuple[Sign, ...] = ()
        policy = QSizePolicy(*ACROSS)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().keep_dressed(self._dress)

    def show_signs(self, signs: Sequence[Sign]) -> None:
        """Show other signs."""
        if tuple(signs) != self._signs:
            self._signs = tuple(signs)
            self._dress()

    def _dress(self) -> None:
        self.show_name(", ".join(_heard(sign) for sign in self._signs))

    @property
    def _high(self) -> int:
        return theme().px(32)

    def _key_width(self, key: str) -> float:
        return max(
            theme().px(24),
            measure(key, theme().font("label"))[0] + theme().px(12),
        )

    def _sign_width(self, sign: Sign) -> float:
        keys = sum(
            self._key_width(theme().render(key)) + theme().gap(8)
            for key in sign.keys
        )
        if sign.mark:
            return keys + theme().px(_room_of(sign.mark)[1])
        return keys + (theme().px(24) if sign.fill else 0)

    def _width(self, sign: Sign) -> float:
        return (
            self._sign_width(sign) + measure(_told(sign), theme().font())[0] + 2
        )

    def _places(self, width: int) -> list[tuple[Sign, float, int]]:
        """Each sign with where it starts and the number of its line."""
        found: list[tuple[Sign, float, int]] = []
        x, line = 0.0, 0
        for sign in self._signs:
            wide = self._width(sign)
            if x and x + wide > width:
                x = 0.0
                line = line + 1
            found.append((sign, x, line))
            x += wide + theme().gap(24)
        return found

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        places = self._places(width)
        return self._high * (places[-1][2] + 1 if places else 0)

    @override
    def sizeHint(self) -> QSize:
        wide = self.width() or theme().px(640)
        return QSize(theme().px(640), self.heightForWidth(wide))

    @override
    def minimumSizeHint(self) -> QSize:
        widest = max((self._width(sign) for sign in self._signs), default=0)
        return QSize(round(widest + 0.5), self._high)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        ground = Ground.of(self, QPainter(self))
        for sign, x, line in self._places(self.width()):
            self._paint_sign(ground, sign, x, line * self._high)

    def _paint_sign(
        self,
        ground: Ground,
        sign: Sign,
        x: float,
        y: float,
    ) -> None:
        for told in sign.keys:
            key = theme().render(told)
            self._paint_key(ground, key, x, y)
            x += self._key_width(key) + theme().gap(8)
        if sign.mark:
            before, room = _room_of(sign.mark)
            self._paint_mark(
                ground,
                sign.mark,
                self._square(ground, x + theme().px(before), y, 20),
            )
            x += theme().px(room)
        elif sign.fill:
            _paint_fill(
                ground.painter,
                sign.fill,
                self._square(ground, x, y, 16),
            )
            x += theme().px(24)
        tone: Tone = "attention" if sign.fill == "gap" else "text"
        words = ground.place(
            x,
            y,
            self._width(sign) - self._sign_width(sign),
            self._high,
        )
        ground.write(_told(sign), words, tone=tone)

    def _square(self, ground: Ground, x: float, y: float, edge: int) -> QRectF:
        """A square in the middle of the line that begins at `y`."""
        wide = theme().px(edge)
        return ground.place(x, y + (self._high - wide) / 2, wide, wide)

    def _paint_mark(self, ground: Ground, mark: Mark, square: QRectF) -> None:
        """A hand's mark in its box."""
        text = colour("text")
        field = colour("field")
        box(ground.painter, square, field, text, 1.5, 2)
        paint_mark(ground.painter, mark, square, ground.direction, text)

    def _paint_key(self, ground: Ground, key: str, x: float, y: float) -> None:
        high = theme().px(24)
        place = ground.place(
            x,
            y + (self._high - high) / 2,
            self._key_width(key),
            high,
        )
        tones = theme().tones
        box(
            ground.painter,
            place,
            tones.colour("field"),
            tones.colour("outline"),
            1,
            4,
        )
        ground.write(key, place, "label", align=Qt.AlignmentFlag.AlignHCenter)


class Whole(Column):
    """A whole as one bar cut into its parts, to scale, and what each part is below it."""

    flow = "facts"

    def __init__(self) -> None:
        self._bar, self.legend = _Cut(), Legend()
        super().__init__(self._bar, self.legend)

    def show_parts(self, parts: Sequence[Sign]) -> None:
        """Show other parts, in the order of the bar."""
        self._bar.show_parts(parts)
        self.legend.show_signs(parts)


class _Cut(Painted):
    """The bar. What it says is told by the legend below."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[Sign, ...] = ()
        self.setSizePolicy(*ACROSS)
        theme().changed.connect(self._dress)

    def show_parts(self, parts: Sequence[Sign]) -> None:
        self._parts = tuple(parts)
        self._dress()

    def _dress(self) -> None:
        self.show_name(", ".join(_heard(part) for part in self._parts))

    @property
    def _sizes(self) -> list[int]:
        """How many each part has that has any."""
        return [part.n for part in self._parts if part.n and part.n > 0]

    @property
    def _fills(self) -> list[Fill]:
        return [
            part.fill or "plain"
            for part in self._parts
            if part.n and part.n > 0
        ]

    @property
    def _high(self) -> int:
        few = theme().px(_BELOW + _SHEET) if _are_few(self._sizes) else 0
        return theme().px(_BAR) + few

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme().px(400), self._high)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(160), self._high)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        ground = Ground.of(self, QPainter(self))
        widths = cut(ground.width, self._sizes, theme().px(8))
        x = 0.0
        for fill, wide in zip(self._fills, widths, strict=True):
            bar = ground.place(x, 0, wide, theme().px(_BAR))
            _paint_fill(ground.painter, fill, bar)
            x += wide
        if _are_few(self._sizes):
            self._paint_few(ground, widths[0])

    def _paint_few(self, ground: Ground, first: float) -> None:
        """All but the first part sheet by sheet, and from where in the bar they are taken."""
        sizes = self._sizes[1:]
        places = one_by_one(ground.width, sizes, theme().px(_SHEET))
        top, below = theme().px(_BAR), theme().px(_BAR + _BELOW)
        pen = QPen(colour("outline"), 1)
        for x, to in ((first, places[0][0][0]), (ground.width - 1,) * 2):
            begin = ground.place(x, top + 2, 0, 0).topLeft()
            ground.painter.setPen(pen)
            ground.painter.drawLine(
                begin,
                ground.place(to, below - 2, 0, 0).topLeft(),
            )
        for fill, part in zip(self._fills[1:], places, strict=True):
            for x, wide in part:
                sheet = ground.place(x, below, wide, theme().px(_SHEET))
                _paint_fill(ground.painter, fill, sheet)


_BAR, _BELOW, _SHEET = 28, 12, 20
"""At 100 %: the height of the bar, what lies below it, and the height of a sheet."""
_FEW = 40
"""So many are looked at one by one."""


def _are_few(sizes: Sequence[int]) -> bool:
    """Whether all but the first part are so few that each is shown, and less than the first."""
    others = sum(sizes[1:])
    return 0 < others <= _FEW and others < sizes[0]


def one_by_one(
    width: float,
    sizes: Sequence[int],
    most: float,
) -> list[list[tuple[float, float]]]:
    """Where each of several parts has its sheets, (start, width), at the end of `width`.

    No sheet is wider than three quarters of `most`.
    """
    room = sum(sizes) + len(sizes) - 1
    step = min(most, width / max(1, room))
    x = width - room * step + step / 4
    places: list[list[tuple[float, float]]] = []
    for size in sizes:
        places.append([(x + n * step, step * 3 / 4) for n in range(size)])
        x += (size + 1) * step
    return places


def cut(width: float, sizes: Sequence[int], least: float) -> list[float]:
    """Widths to scale that fill `width`; none narrower than `least`, at the largest one's cost."""
    whole = sum(sizes)
    if not whole:
        return []
    widths = [max(least, width * size / whole) for size in sizes]
    largest = widths.index(max(widths))
    widths[largest] -= sum(widths) - width
    return widths


def _paint_fill(painter: QPainter, fill: Fill, area: QRectF) -> None:
    tones = theme().tones
    text = tones.colour("text")
    if fill == "gap":
        painter.setPen(QPen(tones.colour("attention"), 2, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(1, 1, -1, -1))
        return
    if fill == "pale" and tones.outlined:  # every other grey is white there
        box(painter, area, tones.colour("field"), text, 1, 2)
        painter.fillRect(area, QBrush(text, Qt.BrushStyle.Dense6Pattern))
        return
    inside, outline = _FILLS[fill]
    colour = tones.colour(outline) if outline else None
    box(painter, area, tones.colour(inside), colour, 1 if outline else 0, 2)
    if fill == "hatched":
        painter.fillRect(area, QBrush(text, Qt.BrushStyle.BDiagPattern))
    elif fill == "struck":
        painter.setPen(QPen(text, 1))
        painter.drawLine(area.bottomLeft(), area.topRight())


_FILLS: dict[Fill, tuple[str, str | None]] = {
    "filled": ("accent", None),
    "dark": ("text", "field"),
    "pale": ("hairline", "outline"),
    "plain": ("field", "outline"),
    "hatched": ("field", "text"),
    "struck": ("field", "text"),
}
"""What is inside a part, and its outline. A gap is a dashed line."""


def _told(sign: Sign) -> str:
    words = theme().render(sign.words)
    return (
        words
        if sign.n is None
        else f"{theme().render(_number(sign.n))} {words}"
    )


def _heard(sign: Sign) -> str:
    return " ".join([*map(theme().render, sign.keys), _told(sign)])


def _number(n: int) -> Text:
    return say("{n}", n=n)


def _room_of(mark: Mark) -> tuple[int, int]:
    """Where the box of a mark starts and what it takes in all; a tick beside it stands before."""
    return (22, 56) if mark == "beside" else (6, 38)
