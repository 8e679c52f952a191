"""The people file is destroyed when its time is over, and the record certifies it."""

from __future__ import annotations

import resource
import sys
from datetime import UTC, date, datetime

import pytest

from pbdesk.app.chance import from_seed
from pbdesk.app.desk import Desk, people_path
from pbdesk.app.jobs.destruction import destroy_people
from pbdesk.app.jobs.register import add_people
from pbdesk.app.sample.evening import PASSPHRASE
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.i18n import render
from pbdesk.ledger.people import Particulars
from pbdesk.minutes.entries import PersonRef
from pbdesk.questions import register
from tests.assembly.said import said
from tests.evenings import CHEAP, evening_at


@pytest.fixture
def later(tmp_path):
    """The declared evening, opened on a day, with its people unlocked."""
    opened: list[Desk] = []

    def on(day: date, moment: str = "declared") -> Desk:
        evening = evening_at(moment, tmp_path)
        evening.desk.close()
        at = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
        desk = Desk.open(
            evening.desk.record.path,
            from_seed("later", lambda: at),
        )
        desk.unlock_people(PASSPHRASE, CHEAP)
        opened.append(desk)
        return desk

    yield on
    for desk in opened:
        desk.close()


def test_the_names_stay_until_the_day_the_rulebook_says(later):
    desk = later(date(2027, 11, 25))
    assert (
        said(destroy_people(desk)).replace("\xa0", " ")
        == "The rulebook keeps the register until 26 November 2027."
    )
    assert people_path(desk.record.path).exists()
    assert desk.people.count() == 1204


def test_on_that_day_they_go_and_the_record_says_how_many_they_were(later):
    desk = later(date(2027, 11, 26))
    desk.people.erase(min(desk.state.door.register), date(2027, 1, 1))
    assert destroy_people(desk) is None
    assert not people_path(desk.record.path).exists()
    assert desk.people is None
    last = desk.recorded[-1].entry
    assert last == register.RegisterDestroyed(people=1203, erased=1)
    assert (
        render(ASSEMBLY.tell(last, desk.state))
        == "The people file was destroyed. It held 1,203 people."
    )
    assert desk.state.door.destroyed.at.date() == date(2027, 11, 26)


def test_what_is_destroyed_is_not_undone_not_destroyed_twice_and_nobody_is_added(
    later,
):
    desk = later(date(2028, 1, 1))
    assert destroy_people(desk) is None
    assert desk.undo() is not None
    assert (
        said(destroy_people(desk)) == "The people file was destroyed already."
    )
    assert (
        desk.do(register.register, people=(PersonRef("new"),)).where == "people"
    )
    assert add_people(desk, [Particulars("Ada", "Weir Road")]) is not None


def test_a_locked_file_is_unlocked_before_it_is_destroyed(later):
    desk = later(date(2028, 1, 1))
    desk.people.close()
    desk.people = None
    assert said(destroy_people(desk)) == "The people file is locked."
    assert people_path(desk.record.path).exists()


def test_while_the_vote_is_open_the_door_keeps_its_names(later):
    desk = later(date(2028, 1, 1), "open")
    assert "needs the people file" in said(destroy_people(desk))
    assert people_path(desk.record.path).exists()


@pytest.mark.skipif(
    sys.platform == "win32",
    reason="limits of file size are POSIX",
)
def test_on_a_full_disk_nothing_is_destroyed_because_nothing_could_certify_it(
    later,
):
    desk = later(date(2028, 1, 1))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        assert destroy_people(desk) is not None
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert people_path(desk.record.path).exists()
    assert desk.people.count() == 1204


def test_a_crash_after_the_file_went_loses_no_certificate(later):
    desk = later(date(2028, 1, 1))
    desk.keep_draft("destroying", "1204 0")
    desk.people.destroy(date(2028, 1, 1))
    desk.close()  # as if the power went here
    with Desk.open(
        desk.record.path,
        from_seed("again", lambda: datetime(2028, 1, 2, tzinfo=UTC)),
    ) as again:
        assert destroy_people(again) is None
        assert again.recorded[-1].entry == register.RegisterDestroyed(
            people=1204,
            erased=0,
        )
        assert again.form_draft("destroying") is None


def test_the_certificate_is_in_the_public_pack_and_read_back_after_reopening(
    later,
):
    desk = later(date(2028, 1, 1))
    assert destroy_people(desk) is None
    assert register.RegisterDestroyed.public
    desk.close()
    with Desk.open(desk.record.path) as again:
        assert again.state.door.destroyed == desk.state.door.destroyed
