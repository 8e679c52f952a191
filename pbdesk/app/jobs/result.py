"""Result: what result.json says, question by question, read from a counted assembly."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pbdesk.app.jobs.deliberated_told import deliberated_told
from pbdesk.app.jobs.pack_source import PackSource
from pbdesk.assembly.deliberated import deliberated
from pbdesk.assembly.figures import KeyedLine, keyed_lines
from pbdesk.canonical import JsonObject
from pbdesk.i18n import render
from pbdesk.minutes.entries import Id
from pbdesk.pack.decided import decided, decided_of, result_code
from pbdesk.pack.parent import parent_digest
from pbdesk.questions.batches import identity
from pbdesk.questions.declaration import quorum_of, took_part
from pbdesk.questions.slips import Cell
from pbdesk.questions.tally import constraints_of
from pbdesk.voting.constraints_json import constraints_json
from pbdesk.voting.trace import outcome_bytes
from pbdesk.words import as_words

if TYPE_CHECKING:
    from pbdesk.assembly.deliberated import ConditionLine
    from pbdesk.assembly.state import Assembly
    from pbdesk.questions.items import Item
    from pbdesk.questions.lot import SeedDrawn
    from pbdesk.questions.slips import ItemAnswers
    from pbdesk.voting.outcome import Outcome

__all__ = ["came_out", "content", "question_code", "question_told"]


def content(source: PackSource) -> JsonObject:
    """result.json but for what the pack itself says (`pack.contents.result_json`)."""
    state = source.state
    about = state.about
    result = source.figures
    said: JsonObject = {
        "name": about.name,
        "place": about.place,
        "day": about.day.isoformat(),
        "currency": about.currency,
        "record": {"entries": source.entries, "head": source.head},
        "previous": source.previous,
        "rulebooks": [json.loads(each) for each in source.rulebooks],
        "rounds": _lots(state),
        "turnout": _turnout(source),
        "conditions": [
            _condition(source, each) for each in result.deliberated.conditions
        ],
        "deliberated": deliberated_told(state, result.deliberated),
        "questions": [question_told(state.of(each)) for each in source.counted],
        "tallies": list(_tallies(state)),
    }
    if source.parent is not None:
        said["parent"] = {"sha256": parent_digest(source.parent)}
    codes = _codes(decided(said, assembly=about.id, stage=result.stage))
    for question in said["questions"]:
        question["result_code"] = codes.get(question["id"])
    return said


def _codes(objects: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The result code of each question that decided something."""
    return {each["question"]: " ".join(result_code(each)) for each in objects}


def _tallies(state: Assembly) -> Iterator[JsonObject]:
    """The slips that were only added up; of scores nothing but the report tells."""
    for each in state.every_question:
        released = each.slips.released
        if released is None or not each.terms.of.items:
            continue
        asked = each.terms.items
        yield {
            "id": each.asked,
            "wording": each.terms.wording,
            "slips": released.slips,
            "items": [
                _tallied(asked[Id(one.item)], one) for one in released.items
            ],
        }


def _tallied(item: Item, found: ItemAnswers) -> JsonObject:
    return {
        "id": found.item,
        "title": render(as_words(item.label)),
        "cells": list(map(_cell, found.cells)),
    }


def _cell(cell: Cell) -> JsonObject:
    return {"answers": list(cell.answers), "slips": cell.slips}


def _voters(state: Assembly) -> int:
    """How many people were given a sheet in any round."""
    given = (each.given_out.by_person.keys() for each in state.rounds.values())
    return len(frozenset[str]().union(*given))


def _turnout(source: PackSource) -> JsonObject:
    """Who could come, and who was given a sheet; of one hall of several also when and by which way.

    A hall has no lot of a round, where these people stand in a result.
    """
    state = source.state
    both = {"register": len(state.door.register), "people": _voters(state)}
    if not state.part:
        return both
    ways = source.figures.channels
    names = ("paper", "kiosk") if len(ways) > 1 else ("all",)
    given = {name: way.given for name, way in zip(names, ways, strict=True)}
    rounds = {
        name: len(each.given_out.by_person)
        for name, each in state.rounds.items()
    }
    return {**both, "channels": given, "rounds": rounds}


def question_code(state: Assembly) -> tuple[str, ...]:
    """The result code of a declared question, 8 groups of 4; empty before, and for a straw poll.

    It is the one that the pack will have. One hall of several decides nothing, and has none.
    """
    outcome = state.outcome
    straw = state.terms.force == "straw"
    if outcome is None or not state.declaration.declared or straw or state.part:
        return ()
    by_sheet = state.terms.way == "sheet"
    conditions = deliberated(state).conditions if state.terms.funds else ()
    found = decided_of(
        {
            "id": state.asked,
            "kind": state.terms.kind,
            "force": state.terms.force,
            "outcome": _outcome(state, outcome),
        },
        assembly=state.about.id,
        stage=_stage(state),
        rulebook=state.rulebook.digest,
        lot=_lot(state, state.round) if by_sheet else None,
        conditions=[
            [each.number, None if each.erased else each.digest]
            for each in conditions
        ],
    )
    return result_code(found)


def _stage(state: Assembly) -> str:
    """As the pack names it."""
    if state.part:
        return "part"
    if state.about.rehearsal:
        return "rehearsal"
    return "final"


def _lots(state: Assembly) -> dict[str, JsonObject | None]:
    """The lot of each round; one hall of several draws none."""
    return {
        name: None if state.part else _lot(state, name) for name in state.rounds
    }


def _lot(state: Assembly, name: str) -> JsonObject:
    """The lot of a round, and how many people got its papers."""
    held = state.rounds[name]
    return {
        "seed": held.lot.seed,
        **_opened(held.lot.drawn),
        "people": len(held.given_out.by_person),
    }


