"""Signing keys: Ed25519 in OpenSSH private key files, each with a passphrase.

On the signer's own stick. bcrypt with 120 rounds: each guess costs about a second of one core. The
file works in ssh-keygen without pbdesk. Source: PROTOCOL.key of OpenSSH.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PrivateFormat,
    load_ssh_private_key,
)

from pbdesk.pack.refused import PackRefused, unreadable
from pbdesk.pack.wire import public_blob, public_of_blob
from pbdesk.words import say

__all__ = [
    "ROUNDS",
    "fingerprint",
    "fingerprint_of_line",
    "load_key",
    "make_key",
    "public_in",
    "public_line",
    "public_of",
]

ROUNDS = 120
_MOST_ROUNDS = 2_000  # a made-up file could ask for hours
_LARGEST = 16 * 1024
_PEM = re.compile(
    rb"-----BEGIN OPENSSH PRIVATE KEY-----\s(.*)-----END OPENSSH PRIVATE KEY-----\s*",
    re.DOTALL,
)


def make_key(path: Path, passphrase: str, comment: str) -> Ed25519PrivateKey:
    """Make a key, keep it in `path` under `passphrase`.

    And its public line with `comment` in `path.pub`. Never writes over a file. Raises PackRefused
    where one is there, the folder cannot be written, or the passphrase is empty.
    """
    if not passphrase:
        raise PackRefused(say("A key needs a passphrase."))
    key = Ed25519PrivateKey.generate()
    locked = (
        PrivateFormat.OpenSSH.encryption_builder()
        .kdf_rounds(ROUNDS)
        .build(passphrase.encode())
    )
    try:
        _write_new(
            path,
            key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, locked),
            0o600,
        )
        _write_new(
            path.with_name(path.name + ".pub"),
            f"{public_line(public_of(key))} {comment}\n".encode(),
            0o644,
        )
    except FileExistsError as error:
        raise PackRefused(
            say(
                "There is a file “{name}” already.",
                name=Path(error.filename).name,
            ),
        ) from error
    except OSError as error:
        raise PackRefused(
            say(
                "The key could not be written to “{folder}”: {why}.",
                folder=str(path.parent),
                why=error.strerror or "",
            ),
        ) from error
    return key


def _write_new(path: Path, content: bytes, mode: int) -> None:
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode),
        "wb",
    ) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def load_key(path: Path, passphrase: str) -> Ed25519PrivateKey:
    """The key in the file at `path`.

    Raises PackRefused for a wrong passphrase or another kind of file.
    """
    content = _read(path)
    rounds = _rounds(content)
    if rounds is None or rounds > _MOST_ROUNDS:
        raise PackRefused(
            say(
                "“{name}” is not a signing key with a passphrase.",
                name=path.name,
            ),
        )
    try:
        key = load_ssh_private_key(content, passphrase.encode())
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise PackRefused(
            say("The passphrase does not open “{name}”.", name=path.name),
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise PackRefused(
            say(
                "“{name}” is a key of another kind; packs are signed with Ed25519.",
                name=path.name,
            ),
        )
    return key


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST)
    except OSError as error:
        raise unreadable(path, error) from error


def public_in(path: Path) -> bytes:
    """The public key (32 bytes) in a file `.pub`, or in a key file.

    Whose passphrase is not needed for it.
    Raises PackRefused for any other file.
    """
    content = _read(path)
    armoured = _PEM.fullmatch(content)
    _, _, line = content.strip().partition(b"ssh-ed25519 ")
    text = (
        line.partition(b" ")[0]
        if armoured is None
        else b"".join(armoured[1].split())
    )
    try:
        blob = base64.b64decode(text, validate=True)
        return public_of_blob(blob if armoured is None else _first_public(blob))
    except ValueError as error:
        raise PackRefused(
            say(
                "“{name}” holds no Ed25519 key. Choose the key file, or the file “.pub” beside it.",
                name=path.name,
            ),
        ) from error


def _first_public(blob: bytes) -> bytes:
    """The public key that a key file gives in clear.

    After cipher, derivation, its options and a count of keys.
    """
    found = re.search(
        rb"\0\0\0\x01\0\0\0\x33(\0\0\0\x0bssh-ed25519.{36})",
        blob,
        re.DOTALL,
    )
    if found:
        return found[1]
    return b""


def _rounds(content: bytes) -> int | None:
    """The bcrypt rounds that the file asks for.

    Or None where it is no OpenSSH key with a passphrase.
    """
    found = _PEM.fullmatch(content)
    try:
        blob = (
            base64.b64decode(b"".join(found[1].split()), validate=True)
            if found
            else b""
        )
    except binascii.Error:
        return None
    head = re.match(
        rb"openssh-key-v1\0\0\0\0.[a-z0-9@.-]+\0\0\0\x06bcrypt\0\0\0.\0\0\0(.)",
        blob,
        re.DOTALL,
    )
    if head is None:
        return None
    rounds_at = head.end() + head[1][0]
    return int.from_bytes(blob[rounds_at : rounds_at + 4])


def public_of(key: Ed25519PrivateKey) -> bytes:
    """The public half, 32 bytes."""
    return key.public_key().public_bytes_raw()


def public_line(public: bytes) -> str:
    """The public key as OpenSSH writes it on one line, without a comment."""
    return f"ssh-ed25519 {base64.b64encode(public_blob(public)).decode()}"


def fingerprint(public: bytes) -> str:
    """`SHA256:…`, as ssh-keygen and the key card show it."""
    return _fingerprint(public_blob(public))


def fingerprint_of_line(line: str) -> str:
    """The same from a line of OpenSSH; empty where there is no key in it."""
    try:
        blob = base64.b64decode(line.split()[1], validate=True)
    except (IndexError, ValueError):
        return ""
    return _fingerprint(blob)


def _fingerprint(blob: bytes) -> str:
    return "SHA256:" + base64.b64encode(
        hashlib.sha256(blob).digest(),
    ).decode().rstrip(
        "=",
    )
