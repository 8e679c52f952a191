"""The record: what was written is there, all of it or nothing."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

import pytest

from pbdesk.ledger.chain import FIRST
from pbdesk.ledger.checkpoint import Checkpoint
from pbdesk.ledger.record import Attachment, Draft, Line, Paper, Record, Said
from pbdesk.ledger.refusals import (
    RecordDamaged,
    RecordNotWritten,
    RecordRefused,
)
from pbdesk.ledger.sqlite import Error, File
from tests.ledger.sample import FOUNDED, Cast, cast_into, fill


def test_what_was_written_is_there_when_the_record_is_opened_again(path: Path):
    with Record.create(path, [FOUNDED]) as record:
        written = record.write(
            [
                Line(
                    "charter.kept",
                    {"pot": 1_250_000, "who": ["council", "room"]},
                ),
            ],
        )
    with Record.open(path) as record:
        first, second = record.entries()
        assert (first.type, first.body, first.prev) == (
            FOUNDED.type,
            FOUNDED.body,
            FIRST,
        )
        assert (second,) == written
        assert record.head == (2, second.hash)


def test_every_entry_names_the_one_before_it(record: Record):
    record.write([Line("a", {}), Line("b", {})])
    hashes = [entry.hash for entry in record.entries()]
    assert [entry.prev for entry in record.entries()] == [FIRST, *hashes[:-1]]
    assert [entry.seq for entry in record.entries(after=1)] == [2, 3]


def test_one_bad_line_and_nothing_of_the_writing_is_kept(record: Record):
    with pytest.raises(ValueError, match="nan is not"):
        record.write(
            [Line("a", {}), Line("b", {"share": float("nan")})],
            [Paper("counted", "A")],
            [Draft("k", "keyed", "A")],
        )
    assert (record.head[0], record.urn_count(), record.draft("keyed")) == (
        1,
        0,
        {},
    )
    assert record.write([Line("c", {})])[0].seq == 2


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"n": 2**53}, "safe integer"),
        ({"n": float("inf")}, "inf is not"),
        ({"text": "\ud800"}, "non-UTF-8"),
    ],
    ids=["too large a number", "infinite", "half a character"],
)
def test_a_body_that_other_programs_could_not_read_alike_is_a_bug_and_never_written(
    record: Record,
    body,
    why: str,
):
    with pytest.raises(ValueError, match=why):
        record.write([Line("a", body)])
    assert record.head[0] == 1


def test_what_is_longer_than_an_entry_is_said_and_never_written(record: Record):
    with pytest.raises(RecordNotWritten) as refused:
        record.write([Line("a", {"text": "x" * 66_000})])
    assert refused.value.words.text.startswith(
        "This is longer than the record takes",
    )
    assert record.head[0] == 1


def test_drafts_are_replaced_and_erased_by_their_key(record: Record):
    record.write(
        [],
        drafts=[
            Draft("1/1", "keyed", "A"),
            Draft("1/2", "keyed", "B"),
            Draft("form", "idea", "Ben"),
        ],
    )
    record.write(
        [],
        drafts=[Draft("1/1", "keyed", "A,C"), Draft("1/2", "keyed", None)],
    )
    assert record.draft("keyed") == {"1/1": "A,C"}
    assert record.draft("idea") == {"form": "Ben"}


def test_an_attachment_is_found_by_its_hash_and_kept_once(record: Record):
    picture = Attachment("image/png", b"\x89PNG\x00\xff")
    record.write([], attachments=[picture, picture])
    assert record.attachment(hashlib.sha256(picture.data).digest()) == picture
    assert record._file.rows("SELECT count(*) FROM attachment") == [(1,)]
    with pytest.raises(KeyError):
        record.attachment(bytes(32))


def test_a_second_window_on_the_same_record_is_refused_by_name(
    path: Path,
    record: Record,
):
    with pytest.raises(
        RecordRefused,
        match=r"“ward-7\.pbdesk” is open in another window",
    ):
        Record.open(path)
    record.close()
    Record.open(path).close()


def test_a_name_that_is_taken_is_refused_and_the_file_there_untouched(
    path: Path,
):
    path.write_text("my notes")
    with pytest.raises(RecordRefused, match="already there"):
        Record.create(path, [FOUNDED])
    assert path.read_text() == "my notes"


def test_a_folder_that_is_not_there_is_said_in_the_words_of_the_system(
    tmp_path: Path,
):
    with pytest.raises(
        RecordRefused,
        match=r"cannot be made: No such file or directory\. Choose",
    ):
        Record.create(tmp_path / "away" / "ward-7.pbdesk", [FOUNDED])


def test_a_record_that_cannot_begin_leaves_no_file(path: Path):
    with pytest.raises(ValueError, match="nan is not"):
        Record.create(path, [Line("a", {"n": float("nan")})])
    assert not path.exists()
    Record.create(path, [FOUNDED]).close()


def test_a_reader_sees_the_record_while_another_writes_and_writes_nothing(
    path: Path,
    cast: Cast,
):
    cast("A")
    with Record.open(path, read_only=True) as reader:
        assert reader.head[0] == 2
        with pytest.raises(RecordNotWritten, match="for reading only"):
            reader.write([Line("a", {})])
    cast("B")


def test_another_program_that_wrote_meanwhile_is_noticed_before_anything_is_added(
    path: Path,
    record: Record,
):
    with Record.open(path, read_only=True) as other:
        other._file.close()
        other._file = File(path, "rw")
        other._append([Line("forged", {})])
    with pytest.raises(RecordNotWritten, match="another program wrote"):
        record.write([Line("a", {})])


def test_nothing_changes_an_entry_or_a_paper_whatever_the_statement(
    record: Record,
    cast: Cast,
):
    cast("A")
    for recursive in ("ON", "OFF"):
        record._file.run(f"PRAGMA recursive_triggers = {recursive}")
        for statement in (
            "UPDATE event SET body = '{}'",
            "DELETE FROM event",
            "REPLACE INTO event SELECT * FROM event",
            "INSERT INTO event SELECT 9, prev, type, body, zeroblob(32) FROM event LIMIT 1",
            "UPDATE urn SET ballot = 'B'",
            "DELETE FROM urn",
            "REPLACE INTO urn SELECT * FROM urn",
            "UPDATE urn_state SET state = 'compacted'",
            "DELETE FROM urn_state",
            "UPDATE urn_state SET box = 'b'",
            "REPLACE INTO urn_state VALUES ('', 'open')",
            "INSERT INTO urn_state VALUES ('b', 'sealed')",
            "INSERT INTO urn SELECT randomblob(16), 'b', kind, ballot, sum FROM urn",
            "DELETE FROM said",
        ):
            if statement == "DELETE FROM said":
                record.write(
                    [],
                    said=[Said(f"id-{recursive}", b"salt", "words")],
                )
            with pytest.raises(Error):
                record._file.run(statement)


def test_an_older_copy_put_back_does_not_hold_the_head_that_was_printed(
    path: Path,
    tmp_path: Path,
):
    with Record.create(path, [FOUNDED]) as record:
        early = path.read_bytes()
        cast_into(record, "A")
        slip = Checkpoint(*record.head)
        assert record.holds(slip)
    path.write_bytes(early)
    with Record.open(path) as record:
        assert not record.holds(slip)
        record.write([Line("a", {})])
        assert not record.holds(slip)


def test_a_damaged_record_is_not_opened_and_says_where(full: Path):
    damaged = full.read_bytes().replace(b'"name":"Ward 7"', b'"name":"Ward 8"')
    full.write_bytes(damaged)
    with pytest.raises(
        RecordDamaged,
        match=r"“ward-7\.pbdesk” is damaged",
    ) as refusal:
        Record.open(full)
    assert [fault.where for fault in refusal.value.faults] == ["entry 1"]
    assert full.read_bytes() == damaged


def test_a_full_disk_says_so_keeps_what_was_saved_and_goes_on_once_there_is_space(
    path: Path,
    record: Record,
):
    fill(record, 5)
    pages = record._file.rows("PRAGMA page_count")[0][0]
    record._file.run(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(RecordNotWritten, match="the disk is full"):
        record.write(
            [Line("urn.count", {"n": 6})],
            [Paper("counted", "A")],
            [Draft("k", "keyed", "x" * 50_000)],
        )
    assert (record.urn_count(), record.draft("keyed")) == (
        5,
        {"batch-1/1": "A,C"},
    )
    record._file.run("PRAGMA max_page_count = 1000000")
    cast_into(record, "B")
    record.close()
    with Record.open(path) as record:
        assert record.urn_count() == 6


def test_casting_is_quick_enough_for_nobody_to_wait(record: Record, cast: Cast):
    took: list[float] = []
    for n in range(200):
        before = time.process_time()
        cast(f"A,B,{n}")
        took.append(time.process_time() - before)
    assert sorted(took)[100] < 0.05
