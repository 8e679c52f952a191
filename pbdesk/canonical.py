"""JSON spelled in one way only (RFC 8785), so that what says the same has the same bytes.

Python's own encoder spells most values as the standard does, many times faster than the library
that goes by the book; what it may spell otherwise goes by the book.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import rfc8785

__all__ = ["Json", "JsonObject", "canonical"]

type Json = (
    bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None
)
type JsonObject = dict[str, Any]
"""A JSON object as it is put together, or as a script reads it."""

_SORTED = json.JSONEncoder(
    ensure_ascii=False,
    allow_nan=False,
    separators=(",", ":"),
    sort_keys=True,
)
_WIDE = re.compile("[\ud800-\udfff\U00010000-\U0010ffff]")
"""Half characters, and keys whose order by UTF-16 is not that of their characters."""

_LONG_NUMBER = re.compile("[:,\\[]-?[0-9]+(?:[.eE]|[0-9]{15})")
"""Fractions, numbers of 16 digits. In a text this may be no number: no harm."""

_LEVELS = 200
"""What stands in each other more deeply than this, the library may refuse."""


def canonical(value: object) -> str:
    """JSON text by RFC 8785.

    Raises ValueError for NaN, infinities, integers beyond 2^53 - 1 and half characters.
    """
    if isinstance(value, dict):
        usual = _usual(cast("Any", value))
        if usual is not None and not _is_spelled_otherwise(usual):
            return usual
    try:
        return rfc8785.dumps(cast("Any", value)).decode()
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _usual(value: dict[Any, Any]) -> str | None:
    """As Python spells it; None where it refuses, or where the library may."""
    try:
        usual = _SORTED.encode(value)
    except (TypeError, ValueError, RecursionError):
        return None
    few = usual.count("{") + usual.count("[") <= _LEVELS
    return usual if few or not _deep(value, _LEVELS) else None


def _is_spelled_otherwise(usual: str) -> bool:
    """Whether Python's own spelling may not be that of RFC 8785."""
    if not usual.isascii() and _WIDE.search(usual):
        return True
    return _LONG_NUMBER.search(usual) is not None


def _deep(value: Any, most: int) -> bool:
    """Whether more levels than this stand in each other."""
    if most < 0:
        return True
    inner: Iterable[Any] = (
        cast("Any", value).values() if isinstance(value, dict) else value
    )
    return any(
        isinstance(one, dict | list | tuple) and _deep(one, most - 1)
        for one in inner
    )
