"""How long the door's list of names stays after the last key.

20 seconds, up to 120 for who needs longer (WCAG 2.2.1).
It belongs to the person at this computer, not to the assembly, and stands with the other settings.
"""

from __future__ import annotations

from PySide6.QtCore import QSettings

from pbdesk.ui.settings import Settings

__all__ = ["SECONDS", "Patience"]

SECONDS = (20, 40, 60, 120)
_KEY = "door/clears"


class Patience:
    """The seconds, remembered between two meetings."""

    def __init__(self, settings: Settings) -> None:
        """Those that stand in the settings."""
        self._file = QSettings(str(settings.path), QSettings.Format.IniFormat)

    @property
    def seconds(self) -> int:
        """One of `SECONDS`."""
        kept = str(self._file.value(_KEY, SECONDS[0]))
        return {str(each): each for each in SECONDS}.get(kept, SECONDS[0])

    def keep(self, seconds: int) -> None:
        """Remember another number."""
        self._file.setValue(_KEY, str(seconds))
