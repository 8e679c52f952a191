"""Somebody's words in a pack: {"words", "salt"} where the record has {"said": their digest}.

Null for both where the record tells that the words were erased.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import cast

from pbdesk.pack.contents import Json, salted_digest
from pbdesk.pack.record import ToldLines, of_type

__all__ = ["alike", "erased_digests"]


def erased_digests(told: ToldLines) -> frozenset[str]:
    """The digests of all words that an entry in force says were erased."""
    numbers = [
        line.body.get("number") for line in of_type("words.erased", told)
    ]
    erased = {number for number in numbers if type(number) is int}
    return frozenset(
        digest
        for line in told
        if line.seq in erased
        for digest in _digests(line.body)
    )


def _digests(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for each in cast("list[object]", value):
            yield from _digests(each)
    if isinstance(value, dict):
        parts = cast("Json", value)
        if set(parts) == {"said"}:
            yield str(parts["said"])
        for each in parts.values():
            yield from _digests(each)


def alike(shown: object, recorded: object, erased: AbstractSet[str]) -> bool:
    """Whether a value is the recorded one, with words and salt in place of their digest."""
    if isinstance(recorded, dict):
        known = cast("Json", recorded)
        if not isinstance(shown, dict):
            return False
        given = cast("Json", shown)
        if set(known) == {"said"}:
            return _gives(given, known["said"], erased)
        return given.keys() == known.keys() and all(
            alike(given[name], each, erased) for name, each in known.items()
        )
    if isinstance(recorded, list):
        ours = cast("list[object]", recorded)
        theirs = cast("list[object]", shown) if isinstance(shown, list) else []
        return len(ours) == len(theirs) and all(
            alike(one, other, erased)
            for one, other in zip(theirs, ours, strict=True)
        )
    return type(shown) is type(recorded) and shown == recorded


def _gives(
    words: Json,
    digest: object,
    erased: AbstractSet[str],
) -> bool:
    if set(words) != {"words", "salt"}:
        return False
    text = words["words"]
    salt = words["salt"]
    if text is None and salt is None:
        return digest in erased
    if not isinstance(text, str) or not isinstance(salt, str):
        return False
    if re.fullmatch("(?:[0-9a-f]{2})*", salt) is None:
        return False
    return salted_digest(salt, text) == digest
