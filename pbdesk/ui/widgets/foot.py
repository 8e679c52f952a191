"""The foot of a list's pane: what makes a new one stays in sight while the list scrolls."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pbdesk.ui.widgets.boxes import Column, Line, Rule

__all__ = ["Foot"]


class Foot(Column):
    """A hairline, and buttons under it. Put it into a `ListPane` after the list."""

    def __init__(self, *buttons: QWidget) -> None:
        super().__init__(Rule(), Line(*buttons), inset=(24, 0, 16, 16))
