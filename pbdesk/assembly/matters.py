"""Matters: what people ask together, beside the agenda, and what becomes of it.

Decisions  raise_matter, count_hands, put_on, answer
Entries    MatterRaised, MatterCounted, MatterDiffered, MatterPutOn, MatterAnswered
The rulebook says how many people must ask the same. Two people count the hands, and who is present,
unseen by each other; whoever raised a hand is not written down. With so many hands it goes on the
agenda or is answered with a reason; until then the evening's way names it.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, assert_never

import msgspec

from pbdesk.assembly import agenda
from pbdesk.assembly.alike import alike
from pbdesk.assembly.asked import unwritten
from pbdesk.assembly.conditions import too_many_hands
from pbdesk.minutes.decision import (
    Decided,
    Draft,
    Missing,
    Moment,
    Needs,
    Refusal,
    Writing,
)
from pbdesk.minutes.entries import Entry, FreeText, Id, clean, free, spoken
from pbdesk.minutes.growing import put
from pbdesk.questions.staff import known, role
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "Matter",
    "MatterAnswered",
    "MatterCounted",
    "MatterDiffered",
    "MatterEntry",
    "MatterPutOn",
    "MatterRaised",
    "Matters",
    "answer",
    "apply",
    "carried",
    "count_hands",
    "first_count",
    "looks_like",
    "missing",
    "needed",
    "put_on",
    "raise_matter",
    "tell",
    "waiting",
]


_MOST_PRESENT = 100_000
"""More people are in no hall: a figure was typed wrongly."""


class MatterRaised(Entry, frozen=True, tag="matter.raised", kw_only=True):
    """Somebody asks that the room takes something up; who it was is not written down."""

    matter: Id
    number: int
    words: FreeText


class MatterCounted(Entry, frozen=True, tag="matter.counted", kw_only=True):
    """Two people counted the same: hands for it, people present, and the roles of who counted."""

    matter: Id
    hands: int
    present: int
    by: tuple[str, ...]


class MatterDiffered(Entry, frozen=True, tag="matter.differed", kw_only=True):
    """The two counts differed; both stand, and the hands are raised again."""

    matter: Id
    first: int
    second: int
    present: tuple[int, int]


class MatterPutOn(Entry, frozen=True, tag="matter.put_on", kw_only=True):
    """It went on the agenda, as this item."""

    matter: Id
    item: Id


class MatterAnswered(Entry, frozen=True, tag="matter.answered", kw_only=True):
    """It was answered with a reason; `by` is an office or a role."""

    matter: Id
    by: FreeText
    reason: FreeText


MatterEntry = (
    MatterRaised | MatterCounted | MatterDiffered | MatterPutOn | MatterAnswered
)


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter as it stands. `hands` and `present` are None until two people counted the same."""

    id: Id
    number: int
    words: FreeText
    at: datetime
    hands: int | None = None
    present: int | None = None
    differed: tuple[MatterDiffered, ...] = ()
    item: Id | None = None
    answer: MatterAnswered | None = None

    @property
    def settled(self) -> bool:
        """Whether it is on the agenda, or was answered."""
        return self.item is not None or self.answer is not None


@dataclass(frozen=True, slots=True)
class Matters:
    """All matters by id, in the order in which they were raised."""

    by_id: Mapping[Id, Matter] = field(
        default_factory=lambda: MappingProxyType({}),
    )

    @property
    def newest(self) -> Matter | None:
        """The last of them; None where there is none."""
        return next(iter(tuple(self.by_id.values())[-1:]), None)


def needed(state: Assembly) -> int | None:
    """How many people must ask the same, as the rulebook says; None where it says nothing."""
    said = state.rules.given.get("together")
    return int(str(said)) if state.rules.sealings and said is not None else None


def looks_like(state: Assembly, matter: Id) -> tuple[Matter, ...]:
    """The matters raised before that ask much the same, the most alike first."""
    before = itertools.takewhile(
        lambda each: each != matter,
        state.matters.by_id,
    )
    texts = {
        each: str(state.matters.by_id[each].words) for each in (*before, matter)
    }
    return tuple(state.matters.by_id[each] for each in alike(texts, matter))


def carried(state: Assembly, matter: Matter) -> bool:
    """Whether so many people ask it as the rulebook wants."""
    least = needed(state)
    return (
        least is not None and matter.hands is not None and matter.hands >= least
    )


