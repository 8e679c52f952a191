"""Count: from papers that add up to a sealed urn and a recorded count.

Decisions  seal_urn, record_count, count_open
Entries    UrnSealed, Counted
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, assert_never

from pbdesk.minutes.decision import (
    Attached,
    Decided,
    Draft,
    Missing,
    Moment,
    Needs,
    Paper,
    Refusal,
    Writing,
)
from pbdesk.questions import box
from pbdesk.questions.batches import lost_papers
from pbdesk.questions.keying import as_paper
from pbdesk.questions.of import OfQuestion
from pbdesk.questions.papers import PaperDraft
from pbdesk.questions.tally import tally
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.trace import outcome_bytes
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.questions.asking import Asking

__all__ = [
    "Count",
    "CountEntry",
    "Counted",
    "UrnSealed",
    "apply",
    "count_open",
    "missing",
    "record_count",
    "seal_urn",
    "tell",
]


class UrnSealed(OfQuestion, frozen=True, tag="urn.sealed"):
    """Nothing enters the urn any more. `urn_root` is the tree hash over its sorted leaves, hex."""

    undoable = False
    urn_root: str
    ballots: int


class Counted(OfQuestion, frozen=True, tag="counted", kw_only=True):
    """The rule was applied.

    `digest` names the attached outcome; `rejected` says how many by reason.
    """

    undoable = False
    digest: str
    counted: int
    rejected: dict[str, int]
    funded: tuple[str, ...] = ()
    elected: tuple[str, ...] = ()
    passed: bool | None = None


CountEntry = UrnSealed | Counted


@dataclass(frozen=True, slots=True)
class Count:
    """How far the count is."""

    sealed: UrnSealed | None = None
    counted: Counted | None = None
    counted_at: datetime | None = None


def seal_urn(state: Asking, _moment: Moment) -> Decided:
    """Move the agreed papers of a round into its urns and close them for good, all at once."""
    if state.count.sealed:
        return Refusal(say("The ballots are sealed already."))
    if state.any_open:
        return Refusal(
            say(
                "Another round is open, and the file is not rewritten while a ballot can be cast.",
            ),
            say("Close it first."),
        )
    for each in state.together:
        refusal = _unready(each)
        if refusal is not None:
            return refusal
    papers = list[Paper]()
    erased = list[Draft]()
    for each in state.together:
        papers += _papers(each)
        turns = each.papers.turns()
        erased += [
            PaperDraft(each.asked, where, None).as_draft() for where in turns
        ]
    return Writing(
        papers=tuple(papers),
        drafts=tuple(erased),
        sealing=_sealed,
        sealed_boxes=tuple(each.asked for each in state.together),
    )


def _unready(state: Asking) -> Refusal | None:
    """Why the box of one question cannot be sealed yet."""
    if not state.box.reconciled:
        return Refusal(
            say("It is not recorded that the papers add up."),
            say("Do it on the page of the batches."),
        )
    lost = lost_papers(state)
    if not lost:
        return None
    batch, paper = lost[0]
    return Refusal(
        say(
            "Paper {paper} of batch {batch} was keyed, and is not in the file any more.",
            paper=paper,
            batch=batch,
        ),
        say(
            "Correct the batch with the number of its papers; then that paper is keyed again.",
        ),
    )


def _papers(state: Asking) -> list[Paper]:
    """The papers of one question as they were agreed and ruled on."""
    found = list[Paper]()
    for batch in state.box.batches.values():
        for n in range(1, batch.papers + 1):
            keyed = state.papers.paper(batch.number, n).final
            if keyed is not None:
                found.append(replace(as_paper(keyed), box=state.asked))
    return found


def _sealed(boxes: Mapping[str, tuple[bytes, int]]) -> tuple[UrnSealed, ...]:
    return tuple(
        UrnSealed(root.hex(), n, question=box)
        for box, (root, n) in boxes.items()
    )


def record_count(
    state: Asking,
    _moment: Moment,
    *,
    outcome: Outcome,
    counted: int,
    rejected: Mapping[str, int],
    trace: bytes,
) -> Decided:
    """Record what the rule found; `trace` is the outcome as bytes (`trace.outcome_bytes`)."""
    refused = _not_ready(state)
    if refused is not None:
        return refused
    if state.count.counted:
        return Refusal(
            say(
                "The ballots were counted already; counting again gives the same result.",
            ),
        )
    return Writing(
        Counted(
            digest=hashlib.sha256(trace).hexdigest(),
            counted=counted,
            rejected=dict(rejected),
            funded=outcome.funded,
            elected=outcome.elected,
            passed=outcome.decided.passed if outcome.decided else None,
        ),
        attachments=(Attached("application/json", trace),),
    )


def count_open(state: Asking, moment: Moment) -> Decided:
    """Count and record what was answered in the open: hands or slips, that no box holds."""
    if state.terms.way == "sheet":
        return Refusal(
            say("This question is answered on sheets."),
            say("Its box is counted."),
        )
    refused = _not_ready(state)
    if refused is not None:
        return refused
    found = tally(state, ())
    return record_count(
        state,
        moment,
        outcome=found.outcome,
        counted=found.profile.n,
        rejected=found.rejected,
        trace=outcome_bytes(found.outcome),
    )


def _not_ready(state: Asking) -> Refusal | None:
    """Why nothing is counted yet: on a sheet the dice, else what two people counted or added up."""
    match state.terms.way:
        case "hands" if not state.hands.counted:
            return Refusal(
                say("The hands are not counted."),
                say("Two people count them first."),
            )
        case "slip" if not state.slips.released:
            return Refusal(
                say("The slips are not added up."),
                say("Add them up first."),
            )
        case "sheet" if state.part and not state.count.sealed:
            return Refusal(
                say("The ballots are not sealed."),
                say("Nothing is counted while a ballot could still be added."),
            )
        case "sheet" if not state.lot.drawn and not state.part:
            return Refusal(
                say("The lot is not drawn."),
                say("The dice are thrown before anything is counted."),
            )
        case _:
            return None


def apply(count: Count, entry: CountEntry, at: datetime) -> Count:
    """What the entry adds."""
    match entry:
        case UrnSealed():
            return replace(count, sealed=entry)
        case Counted():
            return replace(count, counted=entry, counted_at=at)
        case _:
            assert_never(entry)


def missing(state: Asking) -> Needs:
    """The next thing that the count needs, in the order of the evening."""
    count = state.count
    if not state.vote.closed or count.counted:
        return ()
    if not count.sealed:
        return box.missing(state) or (
            Missing(
                say("The ballots are not sealed."),
                say("Nothing is counted while a ballot could still be added."),
                "tally",
            ),
        )
    if not state.lot.drawn and not state.part:
        return (
            Missing(
                say("The dice are not thrown."),
                say("The lot is drawn before the count, tie or not."),
                "tally",
                "dice",
            ),
        )
    return (
        Missing(
            say("The ballots are not counted."),
            say("Everything is ready for it."),
            "tally",
        ),
    )


def tell(entry: CountEntry, state: Asking) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case UrnSealed(ballots=ballots):
            return several(
                "{n} ballot was sealed.",
                "{n} ballots were sealed.",
                ballots,
            )
        case Counted():
            return _counted_told(entry, state)
        case _:
            assert_never(entry)


def _counted_told(entry: Counted, state: Asking) -> Words:
    if state.part:
        return _part_told(entry)
    return _count_told(entry)


def _part_told(entry: Counted) -> Words:
    return say(
        "{counted} ballots were counted; the sum of all halls decides.",
        counted=entry.counted,
    )


def _count_told(entry: Counted) -> Words:
    if entry.passed is not None:
        said = say("it is passed") if entry.passed else say("it is not passed")
        return say(
            "{counted} answers were counted; {said}.",
            counted=entry.counted,
            said=said,
        )
    if entry.elected:
        return several(
            "{counted} ballots were counted; {n} option is chosen.",
            "{counted} ballots were counted; {n} options are chosen.",
            len(entry.elected),
            counted=entry.counted,
        )
    return say(
        "{counted} ballots were counted; {funded} projects are funded.",
        counted=entry.counted,
        funded=len(entry.funded),
    )
