"""The answer of the service, recommendation by recommendation, and what is still overdue."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pbdesk.jury import answer
from pbdesk.jury.answer import GAPS, LETTERS, REPLIES, Answer, Letter, Reminded
from pbdesk.jury.ombudsmen import where_to_go
from pbdesk.jury.remedies import Recommendation
from pbdesk.jury.state import Case
from pbdesk.minutes.entries import spoken
from pbdesk.paper.case.sheets import letter_pdf, response_form_pdf
from pbdesk.ui.pages.case_words import choices, closed_off
from pbdesk.ui.pages.from_form import from_form
from pbdesk.ui.render.blocks import (
    Ask,
    Blocks,
    Buttons,
    Empty,
    Facts,
    Heading,
    Notes,
    Paragraph,
    Press,
    Rule,
    Section,
)
from pbdesk.ui.render.intents import Open, Print
from pbdesk.ui.render.view import Here, Listing, PageSpec, PageView
from pbdesk.ui.shown import ATTENTION, DONE, NOT_STARTED, FieldSpec, Row, Shape
from pbdesk.words import Day, Words, say
from pbdesk.words import Listing as Listed

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("Answer of the service")


def view(state: Case, _people: People | None, here: Here) -> PageView:
    """The recommendations at the left, the chosen one with its answer at the right."""
    off = closed_off(state, _LABEL)
    if off is not None:
        return off
    rows = tuple(_row(state, each) for each in state.remedies.standing)
    keys = {row.key for row in rows}
    chosen = (
        here.chosen
        if here.chosen in keys
        else next((row.key for row in rows), None)
    )
    left = Listing(
        _caption(state),
        _LABEL,
        rows if state.reporting.issued else (),
        chosen=chosen,
        empty=None if state.reporting.issued else _EMPTY,
        foot=_foot(state),
    )
    if state.reporting.issued is None:
        return PageView(left)
    if here.doing == "remind":
        return PageView(
            left,
            (Heading(_LABEL, say("A letter")), _REMIND, *_ombudsman(state)),
        )
    return PageView(left, (*_chosen(state, chosen, here), *_letters(state)))


_EMPTY = Empty(
    say("Nothing to answer yet"),
    say("The service answers once the report is out."),
)


PAGE = PageSpec("caseanswer", _LABEL, view)


def _caption(state: Case) -> Words:
    last = answer.due(state)
    return say("Due by {day}", day=Day(last)) if last else say("Not due yet")


def _foot(state: Case) -> tuple[Press, ...]:
    if state.reporting.issued is None:
        return ()
    form = _response_form(state)
    return (
        Press(say("Record a letter"), Open("remind"), icon="pen-line"),
        Press(say("Print the response form"), form, "quiet", "printer"),
    )


def _response_form(state: Case) -> Print:
    return Print(
        say("Response form"),
        say("Drawing the form"),
        lambda means: response_form_pdf(state, locale=means.locale),
        "response-form.pdf",
    )


def _row(state: Case, each: Recommendation) -> Row:
    shape, told = _standing(state, each)
    number = str(each.number)
    return Row(each.id, spoken(each.words), told, shape=shape, number=number)


def _standing(state: Case, each: Recommendation) -> tuple[Shape, Words]:
    found = state.answers.by_remedy.get(each.id)
    if found is None:
        return NOT_STARTED, say("No answer")
    lacking = answer.gaps(state, each.id)
    if lacking:
        listed = Listed(tuple(GAPS[gap] for gap in lacking))
        return ATTENTION, say(
            "{reply}, without {gaps}",
            reply=REPLIES[found.reply],
            gaps=listed,
        )
    if answer.is_late(state, each.id):
        return DONE, say("{reply}, too late", reply=REPLIES[found.reply])
    return DONE, REPLIES[found.reply]


def _chosen(state: Case, key: str | None, here: Here) -> Blocks:
    each = next(
        (each for each in state.remedies.standing if each.id == key),
        None,
    )
    if each is None:
        return ()
    shape, words = _standing(state, each)
    caption = say(
        "Recommendation {n} to {owner}",
        n=each.number,
        owner=each.owner,
    )
    heading = Heading(caption, spoken(each.words), shape, words)
    found = state.answers.by_remedy.get(each.id)
    if found is None or here.doing == "answer":
        return heading, _answer(state, each)
    more = Press(
        say("They answered again"),
        Open("answer", each.id),
        "quiet",
        "pencil",
    )
    why = (
        (Paragraph(spoken(found.reason), key="why"),)
        if found.reason.text != ""
        else ()
    )
    return heading, _facts(found), *why, Buttons((more,), key="again")


def _facts(found: Answer) -> Facts:
    return Facts(
        (
            (say("Came in"), _on(found.received)),
            (say("Office"), found.owner or _MISSING),
            (say("By when"), _on(found.day) if found.day else _MISSING),
        ),
    )


_MISSING = say("missing")


def _on(day: date) -> Words:
    return say("{day}", day=Day(day))


def _answer(state: Case, each: Recommendation) -> Ask:
    found = state.answers.by_remedy.get(each.id)
    first: dict[str, str | date | None] = {}
    if found is not None:
        first = {
            "reply": found.reply,
            "reason": str(found.reason),
            "owner": found.owner,
        }
        first |= {"day": found.day, "received": found.received}
    return Ask(
        "answer",
        (
            FieldSpec(
                "reply",
                say("Their answer"),
                "radios",
                choices=choices(REPLIES),
                must=say("Choose what they answered."),
            ),
            FieldSpec("received", say("It came in on"), "date"),
            FieldSpec(
                "reason",
                say("Their reason"),
                "paragraph",
                help=say(
                    "Leave empty what they left out: it is recorded as missing.",
                ),
            ),
            FieldSpec("owner", say("Office that sees to it")),
            FieldSpec("day", say("By when"), "date"),
        ),
        from_form(answer.answer),
        say("Record the answer"),
        given={"remedy": each.id},
        first=first,
        cancel=say("Cancel") if found else None,
    )


def _letters(state: Case) -> Blocks:
    letters = state.answers.letters
    if not letters:
        return ()
    return (
        Rule(key="letters"),
        Section(say("Letters"), key="letters"),
        Notes(tuple(_letter(each) for each in letters), key="letters"),
    )


def _letter(each: Reminded) -> tuple[Words, Words]:
    day = Day(date.fromisoformat(each.day))
    return LETTERS[each.letter], say("{to}, {day}", to=each.to, day=day)


def _ombudsman(state: Case) -> Blocks:
    """The letters to print, and where the person may go."""
    received = state.complaint.received
    if received is None:
        return ()
    prints = tuple(
        Press(
            words,
            Print(
                words,
                say("Setting the letter"),
                lambda means, letter=letter: letter_pdf(
                    state,
                    letter,
                    locale=means.locale,
                ),
                f"letter-{letter}.pdf",
            ),
            "quiet",
            "printer",
        )
        for letter, words in _LETTER_PRINTS
    )
    sentences = where_to_go(
        received.country,
        received.kind,
        received.answered,
        received.knew,
    )
    return (
        Buttons(prints, key="prints"),
        Rule(key="ombudsman"),
        Section(say("Where the person may go")),
        *(Paragraph(words, key=f"go/{n}") for n, words in enumerate(sentences)),
    )


_LETTER_PRINTS: tuple[tuple[Letter, Words], ...] = (
    ("reminder", say("Print the reminder")),
    ("escalation", say("Print the letter to whoever stands above")),
    ("ombudsman", say("Print where the person may go")),
)


_REMIND = Ask(
    "remind",
    (
        FieldSpec(
            "letter",
            say("What went out"),
            "radios",
            choices=choices(LETTERS),
            upright=True,
            must=say("Choose what went out."),
        ),
        FieldSpec("to", say("To which office")),
        FieldSpec("day", say("On"), "date"),
    ),
    from_form(answer.remind),
    say("Record it"),
)
