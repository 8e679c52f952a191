"""Parts: what a file holds several of. A question has its own sheet, box, count and declaration.

A round is the questions that are opened together: one stub for each person, one throw of the dice.
An entry of a part names it; the desk fills in the question that the state is turned to, so that no
decision can answer for another.
"""

from __future__ import annotations

from dataclasses import dataclass

from pbdesk.minutes.kinds import Part
from pbdesk.questions.box import Box
from pbdesk.questions.count import Count
from pbdesk.questions.declaration import Declaration
from pbdesk.questions.door import Stubs
from pbdesk.questions.hands import Hands
from pbdesk.questions.kiosk import Kiosk
from pbdesk.questions.lot import Lot
from pbdesk.questions.papers import Papers
from pbdesk.questions.sheet import Sheet
from pbdesk.questions.slips import Slips
from pbdesk.questions.spares import Spares
from pbdesk.questions.terms import Terms
from pbdesk.questions.vote import Vote
from pbdesk.voting.outcome import Outcome

__all__ = ["PARTS", "Question", "Round"]


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it stands: a slice a chapter, its papers, and its outcome once counted."""

    terms: Terms = Terms()
    sheet: Sheet = Sheet()
    kiosk: Kiosk = Kiosk()
    box: Box = Box()
    count: Count = Count()
    declaration: Declaration = Declaration()
    hands: Hands = Hands()
    slips: Slips = Slips()
    spares: Spares = Spares()
    papers: Papers = Papers()
    outcome: Outcome | None = None

    @property
    def given_up(self) -> bool:
        """Whether two counts of hands differed twice: it is asked anew, on paper."""
        return self.terms.way == "hands" and self.hands.to_paper


@dataclass(frozen=True, slots=True)
class Round:
    """One round: who was given a set of sheets, when it was open, and its lot."""

    given_out: Stubs = Stubs()
    vote: Vote = Vote()
    lot: Lot = Lot()


PARTS = {
    "question": Part("questions", Question),
    "round": Part("rounds", Round),
}
"""The parts of every kind of file that asks questions."""
