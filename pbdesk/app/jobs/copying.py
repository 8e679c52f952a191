"""Copying a file to a stick.

Whole under its name or not at all, read back and compared before it counts.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from pbdesk.app.jobs.progress import Progress
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.whole import write_whole
from pbdesk.words import say

__all__ = ["copy_file", "write_file"]

_PIECE = 256 * 1024


def copy_file(source: Path, folder: Path, progress: Progress) -> Path:
    """Copy `source` into `folder` under the same name, then read it back.

    Raises PackRefused, Cancelled. Nothing half written ever bears the name: it is written beside,
    forced to disk, compared, then renamed.
    """
    data = _read(source)
    target = folder / source.name
    if target.exists() and target.samefile(source):
        raise PackRefused(
            say("The pack is in this folder already. Choose one on the stick."),
        )
    beside = folder / f".{source.name}.part"
    try:
        _write(data, beside, progress)
        _compare(data, beside, progress)
        _ = beside.replace(target)
    except OSError as error:
        raise PackRefused(
            say(
                "It could not be written to “{folder}”: {why}.",
                folder=str(folder),
                why=error.strerror or str(error),
            ),
        ) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()
    progress(
        2 * len(data),
        2 * len(data),
        say("Copied, and read back the same."),
    )
    return target


def write_file(path: Path, text: str) -> None:
    """Write a small text file, whole or not at all. Raises PackRefused."""
    write_whole(text.encode(), path)


def _read(source: Path) -> bytes:
    try:
        return source.read_bytes()
    except OSError as error:
        raise PackRefused(
            say(
                "“{name}” cannot be read: {why}.",
                name=source.name,
                why=error.strerror or str(error),
            ),
        ) from error


def _write(data: bytes, path: Path, progress: Progress) -> None:
    words = say(
        "Copying to “{folder}”",
        folder=path.parent.name or str(path.parent),
    )
    with path.open("wb") as file:
        for at in range(0, len(data), _PIECE):
            progress(at, 2 * len(data), words)
            _ = file.write(data[at : at + _PIECE])
        file.flush()
        os.fsync(file.fileno())


def _compare(data: bytes, path: Path, progress: Progress) -> None:
    """Read back what was written; a worn-out stick is found here and not at the council's."""
    words = say(
        "Reading it back from “{folder}”",
        folder=path.parent.name or str(path.parent),
    )
    with path.open("rb") as file:
        for at in range(0, len(data), _PIECE):
            progress(len(data) + at, 2 * len(data), words)
            if file.read(_PIECE) != data[at : at + _PIECE]:
                raise OSError("what was written reads back differently")
        if file.read(1):
            raise OSError("what was written reads back differently")
