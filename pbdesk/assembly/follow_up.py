"""Follow-up: on the days that were sealed, what was promised is looked at: done, partly, or not.

Decisions  look, reopen, learn    Entries  LookedAt, Reopened, LessonNoted
A resident's own answer stands beside what was found, and conditions are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, assert_never

from pbdesk.assembly.asked import item, misdated, still_to_come, unwritten
from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry, FreeText, Id, clean, free, spoken
from pbdesk.minutes.growing import put
from pbdesk.minutes.kept import Enclosed
from pbdesk.words import Words, day_of, say

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "DONE",
    "KEPT",
    "ConditionLookedAt",
    "Done",
    "FollowUp",
    "FollowUpEntry",
    "Kept",
    "LessonNoted",
    "LookedAt",
    "Reopened",
    "apply",
    "learn",
    "look",
    "look_at_condition",
    "reopen",
    "tell",
]

Done = Literal["done", "partly", "not"]
Kept = Literal["kept", "partly", "broken"]

DONE: Mapping[Done, Words] = MappingProxyType(
    {"done": say("Done"), "partly": say("Partly done"), "not": say("Not done")},
)
KEPT: Mapping[Kept, Words] = MappingProxyType(
    {
        "kept": say("Kept"),
        "partly": say("Partly kept"),
        "broken": say("Broken"),
    },
)


class ConditionLookedAt(Entry, frozen=True, tag="condition.looked_at"):
    """Whether a condition of the item was kept."""

    number: int
    kept: Kept


class LookedAt(Entry, frozen=True, tag="follow_up.looked_at", kw_only=True):
    """What was found of an item on a day (ISO): `evidence`, and a resident's own answer."""

    item: Id
    done: Done
    day: str
    evidence: FreeText
    resident: FreeText
    conditions: tuple[ConditionLookedAt, ...] = ()
    photo: Enclosed | None = None


class Reopened(Entry, frozen=True, tag="follow_up.reopened"):
    """What was found done is open again."""

    item: Id
    day: str
    reason: FreeText


class LessonNoted(Entry, frozen=True, tag="follow_up.lesson"):
    """What the next assembly should do otherwise, or again."""

    words: FreeText
    day: str


