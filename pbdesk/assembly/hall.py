"""Hall: an assembly that is one hall of several, begun from what the parent of all of them sealed.

Decision  start                          Entry  HallBegun
Questions, options, order, codes and rules are written as they were sealed, so that nothing of them
can change here; the hall has its own place, day, register, tellers and language, and seals only its
own charter. What it gives are sums: the sum of all halls decides.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from pbdesk.assembly.ideas import ProposalAnswered, ProposalReceived
from pbdesk.assembly.mandate import AssemblyStarted, CharterSet
from pbdesk.assembly.placed import ProposalPlaced
from pbdesk.minutes.clauses import Given
from pbdesk.minutes.decision import (
    Attached,
    Decided,
    Draft,
    Missing,
    Moment,
    Needs,
    Refusal,
    Writing,
)
from pbdesk.minutes.entries import Entry, FreeText, Id, clean
from pbdesk.questions.sealing import RulebookSealed, RuleSet
from pbdesk.questions.sheet import BallotDrawnUp, BallotLine
from pbdesk.questions.terms import (
    KindName,
    OptionAdded,
    QuestionAsked,
    QuestionSet,
)
from pbdesk.words import Words, code_groups, say, short_code

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "EXPORT",
    "Hall",
    "HallBegun",
    "HallEntry",
    "Inherited",
    "InheritedOption",
    "InheritedQuestion",
    "InheritedSealing",
    "apply",
    "missing",
    "settled",
    "start",
    "tell",
]

EXPORT = "parent/export"
"""The draft that keeps the parent's export, byte for byte: the pack of the hall holds it again.

It is no part of the record because it may name people who stand for election.
"""


class HallBegun(Entry, frozen=True, tag="hall.begun", kw_only=True):
    """The file is one hall of a vote in several.

    `parent` is SHA-256 (hex) of the export that all halls begin from, `assembly` the id of their
    sum, `of` what the vote is called, `hall` what this hall is. `sealings` were made there.
    """

    undoable = False
    parent: str
    assembly: str
    of: str
    hall: str
    sealings: int


HallEntry = HallBegun


@dataclass(frozen=True, slots=True)
class Hall:
    """Of which vote in several halls this is one; empty in an assembly that stands alone."""

    parent: str = ""
    assembly: str = ""
    of: str = ""
    hall: str = ""
    sealings: int = 0

    @property
    def fingerprint(self) -> tuple[str, ...]:
        """The code that all halls have alike, 8 groups of 4; empty in no hall."""
        if self.parent:
            return code_groups(bytes.fromhex(self.parent))
        return ()


@dataclass(frozen=True, slots=True)
class InheritedOption:
    """What stands on the sheet; `cost` in minor units, `person`: somebody who stands for election.

    `category` and `excludes` say which limits of the rules it falls under.
    """

    id: Id
    code: str
    title: str
    summary: str = ""
    cost: int = 0
    category: str = ""
    excludes: tuple[Id, ...] = ()
    person: bool = False


@dataclass(frozen=True, slots=True)
class InheritedQuestion:
    """A question with its clauses as sealed, and its options in the order that was drawn."""

    id: Id
    kind: KindName
    clauses: Given
    options: tuple[InheritedOption, ...]
    seed: str


@dataclass(frozen=True, slots=True)
class InheritedSealing:
    """A document as it was sealed, byte for byte, and what was sealed with it."""

    document: bytes
    questions: tuple[str, ...]
    lot_codes: Mapping[str, str]
    reason: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the document."""
        return hashlib.sha256(self.document).hexdigest()


@dataclass(frozen=True, slots=True)
class Inherited:
    """All that a hall has from the parent; `charter` and `shared` belong to all questions."""

    export: bytes
    questions: tuple[InheritedQuestion, ...]
    sealings: tuple[InheritedSealing, ...]
    charter: Given
    shared: Given


