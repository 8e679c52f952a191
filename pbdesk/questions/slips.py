"""Slips: answers without a name, that are only ever added up.

Decision   release
Entry      SlipsReleased
A slip is one tally for each answer, never a row. The totals are typed in at once and released once:
from two releases somebody could take the difference. Below ten slips nothing of them is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from pbdesk.minutes.decision import Moment, Refusal, Writing
from pbdesk.questions.of import OfQuestion
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.questions.asking import Asking

__all__ = ["LEAST", "Slips", "SlipsReleased", "apply", "release", "tell"]

LEAST = 10
"""From so many answers on the whole distribution is shown; breakdowns never."""


class SlipsReleased(OfQuestion, frozen=True, tag="slips.released", kw_only=True):
    """How many slips gave each answer; nothing where there were fewer than ten."""

    undoable = False
    answers: dict[str, int]


@dataclass(frozen=True, slots=True)
class Slips:
    """What was released."""

    released: SlipsReleased | None = None


def release(state: Asking, _moment: Moment, *, answers: Mapping[str, int]) -> Writing | Refusal:
    """Put the totals of the slips into the record, where there are ten or more."""
    if state.terms.way != "slip":
        return Refusal(say("This question is not answered on slips."))
    if not state.rulebook.sealed or not state.sheet.drawn_up:
        return Refusal(
            say("The question is not ready."), say("Seal it and draw it up before slips go round.")
        )
    if state.slips.released:
        return Refusal(
            say("The slips are in the record already."),
            say("A second release would tell small numbers by the difference."),
        )
    known = {str(line.project) for line in state.sheet.lines}
    if not answers.keys() <= known or min(answers.values(), default=0) < 0:
        return Refusal(
            say("A figure stands beside an answer that is not asked."),
            say("Write how many slips gave each answer."),
            "answers",
        )
    enough = sum(answers.values()) >= LEAST
    every = {each: answers.get(each, 0) for each in sorted(known)}
    return Writing(SlipsReleased(answers=every if enough else {}))


def apply(slips: Slips, entry: SlipsReleased, _at: datetime) -> Slips:
    """What the entry adds."""
    return replace(slips, released=entry)


def tell(entry: SlipsReleased, _state: Asking) -> Words:
    """The entry as a sentence of the minutes."""
    if not entry.answers:
        return say("Fewer than {n} slips came in; nothing of them is told.", n=LEAST)
    return several(
        "{n} slip was added up.", "{n} slips were added up.", sum(entry.answers.values())
    )
