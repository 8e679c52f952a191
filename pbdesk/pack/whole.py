"""Whole or not at all.

A file is written beside its place, forced to disk, read back, compared, and only then named.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from pbdesk.pack.refused import PackRefused
from pbdesk.words import say

__all__ = ["write_whole"]


def write_whole(data: bytes, path: Path) -> None:
    """Write `data` to `path`.

    Raises PackRefused where that fails; a file that was there stays as it was.
    """
    try:
        _write(data, path)
    except OSError as error:
        raise _unwritten(path.parent, error) from error


def _unwritten(folder: Path, error: OSError) -> PackRefused:
    return PackRefused(
        say(
            "It could not be written to “{folder}”: {why}.",
            folder=str(folder),
            why=error.strerror or str(error),
        ),
    )


def _write(data: bytes, path: Path) -> None:
    beside = path.with_name(
        f".{path.name}.part",
    )  # opened plainly: sticks with FAT refuse any change of mode
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _refuse_other(beside, data)
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    _force_folder(path.parent)


def _refuse_other(path: Path, data: bytes) -> None:
    if path.read_bytes() != data:
        raise OSError("what was written reads back differently")


def _force_folder(folder: Path) -> None:
    """Make the new name durable too; Windows keeps folders so by itself and cannot open them."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
