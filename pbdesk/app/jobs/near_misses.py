"""Near misses: for each project that was not funded, the least that would have won it.

Counts many times.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from pbdesk.app.jobs.progress import Progress
from pbdesk.assembly.state import Assembly
from pbdesk.questions.near_miss import NearMiss, every_near_miss
from pbdesk.questions.sealing import rule_settings
from pbdesk.questions.tally import profile_of
from pbdesk.voting.explain.least_change import patience
from pbdesk.voting.progress import listening
from pbdesk.words import Words, say

__all__ = ["all_near_misses", "quick_near_misses"]


def all_near_misses(
    state: Assembly,
    ballots: Sequence[tuple[str, str]],
    progress: Progress,
) -> dict[str, tuple[NearMiss, ...]]:
    """Near misses by project id. Pure but for progress.

    Raises ValueError before the count, Cancelled when stopped. Seconds under most rules; longer
    where shares are raised step by step, or where it has to be searched.
    """
    if state.outcome is None:
        raise ValueError("nothing is counted yet")
    lost = [line for line in state.sheet.lines if line.project not in state.outcome.funded]
    progress(0, len(lost), say("Counting again for what was not funded"))
    with listening(progress):
        found = every_near_miss(state, ballots, [line.project for line in lost])
    progress(len(lost), len(lost), say("Counted."))
    return found


class _TooLongError(Exception):
    """Finding them would keep people waiting."""


def quick_near_misses(
    state: Assembly,
    ballots: Sequence[tuple[str, str]],
    progress: Progress,
) -> dict[str, tuple[NearMiss, ...]]:
    """Near misses where finding them keeps nobody waiting; else none."""
    profile, _ = profile_of(state, ballots)
    most, told = (
        patience(state.rulebook.rule, profile, rule_settings(state.rulebook, profile.n)),
        count(1),
    )

    def listen(done: int, of: int, words: Words) -> None:
        if next(told) > most:
            raise _TooLongError
        progress(done, of, words)

    try:
        return all_near_misses(state, ballots, listen) if most else {}
    except _TooLongError:
        return {}
