"""JSON that came from outside: of the shape that is asked for, and no name twice in one object."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import msgspec

from pbdesk.voting.formats.bounds import MOST_VALUES

__all__ = ["JsonRefused", "json_as"]

type _Pairs = list[tuple[str, Any]]
"""The names of an object with their values."""


class JsonRefused(ValueError):
    """What is wrong with the text, in a programmer's words."""


def json_as[T](text: str | bytes, shape: type[T]) -> T:
    """The text as a value of type `shape`. Raises JsonRefused for anything else.

    RFC 8259 leaves open what a name given twice means, and most readers drop the first: here it is
    refused.
    """
    if _values(text) > MOST_VALUES:
        raise JsonRefused(f"it holds more than {MOST_VALUES} values")
    try:
        _refuse_twice(text)
        return msgspec.json.decode(text, type=shape)
    except RecursionError as error:
        raise JsonRefused("it is nested too deeply") from error
    except (msgspec.MsgspecError, ValueError) as error:
        raise JsonRefused(str(error)[:200]) from error


def _refuse_twice(text: str | bytes) -> None:
    """Raise JsonRefused for a name given twice, or for NaN and infinity."""
    json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)


def _values(text: str | bytes) -> int:
    """At least as many as there are: each stands behind a comma or a bracket that opens."""
    if isinstance(text, bytes):
        return sum(map(text.count, (b",", b"[", b"{")))
    return sum(map(text.count, ",[{"))


def _once(pairs: _Pairs) -> dict[str, Any]:
    named = dict(pairs)
    if len(named) < len(pairs):
        raise JsonRefused(f"“{_twice(pairs)}” stands twice in one object")
    return named


def _twice(pairs: _Pairs) -> str:
    """The name that stands there most often."""
    [(name, _)] = Counter(name for name, _ in pairs).most_common(1)
    return name


def _no_number(word: str) -> float:
    raise JsonRefused(f"{word} is no number")
