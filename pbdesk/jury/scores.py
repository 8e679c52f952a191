"""Scores first: each juror scores every standard alone, on a slip, before anybody speaks.

Decisions  key_slip, key_again, show     Entries  ScoresShown
A slip is read into one tally for each standard and is nowhere a row: its scores cannot be put
together again. The tally is a draft until all slips are in; then the middle is shown (`shown`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from pbdesk.jury.sitting import too_few
from pbdesk.jury.triage import stopped
from pbdesk.minutes.decision import Draft, Missing, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry
from pbdesk.questions.items import STEPS as OF_A_SCORE
from pbdesk.questions.items import UNSAID
from pbdesk.questions.shown import MOST, Summary, summary_of
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.jury.state import Case

__all__ = [
    "STEPS",
    "TOGETHER",
    "Scores",
    "ScoresShown",
    "apply",
    "key_again",
    "key_slip",
    "missing",
    "show",
    "shown",
    "slips",
    "tell",
]

STEPS: tuple[Words, ...] = tuple(words for name, words in OF_A_SCORE.items() if name != UNSAID)
"""What the scores from 0 to 4 mean. Besides them a slip offers "I cannot say"."""

TOGETHER = say(
    "From your own score and what is shown nobody's score can be told. Six of seven who put theirs "
    "together can often tell the seventh's: keep yours to yourself."
)
"""What a slip says of what is shown."""

_DRAFT = "scores"
_UNSAID = MOST + 1

type Tally = tuple[tuple[int, ...], ...]
"""For each standard: how many slips gave each score from 0 to 4, and how many cannot say."""


class ScoresShown(Entry, frozen=True, tag="scores.shown"):
    """All slips are in. `tally`: for each standard how many gave each score, last who cannot say.

    `slips`: how many there were.
    """

    public = False
    undoable = False
    tally: Tally
    slips: int


@dataclass(frozen=True, slots=True)
class Scores:
    """What all slips together said, once all of them were there."""

    tally: Tally = ()
    shown: datetime | None = None


def _keyed(state: Case) -> tuple[int, Tally]:
    """How many slips are keyed and not shown yet, and what they said."""
    draft = state.drafts.get(_DRAFT)
    if draft is None:
        return 0, ((0,) * (MOST + 2),) * len(state.terms.standards)
    found = json.loads(draft)
    return found["slips"], tuple(tuple(row) for row in found["tally"])


def slips(state: Case) -> int:
    """How many slips are keyed and not shown yet."""
    return _keyed(state)[0]


def key_slip(state: Case, _moment: Moment, *, scores: Sequence[int | None]) -> Writing | Refusal:
    """Read a slip into the tally. None: the juror cannot say."""
    refusal = _before_showing(state)
    if refusal:
        return refusal
    keyed, tally = _keyed(state)
    jurors = len(state.panel.by_number)
    if keyed == jurors:
        return Refusal(
            say("All {n} slips are keyed.", n=jurors),
            say("If one was keyed wrongly, begin again with all of them."),
            "score/0",
        )
    if len(scores) != len(tally) or not all(s is None or 0 <= s <= MOST for s in scores):
        return Refusal(
            say("Each standard needs a score from 0 to {most}, or that they cannot say.", most=MOST)
        )
    added = [
        [n + (place == (_UNSAID if score is None else score)) for place, n in enumerate(row)]
        for row, score in zip(tally, scores, strict=True)
    ]
    body = json.dumps({"slips": keyed + 1, "tally": added})
    return Writing(drafts=(Draft(_DRAFT, body),))


def key_again(state: Case, _moment: Moment) -> Writing | Refusal:
    """Forget the tally, to key all slips anew: one alone cannot be taken back out of it."""
    refusal = _before_showing(state)
    if refusal:
        return refusal
    if not slips(state):
        return Refusal(say("No slip is keyed."), where="score/0")
    return Writing(drafts=(Draft(_DRAFT, None),))


def show(state: Case, _moment: Moment) -> Writing | Refusal:
    """Show what may be shown; from now on no slip can be changed."""
    refusal = _before_showing(state)
    if refusal:
        return refusal
    keyed, tally = _keyed(state)
    jurors = len(state.panel.by_number)
    if keyed < jurors:
        return Refusal(
            several("{n} slip is missing.", "{n} slips are missing.", jurors - keyed),
            say("Nothing is shown before everybody has scored."),
            "score/0",
        )
    return Writing(ScoresShown(tally, keyed), drafts=(Draft(_DRAFT, None),))


def _before_showing(state: Case) -> Refusal | None:
    if not state.hearing.over:
        return stopped(state) or Refusal(
            say("The hearing is not over."), say("Jurors score once both sides were heard.")
        )
    if state.scores.shown:
        return Refusal(say("The scores are shown; they stay as they are."))
    return stopped(state) or too_few(state)


def shown(state: Case) -> tuple[tuple[str, Summary | None], ...]:
    """Each standard with what is shown of its scores; empty before all slips are in."""
    return tuple(
        (standard, summary_of(row))
        for standard, row in zip(state.terms.standards, state.scores.tally, strict=False)
    )


def apply(scores: Scores, entry: ScoresShown, at: datetime) -> Scores:
    """What the entry adds."""
    return replace(scores, tally=entry.tally, shown=at)


def missing(state: Case) -> tuple[Missing, ...]:
    """What the scores still need."""
    if not state.hearing.over or state.scores.shown:
        return ()
    few = too_few(state)
    if few is not None:
        why = say("Only who heard all of it decides.")
        return (Missing(few.words, why, "panel", ""),)
    left = len(state.panel.by_number) - slips(state)
    told = (
        several("{n} slip is missing.", "{n} slips are missing.", left)
        if left
        else say("The scores are not shown.")
    )
    why = say("Each juror judges alone first, so that nobody follows the loudest.")
    return (Missing(told, why, "scores", "score/0" if left else "show"),)


def tell(entry: ScoresShown, _state: Case) -> Words:
    """The entry as a sentence of the minutes."""
    return several(
        "{n} slip was in; the middle scores were shown.",
        "All {n} slips were in; the middle scores were shown.",
        entry.slips,
    )
