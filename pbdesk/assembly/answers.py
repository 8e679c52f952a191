"""Answers: what the authority said to each item, typed from its form, letter or minutes.

Decisions  answer, remind    Entries  ItemAnswered, Reminded
What an authority did is never refused: an answer without a reason, an owner or a day is recorded as
that, printed as that, and stays overdue until the rest is there. Owners are offices, not people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, assert_never

import msgspec

from pbdesk.assembly.asked import Item, answer_due, items, misdated
from pbdesk.assembly.asked import item as asked_item
from pbdesk.assembly.conditions import Condition
from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry, FreeText, Id, clean, free
from pbdesk.minutes.growing import put
from pbdesk.minutes.kept import Enclosed
from pbdesk.words import Listing, Words, day_of, say, several

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "CONDITION_REPLIES",
    "LACKING",
    "REPLIES",
    "Answer",
    "AnswerEntry",
    "Answers",
    "ConditionAnswered",
    "ConditionReply",
    "ItemAnswered",
    "Overdue",
    "Part",
    "Reminded",
    "Reply",
    "answer",
    "answer_condition",
    "answered",
    "apply",
    "lacking",
    "lacking_since",
    "overdue",
    "remind",
    "tell",
]

Reply = Literal["accept", "part", "reject"]
ConditionReply = Literal["accept", "vary", "refuse"]
Part = Literal["reason", "owner", "day", "sum", "conditions", "words"]

REPLIES: Mapping[Reply, Words] = MappingProxyType(
    {
        "accept": say("Accept"),
        "part": say("Accept in part"),
        "reject": say("Reject"),
    },
)
CONDITION_REPLIES: Mapping[ConditionReply, Words] = MappingProxyType(
    {
        "accept": say("Condition accepted"),
        "vary": say("Condition varied"),
        "refuse": say("Condition refused"),
    },
)
LACKING: Mapping[Part, Words] = MappingProxyType(
    {
        "reason": say("a reason"),
        "owner": say("an owner"),
        "day": say("a day"),
        "sum": say("the sum that is given"),
        "conditions": say("an answer to every condition"),
        "words": say("the words of a condition that is varied or refused"),
    },
)
"""What an answer may lack, within a sentence."""


class ConditionAnswered(Entry, frozen=True, tag="condition.answered"):
    """What was answered to a condition of the item; `words` say how it was varied, or why not."""

    number: int
    reply: ConditionReply
    words: FreeText


class ItemAnswered(Entry, frozen=True, tag="pack.answered", kw_only=True):
    """What was answered to one item of the pack: a funded project by its id, or `LEFTOVER`.

    `owner` (an office) sees to it until `day` (ISO); both are empty where nobody said. `sum` is
    what is given where that is less; `answered` the day of the answer, `letter` what it was typed
    from.
    """

    item: Id
    reply: Reply
    reason: FreeText
    owner: FreeText
    day: str
    sum: int | None = None
    conditions: tuple[ConditionAnswered, ...] = ()
    answered: str = ""
    letter: Enclosed | None = None


class Reminded(Entry, frozen=True, tag="answer.reminded"):
    """A reminder went out about items that were overdue, to an office, on a day (ISO)."""

    items: tuple[Id, ...]
    to: FreeText
    day: str


AnswerEntry = ItemAnswered | Reminded


@dataclass(frozen=True, slots=True)
class Answer:
    """What was last answered to an item, when it was recorded, and what was answered `before`."""

    entry: ItemAnswered
    recorded: datetime
    before: Answer | None = None

    @property
    def day(self) -> date:
        """When it was answered; where nobody said, when it was recorded."""
        said = self.entry.answered
        if said:
            return date.fromisoformat(said)
        return self.recorded.date()

    @property
    def earlier(self) -> tuple[Answer, ...]:
        """What was answered before, the newest first; the same typed again is no other answer."""
        return tuple(self._back())

    def _back(self) -> Iterator[Answer]:
        last = self.before
        while last is not None:
            yield last
            last = last.before

    @property
    def first(self) -> date:
        """When the item was first answered."""
        return (self, *self.earlier)[-1].day


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered, by item, and every reminder with its day."""

    by_item: Mapping[Id, Answer] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    reminders: tuple[Reminded, ...] = ()

    def reminded(self, item: Id) -> int:
        """How often somebody was reminded of an item."""
        return sum(item in each.items for each in self.reminders)


