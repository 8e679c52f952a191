"""What became of it: pick a condition, a matter, a worry or a project, and see its whole way.

At its head in plain words what was asked, answered and done; of everything together a sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from pbdesk.assembly.became import in_a_row
from pbdesk.assembly.state import Assembly
from pbdesk.assembly.way import (
    ALL,
    ENDS,
    End,
    Followed,
    WayStep,
    became_of,
    ended,
    followed,
    hang,
    way,
)
from pbdesk.minutes.entries import Id
from pbdesk.ui.pages.next_begun import next_begun
from pbdesk.ui.render.blocks import (
    Blocks,
    Empty,
    Heading,
    Notes,
    Press,
    Rule,
    Section,
)
from pbdesk.ui.render.intents import LIST, Go, InRoom, Means, Print, To, do
from pbdesk.ui.render.view import Here, Listing, PageSpec, PageView, row_and
from pbdesk.ui.shown import (
    ATTENTION,
    DONE,
    NOT_STARTED,
    REFUSED,
    UNDER_WAY,
    Group,
    Labelled,
    Row,
    Shape,
    Text,
)
from pbdesk.words import Day, Words, say, several

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("What became of it")
_SHOWN = 80
"""Rows of the list; searching finds the others."""

_GROUPS: Mapping[str, Group] = {
    "condition": Group(say("Conditions"), DONE),
    "matter": Group(say("Asked together"), DONE),
    "worry": Group(say("Worries"), DONE),
    "project": Group(say("Projects"), DONE),
}
_SHAPES: Mapping[End, Shape] = {
    "open": UNDER_WAY,
    "again": ATTENTION,
    "unfunded": NOT_STARTED,
    "silent": ATTENTION,
    "answered": UNDER_WAY,
    "kept": DONE,
    "partly": ATTENTION,
    "broken": ATTENTION,
    "refused": REFUSED,
}


def view(state: Assembly, people: People | None, here: Here) -> PageView:
    """The page as it stands; `here.chosen` is the key of what is followed."""
    all_ = followed(state)
    if not all_:
        return PageView((Heading("", _LABEL), _nothing()))
    wanted = here.search.casefold()
    titles = state.subjects
    found = [each for each in all_ if _finds(titles, each, wanted)]
    chosen = next(
        (each for each in all_ if each.key == here.chosen),
        (found or all_)[0],
    )
    listing = Listing(
        several("{n} can be followed", "{n} can be followed", len(all_)),
        _LABEL,
        tuple(_row(state, each) for each in found[:_SHOWN]),
        chosen=chosen.key,
        search=say("Find a worry, a condition or a project"),
        nothing="" if found else say("Nothing is called that."),
        foot=_of_all(state),
    )
    shown = (*_one(state, chosen, here), *_next(state, people))
    return PageView(listing, shown, back=_LABEL)


PAGE = PageSpec("way", _LABEL, view, way=row_and(LIST), whole=True)


def _nothing() -> Empty:
    return Empty(
        say("There is nothing to follow yet"),
        say(
            "Once a table says a worry or asks for a condition, or an idea becomes a project, its "
            "way stands here: what was said, asked, answered, paid and found.",
        ),
        Press(say("Go to the proposals"), Go("proposals"), icon="arrow-right"),
    )


def _finds(titles: Mapping[Id, str], each: Followed, wanted: str) -> bool:
    """Whether its words, its condition or its project hold what is looked for."""
    texts = [str(each.said), titles.get(each.project, "")]
    if each.condition is not None:
        texts.append(str(each.condition.words))
    return any(wanted in text.casefold() for text in texts)


def _row(state: Assembly, each: Followed) -> Row:
    end = ended(state, each)
    return Row(
        each.key,
        each.title,
        ENDS[end],
        shape=_SHAPES[end],
        section=_GROUPS[each.kind],
        number=_number(each),
    )


def _number(each: Followed) -> Text:
    if each.kind != "condition" or each.condition is None:
        return ""
    return say("{n}", n=each.condition.number)


def _of_all(state: Assembly) -> tuple[Press, ...]:
    """What was asked, answered and done, of everything: a sheet and screens of the room."""
    if not state.declared:
        return ()

    def sheet(means: Means) -> bytes:
        from pbdesk.paper.you_asked import you_asked_pdf

        return you_asked_pdf(state, locale=means.locale, made=means.today)

    title = say("You asked, they answered, this was done")
    name = f"you-asked-{state.mandate.id}.pdf"
    drawn = Print(title, say("Setting the sheet"), sheet, name)
    show = do(hang, key=ALL).then(To(also=InRoom("way")))
    return (
        Press(
            say("Print what was asked, answered and done"),
            drawn,
            icon="printer",
        ),
        Press(say("Show all of it in the room"), show, "quiet", "monitor"),
    )


def _parts(state: Assembly, each: Followed, here: Here) -> Notes:
    """What was asked, answered and done, in plain words."""
    became = became_of(state, each, here.today or state.about.day)
    return Notes(
        (
            (say("You asked"), in_a_row(became.asked)),
            (say("They answered"), in_a_row(became.answered)),
            (say("This was done"), in_a_row(became.done)),
        ),
        key="became",
    )


def _one(state: Assembly, each: Followed, here: Here) -> Blocks:
    end = ended(state, each)
    notes: Labelled = tuple(
        (say("{day}", day=Day(step.day, short=True)), _went(step))
        for step in way(state, each)
    )
    show = do(hang, key=each.key).then(To(also=InRoom("way")))
    presses = (
        _print(state, each),
        Press(say("Show in the room"), show, "quiet", "monitor"),
    )
    head = Heading(
        _caption(state, each),
        each.title,
        _SHAPES[end],
        ENDS[end],
        presses,
    )
    return (
        head,
        _parts(state, each, here),
        Section(say("Day by day"), key="way"),
        Notes(notes, key="way"),
    )


def _next(state: Assembly, people: People | None) -> Blocks:
    """Once the pack is handed over, the next assembly can begin from this one."""
    if not state.handover.to:
        return ()
    return (
        Rule(key="next"),
        Section(say("The next assembly")),
        next_begun(state, people),
    )


def _caption(state: Assembly, each: Followed) -> Text:
    title = state.subjects.get(each.project, "")
    match each.kind:
        case "condition" if each.condition is not None:
            return say(
                "Condition {n}: {title}",
                n=each.condition.number,
                title=title,
            )
        case "worry":
            return say("A worry: {title}", title=title)
        case "matter" if each.matter is not None:
            return say(
                "Asked together, matter {number}",
                number=each.matter.number,
            )
        case _:
            return say("Project")


def _went(step: WayStep) -> Words:
    """What happened, who stands for it, and the words."""
    told = step.what
    if step.who is not None:
        told = say("{what}, {who}", what=told, who=step.who)
    if step.words is not None:
        told = say("{what}: {words}", what=told, words=step.words)
    return told


def _print(state: Assembly, each: Followed) -> Press:
    drawn = Print(
        _LABEL,
        say("Drawing the way"),
        partial(_sheet, state, each),
        _file_of(each),
    )
    return Press(say("Print its way"), drawn, "quiet", "printer")


def _file_of(each: Followed) -> str:
    return f"way-{each.key.replace('/', '-')}.pdf"


def _sheet(state: Assembly, each: Followed, means: Means) -> bytes:
    from pbdesk.paper.way import way_pdf

    return way_pdf(state, each, locale=means.locale)
