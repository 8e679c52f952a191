"""Hands: a vote in the open. Two people count, unseen by each other, and both figures stand.

Decisions  count_hands
Entries    HandsCounted, HandsDiffered, HandsTied
Where they differ the hands are raised and counted again; where they differ a second time, or an
open choice is tied, the question goes on paper: no lot decides an open vote.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, assert_never

import msgspec

from pbdesk.minutes.decision import Decided, Draft, Moment, Refusal, Writing
from pbdesk.minutes.entries import Id
from pbdesk.questions.of import OfQuestion
from pbdesk.questions.staff import known, role
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.questions.asking import Asking

__all__ = [
    "Hands",
    "HandsCounted",
    "HandsDiffered",
    "HandsEntry",
    "HandsTied",
    "apply",
    "count_hands",
    "first_count",
    "tell",
]

_MOST_TRIES = 2


class HandsCounted(OfQuestion, frozen=True, tag="hands.counted", kw_only=True):
    """Both counted the same: hands by option, people present, and the roles of who counted."""

    undoable = False
    hands: dict[str, int]
    present: int
    by: tuple[str, ...]


class HandsDiffered(
    OfQuestion,
    frozen=True,
    tag="hands.differed",
    kw_only=True,
):
    """The two counts differed; both stand, and the hands are counted again."""

    undoable = False
    first: dict[str, int]
    second: dict[str, int]
    present: tuple[int, int]


class HandsTied(OfQuestion, frozen=True, tag="hands.tied", kw_only=True):
    """Both counted the same, and two options have the most hands: nothing is chosen by it."""

    undoable = False
    hands: dict[str, int]
    present: int
    by: tuple[str, ...]


HandsEntry = HandsCounted | HandsDiffered | HandsTied


@dataclass(frozen=True, slots=True)
class Hands:
    """What was counted, and how often it was counted in vain."""

    counted: HandsCounted | None = None
    differed: tuple[HandsDiffered, ...] = ()
    tied: HandsTied | None = None

    @property
    def to_paper(self) -> bool:
        """Whether it goes on paper: the counts differed so often, or an open choice is tied."""
        return len(self.differed) >= _MOST_TRIES or self.tied is not None


class _Counted(msgspec.Struct, frozen=True):
    """The first count, kept out of sight of whoever counts second."""

    by: str
    hands: dict[str, int]
    present: int


def first_count(question: Id) -> str:
    """The draft that keeps the first count until the second is given."""
    return f"hands/{question}"


def count_hands(
    state: Asking,
    _moment: Moment,
    *,
    by: str,
    hands: Mapping[str, int],
    present: int,
) -> Decided:
    """Say what one person counted, by their role.

    The second, who does not see the first, settles it.
    """
    who = known(state, by, ask=say("Nobody is named who counted."))
    refused = (
        _may_not(state) or _nobody(who) or _no_count(state, hands, present)
    )
    if refused is not None:
        return refused
    mine = _Counted(by, dict(hands), present)
    draft = first_count(state.asked)
    kept = state.drafts.get(draft)
    if kept is None:
        return Writing(
            drafts=(Draft(draft, msgspec.json.encode(mine).decode()),),
        )
    first = msgspec.json.decode(kept, type=_Counted)
    if first.by == mine.by:
        return Refusal(
            say("{name} counted first already.", name=role(first.by)),
            say("Somebody else counts second."),
            "by",
        )
    return Writing(_settled(state, first, mine), drafts=(Draft(draft, None),))


def _settled(
    state: Asking,
    first: _Counted,
    second: _Counted,
) -> HandsCounted | HandsTied | HandsDiffered:
    """What two counts come to: they differ, agree, or agree that two have the most."""
    if (first.hands, first.present) != (second.hands, second.present):
        present = first.present, second.present
        return HandsDiffered(
            first=first.hands,
            second=second.hands,
            present=present,
        )
    both = (first.by, second.by)
    hands = list(second.hands.values())
    tied = state.terms.kind == "choose" and hands.count(max(hands)) > 1
    settled = HandsTied if tied else HandsCounted
    return settled(hands=second.hands, present=second.present, by=both)


def _may_not(state: Asking) -> Refusal | None:
    """Why no hands are counted now."""
    if state.terms.way != "hands":
        return Refusal(say("This question is not answered by hands."))
    if not state.rulebook.sealed or not state.sheet.drawn_up:
        return Refusal(
            say("The question is not ready."),
            say("Seal it and draw it up before hands are raised."),
        )
    if state.hands.counted:
        return Refusal(say("The hands are counted already."))
    if state.hands.tied:
        return Refusal(
            say("The choice is tied, and no lot decides an open vote."),
            say("Put the question on paper, in a new round."),
        )
    if state.hands.to_paper:
        return Refusal(
            say("The counts differed twice."),
            say("Put the question on paper, in a new round."),
        )
    return None


def _nobody(who: str | Refusal) -> Refusal | None:
    """Why nobody who may count is named."""
    if isinstance(who, Refusal):
        return replace(who, where="by")
    return None


def _no_count(
    state: Asking,
    hands: Mapping[str, int],
    present: int,
) -> Refusal | None:
    """What is wrong with a count."""
    if set(hands) != {str(line.project) for line in state.sheet.lines}:
        return Refusal(
            say("A figure is missing."),
            say("Write how many hands each answer had."),
            "hands",
        )
    if min(hands.values(), default=0) < 0 or sum(hands.values()) > present:
        return Refusal(
            say("More hands were counted than people are present."),
            say("Count again, and count who is present."),
            "present",
        )
    return None


def apply(held: Hands, entry: HandsEntry, _at: datetime) -> Hands:
    """What the entry adds."""
    match entry:
        case HandsCounted():
            return replace(held, counted=entry)
        case HandsDiffered():
            return replace(held, differed=(*held.differed, entry))
        case HandsTied():
            return replace(held, tied=entry)
        case _:
            assert_never(entry)


def tell(entry: HandsEntry, _state: Asking) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case HandsCounted():
            return several(
                "Two people counted {n} hand of {present} people present, and agreed.",
                "Two people counted {n} hands of {present} people present, and agreed.",
                sum(entry.hands.values()),
                present=entry.present,
            )
        case HandsDiffered():
            return say(
                "Two people counted the hands and differed: {first} and {second} in all.",
                first=sum(entry.first.values()),
                second=sum(entry.second.values()),
            )
        case HandsTied():
            return say(
                "Two people counted the hands and agreed: two options have {n} each. It goes on "
                "paper.",
                n=max(entry.hands.values()),
            )
        case _:
            assert_never(entry)
