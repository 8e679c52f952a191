"""Entries as bytes, each naming the one before it.

Pure: whoever holds the lines can compute every hash.
    digest = SHA-256(00 "pbdesk/entry/2" 00 JCS{type, body, random})
    hash = SHA-256(00 "pbdesk/event/2" 00 JCS{seq, prev, digest})            (JCS is RFC 8785)

Bytes are written as lower-case hex. The first entry's `prev` is 32 zero bytes. `random` is 16 bytes
of chance: a line that is published without its body gives the digest alone, and nobody can try what
the body may be, nor even its type. A body is stored as its JCS text; reading encodes it
again and compares, so that duplicate keys, other spellings of a number and stray spaces are found.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from pbdesk.canonical import Json, canonical

__all__ = [
    "BODY_LIMIT",
    "FIRST",
    "RANDOM",
    "Line",
    "Stored",
    "TooLong",
    "canonical",
    "entry_digest",
    "entry_of",
    "event_hash",
    "follow",
    "parse",
]

BODY_LIMIT = 64 * 1024
"""Most bytes an entry's body may have."""

FIRST = bytes(32)
"""What the first entry names as the one before it."""

RANDOM = 16
"""How many bytes of chance an entry's digest covers."""


def _chance() -> bytes:
    return secrets.token_bytes(RANDOM)


@dataclass(frozen=True, slots=True)
class Line:
    """An entry before it has a place: its type, for ever the same word, its body, and chance."""

    type: str
    body: Mapping[str, Json]
    random: bytes = field(default_factory=_chance, compare=False)


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry in its place.

    `prev` and `hash` are 32 bytes, `random` 16; `body` is what its JCS text says.
    """

    seq: int
    prev: bytes
    type: str
    body: dict[str, Any]
    random: bytes
    hash: bytes

    @property
    def digest(self) -> bytes:
        """What the hash covers of the entry itself (32 bytes)."""
        return entry_digest(self.type, self.body, self.random)


def parse(text: str) -> dict[str, Any]:
    """The object that canonical JSON text says.

    Raises ValueError for any other text, duplicate keys included.
    """
    try:
        value = msgspec.json.decode(text, type=dict[str, Any])
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ValueError("not JSON of an object") from error
    if canonical(value) != text:
        raise ValueError("not canonical JSON of an object")
    return value


def entry_digest(tag: str, body: Mapping[str, Json], bits: bytes) -> bytes:
    """The 32 bytes that stand for what an entry says. Raises ValueError as `canonical`."""
    said = canonical({"type": tag, "body": body, "random": bits.hex()})
    return _hashed(b"entry", said)


def event_hash(seq: int, prev: bytes, digest: bytes) -> bytes:
    """The 32 bytes that stand for an entry and, through `prev`, for all before it."""
    said = canonical({"seq": seq, "prev": prev.hex(), "digest": digest.hex()})
    return _hashed(b"event", said)


def _hashed(what: bytes, said: str) -> bytes:
    """The 32 bytes that stand for a text, and for nothing of another kind."""
    return hashlib.sha256(
        b"\x00pbdesk/%b/2\x00" % what + said.encode(),
    ).digest()


def entry_of(row: Sequence[Any]) -> Stored:
    """The entry in a row of table event: seq, prev, type, body, random, hash.

    Raises ValueError for a body that is no JSON.
    """
    seq, prev, tag, text, random, newest = row
    return Stored(seq, prev, tag, parse(text), random, newest)


class TooLong(ValueError):
    """An entry says more than fits into it."""


def follow(seq: int, prev: bytes, line: Line) -> tuple[Stored, str]:
    """Give a line its place after entry `seq`, whose hash is `prev`; also its body's text.

    Raises ValueError; TooLong for a body above BODY_LIMIT.
    """
    if len(line.random) != RANDOM:
        raise ValueError(f"an entry has {RANDOM} bytes of chance")
    text = canonical(line.body)
    if len(text.encode()) > BODY_LIMIT:
        raise TooLong(f"an entry's body has at most {BODY_LIMIT} bytes")
    body = parse(text)
    newest = event_hash(
        seq + 1,
        prev,
        entry_digest(line.type, body, line.random),
    )
    return Stored(seq + 1, prev, line.type, body, line.random, newest), text
