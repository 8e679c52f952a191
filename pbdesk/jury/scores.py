"""Scores first: each juror scores every standard alone, on a slip, before anybody speaks.

Decisions  key_slip, key_again, show     Entries  SlipsScored of `questions.slips`
It is a question of kind "score": its items are the standards that were sealed with the terms, and
its slip, tally, entry and what is told of it are those of every such question. A case adds only
when it may be asked: once both sides were heard, of everybody who heard all of it. Jurors are few:
their slips are read one by one, into sums, and all must be in before anything is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pbdesk.jury.sitting import too_few
from pbdesk.jury.triage import stopped
from pbdesk.minutes.decision import (
    Decided,
    Draft,
    Missing,
    Moment,
    Needs,
    Refusal,
    Writing,
)
from pbdesk.minutes.entries import Id
from pbdesk.questions.items import STEPS, UNSAID, Item, Items
from pbdesk.questions.shown import MOST
from pbdesk.questions.slips import Read, scored
from pbdesk.questions.terms import FIRST, Terms
from pbdesk.words import say, several

if TYPE_CHECKING:
    from pbdesk.jury.state import Case

__all__ = [
    "TOGETHER",
    "key_again",
    "key_slip",
    "missing",
    "question",
    "show",
    "slips",
    "tallies",
]

TOGETHER = say(
    "From your own score and what is shown nobody's score can be told. Six of seven who put theirs "
    "together can often tell the seventh's: keep yours to yourself.",
)
"""What a slip says of what is shown."""

_DRAFT = "scores"


def question(state: Case) -> Terms:
    """The question that jurors answer: how far each standard was met."""
    items = _items_of(state)
    return Terms("score", {"question": state.terms.question}, items=items)


def _items_of(state: Case) -> Items:
    return {
        Id(str(number)): Item(standard, STEPS, ordered=True)
        for number, standard in enumerate(state.terms.standards, 1)
    }


def _read(state: Case) -> Read:
    """The slips that were read and are not shown yet."""
    return Read.of(state.drafts.get(_DRAFT))


def slips(state: Case) -> int:
    """How many slips are keyed and not shown yet."""
    return _read(state).slips


def key_slip(
    state: Case,
    _moment: Moment,
    *,
    scores: Sequence[int | None],
) -> Decided:
    """Read a slip into the tally. None: the juror cannot say."""
    refusal = _before_showing(state)
    if refusal:
        return refusal
    read, items = _read(state), question(state).items
    jurors = len(state.panel.by_number)
    if read.slips == jurors:
        return Refusal(
            say("All {n} slips are keyed.", n=jurors),
            say("If one was keyed wrongly, begin again with all of them."),
            "score/0",
        )
    answers = [UNSAID if score is None else str(score) for score in scores]
    if len(answers) != len(items) or not STEPS.keys() >= {*answers}:
        return Refusal(
            say(
                "Each standard needs a score from 0 to {most}, or that they cannot say.",
                most=MOST,
            ),
        )
    one_more = read.with_slip(dict(zip(items, answers, strict=True)))
    return Writing(drafts=(Draft(_DRAFT, one_more.draft()),))


def key_again(state: Case, _moment: Moment) -> Decided:
    """Forget the tally, to key all slips anew: one alone cannot be taken back out of it."""
    refusal = _before_showing(state) or _none_keyed(state)
    return refusal or Writing(drafts=(Draft(_DRAFT, None),))


def _none_keyed(state: Case) -> Refusal | None:
    if not slips(state):
        return Refusal(say("No slip is keyed."), where="score/0")
    return None


def show(state: Case, _moment: Moment) -> Decided:
    """Show what may be shown; from now on no slip can be changed."""
    refusal = _before_showing(state)
    if refusal:
        return refusal
    read = _read(state)
    jurors = len(state.panel.by_number)
    return _some_missing(read, jurors) or Writing(
        scored(question(state).items, read, FIRST),
        drafts=(Draft(_DRAFT, None),),
    )


def _some_missing(read: Read, jurors: int) -> Refusal | None:
    if read.slips < jurors:
        return Refusal(
            several(
                "{n} slip is missing.",
                "{n} slips are missing.",
                jurors - read.slips,
            ),
            say("Nothing is shown before everybody has scored."),
            "score/0",
        )
    return None


_NOT_OVER = Refusal(
    say("The hearing is not over."),
    say("Jurors score once both sides were heard."),
)


_SHOWN = Refusal(say("The scores are shown; they stay as they are."))


def _before_showing(state: Case) -> Refusal | None:
    if not state.hearing.over:
        return stopped(state) or _NOT_OVER
    return _cannot_show(state)


def _cannot_show(state: Case) -> Refusal | None:
    if state.scores.done:
        return _SHOWN
    return stopped(state) or too_few(state)


def tallies(state: Case) -> tuple[tuple[int, ...], ...]:
    """For each standard how many gave each score, last who cannot say; all 0 below five scores."""
    counts = _counts(state)
    return tuple(_in_steps(each) for each in counts)


def _in_steps(each: dict[str, int]) -> tuple[int, ...]:
    return tuple(each.get(step, 0) for step in STEPS)


def _counts(state: Case) -> list[dict[str, int]]:
    return [
        {cell.answers[0]: cell.slips for cell in standard.cells}
        for standard in state.scores.items
    ]


def missing(state: Case) -> Needs:
    """What the scores still need."""
    if not state.hearing.over or state.scores.done:
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
    why = say(
        "Each juror judges alone first, so that nobody follows the loudest.",
    )
    return (Missing(told, why, "scores", "score/0" if left else "show"),)
