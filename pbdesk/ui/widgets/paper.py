"""A ballot paper as it lies on the table, with its marks.

What was keyed, or a doubtful paper as the hand made it.
Never a photo: the drawing comes from what was keyed for each line.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import override

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy

from pbdesk.ui.fit import measure
from pbdesk.ui.shown import Mark, PaperLine
from pbdesk.ui.strokes import box, ring
from pbdesk.ui.theme import Role, Text, Tone, gap, px, theme, worded
from pbdesk.ui.widgets.ground import Ground
from pbdesk.ui.widgets.painted import Painted

__all__ = ["Paper", "paint_mark"]


class Paper(Painted):
    """The paper: title, how to mark it, and its lines.

    `roomy` gives each line more height (a doubtful paper). Where it can be `pressed`, a click on a
    line or Space on the one with the ring tells its code, a figure or Backspace is `written` into
    it, and the arrows `moved` the ring.
    """

    heard_as = QAccessible.Role.Graphic
    pressed = Signal(str)
    written = Signal(str, str)
    moved = Signal(str)

    def __init__(
        self,
        title: Text = "",
        how: Text = "",
        lines: Sequence[PaperLine] = (),
        *,
        roomy: bool = False,
    ) -> None:
        super().__init__()
        self._title, self._how, self._lines, self._roomy = (
            title,
            how,
            tuple(lines),
            roomy,
        )
        self._place_of_ring = 0
        self._pressable = False
        policy = QSizePolicy(
            QSizePolicy.Policy.Expanding,
            QSizePolicy.Policy.Preferred,
        )
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().keep_dressed(self._dress)

    def show_lines(
        self,
        lines: Sequence[PaperLine],
        *,
        title: Text | None = None,
        how: Text | None = None,
    ) -> None:
        """Show other marks, and perhaps another paper."""
        before = self._title, self._how, self._lines
        self._lines = tuple(lines)
        self._title = self._title if title is None else title
        self._how = self._how if how is None else how
        if (self._title, self._how, self._lines) != before:
            self._dress()

    def let_press(self, *, on: bool) -> None:
        """Whether its lines can be pressed now."""
        if on == self._pressable:
            return
        self._pressable = on
        self.heard_as = (
            QAccessible.Role.List if on else QAccessible.Role.Graphic
        )
        policy = Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        if not on:
            self.clearFocus()
        self.update()

    @property
    def ringed(self) -> PaperLine | None:
        """The line that keys act on; None where no line can be pressed."""
        lines = self._lines
        if not self._pressable or not lines:
            return None
        return lines[min(self._place_of_ring, len(lines) - 1)]

    def _dress(self) -> None:
        show = theme().render
        marked = [
            f"{line.code} {show(line.name)}, {show(line.heard)}"
            for line in self._lines
            if line.heard
        ]
        self.setAccessibleName(show(self._title))
        self.setAccessibleDescription(". ".join([show(self._how), *marked]))
        self.updateGeometry()
        self.update()

    # Measuring

    @property
    def _inset(self) -> int:
        return gap(16)

    @property
    def _code_room(self) -> int:
        """Width of the codes; none before the lot has given any."""
        return px(20) if any(line.code for line in self._lines) else 0

    def _name_role(self, line: PaperLine) -> Role:
        return (
            "strong"
            if line.mark == "keyed" or (line.figure and not self._roomy)
            else "body"
        )

    def _room(self, width: int) -> int:
        """Width of a name: between the code and the box, with room for a tick beside it."""
        beside = px(32) if self._roomy else gap(12)
        return max(
            1,
            width - 2 * self._inset - self._code_room - px(24) - beside,
        )

    def _line_height(self, line: PaperLine, width: int) -> int:
        high = measure(
            worded(line.name),
            theme().font(self._name_role(line)),
            self._room(width),
        )[1]
        return max(
            px(40 if self._roomy else 32),
            round(high + 0.5) + gap(12),
        )

    def _head_height(self, width: int) -> int:
        room = width - 2 * self._inset
        title = measure(
            worded(self._title),
            theme().font("strong"),
            room,
        )[1]
        how = measure(worded(self._how), theme().font("caption"), room)[1]
        return round(title + how + 0.5) + gap(16) + gap(12)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        lines = sum(self._line_height(line, width) for line in self._lines)
        return self._head_height(width) + gap(4) + lines + gap(16)

    @override
    def sizeHint(self) -> QSize:
        wide = px(384)
        return QSize(wide, self.heightForWidth(wide))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), px(120))

    # Pressing

    def _line_at(self, y: float) -> int | None:
        """The place of the line at a height; None above and below them."""
        top = self._head_height(self.width()) + gap(4)
        for place, line in enumerate(self._lines):
            bottom = top + self._line_height(line, self.width())
            if top <= y < bottom:
                return place
            top = bottom
        return None

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        place = self._line_at(event.position().y())
        left = event.button() == Qt.MouseButton.LeftButton
        if not self._pressable or place is None or not left:
            super().mousePressEvent(event)
            return
        self._move_ring(place)
        self.pressed.emit(self._lines[place].code)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        line = self.ringed
        if line is None or not self._acts_on(line, event):
            super().keyPressEvent(event)

    def _acts_on(self, line: PaperLine, event: QKeyEvent) -> bool:
        """Whether the key means something on the line with the ring."""
        key = event.key()
        text = event.text()
        last = len(self._lines) - 1
        moves = {
            Qt.Key.Key_Up: max(0, self._place_of_ring - 1),
            Qt.Key.Key_Down: min(last, self._place_of_ring + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if key == Qt.Key.Key_Space:
            self.pressed.emit(line.code)
        elif key == Qt.Key.Key_Backspace:
            self.written.emit(line.code, "")
        elif text.isascii() and text.isdigit():
            self.written.emit(line.code, text)
        elif key in moves:
            self._move_ring(moves[Qt.Key(key)])
        else:
            return False
        return True

    def _move_ring(self, place: int) -> None:
        self._place_of_ring = place
        self.update()
        self.moved.emit(self._lines[place].code)

    @override
    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        super().focusOutEvent(event)
        self.update()

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        tones = theme().tones
        ground = Ground.of(self, painter)
        box(
            painter,
            ground.area,
            tones.colour("field"),
            tones.colour("hairline"),
        )
        self._paint_head(ground)
        y = self._head_height(self.width()) + gap(4)
        for line in self._lines:
            high = self._line_height(line, self.width())
            if event.rect().intersects(QRect(0, y, self.width(), high)):
                self._paint_line(ground, line, y, high)
            if line is self.ringed and self.hasFocus():
                area = ground.place(
                    gap(4),
                    y,
                    self.width() - 2 * gap(4),
                    high,
                )
                ring(painter, area, tones.colour("focus"))
            y += high

    def _paint_head(self, ground: Ground) -> None:
        """Title, and below it how it is filled in, over a line."""
        room = self.width() - 2 * self._inset
        show = theme().render
        y = float(self._inset)
        heads: tuple[tuple[str, Role, Tone], ...] = (
            (show(self._title), "strong", "text"),
            (show(self._how), "caption", "second"),
        )
        for words, role, tone in heads:
            high = measure(words, theme().font(role), room)[1]
            place = ground.place(self._inset, y, room, high + 1)
            ground.write(words, place, role, tone, middle=False, wrap=True)
            y += high
        line = ground.place(
            self._inset,
            self._head_height(self.width()) - 1,
            room,
            1,
        )
        ground.fill(line, "text")

    def _paint_line(
        self,
        ground: Ground,
        line: PaperLine,
        y: int,
        high: int,
    ) -> None:
        if line.tinted:
            ground.fill(ground.place(1, y, self.width() - 2, high), "chosen")
        code = ground.place(self._inset, y, self._code_room, high)
        ground.write(line.code, code, "strong")
        name = ground.place(
            self._inset + self._code_room,
            y,
            self._room(self.width()),
            high,
        )
        ground.write(
            worded(line.name),
            name,
            self._name_role(line),
            wrap=True,
        )
        edge = px(24)
        end = self.width() - self._inset - edge
        self._paint_box(
            ground,
            line,
            ground.place(end, y + (high - edge) / 2, edge, edge),
        )

    def _paint_box(
        self,
        ground: Ground,
        line: PaperLine,
        square: QRectF,
    ) -> None:
        """The box of a line, with the figure or the mark in it."""
        tones = theme().tones
        box(
            ground.painter,
            square,
            tones.colour("field"),
            tones.colour("text"),
            1.5,
            2,
        )
        if line.figure:
            centre = Qt.AlignmentFlag.AlignHCenter
            ground.write(line.figure, square, "strong", "accent", align=centre)
        if line.mark:
            tone: Tone = "accent" if line.mark == "keyed" else "text"
            paint_mark(
                ground.painter,
                line.mark,
                square,
                ground.direction,
                tones.colour(tone),
            )


def paint_mark(
    painter: QPainter,
    mark: Mark,
    square: QRectF,
    direction: Qt.LayoutDirection,
    colour: QColor,
) -> None:
    """The strokes of a mark in and around its box.

    A hand's strokes are not turned with the direction, only moved.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, square.width() / (8 if mark == "keyed" else 14))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    if mark == "beside" and direction == Qt.LayoutDirection.RightToLeft:
        square = square.translated(_OTHER_SIDE * square.width(), 0)
    for path in _strokes(mark, square):
        painter.drawPath(path)
    painter.restore()


