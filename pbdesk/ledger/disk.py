"""What the operating system must be asked for explicitly.

Bytes on disk, names on disk, a file nobody else reads.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

__all__ = ["create_private", "replace", "sync"]


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


def replace(old: Path, new: Path) -> None:
    """Put `new` in the place of `old`: after a power cut either of the two is there, whole."""
    new.chmod(old.stat().st_mode)
    sync(new)
    _ = new.replace(old)
    sync(old.parent)