class _First(msgspec.Struct, frozen=True):
    """The first count, kept out of sight of whoever counts second."""

    by: str
    hands: int
    present: int


def first_count(matter: Id) -> str:
    """The draft that keeps the first count until the second is given."""
    return f"matter/{matter}"


def _over(state: Assembly) -> Refusal | None:
    if not state.handover.made:
        return None
    return Refusal(
        say("The pack is made, and it says what people asked together."),
        say("What is said now goes into the answer."),
    )


def raise_matter(state: Assembly, moment: Moment, *, words: str) -> Decided:
    """Write down what somebody asks the room to take up, in a sentence without a name."""
    refusal = _over(state) or unwritten(words)
    if refusal:
        return refusal
    number = len(state.matters.by_id) + 1
    raised = MatterRaised(
        matter=Id(moment.new_id()),
        number=number,
        words=free(words),
    )
    return Writing(raised)


def count_hands(
    state: Assembly,
    _moment: Moment,
    *,
    matter: Id,
    by: str,
    hands: int | None,
    present: int | None,
) -> Decided:
    """Say what one person counted, by their role. The second, who does not see it, settles it."""
    refusal = _may_not_count(state, matter)
    if refusal:
        return refusal
    who = _counter(state, by)
    if isinstance(who, Refusal):
        return who
    if hands is None or present is None or hands < 0:
        return _no_hands("hands" if hands is None or hands < 0 else "present")
    refusal = _too_many(state, hands, present)
    if refusal:
        return refusal
    key, counted = first_count(matter), _First(who, hands, present)
    kept = state.drafts.get(key)
    if kept is None:
        return Writing(
            drafts=(Draft(key, msgspec.json.encode(counted).decode()),),
        )
    return _counted_twice(
        matter,
        msgspec.json.decode(kept, type=_First),
        counted,
    )


def _counted_twice(matter: Id, first: _First, second: _First) -> Decided:
    """Both figures stand, or neither where they differ; the draft of the first is forgotten."""
    if first.by == second.by:
        return Refusal(
            say("{name} counted first already.", name=role(first.by)),
            say("Somebody else counts second."),
            "by",
        )
    forgotten = (Draft(first_count(matter), None),)
    if (first.hands, first.present) == (second.hands, second.present):
        agreed = MatterCounted(
            matter=matter,
            hands=second.hands,
            present=second.present,
            by=(first.by, second.by),
        )
        return Writing(agreed, drafts=forgotten)
    differed = MatterDiffered(
        matter=matter,
        first=first.hands,
        second=second.hands,
        present=(first.present, second.present),
    )
    return Writing(differed, drafts=forgotten)


def _may_not_count(state: Assembly, matter: Id) -> Refusal | None:
    found = state.matters.by_id[matter]
    if needed(state) is None:
        return Refusal(
            say("The rulebook does not say how many people must ask the same."),
            say("Answer it with a reason, or put it on the agenda."),
        )
    if found.hands is not None:
        return Refusal(say("The hands are counted already."))
    return _over(state)


def _counter(state: Assembly, by: str) -> str | Refusal:
    """The role of whoever counted."""
    who = known(state, by, ask=say("Nobody is named who counted."))
    return replace(who, where="by") if isinstance(who, Refusal) else who


def _no_hands(where: str) -> Refusal:
    return Refusal(
        say("Hands are counted from 0."),
        say("Write a whole number."),
        where,
    )


def _too_many(state: Assembly, hands: int, present: int) -> Refusal | None:
    """More than can have been there: of the people present, and those of the people entitled."""
    if hands > present:
        return Refusal(
            say("More hands were counted than people are present."),
            say("Count again, and count who is present."),
            "hands",
        )
    more = too_many_hands(state, hands)
    if more is not None:
        return replace(more, where="hands")
    if present > _MOST_PRESENT:
        return Refusal(
            say("No hall holds so many people."),
            say("Count again."),
            "present",
        )
    return None


