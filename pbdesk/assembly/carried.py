"""Carried: an assembly begun from the last one, with what is open of it as the first item.

Decision  start           Entry  CarriedOver
The rules and roles of the last assembly stand in the new one until somebody changes them; nothing
is sealed. Ideas that got no money come along where their proposers agreed. What was promised and is
not done, and what was learnt, stand in the record and are the first item of the agenda.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from pbdesk.assembly import mandate
from pbdesk.assembly.agenda import ItemPlanned
from pbdesk.assembly.answers import REPLIES, lacking
from pbdesk.assembly.asked import Item, items
from pbdesk.assembly.follow_up import DONE
from pbdesk.assembly.ideas import Proposal, ProposalReceived
from pbdesk.assembly.mandate import CharterSet
from pbdesk.assembly.supplements import last_code
from pbdesk.minutes.clauses import Given
from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry, FreeText, Id
from pbdesk.questions.sealing import RuleSet
from pbdesk.questions.terms import FIRST, QuestionSet
from pbdesk.words import Day, Words, day_of, say, several

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly
    from pbdesk.questions.terms import KindName

__all__ = [
    "NEXT",
    "Carried",
    "CarriedEntry",
    "CarriedOver",
    "Last",
    "Promise",
    "apply",
    "carried_over",
    "last_of",
    "stands_words",
    "start",
    "tell",
    "unfunded",
]

NEXT = "next-assembly"
"""The purpose of the consent by which the register of the next assembly may have a person."""

_OF_ITS_TIME = ("promise", "answer_by")
"""Clauses of a question that are said anew each time."""

_FIRST_ITEM, _MINUTES = "What was promised last time", 10


class Promise(Entry, frozen=True, tag="promise.open", kw_only=True):
    """Something the last assembly was promised: the project, its state, who and by which day."""

    title: str
    stands: Literal[
        "silent",
        "open",
        "done",
        "partly",
        "not",
        "accept",
        "part",
        "reject",
    ]
    owner: FreeText
    day: str


class CarriedOver(
    Entry,
    frozen=True,
    tag="assembly.carried_over",
    kw_only=True,
):
    """It was begun from the last assembly, whose newest pack has this code (empty: none)."""

    undoable = False
    assembly: str
    name: str
    day: str
    code: str
    promises: tuple[Promise, ...]
    lessons: tuple[FreeText, ...]


CarriedEntry = CarriedOver


@dataclass(frozen=True, slots=True)
class Carried:
    """What was carried over from the last assembly; `last` None: it stands alone."""

    last: CarriedOver | None = None


@dataclass(frozen=True, slots=True)
class Last:
    """What the next assembly takes from the last."""

    over: CarriedOver
    charter: Given
    question: Given
    shared: Given
    ideas: tuple[Proposal, ...]


def unfunded(state: Assembly) -> tuple[Proposal, ...]:
    """The accepted projects that got no money."""
    funded = _funded(state)
    return tuple(each for each in state.ideas.projects if each.id not in funded)


def _funded(state: Assembly) -> set[Id]:
    return {each.id for each in items(state)}


def last_of(state: Assembly, ideas: Collection[str]) -> Last | Refusal:
    """What the next assembly takes from this one, with the ideas whose proposers agreed."""
    if not state.declared:
        return Refusal(
            say("This assembly is not over."),
            say("Declare its result first."),
            "path",
        )
    open_ = {each.id: each for each in unfunded(state)}
    other = next((each for each in ideas if each not in open_), None)
    if other is not None:
        return Refusal(
            say("Only ideas that got no money go on."),
            say("Leave the others out."),
            "ideas",
        )
    over = CarriedOver(
        assembly=state.about.id,
        name=state.about.name,
        day=state.about.day.isoformat(),
        code=" ".join(last_code(state)),
        promises=tuple(_promises(state)),
        lessons=tuple(
            FreeText(each.text) for each in state.follow_up.lessons if each.text
        ),
    )
    said = state.terms.given
    return Last(
        over,
        dict(state.convened.charter),
        {
            name: value
            for name, value in said.items()
            if name not in _OF_ITS_TIME
        },
        dict(state.rules.given),
        tuple(each for each in open_.values() if each.id in ideas),
    )


def _promises(state: Assembly) -> Iterator[Promise]:
    """Every item that is not found done: its answer, its owner and its day, as far as said.

    What was rejected with a reason was never promised.
    """
    for each in items(state):
        found = state.answers.by_item.get(each.id)
        refused = found is not None and found.entry.reply == "reject"
        owing = found is not None and lacking(each, found.entry)
        if not state.follow_up.is_done(each.id) and (not refused or owing):
            yield _promise(state, each)


def _promise(state: Assembly, each: Item) -> Promise:
    found = state.answers.by_item.get(each.id)
    title = each.title if isinstance(each.title, str) else each.title.text
    if found is None:
        return Promise(title=title, stands="silent", owner=FreeText(""), day="")
    looked = state.follow_up.by_item.get(Id(each.id))
    stands = looked.done if looked is not None else found.entry.reply
    if each.id in state.follow_up.reopened:
        stands = "open"
    owner = FreeText(found.entry.owner.text or "")
    return Promise(title=title, stands=stands, owner=owner, day=found.entry.day)


def start(
    state: Assembly,
    moment: Moment,
    *,
    last: Last,
    name: str,
    place: str,
    day: str,
    currency: str,
    language: str,
    rehearsal: bool,
    asks: KindName,
) -> Decided:
    """Begin the next assembly with all that comes from the last one, in one writing."""
    begun = mandate.start(
        state,
        moment,
        name=name,
        place=place,
        day=day,
        currency=currency,
        language=language,
        rehearsal=rehearsal,
        asks=asks,
    )
    if isinstance(begun, Refusal):
        return begun
    before = date.fromisoformat(last.over.day)
    if date.fromisoformat(day) <= before:
        return Refusal(
            say(
                "The last assembly met on {day}; the next one meets later.",
                day=Day(before),
            ),
            say("Write a later day."),
            "day",
        )
    return Writing(*begun.entries, *carried_over(moment, last))


def carried_over(moment: Moment, last: Last) -> Iterator[Entry]:
    """All that comes from the last assembly into one that was only just begun."""
    yield last.over
    yield from _rules(last)
    yield from _ideas(moment, last)
    yield from _first(moment, last)


def _rules(last: Last) -> Iterator[Entry]:
    """Charter and rulebook as they were, open to be changed."""
    for clause, value in last.charter.items():
        yield CharterSet(clause, value)
    for clause, value in last.question.items():
        yield QuestionSet(clause, value, question=FIRST)
    for clause, value in last.shared.items():
        yield RuleSet(clause, value)


def _ideas(moment: Moment, last: Last) -> Iterator[Entry]:
    """The ideas that go on, without their proposers: those are in the old people file."""
    for number, each in enumerate(last.ideas, start=1):
        yield ProposalReceived(
            proposal=Id(moment.new_id()),
            number=number,
            title=each.title,
            summary=FreeText(each.summary.text or ""),
            place=each.place,
            wish=each.cost if each.wish is None else each.wish,
        )


def _first(moment: Moment, last: Last) -> Iterator[Entry]:
    """What was promised is spoken of before anything else."""
    if last.over.promises:
        yield _first_item(Id(moment.new_id()))


def _first_item(item: Id) -> ItemPlanned:
    return ItemPlanned(
        item=item,
        kind="talk",
        title=_FIRST_ITEM,
        project=None,
        minutes=_MINUTES,
        tables=0,
        speaker=FreeText(""),
    )


def apply(_carried: Carried, entry: CarriedEntry, _at: datetime) -> Carried:
    """What the entry adds."""
    return Carried(entry)


_STANDS: Mapping[str, Words] = {
    "silent": say("Not answered"),
    "open": say("Open again"),
    **DONE,
    **REPLIES,
}


def stands_words(promise: Promise) -> Words:
    """How a promise stands, in words."""
    return _STANDS[promise.stands]


def tell(entry: CarriedEntry, _state: Assembly) -> Words:
    """The entry as a sentence of the minutes."""
    return several(
        "It was begun from “{name}” of {day}; {n} promise is open.",
        "It was begun from “{name}” of {day}; {n} promises are open.",
        len(entry.promises),
        name=entry.name,
        day=day_of(entry.day),
    )
