"""Destruction of the people file once its time is over, with a certificate in the record.

What the certificate will say is kept first, as a draft. So a crash or a full disk between the file's end and the entry
loses nothing: asked again, the entry is written from the draft.
"""

from __future__ import annotations

from pbdesk.app.desk import Desk, people_path
from pbdesk.assembly import door
from pbdesk.assembly.decision import Refusal
from pbdesk.ledger.people import People
from pbdesk.ledger.refusals import RecordNotWritten
from pbdesk.words import say

__all__ = ["destroy_people"]

_DRAFT = "destroying"


def destroy_people(desk: Desk) -> Refusal | None:
    """Overwrite and delete the people file, and record that. A refusal before its time is over leaves it as it is."""
    refusal = door.may_be_destroyed(desk.state, desk.moment().at.date())
    if refusal is None and not _is_gone(desk):
        refusal = _destroy(desk)
    return refusal or _certify(desk)


def _is_gone(desk: Desk) -> bool:
    """Whether the file went before, and only its certificate is lacking."""
    return desk.form_draft(_DRAFT) is not None and not people_path(desk.record.path).exists()


def _destroy(desk: Desk) -> Refusal | None:
    people = desk.people
    if people is None:
        return Refusal(say("The people file is locked."), say("Open it with its passphrase first."))
    return desk.keep_draft(_DRAFT, f"{people.count()} {people.erased()}") or _overwrite(desk, people)


def _overwrite(desk: Desk, people: People) -> Refusal | None:
    desk.people = None
    try:
        _ = people.destroy(desk.moment().at.date())
    except RecordNotWritten as error:
        return Refusal(error.words)
    return None


def _certify(desk: Desk) -> Refusal | None:
    people, erased = map(int, (desk.form_draft(_DRAFT) or "").split())
    return desk.do(door.destroy, people=people, erased=erased) or desk.keep_draft(_DRAFT, None)
