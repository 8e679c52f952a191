"""You asked, they answered, this was done: in large print, to hand out and to hang up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pbdesk.assembly.became import STANDS, Became, what_became
from pbdesk.assembly.state import Assembly
from pbdesk.assembly.supplements import last_code
from pbdesk.i18n import Locale
from pbdesk.paper.case.flow import Flow
from pbdesk.words import Day, Words, say

__all__ = ["write_became", "you_asked_pdf"]

_SIZE = 14.0
"""Points: read at arm's length, and on a wall by who stands before it."""


def you_asked_pdf(
    state: Assembly,
    *,
    locale: Locale,
    made: date,
    code: Sequence[str] | None = None,
) -> bytes:
    """Everything that was asked, as it stands on `made`; with the code of the newest pack."""
    about = _as_it_stands(state, made)
    title = say("You asked, they answered, this was done")
    flow = Flow(
        title,
        about,
        locale=locale,
        size=_SIZE,
        code=code or last_code(state),
    )
    every = what_became(state, made)
    if not every:
        flow.text(say("Nothing was asked yet: the result is not declared."))
    for each in every:
        _set(flow, each)
    return flow.pdf()


def _as_it_stands(state: Assembly, made: date) -> Words:
    return say(
        "{name}. As it stands on {day}.",
        name=state.mandate.name,
        day=Day(made),
    )


def _set(flow: Flow, each: Became) -> None:
    """One thing that was asked, with its three parts under it."""
    flow.heading(each.label)
    flow.text(STANDS[each.stands], bold=True)
    write_became(flow, each)
    flow.rule()


def write_became(flow: Flow, became: Became) -> None:
    """What was asked, what was answered and what was done, each under its label."""
    for label, (first, *rest) in (
        (say("You asked"), became.asked),
        (say("They answered"), became.answered),
        (say("This was done"), became.done),
    ):
        flow.said(label, first)
        for sentence in rest:
            flow.text(sentence)
