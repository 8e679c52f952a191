"""What is handed out before and after a hearing: receipt, order, slip of scores, response form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pbdesk.i18n import Locale
from pbdesk.jury.answer import GAPS, REPLIES, Letter, due, gaps
from pbdesk.jury.asked import SIDES
from pbdesk.jury.bundle import FROM, Bundle, Document, PageAsked
from pbdesk.jury.complaint import Received
from pbdesk.jury.deadlines import STEPS, deadlines
from pbdesk.jury.hearing import PARTS, Part
from pbdesk.jury.ombudsmen import where_to_go
from pbdesk.jury.remedies import Recommendation
from pbdesk.jury.scores import TOGETHER, question
from pbdesk.jury.state import Case
from pbdesk.jury.terms import NEVER
from pbdesk.minutes.entries import spoken
from pbdesk.paper.case.flow import Flow
from pbdesk.paper.slip_of_items import slip_of_items
from pbdesk.paper.whose import name_and_day
from pbdesk.words import Day, Listing, Text, Words, plain, say, several

__all__ = [
    "index_pdf",
    "letter_pdf",
    "order_pdf",
    "receipt_pdf",
    "response_form_pdf",
    "slip_pdf",
    "write_ombudsman",
]

_LARGE = 18.0
_HOW_IT_GOES = (
    say("Both sides have the same time. A clock that everybody sees keeps it."),
    say(
        "What is interpreted takes none of it. More time is for a reason, and for both.",
    ),
    say("Jurors ask through the chair. Nobody is told whose question it was."),
    say("You may have a break whenever you need one; say so, or raise a hand."),
    say("The jury does not decide today. Each juror first judges alone."),
)


def _about(state: Case) -> Words:
    return name_and_day(state.complaint.name, state.complaint.day)


def receipt_pdf(state: Case, *, locale: Locale, large: bool = False) -> bytes:
    """The receipt for the person who complains: what happens next, and by when."""
    size = _LARGE if large else 11
    flow = Flow(
        say("We have your complaint"),
        _about(state),
        locale=locale,
        size=size,
    )
    flow.text(
        say(
            "You told us what went wrong and what would put it right. Any words count; you need "
            "no form and no lawyer. You may bring somebody to support you, an advocate or an "
            "interpreter at every step, and you may be heard in writing.",
        ),
    )
    _what_next(flow, state)
    flow.text(
        say(
            "Then people who use the same service, drawn by lot, hear both sides. They find out "
            "what happened and recommend what should change.",
        ),
    )
    flow.heading(say("If somebody is in danger"))
    flow.text(
        say(
            "Do not wait for us. Call 999, or the council's safeguarding team.",
        ),
    )
    write_ombudsman(flow, state)
    return flow.pdf()


def _what_next(flow: Flow, state: Case) -> None:
    flow.heading(say("What happens next"))
    for each in deadlines(
        state.complaint.days,
        {"received": state.complaint.day},
    ):
        step = STEPS[each.step]
        flow.text(
            say("{step}: by {day}", step=step, day=Day(each.day, weekday=True)),
        )


def write_ombudsman(flow: Flow, state: Case) -> None:
    """Where else the person may go, and until when; nothing before there is a complaint."""
    received = state.complaint.received
    if received is None:
        return
    flow.heading(say("You may also go to an ombudsman"))
    _ways_on(flow, received)


def _ways_on(flow: Flow, received: Received) -> None:
    for sentence in where_to_go(
        received.country,
        received.kind,
        received.answered,
        received.knew,
    ):
        flow.text(sentence)


def letter_pdf(state: Case, letter: Letter, *, locale: Locale) -> bytes:
    """A reminder, a letter to whoever stands above the service, or where the person may go.

    It says what is still owed, and since when. Raises ValueError for the first two before the
    report is out.
    """
    flow = Flow(_LETTERS[letter], _about(state), locale=locale)
    if letter != "ombudsman":
        last = due(state)
        if last is None:
            raise ValueError("the report is not out")
        flow.text(
            say(
                "A jury of people who use your service reported to you. Your answer was due by "
                "{day}. These recommendations are not answered, or not whole:",
                day=Day(last, weekday=True),
            ),
        )
        for each in state.remedies.standing:
            _unanswered(flow, state, each)
        flow.text(
            say(
                "Until then it is shown as overdue, to whoever reads the report and on the wall.",
            ),
        )
    write_ombudsman(flow, state)
    return flow.pdf()


def _unanswered(flow: Flow, state: Case, each: Recommendation) -> None:
    found = state.answers.by_remedy.get(each.id)
    lacking = gaps(state, each.id)
    if found is None:
        flow.said(say("Recommendation {n}", n=each.number), spoken(each.words))
    elif lacking:
        listed = Listing(tuple(GAPS[gap] for gap in lacking))
        flow.said(
            say("Recommendation {n}", n=each.number),
            say("The answer leaves out {gaps}.", gaps=listed),
        )


_LETTERS = {
    "reminder": say("Your answer to the jury is overdue"),
    "escalation": say("A service has not answered its jury"),
    "ombudsman": say("Where else you can go"),
}


def order_pdf(state: Case, *, locale: Locale, large: bool = False) -> bytes:
    """The order of the hearing, the same for both sides. Raises ValueError before it is planned."""
    planned = state.hearing.planned
    if planned is None:
        raise ValueError("no hearing is planned")
    on = Day(date.fromisoformat(planned.day), weekday=True)
    about = say(
        "{day}, {hour}, {place}",
        day=on,
        hour=planned.hour,
        place=planned.place,
    )
    size = _LARGE if large else 11
    flow = Flow(say("Order of the hearing"), about, locale=locale, size=size)
    flow.said(say("The question"), state.terms.question)
    for heading, sentences in _order(state):
        flow.heading(heading)
        for sentence in sentences:
            flow.text(sentence)
    return flow.pdf()


def _order(state: Case) -> Iterator[tuple[Words, Sequence[Text]]]:
    """What is said below which heading."""
    yield (
        say("One after the other"),
        [
            _part(number, part)
            for number, part in enumerate(state.hearing.parts, 1)
        ],
    )
    yield say("How it goes"), _HOW_IT_GOES
    points = [
        plain(f"{number}. {point}")
        for number, point in enumerate(state.terms.points, 1)
    ]
    yield say("What the jury decides on"), points
    cannot = [state.terms.cannot] if state.terms.cannot else []
    yield say("What the jury cannot do"), [*NEVER, *cannot]


def _part(number: int, part: Part) -> Words:
    """A part of the hearing, whose it is, and how long it takes."""
    whose = _whose(part)
    return several(
        "{number}. {what}, {n} minute",
        "{number}. {what}, {n} minutes",
        part.minutes,
        number=number,
        what=whose,
    )


def _whose(part: Part) -> Words:
    whose = PARTS[part.kind]
    if part.side:
        whose = say("{part}: {side}", part=whose, side=SIDES[part.side])
    return whose


def index_pdf(state: Case, *, locale: Locale) -> bytes:
    """What the bundle holds, page by page, and every page that a side asked out with its ruling."""
    bundle = state.bundle
    flow = Flow(say("Index of the bundle"), _about(state), locale=locale)
    flow.text(
        say(
            "Both sides and every juror have these pages under the same numbers. Names are taken "
            "out and roles stand in their place.",
        ),
    )
    flow.heading(say("Documents"))
    for number, each in enumerate(bundle.documents, 1):
        _document(flow, number, each, bundle)
    if bundle.asked:
        flow.heading(say("Pages asked out"))
    for asked in bundle.asked.values():
        _asked_out(flow, bundle, asked)
    return flow.pdf()


def _document(flow: Flow, number: int, each: Document, bundle: Bundle) -> None:
    title = say("{n}. {title}", n=number, title=spoken(each.title))
    pages = _pages(bundle.first_page(each.id), each.pages)
    flow.said(
        say("{pages}: {source}", pages=pages, source=FROM[each.source]),
        title,
    )


def _asked_out(flow: Flow, bundle: Bundle, asked: PageAsked) -> None:
    said = say(
        "Page {n}, asked by {side}",
        n=bundle.number(asked),
        side=SIDES[asked.side],
    )
    flow.said(said, spoken(asked.reason))
    flow.text(_ruled(asked.out), bold=True)
    if asked.out is not None:
        flow.text(spoken(asked.ruling))


def _pages(first: int, pages: int) -> Words:
    """The page on which a document stands, or the first and the last."""
    if pages == 1:
        return say("page {n}", n=first)
    return say("pages {first} to {last}", first=first, last=first + pages - 1)


def _ruled(out: bool | None) -> Words:  # noqa: FBT001  what was ruled, None where nothing was
    """What was ruled about a page that a side asked out."""
    if out is None:
        return say("Not ruled on")
    return say("It is not read.") if out else say("It stays.")


def slip_pdf(state: Case, *, locale: Locale) -> bytes:
    """The slip on which a juror scores alone. It bears no name and no number of a juror."""
    return slip_of_items(
        question(state).items,
        question=say("My own view, before we talk"),
        name=state.complaint.name,
        day=state.complaint.day,
        locale=locale,
        rehearsal=state.complaint.rehearsal,
        lead=(
            say(
                "One cross for each standard. Fold the slip and put it into the box. Nobody is "
                "told what you wrote: only the middle of all slips is shown, and whether they are "
                "close.",
            ),
            TOGETHER,
        ),
    )


def response_form_pdf(state: Case, *, locale: Locale) -> bytes:
    """The form on which the service answers. Raises ValueError before the report is out."""
    last = due(state)
    if last is None:
        raise ValueError("the report is not out")
    flow = Flow(say("The answer of the service"), _about(state), locale=locale)
    flow.text(
        say(
            "Please answer every recommendation by {day}. Where you do not accept one, or not "
            "whole, say why. An answer without a reason, an office or a day is shown as such.",
            day=Day(last, weekday=True),
        ),
    )
    for each in state.remedies.standing:
        flow.heading(say("Recommendation {n}", n=each.number))
        flow.text(spoken(each.words))
        asked = say(
            "Asked of {owner}, by {day}.",
            owner=each.owner,
            day=Day(each.day),
        )
        flow.text(asked)
        flow.ticks(say("Your answer"), list(REPLIES.values()))
        flow.to_write(say("Reason"), 2)
        flow.to_write(say("Office that sees to it"))
        flow.to_write(say("By when"))
    flow.to_write(say("For the service: office, signature, day"), 2)
    return flow.pdf()
