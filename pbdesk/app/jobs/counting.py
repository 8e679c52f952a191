"""Counting: the sealed urn under the sealed rules, off the window's thread; the record gets the outcome afterwards."""

from __future__ import annotations

from collections.abc import Iterable

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.progress import Progress
from pbdesk.assembly.count import record_count
from pbdesk.assembly.decision import Refusal
from pbdesk.assembly.state import Assembly
from pbdesk.assembly.tally import Tally, tally
from pbdesk.assembly.trace import outcome_bytes
from pbdesk.words import say

__all__ = ["count_now", "counted", "record", "recounted"]


def counted(state: Assembly, ballots: Iterable[tuple[str, str]], progress: Progress) -> Tally:
    """Count ballots read from the sealed urn. Pure but for progress."""
    papers = list(ballots)
    progress(0, 2, say("Counting {n} ballots", n=len(papers)))
    found = tally(state, papers)
    progress(2, 2, say("Counted."))
    return found


def record(desk: Desk, found: Tally) -> Refusal | None:
    """Record what the count found."""
    return desk.do(record_count, outcome=found.outcome, counted=found.profile.n, rejected=found.rejected,
                   trace=outcome_bytes(found.outcome))


def count_now(desk: Desk, progress: Progress) -> Refusal | None:
    """Count and record in one go, where no window waits."""
    return record(desk, counted(desk.state, desk.ballots(), progress))


def recounted(desk: Desk, progress: Progress) -> bool:
    """Whether counting again gives the very bytes that were recorded."""
    stated = desk.state.count.counted
    if stated is None:
        raise ValueError("nothing is counted yet")
    import hashlib

    again = outcome_bytes(counted(desk.state, desk.ballots(), progress).outcome)
    return hashlib.sha256(again).hexdigest() == stated.digest
