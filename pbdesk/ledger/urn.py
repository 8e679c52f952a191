"""The urn: papers without a name, a time or an order.

    sum  = SHA-256(00 "pbdesk/paper/1" 00 id kind 00 ballot)     finds bit rot; is also the paper's
    leaf
    root = the Merkle tree hash of RFC 6962 over the sorted leaves (node: SHA-256(01 left right),
    empty: SHA-256())

The random id inside a leaf keeps anybody from guessing ballots by their leaves. The leaves are
sorted, so that the root says nothing about the order of casting; nothing is ever chained from paper
to paper, which would.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pbdesk.ledger.sqlite import File

__all__ = [
    "Kind",
    "Paper",
    "ballots",
    "compacted",
    "count",
    "leaf",
    "put",
    "root",
    "root_of",
    "seal",
    "sealed",
]

type Kind = Literal["counted", "rejected"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A ballot for the urn.

    `id` (16 random bytes) is for the hall audit's map, which is erased when that ends.
    """

    kind: Kind
    ballot: str
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16), compare=False, repr=False)


def leaf(paper: bytes, kind: str, ballot: str) -> bytes:
    """The 32 bytes that stand for one paper; `paper` is its id."""
    return hashlib.sha256(
        b"\x00pbdesk/paper/1\x00" + paper + kind.encode() + b"\x00" + ballot.encode()
    ).digest()


def root(rows: Iterable[tuple[bytes, str, str]]) -> bytes:
    """The 32 bytes that stand for all papers, given as (id, kind, ballot) in any order.

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
    return hashlib.sha256(b"\x01" + _tree(leaves[:split]) + _tree(leaves[split:])).digest()


def put(file: File, papers: Iterable[Paper]) -> None:
    """Drop papers in, inside the caller's transaction. Raises ValueError once the urn is sealed."""
    for paper in papers:
        if sealed(file):
            raise ValueError("the urn is sealed: it takes no more papers")
        file.add(
            "urn",
            {
                "id": paper.id,
                "kind": paper.kind,
                "ballot": paper.ballot,
                "sum": leaf(paper.id, paper.kind, paper.ballot),
            },
        )


def sealed(file: File) -> bool:
    """Whether the urn is closed for ever."""
    return file.one("SELECT state FROM urn_state") != ("open",)


def compacted(file: File) -> bool:
    """Whether the file was rewritten after sealing.

    So that it keeps no trace of the order of casting.
    """
    return file.one("SELECT state FROM urn_state") == ("compacted",)


def count(file: File) -> int:
    """How many papers are inside."""
    (n,) = file.one("SELECT count(*) FROM urn") or (0,)
    return n


def seal(file: File) -> tuple[bytes, int]:
    """Close the urn, inside the caller's transaction: its root and how many papers it holds."""
    file.run("UPDATE urn_state SET state = 'sealed'")
    rows = file.rows("SELECT id, kind, ballot FROM urn")
    return root((paper, kind, ballot) for paper, kind, ballot in rows), len(rows)


def ballots(file: File) -> Iterator[tuple[Kind, str]]:
    """All papers by their random ids.

    Raises ValueError before the urn is sealed: nobody looks in before.
    """
    if not sealed(file):
        raise ValueError("the urn is not sealed yet: nobody looks in before")
    yield from file.rows("SELECT kind, ballot FROM urn ORDER BY id")
