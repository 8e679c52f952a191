"""Register: people go into their encrypted file first, waiting; the record then knows them.

Then they are confirmed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pbdesk.app.desk import LOCKED, AnyFile, Desk
from pbdesk.i18n import Locale
from pbdesk.ledger.people import Particulars, People, Person
from pbdesk.ledger.refusals import RecordNotWritten, RecordRefused
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.entries import PersonRef, clean
from pbdesk.questions import register
from pbdesk.words import say

__all__ = [
    "add_people",
    "arriving",
    "changed",
    "confirm",
    "recovery_sheet",
    "write_down",
]


def add_people(desk: Desk, rows: Sequence[Particulars]) -> Refusal | None:
    """Put people into the register.

    Their rows wait in the people file until the record's entry is on disk.
    """
    found = arriving(desk, rows)
    if isinstance(found, Refusal):
        return found
    people, persons = found
    refs = tuple(PersonRef(person.ref) for person in persons)
    return (
        write_down(people, persons)
        or desk.do(register.register, people=refs)
        or confirm(people, refs, desk.entries)
    )


def arriving(
    desk: Desk,
    rows: Sequence[Particulars],
) -> tuple[People, tuple[Person, ...]] | Refusal:
    """The people file and the rows that it is to take, each under a fresh reference."""
    if desk.people is None:
        return LOCKED
    named = [row for row in rows if clean(row.name)]
    if not named:
        return Refusal(
            say("A person needs a name."),
            say("Write it as it stands in the register."),
            "name",
        )
    refs = [desk.new_ref() for _ in named]
    return desk.people, tuple(
        Person(
            ref,
            clean(row.name),
            clean(row.street),
            clean(row.note),
            pending=ref,
        )
        for ref, row in zip(refs, named, strict=True)
    )


def write_down(people: People, persons: Sequence[Person]) -> Refusal | None:
    """Write the rows, waiting for the record's entry."""
    return changed(people, lambda people: people.add_all(persons))


def confirm(
    people: People,
    refs: Sequence[PersonRef],
    head: int,
) -> Refusal | None:
    """The entry is on disk, as number `head` or before: the rows wait no more."""
    return changed(people, lambda people: people.confirm(refs, head))


def changed(people: People, work: Callable[[People], None]) -> Refusal | None:
    """Do something in the people file; why it was not written, None when it is on disk."""
    try:
        work(people)
    except RecordNotWritten as error:
        return Refusal(error.words)
    return None


def recovery_sheet(desk: AnyFile, passphrase: str, locale: Locale) -> bytes:
    """The sheet that opens the people file when its passphrase is forgotten, as PDF.

    Its code is kept nowhere.
    Raises RecordRefused: the file is locked, or the passphrase is another.
    """
    from pbdesk.paper.recovery import recovery_pdf

    people = desk.people
    if people is None:
        raise RecordRefused(say("The people file is locked."))
    return recovery_pdf(
        name=desk.state.about.name,
        day=desk.moment().at.date(),
        file=people.path.name,
        code=people.recovery_code(passphrase),
        locale=locale,
    )
