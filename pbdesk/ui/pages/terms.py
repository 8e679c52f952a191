"""Terms of reference: what the jury is asked, by what it judges, and what it cannot do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbdesk.jury import terms
from pbdesk.jury.state import Case
from pbdesk.jury.terms import NEVER
from pbdesk.ui.pages.case_words import closed_off, to_form
from pbdesk.ui.pages.from_form import from_form
from pbdesk.ui.render.blocks import (
    Ask,
    Blocks,
    Buttons,
    Heading,
    Notes,
    Numbered,
    Paragraph,
    Press,
    Section,
)
from pbdesk.ui.render.intents import Open, To, do
from pbdesk.ui.render.view import Here, PageSpec, PageView
from pbdesk.ui.shown import NOT_STARTED, SEALED, UNDER_WAY, FieldSpec, Shape
from pbdesk.words import Clock, Day, Words, say

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("Terms of reference")


def view(state: Case, _people: People | None, here: Here) -> PageView:
    """The form, or the terms as they stand."""
    off = closed_off(state, _LABEL)
    if off is not None:
        return off
    if not state.terms.points or here.doing == "word":
        return PageView((_heading(state), _ask(state)), _never())
    return PageView((_heading(state), *_terms(state)), _never())


PAGE = PageSpec("terms", _LABEL, view, share="form", way=to_form)


def _heading(state: Case) -> Heading:
    return Heading(say("The same for both sides"), _LABEL, *_standing(state))


def _standing(state: Case) -> tuple[Shape, Words]:
    sealed = state.terms.sealed
    if sealed:
        day, time = Day(sealed.date()), Clock(sealed)
        return SEALED, say("Sealed on {day} at {time}", day=day, time=time)
    if state.terms.points:
        return UNDER_WAY, say("Not sealed")
    return NOT_STARTED, say("Not worded")


def _terms(state: Case) -> Blocks:
    found = state.terms
    seal = do(terms.seal).then(To(said=say("Sealed.")))
    verb = say("Seal the terms")
    acts = (
        Press(
            verb,
            seal.for_good(say("The terms then stay as they are now."), verb),
            icon="lock",
        ),
        Press(say("Change"), Open("word"), "quiet", "pencil"),
    )
    return (
        Notes(((say("Question"), found.question), (say("Remit"), found.remit))),
        Section(say("Points to decide on"), key="points"),
        Numbered(found.points, key="points"),
        Section(say("Standards to judge by"), key="standards"),
        Numbered(found.standards, key="standards"),
        *(() if found.sealed else (Buttons(acts),)),
    )


def _never() -> Blocks:
    cannot = tuple(
        Paragraph(each, key=f"never/{n}") for n, each in enumerate(NEVER)
    )
    return Section(say("What the jury cannot do")), *cannot


def _ask(state: Case) -> Ask:
    found = state.terms
    return Ask(
        "word",
        (
            FieldSpec(
                "question",
                say("The question"),
                "paragraph",
                help=say("What it is to find out."),
            ),
            FieldSpec(
                "remit",
                say("What it may recommend, and to whom"),
                "paragraph",
            ),
            FieldSpec(
                "points",
                say("Points to decide on, one a line"),
                "paragraph",
                rows=4,
            ),
            FieldSpec(
                "standards",
                say("Standards to judge by, one a line"),
                "paragraph",
                rows=4,
                help=say(
                    "From the law, the contract or the service's own promises.",
                ),
            ),
            FieldSpec("cannot", say("What it cannot do besides"), "paragraph"),
        ),
        from_form(terms.word),
        say("Record the terms"),
        first={
            "question": found.question,
            "remit": found.remit,
            "points": "\n".join(found.points),
            "standards": "\n".join(found.standards),
            "cannot": found.cannot,
        },
        cancel=say("Cancel") if found.points else None,
    )
