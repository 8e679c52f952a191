"""Files: asking for one to read, one to write, or a folder, in the system's own windows.

Tests answer themselves.
"""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_documents_path
from PySide6.QtWidgets import QFileDialog, QWidget

from pbdesk.app.kinds import KINDS

__all__ = ["ENDINGS", "Files", "file_name"]

ENDINGS = " ".join(f"*{kind.ending}" for kind in KINDS)
"""What the system's windows show of a folder."""


def file_name(title: str) -> str:
    """A title as a file's name that every system and stick takes, without an ending."""
    kept = "".join(c if c.isalnum() or c in " -_" else " " for c in title)
    return " ".join(kept.split())[:60].strip() or "assembly"


class Files:
    """Asks in the window `over`. Every answer may be None: the person thought better of it."""

    def __init__(self, over: QWidget) -> None:
        """Begin in the person's folder for documents."""
        self._over = over
        self._folder = user_documents_path()

    @property
    def documents(self) -> Path:
        """Where a person's own files are."""
        return user_documents_path()

    def ask_open(self, title: str, pattern: str) -> Path | None:
        """A file to read."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._over,
            title,
            str(self._folder),
            pattern,
        )
        return self._remembered(chosen)

    def ask_save(self, title: str, name: str, pattern: str) -> Path | None:
        """A file to write, with a sensible name offered. The system asks before one is replaced."""
        chosen, _ = QFileDialog.getSaveFileName(
            self._over,
            title,
            str(self._folder / name),
            pattern,
        )
        return self._remembered(chosen)

    def ask_folder(self, title: str) -> Path | None:
        """A folder to write into."""
        chosen = QFileDialog.getExistingDirectory(
            self._over,
            title,
            str(self._folder),
        )
        return self._remembered(chosen, folder=True)

    def _remembered(self, chosen: str, *, folder: bool = False) -> Path | None:
        if not chosen:
            return None
        path = Path(chosen)
        self._folder = path if folder else path.parent
        return path
