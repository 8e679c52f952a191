"""The button that has a screen of the kiosk read aloud; without a voice it is not there."""

from __future__ import annotations

from pbdesk.ui.widgets.target import Target
from pbdesk.words import say

__all__ = ["ReadAloud"]

_READ = say("Read aloud", context="button")
_STOP = say("Stop reading")


class ReadAloud(Target):
    """Begins to read, and pressed again stops; on no screen is it read itself."""

    def __init__(self) -> None:
        super().__init__(_READ, "quiet", icon="volume-2", role="large")
        self.setProperty("unheard", True)
        self.hide()

    def show_voice(self, *, offered: bool, speaks: bool) -> None:
        """Be there or not, and say what a press does now."""
        self.show_text(_STOP if speaks else _READ, "volume-2")
        self.setVisible(offered)
