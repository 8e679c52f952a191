"""Approval: a box, a code, a name. One cross a box."""

from __future__ import annotations

from pbdesk.paper.ballots.paper import Layout
from pbdesk.paper.ballots.row import BoxRow
from pbdesk.voting.options import Settings

__all__ = ["approval"]


def approval(_settings: Settings) -> Layout:
    """Boxes for crosses."""
    return Layout(BoxRow(10, crossed=True))
