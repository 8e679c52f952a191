"""Counting: the sealed urn under the sealed rules, off the window's thread.

The record gets the outcome afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.progress import Progress
from pbdesk.assembly.state import Assembly
from pbdesk.minutes.decision import Refusal
from pbdesk.questions.count import record_count
from pbdesk.questions.tally import Tally, tally
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.trace import outcome_bytes
from pbdesk.words import say

__all__ = ["count_now", "counted", "decided", "record", "recounted"]


def counted(
    state: Assembly,
    ballots: Iterable[tuple[str, str]],
    progress: Progress,
) -> Tally:
    """Count ballots read from the sealed urn. Pure but for progress."""
    papers = list(ballots)
    progress(0, 2, say("Counting {n} ballots", n=len(papers)))
    found = tally(state, papers)
    progress(2, 2, say("Counted."))
    return found


def record(desk: Desk, found: Tally) -> Refusal | None:
    """Record what the count found."""
    return desk.do(
        record_count,
        outcome=found.outcome,
        counted=found.profile.n,
        rejected=found.rejected,
        trace=outcome_bytes(found.outcome),
    )


def count_now(desk: Desk, progress: Progress) -> Refusal | None:
    """Count and record in one go, where no window waits."""
    return record(desk, counted(desk.state, desk.ballots(), progress))


def recounted(desk: Desk, progress: Progress) -> bool:
    """Whether counting again gives the result that was recorded.

    Compared is what was decided, not the sentences about it: a later version may word a reason
    better.
    """
    recorded = desk.state.outcome
    if recorded is None:
        raise ValueError("nothing is counted yet")
    return decided(
        counted(desk.state, desk.ballots(), progress).outcome,
    ) == decided(
        recorded,
    )


def decided(outcome: Outcome) -> tuple[object, ...]:
    """What a count decided.

    Rule, settings, money and support of each project, who is funded in which order.
    """
    return (
        outcome.rule,
        dict(outcome.parameters),
        outcome.budget,
        outcome.funded,
        outcome.cost,
        outcome.leftover,
        dict(outcome.support),
        dict(outcome.awards),
    )
