"""Entries: the lines of the minute book.

Frozen, in the past tense, without personal data; a tag is for ever. `public` entries stand in the
public pack with their body; of the others only the hash. `undoable` ones may be taken back while
they are the newest act. Text that a person wrote is `FreeText`: it can be erased, its digest stays.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, NewType, cast

import msgspec

from pbdesk.words import Words, plain, say

__all__ = [
    "Entry",
    "FreeText",
    "Id",
    "PersonRef",
    "Recorded",
    "Said",
    "Undone",
    "clean",
    "decode",
    "encode",
    "free",
    "free_texts",
    "spoken",
]

Id = NewType("Id", str)
"""A random reference to something in this assembly."""

PersonRef = NewType("PersonRef", str)
"""A random reference into the people file; never a name."""


class Entry(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    tag_field="type",
):
    """One line of the record."""

    public: ClassVar[bool] = True
    undoable: ClassVar[bool] = True
    timed: ClassVar[bool] = True  # its line says when it was written


class Undone(Entry, frozen=True, tag="undone"):
    """An act was taken back: `undone` is the number of its first entry. Undoing an undo is redo."""

    undone: int


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry as it stands in the record: number, first number of its act, local time.

    None: it has no time.
    """

    seq: int
    act: int
    at: datetime | None
    entry: Entry


class FreeText:
    """Words that somebody wrote. `text` is None once they were erased.

    Not a dataclass on purpose: msgspec would write a dataclass into the entry by itself, words and
    all.
    """

    __slots__ = ("digest", "text")

    def __init__(self, text: str | None, digest: str = "") -> None:
        """The words as they were written, and their digest once they stand in the record."""
        self.text = text
        self.digest = digest

    def __str__(self) -> str:
        """The words, or nothing where they were erased."""
        return self.text or ""

    def __eq__(self, other: object) -> bool:
        """Equal when the words are."""
        return isinstance(other, FreeText) and other.text == self.text

    def __hash__(self) -> int:
        """As equality says."""
        return hash(self.text)

    def __repr__(self) -> str:
        """Shown in failing tests."""
        return f"FreeText({self.text!r})"


@dataclass(frozen=True, slots=True)
class Said:
    """Free text on its way to the table that can forget it.

    `digest` is SHA-256 of salt and text, in hex.
    """

    digest: str
    salt: bytes
    text: str


_STRIPPED = {
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    0x200E,
    0x200F,
    0xFEFF,
}


def clean(text: str) -> str:
    """Text as it is kept.

    NFC, one line, no control or direction signs that could make it look like another.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = (
        " " if c.isspace() else c
        for c in unicodedata.normalize("NFC", text)
        if ord(c) not in _STRIPPED
        and (c.isspace() or unicodedata.category(c)[0] != "C")
    )
    return " ".join("".join(kept).split())


def encode(
    entry: Entry,
    salt: Callable[[], bytes],
) -> tuple[str, dict[str, Any], tuple[Said, ...]]:
    """An entry as (type, body, what it said).

    Free text leaves only its salted digest in the body.
    """
    said: list[Said] = []

    def hook(value: object) -> object:
        if not isinstance(value, FreeText):
            raise NotImplementedError(type(value).__name__)
        if value.text is None:
            return {"said": value.digest}
        fresh = salt()
        said.append(
            Said(
                hashlib.sha256(fresh + value.text.encode()).hexdigest(),
                fresh,
                value.text,
            ),
        )
        return {"said": said[-1].digest}

    body: dict[str, Any] = msgspec.to_builtins(entry, enc_hook=hook)
    return body.pop("type"), body, tuple(said)


def free(text: str) -> FreeText:
    """What somebody wrote, as it is kept."""
    return FreeText(clean(text))


def spoken(text: FreeText) -> Words:
    """Somebody's words as a sentence shows them, or that they were erased."""
    if text.text is not None:
        return plain(text.text)
    return say("(these words were erased)")


def free_texts(value: object) -> Iterator[FreeText]:
    """The words of people in an entry, wherever in it they stand."""
    match value:
        case FreeText():
            yield value
        case msgspec.Struct():
            for name in value.__struct_fields__:
                yield from free_texts(getattr(value, name))
        case tuple():
            for each in cast("tuple[object, ...]", value):
                yield from free_texts(each)
        case _:
            return


def decode[E: Entry](
    entry: type[E],
    body: Mapping[str, Any],
    said: Callable[[str], str | None],
) -> E:
    """The entry of that class. `said` gives free text by digest, None when erased.

    Raises msgspec.ValidationError for a body that this version does not know.
    """

    def hook(wanted: type, value: object) -> object:
        if wanted is not FreeText:
            raise NotImplementedError(wanted.__name__)
        digest = msgspec.convert(value, dict[str, str])["said"]
        return FreeText(said(digest), digest)

    return msgspec.convert(body, entry, dec_hook=hook)
