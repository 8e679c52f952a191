"""Became: what people asked, what they were answered, and what was done, one under the other.

For the sheet that hangs where people meet, for the page and the room. Each project of the result,
condition and matter says all three in plain words; what is missing is said as missing, and silence
as overdue once its day is over. Nobody is named. Nothing is written for it: it is read from the
other chapters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING, Literal

from pbdesk.assembly.answers import (
    CONDITION_REPLIES,
    LACKING,
    REPLIES,
    Answer,
    ConditionAnswered,
    lacking,
    lacking_since,
)
from pbdesk.assembly.asked import Item, answer_due, items
from pbdesk.assembly.book import ProjectStopped
from pbdesk.assembly.deliberated import (
    as_written,
    condition_line,
    spoken_seconds,
)
from pbdesk.assembly.follow_up import DONE, KEPT, FollowUp, Reopened
from pbdesk.assembly.matters import carried
from pbdesk.minutes.entries import FreeText, Id
from pbdesk.words import (
    Day,
    Listing,
    Money,
    Sentences,
    Words,
    as_words,
    day_of,
    plain,
    say,
    several,
)

if TYPE_CHECKING:
    from pbdesk.assembly.book import Account
    from pbdesk.assembly.conditions import Condition
    from pbdesk.assembly.ideas import Proposal
    from pbdesk.assembly.matters import Matter
    from pbdesk.assembly.state import Assembly

__all__ = [
    "STANDS",
    "Became",
    "Stands",
    "before",
    "goes_on_as",
    "in_a_row",
    "of_condition",
    "of_idea",
    "of_item",
    "of_matter",
    "what_became",
]

Stands = Literal[
    "waits",
    "late",
    "answered",
    "done",
    "partly",
    "not",
    "refused",
    "none",
]

STANDS: dict[Stands, Words] = {
    "waits": say("Not due yet"),
    "late": say("Overdue"),
    "answered": say("Answered"),
    "done": say("Done"),
    "partly": say("Partly done"),
    "not": say("Not done"),
    "refused": say("Refused"),
    "none": say("Got no money"),
}
"""How it stands, in two words."""


@dataclass(frozen=True, slots=True)
class Became:
    """One thing that was asked. `key`: as `way` names it, where it can be followed.

    Each part is sentences; none is ever empty.
    """

    key: str
    label: Words
    asked: Sentences
    answered: Sentences
    done: Sentences
    stands: Stands


def in_a_row(sentences: Sentences) -> Words:
    """The sentences of a part one after the other."""
    return reduce(
        lambda told, more: say("{told} {more}", told=told, more=more),
        sentences,
    )


def what_became(state: Assembly, today: date) -> tuple[Became, ...]:
    """Everything that was asked: each item with its conditions, matters, then what got no money."""
    return tuple(_every(state, today))


def _every(state: Assembly, today: date) -> Iterator[Became]:
    given = {each.id: each for each in items(state)}
    for each in given.values():
        yield of_item(state, each, today)
        for condition in each.conditions:
            yield of_condition(state, condition, each, today)
    for matter in state.matters.by_id.values():
        yield of_matter(state, matter)
    if state.declared:
        for idea in state.ideas.projects:
            if idea.id not in given:
                yield of_idea(state, idea, None, today)
                for condition in state.conditions.on(idea.id):
                    yield of_condition(state, condition, None, today)


# A project of the result


def of_item(state: Assembly, asked: Item, today: date) -> Became:
    """A project that the result asks money for, or what is left of the pot."""
    found = state.answers.by_item.get(asked.id)
    sum_ = Money(asked.cost, state.mandate.currency)
    return Became(
        f"project/{asked.id}",
        say(
            "{number}. {title}",
            number=asked.number,
            title=as_words(asked.title),
        ),
        (say("The result asks {sum} for it.", sum=sum_),),
        tuple(_answer(state, asked, today)),
        tuple(_done(state, asked, today)),
        _stands(state, asked, found, today),
    )


def _answer(state: Assembly, asked: Item, today: date) -> Iterator[Words]:
    found = state.answers.by_item.get(asked.id)
    if found is None:
        yield _silence(state, today)
        return
    entry = found.entry
    reply = REPLIES[entry.reply]
    if entry.sum is not None:
        sum_ = Money(entry.sum, state.mandate.currency)
        reply = say("{reply}: {sum}", reply=reply, sum=sum_)
    yield say("{reply}. Answered on {day}.", reply=reply, day=Day(found.day))
    if _is_said(entry.reason):
        yield say("The reason: {reason}", reason=as_written(entry.reason))
    if entry.reply != "reject":
        yield _promised(entry.owner, entry.day)
    yield from before(found)
    owed = lacking(asked, entry)
    if owed:
        parts = Listing(tuple(LACKING[part] for part in owed))
        yield _missing(parts, _since(state, asked, found), today)


def before(found: Answer) -> Iterator[Words]:
    """What was answered and promised before, where that was something else."""
    reply, day = found.entry.reply, found.entry.day
    for each in found.earlier:
        if each.entry.reply != reply:
            said = REPLIES[each.entry.reply]
            yield say(
                "Before, on {day}, the answer was: {reply}.",
                day=Day(each.day),
                reply=said,
            )
        if each.entry.day not in ("", day):
            by = day_of(each.entry.day)
            yield say("Before, it was promised by {day}.", day=by)
        reply, day = each.entry.reply, each.entry.day


def _is_said(text: FreeText) -> bool:
    return text.text != ""


def _silence(state: Assembly, today: date) -> Words:
    """That nobody answered, and since when that is too late."""
    due = answer_due(state)
    if not state.handover.to:
        return say("Nobody was asked yet: the result is not handed over.")
    if due is None:
        return say("Not answered. No day was promised for an answer.")
    if due < today:
        return say(
            "Not answered. It was promised by {day}, and is overdue since.",
            day=Day(due),
        )
    return say(
        "Not answered yet. An answer is promised by {day}.",
        day=Day(due),
    )


def _promised(owner: FreeText, day: str) -> Words:
    """Who sees to it and until when, as far as that was said."""
    if _is_said(owner):
        return _sees_to_it(as_written(owner), day)
    if day:
        return say("It is to be done by {day}.", day=day_of(day))
    return say("Who sees to it, and until when, was not said.")


def _sees_to_it(owner: Words, day: str) -> Words:
    if day:
        return say("{owner} sees to it by {day}.", owner=owner, day=day_of(day))
    return say("{owner} sees to it.", owner=owner)


def _since(state: Assembly, asked: Item, found: Answer) -> date:
    """Since when what an answer lacks is owed."""
    return lacking_since(asked, found, answer_due(state) or date.min)


def _missing(parts: Listing, since: date, today: date) -> Words:
    if since < today:
        return say(
            "Missing: {parts}. Overdue since {day}.",
            parts=parts,
            day=Day(since),
        )
    return say("Missing: {parts}.", parts=parts)


def _done(state: Assembly, asked: Item, today: date) -> Iterator[Words]:
    found = state.answers.by_item.get(asked.id)
    looked = state.follow_up.by_item.get(asked.id)
    account = state.book.of(asked.id)
    yield from _stopped(account)
    if account.spent:
        spent = Money(account.spent, state.mandate.currency)
        yield say("Spent so far: {sum}.", sum=spent)
    if looked is not None:
        day = day_of(looked.day)
        seen = as_written(looked.evidence)
        yield say(
            "{done}, seen on {day}: {seen}",
            done=DONE[looked.done],
            day=day,
            seen=seen,
        )
        if _is_said(looked.resident):
            yield say(
                "A resident says: {words}",
                words=as_written(looked.resident),
            )
        yield from _reopened(state, asked.id)
    elif (
        found is not None
        and found.entry.reply == "reject"
        and account.stopped is None
    ):
        yield say("Refused, so nothing is to be done.")
    elif account.stopped is None:
        yield _unseen(found, today)


def _stopped(account: Account) -> Iterator[Words]:
    """When it was stopped and why, where it was."""
    if account.stopped is not None:
        yield _stopping(account.stopped)


def _stopping(stopped: ProjectStopped) -> Words:
    day = day_of(stopped.day)
    reason = as_written(stopped.reason)
    return say("Stopped on {day}: {reason}", day=day, reason=reason)


def _reopened(state: Assembly, id: str) -> Iterator[Words]:
    """That what was done is open again, where it is."""
    if id in state.follow_up.reopened:
        again = _last_reopened(state.follow_up, id)
        day, reason = day_of(again.day), as_written(again.reason)
        yield say("Open again since {day}: {reason}", day=day, reason=reason)


def _last_reopened(followed: FollowUp, id: str) -> Reopened:
    return [
        each
        for each in followed.happened
        if isinstance(each, Reopened) and each.item == id
    ][-1]


def _unseen(found: Answer | None, today: date) -> Words:
    """That nobody has seen it done, and whether it is due."""
    day = found.entry.day if found is not None else ""
    if not day:
        return say("Nobody has seen anything done. No day was promised.")
    by = date.fromisoformat(day)
    if by < today:
        return say(
            "Nobody has seen it done. It was promised by {day}: overdue.",
            day=Day(by),
        )
    return say("Not due yet: promised by {day}.", day=Day(by))


def _stands(
    state: Assembly,
    asked: Item,
    found: Answer | None,
    today: date,
) -> Stands:
    looked = state.follow_up.by_item.get(asked.id)
    if looked is not None and asked.id not in state.follow_up.reopened:
        return looked.done
    if looked is not None or state.book.of(asked.id).stopped is not None:
        return "not"
    if found is None:
        due = answer_due(state)
        late = bool(state.handover.to) and due is not None and due < today
        return "late" if late else "waits"
    if found.entry.reply == "reject":
        return "refused"
    promised = found.entry.day and date.fromisoformat(found.entry.day) < today
    owing = lacking(asked, found.entry) and _since(state, asked, found) < today
    return "late" if promised or owing else "answered"


# A condition


def of_condition(
    state: Assembly,
    condition: Condition,
    asked: Item | None,
    today: date,
) -> Became:
    """What a table asked for its support, what was answered to it, and whether it is kept.

    `asked`: the item that it goes with; None where its project got no money.
    """
    line = condition_line(state, condition)
    title = state.subjects.get(condition.project, "")
    words = [line.words]
    if line.hands is not None:
        words.append(line.hands)
    answered, stands = _condition_answer(state, condition, asked, today)
    done, end = _condition_kept(state, condition, stands)
    return Became(
        f"condition/{condition.number}",
        say(
            "Condition {number}, {who}: {title}",
            number=line.number,
            who=line.who,
            title=title,
        ),
        tuple(words),
        answered,
        done,
        end,
    )


def _condition_answer(
    state: Assembly,
    condition: Condition,
    asked: Item | None,
    today: date,
) -> tuple[Sentences, Stands]:
    if asked is None:
        return (_no_money(state),), "none" if state.declared else "waits"
    found = state.answers.by_item.get(asked.id)
    if found is None:
        late = _stands(state, asked, None, today)
        return (_silence(state, today),), late
    said = next(
        (e for e in found.entry.conditions if e.number == condition.number),
        None,
    )
    if said is not None:
        return (
            _replied(said),
        ), "refused" if said.reply == "refuse" else "answered"
    if found.entry.reply == "reject":
        return (say("The project itself was refused."),), "refused"
    since = _since(state, asked, found)
    if since < today:
        words = say(
            "To the condition nothing was answered: overdue since {day}.",
            day=Day(since),
        )
        return (words,), "late"
    return (say("To the condition nothing was answered yet."),), "waits"


def _replied(said: ConditionAnswered) -> Words:
    """What was answered to a condition, with the words that go with it."""
    reply = CONDITION_REPLIES[said.reply]
    if _is_said(said.words):
        return say(
            "{reply}: {words}",
            reply=reply,
            words=as_written(said.words),
        )
    return reply


def _condition_kept(
    state: Assembly,
    condition: Condition,
    answered: Stands,
) -> tuple[Sentences, Stands]:
    kept = state.follow_up.kept(condition.number)
    if kept is None and state.book.of(condition.project).stopped is not None:
        return (say("The project was stopped."),), "not"
    if kept is None and answered in ("none", "refused"):
        return (say("Nothing is to be done."),), answered
    if kept is None:
        return (say("Nobody has looked yet whether it is kept."),), answered
    ends: dict[str, Stands] = {
        "kept": "done",
        "partly": "partly",
        "broken": "not",
    }
    return (KEPT[kept],), ends[kept]


def _no_money(state: Assembly) -> Words:
    if state.declared:
        return say("The vote gave it no money, so nobody was asked.")
    return say("The result is not declared yet.")


# A matter


def of_matter(state: Assembly, matter: Matter) -> Became:
    """What somebody asked the room to take up, and what became of it in the room."""
    return Became(
        f"matter/{matter.id}",
        say("Asked together, matter {number}", number=matter.number),
        tuple(_matter_asked(matter)),
        tuple(_matter_answer(state, matter)),
        tuple(_matter_done(state, matter)),
        _matter_stands(state, matter),
    )


def _matter_asked(matter: Matter) -> Iterator[Words]:
    yield as_written(matter.words)
    if matter.hands is not None:
        yield several(
            "{n} hand of {present} people was for it.",
            "{n} hands of {present} people were for it.",
            matter.hands,
            present=matter.present or 0,
        )


def _matter_answer(state: Assembly, matter: Matter) -> Iterator[Words]:
    if matter.answer is not None:
        who, reason = (
            as_written(matter.answer.by),
            as_written(matter.answer.reason),
        )
        yield say("{who} answered: {reason}", who=who, reason=reason)
    else:
        yield _not_answered(state, matter)


def _not_answered(state: Assembly, matter: Matter) -> Words:
    if matter.item is not None:
        return say("It went on the agenda.")
    if carried(state, matter):
        return say("Not answered, though enough people asked it: overdue.")
    if matter.hands is None:
        return say("Not answered: no hands were counted for it.")
    return say("Not answered: too few people asked the same.")


def _matter_done(state: Assembly, matter: Matter) -> Iterator[Words]:
    if matter.item is None:
        yield say("It was not on the agenda.")
        return
    seconds = spoken_seconds(state, matter.item)
    if seconds is None:
        yield say("It was on the agenda, and nobody took it up.")
        return
    yield several(
        "The room spoke of it for {n} minute.",
        "The room spoke of it for {n} minutes.",
        max(1, round(seconds / 60)),
    )


def _matter_stands(state: Assembly, matter: Matter) -> Stands:
    if matter.answer is not None:
        return "answered"
    if matter.item is not None:
        return _on_the_agenda(state, matter.item)
    return "late" if carried(state, matter) else "not"


def _on_the_agenda(state: Assembly, item: Id) -> Stands:
    if spoken_seconds(state, item) is None:
        return "not"
    return "done"


# An idea, for whoever handed it in


def goes_on_as(state: Assembly, idea: Proposal) -> Proposal:
    """The idea that it went up in, perhaps by another one; itself where it was never merged."""
    while idea.into is not None:
        idea = state.ideas.by_id[idea.into]
    return idea


def of_idea(
    state: Assembly,
    idea: Proposal,
    asked: Item | None,
    today: date,
) -> Became:
    """An idea: as the item that it is, or went up in, else why it has no money."""
    title = say("{number}. {title}", number=idea.number, title=idea.title)
    if asked is not None:
        became = of_item(state, asked, today)
        return Became(
            became.key,
            title,
            _handed_in(state, idea),
            became.answered,
            became.done,
            became.stands,
        )
    return Became(
        f"project/{idea.id}",
        title,
        _handed_in(state, idea),
        tuple(_without(state, goes_on_as(state, idea))),
        (say("Nothing is to be done."),)
        if state.declared
        else (say("Nothing yet."),),
        "none" if state.declared else "waits",
    )


def _handed_in(state: Assembly, idea: Proposal) -> Sentences:
    said = (
        [as_written(idea.summary)]
        if _is_said(idea.summary)
        else [plain(idea.title)]
    )
    if idea.into is not None:
        other = state.ideas.by_id[idea.into].title
        said.append(say("It became one with “{other}”.", other=other))
    return tuple(said)


def _without(state: Assembly, idea: Proposal) -> Iterator[Words]:
    """Why an idea has no money, in the words of the evening."""
    reason = idea.reason
    match idea.state:
        case "not-feasible":
            yield say("It cannot be done, and did not come to the vote.")
        case "withdrawn":
            yield say("It was withdrawn.")
        case "open":
            yield say("It has no answer yet.")
        case _:
            if state.declared:
                yield say("It came to the vote, and the vote gave it no money.")
            else:
                yield say("It comes to the vote.")
    if reason is not None and _is_said(reason):
        yield say("The reason: {reason}", reason=as_written(reason))