def answer(
    state: Assembly,
    moment: Moment,
    *,
    item: str,
    reply: Reply,
    reason: str = "",
    owner: str = "",
    day: date | None = None,
    sum: int | None = None,
    conditions: Sequence[ConditionAnswered] | None = None,
    answered: date | None = None,
    letter: Enclosed | None = None,
) -> Decided:
    """Record what was answered to an item; a later answer takes the place of the earlier.

    What is not said stays owed. Only what cannot be is refused. `conditions` None: those that were
    answered before stay, and so does the letter.
    """
    before = state.answers.by_item.get(Id(item))
    if conditions is None:
        conditions = before.entry.conditions if before else ()
    if letter is None and before is not None:
        letter = before.entry.letter
    entry = ItemAnswered(
        item=Id(item),
        reply=reply,
        reason=free(reason),
        owner=free(owner),
        day=day.isoformat() if day else "",
        sum=sum if reply == "part" else None,
        conditions=tuple(conditions),
        answered=answered.isoformat() if answered else "",
        letter=letter,
    )
    return (
        _unheard(state) or _impossible(state, moment, entry) or Writing(entry)
    )


def answer_condition(
    state: Assembly,
    moment: Moment,
    *,
    item: str,
    number: int,
    reply: ConditionReply,
    words: str,
) -> Decided:
    """Record what was answered to a condition of an item that was answered."""
    before = state.answers.by_item.get(Id(item))
    if before is None:
        return Refusal(
            say("The item itself is not answered."),
            say("Record that answer first."),
            "reply",
        )
    others = [each for each in before.entry.conditions if each.number != number]
    said = ConditionAnswered(number, reply, free(words))
    ordered = sorted([*others, said], key=lambda each: each.number)
    entry = msgspec.structs.replace(before.entry, conditions=tuple(ordered))
    return (
        _unheard(state) or _impossible(state, moment, entry) or Writing(entry)
    )


def answered(
    state: Assembly,
    moment: Moment,
    *,
    answers: Sequence[ItemAnswered],
) -> Decided:
    """Record a form that was read: what was answered to each of its items."""
    if state.handover.to and not answers:
        return Refusal(say("There is no answer to record."))
    fault = next(
        (
            found
            for each in answers
            if (found := _impossible(state, moment, each))
        ),
        None,
    )
    return _unheard(state) or fault or Writing(*answers)


def _unheard(state: Assembly) -> Refusal | None:
    if not state.handover.to:
        return Refusal(
            say("The pack is not handed over."),
            say("Record first who took it."),
            "to",
        )
    return None


