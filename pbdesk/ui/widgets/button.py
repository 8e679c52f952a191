"""Buttons: one primary in the header, the page's own outlined, quiet ones without an outline."""

from __future__ import annotations

from typing import override

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from pbdesk.ui.icons import icon
from pbdesk.ui.shown import ButtonKind as Kind
from pbdesk.ui.theme import Role, Text, Tone, theme

__all__ = ["Act", "Button", "Kind"]


class Button(QPushButton):
    """A verb that can be pressed.

    `after` puts the icon behind the words (the arrow of the next step). A button that shows only an
    icon says in `name` what it does. `enters`: whether Enter presses it, as Space does.
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
        text = theme().render(self._words).replace("&", "&&")
        self.setText(text)
        if self._room and self.sizeHint().width() > self._room:
            edges = (
                self.sizeHint().width()
                - self.fontMetrics().horizontalAdvance(text)
            )
            self.setText(_broken(text, self.fontMetrics(), self._room - edges))
        self.setAccessibleName(theme().render(self._name or self._words))
        if self._icon:
            edge = theme().px(20)
            self.setIconSize(QSize(edge, edge))
            self.setIcon(icon(self._icon, self._tone()))
        self.updateGeometry()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if self._enters and event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        if event.type() == QEvent.Type.EnabledChange:
            self._dress()
        super().changeEvent(event)


class Act(Button):
    """A button that records and leads on to the next of its kind: a double click is one press.

    Else the second would press what comes to stand under the pointer.
    """

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent, /) -> None:
        event.accept()


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


_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
