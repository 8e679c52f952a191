"""F1: nothing vanishes from an open urn, or comes into it, without being told."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from pbdesk.ledger import urn
from pbdesk.ledger.check import check
from pbdesk.ledger.record import Draft, Line, Paper, Record, Removed
from pbdesk.ledger.refusals import RecordDamaged, RecordNotWritten
from pbdesk.ledger.salvage import salvage
from tests.ledger.faults import stale_pages, strangers
from tests.ledger.sample import FOUNDED, Cast, cast_into, fill, sealing
from tests.ledger.test_salvage import damage, sentences

FIVE = "DELETE FROM urn WHERE id IN (SELECT id FROM urn LIMIT 5)"


@pytest.fixture
def robbed(full: Path) -> Path:
    """A closed record with 150 ballots, out of which another program took five."""
    damage(full, FIVE)
    return full


def test_f1_papers_that_vanished_from_the_open_urn_are_named_by_check(
    robbed: Path,
):
    (fault,) = check(robbed).faults
    assert (fault.where, fault.words.values["n"]) == ("urn", 5)
    assert "the record says {told}, the file holds {there}" in fault.words.text


def test_f1_a_record_whose_papers_vanished_is_not_opened(robbed: Path):
    with pytest.raises(RecordDamaged):
        Record.open(robbed)


def test_f1_a_paper_put_into_the_open_urn_is_named(full: Path):
    leaf = urn.leaf(bytes(16), "", "counted", "A").hex()
    damage(
        full,
        f"INSERT INTO urn VALUES (zeroblob(16), '', 'counted', 'A', x'{leaf}')",
    )
    (fault,) = check(full).faults
    assert (fault.where, fault.words.values["there"]) == ("urn", 151)


def test_f1_nothing_is_cast_into_an_urn_that_lost_papers_while_it_was_open(
    path: Path,
    record: Record,
    cast: Cast,
):
    for ballot in "ABC":
        cast(ballot)
    damage(path, "DELETE FROM urn WHERE ballot = 'B'")
    with pytest.raises(
        RecordNotWritten,
        match="does not hold the ballots any more",
    ):
        record.write([Line("urn.count", {"n": 4})], [Paper("counted", "D")])
    with pytest.raises(
        RecordNotWritten,
        match="does not hold the ballots any more",
    ):
        record.write([Line("proposal.received", {})])


def test_f1_an_urn_that_lost_papers_is_not_sealed(
    path: Path,
    record: Record,
    cast: Cast,
):
    for ballot in "ABC":
        cast(ballot)
    damage(path, "DELETE FROM urn WHERE ballot = 'B'")
    with pytest.raises(
        RecordNotWritten,
        match="does not hold the ballots any more",
    ):
        record.seal_urn(sealing, [""], [Paper("counted", "D")])
    assert not record.sealed("")


def test_f1_who_casts_a_paper_says_how_many_the_urn_then_holds(record: Record):
    for lines in ([], [Line("urn.count", {"n": 2})]):
        with pytest.raises(ValueError, match="how many the box then holds"):
            record.write(lines, [Paper("counted", "A")])
    assert record.urn_count() == 0


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("DELETE FROM drafts", "drafts"),
        ("DELETE FROM said", "said"),
        ("DELETE FROM attachment", "attachment"),
    ],
)
def test_f1_a_keyed_paper_words_or_an_attachment_that_vanished_is_named(
    full: Path,
    statement: str,
    where: str,
):
    damage(full, statement)
    assert [fault.where for fault in check(full).faults] == [where]


def test_f1_erased_words_put_back_by_a_stale_page_are_noticed(path: Path):
    with Record.create(path, [FOUNDED]) as record:
        fill(record, 3)
    damage(path, "CREATE TABLE kept AS SELECT * FROM said")
    damage(path, "DROP TABLE kept")
    before = path.read_bytes()
    with Record.open(path) as record:
        record.write(
            [Line("a", {})],
            removed={"ab12": Removed(date(2026, 11, 29), "asked for")},
        )
    after, size = path.read_bytes(), 4096
    words = b"Benches for the square"
    at = before.index(words) // size * size
    path.write_bytes(after[:at] + before[at : at + size] + after[at + size :])
    assert words in path.read_bytes()
    assert not check(path).whole


def test_f1_pages_put_back_from_earlier_are_never_silent(path: Path):
    found = Counter(stale_pages(path, 60, seed=3))
    assert found["silent"] == 0
    assert found["found"] > 40, "else this test could not fail"


def test_f1_rows_that_another_program_deletes_or_adds_are_all_named(path: Path):
    assert all(named for _, named in strangers(path, 4, seed=3))


def test_a_salvage_of_an_urn_that_lost_papers_says_so_and_the_new_file_goes_on(
    robbed: Path,
):
    new = robbed.with_name("new.pbdesk")
    found = salvage(robbed, new, date(2026, 11, 29))
    assert (found.papers, found.lost) == (145, True)
    assert "count 150 ballots cast on the screen; 145 are saved" in sentences(
        found,
    )
    assert "An entry at the end of the new file says so" in sentences(found)
    with Record.open(new) as record:
        assert [entry.body for entry in record.entries()][-1] == {
            "question": "",
            "difference": -5,
        }
        cast_into(record, "A,B")
        record.seal_urn(sealing, [""])
    assert check(new).whole


def test_a_draft_written_again_or_erased_keeps_the_record_whole(path: Path):
    with Record.create(path, [FOUNDED]) as record:
        for body in ("A", "B", "A", None, "C"):
            record.write([], drafts=[Draft("1/1", "keyed", body)])
        record.write([], drafts=[Draft("never", "keyed", None)])
    assert check(path).whole
