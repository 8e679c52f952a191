"""The urn: papers without a name, a time or an order, in boxes; each question has one.

    sum  = SHA-256(00 "pbdesk/paper/2" 00 id box 00 kind 00 ballot)     finds bit rot; is also the
    paper's leaf
    root = the Merkle tree hash of RFC 6962 over the sorted leaves of a box (node:
    SHA-256(01 left right), empty: SHA-256())

The random id inside a leaf keeps anybody from guessing ballots by their leaves. The leaves are
sorted, so that the root says nothing about the order of casting; nothing is ever chained from paper
to paper, which would. All boxes lie in one table by their papers' random ids: where a paper lies
says nothing about which other papers its voter cast.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pbdesk.ledger.sqlite import File

__all__ = [
    "Ballot",
    "Kind",
    "Paper",
    "State",
    "ballots",
    "count",
    "leaf",
    "put",
    "root",
    "root_in",
    "root_of",
    "seal",
    "sealed",
    "states",
    "to_rewrite",
    "total",
]

type Kind = Literal["counted", "rejected"]

type Ballot = tuple[Kind, str]
"""How a paper counts, and what stands on it."""

type State = Literal["open", "sealed", "compacted"]
"""A box takes papers; it is closed for ever; the file was rewritten since."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A ballot for a box of the urn; `box` is the id of the question.

    `id` (16 random bytes) is for the hall audit's map, which is erased when that ends.
    """

    kind: Kind
    ballot: str
    box: str = ""
    id: bytes = field(
        default_factory=lambda: secrets.token_bytes(16),
        compare=False,
        repr=False,
    )


def leaf(paper: bytes, box: str, kind: str, ballot: str) -> bytes:
    """The 32 bytes that stand for one paper; `paper` is its id."""
    said = f"{box}\0{kind}\0{ballot}"
    return hashlib.sha256(
        b"\x00pbdesk/paper/2\x00" + paper + said.encode(),
    ).digest()


def root(rows: Iterable[tuple[bytes, str, str, str]]) -> bytes:
    """The 32 bytes that stand for all papers, given as (id, box, kind, ballot) in any order.

    Source: RFC 6962, 2.1.
    """
    return root_of(leaf(*row) for row in rows)


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The 32 bytes that stand for all papers, given as their leaves in any order."""
    return _tree(sorted(leaves))


def _tree(leaves: Sequence[bytes]) -> bytes:
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(
        b"\x01" + _tree(leaves[:split]) + _tree(leaves[split:]),
    ).digest()


def put(file: File, papers: Iterable[Paper]) -> None:
    """Drop papers in, inside the caller's transaction.

    Raises ValueError once the box of one is sealed.
    """
    for paper in papers:
        _take(file, paper.box)
        file.add(
            "urn",
            {
                "id": paper.id,
                "box": paper.box,
                "kind": paper.kind,
                "ballot": paper.ballot,
                "sum": leaf(paper.id, paper.box, paper.kind, paper.ballot),
            },
        )


def _take(file: File, box: str) -> None:
    """See to it that a box stands open."""
    if sealed(file, box):
        raise ValueError("the box is sealed: it takes no more papers")
    file.run(
        "INSERT INTO urn_state SELECT ?1, 'open' WHERE ?1 NOT IN (SELECT box FROM urn_state)",
        [box],
    )


def states(file: File) -> Mapping[str, State]:
    """How each box stands that holds a paper or was sealed."""
    return dict(file.rows("SELECT box, state FROM urn_state"))


def sealed(file: File, box: str) -> bool:
    """Whether a box is closed for ever."""
    return (
        file.one(
            "SELECT 1 FROM urn_state WHERE box = ? AND state <> 'open'",
            [box],
        )
        is not None
    )


def to_rewrite(file: File) -> bool:
    """Whether the file was not rewritten yet since a box was sealed.

    That is done so that it keeps no trace of the order of casting.
    """
    return (
        file.one("SELECT 1 FROM urn_state WHERE state = 'sealed'") is not None
    )


def total(file: File) -> int:
    """How many papers are in all boxes. Quick, however many."""
    (n,) = file.one("SELECT count(*) FROM urn") or (0,)
    return n


def count(file: File) -> Counter[str]:
    """How many papers are in each box that holds any; it sorts them all for that."""
    return Counter(
        dict(file.rows("SELECT box, count(*) FROM urn GROUP BY box")),
    )


def root_in(file: File, box: str) -> tuple[bytes, int]:
    """The root of a box, and how many papers it holds."""
    rows = file.rows(
        "SELECT id, box, kind, ballot FROM urn WHERE box = ?",
        [box],
    )
    return root(rows), len(rows)


def seal(file: File, boxes: Sequence[str]) -> Mapping[str, tuple[bytes, int]]:
    """Close boxes, inside the caller's transaction: the root of each, and how many papers it holds.

    Raises ValueError where one is sealed already.
    """
    for box in boxes:
        _take(file, box)
        file.run("UPDATE urn_state SET state = 'sealed' WHERE box = ?", [box])
    return {box: root_in(file, box) for box in boxes}


def ballots(file: File, box: str) -> Iterator[Ballot]:
    """All papers of a box by their random ids.

    Raises ValueError before the box is sealed: nobody looks in before.
    """
    if not sealed(file, box):
        raise ValueError("the box is not sealed yet: nobody looks in before")
    yield from file.rows(
        "SELECT kind, ballot FROM urn WHERE box = ? ORDER BY id",
        [box],
    )
