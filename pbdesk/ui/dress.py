"""Dressing the application: style, palette, fonts and direction, by the theme."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from pbdesk.ui import fonts
from pbdesk.ui.style import Style
from pbdesk.ui.theme import Tones, theme

__all__ = ["dress", "qt_palette"]


def dress(app: QApplication) -> None:
    """Dress the application by its theme, now and whenever the theme changes."""
    fonts.load()
    theme().dress_by(partial(_dress, app))


def _dress(app: QApplication) -> None:
    style = Style(theme())
    style.setParent(app)  # or Python would drop its half of it
    app.setStyle(style)
    app.setPalette(qt_palette(theme().tones))
    app.setFont(theme().font())
    bars = cast("Any", "QMenuBar")  # the stub asks for bytes, Qt takes a str
    app.setFont(theme().font("caption"), bars)
    right = Qt.LayoutDirection.RightToLeft
    app.setLayoutDirection(
        right if theme().right_to_left else Qt.LayoutDirection.LeftToRight,
    )


def qt_palette(tones: Tones) -> QPalette:
    """The tones as Qt's own widgets know them.

    Disabled text is the second text, never a fainter grey.
    """
    palette = QPalette()
    for role, tone in _ROLES.items():
        palette.setColor(role, tones.colour(tone))
    text = (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    )
    for role in text:
        palette.setColor(
            QPalette.ColorGroup.Disabled,
            role,
            tones.colour("second"),
        )
    return palette


_ROLES = {
    QPalette.ColorRole.Window: "page",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "field",
    QPalette.ColorRole.AlternateBase: "page",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "second",
    QPalette.ColorRole.Button: "field",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "error",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "field",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Mid: "outline",
    QPalette.ColorRole.Dark: "outline",
    QPalette.ColorRole.Light: "field",
    QPalette.ColorRole.Shadow: "outline",
}
"""Qt's names for our tones."""
