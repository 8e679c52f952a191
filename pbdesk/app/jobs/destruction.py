"""Destruction of the people file once its time is over, with a certificate in the record.

What the certificate will say is kept first, as a draft. So a crash or a full disk between the
file's end and the entry loses nothing: asked again, the entry is written from the draft.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import date
from functools import partial
from typing import Any

from pbdesk.app.desk import LOCKED, Desk, form_writing, people_path
from pbdesk.ledger.people import People
from pbdesk.ledger.refusals import RecordNotWritten
from pbdesk.minutes.decision import Refusal, Writing
from pbdesk.questions import register

__all__ = ["destroy_people", "destroying"]

_DRAFT = "destroying"


type Step = Callable[[], Any]
"""Work on the disk that may be done in any thread; sent back is what gives its result."""


def destroying(desk: Desk) -> Generator[Step, Step, Refusal | None]:
    """Overwrite and delete the people file, and record that.

    A refusal before its time is over leaves it as it is.
    """
    refusal = register.may_be_destroyed(desk.state, desk.moment().at.date())
    if refusal is None and not _is_gone(desk):
        refusal = yield from _destroy(desk)
    return refusal or (yield from _certify(desk))


def destroy_people(desk: Desk) -> Refusal | None:
    """All of it at once, where no window waits."""
    steps = destroying(desk)
    try:
        step = next(steps)
        while True:
            result = step()
            step = steps.send(lambda done=result: done)
    except StopIteration as end:
        return end.value


def _is_gone(desk: Desk) -> bool:
    """Whether the file went before, and only its certificate is lacking."""
    return (
        desk.form_draft(_DRAFT) is not None
        and not people_path(desk.record.path).exists()
    )


def _destroy(desk: Desk) -> Generator[Step, Step, Refusal | None]:
    people = desk.people
    if people is None:
        return LOCKED
    refusal = yield from _written(
        desk,
        form_writing(_DRAFT, f"{people.count()} {people.erased()}"),
    )
    if refusal is None:
        desk.people = None
        outcome = yield partial(_overwrite, people, desk.moment().at.date())
        refusal = outcome()
    return refusal


def _overwrite(people: People, day: date) -> Refusal | None:
    try:
        _ = people.destroy(day)
    except RecordNotWritten as error:
        return Refusal(error.words)
    return None


def _certify(desk: Desk) -> Generator[Step, Step, Refusal | None]:
    people, erased = map(int, (desk.form_draft(_DRAFT) or "").split())
    decided = desk.decide(register.destroy, people=people, erased=erased)
    if isinstance(decided, Refusal):
        return decided
    refusal = yield from _written(desk, decided)
    return refusal or (yield from _written(desk, form_writing(_DRAFT, None)))


def _written(
    desk: Desk,
    writing: Writing,
) -> Generator[Step, Step, Refusal | None]:
    outcome = yield partial(desk.put, writing)
    return desk.took(writing, outcome)
