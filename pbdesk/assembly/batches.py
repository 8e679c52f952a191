"""Batches: where the keyed papers stand, read from the drafts. Pure questions, no decision.

A paper's draft is `paper/BATCH/NUMBER/TURN`: turn 1 and 2 are the two passes, 3 a third look, 4 a
ruling.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import TYPE_CHECKING

import msgspec

from pbdesk.assembly.keying import Keyed

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "RULED",
    "THIRD",
    "Batch",
    "Identity",
    "differ",
    "final_paper",
    "identity",
    "keyed_paper",
    "last_paper",
    "lost_papers",
    "next_paper",
    "paper_key",
    "passes",
    "to_rule",
    "unsettled",
]


def _once[Found](question: Callable[[Assembly], Found]) -> Callable[[Assembly], Found]:
    """Answer once for each state.

    Rail, header and page all ask about the same one, and a state never changes.
    """
    kept: list[tuple[Assembly, Found]] = []

    @wraps(question)
    def answer(state: Assembly) -> Found:
        for asked, found in kept:
            if asked is state:
                return found
        found = question(state)
        kept[:] = [(state, found)]
        return found

    return answer


@dataclass(frozen=True, slots=True)
class Batch:
    """A bundle of papers, counted by hand.

    `looked_again` of them were read a third time, where tellers differed.
    """

    number: int
    papers: int
    agreed: bool = False
    tellers: tuple[str, str] | None = None
    looked_again: int = 0


@dataclass(frozen=True, slots=True)
class Identity:
    """Every paper accounted for.

    Issued = counted + rejected + to_rule + spoilt + unreturned + to_key + missing.
    """

    issued: int
    counted: int
    rejected: int
    to_rule: int
    spoilt: int
    unreturned: int
    to_key: int
    missing: int


THIRD, RULED = 3, 4
"""Turns after the two passes: a third look where they differ, and a ruling on a doubtful paper."""


def paper_key(batch: int, paper: int, turn: int) -> str:
    """The draft's name; papers are numbered from 1."""
    return f"paper/{batch}/{paper}/{turn}"


def keyed_paper(state: Assembly, batch: int, paper: int, turn: int) -> Keyed | None:
    """What stands keyed for a paper in one turn."""
    body = state.drafts.get(paper_key(batch, paper, turn))
    return _read(body) if body is not None else None


@lru_cache(maxsize=4096)
def _read(body: str) -> Keyed:
    """A draft, read once: tellers write the same few hundred papers over and over."""
    return msgspec.json.decode(body, type=Keyed)


def passes(state: Assembly, batch: int) -> tuple[int, int]:
    """How many papers of the batch are keyed in the first and in the second pass."""
    papers = state.box.batches[batch].papers
    first, second = (
        sum(paper_key(batch, n, turn) in state.drafts for n in range(1, papers + 1))
        for turn in (1, 2)
    )
    return first, second


def differ(state: Assembly, batch: int) -> tuple[int, ...]:
    """Papers that the two passes read differently."""
    found: list[int] = []
    for n in range(1, state.box.batches[batch].papers + 1):
        first, second = keyed_paper(state, batch, n, 1), keyed_paper(state, batch, n, 2)
        if first and second and not first.agrees(second):
            found.append(n)
    return tuple(found)


def unsettled(state: Assembly, batch: int) -> tuple[int, ...]:
    """Papers on which the passes differ and nobody has looked a third time."""
    return tuple(n for n in differ(state, batch) if keyed_paper(state, batch, n, THIRD) is None)


def next_paper(state: Assembly, batch: int, turn: int) -> int:
    """The first paper that is not keyed in a pass; one more than its papers when all are."""
    papers = state.box.batches[batch].papers
    unkeyed = (n for n in range(1, papers + 1) if paper_key(batch, n, turn) not in state.drafts)
    return next(unkeyed, papers + 1)


def lost_papers(state: Assembly) -> tuple[tuple[int, int], ...]:
    """Papers (batch, number) of agreed batches of which nothing stands keyed any more.

    A draft was lost or taken out of the file by another program.
    """
    return tuple(
        (batch.number, n)
        for batch in state.box.batches.values()
        if batch.agreed and not state.count.sealed
        for n in range(1, batch.papers + 1)
        if final_paper(state, batch.number, n) is None
    )


def last_paper(state: Assembly, batch: int, turn: int) -> int:
    """The paper keyed last in a pass, or looked at last of those on which the passes differ.

    0 where there is none.
    """
    if turn != THIRD:
        return passes(state, batch)[turn - 1]
    return max(set(differ(state, batch)) - set(unsettled(state, batch)), default=0)


def final_paper(state: Assembly, batch: int, paper: int) -> Keyed | None:
    """What holds for a paper.

    The ruling, else the third look, else what both passes say; None while they differ.
    """
    for turn in (RULED, THIRD):
        found = keyed_paper(state, batch, paper, turn)
        if found is not None:
            return found
    first, second = keyed_paper(state, batch, paper, 1), keyed_paper(state, batch, paper, 2)
    return first if first and second and first.agrees(second) else None


@_once
def to_rule(state: Assembly) -> tuple[tuple[int, int], ...]:
    """Doubtful papers (batch, number) of agreed batches that wait for a ruling."""
    return tuple(
        (batch.number, n)
        for batch in state.box.batches.values()
        if batch.agreed
        for n in range(1, batch.papers + 1)
        if (found := final_paper(state, batch.number, n)) is not None and found.kind == "doubtful"
    )


@_once
def _kinds(state: Assembly) -> dict[str, int]:
    """The papers of agreed batches by kind."""
    kinds = {"counted": 0, "rejected": 0, "doubtful": 0}
    for batch in state.box.batches.values():
        for n in range(1, batch.papers + 1):
            found = final_paper(state, batch.number, n)
            if batch.agreed and found is not None:
                kinds[found.kind] += 1
    return kinds


def identity(state: Assembly, unreturned: int) -> Identity:
    """Where the paper ballots are. `missing` is what is left over (negative: too many papers)."""
    if state.count.sealed and (stated := state.box.reconciled):
        return Identity(
            stated.issued,
            stated.counted,
            stated.rejected,
            0,
            stated.spoilt,
            stated.unreturned,
            0,
            stated.missing,
        )
    kinds = _kinds(state)
    issued, spoilt = state.door.given("paper", "large"), state.door.spoilt
    to_key = state.box.papers - sum(kinds.values())
    known = sum(kinds.values()) + spoilt + unreturned + to_key
    return Identity(
        issued,
        kinds["counted"],
        kinds["rejected"],
        kinds["doubtful"],
        spoilt,
        unreturned,
        to_key,
        issued - known,
    )
