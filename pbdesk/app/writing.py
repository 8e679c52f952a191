"""Writing: what a decision says, as lines and papers of the ledger.

And entries read back from them. The desk adds `at` (local time with offset) to every body but the
urn's count, which must not say when a ballot came, and `act`, the number of the first entry of its
act.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import msgspec

from pbdesk.app.chance import Source
from pbdesk.assembly.state import AnyEntry, Recorded
from pbdesk.assembly.vote import UrnCounted
from pbdesk.ledger.record import Attachment, Draft, Line, Paper, Removed, Said, Stored
from pbdesk.minutes.decision import Writing
from pbdesk.minutes.entries import Entry, decode, encode

__all__ = ["Written", "as_written", "read_back"]


@dataclass(frozen=True, slots=True)
class Written:
    """One writing in the ledger's words."""

    lines: tuple[Line, ...]
    papers: tuple[Paper, ...]
    drafts: tuple[Draft, ...]
    attachments: tuple[Attachment, ...]
    said: tuple[Said, ...]
    removed: Mapping[str, Removed]


def as_written(writing: Writing, source: Source, act: int) -> Written:
    """The writing as the ledger takes it, all under one time and one act."""
    now, said = source.now(), list[Said]()
    at = now.isoformat(timespec="seconds")
    lines = tuple(_line(entry, source, at, act, said) for entry in writing.entries)
    return Written(
        lines,
        tuple(Paper(paper.kind, paper.ballot) for paper in writing.papers),
        tuple(Draft(draft.key, "draft", draft.body) for draft in writing.drafts),
        tuple(Attachment(attached.media_type, attached.data) for attached in writing.attachments),
        tuple(said),
        {each.digest: Removed(now.date(), each.reason) for each in writing.erased},
    )


def _line(entry: Entry, source: Source, at: str, act: int, said: list[Said]) -> Line:
    tag, body, heard = encode(entry, source.salt)
    said += [Said(each.digest, each.salt, each.text) for each in heard]
    return Line(
        tag,
        {**body, "act": act} if isinstance(entry, UrnCounted) else {**body, "act": act, "at": at},
    )


def read_back(stored: Stored, said: Callable[[str], str | None]) -> Recorded:
    """An entry of the record.

    Raises msgspec.ValidationError for one that this version does not know.
    """
    body: dict[str, Any] = dict(stored.body)
    at, act = body.pop("at", None), body.pop("act", None)
    if not isinstance(act, int):
        raise msgspec.ValidationError("an entry without its act")
    entry = cast("AnyEntry", decode(AnyEntry, stored.type, body, said))
    return Recorded(stored.seq, act, datetime.fromisoformat(at) if at else None, entry)
