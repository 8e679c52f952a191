"""Entries as bytes, each naming the one before it.

Pure: whoever holds the lines can compute every hash.
    hash = SHA-256(00 "pbdesk/event/1" 00 JCS{seq, prev as lower-case hex, type, body})        (JCS
    is RFC 8785)

The first entry's `prev` is 32 zero bytes. A body is stored as its JCS text; reading encodes it
again and compares, so that duplicate keys, other spellings of a number and stray spaces are found.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import msgspec
import rfc8785

__all__ = [
    "BODY_LIMIT",
    "FIRST",
    "Json",
    "Line",
    "Stored",
    "canonical",
    "event_hash",
    "follow",
    "parse",
]

type Json = bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None

BODY_LIMIT = 64 * 1024
"""Most bytes an entry's body may have."""

FIRST = bytes(32)
"""What the first entry names as the one before it."""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry before it has a place: its type, for ever the same word, and its body."""

    type: str
    body: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry in its place. `prev` and `hash` are 32 bytes; `body` is what its JCS text says."""

    seq: int
    prev: bytes
    type: str
    body: dict[str, Any]
    hash: bytes


def canonical(value: Json) -> str:
    """JSON text by RFC 8785.

    Raises ValueError for NaN, infinities, integers beyond 2^53 - 1 and half characters.
    """
    try:
        return rfc8785.dumps(cast("Any", value)).decode()
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


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


def event_hash(seq: int, prev: bytes, tag: str, body: Mapping[str, Json]) -> bytes:
    """The 32 bytes that stand for an entry and, through `prev`, for all before it.

    Raises ValueError as `canonical`.
    """
    said = canonical({"seq": seq, "prev": prev.hex(), "type": tag, "body": body})
    return hashlib.sha256(b"\x00pbdesk/event/1\x00" + said.encode()).digest()


def follow(seq: int, prev: bytes, line: Line) -> tuple[Stored, str]:
    """Give a line its place after entry `seq`, whose hash is `prev`; also its body's text.

    Raises ValueError.
    """
    text = canonical(line.body)
    if len(text.encode()) > BODY_LIMIT:
        raise ValueError(f"an entry's body has at most {BODY_LIMIT} bytes")
    body = parse(text)
    return Stored(seq + 1, prev, line.type, body, event_hash(seq + 1, prev, line.type, body)), text
