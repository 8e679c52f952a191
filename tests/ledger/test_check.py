"""`check` finds what is wrong and changes nothing; what is not ours is refused."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from pbdesk.ledger.check import check
from pbdesk.ledger.record import Record
from pbdesk.ledger.refusals import RecordRefused
from pbdesk.ledger.sqlite import Error
from tests.ledger.faults import flips, noticed
from tests.ledger.sample import fill

FLIPS = int(os.environ.get("PBDESK_FLIPS", "200"))
"""How many bits rot in this run; 1,500 and more by the environment."""


def test_a_whole_record_gives_its_head(full: Path):
    with Record.open(full, read_only=True) as record:
        seq, head = record.head
    report = check(full)
    assert (report.whole, report.entries, report.head, report.faults) == (
        True,
        seq,
        head.hex(),
        (),
    )


def test_a_record_is_checked_while_another_window_has_it_open(
    path: Path,
    record: Record,
):
    fill(record, 3)
    assert check(path).entries == 5


@pytest.mark.parametrize(
    "kind",
    ["full", "sealed"],
    ids=["open urn", "sealed urn"],
)
def test_no_flipped_bit_changes_the_content_in_silence(
    kind: str,
    request: pytest.FixtureRequest,
):
    found = list(flips(request.getfixturevalue(kind), FLIPS // 2, seed=7))
    assert not [each for each in found if each.startswith("silent")]
    assert found.count("found") > FLIPS // 8, (
        "flips must hit something, or this test could not fail"
    )


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ("DROP TRIGGER event_kept", "event_kept"),
        ("CREATE TABLE notes (a)", "notes"),
        (
            "DROP TRIGGER said_kept; DELETE FROM said; DROP TABLE drafts",
            "drafts",
        ),
        (
            "DROP TRIGGER event_stays; UPDATE event SET body = '{\"n\":99}' WHERE seq = 4",
            "entry 4",
        ),
        ("DROP TRIGGER event_kept; DELETE FROM event WHERE seq = 4", "entry 4"),
        (
            "DROP TRIGGER attachment_stays; UPDATE attachment SET data = x'00'",
            "attachment",
        ),
        ("DROP TRIGGER urn_stays; UPDATE urn SET kind = 'rejected'", "urn"),
        ("UPDATE drafts SET body = 'B'", "drafts"),
        ("UPDATE urn_state SET state = 'sealed'", "urn"),
        ("INSERT INTO urn_state VALUES ('b', 'open')", "urn"),
        ("DROP TRIGGER urn_stays; UPDATE urn SET box = 'b'", "urn"),
        (
            "DROP TRIGGER said_stays; UPDATE said SET body = 'Other words'",
            "said",
        ),
    ],
    ids=lambda value: value if " " not in value else value[:40],
)
def test_what_another_tool_changed_is_found_where_it_was_changed(
    full: Path,
    change: str,
    where: str,
):
    stranger = sqlite3.connect(full)
    stranger.executescript(change)
    stranger.close()
    report = check(full)
    assert not report.whole
    assert where in {fault.where for fault in report.faults}


def test_a_table_made_into_a_view_that_never_ends_is_not_read(full: Path):
    stranger = sqlite3.connect(full)
    stranger.executescript("""
        DROP TABLE event;
        CREATE VIEW event AS WITH RECURSIVE n(seq) AS (VALUES (1) UNION ALL SELECT seq + 1 FROM n)
        SELECT seq, x'00' AS prev, 'a' AS type, '{}' AS body, x'00' AS hash FROM n;
    """)
    stranger.close()
    report = check(full)
    assert (report.whole, report.entries, report.head) == (False, 0, None)
    assert "event" in {fault.where for fault in report.faults}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"my notes",
        b"SQLite format 3\0" + bytes(4080),
        os.urandom(8192),
    ],
    ids=["empty", "text", "no database", "noise"],
)
def test_what_is_no_record_is_refused_and_left_as_it_was(
    path: Path,
    content: bytes,
):
    path.write_bytes(content)
    for opening in (
        check,
        Record.open,
        lambda path: Record.open(path, read_only=True),
    ):
        with pytest.raises(RecordRefused, match=r"“ward-7\.pbdesk”"):
            opening(path)
    assert [file.read_bytes() for file in path.parent.iterdir()] == [content]


def test_another_programs_database_is_refused(path: Path):
    other = sqlite3.connect(path)
    other.executescript("CREATE TABLE event (seq)")
    other.close()
    with pytest.raises(RecordRefused, match="not a pbdesk record"):
        check(path)


def test_a_record_of_a_later_version_is_refused(full: Path):
    later = sqlite3.connect(full)
    later.executescript("PRAGMA user_version = 2")
    later.close()
    for opening in (check, Record.open):
        with pytest.raises(RecordRefused, match="later version"):
            opening(full)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path):
    for path in (tmp_path / "none.pbdesk", tmp_path):
        with pytest.raises(RecordRefused, match="cannot be read"):
            check(path)


@pytest.mark.parametrize("kept", [100, 3000, 4096, 20_000])
def test_a_record_cut_short_is_never_whole(full: Path, kept: int):
    full.write_bytes(full.read_bytes()[:kept])
    assert noticed(full)


def test_an_interrupted_write_is_reported_and_undone_only_by_opening(
    full: Path,
):
    interrupt = """
import os, sys
from pathlib import Path
from pbdesk.ledger.sqlite import File
file = File(Path(sys.argv[1]), "rw")
for step in ("PRAGMA journal_mode = TRUNCATE", "PRAGMA cache_size = 1", "BEGIN IMMEDIATE",
             "UPDATE drafts SET body = hex(zeroblob(60000))", "UPDATE drafts SET kind = hex(zeroblob(60000))"):
    file.run(step)
os._exit(0)
"""
    subprocess.run([sys.executable, "-c", interrupt, str(full)], check=True)
    journal = full.with_name(f"{full.name}-journal")
    before = full.read_bytes(), journal.read_bytes()
    report = check(full)
    assert [fault.where for fault in report.faults] == [journal.name]
    with pytest.raises(RecordRefused, match="interrupted"):
        Record.open(full, read_only=True)
    assert (full.read_bytes(), journal.read_bytes()) == before
    with Record.open(full) as record:
        assert record.draft("keyed") == {"batch-1/1": "A,C"}
    assert check(full).whole


def test_a_journal_that_another_program_spoilt_is_no_damage_and_goes_with_opening(
    full: Path,
):
    journal = full.with_name(f"{full.name}-journal")
    journal.write_bytes(b"no journal" * 1000)
    assert [fault.where for fault in check(full).faults] == [journal.name]
    with pytest.raises(RecordRefused, match="interrupted"):
        Record.open(full, read_only=True)
    Record.open(full).close()
    assert check(full).whole


def test_a_write_ahead_log_of_another_tool_is_reported_and_taken_back_by_opening(
    full: Path,
):
    stranger = sqlite3.connect(full)
    stranger.execute("PRAGMA journal_mode = WAL")
    stranger.close()
    assert [fault.where for fault in check(full).faults] == [full.name]
    Record.open(full).close()
    assert check(full).whole


def test_a_reader_cannot_write_whatever_it_tries(full: Path):
    with Record.open(full, read_only=True) as record, pytest.raises(Error):
        record._file.run("DELETE FROM drafts")
