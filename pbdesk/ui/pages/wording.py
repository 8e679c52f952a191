"""Wording: a sheet of clauses as it is filled in, and as it will be read.

What charter and rulebook share: the clauses as a form, or as facts once they are sealed; beside
them the sentences they add up to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from types import MappingProxyType

from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.assembly.state import Assembly
from pbdesk.minutes.clauses import Clause, ClauseValue
from pbdesk.minutes.decision import Needs
from pbdesk.minutes.steps import Progress
from pbdesk.ui.render.blocks import (
    Block,
    Blocks,
    Buttons,
    Clauses,
    Facts,
    Heading,
    Numbered,
    Paragraph,
    Press,
    Rule,
    Section,
)
from pbdesk.ui.render.intents import LIST, To
from pbdesk.ui.shown import (
    ATTENTION,
    NOT_STARTED,
    SEALED,
    Choice,
    FieldSpec,
    Kind,
    Shape,
    Value,
)
from pbdesk.words import Sentences, Words, say

__all__ = [
    "Answer",
    "Question",
    "Wording",
    "as_fields",
    "place_in_step",
    "questions",
    "sheet",
    "to_the_clause",
    "wall",
]

_KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "line": "text",
        "paragraph": "paragraph",
        "money": "money",
        "number": "number",
        "choice": "choice",
        "tick": "tick",
        "day": "date",
    },
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a clause says now: its value as the form shows it, and in words."""

    clause: Clause
    value: ClauseValue
    words: Words


@dataclass(frozen=True, slots=True)
class Question:
    """Something that is not said yet: its label, and why it must be."""

    label: Words
    why: Words


@dataclass(frozen=True, slots=True)
class Wording:
    """A sheet: its clauses, itself in plain words, and what is still open.

    `tinted` is the place in `sentences` of what the field with the focus is about. `sealed` is when
    it was fixed.
    """

    caption: Words
    answers: tuple[Answer, ...]
    above: Words
    sentences: Sentences
    tinted: int | None
    open: tuple[Question, ...]
    note: Words
    sealed: datetime | None

    @property
    def values(self) -> Mapping[str, Value]:
        """What is recorded, by clause, as a field shows it."""
        return {
            each.clause.name: _as_shown(each.clause, each.value)
            for each in self.answers
        }


def _as_shown(clause: Clause, value: ClauseValue) -> Value:
    return (
        date.fromisoformat(str(value))
        if clause.kind == "day" and value is not None
        else value
    )


def as_fields(
    clauses: Iterable[Clause],
    currency: str,
) -> tuple[FieldSpec, ...]:
    """The clauses as fields; the first of a group starts its section."""
    specs: list[FieldSpec] = []
    group: Words | None = None
    for clause in clauses:
        section = clause.group if clause.group != group else ""
        specs.append(_field(clause, currency, section))
        group = clause.group
    return tuple(specs)


def _field(clause: Clause, currency: str, section: Words | str) -> FieldSpec:
    counts = clause.kind == "number"
    return FieldSpec(
        clause.name,
        clause.label,
        _KINDS[clause.kind],
        clause.help or "",
        currency=currency,
        choices=tuple(
            Choice(key, words) for key, words in clause.choices.items()
        ),
        placeholder=say("Choose") if clause.kind == "choice" else "",
        least=clause.least if counts else None,
        most=clause.most if counts else None,
        section=section,
    )


def _group(clause: Clause) -> Words:
    return clause.group


def sheet(
    said: Wording,
    label: Words,
    form: Clauses,
    part: Callable[[Clause], Words] = _group,
) -> Blocks:
    """The left side: the form while it is filled in, facts in their parts once it is sealed."""
    if said.sealed is None:
        return (Heading(said.caption, label), form)
    blocks: list[Block] = [Heading(said.caption, label, SEALED, say("Sealed"))]
    for n, (group, members) in enumerate(
        groupby(said.answers, key=lambda a: part(a.clause)),
    ):
        blocks.append(Section(group, key=f"group-{n}"))
        blocks += [
            Facts(((a.clause.label, a.words),), key=a.clause.name)
            for a in members
        ]
    return tuple(blocks)


def wall(said: Wording, acts: tuple[Press, ...], *more: Block) -> Blocks:
    """The right side: the sentences, what can be done, and what is still open."""
    return (
        Heading(said.above, say("In plain words")),
        Numbered(said.sentences, said.tinted),
        Rule(),
        Buttons(acts),
        *more,
        Paragraph(said.note, role="help", key="note"),
        *_still_open(said),
    )


def _still_open(said: Wording) -> Blocks:
    if not said.open:
        return ()
    title = Section(say("Before it can be sealed"), key="open")
    untouched = not any(each.value for each in said.answers)
    shape = NOT_STARTED if untouched else ATTENTION
    return (
        title,
        *(_asking(n, each, shape) for n, each in enumerate(said.open)),
    )


def _asking(n: int, open_: Question, shape: Shape) -> Paragraph:
    lead = say("{label}.", label=open_.label)
    return Paragraph(open_.why, lead, shape=shape, key=f"open-{n}")


def to_the_clause(_state: object, target: str | None) -> To:
    """Somebody comes for a clause that is missing."""
    return To(focus=target or LIST)


def place_in_step(
    state: Assembly,
    step: str,
    names: tuple[str, ...],
    chosen: str | None,
) -> Words:
    """Where a person is: the step, of those that are needed, and the field that has the focus."""
    steps = [
        each.name
        for each in ASSEMBLY.steps
        if each.progress(state) is not Progress.NOT_NEEDED
    ]
    number = steps.index(step) + 1
    if chosen not in names:
        return say(
            "Step {number} of {steps}",
            number=number,
            steps=len(steps),
        )
    return say(
        "Step {number} of {steps}, field {field} of {fields}",
        number=number,
        steps=len(steps),
        field=names.index(chosen) + 1,
        fields=len(names),
    )


def questions(
    missing: Needs,
    labels: Mapping[str, Words],
) -> tuple[Question, ...]:
    """What is missing, each under the label of its field."""
    return tuple(
        Question(labels.get(each.field or "", each.words), each.why)
        for each in missing
    )
