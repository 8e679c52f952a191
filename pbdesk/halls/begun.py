"""Begun: the file of a vote in several halls is started.

Decision  start                          Entry  ParentStarted
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pbdesk.assembly import mandate
from pbdesk.assembly.mandate import AssemblyStarted, CharterSet
from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.questions.terms import KindName
from pbdesk.words import Day, Words, say

if TYPE_CHECKING:
    from pbdesk.halls.state import Parent

__all__ = ["ParentStarted", "start", "tell"]


class ParentStarted(
    AssemblyStarted,
    frozen=True,
    tag="parent.started",
    kw_only=True,
):
    """A file was begun for one vote in several halls. `id` is what their sum will bear."""

    undoable = False


_NO_REHEARSAL = Refusal(
    say(
        "A vote in several halls cannot be a rehearsal: halls would begin from it.",
    ),
    say("Rehearse with an assembly that stands alone."),
    "rehearsal",
)


def start(
    state: Parent,
    moment: Moment,
    *,
    name: str,
    place: str,
    day: str,
    currency: str = "GBP",
    language: str = "en",
    rehearsal: bool = False,
    asks: KindName = "fund",
) -> Decided:
    """Begin the file with its first question."""
    if rehearsal:
        return _NO_REHEARSAL
    decided = mandate.start(
        state,
        moment,
        name=name,
        place=place,
        day=day,
        currency=currency,
        language=language,
        asks=asks,
    )
    if isinstance(decided, Refusal):
        return decided
    started, *others = decided.entries
    return Writing(ParentStarted(**msgspec.structs.asdict(started)), *others)


def tell(entry: ParentStarted | CharterSet, state: Parent) -> Words:
    """The entry as a sentence of the minutes."""
    if isinstance(entry, CharterSet):
        return mandate.tell(entry, state)
    return say(
        "{name} was started, a vote in several halls on {day}.",
        name=entry.name,
        day=Day(state.about.day),
    )
