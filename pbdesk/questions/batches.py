"""Batches: bundles of papers and where they stand. Pure questions, no decision."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pbdesk.questions.papers import BatchPapers, Keyed, Kind, Pass
from pbdesk.questions.spares import in_the_envelope, papers_out

if TYPE_CHECKING:
    from pbdesk.questions.asking import Asking

__all__ = [
    "Batch",
    "Identity",
    "identity",
    "is_short",
    "keyed_by",
    "last_paper",
    "lost_papers",
    "to_rule",
]

_KINDS: tuple[Kind, ...] = ("counted", "rejected", "doubtful")


@dataclass(frozen=True, slots=True)
class Batch:
    """A bundle of papers, counted by hand.

    Once agreed: the roles of who keyed its `first` and `second` pass, and who looked a third time
    (`third`) at how many papers (`looked_again`), of which both keyers looked together at
    `together`. `again`: papers that are keyed anew since it was agreed.
    """

    number: int
    papers: int
    agreed: bool = False
    first: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    third: tuple[str, ...] = ()
    looked_again: int = 0
    together: int = 0
    again: frozenset[int] = frozenset()


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


def is_short(batch: Batch, papers: BatchPapers) -> bool:
    """Whether both passes ended at one paper before the last.

    The bundle holds fewer than its slip says.
    """
    first, second = papers.passes
    return (
        not batch.agreed
        and not batch.again
        and 0 < first == second < batch.papers
    )


def last_paper(batch: Batch, papers: BatchPapers, turn: int) -> int:
    """The paper that can be taken back: keyed last in a pass, or looked at last.

    0 where there is none. Where papers are keyed anew, only those.
    """
    if turn in (1, 2):
        return _last_read(batch, papers, turn)
    return max(papers.looked_again, default=0)


def _last_read(batch: Batch, papers: BatchPapers, turn: Pass) -> int:
    read = papers.read_in[turn]
    if batch.again:
        read &= batch.again
    return max(read, default=0)


def keyed_by(papers: BatchPapers, number: int) -> tuple[str, ...]:
    """The roles of who keyed a paper in either pass."""
    first, second = papers.paper(number).passes
    return _by(first) + _by(second)


def _by(keyed: Keyed | None) -> tuple[str, ...]:
    if keyed:
        return keyed.by
    return ()


def to_rule(state: Asking) -> tuple[tuple[int, int], ...]:
    """Doubtful papers (batch, number) of agreed batches that wait for a ruling."""
    found: list[tuple[int, int]] = []
    for batch in state.box.batches.values():
        if batch.agreed:
            doubtful = state.papers.batch(batch.number).at("doubtful")
            found += [(batch.number, number) for number in doubtful]
    return tuple(found)


def lost_papers(state: Asking) -> tuple[tuple[int, int], ...]:
    """Papers (batch, number) of agreed batches of which nothing stands keyed any more.

    A draft was lost or taken out of the file by another program.
    """
    if state.count.sealed:
        return ()
    found: list[tuple[int, int]] = []
    for batch in state.box.batches.values():
        if batch.agreed:
            papers = state.papers.batch(batch.number)
            there = set[int]().union(*(papers.at(kind) for kind in _KINDS))
            found += [
                (batch.number, n)
                for n in range(1, batch.papers + 1)
                if n not in there
            ]
    return tuple(found)


def _kinds(state: Asking) -> Counter[Kind]:
    """The papers of agreed batches by kind."""
    found = Counter[Kind]()
    for batch in state.box.batches.values():
        if batch.agreed:
            papers = state.papers.batch(batch.number)
            found.update({kind: len(papers.at(kind)) for kind in _KINDS})
    return found


def identity(state: Asking, unreturned: int) -> Identity:
    """Where the paper ballots are. `missing` is what is left over (negative: too many papers)."""
    stated = state.box.reconciled
    if state.count.sealed and stated:
        return Identity(
            issued=stated.issued,
            counted=stated.counted,
            rejected=stated.rejected,
            to_rule=0,
            spoilt=stated.spoilt,
            unreturned=stated.unreturned,
            to_key=0,
            missing=stated.missing,
        )
    kinds = _kinds(state)
    issued = papers_out(state)
    in_box = state.box.papers
    return Identity(
        issued=issued,
        counted=kinds["counted"],
        rejected=kinds["rejected"],
        to_rule=kinds["doubtful"],
        spoilt=in_the_envelope(state),
        unreturned=unreturned,
        to_key=in_box - kinds.total(),
        missing=issued - in_box - in_the_envelope(state) - unreturned,
    )
