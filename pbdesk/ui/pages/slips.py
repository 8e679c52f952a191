"""Slips: the answers without a name are added up by hand and typed in once, never one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from pbdesk.app.jobs.sheets import poll_slips
from pbdesk.assembly.state import Assembly
from pbdesk.minutes.decision import Decided, Moment
from pbdesk.minutes.entries import Id
from pbdesk.questions import sheet
from pbdesk.questions import slips as added
from pbdesk.questions.count import count_open
from pbdesk.questions.items import Item
from pbdesk.questions.sheet import BallotLine
from pbdesk.questions.shown import FEWEST
from pbdesk.questions.slips import LEAST, came_in, told
from pbdesk.questions.terms import called
from pbdesk.ui.pages.answered import spread
from pbdesk.ui.render.blocks import (
    Ask,
    Bars,
    Block,
    Blocks,
    Buttons,
    Empty,
    Heading,
    Paragraph,
    Press,
    Section,
)
from pbdesk.ui.render.intents import Go, Print, To, do
from pbdesk.ui.render.view import Here, PageSpec, PageView
from pbdesk.ui.shown import NOT_STARTED, SEALED, BarLine, FieldSpec
from pbdesk.words import as_words, plain, say

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE", "release", "release_items"]

_LABEL = say("Slips")
_MOST = 100_000


def view(state: Assembly, _people: People | None, _here: Here) -> PageView:
    """The totals to fill in, or what was released."""
    early = _early(state)
    if early is not None:
        return PageView((Heading("", _LABEL), early))
    asked = Paragraph(plain(state.terms.wording), role="lead", key="asked")
    if state.terms.of.items:
        return _of_items(state, asked)
    if state.slips.released is not None:
        return PageView((*_released(state, asked), *_onward(state)))
    heading = Heading(say("Not added up yet"), _LABEL, NOT_STARTED)
    return PageView(
        (heading, asked, _LEAD, Buttons((_printing(state),)), _ask(state)),
    )


def _way(state: Assembly, target: str | None) -> To:
    if state.terms.of.items or state.slips.released is None:
        return To(focus=target or "slips")
    return To(focus="count_open")


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
            say(
                "Its rules say how it is answered. Choose another question in the list.",
            ),
            Press(
                say("Go to the questions"),
                Go("question"),
                icon="arrow-right",
            ),
            key="way",
        )
    if not state.rulebook.sealed:
        return Empty(
            say("The rules are not sealed"),
            say("Slips go round once everybody can know what follows."),
            Press(
                say("Go to the rulebook"),
                Go("rulebook"),
                icon="arrow-right",
            ),
            key="rules",
        )
    if state.sheet.drawn_up or state.terms.of.items:
        return None
    ready = do(sheet.draw_up).then(
        To(focus="slips.pdf", said=say("The slips can be printed.")),
    )
    return Empty(
        say("No slip is printed yet"),
        say(
            "The slip has the question and its answers, and no number and no name.",
        ),
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


def release(state: Assembly, moment: Moment, **counts: int | None) -> Decided:
    """The decision, of what is typed: an empty field is nobody."""
    given = {
        name.partition("/")[2]: n for name, n in counts.items() if n is not None
    }
    return added.release(state, moment, answers=given)


def _ask(state: Assembly) -> Ask:
    count = do(count_open).then(To(focus="result/", said=say("Added up.")))
    return Ask(
        "slips",
        _fields(state.sheet.lines),
        release,
        say("Put the totals in the record"),
        then=To(also=count),
        cancel=None,
        final=_ONCE,
        icon="lock",
    )


_ONCE = say(
    "The totals stand as they are typed, once and for good: from a second figure somebody "
    "could find out a single answer.",
)


# A slip with several items


def _of_items(state: Assembly, asked: Paragraph) -> PageView:
    """The totals of each item to fill in, or what is told of them once and for good."""
    if state.slips.done:
        least = FEWEST if state.terms.kind == "score" else LEAST
        came = Paragraph(came_in(state.slips.came, least), key="told")
        heading = Heading(
            say("In the record, once and for good"),
            _LABEL,
            SEALED,
        )
        return PageView((heading, asked, came, *_drawn(state)))
    scored = state.terms.kind == "score"
    lead = _LEAD_OF_SCORES if scored else _LEAD_OF_ITEMS
    heading = Heading(say("Not added up yet"), _LABEL, NOT_STARTED)
    return PageView(
        (heading, asked, lead, Buttons((_printing(state),)), _ask_items(state)),
    )


_LEAD_OF_ITEMS = Paragraph(
    say(
        "It is asked on a slip of its own, dropped into a box of its own, and never laid beside a "
        "ballot or a name. Add each column up by hand and type the totals. Answers given by fewer "
        "than {n} are taken together before anything is recorded.",
        n=LEAST,
    ),
    key="how",
)
_LEAD_OF_SCORES = Paragraph(
    say(
        "Everybody scores alone on a slip, before anybody speaks. Add each column up by hand and "
        "type the totals. Of fewer than {n} scores nothing is told, else the middle alone.",
        n=FEWEST,
    ),
    key="how",
)


def _drawn(state: Assembly) -> Iterator[Block]:
    """Each item with what is told of it, its answers as bars of all slips that came in.

    None of those that too few answered; of a score the middle in words.
    """
    for label, answers in told(state.terms, state.slips):
        bars = tuple(
            BarLine(words, say("{n}", n=n), n, whole=state.slips.came)
            for words, n in answers
            if n is not None
        )
        if answers:
            yield Section(label)
        if bars:
            yield Bars(bars)
        yield from (Paragraph(words) for words, n in answers if n is None)


def _columns[T](groups: Sequence[tuple[T, int]]) -> tuple[tuple[T, ...], ...]:
    """In up to three columns of about the same height, as they are read; each with its lines."""
    columns: list[list[T]] = [[]]
    whole, above = sum(lines + 1 for _, lines in groups), 0
    for group, lines in groups:
        middle = above + (lines + 1) / 2
        if (
            columns[-1]
            and len(columns) < 3
            and middle > whole * len(columns) / 3
        ):
            columns.append([])
        columns[-1].append(group)
        above += lines + 1
    return tuple(tuple(each) for each in columns)


def release_items(
    state: Assembly,
    moment: Moment,
    *,
    slips: int | None,
    **counts: int | None,
) -> Decided:
    """The decision, of what is typed: an empty field is nobody."""
    given = {name: n for name, n in counts.items() if n is not None}
    return added.release_items(state, moment, slips=slips or 0, counts=given)


def _ask_items(state: Assembly) -> Ask:
    return Ask(
        "slips",
        tuple(_item_fields(state.terms.items)),
        release_items,
        say("Put the totals in the record"),
        then=_added_up,
        cancel=None,
        final=say(
            "The totals stand as they are typed, once and for good: from a second figure somebody "
            "could find out a single answer.",
        ),
        icon="lock",
    )


def _added_up(state: Assembly) -> To:
    """Leads on, for who typed the totals knows them; the middle of scores nobody knows yet."""
    if state.terms.kind == "score":
        return To(said=say("Recorded."))
    return To(said=came_in(state.slips.came, LEAST), onward=True)


def _item_fields(items: Mapping[Id, Item]) -> Iterator[FieldSpec]:
    """How many slips, then a number for each answer, item by item."""
    yield FieldSpec(
        "slips",
        say("Slips in the box"),
        "number",
        least=0,
        most=_MOST,
        personal=True,
    )
    columns = _columns(
        [(name, len(item.answers)) for name, item in items.items()],
    )
    begins = {column[0] for column in columns}
    for name, item in items.items():
        for place, (answer, words) in enumerate(item.answers.items()):
            yield FieldSpec(
                f"{name}/{answer}",
                as_words(words),
                "number",
                least=0,
                most=_MOST,
                across=True,
                personal=True,
                heard=say("{item}: {answer}", item=item.label, answer=words),
                section=as_words(item.label) if place == 0 else "",
                column=place == 0 and name in begins,
            )


@cache
def _fields(lines: tuple[BallotLine, ...]) -> tuple[FieldSpec, ...]:
    return tuple(_field(line) for line in lines)


def _field(line: BallotLine) -> FieldSpec:
    return FieldSpec(
        f"answer/{line.project}",
        called(line.project, line.title),
        "number",
        least=0,
        most=_MOST,
        across=True,
        personal=True,
    )


def _released(state: Assembly, asked: Paragraph) -> Blocks:
    heading = Heading(say("In the record, once and for good"), _LABEL, SEALED)
    found = state.slips.released
    came = came_in(sum(found.answers.values()) if found else 0, LEAST)
    return (heading, asked, Paragraph(came, key="told"), *spread(state))


def _onward(state: Assembly) -> Blocks:
    onward = _TO_THE_ANSWER
    if state.count.counted is None:
        onward = Press(say("Work out the answer"), do(count_open))
    return (Buttons((onward,), key="onward"),)


_TO_THE_ANSWER = Press(
    say("Go to what came out"),
    Go("result"),
    icon="arrow-right",
    after=True,
)
