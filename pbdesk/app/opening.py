"""Opening a file of whatever kind: each kind has its own desk, and most need none of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pbdesk.app.case_file import CaseFile
from pbdesk.app.chance import Source
from pbdesk.app.desk import AnotherKind, AnyFile, Desk, OpenFile
from pbdesk.app.halls import ParentDesk
from pbdesk.minutes.kinds import AnyKind

__all__ = ["desk_for", "open_file"]

_DESKS: tuple[type[AnyFile], ...] = (Desk, ParentDesk, CaseFile)
"""The desks that do more than any open file."""


def desk_for(kind: AnyKind) -> type[AnyFile]:
    """The class of desk that begins and opens files of a kind."""
    return next((desk for desk in _DESKS if kind in desk.kinds), OpenFile)


def open_file(
    path: Path,
    source: Source | None = None,
    *,
    read_only: bool = False,
) -> AnyFile:
    """Open a file of whatever kind, at the desk of its kind. Raises as `OpenFile.open`."""
    for desk in _DESKS:
        try:
            return desk.open(path, source, read_only=read_only)
        except AnotherKind:
            continue
    return OpenFile[Any].open(path, source, read_only=read_only)
