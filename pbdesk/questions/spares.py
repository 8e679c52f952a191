"""Spares: one sheet of a set came back spoilt, and a numbered spare was given for it.

Decision  exchange_sheet
Entry     SheetExchanged
The rest of the set stays with the person. Figures of paper stand per question.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.entries import Id, clean
from pbdesk.questions.of import OfQuestion
from pbdesk.words import Words, say

if TYPE_CHECKING:
    from pbdesk.questions.asking import Asking

__all__ = [
    "SheetExchanged",
    "Spares",
    "apply",
    "exchange_sheet",
    "in_the_envelope",
    "next_spare",
    "papers_out",
    "tell",
]


class SheetExchanged(
    OfQuestion,
    frozen=True,
    tag="sheet.exchanged",
    kw_only=True,
):
    """One sheet of the set `stub` came back spoilt; the spare of that question was given for it."""

    public = False
    undoable = False
    stub: str
    spare: str


@dataclass(frozen=True, slots=True)
class Spares:
    """The spares that were given out, in their order."""

    given: tuple[str, ...] = ()


def papers_out(state: Asking) -> int:
    """How many sheets of the question were given out: one with each set, and its spares."""
    return state.door.given("paper", "large") + len(state.spares.given)


def in_the_envelope(state: Asking) -> int:
    """How many sheets of the question came back to the door."""
    return state.door.in_the_envelope + len(state.spares.given)


def next_spare(state: Asking) -> str:
    """The spare that is given next: S1, S2 and so on, as they are printed."""
    return f"S{len(state.spares.given) + 1}"


def exchange_sheet(
    state: Asking,
    _moment: Moment,
    *,
    sheet: Id,
    stub: str,
) -> Decided:
    """Take back the spoilt `sheet` of a question, of a set, and give its next spare for it."""
    found = state.door.stubs.get(clean(stub))
    if (
        not state.vote.is_open
        or found is None
        or found.returned
        or found.channel == "kiosk"
    ):
        return Refusal(
            say(
                "There is no set {stub} of which a sheet could be exchanged.",
                stub=stub,
            ),
            say("Write the control number of a set that was given out."),
            "stub",
        )
    if sheet not in {each.asked for each in state.together}:
        return Refusal(
            say("This question has no sheet in the set."),
            where="sheet",
        )
    spare = next_spare(state.of(sheet))
    return Writing(
        SheetExchanged(stub=found.number, spare=spare, question=sheet),
    )


def apply(spares: Spares, entry: SheetExchanged, _at: datetime) -> Spares:
    """What the entry adds."""
    return Spares((*spares.given, entry.spare))


def tell(entry: SheetExchanged, _state: Asking) -> Words:
    """The entry as a sentence of the minutes."""
    return say(
        "Question {number}: a sheet of set {stub} came back spoilt and was exchanged for {spare}.",
        number=entry.question,
        stub=entry.stub,
        spare=entry.spare,
    )
