"""Slips: the answers without a name are added up by hand and typed in once, never one by one."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pbdesk.app.jobs.sheets import poll_slips
from pbdesk.assembly.state import Assembly
from pbdesk.minutes.decision import Moment, Refusal, Writing
from pbdesk.questions import sheet, slips
from pbdesk.questions.count import count_open
from pbdesk.questions.sheet import BallotLine
from pbdesk.questions.slips import LEAST
from pbdesk.questions.terms import called
from pbdesk.ui.pages.answered import spread
from pbdesk.ui.render.blocks import Ask, Block, Buttons, Empty, Heading, Paragraph, Press
from pbdesk.ui.render.intents import Go, Print, To, do
from pbdesk.ui.render.view import Here, PageSpec, PageView
from pbdesk.ui.shown import NOT_STARTED, SEALED, FieldSpec
from pbdesk.words import plain, say, several

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE", "release"]

_LABEL = say("Slips")
_MOST = 100_000


def view(state: Assembly, _people: People | None, _here: Here) -> PageView:
    """The totals to fill in, or what was released."""
    early = _early(state)
    if early is not None:
        return PageView((Heading("", _LABEL), early))
    asked = Paragraph(plain(state.terms.wording), role="lead", key="asked")
    if state.slips.released is not None:
        return PageView((*_released(state, asked), *_onward(state)))
    heading = Heading(say("Not added up yet"), _LABEL, NOT_STARTED)
    return PageView((heading, asked, _LEAD, Buttons((_printing(state),)), _ask(state)))


def _way(state: Assembly, target: str | None) -> To:
    return To(focus=target or "slips" if state.slips.released is None else "count_open")


PAGE = PageSpec("slips", _LABEL, view, way=_way)

_LEAD = Paragraph(
    say(
        "Everybody gets a slip, crosses one answer and drops it into a box of its own. Two people "
        "add the answers up and type the totals: no slip is typed by itself, so nobody can be "
        "found again. Below {n} slips nothing of them is told.",
        n=LEAST,
    ),
    key="how",
)


def _early(state: Assembly) -> Block | None:
    """Why no slip goes round yet."""
    if state.terms.way != "slip":
        return Empty(
            say("This question is not answered on slips"),
            say("Its rules say how it is answered. Choose another question in the list."),
            Press(say("Go to the questions"), Go("question"), icon="arrow-right"),
            key="way",
        )
    if not state.rulebook.sealed:
        return Empty(
            say("The rules are not sealed"),
            say("Slips go round once everybody can know what follows."),
            Press(say("Go to the rulebook"), Go("rulebook"), icon="arrow-right"),
            key="rules",
        )
    if state.sheet.drawn_up:
        return None
    ready = do(sheet.draw_up).then(To(focus="slips.pdf", said=say("The slips can be printed.")))
    return Empty(
        say("No slip is printed yet"),
        say("The slip has the question and its answers, and no number and no name."),
        Press(say("Make the slip"), ready),
        key="ready",
    )


def _printing(state: Assembly) -> Press:
    sheet_ = Print(
        say("Slips"),
        say("Drawing the slips"),
        lambda means: poll_slips(state, means.locale),
        "slips.pdf",
    )
    return Press(say("Print the slips"), sheet_, icon="printer")


def release(state: Assembly, moment: Moment, **counts: int | None) -> Writing | Refusal:
    """The decision, of what is typed: an empty field is nobody."""
    given = {name.partition("/")[2]: n for name, n in counts.items() if n is not None}
    return slips.release(state, moment, answers=given)


def _ask(state: Assembly) -> Ask:
    count = do(count_open).then(To(focus="result/", said=say("Added up.")))
    return Ask(
        "slips",
        _fields(state.sheet.lines),
        release,
        say("Put the totals in the record"),
        then=To(also=count),
        cancel=None,
        final=say(
            "The totals stand as they are typed, once and for good: from a second figure somebody "
            "could find out a single answer."
        ),
        icon="lock",
    )


@cache
def _fields(lines: tuple[BallotLine, ...]) -> tuple[FieldSpec, ...]:
    return tuple(
        FieldSpec(
            f"answer/{line.project}",
            called(line.project, line.title),
            "number",
            least=0,
            most=_MOST,
            across=True,
            personal=True,
        )
        for line in lines
    )


def _released(state: Assembly, asked: Paragraph) -> tuple[Block, ...]:
    heading = Heading(say("In the record, once and for good"), _LABEL, SEALED)
    found = state.slips.released
    n = sum(found.answers.values()) if found else 0
    told = say("Fewer than {n} slips came in; nothing of them is told.", n=LEAST)
    if n:
        told = several("{n} slip was added up.", "{n} slips were added up.", n)
    return (heading, asked, Paragraph(told, key="told"), *spread(state))


def _onward(state: Assembly) -> tuple[Block, ...]:
    onward = Press(say("Go to what came out"), Go("result"), icon="arrow-right", after=True)
    if state.count.counted is None:
        onward = Press(say("Work out the answer"), do(count_open))
    return (Buttons((onward,), key="onward"),)
