"""A screen of the voter's journey: tools at the head, a page that scrolls, a foot that leads on.

What ends or turns a screen takes no press before the screen was seen for a second: the second press
of a double click must not act on what has just come under the finger.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, override

from PySide6.QtCore import Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pbdesk.ui.icons import Shape
from pbdesk.ui.kiosk.read_aloud import ReadAloud
from pbdesk.ui.theme import Text, colour, px, theme
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Column, Line, Surface
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.split import is_narrow
from pbdesk.ui.widgets.target import Target
from pbdesk.words import Words, say

__all__ = [
    "EDGE",
    "SETTLES",
    "Clock",
    "Foot",
    "Screen",
    "foot_button",
    "nothing_cast",
]

SETTLES = 1.0
"""Seconds that a screen has to be seen before it takes a press that ends or turns it."""

type Clock = Callable[[], float]
"""Seconds that never go back."""

_WORDS = (
    320  # words keep this width; where there is less, the buttons go below them
)
_FEW_WORDS = 200  # in large text
EDGE = 56
"""White space at both sides, at 100 %."""


class Screen(QWidget):
    """Head, page and foot. `asked_…` tell that a tool of the head was pressed.

    `edge` is how far from the side of the screen the page begins.
    """

    edge: ClassVar[int] = EDGE

    asked_language = Signal()
    asked_size = Signal()
    asked_contrast = Signal()
    asked_voice = Signal()

    def __init__(self, above: Text, foot: Foot, now: Clock) -> None:
        super().__init__()
        self.foot = foot
        self._now = now
        self._since: float | None = None
        self.page = scroll.Page(
            self._head(above),
            inset=(self.edge, 8, self.edge - 12, 0),
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.page, 1)
        self._column.addWidget(foot)
        theme().changed.connect(self._begin_again)
        theme().keep_dressed(self._widen)

    def _head(self, above: Text) -> Line:
        aside = EDGE - self.edge
        line = Line(inset=(aside, 0, aside, 0))
        self._above = Label(above, "large", tone="second")
        line.fill(self._above)
        self.languages = Target(
            say("Language"),
            "quiet",
            icon="languages",
            role="large",
            does=self.asked_language,
        )
        self.sizes = Target(
            say("Large text"),
            "quiet",
            icon="type",
            role="large",
            does=self.asked_size,
        )
        self.contrasts = Target(
            say("Contrast"),
            "quiet",
            icon="contrast",
            role="large",
            does=self.asked_contrast,
        )
        self.voice = ReadAloud()
        for tool in (self.languages, self.sizes, self.contrasts):
            tool.setProperty("unheard", True)
        line.add(Line(self.languages, self.sizes, self.contrasts, self.voice))
        line.flow = "label"
        self.voice.clicked.connect(self.asked_voice)
        return line

    def _widen(self) -> None:
        """Whose ballot it is keeps a few words a line: in large text the tools go below it."""
        self._above.setMinimumWidth(px(_WORDS))

    def above_foot(self, widget: QWidget) -> None:
        """Keep a widget in sight between the page and the foot."""
        self._column.insertWidget(1, widget)

    # The first second

    @property
    def has_settled(self) -> bool:
        """Whether it was seen as it is now for a second."""
        return self._since is not None and self._now() - self._since >= SETTLES

    def once_settled(self, button: Button, act: Callable[[], object]) -> None:
        """Let a button act, but never within the first second of this screen."""

        def pressed() -> None:
            if self.has_settled:
                act()

        button.clicked.connect(pressed)

    def _begin_again(self) -> None:
        self._since = None
        self.update()

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._begin_again()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._begin_again()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        """The second begins when the screen is seen, however long it took to make."""
        QPainter(self).fillRect(self.rect(), colour("page"))
        if self._since is None:
            self._since = self._now()


class Foot(Surface):
    """What is so at the start, what leads on at the end."""

    def __init__(self, *presses: QWidget) -> None:
        self._state = Label("", "title")
        self._words = Label("", "large", tone="second")
        self._state.flow = "tight"
        self._says = Column(self._state, self._words)
        line = Line()
        line.fill(self._says)
        line.add(Line(*presses))  # below the words they stay together
        super().__init__(line, outlined=False, inset=(EDGE, 12, EDGE, 12))
        theme().keep_dressed(self._widen)

    def _widen(self) -> None:
        """In large text the words stand smaller, beside the button: a foot of 40 % hid the ballot.

        They are no smaller than those of the ballot at the usual size.
        """
        narrow = is_narrow(self)
        self._says.setMinimumWidth(px(_FEW_WORDS if narrow else _WORDS))
        self._state.show_role("section" if narrow else "title")
        self._words.show_role("lead" if narrow else "large")

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._widen()

    def show_state(
        self,
        state: Text,
        words: Text,
        shape: Shape | None = None,
    ) -> None:
        """Say how things stand."""
        self._state.show_text(state, shape=shape)
        self._words.show_text(words, tone="second")

    def announce(self) -> None:
        """Say it aloud, too."""
        words = f"{self._state.text()} {self._words.text()}"
        QAccessible.updateAccessibility(
            QAccessibleAnnouncementEvent(self, words),
        )

    @property
    def words(self) -> str:
        """What it says now."""
        return f"{self._state.text()} {self._words.text()}"

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("field"))
        painter.fillRect(0, 0, self.width(), 1, colour("hairline"))


def foot_button(
    text: Text,
    icon: str,
    *,
    primary: bool,
    after: bool = False,
) -> Target:
    """The button at the foot's end: the same rectangle on every screen."""
    kind = "primary" if primary else "plain"
    return Target(
        text,
        kind,
        icon=icon,
        after=after,
        role="title",
        wide=320,
        high=60,
    )


def nothing_cast(one_of_several: bool) -> Words:
    """What the foot says first, before a ballot is cast."""
    if one_of_several:
        return say("Nothing is cast yet for this question.")
    return say("Nothing is cast yet.")
