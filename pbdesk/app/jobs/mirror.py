"""Heads leave the laptop.

At open, break and close the newest entry's number and hash go to a stick, and nothing else. A copy
of the record would show the order of casting while the urn is open; a head shows nothing, and still
tells when an older or another file stands in the record's place. One small text file an assembly,
readable with any editor.
"""

from __future__ import annotations

from pathlib import Path

from pbdesk.app.desk import Desk
from pbdesk.ledger.checkpoint import Checkpoint, kept
from pbdesk.ledger.checkpoint import keep as add
from pbdesk.minutes.decision import Refusal
from pbdesk.words import Words, say, several

__all__ = ["heads_path", "keep", "newest", "objection"]


def heads_path(desk: Desk, folder: Path) -> Path:
    """The assembly's file of heads in `folder`, the stick."""
    return folder / f"{desk.state.mandate.id}.heads.txt"


def newest(desk: Desk) -> Checkpoint:
    """The head as it stands: what a slip shows and a stick keeps."""
    return Checkpoint(*desk.record.head)


def keep(desk: Desk, folder: Path) -> Refusal | None:
    """Add the newest head to the stick, on disk when it returns.

    What the stick already holds must be in the record.
    """
    return objection(desk, folder) or _added(desk, folder)


def _added(desk: Desk, folder: Path) -> Refusal | None:
    try:
        add(heads_path(desk, folder), newest(desk))
    except OSError as error:
        return _not_added(error)
    return None


def _not_added(error: OSError) -> Refusal:
    return Refusal(
        say("The stick took no code: {why}.", why=error.strerror or ""),
        say(
            "Put it in again, or write the code of the printed slip down by hand.",
        ),
        "folder",
    )


def objection(desk: Desk, folder: Path) -> Refusal | None:
    """What the stick says against the open record.

    Older, or different; None where it agrees or knows nothing of it.
    """
    path = heads_path(desk, folder)
    try:
        heads = kept(path) if path.exists() else ()
    except OSError as error:
        return Refusal(
            say("The stick cannot be read: {why}.", why=error.strerror or ""),
            where="folder",
        )
    lacking = [head for head in heads if not desk.record.holds(head)]
    if not lacking:
        return None
    first = lacking[0]
    last = max(head.seq for head in lacking)
    if first.seq <= desk.entries:
        return Refusal(_different(desk, first), _ask_why())
    return Refusal(_older(desk, last), _ask_why())


def _older(desk: Desk, last: int) -> Words:
    return several(
        "This file is older than the stick: it ends at entry {here}, and the stick has seen entry "
        "{last}. "
        "{n} entry is missing.",
        "This file is older than the stick: it ends at entry {here}, and the stick has seen entry "
        "{last}. "
        "{n} entries are missing.",
        last - desk.entries,
        here=desk.entries,
        last=last,
    )


def _different(desk: Desk, first: Checkpoint) -> Words:
    there = next(desk.record.entries(after=first.seq - 1)).hash
    return say(
        "This file is not the one the stick has seen: entry {seq} had the code {stick}, here it "
        "has {here}. "
        "The record was written anew from some entry up to this one, or the file is another.",
        seq=first.seq,
        stick=" ".join(first.groups),
        here=" ".join(Checkpoint(first.seq, there).groups),
    )


def _ask_why() -> Words:
    return say(
        "Stop, and look for the newest file: on this laptop, in the bin, in a copy. Compare the "
        "code on the "
        "printed slips. Go on only when you know why.",
    )
