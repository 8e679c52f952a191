"""Lessons by theme, what became of the advice, and how far jurors agree, from ten cases on."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pbdesk.jury import docket
from pbdesk.jury.agreement import Scores, alpha, interval
from pbdesk.jury.docket import FEWEST_CASES
from pbdesk.jury.state import Jury
from pbdesk.minutes.entries import spoken
from pbdesk.ui.pages.from_form import from_form
from pbdesk.ui.render.blocks import (
    Ask,
    Blocks,
    Figures,
    Heading,
    Notes,
    Paragraph,
    Rule,
    Section,
)
from pbdesk.ui.render.view import Here, PageSpec, PageView, place_or
from pbdesk.ui.shown import FieldSpec, Figure, Labelled
from pbdesk.words import Words, plain, say

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("Lessons")


def view(state: Jury, _people: People | None, _here: Here) -> PageView:
    """What was learnt at the left, the figures at the right."""
    notes: Labelled = tuple(
        (each.theme, spoken(each.words)) for each in state.docket.lessons
    )
    told = (Notes(notes),) if notes else ()
    return PageView(
        (Heading(say("By theme"), _LABEL), *told, _NOTE),
        _figures(state),
        back=_LABEL,
    )


PAGE = PageSpec("lessons", _LABEL, view, share="form", way=place_or("theme"))


def _figures(state: Jury) -> Blocks:
    summed = tuple(state.docket.summed.values())
    figures = tuple(
        Figure(say("{n}", n=n), words)
        for n, words in (
            (len(summed), say("cases summed up")),
            (sum(each.accepted for each in summed), say("accepted")),
            (sum(each.partly for each in summed), say("in part")),
            (sum(each.refused for each in summed), say("refused")),
            (sum(each.late for each in summed), say("answered too late")),
            (sum(each.done for each in summed), say("done")),
        )
    )
    return (
        Section(say("What became of the advice"), key="advice"),
        Figures(figures),
        Rule(key="agree"),
        Section(say("How far jurors agree"), key="agree"),
        Paragraph(_agreement(state), key="agree"),
    )


_TOO_FEW = say(
    "It is shown from {n} cases on. With fewer it would say more about who sat than about "
    "the jury. It compares jurors of one case: to compare juries, they must hear the same "
    "one.",
    n=FEWEST_CASES,
)


def _agreement(state: Jury) -> Words:
    table = docket.agreement(state)
    if table is None:
        return _TOO_FEW
    scores, cases = table
    return _measured(scores, cases, state.rules.id)


@lru_cache(maxsize=4)
def _measured(scores: Scores, cases: int, seed: str) -> Words:
    found, around = alpha(scores, "ordinal"), interval(scores, "ordinal", seed)
    if found is None or around is None:
        return say(
            "All jurors always scored alike: there is nothing to measure.",
        )
    return say(
        "Krippendorff's alpha over {cases} cases: {alpha}, and 95 of 100 draws lie from {low} to "
        "{high}. 1 is full agreement, 0 what chance would give.",
        cases=cases,
        alpha=plain(f"{float(found):.2f}"),
        low=plain(f"{around.low:.2f}"),
        high=plain(f"{around.high:.2f}"),
    )


_NOTE = Ask(
    "note_lesson",
    (
        FieldSpec("theme", say("Theme")),
        FieldSpec(
            "words",
            say("What was learnt"),
            "paragraph",
            help=say("Name no person."),
        ),
    ),
    from_form(docket.note_lesson),
    say("Note it"),
    cancel=None,
)
