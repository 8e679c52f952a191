"""Buttons: one primary in the header, the page's own outlined, quiet ones without an outline."""

from __future__ import annotations

from typing import ClassVar, cast, override

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QPushButton,
    QSizePolicy,
)

from pbdesk.ui.icons import icon
from pbdesk.ui.shown import ButtonKind as Kind
from pbdesk.ui.theme import ROLES, Role, Text, Tone, px, theme, worded

__all__ = ["Act", "Button", "Kind", "OnePress", "is_enter"]


class Button(QPushButton):
    """A verb that can be pressed.

    `after` puts the icon behind the words (the arrow of the next step). A button that shows only an
    icon says in `name` what it does. `enters`: whether Enter presses it, as Space does.
    `does` is what comes of a press, or the signal that tells of it.
    """

    flow = "button"

    def __init__(
        self,
        text: Text = "",
        kind: Kind = "plain",
        *,
        icon: str = "",
        after: bool = False,
        name: Text = "",
        role: Role = "body",
        enters: bool = True,
        does: object = None,
    ) -> None:
        super().__init__()
        self._words = text
        self._icon = icon
        self._name = name
        self._enters = enters
        self._room = 0
        self._role: Role = role
        self.setProperty("kind", kind)
        self.setProperty("after", after)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().keep_dressed(self._dress)
        if does is not None:
            self.clicked.connect(does)

    def show_text(self, text: Text, icon: str = "") -> None:
        """Say something else, with another icon or none."""
        if (text, icon) != (self._words, self._icon):
            self._words = text
            self._icon = icon
            self._dress()

    def wrap_to(self, room: int) -> None:
        """Break the words where the button would be wider than that."""
        if room != self._room:
            self._room = room
            self._dress()

    def _tone(self) -> Tone:
        if not self.isEnabled():
            return "second"
        if self.property("kind") == "primary":
            return "on_accent"
        return "text"

    def _dress(self) -> None:
        primary = self.property("kind") == "primary"
        role: Role = (
            "strong" if primary and self._role == "body" else self._role
        )
        self.setFont(theme().font(role))
        text = worded(self._words).replace("&", "&&")
        self.setText(text)
        if self._room and self.sizeHint().width() > self._room:
            edges = (
                self.sizeHint().width()
                - self.fontMetrics().horizontalAdvance(text)
            )
            self.setText(_broken(text, self.fontMetrics(), self._room - edges))
        self.setAccessibleName(worded(self._name or self._words))
        if self._icon:
            edge = px(max(20, ROLES[role][0]))
            self.setIconSize(QSize(edge, edge))
            self.setIcon(icon(self._icon, self._tone()))
        self.updateGeometry()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if not (self._enters and is_enter(event)):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        if event.type() == QEvent.Type.EnabledChange:
            self._dress()
        super().changeEvent(event)


def is_enter(event: QKeyEvent) -> bool:
    """Whether it is Enter, on whichever part of the keyboard."""
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class OnePress:
    """Before Qt's button: a double click, and whatever is clicked on at its place, is one press.

    Else the next would press what comes to stand under the pointer, or take a mark away again.
    """

    _burst: ClassVar[tuple[int, QPointF]] = (0, QPointF())
    """When and where the newest click came that was not the first of its kind."""

    def mouseDoubleClickEvent(self, event: QMouseEvent, /) -> None:
        """It presses nothing."""
        OnePress._burst = event.timestamp(), event.globalPosition()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        """What comes too soon at the same place is part of the press before."""
        since, at = OnePress._burst
        way = (event.globalPosition() - at).manhattanLength()
        after = event.timestamp() - since
        soon = 0 <= after < QApplication.doubleClickInterval()
        if soon and way < QApplication.startDragDistance():
            self.mouseDoubleClickEvent(event)
        else:
            QAbstractButton.mousePressEvent(
                cast(QAbstractButton, self),
                event,
            )


class Act(OnePress, Button):
    """A button that records and leads on to the next of its kind: however fast, it is one press."""


def _broken(text: str, metrics: QFontMetrics, room: int) -> str:
    """The words in lines that have room, as far as there is a space to break at."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if metrics.horizontalAdvance(longer) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)
