"""What may be shown of scores that people gave alone: never so much that one score comes out.

Everybody knows their own score and sees what is shown: the middle score, and whether all are close
to it. That fixes nobody else's; a test looks through every sheet of scores that a panel can give.
Several jurors who put their scores together learn more: six of seven can often tell the seventh's.
The slip says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["FEWEST", "MOST", "Summary", "summary_of"]

MOST = 4
"""A score goes from 0 to this."""

FEWEST = 5
"""From so many scores on the middle is shown; below, nothing."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The middle score, or the two in the middle.

    `close`: all scores lie within one step of it; otherwise they lie apart.
    """

    low: int
    high: int
    close: bool


def summary_of(counts: Sequence[int]) -> Summary | None:
    """What is shown of a standard; None: too few gave a score.

    `counts`: how many slips gave each score from 0 to MOST. Who cannot say is not counted.
    """
    scores = [
        score for score, n in enumerate(counts[: MOST + 1]) for _ in range(n)
    ]
    if len(scores) < FEWEST:
        return None
    low = scores[(len(scores) - 1) // 2]
    high = scores[len(scores) // 2]
    close = low - 1 <= scores[0] and scores[-1] <= high + 1
    return Summary(low, high, close)
