"""Combining: the packs of all halls brought together, the lot thrown, the pack of their sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbdesk.halls.state import Parent
from pbdesk.ui.render.blocks import Empty, Heading, Own, Paragraph
from pbdesk.ui.render.view import Here, PageSpec, PageView, place_or
from pbdesk.words import say

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("Bring together")


def view(state: Parent, _people: People | None, _here: Here) -> PageView:
    """What it is, then the work; before the export is made there is nothing to bring together."""
    heading = Heading(say("The packs of all halls"), _LABEL)
    if not state.halls.digest:
        sentence = say(
            "First the export is made, and every hall begins from it.",
        )
        return PageView((heading, Empty(say("Not yet"), sentence)))
    return PageView((heading, Paragraph(_CHECKED_FIRST), Own("combining")))


_CHECKED_FIRST = say(
    "Each pack is checked before it counts. The dice are thrown when all packs are "
    "in: with the code that was sealed here they alone decide ties. Nothing is "
    "recorded in this file.",
)


PAGE = PageSpec(
    "combining",
    _LABEL,
    view,
    way=place_or("combining"),
    whole=True,
)
