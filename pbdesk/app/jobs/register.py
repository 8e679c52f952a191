"""Register: people go into their encrypted file first, waiting; the record then knows them; then they are confirmed."""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.app.desk import Desk
from pbdesk.assembly import door
from pbdesk.assembly.decision import Refusal
from pbdesk.assembly.entries import PersonRef, clean
from pbdesk.ledger.people import Particulars, Person
from pbdesk.ledger.refusals import RecordNotWritten
from pbdesk.words import say

__all__ = ["add_people"]


def add_people(desk: Desk, rows: Sequence[Particulars]) -> Refusal | None:
    """Put people into the register; their rows wait in the people file until the record's entry is on disk."""
    if desk.people is None:
        return Refusal(say("The people file is locked."), say("Open it with its passphrase first."))
    named = [row for row in rows if clean(row.name)]
    if not named:
        return Refusal(say("A person needs a name."), say("Write it as it stands in the register."), "name")
    refs = [PersonRef(desk.new_ref()) for _ in named]
    try:
        desk.people.add_all(Person(ref, clean(row.name), clean(row.street), clean(row.note), pending=ref)
                            for ref, row in zip(refs, named, strict=True))
        refusal = desk.do(door.register, people=tuple(refs))
        if refusal is None:
            desk.people.confirm(refs, desk.entries)
    except RecordNotWritten as error:
        return Refusal(error.words)
    return refusal
