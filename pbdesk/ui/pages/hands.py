"""Hands: two people count, unseen by each other; both figures stand, unequal they count again.

The figures of whoever counted first are not shown until the second has given theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pbdesk.assembly.state import Assembly
from pbdesk.minutes.decision import Decided, Moment, Refusal
from pbdesk.questions import hands, sheet
from pbdesk.questions.count import count_open
from pbdesk.questions.hands import HandsDiffered, first_count
from pbdesk.questions.staff import named, role
from pbdesk.questions.terms import called
from pbdesk.ui.pages.staffing import by_name, names_in
from pbdesk.ui.render.blocks import (
    Ask,
    Block,
    Blocks,
    Buttons,
    Empty,
    Figures,
    Heading,
    Notes,
    Paragraph,
    Press,
    Section,
    Table,
)
from pbdesk.ui.render.intents import Go, To, do
from pbdesk.ui.render.view import Here, PageSpec, PageView
from pbdesk.ui.shown import (
    ATTENTION,
    DONE,
    NOT_STARTED,
    UNDER_WAY,
    FieldSpec,
    Figure,
    TableColumn,
    TableRow,
)
from pbdesk.words import Words, plain, say

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE", "count_hands"]

_LABEL = say("Hands")
_MOST = 100_000


def view(state: Assembly, people: People | None, _here: Here) -> PageView:
    """The form of whoever counts now; what both counted, once they agree."""
    early = _early(state)
    if early is not None:
        return PageView((Heading("", _LABEL), early))
    onward = say("Counts that differ") if state.hands.differed else ""
    if state.hands.counted is not None:
        return PageView(
            _agreed(state, names_in(people) or {}),
            _differed(state),
            _LABEL,
            onward,
        )
    if state.hands.to_paper:
        return PageView(_to_paper(state), _differed(state), _LABEL, onward)
    return PageView(_counting(state, people), _differed(state), _LABEL, onward)


def _way(state: Assembly, target: str | None) -> To:
    counting = state.hands.counted is None and not state.hands.to_paper
    return To(focus=(target or "by") if counting else "count_open")


PAGE = PageSpec("hands", _LABEL, view, share="form", way=_way)


def _early(state: Assembly) -> Block | None:
    """Why nobody raises a hand yet."""
    if state.terms.way != "hands":
        return Empty(
            say("This question is not answered by hands"),
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
            say("Hands are raised once everybody can know what follows."),
            Press(
                say("Go to the rulebook"),
                Go("rulebook"),
                icon="arrow-right",
            ),
            key="rules",
        )
    if state.sheet.drawn_up:
        return None
    ready = do(sheet.draw_up).then(
        To(focus="by", said=say("Hands can be raised.")),
    )
    return Empty(
        say("Nobody has raised a hand yet"),
        say(
            "Read the question aloud, and say what yes and no mean. Then hands are raised.",
        ),
        Press(say("Begin"), ready),
        key="ready",
    )


# Counting


def _counting(state: Assembly, people: People | None) -> Blocks:
    second = first_count(state.asked) in state.drafts
    asked = Paragraph(plain(state.terms.wording), role="lead", key="asked")
    if second:
        told = say(
            "One person has counted; those figures are put away. Now the second person types what "
            "they counted, without having seen the first.",
        )
        heading = Heading(
            say("The second person"),
            _LABEL,
            UNDER_WAY,
            say("One has counted"),
        )
    else:
        told = say(
            "Two people count the same raised hands, each for themselves, and say nothing. The "
            "first types the figures here, then the second.",
        )
        heading = Heading(
            say("The first person"),
            _LABEL,
            NOT_STARTED,
            say("Not counted"),
        )
    return (
        heading,
        asked,
        Paragraph(told, key="how"),
        _ask(state, people, second=second),
    )


def count_hands(
    state: Assembly,
    moment: Moment,
    *,
    by: str,
    present: int | None,
    **given: int | None,
) -> Decided:
    """The decision, of what is typed: an answer without a figure is not counted yet."""
    fields = {
        f"hand/{line.project}": str(line.project) for line in state.sheet.lines
    }
    gap = next((name for name in fields if given.get(name) is None), None)
    if gap is not None or present is None:
        return Refusal(
            say("This figure is missing."),
            say("Write 0 for none."),
            gap or "present",
        )
    counted = {option: given[name] or 0 for name, option in fields.items()}
    return hands.count_hands(
        state,
        moment,
        by=by,
        hands=counted,
        present=present,
    )


def _ask(state: Assembly, people: People | None, *, second: bool) -> Ask:
    teller = (names_in(people) or {}).get(
        "teller-2" if second else "teller-1",
        "",
    )
    figures = (
        FieldSpec(
            f"hand/{line.project}",
            called(line.project, line.title),
            "number",
            least=0,
            most=_MOST,
            across=True,
            personal=True,
        )
        for line in state.sheet.lines
    )
    return Ask(
        "second" if second else "first",
        (
            FieldSpec("by", say("Who counted"), personal=True),
            *figures,
            FieldSpec(
                "present",
                say("People in the room"),
                "number",
                say("Everybody who may raise a hand, raised or not."),
                least=0,
                most=_MOST,
                personal=True,
            ),
        ),
        by_name(people, count_hands),
        say("Put the count away"),
        first={"by": teller},
        subject=f"{len(state.hands.differed)}",
        then=_after,
        cancel=None,
    )


def _after(state: Assembly) -> To:
    """Once both agree it is counted at once; else on to whoever counts next."""
    if state.hands.counted is not None:
        settle = do(count_open).then(
            To(focus="result/", said=say("Both counted the same.")),
        )
        return To(also=settle)
    if first_count(state.asked) in state.drafts:
        return To(focus="by", said=say("Put away. Now the second person."))
    if state.hands.to_paper:
        if state.hands.tied is not None:
            return To(said=say("The choice is tied: it goes on paper."))
        return To(
            said=say("The counts differ a second time: it goes on paper."),
        )
    return To(
        focus="by",
        said=say("The counts differ. Hands are raised again."),
    )


# What was counted


def _agreed(state: Assembly, names: Mapping[str, str]) -> Blocks:
    found = state.hands.counted
    if found is None:
        return ()
    first, second = map(role, found.by)
    told = named(
        say(
            "{first} and {second} counted the same.",
            first=first,
            second=second,
        ),
        names,
    )
    raised = sum(found.hands.values())
    figures = [
        Figure(
            say("{n}", n=found.hands[str(line.project)]),
            called(line.project, line.title),
        )
        for line in state.sheet.lines
    ]
    room = (
        (say("In the room"), say("{n}", n=found.present)),
        (say("Raised no hand"), say("{n}", n=found.present - raised)),
    )
    return (
        Heading(
            say("Counted by two people"),
            _LABEL,
            DONE,
            say("Both figures agree"),
        ),
        Paragraph(plain(state.terms.wording), role="lead", key="asked"),
        Figures(tuple(figures)),
        Notes(room),
        Paragraph(told, key="by"),
        Buttons((_onward(state),), key="onward"),
    )


def _onward(state: Assembly) -> Press:
    """What comes after the hands were counted."""
    if state.count.counted is None:
        return Press(say("Work out the answer"), do(count_open))
    return Press(_where(state), Go("result"), icon="arrow-right", after=True)


def _where(state: Assembly) -> Words:
    if state.terms.force == "straw":
        return say("Go to what came out")
    return say("Go to the declaration")


def _to_paper(state: Assembly) -> Blocks:
    told = say(
        "Twice the two counts differed. An open vote is not guessed: ask the same as a new "
        "question, on paper. This one stays in the minutes without an answer.",
    )
    if state.hands.tied is not None:
        told = say(
            "Both counted the same, and two options have {n} hands each. No lot decides an open "
            "vote: ask the same as a new question, on paper.",
            n=max(state.hands.tied.hands.values()),
        )
    ask = Press(
        say("Go to the questions"),
        Go("question"),
        icon="arrow-right",
        after=True,
    )
    return (
        Heading(
            say("No answer by hands"),
            _LABEL,
            ATTENTION,
            say("It goes on paper"),
        ),
        Paragraph(told, key="paper"),
        Buttons((ask,), key="paper"),
    )


def _differed(state: Assembly) -> Blocks:
    """Every count that differed, with both figures."""
    if not state.hands.differed:
        return ()
    columns = (
        TableColumn(say("Hands")),
        TableColumn(say("First person")),
        TableColumn(say("Second person")),
    )
    told: list[Block] = [Section(say("Counts that differ"), key="differed")]
    for n, each in enumerate(state.hands.differed, start=1):
        title = say("Count {n}", n=n)
        told.append(
            Table(
                title,
                columns,
                _both(state, each, title),
                key=f"differed-{n}",
            ),
        )
    return tuple(told)


def _both(
    state: Assembly,
    found: HandsDiffered,
    title: Words,
) -> tuple[TableRow, ...]:
    lines = (
        _row(
            called(line.project, line.title),
            found.first[option],
            found.second[option],
        )
        for line in state.sheet.lines
        if (option := str(line.project))
    )
    return (
        TableRow(across=title),
        *lines,
        _row(say("People in the room"), *found.present),
    )


def _row(words: Words, first: int, second: int) -> TableRow:
    counted = (say("{n}", n=n) for n in (first, second))
    return TableRow(words.text, (words, *counted), strong=first != second)
