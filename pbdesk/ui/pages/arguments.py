"""What was said: typed at a table's speed, put right, answered; what is much alike in groups.

A group stands in the list as its first sentence with how many follow it; it opens when it is
chosen. Nothing is merged: every sentence stays as it was said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from pbdesk.assembly import arguments
from pbdesk.assembly.agenda import table_words
from pbdesk.assembly.alike import alike
from pbdesk.assembly.arguments import ARGUMENTS, Argument
from pbdesk.assembly.deliberated import argument_line, as_written
from pbdesk.assembly.state import Assembly
from pbdesk.ui.render.blocks import (
    Ask,
    Block,
    Blocks,
    Buttons,
    Empty,
    Facts,
    Heading,
    Notes,
    Paragraph,
    Press,
    Rule,
    Section,
)
from pbdesk.ui.render.intents import LIST, Bring, Go, InRoom, Look, Open, To, do
from pbdesk.ui.render.view import Here, Listing, PageSpec, PageView
from pbdesk.ui.shown import (
    ATTENTION,
    CHANGED,
    DONE,
    NOTICE,
    Choice,
    FieldSpec,
    Group,
    Row,
    Shape,
    Text,
    Value,
)
from pbdesk.words import Clock, Words, plain, say, several

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("What was said")
_SHOWN = 60
"""Rows of the list, the newest; searching finds the others."""

_OPEN, _SAID = (
    Group(say("Questions without an answer"), ATTENTION),
    Group(say("Said"), DONE),
)


def view(state: Assembly, _people: People | None, here: Here) -> PageView:
    """The page as it stands; `here.chosen` is an argument."""
    said = state.arguments.by_id
    chosen = next(
        (each for each in said.values() if each.id == here.chosen),
        None,
    )
    if not state.tradeoffs.by_id and not state.handover.made:
        return PageView(Listing("", _LABEL, (), empty=_early()), back=_LABEL)
    rows = _rows(state, here.search, chosen)
    return PageView(
        Listing(
            _caption(state),
            _LABEL,
            rows,
            chosen=chosen.id if chosen is not None else None,
            search=say("Find what was said"),
            nothing=say("Nobody said that.")
            if here.search and not rows
            else "",
            empty=_nothing_said(state),
        ),
        (
            *_hearing(state),
            *(() if chosen is None else _one(state, here, chosen)),
        ),
        back=_LABEL,
    )


def _way(_state: Assembly, target: str | None) -> To:
    return To(chosen=target, focus=LIST if target else "line")


PAGE = PageSpec("arguments", _LABEL, view, way=_way, whole=True)


def _caption(state: Assembly) -> Words:
    said = len(state.arguments.by_id)
    if said <= _SHOWN:
        return several("{n} sentence", "{n} sentences", said)
    return say(
        "{all} sentences, the newest first, alike ones under one line; search finds the others",
        all=said,
    )


def _early() -> Empty:
    """There is nothing yet of which something could be said."""
    told = say(
        "What is said belongs to a project that a table weighs. Take up trade-offs first.",
    )
    press = Press(
        say("Go to the trade-offs"),
        Go("tradeoffs"),
        icon="arrow-right",
    )
    return Empty(say("Nobody weighs a project yet"), told, press, key="early")


def _nothing_said(state: Assembly) -> Empty | None:
    if state.arguments.by_id:
        return None
    told = say("A line a sentence, as the table says it, and without a name.")
    return Empty(say("Nothing is written down yet"), told, key="nothing")


def _rows(
    state: Assembly,
    search: str,
    chosen: Argument | None,
) -> tuple[Row, ...]:
    """Open questions first, then the newest; what is found stands alone, all else in its group."""
    newest = list(state.arguments.by_id.values())[::-1]
    if search:
        wanted = search.casefold()
        found = [
            each for each in newest if wanted in str(each.words).casefold()
        ]
        open_ = [each for each in found if each.open][:_SHOWN]
        rest = [each for each in found if not each.open][: _SHOWN - len(open_)]
        return tuple(_row(state, each) for each in (*open_, *rest))
    open_ = [each for each in newest if each.open][:_SHOWN]
    shown = _newest_groups(state, _SHOWN - len(open_))
    heads = (row for group in shown for row in _of_group(state, group, chosen))
    return (*(_row(state, each) for each in open_), *heads)


def _newest_groups(
    state: Assembly,
    most: int,
) -> Sequence[tuple[Argument, ...]]:
    """So many groups of what is no open question, those with the newest sentence first."""
    return sorted(state.arguments.groups(), key=_newest_at, reverse=True)[:most]


def _newest_at(group: tuple[Argument, ...]) -> datetime:
    return group[-1].at


def _of_group(
    state: Assembly,
    group: tuple[Argument, ...],
    chosen: Argument | None,
) -> Iterator[Row]:
    """The first of a group with how many say much the same; they follow once one is chosen."""
    first, *others = group
    more = say("+{n}", n=len(others)) if others else ""
    yield replace(_row(state, first), figure=more, strong=bool(others))
    if chosen in group:
        for each in others:
            yield replace(_row(state, each), number=say("="), tone="second")


def _row(state: Assembly, each: Argument) -> Row:
    label = ARGUMENTS[each.kind]
    title = _project(state, each)
    under = say(
        "{kind}, {who}: {title}",
        kind=label,
        who=_where(each),
        title=title,
    )
    section = _OPEN if each.open else _SAID
    return Row(each.id, as_written(each.words), under, section=section)


def _where(each: Argument) -> Words:
    return table_words(each.table)


def _project(state: Assembly, each: Argument) -> str:
    weighed = state.tradeoffs.by_id.get(each.tradeoff)
    if weighed is None or weighed.project not in state.ideas.by_id:
        return ""
    return state.ideas.by_id[weighed.project].title


# A line is typed


def _hearing(state: Assembly) -> Blocks:
    if state.handover.made:
        told = say("The pack is made, and what was said stands in it.")
        return (
            Heading("", _LABEL),
            Paragraph(told, shape=NOTICE, key="locked"),
        )
    last = state.arguments.newest
    first = next(iter(state.tradeoffs.by_id.values()))
    return (
        Heading("", say("Write a line")),
        Ask(
            "hear",
            _line(state),
            arguments.hear,
            say("Note it"),
            first={
                "tradeoff": first.id if last is None else last.tradeoff,
                "table": (first.table if last is None else last.table) or None,
            },
            then=To(focus="line", said=say("Noted.")),
            cancel=None,
        ),
    )


def _line(state: Assembly) -> tuple[FieldSpec, ...]:
    weighed = state.tradeoffs.by_id.values()
    titles = state.ideas.by_id
    choices = tuple(
        Choice(each.id, titles[each.project].title) for each in weighed
    )
    return (
        FieldSpec("tradeoff", say("About"), "choice", choices=choices),
        *_LINE,
    )


_LINE = (
    FieldSpec("table", say("Table"), "number", least=0, most=60, beside=True),
    FieldSpec(
        "line",
        say("What is said"),
        help=say(
            "+ a gain, - a worry, ? a question, ! evidence (its source in brackets). Enter.",
        ),
    ),
)


# One of them


def _one(state: Assembly, here: Here, each: Argument) -> Blocks:
    line = argument_line(each)
    facts: list[tuple[Text, Text]] = [
        (say("At"), _where(each)),
        (say("Said"), say("{time}", time=Clock(each.at))),
        (say("About"), _project(state, each)),
    ]
    if line.source is not None:
        facts.append((say("Source"), line.source))
    if line.file is not None:
        facts.append((say("File"), say("Kept with the people file")))
    shape, standing = _standing(each)
    found: list[Block] = [
        Rule(key="one"),
        Heading(line.label, line.words, shape, standing),
        Facts(tuple(facts)),
    ]
    if each.before:
        before = tuple(
            (say("Before"), as_written(words)) for words in each.before
        )
        found.append(Notes(before, key="before"))
    if line.answer is not None:
        found.append(Paragraph(line.answer, lead=say("Answer"), key="answer"))
    return (*found, *_forms(state, here, each), *_alike(state, each))


def _standing(each: Argument) -> tuple[Shape | None, Text]:
    if each.open:
        return ATTENTION, say("Not answered")
    if each.answer is not None:
        return DONE, say("Answered")
    if each.before:
        return CHANGED, say("Put right")
    return None, ""


def _opening(each: Argument) -> tuple[Press, ...]:
    """To look at the file that evidence is in."""
    if each.file is None:
        return ()
    return (
        Press(
            say("Open the file"),
            Look(each.file, say("Evidence")),
            "quiet",
            "eye",
        ),
    )


def _forms(state: Assembly, here: Here, each: Argument) -> Blocks:
    if state.handover.made:
        opening = _opening(each)
        return (Buttons(opening, key="acts"),) if opening else ()
    presses: list[Press] = []
    forms: list[Ask] = []
    if here.doing == "correct":
        forms.append(_correct(each))
    else:
        presses.append(
            Press(
                say("Put it right"),
                Open("correct", each.id),
                "quiet",
                "pen-line",
            ),
        )
    if each.kind == "question" and here.doing == "reply":
        forms.append(_reply(each))
    elif each.kind == "question":
        words = (
            say("Answer it") if each.answer is None else say("Answer it anew")
        )
        presses.insert(0, Press(words, Open("reply", each.id)))
    if each.kind == "evidence":
        bring = Bring(do(arguments.enclose, argument=each.id), "file")
        presses.append(
            Press(say("Keep the file that it is in"), bring, "quiet", "plus"),
        )
    if state.arguments.unanswered:
        presses.append(
            Press(
                say("Show the questions in the room"),
                InRoom("open"),
                "quiet",
                "monitor",
            ),
        )
    return (Buttons((*presses, *_opening(each)), key="acts"), *forms)


def _correct(each: Argument) -> Ask:
    return Ask(
        "correct",
        _CORRECTION,
        arguments.correct,
        say("Record it"),
        given={"argument": each.id},
        first=_as_it_stands(each),
    )


def _as_it_stands(each: Argument) -> Mapping[str, Value]:
    words, source = str(each.words), str(each.source)
    return {"kind": each.kind, "words": words, "source": source}


_CORRECTION = (
    FieldSpec(
        "kind",
        say("What it is"),
        "radios",
        choices=tuple(Choice(kind, words) for kind, words in ARGUMENTS.items()),
    ),
    FieldSpec("words", say("What was said"), "paragraph"),
    FieldSpec(
        "source",
        say("Source"),
        help=say("A document, a count, an office."),
    ),
)


def _reply(each: Argument) -> Ask:
    return Ask(
        "reply",
        _REPLY,
        arguments.answer_question,
        say("Record the answer"),
        given={"argument": each.id},
    )


_REPLY = (
    FieldSpec(
        "by",
        say("Who answers"),
        help=say("An office or a role, no name."),
    ),
    FieldSpec("words", say("The answer"), "paragraph"),
)


def _alike(state: Assembly, each: Argument) -> Blocks:
    """What others said that is much the same: a table may speak of it once."""
    said = state.arguments.by_id
    found = alike({key: str(one.words) for key, one in said.items()}, each.id)
    if not found:
        return ()
    notes = tuple(
        (_where(said[one]), plain(str(said[one].words))) for one in found
    )
    return (
        Section(say("Much the same"), key="alike"),
        Notes(notes, key="alike"),
    )
