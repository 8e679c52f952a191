"""What was deliberated as data, for result.json: who bears what, what was asked, what was traded.

The same as the report tells in sentences. Words that were erased are null; nobody is named: of the
steering group roles and counts alone, of tables their number and the lot that dealt the cards.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pbdesk.assembly.dots import PROJECTS
from pbdesk.assembly.steering import INTERESTS, NEEDS
from pbdesk.canonical import JsonObject
from pbdesk.minutes.entries import FreeText, Id

if TYPE_CHECKING:
    from pbdesk.assembly.arguments import Argument, QuestionAnswered
    from pbdesk.assembly.deliberated import Deliberated, Timing
    from pbdesk.assembly.dots import DotsCounted
    from pbdesk.assembly.matters import Matter
    from pbdesk.assembly.seating import Seating
    from pbdesk.assembly.state import Assembly
    from pbdesk.assembly.steering import Steering
    from pbdesk.assembly.tradeoffs import TradeOff
    from pbdesk.assembly.trades import Side, Trade
    from pbdesk.minutes.interests import Interest
    from pbdesk.minutes.kept import Enclosed

__all__ = ["deliberated_told"]


def deliberated_told(state: Assembly, held: Deliberated) -> JsonObject:
    """Who prepared it, how tables were drawn, what was weighed, asked, dotted, and the time."""
    said = state.arguments.by_id.values()
    return {
        "steering": _steering(state.steering),
        "seating": _seating(state.seating),
        "interests": [
            _interest(each) for each in state.interests.by_id.values()
        ],
        "matters": [
            _matter(state, each) for each in state.matters.by_id.values()
        ],
        "timings": [
            _timing(each) for each in held.timings if each.seconds is not None
        ],
        "tradeoffs": [
            _tradeoff(state, each) for each in state.tradeoffs.by_id.values()
        ],
        "trades": [_trade(state, each) for each in state.trades.by_id.values()],
        "questions": [
            _question(state, each) for each in said if each.kind == "question"
        ],
        "evidence": [
            _evidence(state, each) for each in said if each.kind == "evidence"
        ],
        "dots": [_dots(state, each) for each in state.dots.counted.values()],
        "merged": [
            {"title": each.title, "into": each.into}
            for each in state.ideas.by_id.values()
            if each.into is not None
        ],
    }


def _words(text: FreeText | None) -> str | None:
    """What somebody wrote; null where nothing is written or it was erased."""
    return (text.text or None) if text is not None else None


def _steering(held: Steering) -> JsonObject:
    """How many seats each interest has and how many are taken; what a meeting needs, in words."""
    return {"seats": _seats(held), "needs": list(_needs(held))}


def _seats(held: Steering) -> list[JsonObject]:
    return [
        {
            "interest": each,
            "seats": held.seats[each],
            "taken": len(held.of(each)),
        }
        for each in INTERESTS
        if each in held.seats
    ]


def _needs(held: Steering) -> Iterator[JsonObject]:
    for each in NEEDS:
        found = held.needs.get(each)
        if found:
            yield {"need": each, "met": found.met, "words": _words(found.words)}


def _seating(held: Seating) -> JsonObject | None:
    """How many tables there are, and the lots that dealt numbered cards to them, in their order."""
    if not held.tables:
        return None
    return {
        "tables": held.tables,
        "dealt": [{"cards": cards, "seed": seed} for cards, seed in held.dealt],
    }


def _interest(each: Interest) -> JsonObject:
    return {
        "role": each.role,
        "project": each.project,
        "what": _words(each.what),
        "handled": each.handled,
        "reason": _words(each.reason),
    }


def _timing(each: Timing) -> JsonObject:
    """Minutes for each table, or in all where no tables spoke; `took` in seconds, in all."""
    return {
        "title": each.title,
        "minutes": each.minutes,
        "tables": each.tables,
        "took": each.seconds,
    }


def _matter(state: Assembly, each: Matter) -> JsonObject:
    item = state.agenda.by_id.get(each.item) if each.item is not None else None
    return {
        "number": each.number,
        "words": _words(each.words),
        "hands": each.hands,
        "agenda": item.title if item is not None else None,
        "answered_by": _words(each.answer.by) if each.answer else None,
        "reason": _words(each.answer.reason) if each.answer else None,
    }


def _tradeoff(state: Assembly, each: TradeOff) -> JsonObject:
    wording = each.wording
    told: JsonObject = {
        "number": each.number,
        "project": each.project,
        "table": each.table,
        "condition": _condition(state, each.id),
        "confirmed": each.stands,
        "skipped": _words(each.skipped),
        "choice": wording.choice if wording is not None else None,
    }
    parts = ("gained", "costs", "bears", "reason", "minority")
    return told | {part: _words(getattr(wording, part, None)) for part in parts}


def _condition(state: Assembly, agreed_in: Id) -> int | None:
    """The number of the condition that is asked for; null where none is."""
    found = state.conditions.of(agreed_in)
    return found.number if found is not None and not found.dropped else None


def _trade(state: Assembly, each: Trade) -> JsonObject:
    said = each.worded
    parts = ("reason", "gained", "given_up", "running", "bears", "minority")
    in_favour, against, abstained = said.hands or (None, None, None)
    return {
        "number": said.number,
        "table": said.table,
        "rather": _side(said.rather),
        "than": _side(said.than),
        "condition": _condition(state, said.trade),
        "for": in_favour,
        "against": against,
        "abstained": abstained,
        "confirmed": each.confirmed is not None,
        **{part: _words(getattr(said, part)) for part in parts},
    }


def _side(side: Side) -> JsonObject:
    return {"project": side.option, "line": _words(side.words)}


def _project(state: Assembly, tradeoff: Id) -> Id | None:
    """The project that a table weighed; null where that was taken back."""
    weighed = state.tradeoffs.by_id.get(tradeoff)
    return weighed.project if weighed is not None else None


def _evidence(state: Assembly, each: Argument) -> JsonObject:
    """`file`: the salted digest of the file it is in, which is kept beside the record."""
    return {
        **_noted(state, each),
        "source": _words(each.source),
        "file": _digest(each.file),
    }


def _noted(state: Assembly, each: Argument) -> JsonObject:
    """What was said, about which project and at which table."""
    return {
        "project": _project(state, each.tradeoff),
        "table": each.table,
        "words": _words(each.words),
    }


def _digest(file: Enclosed | None) -> str | None:
    if file is None:
        return None
    return file.digest


def _dots(state: Assembly, each: DotsCounted) -> JsonObject:
    """A table's dots, line by line; null where too few people sat there."""
    on_projects = each.sheet == PROJECTS
    return {
        "about": None if on_projects else _project(state, each.sheet),
        "table": each.table,
        "people": each.people,
        "lines": [
            {"project": line, "words": None}
            if on_projects
            else {"project": None, "words": _said(state, line)}
            for line in each.lines
        ],
        "dots": None if each.dots is None else list(each.dots),
    }


def _said(state: Assembly, argument: Id) -> str | None:
    found = state.arguments.by_id.get(argument)
    return _words(found.words) if found is not None else None


def _question(state: Assembly, each: Argument) -> JsonObject:
    return {**_noted(state, each), **_answered(each.answer)}


def _answered(answer: QuestionAnswered | None) -> JsonObject:
    """What was answered and who did; null while nobody has."""
    if answer is None:
        return {"answer": None, "answered_by": None}
    return {"answer": _words(answer.words), "answered_by": _words(answer.by)}
