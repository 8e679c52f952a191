"""Wording: a sheet of clauses as it is filled in, and as it will be read.

Plain data for charter and rulebook.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.minutes.clauses import Clause, ClauseValue
from pbdesk.minutes.decision import Missing
from pbdesk.words import Words, say

__all__ = ["Answer", "Question", "Wording", "place_in_step", "questions"]


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
    sentences: tuple[Words, ...]
    tinted: int | None
    open: tuple[Question, ...]
    note: Words
    sealed: datetime | None


def place_in_step(step: str, names: tuple[str, ...], chosen: str | None) -> Words:
    """Where a person is: the step, and the question that has the focus."""
    number = [each.name for each in ASSEMBLY.steps].index(step) + 1
    if chosen not in names:
        return say("Step {number} of {steps}", number=number, steps=len(ASSEMBLY.steps))
    return say(
        "Step {number} of {steps}, question {question} of {questions}",
        number=number,
        steps=len(ASSEMBLY.steps),
        question=names.index(chosen) + 1,
        questions=len(names),
    )


def questions(missing: tuple[Missing, ...], labels: Mapping[str, Words]) -> tuple[Question, ...]:
    """What is missing, each under the label of its field."""
    return tuple(Question(labels.get(each.field or "", each.words), each.why) for each in missing)
