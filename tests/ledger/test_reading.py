"""F8: a disk that gives no answer is no damage, and is said in a sentence."""

from __future__ import annotations

import shutil
import traceback
from pathlib import Path

import pytest

from pbdesk.app.desk import Desk
from pbdesk.assembly import ideas
from pbdesk.ledger.check import check
from pbdesk.ledger.people import People, Person
from pbdesk.ledger.record import Record
from pbdesk.ledger.refusals import RecordUnread
from pbdesk.ledger.sqlite import Error, File
from tests.ledger.faults import read_error, well_said
from tests.ledger.raw import CHEAP, OLD

needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None,
    reason="strace is not on this machine",
)


def no_answer(*_: object) -> list[tuple[object, ...]]:
    """What the driver raises where a cable is loose."""
    error = Error("disk I/O error")
    error.sqlite_errorcode = 266  # pyright: ignore[reportAttributeAccessIssue] - as the driver sets it
    raise error


@pytest.fixture
def assembly(tmp_path: Path) -> Path:
    path = tmp_path / "a.pbdesk"
    made = Desk.create(path, name="A", place="", day="2026-11-26")
    assert isinstance(made, Desk)
    with made as desk:
        for n in range(30):
            assert (
                desk.do(
                    ideas.receive,
                    title=f"Idea {n}",
                    summary="Benches " * 40,
                )
                is None
            )
    return path


@needs_strace
@pytest.mark.parametrize("when", [1, 6, 14])
def test_f8_a_read_error_while_opening_is_no_damage_and_leaves_no_lock(
    assembly: Path,
    tmp_path_factory: pytest.TempPathFactory,
    when: int,
):
    met, said = read_error(
        assembly,
        when,
        tmp_path_factory.mktemp("log") / "log",
    )
    assert met, "no read failed, so nothing was shown"
    assert well_said(said), said


def test_f8_check_of_a_file_that_cannot_be_read_does_not_call_it_damaged(
    full: Path,
    monkeypatch,
):
    monkeypatch.setattr(File, "rows", no_answer)
    with pytest.raises(RecordUnread, match="need not be damage"):
        check(full)


def test_f8_a_read_error_after_the_check_leaves_no_lock(
    assembly: Path,
    monkeypatch,
):
    with monkeypatch.context() as broken:
        broken.setattr(
            File,
            "rows",
            failing("FROM drafts WHERE kind", File.rows),
        )
        with pytest.raises(RecordUnread, match="try again"):
            Desk.open(assembly)
    Desk.open(assembly).close()


@pytest.mark.parametrize(
    "look",
    [
        lambda record: record.entries(),
        lambda record: record.draft("draft"),
        lambda record: record.urn_count(),
        lambda record: record.all_said(),
    ],
)
def test_f8_a_read_error_while_the_record_is_open_is_a_sentence(
    full: Path,
    monkeypatch,
    look,
):
    with Record.open(full) as record:
        monkeypatch.setattr(File, "rows", no_answer)
        monkeypatch.setattr(File, "one", no_answer)
        with pytest.raises(RecordUnread, match="the disk reports an error"):
            look(record)


def test_f8_a_read_error_at_the_door_is_a_sentence(tmp_path: Path, monkeypatch):
    with People.create(tmp_path / "a.people", OLD, cost=CHEAP) as people:
        people.add(Person("r1", "Margaret"))
        monkeypatch.setattr(File, "one", no_answer)
        with pytest.raises(RecordUnread, match="the disk reports an error"):
            people.count()


def test_f8_words_erased_on_a_disk_that_then_cannot_be_read_are_refused_in_a_sentence(
    assembly: Path,
    monkeypatch,
):
    with Desk.open(assembly) as desk:
        monkeypatch.setattr(File, "rows", failing("seq > ?", File.rows))
        refusal = desk.do(desk.erasing, number=3, reason="Asked for")
        assert refusal is not None
        assert "could not be read" in refusal.words.text
    monkeypatch.undo()
    with Desk.open(assembly) as desk:
        assert desk.entries == 33


def test_f8_a_read_error_in_the_last_look_of_an_opening_leaves_no_lock(
    full: Path,
    monkeypatch,
):
    one = File.one

    def last(
        file: File,
        sql: str,
        values: tuple[()] = (),
    ) -> tuple[object, ...] | None:
        return (
            no_answer()[0]
            if "urn_state WHERE state = 'sealed'" in sql
            and any("_begin" in each.name for each in traceback.extract_stack())
            else one(file, sql, values)
        )

    with monkeypatch.context() as broken:
        broken.setattr(File, "one", last)
        with pytest.raises(RecordUnread):
            Record.open(full)
    Record.open(full).close()


def failing(what: str, rows):
    """A disk of which something cannot be read any more."""

    def read(
        file: File,
        sql: str,
        values: tuple[()] = (),
    ) -> list[tuple[object, ...]]:
        return no_answer() if what in sql else rows(file, sql, values)

    return read


def test_f11_no_core_dump_holds_names(tmp_path: Path):
    resource = pytest.importorskip(
        "resource",
        reason="Windows writes no core dumps by itself",
    )
    with People.create(tmp_path / "a.people", OLD, cost=CHEAP):
        assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
