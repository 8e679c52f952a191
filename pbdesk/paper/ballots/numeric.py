"""Points and scores: a number in a box. Points are added up at the foot."""

from __future__ import annotations

from collections.abc import Mapping

from pbdesk.paper.ballots.paper import Layout
from pbdesk.paper.ballots.row import BoxRow
from pbdesk.voting.options import Setting, settle
from pbdesk.voting.styles import STYLES
from pbdesk.words import say

__all__ = ["points", "scores"]


def points(settings: Mapping[str, Setting]) -> Layout:
    """Boxes for points, and one for their sum."""
    all_points = int(settle(STYLES["cumulative"].options, settings)["points"] or 0)
    return Layout(
        BoxRow(13),
        head=say("Points"),
        total=say("Points used, {points} at most", points=all_points),
        used=lambda marks: sum(marks.values()),
    )


def scores(_settings: Mapping[str, Setting]) -> Layout:
    """Boxes for scores."""
    return Layout(BoxRow(13), head=say("Score"))
