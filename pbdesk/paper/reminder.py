"""A letter of reminder: what an item still owes, since when, and what goes on meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from pbdesk.assembly.answers import Overdue, Reminded, overdue
from pbdesk.assembly.asked import Item, answer_due
from pbdesk.assembly.conditions import Condition
from pbdesk.assembly.deliberated import as_written, condition_line
from pbdesk.assembly.mandate import Mandate
from pbdesk.assembly.owed import who_owes
from pbdesk.assembly.state import Assembly
from pbdesk.assembly.supplements import last_code
from pbdesk.i18n import Locale
from pbdesk.paper.case.flow import Flow
from pbdesk.paper.whose import name_and_day
from pbdesk.words import Day, Money, Words, as_words, say

__all__ = ["reminder_pdf"]

_UNTIL_THEN = say(
    "Until it is there it stands on the overdue list, on the wall and in every pack that follows. "
    "Please name the office that sees to it, a reason where you do not accept it whole, "
    "and a day.",
)


def reminder_pdf(
    state: Assembly,
    item: Item,
    *,
    locale: Locale,
    made: date,
) -> bytes:
    """The letter about one item, as it stands on `made`; it says so where nothing is owed."""
    subject = name_and_day(state.mandate.name, made)
    flow = Flow(
        say("A reminder"),
        subject,
        locale=locale,
        code=last_code(state),
    )
    flow.said(say("To"), who_owes(state, item))
    _asked(flow, state, item)
    _owed(flow, _of_item(state, item, made))
    _reminded(flow, state, item)
    flow.text(_UNTIL_THEN)
    _answer_to(flow, state)
    return flow.pdf()


def _of_item(state: Assembly, item: Item, made: date) -> list[Overdue]:
    return [each for each in overdue(state, made) if each.item.id == item.id]


def _asked(flow: Flow, state: Assembly, item: Item) -> None:
    """What the result asks for, on which conditions, and by when an answer was promised."""
    about, due = state.mandate, answer_due(state)
    asked = _what_was_asked(item, about)
    flow.text(asked)
    for condition in item.conditions:
        _condition(flow, state, condition)
    if due is not None:
        flow.text(
            say(
                "The answer was promised by {day}.",
                day=Day(due, weekday=True),
            ),
        )


def _condition(flow: Flow, state: Assembly, condition: Condition) -> None:
    line = condition_line(state, condition)
    flow.said(say("Condition {number}", number=line.number), line.words)


def _what_was_asked(item: Item, about: Mandate) -> Words:
    return say(
        "On {day} this assembly asked for item {n}: {title}, {sum}.",
        day=Day(about.day),
        n=item.number,
        title=as_words(item.title),
        sum=Money(item.cost, about.currency),
    )


def _owed(flow: Flow, owed: Sequence[Overdue]) -> None:
    """What is overdue, and since when."""
    flow.heading(say("What is owed"))
    if not owed:
        flow.text(say("Nothing is overdue."))
    _since(flow, owed)


def _since(flow: Flow, owed: Sequence[Overdue]) -> None:
    for each in owed:
        flow.said(each.what, say("since {day}", day=Day(each.since)))


def _reminded(flow: Flow, state: Assembly, item: Item) -> None:
    """Every reminder that went out before, with its day."""
    before = _before(state, item)
    if before:
        flow.heading(say("What was done about it"))
    for each in before:
        day = Day(date.fromisoformat(each.day))
        flow.text(say("{day}: reminded {to}", day=day, to=as_written(each.to)))


def _before(state: Assembly, item: Item) -> list[Reminded]:
    return [each for each in state.answers.reminders if item.id in each.items]


def _answer_to(flow: Flow, state: Assembly) -> None:
    """Where the answer goes, and whom to ask, as the sealed charter has it."""
    said = state.mandate.said
    if where := _where(said):
        flow.said(say("Send the answer to"), where)
    _whom_to_ask(flow, said)


def _whom_to_ask(flow: Flow, said: Callable[[str], str]) -> None:
    if said("contact"):
        flow.said(say("Whom to ask"), said("contact"))


def _where(said: Callable[[str], str]) -> str:
    return ", ".join(
        text for text in (said("office"), said("return_address")) if text
    )
