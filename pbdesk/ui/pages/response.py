"""The answer: every item at the left; at the right what was answered to it and what it owes."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from pbdesk.assembly import answers
from pbdesk.assembly.answers import (
    CONDITION_REPLIES,
    LACKING,
    REPLIES,
    Answer,
    ConditionAnswered,
    lacking,
)
from pbdesk.assembly.asked import Item, answer_due, items
from pbdesk.assembly.became import before, in_a_row
from pbdesk.assembly.conditions import Condition
from pbdesk.assembly.deliberated import as_written, condition_line
from pbdesk.assembly.state import Assembly
from pbdesk.ui.pages.packs_following import packs_that_follow
from pbdesk.ui.render.blocks import (
    Ask,
    Block,
    Blocks,
    Buttons,
    Empty,
    Facts,
    Heading,
    Own,
    Paragraph,
    Press,
    Rule,
    Section,
    recorded,
)
from pbdesk.ui.render.intents import Go, Look, Means, Open, Print, To
from pbdesk.ui.render.view import Here, Listing, PageSpec, PageView
from pbdesk.ui.shown import (
    ATTENTION,
    DONE,
    NOT_STARTED,
    Choice,
    FieldSpec,
    Group,
    Row,
    Text,
)
from pbdesk.words import Day, Money, Words, say, several
from pbdesk.words import Listing as Names

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE", "letter"]

_LABEL = say("The answer")
_TITLE = say("Items of the pack")

_GROUPS = {
    "silent": Group(say("Not answered"), NOT_STARTED),
    "half": Group(say("Answered by half"), ATTENTION),
    "whole": Group(say("Answered"), DONE),
}
"""How far an item is, in the order of the list."""


def view(state: Assembly, _people: People | None, here: Here) -> PageView:
    """The page as it stands; `here.chosen` is an item."""
    asked = items(state) if state.handover.to else ()
    if not asked:
        return PageView(
            (Heading(say("Not started"), _LABEL, NOT_STARTED), _too_early()),
        )
    chosen = _chosen(state, asked, here)
    return PageView(
        Listing(
            _caption(state, asked),
            _TITLE,
            tuple(
                _row(state, each)
                for group in _GROUPS
                for each in asked
                if _group(state, each) == group
            ),
            chosen=chosen.id,
        ),
        (
            *_told(state, chosen),
            *_forms(state, here, chosen),
            *packs_that_follow(state),
        ),
    )


def _way(_state: Assembly, target: str | None) -> To:
    return To(chosen=target, focus="answer" if target else "list")


PAGE = PageSpec("response", _LABEL, view, way=_way)


def _too_early() -> Empty:
    return Empty(
        say("Nobody has the pack yet"),
        say(
            "Once it is handed over, what is answered to each item is written down here, whatever "
            "the answer leaves out.",
        ),
        Press(say("Go to the pack"), Go("pack"), icon="arrow-right"),
    )


def _chosen(state: Assembly, asked: tuple[Item, ...], here: Here) -> Item:
    """The chosen item; without a choice the first that owes something."""
    for each in asked:
        if each.id == here.chosen:
            return each
    owing = [each for each in asked if _group(state, each) != "whole"]
    return (owing or asked)[0]


def _group(state: Assembly, each: Item) -> str:
    found = state.answers.by_item.get(each.id)
    if found is None:
        return "silent"
    return "half" if lacking(each, found.entry) else "whole"


def _caption(state: Assembly, asked: tuple[Item, ...]) -> Words:
    answered = sum(each.id in state.answers.by_item for each in asked)
    due = answer_due(state)
    if due is None:
        return say("{n} of {all} answered", n=answered, all=len(asked))
    return say(
        "{n} of {all} answered, due {day}",
        n=answered,
        all=len(asked),
        day=Day(due),
    )


def _row(state: Assembly, each: Item) -> Row:
    group = _GROUPS[_group(state, each)]
    found = state.answers.by_item.get(each.id)
    sub: Text = REPLIES[found.entry.reply] if found else ""
    sum_ = say("{sum}", sum=Money(each.cost, state.mandate.currency))
    return Row(
        each.id,
        each.title,
        sub,
        sum_,
        group.shape,
        group,
        number=say("{n}", n=each.number),
    )


# What was answered


def _told(state: Assembly, each: Item) -> Blocks:
    found, group = (
        state.answers.by_item.get(each.id),
        _GROUPS[_group(state, each)],
    )
    head = Heading(
        say("Item {number}", number=each.number),
        each.title,
        group.shape,
        group.title,
    )
    if found is None:
        silence = say(
            "Silence is overdue from the day after the answer was due.",
        )
        return (head, Paragraph(silence), *_reminded(state, each))
    return (
        head,
        *_answer(state, found),
        *_before(found),
        *_owed(each, found),
        *_reminded(state, each),
    )


def _before(found: Answer) -> Blocks:
    """What was answered and promised before, where that was something else."""
    told = tuple(before(found))
    return (
        (Paragraph(in_a_row(told), role="help", key="before"),) if told else ()
    )


def _answer(state: Assembly, found: Answer) -> Blocks:
    entry = found.entry
    facts: list[tuple[Text, Text]] = [(say("Answer"), REPLIES[entry.reply])]
    if entry.sum is not None:
        sum_ = Money(entry.sum, state.mandate.currency)
        facts.append((say("Sum"), say("{sum}", sum=sum_)))
    if entry.owner.text != "":
        facts.append((say("Owner"), as_written(entry.owner)))
    if entry.day:
        facts.append(
            (
                say("Done by"),
                say("{day}", day=Day(date.fromisoformat(entry.day))),
            ),
        )
    facts.append((say("Answered"), say("{day}", day=Day(found.day))))
    if entry.letter is not None:
        facts.append((say("Letter"), say("Kept with the people file")))
    told: list[Block] = [Facts(tuple(facts))]
    if entry.letter is not None:
        look = Look(entry.letter, say("The letter of the answer"))
        told.append(Own("letterkept", entry.item))
        told.append(
            Buttons(
                (Press(say("Open the letter"), look, "quiet", "eye"),),
                key="letter",
            ),
        )
    if entry.reason.text != "":
        told.append(
            Paragraph(
                as_written(entry.reason),
                lead=say("Reason"),
                key="reason",
            ),
        )
    return tuple(told)


def _owed(each: Item, found: Answer) -> Blocks:
    parts = lacking(each, found.entry)
    if not parts:
        return ()
    listed = Names(tuple(LACKING[part] for part in parts))
    words = say("Answered without {parts}", parts=listed)
    return (Paragraph(words, shape=ATTENTION, key="owed"),)


def _reminded(state: Assembly, each: Item) -> Blocks:
    reminders = [one for one in state.answers.reminders if each.id in one.items]
    if not reminders:
        return ()
    last = reminders[-1]
    words = several(
        "Reminded once, on {day}: {to}",
        "Reminded {n} times, last on {day}: {to}",
        len(reminders),
        day=Day(date.fromisoformat(last.day)),
        to=as_written(last.to),
    )
    return (Paragraph(words, role="help", key="reminded"),)


# Forms


def _forms(state: Assembly, here: Here, each: Item) -> Blocks:
    answered = each.id in state.answers.by_item
    owed = (
        not answered
        or here.doing == "answer"
        or f"answer/{each.id}" in here.kept
    )
    blocks: list[Block] = [_answering(state, each)] if owed else [_change(each)]
    for condition in each.conditions:
        blocks += _condition(state, each, condition, answered=answered)
    blocks += [Rule(key="remind"), *_reminding(state, here, each)]
    return tuple(blocks)


def _change(each: Item) -> Buttons:
    press = Press(
        say("Record another answer"),
        Open("answer", each.id),
        "quiet",
        "pen-line",
    )
    return Buttons((press,), key="answer")


def _answering(state: Assembly, each: Item) -> Ask:
    found = state.answers.by_item.get(each.id)
    return Ask(
        "answer",
        _answer_fields(state.mandate.currency),
        answers.answer,
        say("Record the answer"),
        given={"item": each.id},
        first={} if found is None else _as_answered(found),
        then=recorded(each.id),
        cancel=None if found is None else say("Cancel"),
        encloses="letter",
    )


def _answer_fields(currency: str) -> tuple[FieldSpec, ...]:
    return (
        _REPLY,
        FieldSpec(
            "sum",
            say("The sum that is given"),
            "money",
            currency=currency,
            when=("reply", ("part",)),
        ),
        *_REASON_AND_DAYS,
    )


_REPLY = FieldSpec(
    "reply",
    say("What was answered"),
    "radios",
    choices=tuple(Choice(key, words) for key, words in REPLIES.items()),
    must=say("Choose what was answered first."),
)
_REASON_AND_DAYS = (
    FieldSpec("reason", say("Reason, as it was given"), "paragraph"),
    FieldSpec(
        "owner",
        say("Owner"),
        help=say("An office or a shared mailbox, not a person."),
    ),
    FieldSpec("day", say("Done by"), "date", beside=True),
    FieldSpec("answered", say("Answered on"), "date", beside=True),
)


def _as_answered(found: Answer) -> dict[str, str | int | date | None]:
    entry = found.entry
    return {
        "reply": entry.reply,
        "sum": entry.sum,
        "reason": str(entry.reason),
        "owner": str(entry.owner),
        "day": date.fromisoformat(entry.day) if entry.day else None,
        "answered": date.fromisoformat(entry.answered)
        if entry.answered
        else None,
    }


def _condition(
    state: Assembly,
    each: Item,
    condition: Condition,
    *,
    answered: bool,
) -> Blocks:
    line, key = (
        condition_line(state, condition),
        f"condition-{condition.number}",
    )
    head = Section(say("Condition {number}", number=condition.number), key=key)
    told = Paragraph(line.words, key=key)
    if not answered:
        return (head, told, *_way_of(condition))
    found = state.answers.by_item[each.id].entry.conditions
    said = next((one for one in found if one.number == condition.number), None)
    return (
        head,
        told,
        _condition_asked(each, condition, said),
        *_way_of(condition),
    )


def _way_of(condition: Condition) -> Blocks:
    """To the page where its whole way stands."""
    key = f"condition/{condition.number}"
    press = Press(say("See its way"), Go("way", key), "quiet", "arrow-right")
    return (Buttons((press,), key=key),)


def _condition_asked(
    each: Item,
    condition: Condition,
    said: ConditionAnswered | None,
) -> Ask:
    return Ask(
        f"condition-{condition.number}",
        _CONDITION,
        answers.answer_condition,
        say("Record it"),
        given={"item": each.id, "number": condition.number},
        first={}
        if said is None
        else {"reply": said.reply, "words": str(said.words)},
        then=recorded(each.id),
        cancel=None,
    )


_CONDITION = (
    FieldSpec(
        "reply",
        say("What was answered to the condition"),
        "radios",
        choices=tuple(
            Choice(key, words) for key, words in CONDITION_REPLIES.items()
        ),
        must=say("Choose what was answered first."),
    ),
    FieldSpec("words", say("How it is varied, or why it is refused")),
)


def letter(state: Assembly, each: Item) -> Press:
    """The letter that goes out with a reminder."""
    return Press(
        say("Print the reminder"),
        Print(
            say("A reminder"),
            say("Setting the letter"),
            partial(_reminder, state, each),
            f"reminder-{each.number}.pdf",
        ),
        "quiet",
        "printer",
    )


def _reminder(state: Assembly, each: Item, means: Means) -> bytes:
    from pbdesk.paper.reminder import reminder_pdf

    return reminder_pdf(state, each, locale=means.locale, made=means.today)


def _reminding(state: Assembly, here: Here, each: Item) -> Blocks:
    if here.doing != "remind" and f"remind/{each.id}" not in here.kept:
        press = Press(
            say("Record a reminder"),
            Open("remind", each.id),
            "quiet",
            "plus",
        )
        return (Buttons((press, letter(state, each)), key="remind"),)
    fields = (
        FieldSpec(
            "to",
            say("Who was reminded"),
            help=say("The office, or the member responsible."),
        ),
        FieldSpec("day", say("On"), "date"),
    )
    return (
        Ask(
            "remind",
            fields,
            answers.remind,
            say("Record the reminder"),
            given={"items": (each.id,)},
            subject=each.id,
        ),
    )
