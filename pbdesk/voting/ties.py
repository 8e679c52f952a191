"""Ties: the ladder (cheaper, then more votes, then lot) and the public lot.

One lot order for the whole count: ascending SHA-256 over a label, the seed, the question and the
project id, so that anybody can re-run it by hand. The seed is dice called out in the room joined to
a code sealed beforehand; one throw serves all questions of a round, each with an order of its own.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from pbdesk.voting.outcome import Tie

__all__ = ["Ladder", "Lot", "lot_number", "lot_order"]


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot that was drawn: the public seed, and the question (its id) whose ties it settles.

    Where something else than a question's ties is put in order, `question` names that.
    """

    seed: str
    question: str = ""


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

    Cheaper, then more votes, then lot; where none was drawn by project id, and said so.
    """

    lot: Lot | None

    def order(
        self,
        tied: Iterable[str],
        cost: Callable[[str], int],
        votes: Callable[[str], int | Fraction],
    ) -> Tie:
        """The tied projects in order.

        And the lowest rung that was needed to tell them all apart.
        """
        ordered = tuple(sorted(tied, key=lambda p: (cost(p), -votes(p), self._last(p))))
        if len({cost(p) for p in ordered}) == len(ordered):
            rung = "cheaper"
        elif len({(cost(p), votes(p)) for p in ordered}) == len(ordered):
            rung = "votes"
        else:
            rung = "lot" if self.lot is not None else "id"
        return Tie(ordered, rung, ordered)

    def _last(self, project: str) -> bytes:
        return lot_number(self.lot, project) if self.lot is not None else project.encode()
