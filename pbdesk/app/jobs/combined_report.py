"""Combined report: the figures of a sum in sentences, for its report, page and command line."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from pbdesk.app.jobs.combining import Answered, Combined
from pbdesk.assembly.mandate import ROLES
from pbdesk.assembly.reported import decided_words
from pbdesk.assembly.rulebook import shared_clauses
from pbdesk.halls import named
from pbdesk.i18n import Locale
from pbdesk.minutes.clauses import shown
from pbdesk.pack.halls import HallLine
from pbdesk.pack.keys import fingerprint_of_line
from pbdesk.pack.parent import (
    Combiner,
    ParentQuestion,
    parent_code,
    parent_digest,
)
from pbdesk.paper.halls import (
    HallSums,
    SumLine,
    SumOfHalls,
    SumQuestion,
    halls_pdf,
)
from pbdesk.questions.sealing import rule_settings
from pbdesk.questions.terms import KINDS, called
from pbdesk.voting.rules import RULES
from pbdesk.words import Listing, Words, plain, say, several

if TYPE_CHECKING:
    from pbdesk.pack.parent import Parent

__all__ = ["came", "report_of_halls", "told_of"]

_MANY = 100
"""Of fewer halls it takes longer to start a process than to set the report."""


def report_of_halls(
    combined: Combined,
    code: tuple[str, ...],
    result_json: bytes,
    codes: Mapping[str, str],
    *,
    locale: Locale,
    made: date,
) -> bytes:
    """The PDF of the sum under its code; `codes`: of each question."""
    name = f"pb-result_{combined.parent.assembly}_{made.isoformat()}_{''.join(code[:2])}"
    told = told_of(combined, codes)
    make = partial(
        halls_pdf,
        told,
        code=code,
        result_json=result_json,
        locale=locale,
        made=made,
        pack_name=name,
    )
    if len(told.halls) < _MANY or getattr(sys, "frozen", False):
        return make()
    # Setting tables of hundreds of rows takes as much memory as the ballots: not on top of them.
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(make).result()


def told_of(combined: Combined, codes: Mapping[str, str]) -> SumOfHalls:
    """All there is to say of a sum."""
    parent = combined.parent
    gathered = combined.gathered
    return SumOfHalls(
        name=parent.name,
        currency=parent.currency,
        parent=parent_code(parent_digest(gathered.export)),
        halls=tuple(_hall(parent, part.line) for part in gathered.parts),
        left_out=tuple(
            hall.name for hall in parent.halls if hall.id in gathered.without
        ),
        questions=tuple(
            _question(each, codes.get(each.asked.id, ""))
            for each in combined.answers
        ),
        dice=combined.dice,
        codes=combined.codes,
        signers=tuple(map(_signer, parent.combiners)),
    )


def _signer(each: Combiner) -> Words:
    """Who signs the sum, with the key that the signature must fit."""
    roles: dict[str, Words] = {**named.ROLES}
    role, key = (
        roles.get(each.role, plain(each.role)),
        fingerprint_of_line(each.key),
    )
    return say("{role}, key {code}", role=role, code=key) if key else role


def _question(answered: Answered, code: str) -> SumQuestion:
    asked = answered.asked
    sums = answered.sums
    outcome = answered.outcome
    chosen = {*outcome.funded, *outcome.elected}
    return SumQuestion(
        id=asked.id,
        wording=asked.wording,
        came=came(answered),
        follows=_follows(asked.force, answered.quorum_met),
        quorum=_quorum(answered),
        method=tuple(
            RULES[answered.rulebook.rule].method(
                rule_settings(answered.rulebook, 0),
            ),
        ),
        counted=sums.counted,
        rejected=sum(sums.rejected.values()),
        lines=tuple(
            SumLine(
                each.id,
                "" if KINDS[asked.kind].options else each.code,
                called(each.id, each.title),
                sums.sums[each.id],
                each.id in chosen,
            )
            for each in asked.options
        ),
        code=tuple(code.split()),
        notes=outcome.notes,
    )


def came(answered: Answered) -> Words:
    """What came out of a question, in a sentence."""
    outcome = answered.outcome
    match answered.asked.kind:
        case "fund":
            return _gets_money(answered)
        case "choose":
            names = _titles(answered, outcome.elected)
            if outcome.elected:
                return say("Chosen: {names}.", names=names)
            return _nobody()
        case "decide" if outcome.decided is not None:
            return _passed(answered)
        case _:
            return say("A straw poll, never a result.")


def _nobody() -> Words:
    return say("Nobody is chosen.")


def _gets_money(answered: Answered) -> Words:
    funded = answered.outcome.funded
    if not funded:
        return say("No project gets money.")
    return several(
        "{n} project gets money: {names}.",
        "{n} projects get money: {names}.",
        len(funded),
        names=_titles(answered, funded),
    )


def _passed(answered: Answered) -> Words:
    decided = answered.outcome.decided
    if decided is None:
        raise ValueError("nothing is decided")
    return decided_words(decided, answered.outcome.support)


def _titles(answered: Answered, options: Sequence[str]) -> Listing:
    titles = _all_titles(answered.asked)
    return Listing(tuple(titles[each] for each in options))


def _all_titles(asked: ParentQuestion) -> dict[str, Words]:
    return {each.id: called(each.id, each.title) for each in asked.options}


def _follows(force: str, quorum_met: bool) -> Words:  # noqa: FBT001  of the force
    if not quorum_met:
        return say(
            "It is only reported: fewer people came than the rules ask for.",
        )
    match force:
        case "binding":
            return say("It binds.")
        case "advisory":
            return say("It advises.")
        case _:
            return say("Nothing follows from it.")


def _quorum(answered: Answered) -> Words:
    if not answered.quorum:
        return say("No quorum is needed.")
    if answered.quorum_met:
        return say(
            "Quorum {quorum}: reached, {people} took a ballot.",
            quorum=answered.quorum,
            people=answered.people,
        )
    return say(
        "Quorum {quorum}: not reached, {people} took a ballot. The result is only reported.",
        quorum=answered.quorum,
        people=answered.people,
    )


def _hall(parent: Parent, line: HallLine) -> HallSums:
    return HallSums(
        name=line.name,
        place=line.place,
        day=date.fromisoformat(line.day),
        code=line.code,
        register=line.turnout.register,
        people=line.turnout.people,
        channels=line.turnout.channels,
        counted={each.id: each.counted for each in line.questions},
        rejected={
            each.id: sum(each.rejected.values()) for each in line.questions
        },
        sums={each.id: each.sums for each in line.questions},
        otherwise=tuple(_otherwise(parent, line)),
    )


class _Own(msgspec.Struct, frozen=True):
    """What a hall sealed for itself, and the parent for all: by clause."""

    charter: dict[str, str | int | bool | None] = {}
    rulebook: dict[str, str | int | bool | None] = {}


def _otherwise(parent: Parent, line: HallLine) -> Iterator[tuple[Words, Words]]:
    """Each clause of the hall's own papers that stands otherwise with the parent."""
    alike = _own(parent.rulebooks[0])
    clauses = {clause.name: clause for clause in (*ROLES, *shared_clauses())}
    for book in line.own:
        own = _own(book)
        for name, value in {**own.rulebook, **own.charter}.items():
            if value in {
                None,
                "",
                alike.charter.get(name),
                alike.rulebook.get(name),
            }:
                continue
            clause = clauses.get(name)
            if clause is not None:
                yield clause.label, shown(clause, value, parent.currency)


def _own(book: object) -> _Own:
    try:
        return msgspec.convert(book, _Own)
    except msgspec.ValidationError:
        return _Own()
