"""Kinds of file and the chapters they are made of: a table each, as the counting rules are.

A chapter's file says what may happen (its entries), what an entry adds to its slice of the state,
and how the minutes tell it. A kind lists its chapters; nothing else knows how many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any, Protocol, Self

from pbdesk.minutes.decision import Decided, Draft, Refusal
from pbdesk.minutes.entries import Entry, PersonRef
from pbdesk.minutes.steps import Step
from pbdesk.words import Words

__all__ = [
    "FILE",
    "Act",
    "AnyKind",
    "Chapter",
    "Kind",
    "Part",
    "State",
    "Whose",
    "tag_of",
]

type Whose = tuple[str, str]
"""The name of a part of a file and the id of one of them."""

FILE: Whose = ("", "")
"""The file itself, which has each slice once."""


@dataclass(frozen=True, slots=True)
class Act:
    """An act that is in force: the number of its first entry, and whether it may be taken back."""

    seq: int
    entry: Entry
    undoable: bool


class State(Protocol):
    """What the state of every kind of file has beside a slice for each chapter."""

    @property
    def last(self) -> Act | None:
        """The newest act in force."""
        ...

    @property
    def drafts(self) -> Mapping[str, str]:
        """Half-filled forms and what else is durable, erasable and no record."""
        ...

    @property
    def registered(self) -> AbstractSet[PersonRef]:
        """Whom of the people file the record names; a row that it does not name is swept."""
        ...

    def with_drafts(self, drafts: Sequence[Draft]) -> Self:
        """The state after these drafts were written or erased."""
        ...

    def with_attached(self, attachment: Callable[[str], bytes]) -> Self:
        """The state with what its entries name by SHA-256 (hex) and it does not hold yet."""
        ...


@dataclass(frozen=True, slots=True)
class Part:
    """What a file holds several of, such as its questions.

    `held` is where the state keeps them by their ids, `type` the class with a slice for each
    chapter that is of this part.
    """

    held: str
    type: Callable[..., Any]


def _whole(_state: object) -> Mapping[str, str]:
    return {}


def _nothing_more(_state: object, _entry: object) -> tuple[Draft, ...]:
    return ()


def _as_it_was(_entry: object) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Chapter[S, Slice, E: Entry]:
    """A chapter of a kind of file.

    `name` is where the state `S` keeps its slice, None for entries that add nothing; `step` the
    step of the way under which its entries stand in the minutes, empty where they stand with the
    entry that they name. `entries` is the union of what may happen, `start` the slice of a new
    file. `take_back` says which drafts an undo changes beside, or refuses it; `bring_back` may
    refuse the redo. `of` is empty where the file has one slice; else it names the field of the
    entries that says whose slice it is ("question"), and a `Kind.parts` that holds them.
    """

    name: str | None
    step: str
    entries: Any
    start: Slice
    apply: Callable[[Slice, E, datetime], Slice]
    tell: Callable[[E, S], Words]
    take_back: Callable[[S, E], tuple[Draft, ...] | Refusal] = _nothing_more
    bring_back: Callable[[E], Refusal | None] = _as_it_was
    of: str = ""

    def whose(self, entry: E) -> Whose:
        """Whose slice the entry adds to: the name of a part and its id, or neither."""
        if self.of:
            return (self.of, str(getattr(entry, self.of)))
        return FILE

    @property
    def types(self) -> tuple[type[Entry], ...]:
        """The classes of its entries."""
        return getattr(self.entries, "__args__", None) or (self.entries,)


@dataclass(frozen=True)
class Kind[S: State]:
    """A kind of file: its word, the class of its state, and its chapters in the order of the file.

    `opens` is the class of a file's first entry: it says which kind the file is. `start` is the
    decision that writes it, `steps` are the way through the file, `pages` the names of its pages in
    their order, `public` what its room may see of the state, `signers` who signs its packs.
    `ending` ends the names of such files, `word` is
    what a person calls one. `parts` are what it holds several of, by name; `turned_to` says of each
    the id of the one that a decision is about.
    """

    tag: str
    state: Callable[..., S]
    opens: type[Entry]
    chapters: tuple[Chapter[S, Any, Any], ...]
    start: Callable[..., Decided]
    steps: tuple[Step[S], ...]
    pages: tuple[str, ...]
    public: Callable[[S], object]
    signers: Mapping[str, Words]
    ending: str
    word: Words
    parts: Mapping[str, Part] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    turned_to: Callable[[S], Mapping[str, str]] = _whole

    @cached_property
    def by_type(self) -> Mapping[type[Entry], Chapter[S, Any, Any]]:
        """Each chapter by the classes of its entries."""
        return MappingProxyType(
            {
                entry: chapter
                for chapter in self.chapters
                for entry in chapter.types
            },
        )

    @cached_property
    def by_tag(self) -> Mapping[str, type[Entry]]:
        """The classes of all entries by the word that stands in the record."""
        return MappingProxyType(
            {tag_of(entry): entry for entry in self.by_type},
        )

    def tell(self, entry: Entry, state: S) -> Words:
        """The entry as a sentence of the minutes, with the titles of `state`."""
        return self.by_type[type(entry)].tell(entry, state)


type AnyKind = Kind[Any]
"""A kind of file, whatever its state."""


def tag_of(entry: type[Entry]) -> str:
    """The word that stands in the record for an entry of this class."""
    return str(entry.__struct_config__.tag)
