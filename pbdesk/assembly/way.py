"""The way of one worry, condition or project: from a table's words to whether it was kept.

Each step has its day, what happened, the words and who stands for it by role; packs that tell of it
stand among them with those who signed. Nothing is written for it: it is read from the other
chapters. What is on the wall is a draft, never an entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from pbdesk.assembly.answers import (
    CONDITION_REPLIES,
    REPLIES,
    Answer,
    ItemAnswered,
    Reminded,
)
from pbdesk.assembly.arguments import ARGUMENTS, Argument
from pbdesk.assembly.asked import item
from pbdesk.assembly.became import (
    Became,
    of_condition,
    of_idea,
    of_item,
    of_matter,
)
from pbdesk.assembly.book import (
    MilestoneReached,
    MoneyPaid,
    MoneyReturned,
    goes_to,
)
from pbdesk.assembly.conditions import Condition
from pbdesk.assembly.deliberated import (
    as_written,
    condition_line,
    table_words,
    trade_line,
)
from pbdesk.assembly.follow_up import DONE, KEPT, LookedAt, Reopened
from pbdesk.assembly.supplements import KINDS, WHO_SIGNS
from pbdesk.minutes.decision import Decided, Draft, Moment, Refusal, Writing
from pbdesk.minutes.entries import FreeText, Id
from pbdesk.words import Listing, Money, Words, say

if TYPE_CHECKING:
    from pbdesk.assembly.matters import Matter
    from pbdesk.assembly.state import Assembly
    from pbdesk.assembly.tradeoffs import TradeOff
    from pbdesk.assembly.trades import Trade

__all__ = [
    "ALL",
    "ENDS",
    "End",
    "Followed",
    "WayStep",
    "all_hanging",
    "became_of",
    "ended",
    "followed",
    "hang",
    "hanging",
    "way",
]

_WALL = "wall/way"
"""The draft that says whose way hangs in the room, or that all hang there as on a day."""

ALL = "all"
"""Hung in the room: what was asked, answered and done, of everything."""

End = Literal[
    "open",
    "again",
    "unfunded",
    "silent",
    "answered",
    "kept",
    "partly",
    "broken",
    "refused",
]

ENDS: Mapping[End, Words] = MappingProxyType(
    {
        "open": say("Under way"),
        "again": say("Open again"),
        "unfunded": say("Got no money"),
        "silent": say("Not answered"),
        "answered": say("Answered"),
        "kept": say("Kept"),
        "partly": say("Kept in part"),
        "broken": say("Broken"),
        "refused": say("Refused"),
    },
)
"""How far it came."""


@dataclass(frozen=True, slots=True)
class WayStep:
    """A step: its day, what happened, and the words that go with it. `who`: an office or a role."""

    day: date
    what: Words
    words: Words | None = None
    who: Words | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """What can be followed: a condition, a matter, a worry or a project; `key` names it.

    `said`: the words of a worry, a condition or a matter, or what the project is called. A matter
    is of no `project`.
    """

    key: str
    kind: Literal["condition", "matter", "worry", "project"]
    said: FreeText
    project: Id
    tradeoff: TradeOff | None = None
    condition: Condition | None = None
    argument: Argument | None = None
    matter: Matter | None = None

    @property
    def title(self) -> Words:
        """How it is called."""
        return as_written(self.said)


def followed(state: Assembly) -> tuple[Followed, ...]:
    """All that can be followed: conditions by number, matters, worries, then projects."""
    return (
        *_conditions(state),
        *_matters(state),
        *_worries(state),
        *_projects(state),
    )


def _conditions(state: Assembly) -> Iterator[Followed]:
    for each in state.conditions.by_number.values():
        yield _condition(state, each)


def _condition(state: Assembly, each: Condition) -> Followed:
    return Followed(
        f"condition/{each.number}",
        "condition",
        each.words,
        each.project,
        state.tradeoffs.by_id.get(each.agreed_in),
        each,
    )


def _matters(state: Assembly) -> Iterator[Followed]:
    for each in state.matters.by_id.values():
        yield Followed(
            f"matter/{each.id}",
            "matter",
            each.words,
            Id(""),
            matter=each,
        )


def _worries(state: Assembly) -> Iterator[Followed]:
    for each in state.arguments.by_id.values():
        weighed = state.tradeoffs.by_id.get(each.tradeoff)
        if each.kind == "worry" and weighed is not None:
            yield Followed(
                f"worry/{each.id}",
                "worry",
                each.words,
                weighed.project,
                weighed,
                state.conditions.of(weighed.id),
                each,
            )


def _projects(state: Assembly) -> Iterator[Followed]:
    weighed = {each.project: each for each in state.tradeoffs.by_id.values()}
    for each in state.ideas.projects:
        yield Followed(
            f"project/{each.id}",
            "project",
            FreeText(each.title),
            each.id,
            weighed.get(each.id),
        )


def ended(state: Assembly, subject: Followed) -> End:
    """How far it came: what was found of it last, else what was answered, else nothing yet."""
    if subject.matter is not None:
        return "answered" if subject.matter.settled else "silent"
    asked = item(state, subject.project)
    if asked is None:
        return "unfunded" if state.declared else "open"
    found = _found(state, subject)
    if found is not None:
        return found
    answer = state.answers.by_item.get(asked.id)
    if answer is None:
        return "silent" if state.handover.to else "open"
    if answer.entry.reply == "reject":
        return "refused"
    if subject.condition is None:
        return "answered"
    said = {each.number: each.reply for each in answer.entry.conditions}
    reply = said.get(subject.condition.number)
    if reply is None:
        return "silent"
    return "refused" if reply == "refuse" else "answered"


def _found(state: Assembly, subject: Followed) -> End | None:
    """What was found of it last; None where nobody looked."""
    if subject.condition is not None:
        return state.follow_up.kept(subject.condition.number)
    looked = state.follow_up.by_item.get(subject.project)
    if looked is None:
        return None
    if subject.project in state.follow_up.reopened:
        return "again"
    ends: Mapping[str, End] = {
        "done": "kept",
        "partly": "partly",
        "not": "broken",
    }
    return ends[looked.done]


def became_of(state: Assembly, subject: Followed, today: date) -> Became:
    """What was asked with it, answered and done; of a worry what became of its condition."""
    if subject.matter is not None:
        return of_matter(state, subject.matter)
    asked = item(state, subject.project)
    if subject.condition is not None:
        return of_condition(state, subject.condition, asked, today)
    if asked is not None:
        return of_item(state, asked, today)
    return of_idea(state, state.ideas.by_id[subject.project], None, today)


def way(state: Assembly, subject: Followed) -> tuple[WayStep, ...]:
    """The steps of a condition, a matter, a worry or a project, in the order of their days."""
    if subject.matter is not None:
        return tuple(_taken_up(state, subject.matter))
    found = [
        *_begun(state, subject),
        *_agreed(state, subject),
        *_voted(state, subject),
        *_handed_over(state),
        *_reminded(state, subject),
        *_answered(state, subject),
        *_paid(state, subject),
        *_looked_at(state, subject),
        *_packed(state),
    ]
    return tuple(sorted(found, key=lambda step: step.day))


# The evening


def _begun(state: Assembly, subject: Followed) -> Iterator[WayStep]:
    """A worry begins with its own words, a condition with the worries, a project with its idea."""
    if subject.argument is not None:
        yield from _said(subject.argument)
    elif subject.condition is not None:
        for each in state.arguments.of(subject.condition.agreed_in):
            if each.kind == "worry":
                yield from _said(each)
    else:
        yield from _handed_in(state, subject)


def _taken_up(state: Assembly, matter: Matter) -> Iterator[WayStep]:
    """What somebody asked the room to take up, and what the room did with it."""
    day = matter.at.date()
    yield WayStep(
        day,
        say("Somebody asked the room to take it up"),
        as_written(matter.words),
    )
    if matter.hands is not None and matter.present is not None:
        hands = say("{n} of {all} people", n=matter.hands, all=matter.present)
        yield WayStep(day, say("Hands were counted"), hands)
    if matter.item is not None:
        yield WayStep(day, say("It went on the agenda"))
        spoken = state.floor.by_item.get(matter.item)
        if spoken is not None:
            yield WayStep(spoken.started.date(), say("The room spoke of it"))
    if matter.answer is not None:
        who, reason = (
            as_written(matter.answer.by),
            as_written(matter.answer.reason),
        )
        yield WayStep(day, say("It was answered"), reason, who)


def _said(each: Argument) -> Iterator[WayStep]:
    who, day = table_words(each.table), each.at.date()
    first, *later = (*each.before, each.words)
    what = (
        say("A worry was said")
        if each.kind == "worry"
        else ARGUMENTS[each.kind]
    )
    yield WayStep(day, what, as_written(first), who)
    if later:
        yield WayStep(day, say("It was put right"), as_written(each.words), who)


def _handed_in(state: Assembly, subject: Followed) -> Iterator[WayStep]:
    project = state.ideas.by_id[subject.project]
    day = project.received.date()
    yield WayStep(
        day,
        say("The idea was handed in"),
        as_written(project.summary),
    )
    for each in state.ideas.by_id.values():
        if each.into == project.id:
            yield WayStep(
                day,
                say("“{title}” became one with it", title=each.title),
            )
    if project.cost is not None:
        cost = Money(project.cost, state.mandate.currency)
        yield WayStep(day, say("It became a project of {cost}", cost=cost))


def _agreed(state: Assembly, subject: Followed) -> Iterator[WayStep]:
    if subject.tradeoff is not None:
        yield from _weighed(subject.tradeoff)
    for each in state.conditions.by_number.values():
        of_it = each == subject.condition
        if of_it or (
            subject.kind == "project" and each.project == subject.project
        ):
            yield from _asked(state, each)
    for each in state.trades.by_id.values():
        if subject.project in (
            each.worded.rather.option,
            each.worded.than.option,
        ):
            yield from _traded(state, each)


def _weighed(weighed: TradeOff) -> Iterator[WayStep]:
    """Who bears it, and who disagreed, in the words that were read aloud."""
    read = weighed.read
    if read is None or weighed.confirmed is None:
        return
    day, who = weighed.confirmed.date(), table_words(weighed.table)
    yield WayStep(
        day,
        say("A table said who bears it"),
        as_written(read.bears),
        who,
    )
    minority = weighed.wording.minority if weighed.wording else read.minority
    if minority.text != "":
        yield WayStep(day, say("Some did not agree"), as_written(minority), who)


def _traded(state: Assembly, each: Trade) -> Iterator[WayStep]:
    """What a trade chose; who bears it and who disagreed, once it was read aloud."""
    line = trade_line(state, each)
    day = each.confirmed.date() if each.confirmed else state.about.day
    yield WayStep(day, say("Two options were traded"), line.chosen, line.who)
    if each.confirmed is None:
        return
    yield WayStep(day, say("A table said who bears it"), line.bears, line.who)
    if line.minority is not None:
        yield WayStep(day, say("Some did not agree"), line.minority, line.who)


def _asked(state: Assembly, condition: Condition) -> Iterator[WayStep]:
    line = condition_line(state, condition)
    weighed = state.tradeoffs.by_id.get(condition.agreed_in)
    confirmed = (weighed or state.trades.by_id[condition.agreed_in]).confirmed
    day = confirmed.date() if confirmed else state.about.day
    yield WayStep(
        day,
        say("It became condition {n}, read aloud", n=line.number),
        line.words,
        line.who,
    )
    if line.hands is not None:
        yield WayStep(day, say("Hands were counted"), line.hands)
    if condition.dropped:
        yield WayStep(
            day,
            say("Condition {n} is asked for no more", n=line.number),
        )


def _voted(state: Assembly, subject: Followed) -> Iterator[WayStep]:
    if state.declared is None:
        return
    day, asked = state.declared.date(), item(state, subject.project)
    title = state.subjects.get(subject.project, "")
    if asked is None:
        yield WayStep(day, say("The vote gave “{title}” no money", title=title))
    elif subject.condition is not None and not subject.condition.dropped:
        yield WayStep(
            day,
            say("The result asks for it with “{title}”", title=title),
        )
    else:
        sum_ = Money(asked.cost, state.mandate.currency)
        yield WayStep(
            day,
            say("The result asks {sum} for “{title}”", sum=sum_, title=title),
        )


# What followed


def _handed_over(state: Assembly) -> Iterator[WayStep]:
    pack = state.handover
    if pack.made is not None:
        roles = tuple(
            state.signers[who]
            for who, _, _ in pack.signatures
            if who in state.signers
        )
        who = (
            say("signed by {who}", who=Listing(roles))
            if roles
            else say("not signed")
        )
        made = say("The pack of the result was made")
        yield WayStep(pack.made.date(), made, _code_of(pack.code), who)


def _code_of(code: Sequence[str]) -> Words:
    """How a pack is found among others: its code begins so."""
    return say("its code begins with {code}", code=" ".join(code[:2]))


def _reminded(state: Assembly, subject: Followed) -> Iterator[WayStep]:
    for each in state.answers.reminders:
        if subject.project in each.items:
            yield _reminder(each)


def _reminder(each: Reminded) -> WayStep:
    day = date.fromisoformat(each.day)
    return WayStep(day, say("A reminder went out"), None, as_written(each.to))


def _answered(state: Assembly, subject: Followed) -> Iterator[WayStep]:
    found = state.answers.by_item.get(subject.project)
    if found is None:
        return
    for each in reversed((found, *found.earlier)):
        yield from _one_answer(subject, each)


def _one_answer(subject: Followed, found: Answer) -> Iterator[WayStep]:
    """What was answered at one time; a later answer says only what it says otherwise."""
    entry = found.entry
    before = found.before.entry if found.before is not None else None
    who = as_written(entry.owner) if entry.owner.text != "" else None
    reason = as_written(entry.reason) if entry.reason.text != "" else None
    answered = say("Answered: {reply}", reply=REPLIES[entry.reply])
    if before is None or _promise(before) != _promise(entry):
        yield WayStep(found.day, answered, reason, who)
    for each in entry.conditions:
        again = before is not None and each in before.conditions
        if _is_about(subject, each.number) and not again:
            words = as_written(each.words) if each.words.text != "" else None
            yield WayStep(found.day, CONDITION_REPLIES[each.reply], words, who)


def _promise(entry: ItemAnswered) -> tuple[object, ...]:
    """What an answer promises, its conditions aside."""
    return entry.reply, entry.sum, entry.reason, entry.owner, entry.day


def _is_about(subject: Followed, number: int) -> bool:
    """Whether a condition is followed: the one that is, or any of a project that is."""
    of_it = subject.condition is not None and subject.condition.number == number
    return of_it or subject.kind == "project"


def _paid(state: Assembly, subject: Followed) -> Iterator[WayStep]:
    account, currency = state.book.of(subject.project), state.mandate.currency
    for each in account.happened:
        match each:
            case MoneyPaid(sum=sum_, day=day, what=what):
                paid = say("{sum} was paid", sum=Money(sum_, currency))
                yield WayStep(date.fromisoformat(day), paid, as_written(what))
            case MoneyReturned(sum=sum_, day=day):
                back = say("{sum} came back", sum=Money(sum_, currency))
                yield WayStep(
                    date.fromisoformat(day),
                    back,
                    goes_to(each, state),
                )
            case MilestoneReached(day=day, what=what):
                there = say("It is there to see")
                yield WayStep(date.fromisoformat(day), there, as_written(what))
            case _:
                pass
    if account.stopped is not None:
        day = date.fromisoformat(account.stopped.day)
        yield WayStep(
            day,
            say("It was stopped"),
            as_written(account.stopped.reason),
        )


def _looked_at(state: Assembly, subject: Followed) -> Iterator[WayStep]:
    for each in state.follow_up.happened:
        if isinstance(each, Reopened) and each.item == subject.project:
            day = date.fromisoformat(each.day)
            yield WayStep(day, say("It is open again"), as_written(each.reason))
        if not isinstance(each, LookedAt) or each.item != subject.project:
            continue
        day = date.fromisoformat(each.day)
        yield WayStep(day, DONE[each.done], as_written(each.evidence))
        if each.resident.text != "":
            yield WayStep(
                day,
                say("A resident says"),
                as_written(each.resident),
            )
        for looked in each.conditions:
            if _is_about(subject, looked.number):
                kept = say("The condition: {kept}", kept=KEPT[looked.kept])
                yield WayStep(day, kept)


def _packed(state: Assembly) -> Iterator[WayStep]:
    for each in state.supplements.made:
        signers = tuple(WHO_SIGNS[who] for who, _ in each.signatures)
        who = (
            say("signed by {who}", who=Listing(signers))
            if signers
            else say("not signed")
        )
        told = say("A pack tells: {kind}", kind=KINDS[each.kind])
        yield WayStep(each.made.date(), told, _code_of(each.code), who)


# In the room


def hang(state: Assembly, moment: Moment, *, key: str) -> Decided:
    """Let the room see the way of this one, or what became of all. A draft, never an entry."""
    if key == ALL:
        return Writing(
            drafts=(Draft(_WALL, f"{ALL}/{moment.at.date().isoformat()}"),),
        )
    if key not in {each.key for each in followed(state)}:
        return Refusal(say("This cannot be followed."), where="key")
    return Writing(drafts=(Draft(_WALL, key),))


def all_hanging(state: Assembly) -> date | None:
    """The day as on which all hang in the room; None where one alone does, or none."""
    name, _, day = state.drafts.get(_WALL, "").partition("/")
    return date.fromisoformat(day) if name == ALL else None


def hanging(state: Assembly) -> Followed | None:
    """Whose way hangs in the room."""
    key = state.drafts.get(_WALL)
    if not key:
        return None
    return next((each for each in followed(state) if each.key == key), None)
