"""Follow-up at three and six months: what was done, and whether it was put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbdesk.jury import followup
from pbdesk.jury.days import FOLLOW_UPS
from pbdesk.jury.followup import DONE, RIGHT
from pbdesk.jury.state import Case
from pbdesk.minutes.entries import spoken
from pbdesk.ui.pages.case_words import choices, closed_off
from pbdesk.ui.pages.from_form import from_form
from pbdesk.ui.render.blocks import (
    Ask,
    Blocks,
    Buttons,
    Empty,
    Heading,
    Notes,
    Press,
    Section,
)
from pbdesk.ui.render.intents import Open, To, do
from pbdesk.ui.render.view import Here, Listing, PageSpec, PageView, place_or
from pbdesk.ui.shown import DONE as SETTLED
from pbdesk.ui.shown import (
    NOT_STARTED,
    UNDER_WAY,
    Choice,
    FieldSpec,
    Row,
    Shape,
    Text,
)
from pbdesk.words import Day, Words, say

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("Follow-up")


def view(state: Case, _people: People | None, here: Here) -> PageView:
    """Both follow-ups at the left, the chosen one at the right."""
    off = closed_off(state, _LABEL)
    if off is not None:
        return off
    rows = (
        tuple(_row(state, months) for months in FOLLOW_UPS)
        if state.reporting.issued
        else ()
    )
    keys = {row.key for row in rows}
    chosen = here.chosen if here.chosen in keys else _first(state)
    left = Listing(
        say("Was it put right?"),
        _LABEL,
        rows,
        chosen=chosen,
        empty=None if rows else _EMPTY,
        foot=_foot(state),
    )
    if not rows:
        return PageView(left)
    if here.doing == "reopen":
        return PageView(
            left,
            (Heading(_LABEL, say("Re-open the case")), _REOPEN),
        )
    return PageView(left, _chosen(state, int(chosen), here))


_EMPTY = Empty(
    say("Nothing to follow up yet"),
    say("It begins once the report is out."),
)


PAGE = PageSpec("followup", _LABEL, view, way=place_or("list"))


def _first(state: Case) -> str:
    waiting = (
        months for months in FOLLOW_UPS if months not in state.followup.person
    )
    return f"{next(waiting, FOLLOW_UPS[-1])}"


def _foot(state: Case) -> tuple[Press, ...]:
    if state.reporting.issued is None:
        return ()
    close = do(followup.close).then(To(said=say("The case is closed.")))
    shut = Press(say("Close the case"), close, icon="check")
    again = Press(say("Re-open the case"), Open("reopen"), "quiet")
    return (again,) if state.followup.closed else (shut,)


def _row(state: Case, months: int) -> Row:
    day = followup.due(state, months)
    sub = say("Due on {day}", day=Day(day)) if day else say("Not due yet")
    person = state.followup.person.get(months)
    shape: Shape = SETTLED if person else NOT_STARTED
    if person is None and any(at == months for at, _ in state.followup.looked):
        shape = UNDER_WAY
    return Row(f"{months}", say("After {n} months", n=months), sub, shape=shape)


def _chosen(state: Case, months: int, here: Here) -> Blocks:
    person = state.followup.person.get(months)
    words = RIGHT[person.right] if person else say("Not asked yet")
    heading = Heading(_LABEL, say("After {n} months", n=months), state=words)
    notes: list[tuple[Text, Text]] = [
        (_numbered(state, remedy, DONE[looked.done]), spoken(looked.evidence))
        for (at, remedy), looked in state.followup.looked.items()
        if at == months
    ]
    if person is not None and person.words.text != "":
        notes.append((say("The person"), spoken(person.words)))
    told = (Notes(tuple(notes)),) if notes else ()
    if state.followup.closed:
        return heading, *told
    forms = {each.key: each for each in _asks(state, months)}
    if here.doing in forms:
        return (
            heading,
            *told,
            Section(_TITLES[here.doing], key=here.doing),
            forms[here.doing],
        )
    acts = tuple(
        Press(_TITLES[name], Open(name, f"{months}"), "quiet") for name in forms
    )
    return heading, *told, Buttons(acts, key="acts")


def _numbered(state: Case, remedy: str, words: Words) -> Words:
    numbers = {str(each.id): each.number for each in state.remedies.standing}
    return say("{n}: {words}", n=numbers.get(remedy, 0), words=words)


_TITLES = {
    "look": say("Look at a recommendation"),
    "put_right": say("Ask the person"),
}


def _asks(state: Case, months: int) -> tuple[Ask, ...]:
    given, subject = {"months": months}, f"{months}"
    remedies = tuple(
        Choice(
            each.id,
            say("{n}. {words}", n=each.number, words=spoken(each.words)),
        )
        for each in state.remedies.standing
    )
    return (
        Ask(
            "look",
            (
                FieldSpec(
                    "remedy",
                    say("Which recommendation"),
                    "radios",
                    choices=remedies,
                    upright=True,
                    must=say("Choose which."),
                ),
                FieldSpec(
                    "done",
                    say("What was done"),
                    "radios",
                    choices=choices(DONE),
                    must=say("Choose what was done."),
                ),
                FieldSpec("evidence", say("What shows it"), "paragraph"),
            ),
            from_form(followup.look),
            say("Record it"),
            given,
            subject=subject,
        ),
        Ask(
            "put_right",
            (
                FieldSpec(
                    "right",
                    say("Was it put right?"),
                    "radios",
                    choices=choices(RIGHT),
                    upright=True,
                    must=say("Choose what they say."),
                ),
                FieldSpec(
                    "words",
                    say("In their own words"),
                    "paragraph",
                    personal=True,
                ),
            ),
            from_form(followup.put_right),
            say("Record it"),
            given,
            subject=subject,
        ),
    )


_REOPEN = Ask(
    "reopen",
    (FieldSpec("reason", say("Why"), "paragraph"),),
    from_form(followup.reopen),
    say("Re-open the case"),
)
