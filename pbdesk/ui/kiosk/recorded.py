"""Thank you: it needs no press. A bar empties, and the kiosk locks itself."""

from __future__ import annotations

from math import ceil
from typing import ClassVar, override

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pbdesk.ui.icons import Shape
from pbdesk.ui.kiosk.faces import Face
from pbdesk.ui.kiosk.screen import Clock
from pbdesk.ui.strokes import box
from pbdesk.ui.theme import Role, colour, px
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.layouts import ACROSS
from pbdesk.ui.widgets.painted import Painted
from pbdesk.voting.styles.marks import number_word
from pbdesk.words import Words, say, several

__all__ = ["STAYS", "Recorded"]

STAYS = 10.0
"""Seconds that it stays before the kiosk locks itself."""

_BEAT = 200  # milliseconds between two looks at the clock


class Recorded(Face):
    """All is cast. `over` once its seconds are over, whatever was or was not pressed."""

    title_role: ClassVar[Role] = "big"
    wide: ClassVar[int] = 1168

    over = Signal()

    def __init__(self, now: Clock, cast: int = 1) -> None:
        """`cast`: how many ballots were, of all that were asked for."""
        self._now = now
        self._until = now() + STAYS
        self._bar = _Emptying()
        self._says = Label("", "large", shape=Shape("lock"), line=self.wide)
        super().__init__(
            say("Thank you"),
            _what_was_cast(cast),
            Label(say("Nobody can see how you voted."), "large", tone="second"),
            shape=Shape("circle-check", "accent"),
        )
        self.column.fill(QWidget())
        self.add(self._says, self._bar)
        self.beats = QTimer(self, interval=_BEAT)
        self.beats.timeout.connect(self._beat)
        self.beats.start()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._show_left(STAYS)

    def _beat(self) -> None:
        left = self._until - self._now()
        self._show_left(max(0.0, left))
        if left <= 0:
            self.beats.stop()
            self.over.emit()

    def _show_left(self, left: float) -> None:
        self._bar.show_part(left / STAYS)
        self._says.show_text(
            several(
                "This screen locks itself in {n} second. You do not need to press anything.",
                "This screen locks itself in {n} seconds. You do not need to press anything.",
                ceil(left),
            ),
            shape=Shape("lock"),
        )

    @override
    def begin(self) -> None:
        self.setFocus()


def _what_was_cast(cast: int) -> Words:
    if not cast:
        return say("You cast no ballot. You can leave the screen now.")
    return several(
        "Your ballot is cast. You can leave the screen now.",
        "Your {n} ballots are cast. You can leave the screen now.",
        cast,
        n=number_word(cast),
    )


class _Emptying(Painted):
    """A bar of the time that is left."""

    def __init__(self) -> None:
        super().__init__()
        self._part = 1.0
        self.setSizePolicy(*ACROSS)

    def show_part(self, part: float) -> None:
        """Show the part that is left, from 1 to 0."""
        self._part = part
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(200), px(16))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        box(painter, self._filled(), colour("accent"), None)
        box(painter, QRectF(self.rect()), None, colour("text"), 2)

    def _filled(self) -> QRectF:
        left = self._part * self.width()
        start = self.width() - left if self.isRightToLeft() else 0.0
        return QRectF(start, 0, left, self.height())
