"""Pack source: what a pack is made of, read from the record.

Read in the thread of the record, which takes a moment only. What takes long (the lines of the
record) is given as a function, for the job to ask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from types import MappingProxyType

from pbdesk.app.desk import Desk
from pbdesk.assembly.figures import Figures, figures
from pbdesk.assembly.hall import EXPORT
from pbdesk.assembly.state import Assembly
from pbdesk.canonical import JsonObject, canonical
from pbdesk.ledger.chain import Stored
from pbdesk.minutes.entries import Id, Recorded, Undone
from pbdesk.minutes.fold import undone_acts
from pbdesk.minutes.kinds import AnyKind, Kind, tag_of
from pbdesk.questions.terms import Terms
from pbdesk.words import Words

__all__ = [
    "Heard",
    "PackSource",
    "Salted",
    "foremost",
    "pack_source",
    "record_line",
    "record_lines",
]


type Salted = tuple[bytes, str]
"""The salt of some words, and the words."""

type Heard = Mapping[str, Salted | None]
"""What was said, by its digest; None where it was erased."""


@dataclass(frozen=True)
class PackSource:
    """What a pack is made of, read from the record: figures, the chain's lines and the urn.

    `record` gives record.jsonl; it takes long the first time, so that it is for the job to ask.
    `urn` is for counting again (what would have won); it enters the pack only where the rules
    publish the ballots. `rulebooks` are the sealed documents, byte for byte: a later version may
    know clauses that they do not have. `counted` are the questions that were. `told` are the
    turning points for the report's minutes: time, sentence, number of the entry. `said`: salt and
    words of the conditions, by their digest; None where they were erased. Of one hall of several,
    `parent` is the export that it began from, byte for byte. `boxes` are the urns of the questions
    without money that were answered on sheets: an auditor, or the sum of halls, counts them again.
    """

    state: Assembly
    figures: Figures
    record: Callable[[], bytes]
    head: str
    entries: int
    urn: tuple[tuple[str, str], ...]
    rulebooks: tuple[bytes, ...]
    counted: tuple[Id, ...]
    previous: str | None
    told: tuple[tuple[datetime, Words, int], ...] = ()
    said: Heard = MappingProxyType({})
    parent: bytes | None = None
    boxes: Mapping[Id, tuple[tuple[str, str], ...]] = MappingProxyType({})


def pack_source(desk: Desk) -> PackSource:
    """Read what the pack needs from the record. Raises ValueError before the count.

    The report is about the question of money, where there is one.
    """
    state = foremost(desk.state)
    result = replace(figures(state), printed=desk.printed)
    seq, head = desk.record.head
    record = cache(partial(record_lines, desk.kind, desk.record.entries()))
    return PackSource(
        state,
        result,
        record,
        head.hex(),
        seq,
        tuple(desk.ballots(state.asked)),
        tuple(
            desk.record.attachment(bytes.fromhex(each.digest)).data
            for each in state.rules.sealings
        ),
        tuple(each for each in state.order if state.of(each).count.counted),
        state.handover.result or None,
        _turning_points(desk.kind, desk.recorded, state),
        _said_of_conditions(desk, result),
        _export(state),
        {each: tuple(desk.ballots(each)) for each in _without_money(state)},
    )


def _export(state: Assembly) -> bytes | None:
    held = state.drafts.get(EXPORT)
    if held is not None and state.part:
        return held.encode()
    return None


def _without_money(state: Assembly) -> tuple[Id, ...]:
    """The counted questions without money that have a box."""
    return tuple(
        each.asked for each in _counted(state) if _has_own_box(each.terms)
    )


def _counted(state: Assembly) -> list[Assembly]:
    """The state turned to each question that was counted."""
    return [each for each in state.every_question if each.count.counted]


def _has_own_box(terms: Terms) -> bool:
    return not terms.funds and terms.way == "sheet"


def foremost(state: Assembly) -> Assembly:
    """The state turned to the question that a pack is about first: money, else what binds."""
    counted = _counted(state)
    funds = [each for each in counted if each.terms.funds]
    binding = [each for each in counted if each.terms.force != "straw"]
    return next(iter((*funds, *binding, *counted)), state)


def _said_of_conditions(
    desk: Desk,
    result: Figures,
) -> Heard:
    """Salt and words of each condition, by the digest in its entry."""
    heard = desk.record.all_said()
    return {
        line.digest: heard[line.digest]
        for line in result.deliberated.conditions
    }


def record_lines(
    kind: AnyKind,
    entries: Iterable[Stored],
    *,
    told: bool = True,
) -> bytes:
    """record.jsonl: every entry's place and digest, and what the public ones say, where `told`."""
    public = {
        tag for tag, entry in kind.by_tag.items() if entry.public and told
    }
    return b"".join(
        record_line(entry, told=entry.type in public) for entry in entries
    )


def record_line(entry: Stored, *, told: bool) -> bytes:
    """The line of an entry in record.jsonl, one JCS object; with what it says, where `told`.

    Without that nothing of it can be found out: the digest covers 128 bits of chance.
    """
    line: JsonObject = {
        "seq": entry.seq,
        "prev": entry.prev.hex(),
        "digest": entry.digest.hex(),
    }
    if told:
        line |= {
            "type": entry.type,
            "body": entry.body,
            "random": entry.random.hex(),
        }
    return canonical(line).encode() + b"\n"


_TOLD_ELSEWHERE = (
    "agenda.",
    "argument.",
    "batch.agreed",
    "charter.",
    "interest.",
    "matter.",
    "option.",
    "paper.ruled",
    "proposal.",
    "question.",
    "rulebook.set",
    "trade.",
    "tradeoff.",
)
"""How the tags of entries begin that other parts of the report tell.

Or that led up to one that is told here.
"""


def _turning_points(
    kind: Kind[Assembly],
    recorded: Sequence[Recorded],
    state: Assembly,
) -> tuple[tuple[datetime, Words, int], ...]:
    """The minutes for a report.

    Public entries in force that have a time, but for what other parts tell.
    """
    undone = undone_acts(recorded)
    return tuple(
        (r.at, kind.tell(r.entry, state), r.seq)
        for r in recorded
        if r.at is not None
        and r.entry.public
        and r.act not in undone
        and not isinstance(r.entry, Undone)
        and not tag_of(type(r.entry)).startswith(_TOLD_ELSEWHERE)
    )
