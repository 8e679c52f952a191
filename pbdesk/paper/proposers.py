"""For those who handed in ideas: a card to hand one in, a receipt, and the letter.

The list of whom to tell is for whoever writes; it names people, and is destroyed afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pbdesk.assembly.asked import item
from pbdesk.assembly.became import goes_on_as, of_idea
from pbdesk.assembly.ideas import Proposal
from pbdesk.assembly.state import Assembly
from pbdesk.assembly.supplements import last_code
from pbdesk.i18n import Locale
from pbdesk.paper.case.flow import Flow
from pbdesk.paper.whose import name_and_day
from pbdesk.paper.you_asked import write_became
from pbdesk.words import Day, Money, Words, plain, say

__all__ = [
    "idea_card_pdf",
    "idea_receipt_pdf",
    "proposer_letter_pdf",
    "proposers_list_pdf",
]


def idea_card_pdf(name: str, agreed: Words, *, locale: Locale) -> bytes:
    """The card on which an idea is handed in; its foot asks who it is from, and may stay empty."""
    flow = Flow(say("An idea"), plain(name), locale=locale, size=13)
    flow.to_write(say("What it is, in a few words"))
    flow.to_write(say("What it would change, and for whom"), 4)
    flow.to_write(say("Where"))
    flow.to_write(say("What it may cost, if you know"))
    flow.heading(say("Who it is from, if you wish to be told"))
    flow.text(agreed)
    flow.to_write(say("Name"))
    flow.to_write(say("Address, mail or telephone"))
    flow.ticks(
        say("Tell me what became of it"),
        (say("Yes, tell me"), say("No, keep my name for questions only")),
    )
    flow.ticks(
        say("If it gets no money"),
        (say("It may go on to the next assembly"), say("Ask me again")),
    )
    return flow.pdf()


def idea_receipt_pdf(
    state: Assembly,
    idea: Proposal,
    *,
    locale: Locale,
) -> bytes:
    """What whoever hands in an idea takes home: its number, its words, the day. It names nobody."""
    flow = Flow(
        say("Your idea is on the list"),
        plain(state.about.name),
        locale=locale,
        size=13,
    )
    flow.text(
        say("{number}. {title}", number=idea.number, title=idea.title),
        bold=True,
    )
    _about_idea(flow, state, idea)
    flow.said(say("Handed in"), say("{day}", day=Day(idea.received.date())))
    flow.text(
        say(
            "It is checked and gets an answer with a reason. Ask for it by its number.",
        ),
    )
    _whom_to_ask(flow, state)
    return flow.pdf()


def _whom_to_ask(flow: Flow, state: Assembly) -> None:
    contact = state.mandate.said("contact")
    if contact:
        flow.said(say("Whom to ask"), plain(contact))


def _about_idea(flow: Flow, state: Assembly, idea: Proposal) -> None:
    if idea.summary.text:
        flow.text(plain(idea.summary.text))
    if idea.place:
        flow.said(say("Where"), plain(idea.place))
    if idea.wish is not None:
        sum_ = Money(idea.wish, state.mandate.currency)
        flow.said(say("Asked for"), say("{sum}", sum=sum_))


def proposer_letter_pdf(
    state: Assembly,
    idea: Proposal,
    name: str,
    reach: str,
    *,
    locale: Locale,
    made: date,
) -> bytes:
    """The letter to whoever handed in an idea: what it was, what was answered, what was done."""
    subject = name_and_day(state.mandate.name, made)
    flow = Flow(
        say("What became of your idea"),
        subject,
        locale=locale,
        code=last_code(state),
    )
    flow.text(plain(name), bold=True)
    flow.text(plain(reach))
    flow.text(
        say(
            "You handed in an idea and asked to be told what became of it. This is how it stands.",
        ),
    )
    became = of_idea(state, idea, item(state, goes_on_as(state, idea).id), made)
    flow.heading(became.label)
    write_became(flow, became)
    _whom_to_ask(flow, state)
    flow.text(
        say(
            "You can ask us at any time to forget your name and how to reach you.",
        ),
    )
    return flow.pdf()


def proposers_list_pdf(
    state: Assembly,
    people: Sequence[tuple[Proposal, str, str, Sequence[date]]],
    *,
    locale: Locale,
    made: date,
) -> bytes:
    """Whom to tell: idea, name, how they are reached, and the days on which they were told."""
    about = name_and_day(state.mandate.name, made)
    flow = Flow(
        say("Whom to tell what became of their idea"),
        about,
        locale=locale,
    )
    flow.text(
        say("This list names people. Destroy it once they are told."),
        bold=True,
    )
    if not people:
        flow.text(say("Nobody asked to be told."))
    for idea, name, reach, told in people:
        _person(flow, idea, name, reach, told)
    return flow.pdf()


def _person(
    flow: Flow,
    idea: Proposal,
    name: str,
    reach: str,
    told: Sequence[date],
) -> None:
    flow.heading(say("{number}. {title}", number=idea.number, title=idea.title))
    flow.said(plain(name), plain(reach))
    if told:
        flow.text(say("Told on {day}", day=Day(told[-1])))
    else:
        flow.to_write(say("Told on"))
