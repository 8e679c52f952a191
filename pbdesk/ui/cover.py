"""The cover: while the laptop is handed over as a kiosk.

The window behind it shows nothing of the assembly.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pbdesk.ui.frame import Frame
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.empty import Empty
from pbdesk.words import say

__all__ = ["Cover"]


class Cover:
    """Lies over the pages while a kiosk window is open."""

    def __init__(self, frame: Frame) -> None:
        """Made once, not closed."""
        self._frame = frame
        self._page = scroll.Page(Empty(say("The kiosk is open"), _WAITS))
        frame.pages.addWidget(self._page)
        self._kiosk: QWidget | None = None

    @property
    def kiosk(self) -> QWidget | None:
        """The kiosk's window, while it is open."""
        return self._kiosk

    @property
    def is_closed(self) -> bool:
        """Whether it lies over the pages now."""
        return self._kiosk is not None

    def close_over(self, kiosk: QWidget, opened: Callable[[], None]) -> None:
        """Cover the pages until the kiosk window is gone; then call `opened`."""
        self._kiosk = kiosk
        kiosk.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._frame.pages.setCurrentWidget(self._page)

        def gone() -> None:
            self._kiosk = None
            opened()

        kiosk.destroyed.connect(gone)


_WAITS = say(
    "Somebody is filling in a ballot on this laptop. "
    "The door waits until it is handed back.",
)
