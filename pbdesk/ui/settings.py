"""Settings: what this computer remembers between two meetings.

Nothing of it belongs to an assembly. They stand in one small file that people can read (INI) and
that tests put elsewhere. Recent files are remembered with what was last known of them, so that a
stick that is not plugged in still has its name.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
from platformdirs import user_config_path
from PySide6.QtCore import QByteArray, QSettings

from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.i18n import languages
from pbdesk.minutes.about import Named
from pbdesk.minutes.kinds import Kind
from pbdesk.ui.recent import Recent, known, put_back
from pbdesk.ui.theme import Colours
from pbdesk.words import Words

__all__ = ["COLOURS_BY_NAME", "SIZES", "Settings"]

SIZES = (100, 125, 150, 175, 200)
"""Text sizes in per cent."""

COLOURS_BY_NAME: dict[object, Colours] = {
    "light": "light",
    "dark": "dark",
    "contrast": "contrast",
    "system": "system",
}
_REMEMBERED = 8


class Settings:
    """The settings of one person on one computer."""

    def __init__(self, path: Path | None = None) -> None:
        """Those in `path`, or in the system's folder for settings."""
        self.path = (
            path or user_config_path("pbdesk", appauthor=False) / "settings.ini"
        )
        self._file = QSettings(str(self.path), QSettings.Format.IniFormat)

    @property
    def colours(self) -> Colours:
        """Light, dark, high contrast, or as the system."""
        return COLOURS_BY_NAME.get(self._file.value("look/colours"), "system")

    @property
    def text(self) -> int:
        """Text size in per cent, one of `SIZES`."""
        kept = str(self._file.value("look/text", "100"))
        if kept in {str(size) for size in SIZES}:
            return int(kept)
        return 100

    @property
    def language(self) -> str:
        """The laptop's language, one that has a catalogue."""
        kept = str(self._file.value("look/language", "en"))
        if kept in languages():
            return kept
        return "en"

    def keep_look(
        self,
        *,
        colours: Colours | None = None,
        text: int | None = None,
        language: str | None = None,
    ) -> None:
        """Remember what is given."""
        for key, value in (
            ("colours", colours),
            ("text", text),
            ("language", language),
        ):
            if value is not None:
                self._file.setValue(f"look/{key}", str(value))

    @property
    def sound(self) -> bool:
        """Whether a sound is heard when the time of an item is up; the first time it is."""
        return str(self._file.value("sound/time_up", "on")) != "off"

    def keep_sound(self, *, on: bool) -> None:
        """Remember whether it is heard."""
        self._file.setValue("sound/time_up", "on" if on else "off")

    @property
    def geometry(self) -> QByteArray:
        """Where the window was; empty the first time."""
        kept = self._file.value("window/geometry")
        if isinstance(kept, QByteArray):
            return kept
        return QByteArray()

    def keep_geometry(self, geometry: QByteArray) -> None:
        """Remember where the window is."""
        self._file.setValue("window/geometry", geometry)

    @property
    def room(self) -> QByteArray:
        """Where the room window was; empty the first time."""
        kept = self._file.value("room/geometry")
        if isinstance(kept, QByteArray):
            return kept
        return QByteArray()

    def keep_room(self, geometry: QByteArray) -> None:
        """Remember where the room window is."""
        self._file.setValue("room/geometry", geometry)

    def recent(self) -> tuple[Recent, ...]:
        """The files that were open last, newest first, each with whether it is there now."""
        try:
            kept = msgspec.json.decode(
                str(self._file.value("recent/files", "[]")),
                type=tuple[Recent, ...],
            )
        except msgspec.DecodeError:
            # written by hand or by a later version: the list is a convenience, and begins anew
            return ()
        return tuple(
            replace(each, there=Path(each.path).is_file()) for each in kept
        )

    def put_back(self, path: Path, state: Named, entries: int) -> Words | None:
        """That a file holds less than when it was open here last, None where it does not."""
        here = str(path.absolute())
        before = next(
            (each for each in self.recent() if each.path == here),
            None,
        )
        return before and put_back(before, state, entries)

    def keep_recent(
        self,
        path: Path,
        state: Named,
        entries: int,
        kind: Kind[Any] = ASSEMBLY,
    ) -> None:
        """Put a file at the top of the list."""
        about = state.about
        fresh = Recent(
            str(path.absolute()),
            about.name,
            about.day,
            entries,
            known(kind, state),
            about.rehearsal,
            id=about.id,
        )
        others = [each for each in self.recent() if each.path != fresh.path]
        kept = msgspec.json.encode([fresh, *others][:_REMEMBERED])
        self._file.setValue("recent/files", kept.decode())

    def hanging(self, assembly: str) -> str:
        """The scene that hung in the room when the program ended with it; empty where none did."""
        return str(self._file.value(f"hanging/{assembly}", ""))

    def keep_hanging(self, assembly: str, scene: str) -> None:
        """Remember what hangs in the room, or (empty) that nothing does."""
        if scene:
            self._file.setValue(f"hanging/{assembly}", scene)
        else:
            self._file.remove(f"hanging/{assembly}")

    def heads_folder(self, assembly: str) -> Path | None:
        """The folder (a stick's) that keeps this assembly's heads, by its id.

        None where none was chosen.
        """
        kept = str(self._file.value(f"heads/{assembly}", ""))
        if kept:
            return Path(kept)
        return None

    def keep_heads_folder(self, assembly: str, folder: Path) -> None:
        """Remember where this assembly's heads are kept."""
        self._file.setValue(f"heads/{assembly}", str(folder.absolute()))

    def sync(self) -> None:
        """Write to disk now; Qt would do so later."""
        self._file.sync()