def put_on(
    state: Assembly,
    moment: Moment,
    *,
    matter: Id,
    title: str,
    minutes: int | None,
) -> Decided:
    """Put it on the agenda, before anybody votes."""
    refusal = _over(state) or _settled(state, matter)
    if refusal:
        return refusal
    planned = agenda.plan(
        state,
        moment,
        kind="talk",
        title=title,
        minutes=minutes,
    )
    if isinstance(planned, Refusal):
        return planned
    fresh = [
        each.item
        for each in planned.entries
        if isinstance(each, agenda.ItemPlanned)
    ]
    order = agenda.before_the_vote(state, fresh)
    return Writing(
        *planned.entries,
        order,
        MatterPutOn(matter=matter, item=fresh[0]),
    )


def _settled(state: Assembly, matter: Id) -> Refusal | None:
    found = state.matters.by_id[matter]
    if found.item is not None:
        return _PUT_ON
    if found.answer is not None:
        return _ANSWERED
    return None


_PUT_ON = Refusal(say("It is on the agenda already."))
_ANSWERED = Refusal(say("It is answered already."))


def answer(
    state: Assembly,
    _moment: Moment,
    *,
    matter: Id,
    by: str,
    reason: str,
) -> Decided:
    """Answer it with a reason, instead of putting it on the agenda or after it was spoken of."""
    refusal = _over(state)
    if refusal:
        return refusal
    if not clean(by):
        return Refusal(
            say("Nobody knows who answered."),
            say("Write an office or a role, no name."),
            "by",
        )
    if not clean(reason):
        return Refusal(
            say("An answer needs its reason."),
            say("Write one sentence."),
            "reason",
        )
    return Writing(
        MatterAnswered(
            matter=matter,
            by=free(by),
            reason=free(reason),
        ),
    )


def apply(matters: Matters, entry: MatterEntry, at: datetime) -> Matters:
    """What the entry adds."""
    if isinstance(entry, MatterRaised):
        found = Matter(entry.matter, entry.number, entry.words, at)
        return Matters(put(matters.by_id, found.id, found))
    found = matters.by_id[entry.matter]
    match entry:
        case MatterCounted(hands=hands, present=present):
            found = replace(found, hands=hands, present=present)
        case MatterDiffered():
            found = replace(found, differed=(*found.differed, entry))
        case MatterPutOn(item=item):
            found = replace(found, item=item)
        case MatterAnswered():
            found = replace(found, answer=entry)
        case _:
            assert_never(entry)
    return Matters(put(matters.by_id, found.id, found))


def missing(state: Assembly) -> Needs:
    """What enough people asked and nobody has taken up or answered yet."""
    if state.handover.made or (
        state.vote.opened and not state.declaration.declared
    ):
        return ()
    open_ = waiting(state)
    if not open_:
        return ()
    return (_to_settle(open_),)


def waiting(state: Assembly) -> list[Matter]:
    """What enough people asked, and nobody has taken up or answered yet."""
    raised = state.matters.by_id.values()
    return [
        each for each in raised if carried(state, each) and not each.settled
    ]


def _to_settle(waiting: Sequence[Matter]) -> Missing:
    words = several(
        "{n} matter that people asked together is open.",
        "{n} matters that people asked together are open.",
        len(waiting),
    )
    why = say(
        "The rules say: it goes on the agenda, or is answered with a reason.",
    )
    return Missing(words, why, "matters", waiting[0].id)


def tell(entry: MatterEntry, state: Assembly) -> Words:
    """The entry as a sentence of the minutes."""
    found = state.matters.by_id.get(entry.matter)
    words = spoken(found.words) if found else say("a matter")
    match entry:
        case MatterRaised(words=raised):
            return say(
                "Somebody asked the room to take up: {words}",
                words=spoken(raised),
            )
        case MatterCounted(hands=hands, present=present):
            return several(
                "Two people counted {n} hand of {present} people for “{words}”, and agreed.",
                "Two people counted {n} hands of {present} people for “{words}”, and agreed.",
                hands,
                present=present,
                words=words,
            )
        case MatterDiffered(first=first, second=second):
            return say(
                "Two people counted the hands for “{words}” and differed: {first} and {second}.",
                words=words,
                first=first,
                second=second,
            )
        case MatterPutOn():
            return say("“{words}” went on the agenda.", words=words)
        case MatterAnswered(by=by, reason=reason):
            return say(
                "“{words}” was answered by {who}: {reason}",
                words=words,
                who=spoken(by),
                reason=spoken(reason),
            )
        case _:
            assert_never(entry)
