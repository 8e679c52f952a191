"""Scores first: the slips read into one tally, and then what may be shown of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from pbdesk.jury import scores
from pbdesk.jury.scores import TOGETHER
from pbdesk.jury.sitting import too_few
from pbdesk.jury.state import Case
from pbdesk.minutes.decision import Decided, Moment
from pbdesk.paper.case.sheets import slip_pdf
from pbdesk.questions.shown import MOST
from pbdesk.questions.slips import told
from pbdesk.ui.pages.case_words import closed_off
from pbdesk.ui.render.blocks import (
    Ask,
    Blocks,
    Buttons,
    Empty,
    Figures,
    Heading,
    Notes,
    Paragraph,
    Press,
)
from pbdesk.ui.render.intents import Print, To, do
from pbdesk.ui.render.view import Here, PageSpec, PageView, place_or
from pbdesk.ui.shown import ATTENTION, DONE, NOT_STARTED, FieldSpec, Figure
from pbdesk.words import plain, say

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE", "key_slip"]

_LABEL = say("Scores")


def view(state: Case, _people: People | None, _here: Here) -> PageView:
    """The form for the next slip; once all are in, what may be shown."""
    off = closed_off(state, _LABEL)
    if off is not None:
        return off
    if state.scores.done:
        return PageView(
            (
                Heading(
                    say("Shown once"),
                    _LABEL,
                    DONE,
                    say("All slips are in"),
                ),
                *_shown(state),
            ),
        )
    if not state.hearing.over:
        title, sentence = (
            say("Not yet"),
            say("Jurors score once both sides were heard."),
        )
        return PageView(
            (
                Heading(say("Before anybody speaks"), _LABEL, NOT_STARTED),
                Empty(title, sentence),
            ),
        )
    return PageView(
        (Heading(say("Before anybody speaks"), _LABEL), *_keying(state)),
    )


PAGE = PageSpec("scores", _LABEL, view, way=place_or(""))


def _keying(state: Case) -> Blocks:
    keyed, jurors = scores.slips(state), len(state.panel.by_number)
    few = too_few(state)
    if few is not None:
        return (
            Paragraph(few.words, shape=ATTENTION),
            *((Paragraph(few.mend),) if few.mend else ()),
        )
    return (
        Paragraph(
            say(
                "Each juror scores every standard alone, on a slip without a name or number. A "
                "slip is read into one tally and cannot be told from the others later. Nothing "
                "is shown before the last is in. Leave empty what the juror cannot say.",
            ),
        ),
        Figures(
            (
                Figure(
                    say("{n} of {all}", n=keyed, all=jurors),
                    say("slips keyed"),
                ),
            ),
        ),
        *((_ask(state, keyed + 1),) if keyed < jurors else ()),
        Buttons(tuple(_acts(state, keyed)), key="show"),
        Paragraph(TOGETHER, key="together"),
    )


def _acts(state: Case, keyed: int) -> Iterator[Press]:
    """Show the scores, print a slip, or key all of them again."""
    verb = say("Show the middle of all slips")
    show = do(scores.show).then(To(said=say("Shown.")))
    fixed = say(
        "Nobody can tell afterwards whose slip was whose, and none can be changed.",
    )
    yield Press(verb, show.for_good(fixed, verb), icon="lock")
    sheet = Print(
        say("Slip of scores"),
        say("Drawing the slip"),
        lambda means: slip_pdf(state, locale=means.locale),
        "score-slip.pdf",
    )
    yield Press(say("Print a slip"), sheet, "quiet", "printer")
    if keyed:
        again = do(scores.key_again).then(
            To(focus="slip", said=say("Key all of them again.")),
        )
        yield Press(say("Begin again with all slips"), again, "quiet")


def key_slip(state: Case, moment: Moment, **given: int | None) -> Decided:
    """The decision, of what is typed: one score a standard, or nothing."""
    row = [given.get(f"score/{n}") for n in range(len(state.terms.standards))]
    return scores.key_slip(state, moment, scores=row)


def _ask(state: Case, slip: int) -> Ask:
    return Ask(
        "slip",
        _fields(state.terms.standards),
        key_slip,
        say("Key the slip"),
        subject=f"{slip}",
        then=To(focus="score/0", said=say("Keyed.")),
        cancel=None,
    )


@cache
def _fields(standards: tuple[str, ...]) -> tuple[FieldSpec, ...]:
    return tuple(_field(n, each) for n, each in enumerate(standards))


def _field(n: int, standard: str) -> FieldSpec:
    return FieldSpec(
        f"score/{n}",
        plain(standard),
        "number",
        least=0,
        most=MOST,
        across=True,
        personal=True,
    )


def _shown(state: Case) -> Blocks:
    found = told(scores.question(state), state.scores)
    notes = tuple(
        (shown[0][0] if shown else say("Too few could say"), standard)
        for standard, shown in found
    )
    return (
        Paragraph(_MIDDLE),
        Notes(notes),
        Paragraph(TOGETHER, key="together"),
        Paragraph(
            say(
                "Now talk, point by point. Who sees it otherwise speaks first.",
            ),
        ),
    )


_MIDDLE = say(
    "This is the middle of all slips: as many jurors scored lower as higher. Close "
    "means that all are within one step of it.",
)
