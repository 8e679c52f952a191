"""The frame of the one window.

Header, rail or bar, banners, the page, and long work at the foot.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pbdesk.ui.theme import colour, theme
from pbdesk.ui.widgets.banner import Banner
from pbdesk.ui.widgets.boxes import Column
from pbdesk.ui.widgets.header import Header
from pbdesk.ui.widgets.progress import Progress
from pbdesk.ui.widgets.question_line import QuestionLine
from pbdesk.ui.widgets.rail import Rail, RailBar, Step
from pbdesk.ui.widgets.split import is_narrow
from pbdesk.words import Words, say

__all__ = ["Frame"]


class _Divider(QWidget):
    """The hairline between rail and page."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(1)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        QPainter(self).fillRect(self.rect(), colour("hairline"))


class Frame(QWidget):
    """All that stands round a page.

    `chosen` tells a key of the rail, `entered` that somebody works there now, `going` the header's
    button, `turned` how many questions on somebody wants to be.
    """

    chosen = Signal(str)
    entered = Signal()
    going = Signal()
    turned = Signal(int)
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.header = Header()
        self.rail = Rail()
        self.bar = RailBar()
        self.question = QuestionLine()
        self.rehearsal = Banner()
        self.message = Banner()
        self.progress = Progress()
        self.pages = QStackedWidget()
        self.foot = Column(inset=(0, 0, 0, 0))
        self._divider, self._strip = (
            _Divider(),
            Column(self.progress, inset=(20, 8, 24, 8)),
        )
        self._inside = False
        self._stand()
        self.rail.chosen.connect(self.chosen)
        self.bar.chosen.connect(self.chosen)
        self.rail.entered.connect(self.entered)
        self.bar.entered.connect(self.entered)
        self.header.going.connect(self.going)
        self.question.turned.connect(self.turned)
        self.progress.stopped.connect(self.stopped)
        self.message.pressed.connect(self.message.clear_text)
        theme().changed.connect(self._settle)
        self._strip.hide()
        self._settle()

    def _stand(self) -> None:
        """Reading order: header, question, rehearsal, rail, message, page, foot."""
        column = QVBoxLayout(self)
        middle = QHBoxLayout()
        side = QVBoxLayout()
        for layout in (column, middle, side):
            _tight(layout)
        for widget in (self.header, self.question, self.rehearsal, self.bar):
            column.addWidget(widget)
        column.addLayout(middle, 1)
        middle.addWidget(self.rail)
        middle.addWidget(self._divider)
        middle.addLayout(side, 1)
        side.addWidget(self.message)
        side.addWidget(self.pages, 1)
        column.addWidget(self.foot)
        column.addWidget(self._strip)

    def show_steps(self, steps: Sequence[Step], chosen: str) -> None:
        """Show the rail and the header; no steps where no assembly is open."""
        self._inside = bool(steps)
        if steps:
            self.rail.show_steps(steps, chosen)
            self.bar.show_steps(steps, chosen)
        self._settle()

    def show_question(self, words: Words | None, asked: str) -> None:
        """Say which of several questions is shown; None where there is only one."""
        self.question.show_question(words, asked)
        self._settle()

    def show_rehearsal(self, *, rehearsal: bool) -> None:
        """Say under the header that nothing here counts."""
        words = say("This is a rehearsal. Nothing you do here counts.")
        self.rehearsal.show_text(words if rehearsal else "")

    def show_message(self, words: Words | str, *, wrong: bool = False) -> None:
        """Say something at the top of the page; an empty text takes it away."""
        self.message.show_text(
            words,
            "error" if wrong else "notice",
            button=say("Close"),
        )

    def show_progress(self, done: int, total: int, words: Words) -> None:
        """Say at the foot how far the long work is."""
        self._strip.show()
        self.progress.show_progress(done, total, words)

    def hide_progress(self) -> None:
        """The long work is over."""
        self._strip.hide()

    def _settle(self) -> None:
        narrow = is_narrow(self)
        self.header.setVisible(self._inside)
        self.question.setVisible(self._inside and self.question.is_told)
        self.rail.setVisible(self._inside and not narrow)
        self._divider.setVisible(self._inside and not narrow)
        self.bar.setVisible(self._inside and narrow)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._settle()


def _tight(layout: QLayout) -> None:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
