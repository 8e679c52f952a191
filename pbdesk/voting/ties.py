"""Ties: the ladder (as a rule, cheaper, then more votes, then lot) and the public lot.

One lot order for the whole count: ascending SHA-256 over a label, the seed, the question and the
project id, so that anybody can re-run it by hand. The seed is dice called out in the room joined to
a code sealed beforehand; one throw serves all questions of a round, each with an order of its own.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pbdesk.voting.outcome import Tie, Worth

__all__ = [
    "LADDERS",
    "USUAL",
    "USUAL_LADDER",
    "Ladder",
    "Lot",
    "Rung",
    "lot_number",
    "lot_order",
]


type Rung = Literal["cheaper", "votes"]
"""What may part equals before the lot does: the lower cost, or more votes."""

LADDERS: Mapping[str, tuple[Rung, ...]] = {
    "cheaper-votes": ("cheaper", "votes"),
    "votes-cheaper": ("votes", "cheaper"),
    "cheaper": ("cheaper",),
    "votes": ("votes",),
    "lot": (),
}
"""The ladders that a rulebook may seal, by the word it stores; the last rung is always the lot."""

USUAL_LADDER = "cheaper-votes"
USUAL = LADDERS[USUAL_LADDER]


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot that was drawn: the public seed, and the question (its id) whose ties it settles.

    Where something else than a question's ties is put in order, `question` names that. `rungs`:
    what parts equals before the lot does, as the sealed rulebook says.
    """

    seed: str
    question: str = ""
    rungs: tuple[Rung, ...] = USUAL


def lot_number(lot: Lot, project: str) -> bytes:
    """The project's place in the lot.

    SHA-256 of "pbdesk/lot/2", 00, seed, 00, question, 00, id (all NFC, UTF-8).
    """
    parts = ("pbdesk/lot/2", lot.seed, lot.question, project)
    words = (unicodedata.normalize("NFC", text).encode() for text in parts)
    return hashlib.sha256(b"\0".join(words)).digest()


def lot_order(lot: Lot, projects: Iterable[str]) -> tuple[str, ...]:
    """Projects in the order of the lot."""
    return tuple(sorted(projects, key=lambda project: lot_number(lot, project)))


@dataclass(frozen=True, slots=True)
class Ladder:
    """How equals are put in order.

    By the rungs of the lot, then by lot; where none was drawn cheaper, then more votes, then by
    project id, and said so.
    """

    lot: Lot | None

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """What parts equals before the lot does."""
        if self.lot is None:
            return USUAL
        return self.lot.rungs

    def order(
        self,
        tied: Iterable[str],
        cost: Callable[[str], int],
        votes: Callable[[str], Worth],
    ) -> Tie:
        """The tied projects in order.

        And the lowest rung that was needed to tell them all apart.
        """
        place = {each: self._place(cost(each), votes(each)) for each in tied}
        ordered = tuple(
            sorted(place, key=lambda each: (place[each], self._last(each))),
        )
        for depth, rung in enumerate(self.rungs, 1):
            if len({place[each][:depth] for each in ordered}) == len(ordered):
                return Tie(ordered, rung, ordered)
        return Tie(ordered, "id" if self.lot is None else "lot", ordered)

    def _place(
        self,
        cost: int,
        votes: Worth,
    ) -> tuple[Worth, ...]:
        """What each rung sorts by, lowest first."""
        by = {"cheaper": cost, "votes": -votes}
        return tuple(by[rung] for rung in self.rungs)

    def _last(self, project: str) -> bytes:
        if self.lot is not None:
            return lot_number(self.lot, project)
        return project.encode()
