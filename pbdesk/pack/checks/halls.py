"""Check 28: one hall of several asked what the parent of all of them sealed, and nothing else.

The parent's export lies in the pack byte for byte. Questions, options, their order and codes, rules
and sealed lots are compared with it; the hall has only its place, day, register and signers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import msgspec

from pbdesk.pack.checks.case import Case, Finding, Unchecked
from pbdesk.pack.contents import Asked, Json, canonical
from pbdesk.pack.parent import (
    PARENT_FILE,
    Parent,
    ParentQuestion,
    parent_code,
    parent_digest,
    read_parent,
)
from pbdesk.pack.record import in_force, of_type
from pbdesk.pack.refused import PackRefused
from pbdesk.words import Words, say

__all__ = ["alike"]

_STAGES = ("part", "combined")


class _Begun(msgspec.Struct, frozen=True):
    parent: str
    assembly: str
    sealings: int


def alike(case: Case) -> Finding:
    """The pack of a hall holds its parent's export and differs in nothing that it fixed."""
    data = case.bag.files.get(f"data/{PARENT_FILE}")
    if case.info.stage not in _STAGES:
        if data is not None or case.result.parent is not None:
            raise PackRefused(
                say("Only one hall of several, or their sum, has a parent."),
            )
        return Unchecked(
            say("This assembly stands alone: it is no hall of several."),
        )
    if data is None:
        raise PackRefused(say("The export of the parent is not in the pack."))
    digest = parent_digest(data)
    named = case.result.parent
    if named is None or named.sha256 != digest:
        raise PackRefused(
            say("The result names another parent than lies in the pack."),
        )
    parent = read_parent(data)
    if case.info.stage == "part":
        _refuse_another_hall(case, parent, digest)
    return say(
        "As all halls of “{name}” have it, under {code}.",
        name=parent.name,
        code=" ".join(parent_code(digest)),
    )


def _refuse_another_hall(case: Case, parent: Parent, digest: str) -> None:
    if parent.hall(case.info.assembly) is None:
        raise PackRefused(
            say(
                "“{name}” names no hall “{hall}”.",
                name=parent.name,
                hall=case.info.assembly,
            ),
        )
    _refuse_another_record(case, parent, digest)
    said = case.result
    sealed = [
        canonical(each) for each in said.rulebooks[: len(parent.rulebooks)]
    ]
    if sealed != [canonical(each) for each in parent.rulebooks]:
        raise PackRefused(
            say("The rules are not those that the parent sealed."),
        )
    if said.currency != parent.currency:
        raise PackRefused(say("The currency is not that of the parent."))
    if [each.id for each in said.questions] != [
        each.id for each in parent.questions
    ]:
        raise PackRefused(say("The questions are not those of the parent."))
    for asked, question in zip(said.asked, parent.questions, strict=True):
        for what, ours, theirs in _compared(asked, question):
            if ours != theirs:
                raise PackRefused(
                    say(
                        "Question {number} differs from what the parent sealed: {what}.",
                        number=asked.id,
                        what=what,
                    ),
                )


def _refuse_another_record(case: Case, parent: Parent, digest: str) -> None:
    """The record began from this export, and sealed the same lots."""
    told = in_force(case.record.told)
    begun = [line.body for line in of_type("hall.begun", told)]
    if len(begun) != 1:
        raise PackRefused(
            say("The record does not tell from which parent the hall began."),
        )
    try:
        found = msgspec.convert(begun[0], _Begun)
    except msgspec.ValidationError as error:
        raise PackRefused(
            say("An entry that makes the result cannot be read."),
        ) from error
    if found != _Begun(digest, parent.assembly, len(parent.rulebooks)):
        raise PackRefused(say("The record began from another parent."))
    codes: dict[str, object] = {}
    for line in told:
        if line.type == "rulebook.sealed":
            codes |= cast("Json", line.body.get("lot_codes") or {})
    if codes != parent.lot_codes:
        raise PackRefused(say("The sealed lots are not those of the parent."))


def _compared(
    asked: Asked,
    question: ParentQuestion,
) -> Iterator[tuple[Words, object, object]]:
    """What is compared, as the pack has it, as the parent sealed it."""
    said = asked.question
    outcome = asked.outcome
    yield (
        say("what is asked"),
        (
            said.kind,
            said.wording,
            said.force,
            said.way,
            said.round,
            said.rulebook,
        ),
        (
            question.kind,
            question.wording,
            question.force,
            question.way,
            question.round,
            question.rulebook,
        ),
    )
    yield say("the sum"), outcome.budget, question.budget
    yield (
        say("the limits"),
        canonical(outcome.constraints),
        canonical(question.constraints),
    )
    erased = {line.id for line in outcome.projects if not line.title}
    yield (
        say("the options, their order and codes"),
        [
            (line.id, line.code, line.title, line.cost)
            for line in outcome.projects
        ],
        [
            (
                each.id,
                each.code,
                "" if each.person and each.id in erased else each.title,
                each.cost,
            )
            for each in question.options
        ],
    )
