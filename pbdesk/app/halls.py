"""Halls: the desk of a vote in several halls, its export, and a hall begun from it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, cast

from pbdesk.app.chance import Source, from_system
from pbdesk.app.desk import Desk
from pbdesk.assembly import hall
from pbdesk.assembly.hall import (
    HallBegun,
    Inherited,
    InheritedOption,
    InheritedQuestion,
    InheritedSealing,
)
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.assembly.mandate import ROLES
from pbdesk.assembly.state import Assembly
from pbdesk.halls import named
from pbdesk.halls.kind import PARENT
from pbdesk.halls.state import Parent as ParentState
from pbdesk.minutes.decision import Refusal, Writing
from pbdesk.minutes.entries import Id, Recorded
from pbdesk.minutes.fold import fold
from pbdesk.minutes.kinds import AnyKind
from pbdesk.pack.contents import Json, canonical, canonically_read
from pbdesk.pack.parent import (
    PARENT_FORMAT,
    Combiner,
    Parent,
    ParentHall,
    ParentOption,
    ParentQuestion,
    parent_bytes,
    parent_digest,
    read_parent,
)
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.whole import write_whole
from pbdesk.questions.limits import Given
from pbdesk.questions.tally import constraints_of
from pbdesk.questions.terms import KindName
from pbdesk.voting.constraints_json import constraints_json
from pbdesk.words import say

__all__ = [
    "ParentDesk",
    "begin_hall",
    "export_bytes",
    "hall_name",
    "make_export",
    "write_export",
]


class ParentDesk(Desk):
    """One open vote in several halls."""

    kinds: ClassVar[tuple[AnyKind, ...]] = (PARENT,)

    @property
    def parent(self) -> ParentState:
        """What it adds up to, with its halls."""
        return cast("ParentState", self.state)

    def sealed(self) -> tuple[bytes, ...]:
        """The documents as they were sealed, byte for byte."""
        return tuple(
            self.record.attachment(bytes.fromhex(each.digest)).data
            for each in self.state.rules.sealings
        )

    def export(self) -> bytes | None:
        """The export as it was made; None before."""
        held = self.state.drafts.get(named.EXPORT)
        if held is None:
            return None
        return held.encode()


def export_bytes(desk: ParentDesk) -> bytes | Refusal:
    """The export as it would be made now. A refusal says what is missing."""
    missing = next(iter(named.missing(desk.parent)), None)
    if missing is not None:
        return missing.refusal
    return _exported(desk)


def _exported(desk: ParentDesk) -> bytes | Refusal:
    try:
        return parent_bytes(_export(desk))
    except PackRefused as refused:
        return Refusal(refused.words)


def make_export(desk: ParentDesk) -> Refusal | None:
    """Make the export and fix it for good."""
    data = export_bytes(desk)
    if isinstance(data, Refusal):
        return data
    return desk.do(cast("Any", named.fix), export=data)


def write_export(desk: ParentDesk, path: Path) -> Refusal | None:
    """Write the export to a file, whole or not at all."""
    data = desk.export()
    if data is None:
        return _NOT_MADE
    try:
        write_whole(data, path)
    except PackRefused as refused:
        return Refusal(refused.words, where="path")
    return None


_NOT_MADE = Refusal(
    say("The export is not made."),
    say("Make it on the page of the halls."),
)


def _export(desk: ParentDesk) -> Parent:
    state = desk.parent
    documents = desk.sealed()
    about = state.about
    rounds = dict.fromkeys(state.of(each).round for each in state.order)
    return Parent(
        format=PARENT_FORMAT,
        assembly=about.id,
        name=about.name,
        day=about.day.isoformat(),
        currency=about.currency,
        language=about.language,
        rulebooks=tuple(
            cast("dict[str, object]", canonically_read(each))
            for each in documents
        ),
        lot_codes={each: state.rules.lot_code(each) for each in rounds},
        questions=tuple(_question(state.of(each)) for each in state.order),
        halls=tuple(
            ParentHall(id=each.id, name=each.name, place=each.place)
            for each in state.halls.by_id.values()
        ),
        combiners=tuple(
            Combiner(role=role, key=key)
            for role, key in sorted(state.halls.combiners.items())
        ),
    )


def _question(state: Assembly) -> ParentQuestion:
    terms = state.terms
    sealed = [each.digest for each in state.rules.sealings]
    obeyed = constraints_of(state)
    return ParentQuestion(
        id=state.asked,
        kind=terms.kind,
        wording=terms.wording,
        force=terms.force,
        way=terms.way,
        round=state.round,
        rulebook=sealed.index(state.rulebook.digest) + 1,
        seed=state.sheet.seed,
        budget=state.pot if terms.funds else None,
        options=_options(state),
        constraints=None if obeyed is None else constraints_json(obeyed),
    )


def _options(state: Assembly) -> tuple[ParentOption, ...]:
    summaries = {
        each.id: str(each.summary) for each in state.ideas.by_id.values()
    }
    summaries |= {
        each.id: each.summary for each in state.terms.options.values()
    }
    people = {each.id for each in state.terms.options.values() if each.person}
    placed = {each.project: each for each in state.placed()}
    return tuple(
        ParentOption(
            id=line.project,
            code=line.code,
            title=line.title,
            summary=summaries.get(line.project, ""),
            cost=line.cost,
            category=placed[line.project].category
            if line.project in placed
            else "",
            excludes=placed[line.project].excludes
            if line.project in placed
            else (),
            person=line.project in people,
        )
        for line in state.sheet.lines
    )


def _begun(
    parent: Parent,
    export: bytes,
    found: ParentHall,
    inherited: Inherited,
) -> HallBegun:
    return HallBegun(
        parent=parent_digest(export),
        assembly=parent.assembly,
        of=parent.name,
        hall=found.name,
        sealings=len(inherited.sealings),
    )


def begin_hall(
    path: Path,
    export: bytes,
    which: str,
    *,
    place: str = "",
    day: str = "",
    language: str = "",
    source: Source | None = None,
) -> Desk | Refusal:
    """Begin the file of the hall with the id `which` from a parent's export.

    `place`, `day` and `language` are the hall's own; what is left empty is as the parent has it.
    """
    try:
        parent = read_parent(export)
    except PackRefused as refused:
        return Refusal(refused.words, where="export")
    found = parent.hall(which)
    if found is None:
        return Refusal(
            say("The export of “{name}” names no such hall.", name=parent.name),
            say("Choose one of those that it names."),
            "hall",
        )
    source = source or from_system()
    inherited = _inherited(parent, export)
    moment = source.moment()
    first = hall.start(
        Assembly(),
        moment,
        name=hall_name(parent, found),
        place=place or found.place,
        day=day or parent.day,
        currency=parent.currency,
        language=language or parent.language,
        id=found.id,
        begun=_begun(parent, export, found, inherited),
        inherited=inherited,
    )
    if isinstance(first, Refusal):
        return first
    return _unlike(first, moment.at, parent) or Desk.begin(path, first, source)


def _unlike(first: Writing, at: datetime, parent: Parent) -> Refusal | None:
    """Why what is taken over is not what the export says of its questions beside their rules."""
    recorded = [
        Recorded(seq, 1, at, entry)
        for seq, entry in enumerate(first.entries, 1)
    ]
    begun = fold(ASSEMBLY, recorded)
    for question in parent.questions:
        state = begun.of(Id(question.id))
        terms = state.terms
        obeyed = constraints_of(state)
        here = (
            (terms.kind, terms.wording, terms.force, terms.way, state.round),
            state.pot if terms.funds else None,
            None if obeyed is None else constraints_json(obeyed),
        )
        there = (
            (
                question.kind,
                question.wording,
                question.force,
                question.way,
                question.round,
            ),
            question.budget,
            question.constraints,
        )
        if here != there:
            return Refusal(
                say(
                    "The export says of question {number} what its sealed rules do not.",
                    number=question.id,
                ),
                say("Ask for the export again, and compare its code."),
                "export",
            )
    return None


def hall_name(parent: Parent, found: ParentHall) -> str:
    """What the hall's papers are headed by: the vote and the hall."""
    return f"{parent.name}, {found.name}"


