"""Ties: the ladder (cheaper, then more votes, then lot) and the public lot.

One lot order for the whole count: ascending SHA-256 over a label, the seed and the project id, so
that anybody can re-run it by hand. The seed is dice called out in the room joined to a code sealed
beforehand.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from pbdesk.voting.outcome import Tie

__all__ = ["Ladder", "lot_number", "lot_order"]


def lot_number(seed: str, project: str) -> bytes:
    """The project's place in the lot.

    SHA-256 of "pbdesk/lot/1", 00, seed, 00, id (both NFC, UTF-8).
    """
    words = (
        unicodedata.normalize("NFC", text).encode() for text in ("pbdesk/lot/1", seed, project)
    )
    return hashlib.sha256(b"\0".join(words)).digest()


def lot_order(seed: str, projects: Iterable[str]) -> tuple[str, ...]:
    """Projects in the order of the lot."""
    return tuple(sorted(projects, key=lambda project: lot_number(seed, project)))


@dataclass(frozen=True, slots=True)
class Ladder:
    """How equals are put in order.

    Cheaper, then more votes, then lot; without a seed by project id, and said so.
    """

    seed: str | None

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
            rung = "lot" if self.seed is not None else "id"
        return Tie(ordered, rung, ordered)

    def _last(self, project: str) -> bytes:
        return lot_number(self.seed, project) if self.seed is not None else project.encode()
