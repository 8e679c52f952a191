"""Simulated power cuts.

What a disk may hold when a traced program's power goes, system call by system call. The model is
that of ALICE (Pillai and others, OSDI 2014), made small. Until a file is synced, each 512-byte
sector written to it and each change of its length may be on disk or not, in any combination; until
its folder is synced, new names, renames and removals may be missing, the newest first. What was
synced is there.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CALLS = (
    "openat,close,pwrite64,write,ftruncate,fdatasync,fsync,unlink,rename,link"
)
SECTOR = 512
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass
class Inode:
    """A file's bytes on disk, and the changes that no sync has carried there yet.

    (offset, bytes) or a new length.
    """

    synced: bytes = b""
    place: int = 0
    pending: list[tuple[int, bytes] | int] = field(default_factory=list)

    def after(self, chance: random.Random | None, kept: float = 1.0) -> bytes:
        """The bytes that a cut leaves; all of them where nothing is left to chance."""
        content = bytearray(self.synced)
        for change in self.pending:
            if chance is not None and chance.random() >= kept:
                continue
            if isinstance(change, int):
                content[change:] = bytes(max(0, change - len(content)))
            else:
                offset, piece = change
                content.extend(bytes(max(0, offset - len(content))))
                content[offset : offset + len(piece)] = piece
        return bytes(content)


@dataclass
class Disk:
    """One folder: names on disk, names as programs see them, and the changes in between."""

    names: dict[str, Inode]
    seen: dict[str, Inode] = field(default_factory=dict)
    pending: list[tuple[str, Inode | None]] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, folder: Path) -> Disk:
        """The folder as it is, all of it on disk."""
        names = {
            file.name: Inode(file.read_bytes()) for file in folder.iterdir()
        }
        return cls(names, dict(names))

    def name(self, name: str, inode: Inode | None) -> None:
        """Give a name to a file, or take it away."""
        if inode is None:
            _ = self.seen.pop(name, None)
        else:
            self.seen[name] = inode
        self.pending.append((name, inode))

    def sync_names(self) -> None:
        """All names are on disk."""
        self.names, self.pending = dict(self.seen), []

    def cut(self, chance: random.Random) -> dict[str, bytes]:
        """One of the folders that a power cut may leave now."""
        names, kept = dict(self.names), chance.choice((0.0, 0.2, 0.5, 0.8, 1.0))
        for name, inode in self.pending[: chance.randint(0, len(self.pending))]:
            if inode is None:
                _ = names.pop(name, None)
            else:
                names[name] = inode
        return {
            name: inode.after(chance, kept) for name, inode in names.items()
        }


def trace(
    program: str,
    folder: Path,
    log: Path,
    *arguments: str,
) -> Iterator[Disk]:
    """Run a program and give the disk after each system call that changed it or acknowledged something.

    Raises CalledProcessError.
    """
    disk = Disk.of(folder)
    command = [
        "strace",
        "-f",
        "-qq",
        "-xx",
        "-s",
        "1000000",
        "-e",
        f"trace={CALLS}",
        "-o",
        str(log),
    ]
    _ = subprocess.run(
        [*command, sys.executable, "-c", program, *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    opened: dict[str, Inode] = {}
    with log.open(encoding="ascii") as lines:
        for line in lines:
            call = _CALL.match(line)
            if (
                call
                and int(call[3]) >= 0
                and _apply(disk, opened, folder, call[1], call[2], call[3])
            ):
                yield disk


def _apply(
    disk: Disk,
    opened: dict[str, Inode],
    folder: Path,
    call: str,
    arguments: str,
    result: str,
) -> bool:
    texts = [
        bytes.fromhex(text.replace("\\x", ""))
        for text in _TEXT.findall(arguments)
    ]
    handle = arguments.split(",", 1)[0]
    if call == "openat":
        return _open(
            disk,
            opened,
            folder,
            Path(texts[0].decode()),
            arguments,
            result,
        )
    if call == "close":
        _ = opened.pop(handle, None)
    elif (
        call in {"unlink", "rename", "link"}
        and (paths := [Path(text.decode()) for text in texts])[0].parent
        == folder
    ):
        if call != "unlink":
            disk.name(paths[1].name, disk.seen[paths[0].name])
        if call != "link":
            disk.name(paths[0].name, None)
        return True
    elif call == "write" and handle == "1":
        disk.acknowledged += texts[0].decode().split()
        return True
    elif opened.get(handle) is FOLDER:
        disk.sync_names()
        return True
    elif handle in opened:
        return _change(opened[handle], call, arguments, texts)
    return False


FOLDER = Inode()
"""Stands for the folder itself where that is opened to be synced."""


def _open(
    disk: Disk,
    opened: dict[str, Inode],
    folder: Path,
    path: Path,
    flags: str,
    handle: str,
) -> bool:
    _ = opened.pop(handle, None)
    if path == folder:
        opened[handle] = FOLDER
    elif path.parent == folder:
        fresh = path.name not in disk.seen
        if fresh:
            disk.name(path.name, Inode())
        opened[handle] = disk.seen[path.name]
        opened[handle].place = 0
        assert "O_TRUNC" not in flags
        return fresh
    return False


def _change(
    inode: Inode,
    call: str,
    arguments: str,
    texts: list[bytes],
) -> bool:
    if call in {"pwrite64", "write"}:
        start = (
            int(arguments.rsplit(",", 1)[1])
            if call == "pwrite64"
            else inode.place
        )
        if call == "write":
            inode.place = start + len(texts[0])
        for at in range(0, len(texts[0]), SECTOR):
            inode.pending.append((start + at, texts[0][at : at + SECTOR]))
    elif call == "ftruncate":
        inode.pending.append(int(arguments.rsplit(",", 1)[1]))
    else:
        inode.synced, inode.pending = inode.after(None), []
    return True
