"""Sheet: a page in a window of its own over the window it belongs to. Esc closes it, and closed it is gone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from pbdesk.ui.theme import Text, theme
from pbdesk.ui.widgets import scroll

__all__ = ["Sheet"]


class Sheet(QDialog):
    """An empty sheet under a title; `fill` lays it out. `alone`: what is below waits until it is closed."""

    def __init__(self, title: Text, parent: QWidget, *, alone: bool = False) -> None:
        super().__init__(parent)
        self._below = parent
        self.setWindowTitle(theme().render(title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if alone:
            self.setWindowModality(Qt.WindowModality.WindowModal)

    def fill(self, *widgets: QWidget, width: int = 640, height: int = 640) -> None:
        """Lay the widgets out under each other, in units of the reader's scale; never larger than what is below."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll.Page(*widgets))
        self.resize(min(theme().px(width), self._below.width()), min(theme().px(height), self._below.height()))
