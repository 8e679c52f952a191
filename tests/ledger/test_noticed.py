"""What changes of one line showed that no test noticed (`make mutants OVER=ledger`, seed 14)."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pbdesk.ledger import check as checking
from pbdesk.ledger import locked
from pbdesk.ledger.check import check
from pbdesk.ledger.people import People, Person
from pbdesk.ledger.record import Attachment, Draft, Line, Record, Said
from pbdesk.ledger.refusals import (
    Fault,
    RecordNotWritten,
    RecordRefused,
    RecordUnread,
    RosterRefused,
)
from pbdesk.ledger.roster import read_roster
from pbdesk.ledger.salvage import salvage
from pbdesk.ledger.sqlite import SQLITE_FULL, Error, File
from pbdesk.words import say
from tests.ledger.raw import CHEAP, NEW, OLD
from tests.ledger.sample import FOUNDED, contents, fill
from tests.ledger.test_salvage import damage, saved, sentences

DAY = date(2026, 11, 30)


@pytest.fixture
def written(path: Path) -> Path:
    """A closed record of eight entries and some rows."""
    with Record.create(path, [FOUNDED]) as record:
        fill(record, 3)
        record.write([Line("noted", {"n": n}) for n in range(3)])
    return path


def test_a_salvage_that_a_full_disk_ends_says_so_in_words(
    written: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    def full(*_: object) -> None:
        error = Error("database or disk is full")
        error.sqlite_errorcode = SQLITE_FULL  # pyright: ignore[reportAttributeAccessIssue]
        raise error

    monkeypatch.setattr("pbdesk.ledger.salvage.tables", full)
    with pytest.raises(RecordNotWritten, match="the disk is full"):
        salvage(written, tmp_path / "new.pbdesk", DAY)


def test_a_recovery_clears_what_a_change_of_passphrase_left(tmp_path: Path):
    path = tmp_path / "ward-7.people"
    with People.create(path, OLD, cost=CHEAP) as people:
        people.add(Person("r1", "Margaret"))
        code = " ".join(people.recovery_code(OLD))
    shutil.copy(path, path.with_name(f"{path.name}.relocking"))
    with People.recover(path, code, NEW, cost=CHEAP) as people:
        assert people.count() == 1


def test_a_table_that_became_a_view_may_hide_what_stood_in_it(written: Path):
    stranger = sqlite3.connect(written)
    of_the_table = "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'said'"
    for (name,) in stranger.execute(of_the_table).fetchall():
        stranger.execute(f"DROP TRIGGER {name}")
    stranger.execute("DROP TABLE said")
    stranger.execute("CREATE VIEW said AS SELECT 1 AS id")
    stranger.commit()
    stranger.close()
    found, _ = saved(written)
    assert found.lost
    assert "pages cannot be read; what stood there is lost" in sentences(found)


def test_of_a_whole_record_no_entry_is_said_not_to_fit(written: Path):
    found, _ = saved(written)
    assert (found.lost, found.entries) == (False, found.met)
    assert "does not fit" not in sentences(found)


@pytest.mark.parametrize(("broken", "joined"), [(7, True), (8, False)])
def test_entries_behind_a_broken_one_are_joined_only_where_there_are_any(
    written: Path,
    broken: int,
    *,
    joined: bool,
):
    damage(
        written,
        f"UPDATE event SET body = '{{\"n\":9}}' WHERE seq = {broken}",
    )
    found, _ = saved(written)
    assert (found.entries, found.met) == (broken - 1, 8)
    assert ("fit one another" in sentences(found)) is joined


def test_a_disk_that_gives_another_answer_the_second_time_is_unread_and_not_damaged(
    written: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    answers = iter([[Fault("pages", say("Its pages cannot be read."))], []])

    def once(_file: File) -> Iterator[Fault]:
        yield from next(answers, [])

    monkeypatch.setattr(checking, "_pages", once)
    with pytest.raises(RecordUnread):
        check(written)


def test_an_encrypted_file_of_another_program_is_no_people_file(tmp_path: Path):
    path = tmp_path / "other.people"
    path.touch()
    file = locked.create(path, OLD, CHEAP)
    file.run("CREATE TABLE person (name TEXT)")
    file.close()
    with pytest.raises(RecordRefused, match="is not a people file"):
        People.open(path, OLD, cost=CHEAP)


@pytest.mark.parametrize("more", [0, 1])
def test_a_list_of_more_columns_than_a_register_has_is_refused_and_one_of_as_many_is_read(
    tmp_path: Path,
    more: int,
):
    path, columns = tmp_path / "list.csv", 100 + more
    path.write_text(
        f"name{',x' * (columns - 1)}\nZoe{',y' * (columns - 1)}\n",
        encoding="utf-8",
    )
    if more:
        with pytest.raises(RosterRefused, match="more than 100 columns"):
            read_roster(path, DAY)
    else:
        assert [row.name for row in read_roster(path, DAY).rows] == ["Zoe"]


@pytest.mark.parametrize(("dashes", "known"), [(196, True), (197, False)])
def test_a_heading_of_more_than_200_letters_names_no_column(
    tmp_path: Path,
    dashes: int,
    *,
    known: bool,
):
    path = tmp_path / "list.csv"
    path.write_text(
        f"name{'-' * dashes},street\nZoe,Mill Lane\n",
        encoding="utf-8",
    )
    assert [row.name for row in read_roster(path, DAY).rows] == ["Zoe"] * known


def test_of_a_whole_record_every_entry_is_sound(written: Path):
    report = check(written)
    assert (report.whole, report.entries, report.sound) == (True, 8, 8)


def test_rows_that_are_alike_but_for_their_key_are_each_saved(written: Path):
    salt = b"salt" * 4
    with Record.open(written) as record:
        record.write(
            [Line("noted", {"n": 9})],
            drafts=[Draft(f"batch-1/{n}", "keyed", "A,C") for n in (2, 3)],
            attachments=[
                Attachment("text/plain", text) for text in (b"one", b"two")
            ],
            said=[Said(key, salt, key) for key in ("cd34", "ef56")],
        )
    found, new = saved(written)
    assert found.whole
    assert contents(new) == contents(written)


def test_a_paper_whose_box_became_no_text_keeps_none_of_the_others_from_being_saved(
    written: Path,
):
    first = "WHERE id = (SELECT min(id) FROM urn)"
    damage(
        written,
        f"UPDATE urn SET box = CAST(x'ff' AS TEXT), ballot = 'Z' {first}",
    )
    found, _ = saved(written)
    assert (found.lost, found.papers) == (True, 2)
