"""What the operating system must be asked for explicitly.

Bytes on disk, names on disk, a file nobody else reads, and old bytes that are written over. What a
disk does with blocks below that (an SSD, a snapshot, a file system that never writes in place)
no program sees.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

__all__ = [
    "blank",
    "create_private",
    "journal_of",
    "readable",
    "replace",
    "settle",
    "shred",
    "sync",
]

_PIECE = 1 << 20
_BINARY: int = getattr(os, "O_BINARY", 0)  # Windows alone tells text from bytes


def create_private(path: Path) -> None:
    """Make an empty file that only its owner may read.

    Raises FileExistsError where something is already there.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def sync(path: Path) -> None:
    """Return once a file's bytes, or a folder's names, are on disk.

    Windows has no such call for folders.
    """
    if sys.platform == "win32" and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def journal_of(path: Path) -> Path:
    """Where SQLite keeps what a write to `path` needs to be undone."""
    return path.with_name(f"{path.name}-journal")


def blank(path: Path) -> None:
    """Write zeros over a file that may be there, on disk when it returns; its length stays.

    Raises OSError.
    """
    try:
        handle = os.open(path, os.O_RDWR | _BINARY)
    except FileNotFoundError:
        return
    try:
        _write_over(handle)
    finally:
        os.close(handle)


def shred(path: Path) -> None:
    """Write over a file that may be there, and take its name away. Raises OSError."""
    blank(path)
    path.unlink(missing_ok=True)
    sync(path.parent)


def replace(old: Path, new: Path) -> None:
    """Put `new` in the place of `old`, whose bytes are then written over.

    After a power cut either of the two is there, whole; what is not written over yet has a name of
    its own, which `settle` finds. Raises OSError.
    """
    new.chmod(old.stat().st_mode)
    sync(new)
    settle(old)
    if _kept(old):
        _ = new.replace(old)
        sync(old.parent)
        settle(old)
    else:
        _replace_held(old, new)


def settle(path: Path) -> None:
    """Write over what `path` replaced, where that was cut short. Raises OSError."""
    before = _before(path)
    if not before.exists():
        return
    if path.exists() and before.samefile(
        path,
    ):  # it was cut short before it replaced anything
        before.unlink()
        sync(path.parent)
    else:
        shred(before)


def readable(path: Path) -> bool:
    """Whether the system can read a whole file: SQLite calls a disk that fails damage at times."""
    try:
        with path.open("rb") as file:
            while file.read(_PIECE):
                pass
    except OSError:
        return False
    return True


def _before(path: Path) -> Path:
    return path.with_name(f"{path.name}.before")


def _kept(path: Path) -> bool:
    """Give the bytes of `path` a second name; FAT and its kind cannot."""
    try:
        os.link(path, _before(path))
    except OSError:
        return False
    sync(path.parent)
    return True


def _replace_held(old: Path, new: Path) -> None:
    """Hold the old bytes open over the renaming: Windows does not let us, they then stay."""
    if sys.platform == "win32":
        _ = new.replace(old)
        return
    handle = os.open(old, os.O_RDWR)
    try:
        _ = new.replace(old)
        sync(old.parent)
        _write_over(handle)
    finally:
        os.close(handle)


def _write_over(handle: int) -> None:
    length = os.fstat(handle).st_size
    for at in range(0, length, _PIECE):
        _write(handle, bytes(min(_PIECE, length - at)))
    os.fsync(handle)


def _write(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]
