"""An encrypted file (SQLCipher): opened by a passphrase, locked by another one, destroyed.

The key is Argon2id of the passphrase (NFC) with a random salt, which stands in the file's first 16
bytes. Changing the passphrase writes a new file under a new salt, which takes the old one's place
whole; the old one's bytes are written over, and so is all that a change cut short left (`clear`).
Destroying overwrites the file and its salt: without the salt nobody can compute the key again. What
a disk keeps of overwritten blocks (an SSD may) is only text under a key that is gone.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import unicodedata
from contextlib import closing
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from pbdesk.ledger import disk, trouble
from pbdesk.ledger.refusals import Fault, RecordDamaged, RecordRefused
from pbdesk.ledger.schema import prepare
from pbdesk.ledger.sqlite import SQLITE_NOTADB, Error, File, error_code
from pbdesk.words import Words, say

__all__ = [
    "DEAR",
    "Cost",
    "clear",
    "connect",
    "create",
    "destroy",
    "key_of",
    "refuse_damaged",
    "relock",
]

_SALT = 16
_PAGE = 4096
_IV = 16
_MAC = 64
"""SQLCipher 4: a page ends with the vector of its cipher and the sum over both."""
_PIECE = 1 << 20
_WRONG_PASSPHRASE = say(
    "The passphrase does not open “{name}”. Look at capitals and spaces. If you are sure of it, "
    "the file’s first bytes may be damaged: use a copy.",
    name="",
)
_WRONG_CODE = say(
    "This code does not open “{name}”. It is from the sheet of another file, or the passphrase was "
    "changed after the sheet was printed.",
    name="",
)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at the passphrase costs.

    Files are made with the default; less is for tests only.
    """

    memory_kib: int = 256 * 1024
    passes: int = 3


DEAR = Cost()
"""The default."""


def create(path: Path, passphrase: str, cost: Cost) -> File:
    """Connect to the empty file at `path`, under a salt of its own."""
    return _connected(path, _key(passphrase, secrets.token_bytes(_SALT), cost))


def connect(path: Path, passphrase: str, cost: Cost) -> File:
    """Connect to a file that was made before.

    Raises RecordRefused: wrong passphrase, no such file. RecordDamaged: the passphrase is the right
    one, and the first page is not as it was written.
    """
    return _connected(path, _key(passphrase, _salt(path), cost))


def key_of(path: Path, passphrase: str, cost: Cost) -> bytes:
    """The file's own key (32 bytes), for the recovery sheet. Raises RecordRefused as `connect`."""
    key = _key(passphrase, _salt(path), cost)
    _connected(path, key).close()
    return bytes.fromhex(key)[:-_SALT]


def relock(path: Path, old: str | bytes, new: str, cost: Cost) -> None:
    """Put a copy under another passphrase and salt in the place of the file.

    Which nobody may have open. `old` is the passphrase until now, or the file's own key (32 bytes).
    Raises RecordRefused (wrong passphrase or key), the driver's Error or OSError; then the file is
    as it was.
    """
    clear(path)
    copy = _copy(path)
    with closing(
        connect(path, old, cost)
        if isinstance(old, str)
        else _connected(path, (old + _salt(path)).hex(), _WRONG_CODE),
    ) as file:
        refuse_damaged(path, file)
        disk.create_private(copy)
        try:
            _export(file, copy, _key(new, secrets.token_bytes(_SALT), cost))
            connect(copy, new, cost).close()
            disk.replace(path, copy)
        except BaseException:
            disk.shred(copy)
            raise
    disk.shred(disk.journal_of(path))


def refuse_damaged(path: Path, file: File) -> None:
    """Raises RecordDamaged where a page is not as it was written."""
    found = [str(said) for said in file.column("PRAGMA cipher_integrity_check")]
    if found:
        faults = [
            Fault("pages", say("SQLCipher finds: {said}", said=said))
            for said in found
        ]
        raise RecordDamaged(trouble.damaged(path), tuple(faults[:20]))


def clear(path: Path) -> None:
    """Write over and take away what a change of passphrase that was cut short left.

    A copy under a passphrase that never came to hold, or one under the old passphrase.
    Raises OSError.
    """
    copy = _copy(path)
    for each in (copy, disk.journal_of(copy)):
        if each.exists():
            disk.shred(each)
    disk.settle(path)


def _copy(path: Path) -> Path:
    return path.with_name(f"{path.name}.relocking")