def _impossible(
    state: Assembly,
    moment: Moment,
    entry: ItemAnswered,
) -> Refusal | None:
    """What no authority can have answered: it was typed wrongly."""
    asked = asked_item(state, entry.item)
    if asked is None:
        return Refusal(say("This is no item of the pack."), where="item")
    if entry.sum is not None and not 0 < entry.sum < asked.cost:
        return Refusal(
            say(
                "Accepted in part is more than nothing and less than what was asked.",
            ),
            say("Choose “accept” where the whole sum is given."),
            "sum",
        )
    numbers = {each.number for each in asked.conditions}
    other = next(
        (each for each in entry.conditions if each.number not in numbers),
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
    answered = date.fromisoformat(entry.answered) if entry.answered else None
    return misdated(state, moment, answered, "answered")


def remind(
    state: Assembly,
    moment: Moment,
    *,
    items: Sequence[str],
    to: str,
    day: date | None = None,
) -> Decided:
    """Record that an office was reminded of items that are overdue."""
    if not items:
        return Refusal(
            say("No item is chosen."),
            say("Tick what the reminder is about."),
            "items",
        )
    if any(asked_item(state, each) is None for each in items):
        return Refusal(say("This is no item of the pack."), where="items")
    if not clean(to):
        return Refusal(
            say("Nobody is reminded yet."),
            say("Write the office, or the member responsible."),
            "to",
        )
    when = day or moment.at.date()
    once = tuple(map(Id, dict.fromkeys(items)))
    reminded = Reminded(once, free(to), when.isoformat())
    return _unheard(state) or misdated(state, moment, day) or Writing(reminded)


def lacking(asked: Item, entry: ItemAnswered) -> tuple[Part, ...]:
    """What an answer still owes, in the order in which it is asked."""
    return tuple(_lacking(asked, entry))


def _lacking(asked: Item, entry: ItemAnswered) -> Iterator[Part]:
    if entry.reply != "accept" and entry.reason.text == "":
        yield "reason"
    if entry.reply != "reject":
        if entry.owner.text == "":
            yield "owner"
        if not entry.day:
            yield "day"
        if entry.reply == "part" and entry.sum is None:
            yield "sum"
        if _numbers(entry.conditions) < _numbers(asked.conditions):
            yield "conditions"
        if any(map(_wordless, entry.conditions)):
            yield "words"


def _numbers(conditions: Iterable[Condition | ConditionAnswered]) -> set[int]:
    return {each.number for each in conditions}


def _wordless(condition: ConditionAnswered) -> bool:
    """Whether it is not accepted, and why is not said."""
    return condition.reply != "accept" and condition.words.text == ""


def lacking_since(asked: Item, found: Answer, due: date) -> date:
    """Since when an answer owes what it lacks: one that lacks as much does not begin it anew."""
    since = found.day
    for each in found.earlier:
        if not lacking(asked, each.entry):
            break
        since = each.day
    return max(due, since)


@dataclass(frozen=True, slots=True)
class Overdue:
    """Something that an authority owes since a day.

    `reminded`: how often it was reminded of it.
    """

    item: Item
    what: Words
    since: date
    reminded: int


def overdue(state: Assembly, today: date) -> tuple[Overdue, ...]:
    """What is owed and was due before `today`, the longest first; silence is in it too."""
    return tuple(
        sorted(
            _owed(state, today),
            key=lambda each: (each.since, each.item.number),
        ),
    )


def _owed(state: Assembly, today: date) -> Iterator[Overdue]:
    due = answer_due(state)
    if due is None or not state.handover.to:
        return
    for asked in items(state):
        reminded = state.answers.reminded(asked.id)
        for what, since in _owed_since(state, asked, due):
            if since < today:
                yield Overdue(asked, what, since, reminded)


def _owed_since(
    state: Assembly,
    asked: Item,
    due: date,
) -> Iterator[tuple[Words, date]]:
    """What is owed of one item, and since which day: its answer, parts of it, what was promised."""
    found = state.answers.by_item.get(asked.id)
    if found is None:
        yield say("Not answered"), due
        return
    owed = lacking(asked, found.entry)
    if owed:
        parts = Listing(tuple(LACKING[part] for part in owed))
        yield (
            say("Answered without {parts}", parts=parts),
            lacking_since(asked, found, due),
        )
    money = state.book.of(asked.id)
    if money.stopped is not None:
        if money.left > 0:
            stopped = date.fromisoformat(money.stopped.day)
            yield say("Stopped, and not said where its money goes"), stopped
        return
    promised = _promised(state, found.entry)
    if promised is not None:
        yield say("Promised, and not seen to be done"), promised


def _promised(state: Assembly, entry: ItemAnswered) -> date | None:
    """The day that was promised for what nobody has found done."""
    if not entry.day or _is_over(state, entry):
        return None
    return date.fromisoformat(entry.day)


def _is_over(state: Assembly, entry: ItemAnswered) -> bool:
    return entry.reply == "reject" or state.follow_up.is_done(entry.item)


def apply(answers: Answers, entry: AnswerEntry, at: datetime) -> Answers:
    """What the entry adds."""
    match entry:
        case ItemAnswered(item=item):
            answer = _answer_after(answers.by_item.get(item), entry, at)
            return replace(answers, by_item=put(answers.by_item, item, answer))
        case Reminded():
            return replace(answers, reminders=(*answers.reminders, entry))
        case _:
            assert_never(entry)


def _answer_after(
    before: Answer | None,
    entry: ItemAnswered,
    at: datetime,
) -> Answer:
    """The answer with those before it; typed again as it was it stays that of its own day."""
    if before is None:
        return Answer(entry, at)
    whole = msgspec.structs.replace(
        entry,
        answered=entry.answered or before.entry.answered,
        letter=entry.letter or before.entry.letter,
    )
    same = msgspec.structs.replace(
        before.entry,
        answered=whole.answered,
        letter=whole.letter,
    )
    if whole == same:
        return Answer(whole, before.recorded, before.before)
    return Answer(entry, at, before)


def tell(entry: AnswerEntry, state: Assembly) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case ItemAnswered(item=item, reply=reply):
            return say(
                "Answered to “{title}”: {reply}.",
                title=state.called(item),
                reply=REPLIES[reply],
            )
        case Reminded(items=items, day=day):
            return several(
                "A reminder went out on {day} about {n} item.",
                "A reminder went out on {day} about {n} items.",
                len(items),
                day=day_of(day),
            )
        case _:
            assert_never(entry)
