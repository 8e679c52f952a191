"""Kiosk: a ballot is cast on the screen, once for each stub that the door gave out.

Decisions  cast, skip
Entries    PermitTaken, QuestionSkipped, UrnCounted, UrnSalvaged
A permit is a stub and a question: each question of a round is cast, or skipped, by itself.
Paper ballots reach the urn through `count`. A ballot itself is a `Paper`, never an entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, assert_never

from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.growing import joined
from pbdesk.questions.of import OfQuestion
from pbdesk.questions.sheet import judged, rejected_paper
from pbdesk.voting.styles.style import Rejected
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.questions.asking import Asking

__all__ = [
    "Kiosk",
    "KioskEntry",
    "PermitTaken",
    "QuestionSkipped",
    "UrnCounted",
    "UrnSalvaged",
    "apply",
    "cast",
    "skip",
    "tell",
]


class PermitTaken(OfQuestion, frozen=True, tag="kiosk.permit_taken"):
    """A kiosk stub was used, in the same breath as its ballot fell into the urn."""

    public = False  # whoever saw a stub would learn from the pack when its ballot was cast
    undoable = False
    stub: str


class QuestionSkipped(OfQuestion, frozen=True, tag="kiosk.skipped"):
    """Whoever had the stub left this question out: nothing is cast for it, now or later."""

    public = False
    undoable = False
    stub: str


class UrnCounted(OfQuestion, frozen=True, tag="urn.count"):
    """How many ballots the urn holds now.

    It has no time: it must not say when which ballot came.
    """

    public = False
    undoable = False
    timed = False
    n: int


class UrnSalvaged(OfQuestion, frozen=True, tag="urn.salvaged"):
    """A damaged file was salvaged, and its open urn held so many more ballots than were recorded.

    Fewer (lost), where `difference` is negative.
    """

    public = False
    undoable = False
    difference: int


KioskEntry = PermitTaken | QuestionSkipped | UrnCounted | UrnSalvaged


@dataclass(frozen=True, slots=True)
class Kiosk:
    """The stubs that were used, those that left it out, and how many ballots the open urn holds."""

    taken: AbstractSet[str] = frozenset()
    in_urn: int = 0
    skipped: AbstractSet[str] = frozenset()

    @property
    def over(self) -> AbstractSet[str]:
        """The stubs for which nothing of this question is to come."""
        return self.taken | self.skipped if self.skipped else self.taken


def cast(
    state: Asking,
    _moment: Moment,
    *,
    stub: str,
    marks: Mapping[str, object],
) -> Decided:
    """Cast a kiosk ballot for one stub: taking the permit and the ballot are one transaction.

    An unmarked ballot is cast and rejected as such (the kiosk asked before); any other fault is
    refused here.
    """
    refusal = _without_permit(state, stub)
    if refusal is not None:
        return refusal
    found = judged(state, marks)
    if isinstance(found, Rejected) and found.reason != "unmarked":
        return Refusal(found.words, where="marks")
    paper = (
        rejected_paper(found.reason) if isinstance(found, Rejected) else found
    )
    return Writing(
        PermitTaken(stub),
        UrnCounted(state.kiosk.in_urn + 1),
        papers=(paper,),
    )


def skip(state: Asking, _moment: Moment, *, stub: str) -> Decided:
    """Leave out one of several questions: its ballot counts as not returned."""
    return _without_permit(state, stub) or Writing(QuestionSkipped(stub))


def _without_permit(state: Asking, stub: str) -> Refusal | None:
    if not state.vote.is_open:
        return Refusal(say("The vote is not open."), where="stub")
    if stub in state.door.open_permits(state.kiosk.over):
        return None
    return _no_ballot(stub)


def _no_ballot(stub: str) -> Refusal:
    return Refusal(
        say("Ticket {stub} has no ballot to cast.", stub=stub),
        say("Ask at the door."),
        "stub",
    )


def apply(kiosk: Kiosk, entry: KioskEntry, _at: datetime) -> Kiosk:
    """What the entry adds."""
    match entry:
        case PermitTaken(stub=stub):
            return replace(kiosk, taken=joined(kiosk.taken, (stub,)))
        case QuestionSkipped(stub=stub):
            return replace(kiosk, skipped=joined(kiosk.skipped, (stub,)))
        case UrnCounted(n=n):
            return replace(kiosk, in_urn=n)
        case UrnSalvaged(difference=difference):
            return replace(kiosk, in_urn=kiosk.in_urn + difference)
        case _:
            assert_never(entry)


def tell(entry: KioskEntry, _state: Asking) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case PermitTaken(stub=stub):
            return say(
                "The ballot of ticket {stub} was cast at the kiosk.",
                stub=stub,
            )
        case QuestionSkipped(stub=stub):
            return say(
                "Whoever had ticket {stub} left this question out.",
                stub=stub,
            )
        case UrnCounted(n=n):
            return several("There is {n} ballot.", "There are {n} ballots.", n)
        case UrnSalvaged(difference=difference):
            return _salvage_told(difference)
        case _:
            assert_never(entry)


def _salvage_told(difference: int) -> Words:
    if difference < 0:
        return several(
            "The file was damaged and salvaged: {n} ballot cast on the screen is lost.",
            "The file was damaged and salvaged: {n} ballots cast on the screen are lost.",
            -difference,
        )
    return several(
        "The file was damaged and salvaged: it holds {n} ballot more than was recorded.",
        "The file was damaged and salvaged: it holds {n} ballots more than were recorded.",
        difference,
    )
