"""The record that goes with a pack: every entry's place in the chain, and what the public ones say.

Each line of record.jsonl is JCS. All have `seq`, `prev`, `digest`; a public one also `type`, `body`
and `random`:
    digest = SHA-256(00 "pbdesk/entry/2" 00 JCS{type, body, random})
    hash = SHA-256(00 "pbdesk/event/2" 00 JCS{seq, prev, digest})
The first entry's `prev` is 32 zero bytes, every other one's the hash of the entry before. `random`
is 128 bits of chance, so that a digest alone tells nothing of what is withheld.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

import msgspec

from pbdesk.pack.contents import canonical, canonically_read
from pbdesk.pack.refused import PackRefused
from pbdesk.words import say

__all__ = [
    "FIRST",
    "MOST_ENTRIES",
    "MOST_LINE",
    "Told",
    "ToldLines",
    "Written",
    "in_force",
    "of_type",
    "otherwise",
    "read_record",
    "untold",
]

FIRST = "0" * 64
MOST_ENTRIES = 250_000
MOST_LINE = 80 * 1024
"""Bytes: a body has at most 64 KB."""

type Hash = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
type Chance = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]


class _Withheld(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    seq: int
    prev: Hash
    digest: Hash


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry whose type and body are public."""

    seq: int
    prev: Hash
    digest: Hash
    type: str
    body: dict[str, object]
    random: Chance

    @property
    def act(self) -> int | None:
        """The number of the first entry of its act; None for anything else there."""
        act = self.body.get("act")
        if type(act) is int:
            return act
        return None


type ToldLines = Sequence[Told]
"""Public entries, in their order."""


@dataclass(frozen=True, slots=True)
class Written:
    """The record as far as the pack tells it.

    `entries`: how many; `head`: the hash of the last (hex); `told` the public ones; `withheld` the
    numbers of the others.
    """

    entries: int
    head: str
    told: tuple[Told, ...]
    withheld: tuple[int, ...]


def read_record(data: bytes) -> Written:
    """The record in the bytes of record.jsonl.

    Raises PackRefused where a line cannot be read, does not follow the one before it, or says
    something else than its digest.
    """
    prev = FIRST
    seq = 0
    told = list[Told]()
    withheld = list[int]()
    for seq, line in enumerate(_lines(data), 1):
        if line.seq != seq or line.prev != prev:
            raise PackRefused(say("The record breaks at entry {seq}.", seq=seq))
        if isinstance(line, _Withheld):
            withheld.append(seq)
        elif _digest(line) == line.digest:
            told.append(line)
        else:
            raise PackRefused(
                say("Entry {seq} of the record was changed.", seq=seq),
            )
        prev = _hash(line)
    return Written(seq, prev, tuple(told), tuple(withheld))


def of_type(kind: str, told: ToldLines) -> list[Told]:
    """The entries of one type."""
    return [line for line in told if line.type == kind]


def untold(kind: str) -> PackRefused:
    """That a record lacks an entry of this kind."""
    return PackRefused(
        say(
            "The record does not tell what makes the result: {type}.",
            type=kind,
        ),
    )


def otherwise(kind: str, seq: int) -> PackRefused:
    """That a result does not say what an entry of this kind says."""
    return PackRefused(
        say(
            "The result says otherwise than entry {seq} of the record ({type}).",
            seq=seq,
            type=kind,
        ),
    )


def in_force(told: ToldLines) -> list[Told]:
    """The public entries but for those of acts that were taken back.

    Read from the newest back, so that taking back an undo restores its act. An act has a number; of
    anything else nothing is taken back.
    """
    skipped = set[int]()
    for line in reversed(told):
        undone = line.body.get("undone")
        if (
            line.type == "undone"
            and line.act not in skipped
            and type(undone) is int
        ):
            skipped.add(undone)
    return [line for line in told if line.act not in skipped]


def _lines(data: bytes) -> Iterator[_Withheld | Told]:
    if not data.endswith(b"\n"):
        raise PackRefused(say("The record is cut short."))
    if data.count(b"\n") > MOST_ENTRIES:
        raise PackRefused(
            say("The record has more than {most} entries.", most=MOST_ENTRIES),
        )
    start = 0
    for seq in range(1, data.count(b"\n") + 1):
        end = data.index(b"\n", start)
        yield _line(seq, data[start:end])
        start = end + 1


def _line(seq: int, text: bytes) -> _Withheld | Told:
    if len(text) > MOST_LINE:
        raise PackRefused(
            say(
                "Entry {seq} of the record is longer than an entry can be.",
                seq=seq,
            ),
        )
    try:
        said = canonically_read(text)
        whole = isinstance(said, dict) and "type" in said
        return msgspec.convert(said, Told if whole else _Withheld)
    except ValueError as error:
        raise PackRefused(
            say("Entry {seq} of the record cannot be read.", seq=seq),
        ) from error


def _digest(line: Told) -> str:
    said = canonical(
        {"type": line.type, "body": line.body, "random": line.random},
    )
    return hashlib.sha256(b"\0pbdesk/entry/2\0" + said).hexdigest()


def _hash(line: _Withheld | Told) -> str:
    said = canonical(
        {"seq": line.seq, "prev": line.prev, "digest": line.digest},
    )
    return hashlib.sha256(b"\0pbdesk/event/2\0" + said).hexdigest()
