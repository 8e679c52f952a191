"""Buttons: one primary in the header, the page's own outlined, quiet ones without an outline."""

from __future__ import annotations

from typing import override

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from pbdesk.ui.icons import icon
from pbdesk.ui.shown import ButtonKind as Kind
from pbdesk.ui.theme import Role, Text, Tone, theme

__all__ = ["Button", "Kind"]


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
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = text
        self._icon = icon
        self._name = name
        self._enters = enters
        self._role: Role = role
        self.setProperty("kind", kind)
        self.setProperty("after", after)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._dress)
        self._dress()

    def show_text(self, text: Text, icon: str = "") -> None:
        """Say something else, with another icon or none."""
        if (text, icon) != (self._words, self._icon):
            self._words = text
            self._icon = icon
            self._dress()

    def _tone(self) -> Tone:
        if not self.isEnabled():
            return "second"
        if self.property("kind") == "primary":
            return "on_accent"
        return "text"

    def _dress(self) -> None:
        primary = self.property("kind") == "primary"
        role: Role = "strong" if primary and self._role == "body" else self._role
        self.setFont(theme().font(role))
        self.setText(theme().render(self._words).replace("&", "&&"))
        self.setAccessibleName(theme().render(self._name or self._words))
        if self._icon:
            edge = theme().px(20)
            self.setIconSize(QSize(edge, edge))
            self.setIcon(icon(self._icon, self._tone()))
        self.updateGeometry()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if self._enters and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        if event.type() == QEvent.Type.EnabledChange:
            self._dress()
        super().changeEvent(event)
