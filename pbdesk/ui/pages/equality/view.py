"""What the page of the equality slips shows: the questions to fill in, or what was released."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pbdesk.assembly.equality import LEAST, answered
from pbdesk.assembly.state import Assembly
from pbdesk.words import Words, say, several

__all__ = ["EqualityView", "view"]


@dataclass(frozen=True, slots=True)
class EqualityView:
    """`open` while totals are typed in.

    Once they are in the record, `cells` are (answers, slips) by question.
    """

    caption: Words
    lead: Words
    open: bool
    cells: Mapping[str, tuple[tuple[Words, int], ...]]


def view(state: Assembly) -> EqualityView:
    """The page as it stands."""
    released = state.equality.released
    if released is None:
        return EqualityView(
            say("Not in the record yet"),
            say(
                "Who came is asked on a slip of its own, dropped into a box of its own, and never "
                "laid beside a ballot or "
                "a name. Add each column up by hand and type the totals. Answers given by fewer "
                "than {n} are taken "
                "together before anything is recorded; what you typed is then erased.",
                n=LEAST,
            ),
            open=True,
            cells={},
        )
    lead = (
        several("{n} slip was added up.", "{n} slips were added up.", state.equality.slips)
        if state.equality.slips
        else say("Fewer than {n} slips came in; nothing of them is told.", n=LEAST)
    )
    told = zip(state.equality.answered, answered(state.equality), strict=True)
    cells = {each.question: cells for each, (_, cells) in told if cells}
    return EqualityView(say("In the record, once and for good"), lead, open=False, cells=cells)