def _opened(drawn: SeedDrawn | None) -> JsonObject:
    """What the dice showed and what lay in the envelope; empty before they are thrown."""
    if drawn is None:
        return {"dice": "", "lot_code": ""}
    return {"dice": drawn.dice, "lot_code": drawn.code}


def question_told(state: Assembly) -> JsonObject:
    """One question as it was asked, answered and counted."""
    outcome = state.outcome
    terms = state.terms
    if outcome is None:
        raise ValueError("nothing is counted yet")
    sealed = [each.digest for each in state.rules.sealings]
    by_sheet = terms.way == "sheet"
    return {
        "id": state.asked,
        "kind": terms.kind,
        "wording": terms.wording,
        "way": terms.way,
        "force": terms.force,
        "round": state.round if by_sheet else "",
        "rulebook": sealed.index(state.rulebook.digest) + 1,
        "papers": _papers(state) if by_sheet else None,
        "quorum": _quorum(state),
        "keyed": [_keyed(line) for line in keyed_lines(state)],
        "outcome": _outcome(state, outcome),
        "trace": None if state.part else json.loads(outcome_bytes(outcome)),
    }


def _quorum(state: Assembly) -> JsonObject | None:
    """What was needed and who took part; of a straw poll, which nobody declares, nothing."""
    needed = quorum_of(state)
    if not needed or not state.declaration.declared:
        return None
    people = took_part(state)
    return {"needed": needed, "people": people, "met": people >= needed}


def _papers(state: Assembly) -> dict[str, int]:
    """Where every sheet of the question went, all channels together."""
    unreturned = state.box.reconciled.unreturned if state.box.reconciled else 0
    papers = identity(state, unreturned)
    counted = state.count.counted
    if counted is None:
        raise ValueError("nothing is counted yet")
    kiosk = state.door.given("kiosk")
    taken = len(state.kiosk.taken)
    back = state.door.mistaken("kiosk")
    return {
        "issued": papers.issued + kiosk,
        "counted": counted.counted,
        "rejected": sum(counted.rejected.values()),
        "spoilt": papers.spoilt + back,
        "unreturned": papers.unreturned + kiosk - taken - back,
        "missing": papers.missing,
    }


def _condition(source: PackSource, line: ConditionLine) -> JsonObject:
    """A condition, with the salt by which its words give the digest in the record.

    Words that were erased are null, and so are hands that nobody counted or that were too few.
    """
    said = source.said[line.digest]
    salt, words = (said[0].hex(), said[1]) if said else (None, None)
    in_favour, against, abstained = line.counted
    return {
        "number": line.number,
        "words": words,
        "salt": salt,
        "project": line.project,
        "table": line.table,
        "for": in_favour,
        "against": against,
        "abstained": abstained,
    }


def _keyed(line: KeyedLine) -> JsonObject:
    """Who keyed a batch, by their roles.

    Never how many papers it holds: paper alone would tell how few voted at the kiosk.
    """
    return {
        "batch": line.batch,
        "first": list(line.first),
        "second": list(line.second),
        "third": list(line.third),
        "looked_again": line.looked_again,
        "together": line.together,
    }


def came_out(kind: str, outcome: Outcome, budget: int | None) -> JsonObject:
    """What a question of this kind decided; `budget` in minor units."""
    match kind:
        case "fund":
            return {
                "budget": budget,
                "funded": list(outcome.funded),
                "cost": outcome.cost,
                "leftover": outcome.leftover,
            }
        case "choose":
            winners = outcome.winners
            return {
                "winners": None if winners is None else list(winners),
                "elected": list(outcome.elected),
            }
        case "decide" if outcome.decided is not None:
            return {"passed": outcome.decided.passed}
        case _:
            return {}


def _outcome(state: Assembly, outcome: Outcome) -> JsonObject:
    counted = state.count.counted
    if counted is None:
        raise ValueError("nothing is counted yet")
    found: JsonObject = {
        "rule": outcome.rule,
        "parameters": dict(outcome.parameters),
        "ballots": {
            "counted": counted.counted,
            "rejected": dict(counted.rejected),
        },
        "projects": [
            _line(state, outcome, each) for each in _in_order(state, outcome)
        ],
    }
    if not state.part:
        found |= came_out(state.terms.kind, outcome, state.pot)
    elif state.terms.funds:
        found["budget"] = state.pot
    if outcome.awards:
        found["awards"] = dict(outcome.awards)
    constraints = constraints_of(state)
    if constraints is None:
        return found
    return found | {"constraints": constraints_json(constraints)}


def _in_order(state: Assembly, outcome: Outcome) -> list[str]:
    """Funded in the order funded, then by support; where nothing is funded, as on the sheet."""
    lines = [line.project for line in state.sheet.lines]
    if not state.terms.funds or state.part:
        return [str(each) for each in lines]
    paid = [
        turn.project
        for turn in outcome.rounds
        if turn.project and (turn.funded or turn.award)
    ]
    code = {line.project: line.code for line in state.sheet.lines}
    by_support = sorted(
        lines,
        key=lambda each: (-outcome.support[each], code[each]),
    )
    return [*paid, *(str(each) for each in by_support if each not in paid)]


def _line(state: Assembly, outcome: Outcome, option: str) -> JsonObject:
    line = next(each for each in state.sheet.lines if each.project == option)
    reason = outcome.reasons.get(option)
    return {
        "id": option,
        "code": line.code,
        "title": line.title,
        "cost": line.cost,
        "support": str(outcome.support[option]),
        "funded": option in outcome.funded,
        **({} if reason is None else {"reason": render(reason)}),
    }
