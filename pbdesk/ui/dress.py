"""Dressing the application: style, palette, fonts and direction, by the theme."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
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
    app.setLayoutDirection(right if theme().right_to_left else Qt.LayoutDirection.LeftToRight)


def qt_palette(tones: Tones) -> QPalette:
    """The tones as Qt's own widgets know them.

    Disabled text is the second text, never a fainter grey.
    """
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: tones.page,
        QPalette.ColorRole.WindowText: tones.text,
        QPalette.ColorRole.Base: tones.field,
        QPalette.ColorRole.AlternateBase: tones.page,
        QPalette.ColorRole.Text: tones.text,
        QPalette.ColorRole.PlaceholderText: tones.second,
        QPalette.ColorRole.Button: tones.field,
        QPalette.ColorRole.ButtonText: tones.text,
        QPalette.ColorRole.BrightText: tones.error,
        QPalette.ColorRole.Accent: tones.accent,
        QPalette.ColorRole.Highlight: tones.accent,
        QPalette.ColorRole.HighlightedText: tones.on_accent,
        QPalette.ColorRole.Link: tones.accent,
        QPalette.ColorRole.LinkVisited: tones.accent,
        QPalette.ColorRole.ToolTipBase: tones.field,
        QPalette.ColorRole.ToolTipText: tones.text,
        QPalette.ColorRole.Mid: tones.outline,
        QPalette.ColorRole.Dark: tones.outline,
        QPalette.ColorRole.Light: tones.field,
        QPalette.ColorRole.Shadow: tones.outline,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    text = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)
    for role in text:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tones.second))
    return palette
