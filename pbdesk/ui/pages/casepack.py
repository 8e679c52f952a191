"""The public pack of a case: what goes into it, who signed it, to whom it was given."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from pbdesk.jury.report import EDITIONS
from pbdesk.jury.state import SIGNERS, Case
from pbdesk.minutes import handover
from pbdesk.ui.pages.case_words import closed_off
from pbdesk.ui.pages.from_form import from_form
from pbdesk.ui.render.blocks import (
    Ask,
    Blocks,
    Empty,
    Facts,
    Heading,
    Notes,
    Own,
    Paragraph,
    Rule,
)
from pbdesk.ui.render.view import Here, PageSpec, PageView, place_or
from pbdesk.ui.shown import (
    DONE,
    NOT_STARTED,
    UNDER_WAY,
    FieldSpec,
    Labelled,
    Shape,
)
from pbdesk.words import Clock, Day, Words, say

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("Pack")


def view(state: Case, _people: People | None, _here: Here) -> PageView:
    """What stands in it, the work, and the signatures."""
    off = closed_off(state, _LABEL)
    if off is not None:
        return off
    shape, words = _standing(state)
    heading = Heading(
        say("For the public, without names"),
        _LABEL,
        shape,
        words,
    )
    if state.reporting.issued is None:
        title, sentence = (
            say("Not yet"),
            say("A pack is made once the report is out."),
        )
        return PageView((heading, Empty(title, sentence)))
    return PageView(
        (heading, *_contents(state), Own("casepack"), *_after(state)),
    )


PAGE = PageSpec("casepack", _LABEL, view, way=place_or("casepack"))


def _standing(state: Case) -> tuple[Shape, Words]:
    found = state.handover
    if found.to:
        return DONE, say("Handed over")
    if found.made:
        return UNDER_WAY, say("{n} of 2 have signed", n=len(found.signatures))
    return NOT_STARTED, say("Not made")


def _contents(state: Case) -> Blocks:
    return (
        Paragraph(
            say(
                "The pack holds the edition that was let out, and the public record. Everything "
                "in it is searched for every name on the list before it is written.",
            ),
        ),
        Facts(((say("Edition"), EDITIONS[state.reporting.edition]),)),
    )


def _after(state: Case) -> Blocks:
    found = state.handover
    if not found.made:
        return ()
    signed = {who: at for who, _, at in found.signatures}
    notes: Labelled = tuple(
        (role, _signed(signed.get(who))) for who, role in SIGNERS.items()
    )
    facts: Labelled = (
        (say("File"), found.file),
        (say("Pack code"), " ".join(found.code)),
    )
    give = Ask(
        "handed_over",
        (
            FieldSpec(
                "to",
                say("Given to"),
                help=say("An office; name no person."),
            ),
        ),
        from_form(handover.handed_over),
        say("Record it"),
        cancel=None,
    )
    given = Paragraph(say("Given to {to}.", to=found.to)) if found.to else give
    return Rule(), Facts(facts, key="made"), Notes(notes), given


def _signed(at: datetime | None) -> Words:
    if at is None:
        return say("Has not signed")
    return say("Signed on {day} at {time}", day=Day(at.date()), time=Clock(at))