FollowUpEntry = LookedAt | Reopened | LessonNoted


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What was found last of each item, all that was ever found, what is open again, lessons."""

    by_item: Mapping[Id, LookedAt] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    happened: tuple[FollowUpEntry, ...] = ()
    reopened: frozenset[Id] = frozenset()
    lessons: tuple[FreeText, ...] = ()

    def is_done(self, item: str) -> bool:
        """Whether an item was found done, and is not open again."""
        found = self.by_item.get(Id(item))
        return (
            found is not None
            and found.done == "done"
            and item not in self.reopened
        )

    def kept(self, number: int) -> Kept | None:
        """What was last found of a condition; None where nobody looked."""
        conditions = self._conditions()
        return next(
            (each.kept for each in conditions if each.number == number),
            None,
        )

    def _conditions(self) -> Iterator[ConditionLookedAt]:
        """What was found of all of them, the last look first."""
        for entry in reversed(self.happened):
            if isinstance(entry, LookedAt):
                yield from entry.conditions


def look(
    state: Assembly,
    moment: Moment,
    *,
    item: str,
    done: Done,
    evidence: str = "",
    resident: str = "",
    conditions: Sequence[ConditionLookedAt] = (),
    day: date | None = None,
    photo: Enclosed | None = None,
) -> Decided:
    """Record what was found of an item; what is not done says what was seen."""
    refusal = _unasked(state, item) or misdated(state, moment, day)
    if refusal is not None:
        return refusal
    if not clean(evidence):
        return Refusal(
            say("Nobody knows how this was seen."),
            say("Write what was seen, and where."),
            "evidence",
        )
    numbers = {each.number for each in state.conditions.on(item)}
    other = next(
        (each for each in conditions if each.number not in numbers),
        None,
    )
    if other is not None:
        return Refusal(
            say(
                "Condition {number} does not belong to this item.",
                number=other.number,
            ),
            where="conditions",
        )
    return Writing(
        LookedAt(
            item=Id(item),
            done=done,
            day=(day or moment.at.date()).isoformat(),
            evidence=free(evidence),
            resident=free(resident),
            conditions=tuple(conditions),
            photo=photo,
        ),
    )


def look_at_condition(
    state: Assembly,
    moment: Moment,
    *,
    item: str,
    number: int,
    kept: Kept,
) -> Decided:
    """Record whether a condition of an item that was looked at is kept."""
    before = state.follow_up.by_item.get(Id(item))
    if before is None:
        return Refusal(
            say("The item itself was not looked at."),
            say("Record what was seen first."),
            "kept",
        )
    others = [each for each in before.conditions if each.number != number]
    looked = sorted(
        [*others, ConditionLookedAt(number, kept)],
        key=lambda each: each.number,
    )
    return look(
        state,
        moment,
        item=item,
        done=before.done,
        evidence=str(before.evidence),
        resident=str(before.resident),
        conditions=looked,
        day=date.fromisoformat(before.day),
        photo=before.photo,
    )


def _unasked(state: Assembly, id: str) -> Refusal | None:
    if item(state, id) is None:
        return Refusal(say("This is no item of the pack."), where="item")
    if not state.handover.to:
        return _NOT_HANDED_OVER
    return None


_NOT_HANDED_OVER = Refusal(
    say("The pack is not handed over."),
    say("Record first who took it."),
    "to",
)


def reopen(
    state: Assembly,
    moment: Moment,
    *,
    item: str,
    reason: str,
    day: date | None = None,
) -> Decided:
    """Record that what was found done is open again."""
    if not state.follow_up.is_done(item):
        return Refusal(
            say("This was not found done, so it is open already."),
            where="item",
        )
    if not clean(reason):
        return Refusal(
            say("Opening it again needs a reason."),
            say("Write one sentence."),
            "reason",
        )
    when = (day or moment.at.date()).isoformat()
    reopened = Reopened(Id(item), when, free(reason))
    return misdated(state, moment, day) or Writing(reopened)


def learn(
    _state: Assembly,
    moment: Moment,
    *,
    words: str,
    day: date | None = None,
) -> Decided:
    """Note a lesson."""
    when = (day or moment.at.date()).isoformat()
    refused = unwritten(words) or still_to_come(moment, day)
    return refused or Writing(LessonNoted(free(words), when))


def apply(follow_up: FollowUp, entry: FollowUpEntry, _at: datetime) -> FollowUp:
    """What the entry adds.

    The same look, told again with a condition, is no new look: it closes nothing.
    """
    before = (
        follow_up.by_item.get(entry.item)
        if isinstance(entry, LookedAt)
        else None
    )
    if (
        isinstance(entry, LookedAt)
        and before is not None
        and _same_look(before, entry)
    ):
        happened = tuple(
            entry if each is before else each for each in follow_up.happened
        )
        by_item = put(follow_up.by_item, entry.item, entry)
        return replace(follow_up, by_item=by_item, happened=happened)
    follow_up = replace(follow_up, happened=(*follow_up.happened, entry))
    match entry:
        case LookedAt(item=item):
            reopened = follow_up.reopened - {item}
            return replace(
                follow_up,
                by_item=put(follow_up.by_item, item, entry),
                reopened=reopened,
            )
        case Reopened(item=item):
            return replace(follow_up, reopened=follow_up.reopened | {item})
        case LessonNoted(words=words):
            return replace(follow_up, lessons=(*follow_up.lessons, words))
        case _:
            assert_never(entry)


def _same_look(one: LookedAt, other: LookedAt) -> bool:
    """Whether both tell of the same day, with the same seen and said."""
    return _look_told(one) == _look_told(other)


def _look_told(look: LookedAt) -> tuple[object, ...]:
    return look.day, look.done, look.evidence, look.resident


def tell(entry: FollowUpEntry, state: Assembly) -> Words:
    """The entry as a sentence of the minutes."""
    day = day_of(entry.day)
    if isinstance(entry, LessonNoted):
        return say(
            "A lesson, {day}: {words}",
            day=day,
            words=spoken(entry.words),
        )
    title = state.called(entry.item)
    match entry:
        case LookedAt(done=done, evidence=evidence):
            return say(
                "“{title}”, looked at on {day}: {done}. {evidence}",
                title=title,
                day=day,
                done=DONE[done],
                evidence=spoken(evidence),
            )
        case Reopened(reason=reason):
            return say(
                "“{title}” was opened again on {day}: {reason}",
                title=title,
                day=day,
                reason=spoken(reason),
            )
        case _:
            assert_never(entry)
