"""The approval ballot.

A line to press for each project, with a box at its end that gets a cross.
"""

from __future__ import annotations

from functools import partial
from typing import override

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from pbdesk.questions.sheet import BallotLine
from pbdesk.ui.ballot.ballot import Ballot, Left, Sheet, named
from pbdesk.ui.ballot.chosen import Chosen
from pbdesk.ui.fit import draw, measure
from pbdesk.ui.strokes import box, ring
from pbdesk.ui.theme import theme
from pbdesk.voting.styles.approval import ApprovalSettings
from pbdesk.words import Money, Words, say, several

__all__ = ["ApprovalBallot"]


class ApprovalBallot(Ballot):
    """Marks: 1 for each project with a cross."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        settings = sheet.settings_as(ApprovalSettings)
        self._least, self._most = settings.min_picks, settings.max_picks
        self._within_pot = settings.knapsack
        self.lines = [_CrossLine(line, sheet.cost(line)) for line in sheet.lines]
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
    """One line of the ballot; the whole of it is pressed."""

    flow = "row"

    def __init__(self, line: BallotLine, cost: Words) -> None:
        super().__init__()
        self._line, self._cost = line, cost
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.setAccessibleName(theme().render(named(self._line)))
        self.setAccessibleDescription(theme().render(self._cost))
        self.updateGeometry()
        self.update()

    # Measuring

    def _room(self, width: int) -> int:
        """Width of the title, between the code and the cost."""
        return max(1, width - theme().px(36) - self._end() - 2 * theme().gap(12))

    def _end(self) -> int:
        """Width of cost and box."""
        cost = measure(theme().render(self._cost), theme().font("figure"))[0]
        return max(theme().px(96), round(cost + 1.5)) + theme().gap(24) + theme().px(32)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        high = measure(self._line.title, theme().font("section"), self._room(width))[1]
        return max(theme().px(56), round(high + 0.5) + theme().gap(24))

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme().px(600), theme().px(56))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(240), theme().px(56))

    @override
    def hitButton(self, pos: QPoint, /) -> bool:
        return self.rect().contains(pos)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Enter crosses as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    # Painting

    def _place(self, x: float, width: float) -> QRectF:
        turned = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return QRectF(self.width() - x - width if turned else x, 0, width, self.height())

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter, tones, area = QPainter(self), theme().tones, QRectF(self.rect())
        if self.isChecked():
            painter.fillRect(area, tones.colour("chosen"))
        start, edge, direction = theme().gap(12), theme().px(32), self.layoutDirection()
        role = "section" if self.isChecked() else "lead"
        draw(
            self,
            painter,
            self._place(start, theme().px(36)),
            self._line.code,
            theme().font("section"),
            tones.colour("text"),
            direction=direction,
        )
        draw(
            self,
            painter,
            self._place(start + theme().px(36), self._room(self.width())),
            self._line.title,
            theme().font(role),
            tones.colour("text"),
            wrap=True,
            direction=direction,
        )
        cost = self._place(self.width() - start - self._end(), self._end() - theme().gap(24) - edge)
        draw(
            self,
            painter,
            cost,
            theme().render(self._cost),
            theme().font("figure"),
            tones.colour("second"),
            align=Qt.AlignmentFlag.AlignRight,
        )
        square = self._place(self.width() - start - edge, edge)
        square.setTop((self.height() - edge) / 2)
        square.setHeight(edge)
        self._paint_box(painter, square)
        if self.hasFocus():
            ring(painter, area, tones.colour("focus"))
        elif self.isChecked() and tones.outlined:
            ring(painter, area, tones.colour("outline"))

    def _paint_box(self, painter: QPainter, square: QRectF) -> None:
        tones = theme().tones
        box(painter, square, tones.colour("field"), tones.colour("text"), 1.5, 2)
        if not self.isChecked():
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(tones.colour("accent"), square.width() / 8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        a, b = square.width() * 0.25, square.width() * 0.75
        for x, y in ((a, a), (b, a)):
            painter.drawLine(
                square.topLeft() + QPointF(x, y), square.topLeft() + QPointF(a + b - x, a + b - y)
            )
        painter.restore()
