"""Approval: a box, a code, a name. One cross a box."""

from __future__ import annotations

from collections.abc import Mapping

from pbdesk.paper.ballots.paper import Layout
from pbdesk.paper.ballots.row import BoxRow
from pbdesk.voting.options import Setting

__all__ = ["approval"]


def approval(_settings: Mapping[str, Setting]) -> Layout:
    """Boxes for crosses."""
    return Layout(BoxRow(10, crossed=True))
