"""Heads that leave the laptop.

Whoever owns it can put back an old file or rebuild the chain; a slip tells. Slips are printed at
open, break and close and signed in ink; a USB stick keeps the same heads in a text file, one a
line: number, space, 64 hex digits. Heads only: a copy of the record before the urn is sealed could
show the order.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from pbdesk.ledger import disk
from pbdesk.words import code_groups

__all__ = ["Checkpoint", "keep", "kept"]

_LINE = re.compile(r"([0-9]{1,15}) ([0-9a-f]{64})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The newest entry at a moment: its number and its hash (32 bytes)."""

    seq: int
    hash: bytes

    @property
    def groups(self) -> tuple[str, ...]:
        """The code that people compare: 8 groups of 4."""
        return code_groups(self.hash)


def keep(mirror: Path, checkpoint: Checkpoint) -> None:
    """Add a head to the mirror's file, on disk when it returns.

    Raises OSError when the stick was pulled.
    """
    with mirror.open("a+b") as file:
        _ = file.seek(max(0, file.seek(0, os.SEEK_END) - 1))
        cut = file.read(1) not in {
            b"",
            b"\n",
        }  # the stick was pulled in the middle of a line: begin a new one
        _ = file.write(
            f"{'\n' * cut}{checkpoint.seq} {checkpoint.hash.hex()}\n".encode(),
        )
        file.flush()
        os.fsync(file.fileno())
    disk.sync(mirror.parent)


def kept(mirror: Path) -> tuple[Checkpoint, ...]:
    """The heads a mirror holds, oldest first; a half-written line is passed over.

    Raises OSError.
    """
    text = mirror.read_bytes()[:4_000_000].decode("ascii", errors="replace")
    matches = map(_LINE.fullmatch, text.split("\n"))
    return tuple(
        Checkpoint(int(found[1]), bytes.fromhex(found[2]))
        for found in matches
        if found
    )
