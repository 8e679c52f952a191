"""The row of a ballot, all of it pressed: code, name over what it is, what stands at its end.

`RowFace` paints the words of every style's row; `MarkRow` has a box with a mark before them.
"""

from __future__ import annotations

from typing import cast, override

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from pbdesk.questions.sheet import BallotLine
from pbdesk.questions.terms import called
from pbdesk.ui.ballot.ballot import named
from pbdesk.ui.ballot.marks import draw_mark
from pbdesk.ui.fit import measure
from pbdesk.ui.strokes import ring
from pbdesk.ui.theme import Text, gap, px, theme, worded
from pbdesk.ui.widgets.button import OnePress, is_enter
from pbdesk.ui.widgets.ground import Ground
from pbdesk.ui.widgets.split import is_narrow
from pbdesk.words import Words, say

__all__ = ["MarkRow", "RowFace"]

_HIGH = 65
_AIR = 1
_FULL = 1100  # from this width at 100 % on eight rows can share a screen
_BOX = 44
_CODE = 40


class RowFace:
    """What the rows of all styles share, before Qt's class: measuring and painting the words.

    `tools` stand at the end, below the words where there is little room; `edge` is the width of
    what stands before the code, `high` how high a row is at least, `air` what it has to spare:
    eight of them share a screen. `end_by_name`: what stands at the end stands beside the name, and
    leaves its width to the tools. `whole`: what it is stands there on as many lines as it needs.
    """

    flow = "row"
    end_by_name = False
    whole = True
    edge = 0
    high = _HIGH
    air = _AIR

    def begin(
        self,
        line: BallotLine,
        about: str,
        end: Words | None,
        tools: QWidget | None,
    ) -> None:
        """Take what is shown; without an `end` there is nothing at the end but the tools."""
        self.line = line
        self._about = about
        self._end_words = end
        self.tools = tools
        row = self._row
        if tools is not None:
            tools.setParent(row)
        policy = QSizePolicy(
            QSizePolicy.Policy.Expanding,
            QSizePolicy.Policy.Minimum,
        )
        policy.setHeightForWidth(True)
        row.setSizePolicy(policy)
        row.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self.dress)

    @property
    def _row(self) -> QWidget:
        return cast(QWidget, self)

    def dress(self) -> None:
        """Names and size by the theme."""
        row = self._row
        row.setAccessibleName(worded(named(self.line)))
        row.setAccessibleDescription(f"{self._about} {self._end_text}".strip())
        self.settle()
        row.updateGeometry()
        row.update()

    @property
    def told(self) -> str:
        """What the line got, in words."""
        raise NotImplementedError

    @property
    def heard(self) -> tuple[str, str, str]:
        """Name, description and mark, for those who hear the row."""
        return (
            self._row.accessibleName(),
            self._row.accessibleDescription(),
            self.told,
        )

    @property
    def _title(self) -> str:
        return worded(called(self.line.project, self.line.title))

    @property
    def _end_text(self) -> str:
        if self._end_words is None:
            return ""
        return worded(self._end_words)

    # Measuring

    def _start(self) -> int:
        """Where the name begins: behind what stands before the code, and the code."""
        start = gap(16) + px(_CODE)
        if self.edge:
            return start + px(self.edge) + gap(16)
        return start

    def _end(self) -> int:
        """Width that the words at the end take from name and description."""
        return 0 if self.end_by_name else self._end_wide()

    def _end_wide(self) -> int:
        text = self._end_text
        if text:
            return round(measure(text, theme().font("large_figure"))[0] + 1.5)
        return 0

    def _beside(self) -> int:
        """Width of the tools where they stand beside the words."""
        if self.tools is None or is_narrow(self._row):
            return 0
        return self.tools.sizeHint().width() + gap(16)

    def _below(self) -> int:
        """Height of the tools where they stand below the words."""
        if self.tools is None or not is_narrow(self._row):
            return 0
        return self.tools.sizeHint().height() + gap(12)

    def _room(self, width: int) -> int:
        """Width of name and description."""
        return max(
            1,
            width - self._start() - self._end() - self._beside() - 2 * gap(16),
        )

    def _rooms(self, width: int) -> tuple[int, int]:
        """Width of the name and of what stands under it.

        The longer of them leaves what stands at the end by the name to the other.
        """
        room = self._room(width)
        if not (self.end_by_name and self._end_text):
            return room, room
        less = max(1, room - self._end_wide() - gap(16))
        wide = measure(self._title, theme().font("title"))[0]
        return (less, room) if wide < less else (room, less)

    def _under(self, width: int) -> str:
        """What stands under the name: one line beside tools, where eight rows share a screen."""
        if self.whole or width < theme().px(_FULL):
            return self._about
        metrics = QFontMetricsF(theme().font("large"))
        room = self._rooms(width)[1]
        return metrics.elidedText(
            self._about,
            Qt.TextElideMode.ElideRight,
            room - 1,
        )

    def _heights(self, width: int) -> tuple[float, float]:
        """Heights of the name and of what stands under it."""
        above, below = self._rooms(width)
        name = measure(self._title, theme().font("title"), above)[1]
        under = self._under(width) or (self._end_text if below < above else "")
        return name, measure(under, theme().font("large"), below)[
            1
        ] if under else 0.0

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int, /) -> int:
        words = round(sum(self._heights(width)) + 0.5) + gap(self.air)
        return max(px(self.high), words + self._below())

    def sizeHint(self) -> QSize:
        return QSize(px(600), px(self.high))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), px(self.high))

    def settle(self) -> None:
        """Put the tools in their place."""
        tools = self.tools
        row = self._row
        if tools is None:
            return
        wide = tools.sizeHint().width()
        high = tools.sizeHint().height()
        x: float = row.width() - gap(16) - self._end() - wide
        if self._end():
            x -= gap(16)
        y = (row.height() - high) / 2
        if is_narrow(row):
            x = self._start()
            y = row.height() - high - gap(8)
        tools.setGeometry(self._place(x, wide, y, high).toRect())

    # Painting

    def _place(
        self,
        x: float,
        width: float,
        y: float = 0,
        high: float | None = None,
    ) -> QRectF:
        row = self._row
        turned = row.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = row.width() - x - width if turned else x
        return QRectF(left, y, width, row.height() if high is None else high)

    def paint_ground(
        self,
        painter: QPainter,
        *,
        marked: bool,
        focus: bool,
    ) -> None:
        """The tint of a row that got something, and the ring of the one with the focus."""
        tones = theme().tones
        area = QRectF(self._row.rect())
        if marked:
            painter.fillRect(area, tones.colour("chosen"))
            painter.fillRect(self._place(0, 4), tones.colour("accent"))
        if focus:
            ring(painter, area, tones.colour("focus"))
        elif marked and tones.outlined:
            ring(painter, area, tones.colour("outline"))

    def paint_words(self, painter: QPainter) -> None:
        """Code, name, what it is, and what stands at the end."""
        row = self._row
        ground = Ground.of(self._row, painter)
        wide = row.width()
        tall = row.height() - self._below()
        start = self._start()
        above_room, under_room = self._rooms(wide)
        code = ground.place(
            start - px(_CODE),
            0,
            px(_CODE),
            tall,
        )
        ground.write(self.line.code, code, "title")
        name_high, about_high = self._heights(wide)
        above = (tall - name_high - about_high) / 2
        name = ground.place(start, above, above_room, name_high)
        ground.write(self._title, name, "title", wrap=True)
        if self._about:
            about = ground.place(
                start,
                above + name_high,
                under_room,
                about_high,
            )
            ground.write(self._under(wide), about, "large", "second", wrap=True)
        self._paint_end(ground, tall, (above, above + name_high))

    def _paint_end(
        self,
        ground: Ground,
        tall: float,
        lines: tuple[float, float],
    ) -> None:
        """What stands at the end: in the middle of the row, or by the name or by what is under it.

        `lines` are where those two begin.
        """
        end, room = self._end_wide(), self._room(self._row.width())
        at = ground.place(ground.width - gap(16) - end, 0, end, tall)
        if self.end_by_name:
            high = measure(self._end_text, theme().font("large_figure"))[1]
            above_room, under_room = self._rooms(self._row.width())
            y = lines[0] if above_room < under_room else lines[1]
            at = ground.place(self._start() + room - end, y, end, high)
        ground.write(
            self._end_text,
            at,
            "large_figure",
            align=Qt.AlignmentFlag.AlignRight,
        )


class MarkRow(OnePress, RowFace, QCheckBox):
    """A row with a box for its mark: a cross, or the `sign` it has."""

    edge = _BOX

    def __init__(
        self,
        line: BallotLine,
        cost: Words,
        about: str,
        tools: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.sign: Text = ""
        self.mark_words = say("Marked")
        self.begin(line, about, cost, tools)
        self.dress()

    @property
    @override
    def told(self) -> str:
        return worded(
            self.mark_words if self.isChecked() else say("Not marked"),
        )

    @override
    def hitButton(self, pos: QPoint, /) -> bool:
        return self.rect().contains(pos)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Enter marks as Space does, once however long it is held."""
        if not is_enter(event):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self.settle()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        edge = px(_BOX)
        self.paint_ground(
            painter,
            marked=self.isChecked(),
            focus=self.hasFocus(),
        )
        tall = self.height() - self._below()
        square = self._place(gap(16), edge, (tall - edge) / 2, edge)
        draw_mark(
            self,
            painter,
            square,
            worded(self.sign),
            marked=self.isChecked(),
        )
        self.paint_words(painter)
