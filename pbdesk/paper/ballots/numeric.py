"""Points and scores: a number in a box. Points are added up at the foot."""

from __future__ import annotations

from pbdesk.paper.ballots.paper import Layout
from pbdesk.paper.ballots.row import BoxRow
from pbdesk.voting.options import Settings
from pbdesk.voting.styles.cumulative import CumulativeSettings
from pbdesk.words import say

__all__ = ["points", "scores"]


def points(settings: CumulativeSettings) -> Layout:
    """Boxes for points, and one for their sum."""
    return Layout(
        BoxRow(13),
        head=say("Points"),
        total=say("Points used, {points} at most", points=settings.points),
        used=lambda marks: sum(marks.values()),
    )


def scores(_settings: Settings) -> Layout:
    """Boxes for scores."""
    return Layout(BoxRow(13), head=say("Score"))