def start(
    state: Assembly,
    _moment: Moment,
    *,
    name: str,
    place: str,
    day: str,
    currency: str,
    language: str,
    begun: HallBegun,
    id: str,
    inherited: Inherited,
) -> Decided:
    """Begin the file of one hall, under the `id` that the parent gave it, with what was sealed.

    All of it at once: a hall that asks nothing yet never stands on the disk.
    """
    if state.mandate.id:
        return Refusal(
            say("This file already holds {name}.", name=state.mandate.name),
        )
    if hashlib.sha256(inherited.export).hexdigest() != begun.parent:
        return Refusal(
            say("This is not the export that the hall was begun from."),
        )
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return Refusal(
            say("“{day}” is not a day.", day=day),
            say("Write it as 2026-11-26."),
            "day",
        )
    if not clean(place):
        return Refusal(
            say("The place of the hall is missing."),
            say("Write where people meet."),
            "place",
        )
    return Writing(
        AssemblyStarted(
            id=id,
            name=clean(name),
            place=clean(place),
            day=on.isoformat(),
            currency=currency,
            language=language,
            rehearsal=False,
        ),
        begun,
        *_entries(inherited),
        drafts=(Draft(EXPORT, inherited.export.decode()),),
        attachments=tuple(
            Attached("application/json", each.document)
            for each in inherited.sealings
        ),
    )


def _entries(inherited: Inherited) -> Iterator[Entry]:
    """What was sealed for all halls, as it was sealed."""
    for question in inherited.questions:
        yield QuestionAsked(question.kind, question=question.id)
        for clause, value in question.clauses.items():
            if value is not None:
                yield QuestionSet(clause, value, question=question.id)
        yield from _options(question)
    for clause, value in inherited.charter.items():
        if value is not None:
            yield CharterSet(clause, value)
    for clause, value in inherited.shared.items():
        if value is not None:
            yield RuleSet(clause, value)
    for number, sealing in enumerate(inherited.sealings, 1):
        yield RulebookSealed(
            number=number,
            digest=sealing.digest,
            questions=sealing.questions,
            lot_codes=dict(sealing.lot_codes),
            reason=sealing.reason,
        )
    for question in inherited.questions:
        lines = (
            BallotLine(
                each.id,
                each.code,
                "" if each.person else each.title,
                each.cost,
            )
            for each in question.options
        )
        yield BallotDrawnUp(tuple(lines), question.seed, question=question.id)


def _options(question: InheritedQuestion) -> Iterator[Entry]:
    """Projects as they were accepted, or what may be chosen; other kinds have fixed answers."""
    for number, each in enumerate(question.options, 1):
        match question.kind:
            case "fund":
                yield from _project(number, each)
            case "choose" if each.person:
                yield OptionAdded(
                    option=each.id,
                    person=FreeText(each.title),
                    summary=each.summary,
                    question=question.id,
                )
            case "choose":
                yield OptionAdded(
                    option=each.id,
                    name=each.title,
                    summary=each.summary,
                    question=question.id,
                )
            case _:
                pass


def _project(number: int, option: InheritedOption) -> Iterator[Entry]:
    yield ProposalReceived(
        proposal=option.id,
        number=number,
        title=option.title,
        summary=FreeText(option.summary),
        place="",
        wish=option.cost,
    )
    yield ProposalAnswered(
        proposal=option.id,
        accepted=True,
        cost=option.cost,
        reason=FreeText(""),
    )
    if option.category or option.excludes:
        yield ProposalPlaced(
            proposal=option.id,
            category=option.category,
            excludes=option.excludes,
        )


def settled(state: Assembly) -> Refusal | None:
    """Why questions and what stands on the sheets cannot change in a hall; None in no hall."""
    if not state.part:
        return None
    return Refusal(
        say(
            "The questions were sealed for all halls of “{name}”.",
            name=state.hall.of,
        ),
        say("A hall changes nothing of them: ask it in a file of its own."),
    )


def missing(state: Assembly) -> Needs:
    """That the charter of the hall itself is not sealed yet."""
    if not state.part or state.shared_sealed:
        return ()
    return (
        Missing(
            say("The charter of this hall is not sealed."),
            say("Who counts and who signs is fixed before anybody votes."),
            "charter",
            "seal",
        ),
    )


def apply(_hall: Hall, entry: HallEntry, _at: datetime) -> Hall:
    """What the entry adds."""
    return Hall(
        entry.parent,
        entry.assembly,
        entry.of,
        entry.hall,
        entry.sealings,
    )


def tell(entry: HallEntry, _state: Assembly) -> Words:
    """The entry as a sentence of the minutes."""
    return say(
        "This is the hall “{hall}” of “{name}”, begun from what was sealed under {code}.",
        hall=entry.hall,
        name=entry.of,
        code=short_code(entry.parent),
    )
