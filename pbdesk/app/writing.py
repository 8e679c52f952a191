"""Writing: what a decision says, as lines and papers of the ledger.

And entries read back from them. The desk adds `at` (local time with offset) to every body whose
entry is `timed`, and `act`, the number of the first entry of its act.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from pbdesk.app.chance import Source
from pbdesk.ledger.record import (
    Attachment,
    Draft,
    Line,
    Paper,
    Removed,
    Said,
    Stored,
)
from pbdesk.minutes.decision import Writing
from pbdesk.minutes.entries import Entry, Recorded, decode, encode
from pbdesk.minutes.kinds import AnyKind, Kind, State

__all__ = ["Written", "as_written", "named", "read_back"]


@dataclass(frozen=True, slots=True)
class Written:
    """One writing in the ledger's words."""

    lines: tuple[Line, ...]
    papers: tuple[Paper, ...]
    drafts: tuple[Draft, ...]
    attachments: tuple[Attachment, ...]
    said: tuple[Said, ...]
    removed: Mapping[str, Removed]


def named[S: State](kind: Kind[S], state: S, writing: Writing) -> Writing:
    """The writing with the parts of the file that its entries and papers belong to.

    Where a decision left them empty: it was asked of the state as turned to one of each.
    """
    if not kind.parts:
        return writing
    here = kind.turned_to(state)
    box = here.get("question", "")
    return Writing(
        *(_named(kind, here, entry) for entry in writing.entries),
        papers=tuple(
            paper if paper.box else replace(paper, box=box)
            for paper in writing.papers
        ),
        drafts=writing.drafts,
        attachments=writing.attachments,
        erased=writing.erased,
        sealing=writing.sealing,
        sealed_boxes=writing.sealed_boxes,
        names=writing.names,
    )


def _named(kind: AnyKind, here: Mapping[str, str], entry: Entry) -> Entry:
    of = kind.by_type[type(entry)].of
    if not of or getattr(entry, of):
        return entry
    return msgspec.structs.replace(entry, **{of: here[of]})


def as_written(writing: Writing, source: Source, act: int) -> Written:
    """The writing as the ledger takes it, all under one time and one act."""
    now = source.now()
    said = list[Said]()
    at = now.isoformat(timespec="seconds")
    lines = tuple(
        _line(entry, source, at, act, said) for entry in writing.entries
    )
    return Written(
        lines,
        tuple(
            Paper(paper.kind, paper.ballot, paper.box)
            for paper in writing.papers
        ),
        tuple(
            Draft(draft.key, draft.kind, draft.body) for draft in writing.drafts
        ),
        tuple(
            Attachment(attached.media_type, attached.data)
            for attached in writing.attachments
        ),
        tuple(said),
        {
            each.digest: Removed(now.date(), each.reason)
            for each in writing.erased
        },
    )


def _line(
    entry: Entry,
    source: Source,
    at: str,
    act: int,
    said: list[Said],
) -> Line:
    tag, body, heard = encode(entry, source.salt)
    said += [Said(each.digest, each.salt, each.text) for each in heard]
    when = {"act": act, "at": at} if entry.timed else {"act": act}
    return Line(tag, {**body, **when}, source.blinding())


def read_back(
    kind: AnyKind,
    stored: Stored,
    said: Callable[[str], str | None],
) -> Recorded:
    """An entry of the record of such a file.

    Raises msgspec.ValidationError for one that this version does not know.
    """
    body = dict(stored.body)
    at = body.pop("at", None)
    act = body.pop("act", None)
    if not isinstance(act, int):
        raise msgspec.ValidationError("an entry without its act")
    known = kind.by_tag.get(stored.type)
    if known is None:
        raise msgspec.ValidationError(
            f"an entry of a kind that is not known: {stored.type}",
        )
    entry = decode(known, body, said)
    return Recorded(
        stored.seq,
        act,
        datetime.fromisoformat(at) if at else None,
        entry,
    )
