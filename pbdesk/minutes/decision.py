"""Decisions: plain functions `(state, moment, *, …) -> Decided`, without effects.

Time, ids and chance come in with `Moment`; what is to be written goes out as `Writing`; a `Refusal`
says what is wrong, where, and how to mend it. Bugs are raised, refusals are returned.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Concatenate, Literal

from pbdesk.minutes.entries import Entry
from pbdesk.words import Words

__all__ = [
    "Attached",
    "Decided",
    "Decision",
    "Draft",
    "Erased",
    "Missing",
    "Moment",
    "Named",
    "Needs",
    "Paper",
    "Refusal",
    "Sealing",
    "Writing",
]


@dataclass(frozen=True, slots=True)
class Moment:
    """When something is decided.

    Local time with offset and where fresh ids and codes come from.
    """

    at: datetime
    new_id: Callable[[], str]
    new_code: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Refusal:
    """What cannot be done and why; `mend` says how to get there.

    `where` is the decision's parameter it is about.
    """

    words: Words
    mend: Words | None = None
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A ballot for the urn.

    An unordered second output that never becomes an entry, a log line or an undo step. `box` is
    the id of the question it answers.
    """

    kind: Literal["counted", "rejected"]
    ballot: str
    box: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Something durable and erasable that is no record yet: a keyed paper, a half-filled form.

    A body of None erases it. `kind` says who can read it.
    """

    key: str
    body: str | None
    kind: str = "draft"


@dataclass(frozen=True, slots=True)
class Attached:
    """Bytes that an entry names by their SHA-256."""

    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Erased:
    """Words that are blanked, by the digest that stands for them in an entry, and why."""

    digest: str
    reason: str


@dataclass(frozen=True, slots=True)
class Named:
    """The name of somebody who counts or signs, on its way to the people file.

    `who` is what entries call them. `printed`: whether it may stand beside a signature; None leaves
    that as it was.
    """

    who: str
    name: str
    printed: bool | None = None


type Sealing = Callable[[Mapping[str, tuple[bytes, int]]], tuple[Entry, ...]]
"""The entries that close boxes: box -> root over its leaves (32 bytes), number of papers."""


@dataclass(frozen=True, slots=True, init=False)
class Writing:
    """All that one decision writes, in one durable transaction.

    `sealing` says which entries close the `sealed_boxes`, given for each the root over its leaves
    (32 bytes) and the number of papers. `names` go into the people file, and into nothing else.
    """

    entries: tuple[Entry, ...]
    papers: tuple[Paper, ...]
    drafts: tuple[Draft, ...]
    attachments: tuple[Attached, ...]
    erased: tuple[Erased, ...]
    sealing: Sealing | None
    sealed_boxes: tuple[str, ...]
    names: tuple[Named, ...]

    def __init__(
        self,
        *entries: Entry,
        papers: tuple[Paper, ...] = (),
        drafts: tuple[Draft, ...] = (),
        attachments: tuple[Attached, ...] = (),
        erased: tuple[Erased, ...] = (),
        sealing: Sealing | None = None,
        sealed_boxes: tuple[str, ...] = (),
        names: tuple[Named, ...] = (),
    ) -> None:
        """Entries read as a list; the rest by name."""
        for name, value in (
            ("entries", entries),
            ("papers", papers),
            ("drafts", drafts),
            ("attachments", attachments),
            ("erased", erased),
            ("sealing", sealing),
            ("sealed_boxes", sealed_boxes),
            ("names", names),
        ):
            object.__setattr__(self, name, value)


type Decided = Writing | Refusal
"""What a decision comes to."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that a step still needs, in words, with why.

    And the page and field where it is given. `question` is the id of the one it is about; empty
    where it is about the whole file.
    """

    words: Words
    why: Words
    page: str
    field: str | None = None
    question: str = ""

    @property
    def refusal(self) -> Refusal:
        """The same to whoever tries the step."""
        return Refusal(self.words, self.why, self.field)


type Needs = tuple[Missing, ...]
"""All that a step still needs."""

type Decision[S, **P] = Callable[Concatenate[S, Moment, P], Decided]
"""What may be done: it takes the state, the moment and what is its own."""