def _export(file: File, copy: Path, key: str) -> None:
    names = [
        file.one(f"PRAGMA {name}") or (0,)
        for name in ("application_id", "user_version")
    ]
    file.run("ATTACH ? AS fresh KEY ?", [str(copy), f"x'{key}'"])
    file.run(
        "PRAGMA fresh.journal_mode = MEMORY",
    )  # a copy that is cut short is thrown away
    file.run("PRAGMA fresh.synchronous = EXTRA")
    file.run("SELECT sqlcipher_export('fresh')")
    for name, (value,) in zip(
        ("application_id", "user_version"),
        names,
        strict=True,
    ):
        file.run(f"PRAGMA fresh.{name} = {int(value)}")
    file.run("DETACH fresh")


def destroy(path: Path) -> None:
    """Overwrite the file, salt first, and take its name away; on disk when it returns.

    Nobody may have it open.
    Raises OSError; the salt may be gone by then.
    """
    with path.open("r+b", buffering=0) as file:
        length = os.fstat(file.fileno()).st_size
        _write_chance(file, _SALT)
        for at in range(_SALT, length, _PIECE):
            _ = file.write(secrets.token_bytes(min(_PIECE, length - at)))
        os.fsync(file.fileno())
    path.unlink()
    disk.shred(disk.journal_of(path))
    clear(path)


def _write_chance(file: FileIO, size: int) -> None:
    """Write so many random bytes; on disk when it returns."""
    _ = file.write(secrets.token_bytes(size))
    os.fsync(file.fileno())


def _salt(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            salt = file.read(_SALT)
    except OSError as error:
        raise _unread(path, error) from error
    if len(salt) < _SALT:
        raise _unfinished(path)
    return salt


def _unread(path: Path, error: OSError) -> RecordRefused:
    return RecordRefused(
        say(
            "“{name}” cannot be read: {why}.",
            name=path.name,
            why=error.strerror or "",
        ),
    )


def _unfinished(path: Path) -> RecordRefused:
    return RecordRefused(
        say(
            "“{name}” is empty: making it was interrupted. Delete it and begin again.",
            name=path.name,
        ),
    )


def _key(passphrase: str, salt: bytes, cost: Cost) -> str:
    """SQLCipher's raw key and salt, in hex."""
    typed = unicodedata.normalize(
        "NFC",
        passphrase,
    )  # keyboards differ in how they write é
    key = Argon2id(
        salt=salt,
        length=32,
        iterations=cost.passes,
        lanes=4,
        memory_cost=cost.memory_kib,
    ).derive(typed.encode())
    return key.hex() + salt.hex()


def _connected(path: Path, key: str, wrong: Words = _WRONG_PASSPHRASE) -> File:
    file = File(path, "rw", key=key)
    try:
        prepare(file)
        _ = file.one("SELECT count(*) FROM sqlite_schema")
    except Error as error:
        file.close()
        if error_code(error) != SQLITE_NOTADB:
            raise RecordRefused(trouble.not_opened(path, error)) from error
        if _opens_later_pages(path, bytes.fromhex(key)):
            fault = Fault(
                "pages",
                say("The first page is not as it was written."),
            )
            raise RecordDamaged(trouble.damaged(path), (fault,)) from error
        raise RecordRefused(Words(wrong.text, {"name": path.name})) from error
    return file


def _opens_later_pages(path: Path, key: bytes) -> bool:
    """Whether a key (with its salt) is that of any page but the first.

    SQLCipher looks at the first page alone, and calls a damaged one a wrong key. Source: its
    design, “Database Encryption and Authentication”: the sum of a page is HMAC-SHA-512 over its
    bytes, vector and number, under a key of its own.
    """
    salt = bytes(each ^ 0x3A for each in key[-_SALT:])
    own = hashlib.pbkdf2_hmac("sha512", key[:-_SALT], salt, 2, 32)
    with path.open("rb") as file:
        file.seek(_PAGE)
        pages = 1 + os.fstat(file.fileno()).st_size // _PAGE
        return any(_is_of(own, file.read(_PAGE), n) for n in range(2, pages))


def _is_of(key: bytes, page: bytes, number: int) -> bool:
    """Whether the sum of a page is the one under a key."""
    covered = page[:-_MAC] + number.to_bytes(4, "little")
    right = hmac.digest(key, covered, "sha512")
    return hmac.compare_digest(right, page[-_MAC:])
