"""Near misses: for each project that was not funded, the least that would have won it. Counts many times."""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.app.jobs.progress import Progress
from pbdesk.assembly.near_miss import NearMiss, near_misses
from pbdesk.assembly.rulebook import rule_settings
from pbdesk.assembly.state import Assembly
from pbdesk.voting.explain.least_change import takes_turns
from pbdesk.words import say

__all__ = ["all_near_misses", "quick_near_misses"]


def all_near_misses(state: Assembly, ballots: Sequence[tuple[str, str]], progress: Progress,
                    ) -> dict[str, tuple[NearMiss, ...]]:
    """Near misses by project id. Pure but for progress. Raises ValueError before the count, Cancelled when stopped.

    Quick where projects take turns; under other rules up to two hundred counts a project.
    """
    if state.outcome is None:
        raise ValueError("nothing is counted yet")
    lost = [line for line in state.vote.lines if line.project not in state.outcome.funded]
    found: dict[str, tuple[NearMiss, ...]] = {}
    for i, line in enumerate(lost):
        progress(i, len(lost), say("Counting again for “{title}”", title=line.title))
        found[line.project] = near_misses(state, ballots, line.project)
    progress(len(lost), len(lost), say("Counted."))
    return found


def quick_near_misses(state: Assembly, ballots: Sequence[tuple[str, str]], progress: Progress,
                      ) -> dict[str, tuple[NearMiss, ...]]:
    """Near misses where finding them keeps nobody waiting; none under rules that would be counted a hundred times."""
    if not takes_turns(state.rulebook.rule, rule_settings(state.rulebook, 0)):
        return {}
    return all_near_misses(state, ballots, progress)
