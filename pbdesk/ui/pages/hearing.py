"""The hearing: its order, who has the floor and how long, questions, adjournments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from pbdesk.jury import hearing
from pbdesk.jury.asked import SIDES
from pbdesk.jury.hearing import HELP, PARTS, Part, part_id
from pbdesk.jury.state import Case
from pbdesk.minutes.entries import spoken
from pbdesk.paper.case.sheets import order_pdf
from pbdesk.ui.pages.case_words import SIDE, choices, closed_off
from pbdesk.ui.pages.from_form import from_form
from pbdesk.ui.render.blocks import (
    Ask,
    Block,
    Blocks,
    Buttons,
    Facts,
    Heading,
    Notes,
    Own,
    Paragraph,
    Press,
    Rows,
    Section,
)
from pbdesk.ui.render.intents import InRoom, Open, Print, To, do
from pbdesk.ui.render.view import Here, PageSpec, PageView, place_or
from pbdesk.ui.shown import (
    ATTENTION,
    DONE,
    NOT_STARTED,
    UNDER_WAY,
    FieldSpec,
    Labelled,
    Row,
    Shape,
    Text,
)
from pbdesk.words import Day, Words, say

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("Hearing")


def view(state: Case, _people: People | None, here: Here) -> PageView:
    """The order at the left, what happens at the right."""
    off = closed_off(state, _LABEL)
    if off is not None:
        return off
    planned = state.hearing.planned
    if planned is None or here.doing == "plan":
        return PageView((_heading(state), _plan(state)))
    left = (
        _heading(state),
        _where(state),
        _order(state),
        Buttons(tuple(_prints(state))),
    )
    return PageView(left, (*_floor(state), *_room(state, here)), back=_LABEL)


PAGE = PageSpec("hearing", _LABEL, view, share="form", way=place_or("list"))


def _heading(state: Case) -> Heading:
    shape, words = _standing(state)
    return Heading(say("Both sides, the same time"), _LABEL, shape, words)


def _standing(state: Case) -> tuple[Shape, Words]:
    found = state.hearing
    if found.over:
        return DONE, say("Both sides were heard")
    if found.adjourned:
        return ATTENTION, say(
            "Adjourned until {day}",
            day=Day(found.adjournments[-1].until),
        )
    if state.floor.by_item:
        return UNDER_WAY, say("Under way")
    return NOT_STARTED, say("Planned") if found.planned else say("Not planned")


def _where(state: Case) -> Block:
    planned = state.hearing.planned
    if planned is None:
        return Facts(())
    on = Day(date.fromisoformat(planned.day), weekday=True)
    facts = (
        (say("Day"), say("{day}", day=on)),
        (say("Hour"), planned.hour),
        (say("Place"), planned.place),
    )
    return Facts(facts)


def _order(state: Case) -> Block:
    parts = enumerate(state.hearing.parts, 1)
    return Rows(say("Order"), tuple(_row(state, n, part) for n, part in parts))


def _row(state: Case, number: int, part: Part) -> Row:
    item, now = part_id(number), state.floor.now
    shape = DONE if state.floor.over(item) else NOT_STARTED
    if now is not None and now.item == item:
        shape = UNDER_WAY
    sub: Text = SIDES[part.side] if part.side else ""
    minutes = say("{n} min", n=part.minutes)
    return Row(
        f"{number}",
        PARTS[part.kind],
        sub,
        minutes,
        shape=shape,
        number=f"{number}",
    )


def _prints(state: Case) -> Iterator[Press]:
    if not state.floor.by_item:
        yield Press(say("Change"), Open("plan"), "quiet", "pencil")
    for words, name, large in (
        (say("Print the order"), "order-of-hearing.pdf", False),
        (say("Large print"), "order-of-hearing-large.pdf", True),
    ):
        sheet = Print(
            say("Order of the hearing"),
            say("Drawing the order"),
            lambda means, large=large: order_pdf(
                state,
                locale=means.locale,
                large=large,
            ),
            name,
        )
        yield Press(words, sheet, "quiet", "printer")
    yield Press(
        say("Show the order in the room"),
        InRoom("hearing"),
        "quiet",
        "monitor",
    )
    yield Press(say("Quiet screen"), InRoom("quiet"), "quiet", "eye-off")


def _floor(state: Case) -> Blocks:
    """Who speaks, the clock, and what comes next."""
    found = state.hearing
    if found.over:
        return ()
    if found.adjourned:
        last = found.adjournments[-1]
        resume = Press(
            say("Go on with the hearing"),
            do(hearing.resume),
            icon="play",
        )
        return (
            Section(say("Adjourned")),
            Paragraph(spoken(last.reason)),
            Buttons((resume,), key="resume"),
        )
    return Own("hearingclock"), Buttons(_next(state), key="next")


def _next(state: Case) -> tuple[Press, ...]:
    parts = state.hearing.parts
    now = state.floor.now
    if now is not None:
        return ()
    waiting = (
        n for n in range(1, len(parts) + 1) if not state.floor.begun(part_id(n))
    )
    number = next(waiting, None)
    verb = say("End the hearing")
    finish = do(hearing.finish).then(To(said=say("The hearing is over.")))
    if number is None:
        return (Press(verb, finish, "primary"),)
    part = parts[number - 1]
    what = PARTS[part.kind]
    words = (
        say("Begin: {part}, {side}", part=what, side=SIDES[part.side])
        if part.side
        else say("Begin: {part}", part=what)
    )
    begin = do(hearing.let_speak, part=number).then(To(focus="hearingclock"))
    return Press(words, begin, "primary", "play"), Press(verb, finish, "quiet")


_OFFERED = {
    "ask": say("A question, as the chair puts it"),
    "help_side": say("Somebody sits with a side"),
    "in_writing": say("A side is heard in writing"),
    "give_more": say("More time for both sides"),
    "adjourn": say("Adjourn"),
}


def _room(state: Case, here: Here) -> Blocks:
    found = state.hearing
    asked = tuple(
        (SIDES[each.side], spoken(each.words)) for each in found.questions
    )
    inside = tuple((SIDES[each.side], HELP[each.help]) for each in found.help)
    blocks = (
        *_noted(say("Questions through the chair"), asked, "asked"),
        *_noted(say("In the room"), inside, "inside"),
    )
    if found.over or found.adjourned:
        return blocks
    if here.doing in _FORMS:
        return (
            Section(_OFFERED[here.doing], key=here.doing),
            _FORMS[here.doing],
            *blocks,
        )
    acts = tuple(
        Press(words, Open(name), "quiet") for name, words in _OFFERED.items()
    )
    rule = say(
        "Both sides have the same time. What one side leaves is not given to the other.",
    )
    return Buttons(acts, key="acts"), *blocks, Paragraph(rule, key="rule")


def _noted(
    title: Words,
    notes: Labelled,
    key: str,
) -> Blocks:
    if not notes:
        return ()
    return Section(title, key=key), Notes(notes, key=key)


def _plan(state: Case) -> Ask:
    planned = state.hearing.planned
    first = {"minutes": 20, "questions": 15, "closing": 5, "pause": 15}
    if planned is not None:
        first |= {
            "day": date.fromisoformat(planned.day),
            "hour": planned.hour,
            "place": planned.place,
        }
    return Ask(
        "plan",
        (
            FieldSpec("day", say("Day"), "date"),
            FieldSpec("hour", say("Hour"), placeholder="18:30"),
            FieldSpec(
                "place",
                say("Place"),
                help=say("Neutral, with a room to wait in."),
            ),
            FieldSpec(
                "minutes",
                say("Minutes for each account"),
                "number",
                least=1,
                most=120,
            ),
            FieldSpec(
                "questions",
                say("Minutes for questions"),
                "number",
                least=1,
                most=120,
            ),
            FieldSpec(
                "closing",
                say("Minutes for the last word"),
                "number",
                least=0,
                most=60,
            ),
            FieldSpec(
                "pause",
                say("Minutes of the break"),
                "number",
                least=0,
                most=120,
            ),
        ),
        from_form(hearing.plan),
        say("Record the plan"),
        first=first,
        cancel=say("Cancel") if planned else None,
    )


_ASK = Ask(
    "ask",
    (SIDE, FieldSpec("words", say("The question"), "paragraph")),
    from_form(hearing.ask),
    say("Note it"),
)
_HELP = Ask(
    "help_side",
    (
        SIDE,
        FieldSpec(
            "help",
            say("Who sits with them"),
            "radios",
            choices=choices(HELP),
            must=say("Choose who."),
        ),
    ),
    from_form(hearing.help_side),
    say("Note it"),
)
_WRITING = Ask(
    "in_writing",
    (SIDE,),
    from_form(hearing.in_writing),
    say("Note it"),
)
_MORE = Ask(
    "give_more",
    (
        FieldSpec(
            "minutes",
            say("Minutes for each side"),
            "number",
            least=1,
            most=120,
        ),
        FieldSpec("why", say("Reason, for both sides"), "paragraph"),
    ),
    from_form(hearing.give_more),
    say("Give it to both"),
)
_ADJOURN = Ask(
    "adjourn",
    (
        FieldSpec("until", say("Until"), "date"),
        FieldSpec("reason", say("Reason, for both sides"), "paragraph"),
    ),
    from_form(hearing.adjourn),
    say("Adjourn"),
)
_FORMS = {each.key: each for each in (_ASK, _HELP, _WRITING, _MORE, _ADJOURN)}
