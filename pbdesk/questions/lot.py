"""Lot: the order in which equals go, from dice in the room and a code that was sealed before.

Decision  draw_seed
Entry     SeedDrawn
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from pbdesk.minutes.decision import Decided, Draft, Moment, Refusal, Writing
from pbdesk.questions.of import OfRound
from pbdesk.voting import ties
from pbdesk.words import Words, say

if TYPE_CHECKING:
    from pbdesk.questions.asking import Asking

__all__ = [
    "Lot",
    "SeedDrawn",
    "apply",
    "as_thrown",
    "draw_seed",
    "lot_code",
    "tell",
]


def lot_code(round_: str) -> str:
    """The draft that keeps the code sealed for a round until it is opened in the room."""
    return f"lot/{round_}"


class SeedDrawn(OfRound, frozen=True, tag="seed.drawn"):
    """Dice were called out in the room and the sealed code was opened.

    Together the seed of the lot.
    """

    undoable = False
    dice: str
    code: str


@dataclass(frozen=True, slots=True)
class Lot:
    """What the dice showed and the code that was opened, once they were."""

    drawn: SeedDrawn | None = None

    @property
    def seed(self) -> str | None:
        """The seed of the lot: dice and code joined by a hyphen."""
        if self.drawn:
            return f"{self.drawn.dice}-{self.drawn.code}"
        return None

    def of(
        self,
        question: str,
        rungs: tuple[ties.Rung, ...],
    ) -> ties.Lot | None:
        """The lot that settles the ties of a question, once the dice were thrown.

        `rungs`: what its rulebook says parts equals before the lot does.
        """
        if self.seed:
            return ties.Lot(self.seed, question, rungs)
        return None


def draw_seed(
    state: Asking,
    _moment: Moment,
    *,
    dice: str,
    code: str | None = None,
) -> Decided:
    """Call out the dice and open the sealed code.

    The seed of the lot, drawn whether there is a tie or not.
    """
    if state.part:
        return Refusal(
            say("A hall throws no dice."),
            say("They are thrown once, where all halls are added up."),
        )
    if not state.count.sealed:
        return Refusal(
            say("The ballots are not sealed."),
            say("Seal it before the dice are thrown."),
        )
    if state.lot.drawn:
        return Refusal(say("The dice were thrown already."))
    thrown = as_thrown(dice)
    if isinstance(thrown, Refusal):
        return thrown
    opened = (
        code
        if code is not None
        else state.drafts.get(lot_code(state.round), "")
    )
    if hashlib.sha256(opened.encode()).hexdigest() != state.rulebook.lot_code:
        return Refusal(
            say("This is not the code that was sealed."),
            say("Type the code from the envelope."),
            "code",
        )
    return Writing(
        SeedDrawn(thrown, opened),
        drafts=(Draft(lot_code(state.round), None),),
    )


def as_thrown(dice: str) -> str | Refusal:
    """What the dice showed as the seed has it: figures from 1 to 6, four or more."""
    thrown = "".join(dice.split())
    if len(thrown) < 4 or not set(thrown) <= set("123456"):
        return _no_throw(dice)
    return thrown


def _no_throw(dice: str) -> Refusal:
    return Refusal(
        say("“{dice}” is no throw of dice.", dice=dice),
        say("Write at least four figures from 1 to 6 as they were called out."),
        "dice",
    )


def apply(lot: Lot, entry: SeedDrawn, _at: datetime) -> Lot:
    """What the entry adds."""
    return replace(lot, drawn=entry)


def tell(entry: SeedDrawn, _state: Asking) -> Words:
    """The entry as a sentence of the minutes."""
    return say(
        "The dice showed {dice}; the sealed code was {code}.",
        dice=" ".join(entry.dice),
        code=entry.code,
    )
