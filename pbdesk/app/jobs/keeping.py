"""Keeping what somebody brought with an entry: the file first, then the entry that names it.

It stands in the people file, cleaned of what it tells besides. A kill between the two leaves a row
that no entry names; it is taken out when the people file is next unlocked.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pbdesk.app.desk import LOCKED, Desk
from pbdesk.ledger.people import Brought, Kept, People
from pbdesk.ledger.refusals import LedgerError
from pbdesk.minutes.decision import Decided, Refusal
from pbdesk.minutes.kept import Enclosed, forget_kept
from pbdesk.words import say

__all__ = ["KEPT", "brought_from", "do_with", "forget", "kept"]

KEPT = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".csv": "text/csv",
}
"""The kinds of file that can be kept, by how their names end."""


def brought_from(path: Path) -> Brought | Refusal:
    """A file as it is brought; refused where it cannot be read."""
    try:
        return Brought(_kind_of(path), path.read_bytes())
    except OSError as error:
        return _unread(path, error)


def _kind_of(path: Path) -> str:
    """What kind of file it is by its ending."""
    ending = path.suffix.lower()
    return KEPT.get(ending, ending.removeprefix("."))


def _unread(path: Path, error: OSError) -> Refusal:
    words = say(
        "“{name}” cannot be read: {reason}",
        name=path.name,
        reason=error.strerror or "",
    )
    return Refusal(words, say("Choose another file."))


def do_with(
    desk: Desk,
    brought: Brought,
    decision: Callable[..., Decided],
    *,
    as_: str,
    **given: Any,
) -> Refusal | None:
    """Do a decision with what was brought, which it takes under the name `as_`.

    A decision that is refused keeps nothing.
    """
    people = desk.people
    if people is None:
        return LOCKED
    asked = desk.decide(decision, **given)
    if isinstance(asked, Refusal):
        return asked
    try:
        made = people.keep(desk.new_ref(), brought, desk.new_salt())
    except LedgerError as error:
        return Refusal(error.words, where=as_)
    return desk.do(decision, **given, **{as_: Enclosed(made.ref, made.digest)})


def kept(people: People | None, enclosed: Enclosed) -> Brought | None:
    """What was kept; None once it was forgotten, or while the people file is locked.

    Raises KeyError and RecordDamaged as `People.kept`.
    """
    if people is None:
        return None
    return people.kept(Kept(enclosed.ref, enclosed.digest))


def forget(desk: Desk, ref: str, reason: str) -> Refusal | None:
    """Forget what was kept: an entry says so, then the file is blanked."""
    people = desk.people
    if people is None:
        return LOCKED
    refusal = desk.do(
        lambda _state, moment: forget_kept(
            desk.recorded,
            moment,
            ref=ref,
            reason=reason,
        ),
    )
    if refusal is None:
        people.forget_kept(ref, desk.moment().at.date())
    return refusal