def _strokes(mark: Mark, square: QRectF) -> list[QPainterPath]:
    """Paths in the square's own measure.

    (0, 0) is its upper left corner, (1, 1) the lower right.
    """
    match mark:
        case "keyed":
            points = [
                [(0.25, 0.25), (0.75, 0.75)],
                [(0.75, 0.25), (0.25, 0.75)],
            ]
        case "cross":
            points = _CROSS
        case "tick":
            points = [[(0.12, 0.5), (0.38, 0.86), (0.95, 0.02)]]
        case "beside":
            points = [[(-1.0, 0.55), (-0.75, 0.88), (-0.18, 0.0)]]
        case "struck":
            wave = (
                (-0.2, 0.0),
                (0.1, -0.12),
                (0.4, 0.1),
                (0.75, -0.12),
                (1.2, 0.0),
            )
            waves = [
                [(x, middle + y) for x, y in wave]
                for middle in (0.35, 0.55, 0.75)
            ]
            points = [*_CROSS, *waves]
        case _:
            points = []
    return [
        _curve(
            [
                QPointF(
                    square.x() + x * square.width(),
                    square.y() + y * square.height(),
                )
                for x, y in p
            ],
        )
        for p in points
    ]


_OTHER_SIDE = 2.18
"""From a tick beside its box to one as far from the other side, in widths of the box."""

_CROSS = [
    [(0.08, 0.1), (0.45, 0.55), (0.95, 0.95)],
    [(0.92, 0.08), (0.5, 0.45), (0.08, 0.9)],
]


def _curve(points: list[QPointF]) -> QPainterPath:
    """A line through the points, bent a little where there are more than two."""
    path = QPainterPath(points[0])
    for before, here in pairwise(points):
        middle = (before + here) / 2
        path.quadTo(
            QPointF(middle.x() - (here.y() - before.y()) * 0.06, middle.y()),
            here,
        )
    return path
