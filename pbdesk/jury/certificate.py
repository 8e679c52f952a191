"""The draw certificate: every panel that may be drawn with its tickets, and what dice make of it.

The list's SHA-256 hangs on the wall before dice are thrown; then

    ticket = SHA-256("pbdesk/draw/1" 00 list digest (32 bytes) 00 dice) mod tickets

names the panel: the first whose tickets, added to those before it, exceed that number. Anybody can
do that again with the file and no program of ours. It holds opaque ids only.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Annotated

import msgspec
import numpy as np

from pbdesk.jury.fair import Fair, Method
from pbdesk.jury.panels import Kinds
from pbdesk.jury.pool import PoolRefused
from pbdesk.words import say

__all__ = ["TICKETS", "Certificate", "certify", "read_certificate"]

TICKETS = 10**9
"""All tickets together: a chance is off by a billionth at most."""

_LABEL = "pbdesk/draw/1"
_MOST_BYTES = 200_000_000

type Count = Annotated[int, msgspec.Meta(ge=1, le=TICKETS)]


class _List(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file. `panels`: tickets and ids of each; `bound` is the proved limit, a decimal."""

    format: str
    method: Method
    seats: Annotated[int, msgspec.Meta(ge=1, le=10_000)]
    bound: Annotated[str, msgspec.Meta(pattern=r"^[01]\.[0-9]{1,20}\Z")]
    tickets: Count
    people: tuple[str, ...]
    panels: tuple[tuple[Count, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """The list of panels, and the bytes that are hashed and handed out."""

    content: bytes
    method: Method
    bound: float
    people: tuple[str, ...]
    panels: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def digest(self) -> bytes:
        """SHA-256 of the file: what hangs on the wall."""
        return hashlib.sha256(self.content).digest()

    def chances(self) -> dict[str, float]:
        """The chance of everybody in the pool, from the tickets; 0 for who is on no panel."""
        held: Counter[str] = Counter()
        total = 0
        for tickets, panel in self.panels:
            total += tickets
            for person in panel:
                held[person] += tickets
        return {person: held[person] / total for person in self.people}

    def drawn(self, dice: str) -> tuple[str, ...]:
        """The panel that these dice name."""
        told = b"\0".join((_LABEL.encode(), self.digest, dice.encode()))
        ends = list(accumulate(tickets for tickets, _ in self.panels))
        ticket = int.from_bytes(hashlib.sha256(told).digest()) % ends[-1]
        return self.panels[bisect_right(ends, ticket)][1]


def certify(
    kinds: Kinds,
    fair: Fair,
    method: Method,
    people: tuple[str, ...],
) -> Certificate:
    """Give everybody of a kind the same tickets, and write the list.

    `people`: all ids of the pool, in the order of the file. Between two people of one kind there is
    at most one ticket's difference for each panel of the distribution.
    """
    spread = _Spread(kinds)
    panels: list[tuple[int, tuple[str, ...]]] = []
    for composition, tickets in zip(
        fair.panels.tolist(),
        _tickets(fair),
        strict=True,
    ):
        panels += spread.over(composition, tickets)
    listed = _List(
        format=_LABEL,
        method=method,
        seats=int(kinds.most[0]),
        bound=f"{min(fair.bound, 1.0):.12f}",
        tickets=TICKETS,
        people=people,
        panels=tuple(panels),
    )
    content = json.dumps(
        msgspec.to_builtins(listed),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return Certificate(
        content.encode(),
        method,
        fair.bound,
        people,
        tuple(panels),
    )


def _tickets(fair: Fair) -> list[int]:
    """Whole tickets for each panel, by the largest remainders; together TICKETS."""
    exact = fair.chances * TICKETS
    whole = np.floor(exact).astype(np.int64)
    most_left_over = np.argsort(whole - exact, kind="stable")
    whole[most_left_over[: TICKETS - int(whole.sum())]] += 1
    return whole.tolist()


class _Spread:
    """Spreads the tickets of a composition evenly over the people of each kind.

    McNaughton's wrap-around rule (1959): the seats of a kind are rows as long as the composition
    has tickets; its people lie on these rows one after the other, each for an equal length. Nobody
    gets more than a row is long, so nobody is in two rows at one ticket. A panel ends where
    somebody changes. Who gets the odd ticket goes round from composition to composition.
    """

    def __init__(self, kinds: Kinds) -> None:
        self._members = kinds.members
        self._next = [0] * len(kinds.members)

    def over(
        self,
        composition: list[int],
        tickets: int,
    ) -> list[tuple[int, tuple[str, ...]]]:
        """Panels of people with their tickets, which add up to `tickets`."""
        if not tickets:
            return []
        seated = [
            (kind, seats) for kind, seats in enumerate(composition) if seats
        ]
        ends = {
            kind: self._ends(kind, seats * tickets) for kind, seats in seated
        }
        changes = {end % tickets for each in ends.values() for end in each}
        cuts = sorted({0, tickets, *changes})
        return [
            (stop - start, self._seated(seated, ends, tickets, start))
            for start, stop in pairwise(cuts)
        ]

    def _ends(self, kind: int, length: int) -> list[int]:
        """Where each person's stretch ends; the odd tickets begin with whoever is next."""
        many = len(self._members[kind])
        each, odd = divmod(length, many)
        first = self._next[kind]
        self._next[kind] = (first + odd) % many
        return list(
            accumulate(
                each + ((place - first) % many < odd) for place in range(many)
            ),
        )

    def _seated(
        self,
        seated: list[tuple[int, int]],
        ends: dict[int, list[int]],
        tickets: int,
        at: int,
    ) -> tuple[str, ...]:
        sitting: list[str] = []
        for kind, seats in seated:
            for row in range(seats):
                place = bisect_right(ends[kind], row * tickets + at)
                sitting.append(self._members[kind][place])
        return tuple(sorted(sitting))


def read_certificate(content: bytes, name: str) -> Certificate:
    """A certificate's file again. Raises PoolRefused, with a sentence, for anything else."""
    listed = _listed(content, name)
    if not _holds_together(listed):
        raise PoolRefused(
            say(
                "“{name}” does not hold together: it is no list that pbdesk wrote.",
                name=name,
            ),
        )
    return _certificate_of(content, listed)


def _certificate_of(content: bytes, listed: _List) -> Certificate:
    return Certificate(
        content,
        listed.method,
        float(listed.bound),
        listed.people,
        listed.panels,
    )


def _listed(content: bytes, name: str) -> _List:
    if len(content) > _MOST_BYTES:
        raise PoolRefused(
            say("“{name}” is larger than a list of panels can be.", name=name),
        )
    try:
        listed = msgspec.json.decode(content, type=_List)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise PoolRefused(
            say("“{name}” is no list of panels.", name=name),
        ) from error
    return listed


def _holds_together(listed: _List) -> bool:
    known = set(listed.people)
    return (
        listed.format == _LABEL
        and len(known) == len(listed.people)
        and _tickets_of(listed) == listed.tickets
        and all(
            len(panel) == listed.seats == len(known & set(panel))
            for _, panel in listed.panels
        )
    )


def _tickets_of(listed: _List) -> int:
    return sum(tickets for tickets, _ in listed.panels)
