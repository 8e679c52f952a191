"""Conditions: what a table asks for its support, under a number that stays.

A condition is agreed when its trade-off, or the trade of two options, is confirmed before the
result is declared; all have numbers of one series. It is then on the ballot sheet, in what is asked
of the council, on the form, at the follow-up and in the data.
Decision  count_hands    Entries  ConditionAgreed, ConditionDropped, HandsCounted
How many were for it is counted at the table by hands. Below ten hands the figures are left out,
unless the room was told before that they are published: who sat there would know who was against.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, assert_never

from pbdesk.assembly.agenda import table_words
from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry, FreeText, Id, spoken
from pbdesk.minutes.growing import put
from pbdesk.words import Words, say

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "FEWEST_HANDS",
    "Condition",
    "ConditionAgreed",
    "ConditionDropped",
    "ConditionEntry",
    "Conditions",
    "Hands",
    "HandsCounted",
    "agreed",
    "apply",
    "count_hands",
    "tell",
    "too_many_hands",
]

FEWEST_HANDS = 10
"""Fewer hands than these are published only where the room was told before."""


class ConditionAgreed(Entry, frozen=True, tag="condition.agreed", kw_only=True):
    """A condition was read aloud and confirmed; under its number it may be worded anew.

    `agreed_in`: the trade-off, or the trade of two options, that asks for it.
    """

    number: int
    agreed_in: Id
    project: Id
    table: int
    words: FreeText


class ConditionDropped(Entry, frozen=True, tag="condition.dropped"):
    """Those who asked for it want it no more; its number is given to no other."""

    number: int


class HandsCounted(Entry, frozen=True, tag="condition.hands", kw_only=True):
    """How many at the table were for it, against it and abstained; None: too few to be told."""

    number: int
    in_favour: int | None
    against: int | None
    abstained: int | None


ConditionEntry = ConditionAgreed | ConditionDropped | HandsCounted


@dataclass(frozen=True, slots=True)
class Hands:
    """How many were for a condition, against it and abstained; each None where left out."""

    in_favour: int | None = None
    against: int | None = None
    abstained: int | None = None

    @property
    def told(self) -> bool:
        """Whether the figures are there."""
        return self.in_favour is not None


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as it stands. `hands` is None until they were counted."""

    number: int
    agreed_in: Id
    project: Id
    table: int
    words: FreeText
    hands: Hands | None = None
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Conditions:
    """All conditions by their number, those that were dropped too."""

    by_number: Mapping[int, Condition] = field(
        default_factory=lambda: MappingProxyType({}),
    )

    @property
    def standing(self) -> tuple[Condition, ...]:
        """Those that are asked for."""
        return tuple(
            each for each in self.by_number.values() if not each.dropped
        )

    def of(self, agreed_in: Id) -> Condition | None:
        """The condition of a trade-off or a trade, also one that was dropped."""
        held = self.by_number.values()
        return next(
            (each for each in held if each.agreed_in == agreed_in),
            None,
        )

    def on(self, project: str) -> tuple[Condition, ...]:
        """The conditions under which a project is supported."""
        return tuple(each for each in self.standing if each.project == project)


def agreed(
    state: Assembly,
    agreed_in: Id,
    *,
    project: Id,
    table: int,
    words: FreeText | None,
) -> tuple[ConditionEntry, ...]:
    """What confirming adds: the condition under a number, or (`words` None) that there is none now.

    Nothing where the condition stands as it is worded, and nothing after the declaration: what is
    asked was read out with the result.
    """
    before = state.conditions.of(agreed_in)
    stands = before is not None and not before.dropped
    if state.declared:
        return ()
    if words is None:
        return (
            (ConditionDropped(before.number),)
            if before is not None and stands
            else ()
        )
    same = before and (before.project, before.table, before.words) == (
        project,
        table,
        words,
    )
    if same and stands:
        return ()
    return (
        ConditionAgreed(
            number=before.number
            if before
            else len(state.conditions.by_number) + 1,
            agreed_in=agreed_in,
            project=project,
            table=table,
            words=FreeText(words.text),
        ),
    )


def count_hands(
    state: Assembly,
    _moment: Moment,
    *,
    number: int,
    in_favour: int,
    against: int,
    abstained: int,
    told: bool = False,
) -> Decided:
    """Record how many at the table were for a condition, against it, and abstained.

    Below ten hands only that they were counted is recorded, unless `told`.
    """
    given = {"in_favour": in_favour, "against": against, "abstained": abstained}
    below = next((name for name, hands in given.items() if hands < 0), None)
    if state.handover.made:
        return Refusal(
            say("The pack is made, and the conditions stand in it."),
            say("What is said now goes into the answer."),
        )
    if below is not None:
        return Refusal(say("Hands are counted from 0."), where=below)
    hands = sum(given.values())
    if not hands:
        return Refusal(
            say("No hand is counted."),
            say("Write how many were for the condition."),
            "in_favour",
        )
    more = too_many_hands(state, hands)
    if more is not None:
        return more
    if hands < FEWEST_HANDS and not told:
        return Writing(
            HandsCounted(
                number=number,
                in_favour=None,
                against=None,
                abstained=None,
            ),
        )
    return Writing(HandsCounted(number=number, **given))


def too_many_hands(state: Assembly, hands: int) -> Refusal | None:
    """Why so many hands cannot have been raised: fewer people may take part."""
    entitled = len(state.registered)
    if not entitled or hands <= entitled:
        return None
    return _more_than(entitled)


def _more_than(entitled: int) -> Refusal:
    return Refusal(
        say(
            "More hands were counted than there are people in the register, {n}.",
            n=entitled,
        ),
        say("Count those who may take part."),
        "in_favour",
    )


def apply(
    conditions: Conditions,
    entry: ConditionEntry,
    _at: datetime,
) -> Conditions:
    """What the entry adds. Hands were counted for words: new words want them counted anew."""
    match entry:
        case ConditionAgreed():
            found = Condition(
                entry.number,
                entry.agreed_in,
                entry.project,
                entry.table,
                entry.words,
            )
        case ConditionDropped(number=number):
            found = replace(conditions.by_number[number], dropped=True)
        case HandsCounted(number=number):
            hands = Hands(entry.in_favour, entry.against, entry.abstained)
            found = replace(conditions.by_number[number], hands=hands)
        case _:
            assert_never(entry)
    return Conditions(put(conditions.by_number, found.number, found))


def tell(entry: ConditionEntry, state: Assembly) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case ConditionAgreed(
            number=number,
            table=table,
            words=words,
            project=project,
        ):
            return say(
                "Condition {number}, of {who}, on “{title}”: {words}",
                number=number,
                who=table_words(table),
                title=state.subjects.get(project, ""),
                words=spoken(words),
            )
        case ConditionDropped(number=number):
            return say(
                "Condition {number} is asked for no more.",
                number=number,
            )
        case HandsCounted(number=number, in_favour=None):
            return say(
                "Hands were counted on condition {number}; they are too few to be told.",
                number=number,
            )
        case HandsCounted():
            return say(
                "Condition {number}: {in_favour} for it, {against} against, {abstained} abstained.",
                number=entry.number,
                in_favour=entry.in_favour or 0,
                against=entry.against or 0,
                abstained=entry.abstained or 0,
            )
        case _:
            assert_never(entry)
