"""Ranked: a number in a box, as hand counts in Britain and Ireland know it."""

from __future__ import annotations

from pbdesk.paper.ballots.paper import Layout
from pbdesk.paper.ballots.row import BoxRow
from pbdesk.voting.options import Settings
from pbdesk.words import say

__all__ = ["ordinal"]


def ordinal(_settings: Settings) -> Layout:
    """Boxes for places."""
    return Layout(BoxRow(13), head=say("Number"))
