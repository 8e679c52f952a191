"""F2 and F7: a person is forgotten everywhere, and an older or another people file is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from pbdesk.app.desk import Desk, people_path
from pbdesk.app.jobs.forgetting import forget_person
from pbdesk.app.jobs.register import add_people
from pbdesk.assembly import ideas
from pbdesk.cli.record import show
from pbdesk.ledger.people import Consent, Particulars, Person
from pbdesk.ledger.refusals import RecordRefused
from pbdesk.minutes.entries import PersonRef
from pbdesk.questions import register
from tests.ledger.raw import CHEAP, DAY

PASSPHRASE = "three blue chairs"


@pytest.fixture
def desk(tmp_path: Path):
    with begun(tmp_path / "a.pbdesk") as desk:
        yield desk


def begun(path: Path) -> Desk:
    made = Desk.create(path, name="A", place="", day="2026-11-26")
    assert isinstance(made, Desk)
    made.make_people(PASSPHRASE, CHEAP)
    assert (
        add_people(
            made,
            [Particulars("Margaret Okonkwo"), Particulars("Ali Ng")],
        )
        is None
    )
    return made


def ref_of(desk: Desk, name: str) -> PersonRef:
    assert desk.people is not None
    (found,) = desk.people.search(name)
    return PersonRef(found.ref)


def again(desk: Desk) -> Desk:
    """The same files, opened anew."""
    desk.close()
    opened = Desk.open(desk.record.path)
    opened.unlock_people(PASSPHRASE, CHEAP)
    return opened


def test_f2_a_person_is_forgotten_and_an_entry_names_the_reference_alone(
    desk: Desk,
):
    person = ref_of(desk, "Margaret")
    assert desk.people is not None
    desk.people.consent(person, Consent("news", "We write to you.", DAY))
    assert desk.keep_draft("door", '{"name":"Margaret  OKONKWO"}') is None
    assert desk.keep_draft("proposals", '{"title":"Benches"}') is None
    assert forget_person(desk, person) is None
    assert (desk.people.get(person).name, desk.people.consents(person)) == (
        "",
        (),
    )
    assert (desk.form_draft("door"), desk.form_draft("proposals")) == (
        None,
        '{"title":"Benches"}',
    )
    assert desk.recorded[-1].entry == register.PersonForgotten(person)
    for file in desk.record.path.parent.iterdir():
        assert b"OKONKWO" not in file.read_bytes().upper(), file.name


def test_f2_who_is_forgotten_keeps_their_ballot_in_the_count_of_those_given_out(
    desk: Desk,
):
    registered = len(desk.state.registered)
    assert forget_person(desk, ref_of(desk, "Margaret")) is None
    assert len(desk.state.registered) == registered


def test_f2_nobody_is_forgotten_twice_nor_who_was_never_registered(desk: Desk):
    person = ref_of(desk, "Margaret")
    assert forget_person(desk, person) is None
    for ref in (person, PersonRef("nobody")):
        refusal = forget_person(desk, ref)
        assert refusal is not None
        assert refusal.where == "person"


def test_f2_without_the_people_file_nobody_is_forgotten(desk: Desk):
    person = ref_of(desk, "Margaret")
    assert desk.people is not None
    desk.people.close()
    desk.people = None
    assert forget_person(desk, person) is not None
    assert not desk.state.door.forgotten


def test_f2_a_kill_between_the_entry_and_the_row_is_made_good_at_unlocking(
    desk: Desk,
):
    person = ref_of(desk, "Margaret")
    assert desk.people is not None
    desk.people.expect(person)
    assert desk.do(register.forget, person=person) is None
    with again(desk) as opened:
        assert opened.people is not None
        assert (opened.people.get(person).name, opened.people_told) == (
            "",
            None,
        )


def test_f2_where_the_disk_keeps_the_name_that_is_said_and_the_next_unlocking_takes_it_out(
    desk: Desk,
):
    person = ref_of(desk, "Margaret")
    assert desk.people is not None
    desk.people._file.run(
        "CREATE TEMP TRIGGER full BEFORE UPDATE OF name ON person "
        "BEGIN SELECT RAISE(ABORT, 'no space'); END",
    )
    refusal = forget_person(desk, person)
    assert refusal is not None
    assert refusal.words.text.startswith("It is recorded, but the people file")
    assert desk.state.door.forgotten == {person}
    assert forget_person(desk, person) is not None
    with again(desk) as opened:
        assert opened.people is not None
        assert opened.people.get(person).name == ""


def test_f2_an_older_people_file_put_back_brings_nobody_back_and_is_told(
    desk: Desk,
):
    person, file = ref_of(desk, "Margaret"), people_path(desk.record.path)
    old = file.read_bytes()
    assert forget_person(desk, person) is None
    desk.close()
    file.write_bytes(old)
    with again(desk) as opened:
        assert opened.people is not None
        assert opened.people.get(person).name == ""
        assert opened.people_told is not None
        assert "had been forgotten stood in it" in opened.people_told.text


def test_f7_an_older_people_file_that_lacks_people_is_told(desk: Desk):
    file = people_path(desk.record.path)
    old = file.read_bytes()
    assert add_people(desk, [Particulars("Zoe"), Particulars("Ben")]) is None
    desk.close()
    file.write_bytes(old)
    with again(desk) as opened:
        assert opened.people_told is not None
        assert opened.people_told.values["n"] == 2


def test_f7_another_assemblys_people_file_is_refused_and_keeps_its_people(
    desk: Desk,
    tmp_path: Path,
):
    (tmp_path / "other").mkdir()
    other = begun(tmp_path / "other" / "b.pbdesk")
    other.close()
    desk.close()
    file = people_path(desk.record.path)
    shutil.copy(people_path(other.record.path), file)
    before = file.read_bytes()
    with Desk.open(desk.record.path) as opened:
        with pytest.raises(
            RecordRefused,
            match="people file of another assembly",
        ):
            opened.unlock_people(PASSPHRASE, CHEAP)
        assert opened.people is None
    assert file.read_bytes() == before


def test_f7_record_and_people_file_that_go_together_are_opened_without_a_word(
    desk: Desk,
):
    assert forget_person(desk, ref_of(desk, "Ali")) is None
    for _ in range(2):
        desk = again(desk)
        assert desk.people_told is None
    desk.close()


def test_f9_an_old_copy_of_the_record_is_told_by_its_people_file_without_stick_or_slip(
    desk: Desk,
):
    path = desk.record.path
    assert desk.do(ideas.receive, title="Benches") is None
    old = path.read_bytes()
    assert desk.do(ideas.receive, title="Lamps") is None
    desk = again(desk)
    desk.close()
    path.write_bytes(old)
    with again(desk) as opened:
        assert opened.people_told is not None
        assert "older than its people file" in opened.people_told.text
    with again(desk) as opened:
        assert opened.people_told is not None, (
            "it is told until the newest record is back"
        )


def test_f9_the_people_file_keeps_a_head_while_the_window_stays_open(
    desk: Desk,
):
    path, file = desk.record.path, people_path(desk.record.path)
    for n in range(30):
        assert desk.do(ideas.receive, title=f"Benches {n}") is None
        if n == 2:
            old = path.read_bytes()
    killed = file.read_bytes()  # what a kill leaves: nothing was closed
    desk.close()
    path.write_bytes(old)
    file.write_bytes(killed)
    with Desk.open(path) as opened:
        opened.unlock_people(PASSPHRASE, CHEAP)
        assert opened.people_told is not None
        assert "older than its people file" in opened.people_told.text


def test_f9_closing_shows_the_people_file_the_newest_entry(desk: Desk):
    assert desk.do(ideas.receive, title="Benches") is None
    path, old = desk.record.path, desk.record.path.read_bytes()
    assert desk.do(ideas.receive, title="Lamps") is None
    desk.close()
    path.write_bytes(old)
    with Desk.open(path) as opened:
        opened.unlock_people(PASSPHRASE, CHEAP)
        assert opened.people_told is not None


def test_f9_going_on_with_an_older_record_never_makes_the_people_file_forget_the_newer(
    desk: Desk,
):
    path, old = desk.record.path, desk.record.path.read_bytes()
    assert desk.do(ideas.receive, title="Benches") is None
    desk = again(desk)
    desk.close()
    path.write_bytes(old)
    for _ in range(2):
        with Desk.open(path) as opened:
            opened.unlock_people(PASSPHRASE, CHEAP)
            assert opened.people_told is not None
            for n in range(30):
                assert opened.do(ideas.receive, title=f"Others {n}") is None


def test_who_was_written_down_and_never_recorded_is_swept_at_the_next_unlocking(
    desk: Desk,
):
    assert desk.people is not None
    desk.people.add(Person("lost", "Zoe", pending="lost"))
    with again(desk) as opened:
        assert opened.people is not None
        assert opened.people.search("zoe") == []


def test_show_reads_a_record_that_a_window_has_open(desk: Desk):
    told = CliRunner().invoke(show, [str(desk.record.path)])
    assert (told.exit_code, told.exception) == (0, None)


def cut_short(desk: Desk) -> Path:
    """Close it, and leave beside its people file what a change of passphrase cut short leaves."""
    desk.close()
    path = people_path(desk.record.path)
    return Path(shutil.copy(path, path.with_name(f"{path.name}.relocking")))


def test_f3_a_copy_that_a_change_of_passphrase_left_goes_when_the_record_is_opened(
    desk: Desk,
):
    copy = cut_short(desk)
    with copy.open("rb") as held, Desk.open(desk.record.path) as opened:
        assert opened.people is None, "nobody unlocked the people file"
        assert not copy.exists()
        assert not held.read().strip(b"\0"), "its bytes are written over"


def test_f3_who_only_looks_at_a_record_takes_nothing_away_beside_it(desk: Desk):
    copy = cut_short(desk)
    Desk.open(desk.record.path, read_only=True).close()
    assert copy.exists()
