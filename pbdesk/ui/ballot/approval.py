"""The approval ballot.

A line to press for each project, with a box before its name that gets a cross.
"""

from __future__ import annotations

from functools import partial
from typing import override

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from pbdesk.questions.sheet import BallotLine
from pbdesk.ui.ballot.ballot import Ballot, Left, Sheet, named
from pbdesk.ui.ballot.chosen import CROSS, Chosen
from pbdesk.ui.ballot.marks import draw_mark
from pbdesk.ui.fit import draw, measure
from pbdesk.ui.strokes import ring
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.split import is_narrow
from pbdesk.voting.styles.approval import ApprovalSettings
from pbdesk.words import Money, Words, say, several

__all__ = ["ApprovalBallot"]

_BOX, _CODE, _HIGH = 44, 48, 68  # pixels at 100 %


class ApprovalBallot(Ballot):
    """Marks: 1 for each project with a cross."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        settings = sheet.settings_as(ApprovalSettings)
        self._least, self._most = settings.min_picks, settings.max_picks
        self._within_pot = settings.knapsack
        self.lines = [
            _CrossLine(line, sheet.cost(line), sheet.about.get(line.project, ""))
            for line in sheet.lines
        ]
        for line, each in zip(sheet.lines, self.lines, strict=True):
            each.clicked.connect(partial(self._pressed, line, each))
        self.add(*self.lines)
        self.show_lines()

    @override
    def marks(self) -> dict[str, int]:
        return {
            line.project: 1
            for line, each in zip(self.sheet.lines, self.lines, strict=True)
            if each.isChecked()
        }

    @override
    def told_of(self, line: BallotLine, mark: int) -> Chosen:
        return Chosen(line, self.sheet.cost(line))

    @property
    def _cost(self) -> int:
        return sum(line.cost for line in self.sheet.lines if line.project in self.marks())

    @property
    @override
    def left_words(self) -> Left:
        if self._within_pot:
            left = self.sheet.pot - self._cost
            return Left(
                say("{left}", left=Money(left, self.sheet.currency)),
                say("left of {pot}", pot=Money(self.sheet.pot, self.sheet.currency)),
            )
        n = len(self.marks())
        if self._most is None:
            return Left(say("{n}", n=n), several("cross", "crosses", n))
        return Left(
            say("{n}", n=n), several("of up to {n} cross", "of up to {n} crosses", self._most)
        )

    @property
    @override
    def hint(self) -> Words:
        least = self._least
        if least > 1:
            return several("At least {n} cross.", "At least {n} crosses.", least)
        return say("Press a line again to take its cross away.")

    def _pressed(self, line: BallotLine, each: _CrossLine) -> None:
        why = self._too_many() if each.isChecked() else None
        if why is not None:
            each.setChecked(False)
            self.said.emit(why)
            return
        self.changed.emit()

    def _too_many(self) -> Words | None:
        """Why the marks as they are now cannot stand."""
        if self._most is not None and len(self.marks()) > self._most:
            return several(
                "You have given {n} cross. Take it away to give another.",
                "You have given {n} crosses. Take one away to give another.",
                self._most,
            )
        if self._within_pot and self._cost > self.sheet.pot:
            return say(
                "Together they cost more than {pot}. Take one away first.",
                pot=Money(self.sheet.pot, self.sheet.currency),
            )
        return None

    @override
    def show_lines(self) -> None:
        for line, each in zip(self.sheet.lines, self.lines, strict=True):
            each.setVisible(line in self.shown)


class _CrossLine(QCheckBox):
    """One line of the ballot, all of it pressed: box, code, name over what it is, and cost."""

    flow = "row"

    def __init__(self, line: BallotLine, cost: Words, about: str) -> None:
        super().__init__()
        self._line, self._cost, self._about = line, cost, about
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        cost = theme().render(self._cost)
        self.setAccessibleName(theme().render(named(self._line)))
        self.setAccessibleDescription(f"{self._about} {cost}".strip())
        self.updateGeometry()
        self.update()

    # Measuring

    def _start(self) -> int:
        """Where the name begins: behind box and code."""
        return theme().gap(16) + theme().px(_BOX + _CODE) + theme().gap(16)

    def _end(self) -> int:
        """Width of the cost."""
        return round(measure(theme().render(self._cost), theme().font("large_figure"))[0] + 1.5)

    def _room(self, width: int) -> int:
        """Width of name and description, between the code and the cost."""
        return max(1, width - self._start() - self._end() - 2 * theme().gap(16))

    def _under(self, width: int) -> str:
        """What stands under the name: one line of it where the eight rows share a screen."""
        if is_narrow(self):
            return self._about
        metrics = QFontMetricsF(theme().font("large"))
        return metrics.elidedText(self._about, Qt.TextElideMode.ElideRight, self._room(width) - 1)

    def _heights(self, width: int) -> tuple[float, float]:
        """Heights of the name and of what stands under it."""
        room = self._room(width)
        name = measure(self._line.title, theme().font("title"), room)[1]
        under = self._under(width)
        return name, measure(under, theme().font("large"), room)[1] if under else 0.0

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        return max(theme().px(_HIGH), round(sum(self._heights(width)) + 0.5) + theme().gap(4))

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme().px(600), theme().px(_HIGH))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(240), theme().px(_HIGH))

    # Pressing

    @override
    def hitButton(self, pos: QPoint, /) -> bool:
        return self.rect().contains(pos)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent, /) -> None:
        """The second press of a double click takes no cross away."""
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Enter crosses as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    # Painting

    def _place(self, x: float, width: float, y: float = 0, high: float | None = None) -> QRectF:
        turned = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - x - width if turned else x
        return QRectF(left, y, width, self.height() if high is None else high)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter, tones, area = QPainter(self), theme().tones, QRectF(self.rect())
        if self.isChecked():
            painter.fillRect(area, tones.colour("chosen"))
            painter.fillRect(self._place(0, 4), tones.colour("accent"))
        edge = theme().px(_BOX)
        square = self._place(theme().gap(16), edge, (self.height() - edge) / 2, edge)
        draw_mark(self, painter, square, CROSS, marked=self.isChecked())
        self._paint_words(painter)
        if self.hasFocus():
            ring(painter, area, tones.colour("focus"))
        elif self.isChecked() and tones.outlined:
            ring(painter, area, tones.colour("outline"))

    def _paint_words(self, painter: QPainter) -> None:
        text, second = theme().tones.colour("text"), theme().tones.colour("second")
        strong, direction = theme().font("title"), self.layoutDirection()
        code = self._place(theme().gap(32) + theme().px(_BOX), theme().px(_CODE))
        draw(self, painter, code, self._line.code, strong, text, direction=direction)
        room, (name_high, about_high) = self._room(self.width()), self._heights(self.width())
        above = (self.height() - name_high - about_high) / 2
        name = self._place(self._start(), room, above, name_high)
        draw(self, painter, name, self._line.title, strong, text, wrap=True, direction=direction)
        if self._about:
            under = self._place(self._start(), room, above + name_high, about_high)
            large = theme().font("large")
            about = self._under(self.width())
            draw(self, painter, under, about, large, second, wrap=True, direction=direction)
        end = self._end()
        cost = self._place(self.width() - theme().gap(16) - end, end)
        figures, right = theme().font("large_figure"), Qt.AlignmentFlag.AlignRight
        draw(self, painter, cost, theme().render(self._cost), figures, text, align=right)
