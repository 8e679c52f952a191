"""What drawn lines share: they show others, say what they show, and turn with the direction."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtGui import QAccessible

from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.layouts import ACROSS
from pbdesk.ui.widgets.painted import Painted

__all__ = ["LineChart"]


class LineChart[L](Painted):
    """Lines under each other, each drawn by its kind; whoever listens hears `_heard`."""

    heard_as = QAccessible.Role.Chart

    def __init__(self, lines: Sequence[L] = ()) -> None:
        super().__init__()
        self._lines = tuple(lines)
        self.setSizePolicy(*ACROSS)
        theme().keep_dressed(self._dress)

    def show_lines(self, lines: Sequence[L]) -> None:
        """Show other lines."""
        self._lines = tuple(lines)
        self._dress()

    @abstractmethod
    def _heard(self) -> str:
        """What the lines say, for those who do not see them."""

    def _dress(self) -> None:
        self.show_name(self._heard())
