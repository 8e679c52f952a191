"""What was deliberated as data, for result.json: who bears what, what was asked, what was traded.

The same as the report tells in sentences. Words that were erased are null; nobody is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pbdesk.minutes.entries import FreeText, Id

if TYPE_CHECKING:
    from pbdesk.assembly.arguments import Argument
    from pbdesk.assembly.deliberated import Deliberated, Timing
    from pbdesk.assembly.matters import Matter
    from pbdesk.assembly.state import Assembly
    from pbdesk.assembly.tradeoffs import TradeOff
    from pbdesk.assembly.trades import Side, Trade
    from pbdesk.minutes.interests import Interest

__all__ = ["deliberated_told"]


def deliberated_told(state: Assembly, held: Deliberated) -> dict[str, Any]:
    """Trade-offs, trades, what people asked together, open questions, interests, and the time."""
    return {
        "interests": [_interest(each) for each in state.interests.by_id.values()],
        "matters": [_matter(state, each) for each in state.matters.by_id.values()],
        "timings": [_timing(each) for each in held.timings if each.seconds is not None],
        "tradeoffs": [_tradeoff(state, each) for each in state.tradeoffs.by_id.values()],
        "trades": [_trade(state, each) for each in state.trades.by_id.values()],
        "questions": [
            _question(state, each)
            for each in state.arguments.by_id.values()
            if each.kind == "question"
        ],
        "merged": [
            {"title": each.title, "into": each.into}
            for each in state.ideas.by_id.values()
            if each.into is not None
        ],
    }


def _words(text: FreeText | None) -> str | None:
    """What somebody wrote; null where nothing is written or it was erased."""
    return (text.text or None) if text is not None else None


def _interest(each: Interest) -> dict[str, Any]:
    return {
        "role": each.role,
        "project": each.project,
        "what": _words(each.what),
        "handled": each.handled,
        "reason": _words(each.reason),
    }


def _timing(each: Timing) -> dict[str, Any]:
    """Minutes for each table, or in all where no tables spoke; `took` in seconds, in all."""
    return {
        "title": each.title,
        "minutes": each.minutes,
        "tables": each.tables,
        "took": each.seconds,
    }


def _matter(state: Assembly, each: Matter) -> dict[str, Any]:
    item = state.agenda.by_id.get(each.item) if each.item is not None else None
    return {
        "number": each.number,
        "words": _words(each.words),
        "hands": each.hands,
        "agenda": item.title if item is not None else None,
        "answered_by": _words(each.answer.by) if each.answer else None,
        "reason": _words(each.answer.reason) if each.answer else None,
    }


def _tradeoff(state: Assembly, each: TradeOff) -> dict[str, Any]:
    wording = each.wording
    told: dict[str, Any] = {
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


def _trade(state: Assembly, each: Trade) -> dict[str, Any]:
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


def _side(side: Side) -> dict[str, Any]:
    return {"project": side.option, "line": _words(side.words)}


def _question(state: Assembly, each: Argument) -> dict[str, Any]:
    weighed = state.tradeoffs.by_id.get(each.tradeoff)
    return {
        "project": weighed.project if weighed is not None else None,
        "table": each.table,
        "words": _words(each.words),
        "answer": _words(each.answer.words) if each.answer else None,
        "answered_by": _words(each.answer.by) if each.answer else None,
    }
