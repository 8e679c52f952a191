"""Scores first: each juror scores every standard alone, on a slip, before anybody speaks.

Decisions  key_slip, show                Entries  ScoresShown
Until all slips are there they are drafts that nobody reads; then the middle is shown (`shown`), the
slips go into one list without number or order, and the drafts are erased.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from pbdesk.jury.shown import MOST, Summary, summary_of
from pbdesk.jury.triage import stopped
from pbdesk.minutes.decision import Draft, Missing, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.jury.state import Case

__all__ = [
    "STEPS",
    "Scores",
    "ScoresShown",
    "apply",
    "key_slip",
    "missing",
    "show",
    "shown",
    "slips",
    "tell",
]

STEPS: tuple[Words, ...] = (
    say("Not met at all"),
    say("Hardly met"),
    say("Half met"),
    say("Mostly met"),
    say("Fully met"),
)
"""What the scores from 0 to 4 mean."""

_DRAFT = "slip/"


class ScoresShown(Entry, frozen=True, tag="scores.shown"):
    """All slips are in. `slips`: the scores of each by standard, in order of size."""

    public = False
    undoable = False
    slips: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """The slips once all of them were there."""

    slips: tuple[tuple[int, ...], ...] = ()
    shown: datetime | None = None


def slips(state: Case) -> Mapping[int, tuple[int, ...]]:
    """The slips that are keyed and not shown yet, by their number."""
    return {
        int(key.removeprefix(_DRAFT)): tuple(json.loads(body))
        for key, body in state.drafts.items()
        if key.startswith(_DRAFT)
    }


def key_slip(
    state: Case, _moment: Moment, *, slip: int, scores: Sequence[int]
) -> Writing | Refusal:
    """Key a slip, or key it anew. The numbers are those of the slips, not of the jurors."""
    refusal = _before_showing(state)
    if refusal:
        return refusal
    jurors, standards = len(state.panel.by_number), state.terms.standards
    if not 1 <= slip <= jurors:
        return Refusal(
            say("There are {n} slips.", n=jurors), say("Look at its number again."), "slip"
        )
    if len(scores) != len(standards) or not all(0 <= score <= MOST for score in scores):
        return Refusal(
            say("Each standard needs a score from 0 to {most}.", most=MOST),
            say("A slip with a gap goes back to the box, and its juror fills in another."),
            "scores",
        )
    body = json.dumps(list(scores))
    return Writing(drafts=(Draft(f"{_DRAFT}{slip}", body),))


def show(state: Case, _moment: Moment) -> Writing | Refusal:
    """Show what may be shown; from now on nobody can tell whose slip was whose."""
    refusal = _before_showing(state)
    if refusal:
        return refusal
    keyed, jurors = slips(state), len(state.panel.by_number)
    if len(keyed) < jurors:
        return Refusal(
            several("{n} slip is missing.", "{n} slips are missing.", jurors - len(keyed)),
            say("Nothing is shown before everybody has scored."),
            "slip",
        )
    return Writing(
        ScoresShown(tuple(sorted(keyed.values()))),
        drafts=tuple(Draft(f"{_DRAFT}{number}", None) for number in keyed),
    )


def _before_showing(state: Case) -> Refusal | None:
    if not state.hearing.over:
        return stopped(state) or Refusal(
            say("The hearing is not over."), say("Jurors score once both sides were heard.")
        )
    if state.scores.shown:
        return Refusal(say("The scores are shown; they stay as they are."))
    return stopped(state)


def shown(state: Case) -> tuple[tuple[str, Summary | None], ...]:
    """Each standard with what is shown of its scores; empty before all slips are in."""
    columns = zip(*state.scores.slips, strict=True)
    return tuple(zip(state.terms.standards, map(summary_of, columns), strict=False))


def apply(scores: Scores, entry: ScoresShown, at: datetime) -> Scores:
    """What the entry adds."""
    return replace(scores, slips=entry.slips, shown=at)


def missing(state: Case) -> tuple[Missing, ...]:
    """What the scores still need."""
    if not state.hearing.over or state.scores.shown:
        return ()
    left = len(state.panel.by_number) - len(slips(state))
    told = (
        several("{n} slip is missing.", "{n} slips are missing.", left)
        if left
        else say("The scores are not shown.")
    )
    why = say("Each juror judges alone first, so that nobody follows the loudest.")
    return (Missing(told, why, "scores", "slip" if left else "show"),)


def tell(entry: ScoresShown, _state: Case) -> Words:
    """The entry as a sentence of the minutes."""
    return several(
        "{n} slip was in; the middle scores were shown.",
        "All {n} slips were in; the middle scores were shown.",
        len(entry.slips),
    )
