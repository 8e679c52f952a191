"""Papers: what tellers keyed for every paper in the box, turn by turn, folded from drafts.

A reading is one paper as somebody keyed it. Each paper has up to five: two passes that do not see
each other, a third look where they differ, a ruling where it is doubtful, and the drawing of a
doubtful paper mended in view of the room. Readings are durable and erasable, never entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

import msgspec

from pbdesk.minutes.decision import Draft

__all__ = [
    "DRAWN",
    "READING",
    "RULED",
    "THIRD",
    "BatchPapers",
    "Hand",
    "HandMark",
    "Keyed",
    "Kind",
    "PaperDraft",
    "PaperTurn",
    "Papers",
    "Pass",
    "Readings",
    "Standing",
    "Turn",
]

type Pass = Literal[1, 2]
type Turn = Literal[1, 2, 3, 4, 5]
type Kind = Literal["counted", "rejected", "doubtful"]
type Standing = Literal[
    "keyed once",
    "differs",
    "counted",
    "rejected",
    "doubtful",
]
"""Where a paper stands: read in one pass, read differently, or what holds for it."""

type Hand = Literal["cross", "tick", "beside", "struck"]

THIRD: Turn = 3
RULED: Turn = 4
DRAWN: Turn = 5
"""Turns after the two passes: a third look, a ruling, and the drawing mended in the room."""


class HandMark(msgspec.Struct, frozen=True):
    """One mark of a doubtful paper.

    On which line, what number it shows (1 for a cross), made how.
    """

    code: str
    value: int
    hand: Hand


class Keyed(msgspec.Struct, frozen=True, kw_only=True):
    """One reading of a paper.

    `by` are the roles of who read it: more than one only where they looked together. `kind` is
    "counted" with `ballot` as the style writes it, "rejected" with the reason's code, or "doubtful"
    with the marks as the hand made them.
    """

    by: tuple[str, ...]
    kind: Kind
    ballot: str = ""
    hand: tuple[HandMark, ...] = ()

    def agrees(self, other: Keyed) -> bool:
        """Whether both read the paper the same way, whoever they are."""
        return (self.kind, self.ballot, self.hand) == (
            other.kind,
            other.ballot,
            other.hand,
        )


@dataclass(frozen=True, slots=True, order=True)
class PaperTurn:
    """Where a reading belongs: batch, paper in it (both from 1) and turn."""

    batch: int
    paper: int
    turn: Turn


READING = "reading"
"""The kind of a draft that is a reading of a paper."""


@dataclass(frozen=True, slots=True)
class PaperDraft:
    """A reading of a paper of one question, to be kept, or erased with None."""

    question: str
    where: PaperTurn
    keyed: Keyed | None

    @classmethod
    def of(cls, draft: Draft) -> PaperDraft:
        """The reading in a draft. Raises msgspec.ValidationError for one of a later version."""
        key = msgspec.json.decode(draft.key, type=tuple[str, int, int, Turn])
        question = key[0]
        where = key[1:]
        keyed = (
            None
            if draft.body is None
            else msgspec.json.decode(draft.body, type=Keyed)
        )
        return cls(question, PaperTurn(*where), keyed)

    def as_draft(self) -> Draft:
        """The reading as it is kept: the key is question, batch, paper and turn."""
        where = (
            self.question,
            self.where.batch,
            self.where.paper,
            self.where.turn,
        )
        body = (
            None
            if self.keyed is None
            else msgspec.json.encode(self.keyed).decode()
        )
        return Draft(msgspec.json.encode(where).decode(), body, READING)


@dataclass(frozen=True, slots=True)
class Readings:
    """All readings of one paper."""

    by_turn: Mapping[Turn, Keyed] = field(
        default_factory=lambda: MappingProxyType({}),
    )

    def at(self, turn: Turn) -> Keyed | None:
        """The reading at one turn."""
        return self.by_turn.get(turn)

    @property
    def passes(self) -> tuple[Keyed | None, Keyed | None]:
        """The first pass and the second."""
        return self.at(1), self.at(2)

    @property
    def keyed_twice(self) -> tuple[Keyed, Keyed] | None:
        """Both passes, once both have read it."""
        first, second = self.passes
        if first and second:
            return (first, second)
        return None

    @property
    def differs(self) -> bool:
        """Whether the two passes read it differently."""
        both = self.keyed_twice
        return both is not None and not both[0].agrees(both[1])

    @property
    def read(self) -> Keyed | None:
        """The paper as its tellers read it: the third look where they differ, else what both say.

        None while a pass or the third look is missing.
        """
        if self.keyed_twice is None:
            return None
        if self.differs:
            return self.at(THIRD)
        return self.at(1)

    @property
    def final(self) -> Keyed | None:
        """What holds for the paper: the ruling, else as its tellers read it."""
        return self.at(RULED) or self.read

    @property
    def drawn(self) -> tuple[HandMark, ...]:
        """The marks of a doubtful paper, as they were mended in the room, else as keyed."""
        seen = self.at(DRAWN) or self.read
        if seen:
            return seen.hand
        return ()

    @property
    def standing(self) -> Standing | None:
        """Where the paper stands; None before anybody keyed it."""
        if self.keyed_twice is None:
            if self.by_turn:
                return "keyed once"
            return None
        final = self.final
        if final:
            return final.kind
        return "differs"

    def with_reading(self, turn: Turn, keyed: Keyed | None) -> Readings:
        """These readings with one more, or (None) one fewer."""
        others: dict[Turn, Keyed] = {
            t: each for t, each in self.by_turn.items() if t != turn
        }
        if keyed is not None:
            others[turn] = keyed
        return Readings(MappingProxyType(others))


_NOT_READ = Readings()
_NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class BatchPapers:
    """The papers of one batch by number, and which stand where."""

    by_number: Mapping[int, Readings] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    read_in: Mapping[Pass, frozenset[int]] = field(
        default_factory=lambda: MappingProxyType({1: _NOBODY, 2: _NOBODY}),
    )
    standing: Mapping[Standing, frozenset[int]] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    looked_again: frozenset[int] = _NOBODY

    def turns(self) -> Iterator[tuple[int, Turn]]:
        """Which papers have a reading, and at what turn."""
        for number, readings in self.by_number.items():
            for turn in readings.by_turn:
                yield number, turn

    def paper(self, number: int) -> Readings:
        """The readings of one paper; none where nobody keyed it."""
        return self.by_number.get(number, _NOT_READ)

    def at(self, standing: Standing) -> tuple[int, ...]:
        """Papers that stand there, in order."""
        return tuple(sorted(self.standing.get(standing, _NOBODY)))

    @property
    def passes(self) -> tuple[int, int]:
        """How many papers are keyed in the first and in the second pass."""
        return len(self.read_in[1]), len(self.read_in[2])

    @property
    def last(self) -> int:
        """The highest number that anybody keyed; 0 where nobody did."""
        return max(self.read_in[1] | self.read_in[2], default=0)

    def next_paper(self, turn: Pass) -> int:
        """The first paper that this pass has not read."""
        read = self.read_in[turn]
        return next(n for n in range(1, len(read) + 2) if n not in read)

    def with_paper(self, number: int, after: Readings) -> BatchPapers:
        """The batch after one paper was read, read anew or its reading erased."""
        standing: dict[Standing, frozenset[int]] = {
            where: papers - {number} for where, papers in self.standing.items()
        }
        if after.standing is not None:
            standing[after.standing] = standing.get(after.standing, _NOBODY) | {
                number,
            }
        read_in: dict[Pass, frozenset[int]] = {
            1: _in_or_out(
                self.read_in[1],
                number,
                inside=after.at(1) is not None,
            ),
            2: _in_or_out(
                self.read_in[2],
                number,
                inside=after.at(2) is not None,
            ),
        }
        looked = after.differs and after.at(THIRD) is not None
        return BatchPapers(
            MappingProxyType({**self.by_number, number: after}),
            MappingProxyType(read_in),
            MappingProxyType(standing),
            _in_or_out(self.looked_again, number, inside=looked),
        )


def _in_or_out(
    papers: frozenset[int],
    number: int,
    *,
    inside: bool,
) -> frozenset[int]:
    if inside:
        return papers | {number}
    return papers - {number}


_EMPTY = BatchPapers()


@dataclass(frozen=True, slots=True)
class Papers:
    """Every paper that somebody keyed, by batch."""

    by_batch: Mapping[int, BatchPapers] = field(
        default_factory=lambda: MappingProxyType({}),
    )

    def batch(self, number: int) -> BatchPapers:
        """The papers of one batch."""
        return self.by_batch.get(number, _EMPTY)

    def paper(self, batch: int, number: int) -> Readings:
        """The readings of one paper."""
        return self.batch(batch).paper(number)

    def turns(self) -> Iterator[PaperTurn]:
        """Where there is a reading."""
        for batch, papers in self.by_batch.items():
            for number, turn in papers.turns():
                yield PaperTurn(batch, number, turn)

    def with_drafts(self, drafts: Iterable[PaperDraft]) -> Papers:
        """The papers after these readings were kept or erased. Costs what is changed, not all."""
        changed: dict[tuple[int, int], Readings] = {}
        for draft in drafts:
            where = draft.where
            paper = where.batch, where.paper
            before = changed.get(paper) or self.paper(*paper)
            changed[paper] = before.with_reading(where.turn, draft.keyed)
        if not changed:
            return self
        batches = dict(self.by_batch)
        for (batch, number), readings in changed.items():
            batches[batch] = batches.get(batch, _EMPTY).with_paper(
                number,
                readings,
            )
        return Papers(MappingProxyType(batches))
