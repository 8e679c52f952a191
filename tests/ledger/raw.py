"""What a raw disk still holds after something was erased: a file system of its own, searched whole.

A small ext4 is made in a file and mounted; what was erased is looked for in every byte of it, in
blocks that no file owns too. Pages of the people file are looked for by decrypting every block
under each key that the file ever had. Needs the rights to mount.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from pbdesk.ledger import locked
from pbdesk.ledger.people import Cost, People, Person
from pbdesk.ledger.record import Draft, Line, Paper, Record, Removed, Said
from tests.ledger.sample import BOXES, FOUNDED, cast_into, sealing

PAGE, RESERVED, IV = 4096, 80, 16
CHEAP = Cost(memory_kib=64, passes=1)
DAY = date(2026, 11, 29)
OLD, NEW = "three blue chairs", "four green doors"


@dataclass
class Disk:
    """A mounted file system, and the file that it lies in."""

    image: Path
    folder: Path

    def bytes(self) -> bytes:
        """Every byte of it, once all is written."""
        subprocess.run(["sync", "-f", str(self.folder)], check=True)
        return self.image.read_bytes()


@contextmanager
def mounted(folder: Path) -> Generator[Disk | None]:
    """A file system of 24 MB; None where this machine does not let us mount one."""
    disk = Disk(folder / "disk.img", folder / "mounted")
    disk.folder.mkdir()
    with disk.image.open("wb") as file:
        file.truncate(24 << 20)
    if shutil.which("mkfs.ext4") is None or shutil.which("mount") is None:
        yield None
        return
    subprocess.run(
        ["mkfs.ext4", "-q", "-F", "-b", str(PAGE), str(disk.image)],
        check=True,
    )
    mount = ["mount", "-o", "loop", str(disk.image), str(disk.folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        yield None
        return
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk.folder)], check=True)


@dataclass
class Found:
    """How many erased texts, people and keyed papers a raw disk still shows.

    `ballots`: how many ballots stand more than once, as they would in the file from before the
    seal, which has the order of casting.
    """

    texts: int
    people: int
    keyed: int
    ballots: int


def texts(n: int) -> list[bytes]:
    return [f"Benches for square number {i} please".encode() for i in range(n)]


def write(folder: Path, n: int, ballots: int) -> list[str]:
    """Ideas, ballots, keyed papers and people, none erased; the keys of the people file."""
    with Record.create(folder / "ward-7.pbdesk", [FOUNDED]) as record:
        for i, text in enumerate(texts(n)):
            said = [Said(f"said{i}", b"salt" * 4, text.decode())]
            record.write(
                [Line("proposal.received", {"title": {"said": f"said{i}"}})],
                said=said,
            )
            record.write(
                [],
                drafts=[
                    Draft(f"paper/1/{i}/1", "draft", f"keyed paper {i} of one"),
                ],
            )
        for i in range(ballots):
            cast_into(record, f"[ballot {i:04d}]", BOXES[i % 2])
    with People.create(folder / "ward-7.people", OLD, cost=CHEAP) as people:
        people.add_all(
            Person(f"r{i}", f"Margaret Number {i} Voter", "Mill Lane")
            for i in range(n)
        )
    return [key(folder, OLD)]


def register(path: Path, n: int) -> None:
    """A people file with so many people."""
    with People.create(path, OLD, cost=CHEAP) as people:
        people.add_all(
            Person(f"r{i}", f"Margaret {i}", "Mill Lane") for i in range(n)
        )


def erase(folder: Path, n: int) -> list[str]:
    """Erase all texts and people one by one, change the passphrase, seal both rounds; the new key."""
    with Record.open(folder / "ward-7.pbdesk") as record:
        for i in range(n):
            gone = {f"said{i}": Removed(DAY, "asked for")}
            record.write([Line("words.erased", {"number": i})], removed=gone)
        papers = [
            Paper("counted", f"[paper {i:04d}]", "fund") for i in range(n)
        ]
        keyed = [Draft(f"paper/1/{i}/1", "draft", None) for i in range(n)]
        record.seal_urn(sealing, ["fund"], papers, keyed)
        assert record.unfinished is None
        record.seal_urn(sealing, ["name"])
        assert record.unfinished is None
    with People.open(folder / "ward-7.people", OLD, cost=CHEAP) as people:
        for i in range(n):
            people.erase(f"r{i}", DAY)
        people.change_passphrase(OLD, NEW)
    return [key(folder, NEW)]


def key(folder: Path, passphrase: str) -> str:
    return locked.key_of(folder / "ward-7.people", passphrase, CHEAP).hex()


def search(image: bytes, keys: list[str], n: int, ballots: int) -> Found:
    """What of it stands anywhere on the disk."""
    plain = b"".join(_decrypted(image, bytes.fromhex(each)) for each in keys)
    return Found(
        sum(text in image for text in texts(n)),
        sum(f"Margaret Number {i} Voter".encode() in plain for i in range(n)),
        sum(f"keyed paper {i} of one".encode() in image for i in range(n)),
        sum(
            image.count(f"[ballot {i:04d}]".encode()) != 1
            for i in range(ballots)
        ),
    )


def _decrypted(image: bytes, key: bytes) -> bytes:
    """Every block as if it were a page of a people file (SQLCipher 4: AES-256-CBC, IV behind)."""
    found: list[bytes] = []
    for at in range(0, len(image), PAGE):
        page = image[at : at + PAGE]
        if page.strip(b"\0"):
            vector = page[PAGE - RESERVED : PAGE - RESERVED + IV]
            decryptor = Cipher(AES(key), CBC(vector)).decryptor()
            found.append(decryptor.update(page[: PAGE - RESERVED]))
    return b"".join(found)
