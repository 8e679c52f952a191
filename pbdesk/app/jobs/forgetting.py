"""Forgetting a person: an entry with the reference, then all that the files hold of them.

The people file expects the entry, the record takes it, the row is blanked (`app.desk`): at once,
or where somebody holds a ballot of an open round, at its close. A kill in between loses nothing:
when the people file is next unlocked, whoever the record names is forgotten again.
"""

from __future__ import annotations

from pbdesk.app.desk import LOCKED, Desk
from pbdesk.assembly.state import Assembly
from pbdesk.ledger.people import fold
from pbdesk.ledger.refusals import LedgerError
from pbdesk.minutes.decision import Decided, Draft, Moment, Refusal, Writing
from pbdesk.minutes.entries import PersonRef
from pbdesk.questions import register
from pbdesk.words import say

__all__ = ["forget_person", "forgetting"]


def forget_person(desk: Desk, person: PersonRef) -> Refusal | None:
    """Forget somebody in the people file, in half-filled forms and in both journals.

    Names that stand in titles or free text of the record are not found by this: who asks to be
    forgotten says where, and those words are erased one by one (`erasing`).
    """
    people = desk.people
    if people is None:
        return LOCKED
    try:
        return desk.do(forgetting, person=person, name=people.get(person).name)
    except KeyError:
        return Refusal(
            say("This person is not in the register."),
            where="person",
        )
    except LedgerError as error:
        return Refusal(error.words)


def forgetting(
    state: Assembly,
    moment: Moment,
    *,
    person: PersonRef,
    name: str,
) -> Decided:
    """The decision to forget somebody of that name, half-filled forms about them with it."""
    decided = register.forget(state, moment, person=person)
    if isinstance(decided, Refusal):
        return decided
    forms = _forms_about(state, person, fold(name))
    return Writing(
        *decided.entries,
        drafts=tuple(Draft(key, None) for key in forms),
    )


def _forms_about(
    state: Assembly,
    person: PersonRef,
    name: str,
) -> tuple[str, ...]:
    """Half-filled forms in which the folded name or the reference stands."""
    forms = (
        (key, body)
        for key, body in state.drafts.items()
        if key.startswith("form/")
    )
    return tuple(key for key, body in forms if _is_about(body, person, name))


def _is_about(body: str, person: PersonRef, name: str) -> bool:
    return person in body or bool(name and name in fold(body))