def _inherited(parent: Parent, export: bytes) -> Inherited:
    first = parent.rulebooks[0]
    charter = _clauses(first, "charter")
    numbers = range(1, len(parent.rulebooks) + 1)
    return Inherited(
        export,
        tuple(_asked(parent, each) for each in parent.questions),
        tuple(_sealing(parent, number) for number in numbers),
        {each.name: charter.get(each.name) for each in ROLES},
        _clauses(first, "rulebook"),
    )


def _asked(parent: Parent, question: ParentQuestion) -> InheritedQuestion:
    sealed = parent.sealed(question)
    return InheritedQuestion(
        Id(question.id),
        cast("KindName", question.kind),
        {**_clauses(sealed, "charter"), **_clauses(sealed, "rulebook")},
        tuple(
            InheritedOption(
                Id(each.id),
                each.code,
                each.title,
                each.summary,
                each.cost,
                each.category,
                tuple(Id(other) for other in each.excludes),
                each.person,
            )
            for each in question.options
        ),
        question.seed,
    )


def _sealing(parent: Parent, number: int) -> InheritedSealing:
    """A document with the questions it has, and the codes of rounds that it sealed first."""
    document = parent.rulebooks[number - 1]
    earlier = {
        each.round for each in parent.questions if each.rulebook < number
    }
    these = [each for each in parent.questions if each.rulebook == number]
    fresh = {each.round for each in these} - earlier
    return InheritedSealing(
        canonical(document),
        tuple(each.id for each in these),
        {each: parent.lot_codes[each] for each in sorted(fresh)},
        str(document.get("reason") or ""),
    )


def _clauses(held: Json, name: str) -> Given:
    """The clauses that a sealed document has under a name."""
    return {
        clause: value
        for clause, value in _part(held, name).items()
        if isinstance(value, str | int | None)
    }


def _part(held: Json, name: str) -> Json:
    found = held.get(name)
    if not isinstance(found, dict):
        return {}
    return cast("Json", found)
