"""Salvage: what can be proved is saved, what cannot is said.

And the damaged file is left as it is.
"""

from __future__ import annotations

import random
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from pbdesk.ledger.check import check
from pbdesk.ledger.record import Line, Record, Removed, Said
from pbdesk.ledger.refusals import RecordRefused
from pbdesk.ledger.salvage import Salvaged, salvage
from tests.ledger.sample import FOUNDED, cast_into, contents, fill, sealing

DAY = date(2026, 11, 30)


def damage(path: Path, *statements: str) -> None:
    """Change a record behind its triggers' back, as rot would."""
    stranger = sqlite3.connect(path)
    guards = dict(
        stranger.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'",
        ).fetchall(),
    )
    for name in guards:
        stranger.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        stranger.execute(statement)
    for guard in guards.values():
        stranger.execute(guard)
    stranger.commit()
    stranger.close()


def saved(path: Path) -> tuple[Salvaged, Path]:
    """Salvage a record; it must be left as it was."""
    new, before = path.with_name("saved.pbdesk"), path.read_bytes()
    found = salvage(path, new, DAY)
    assert path.read_bytes() == before
    return found, new


def sentences(found: Salvaged) -> str:
    return " ".join(
        (words.many or words.text).format_map(dict(words.values))
        for words in found.told
    )


@pytest.mark.parametrize("seal", [False, True], ids=["open urn", "sealed urn"])
def test_all_of_a_whole_record_is_saved(full: Path, seal: bool):
    if seal:
        with Record.open(full) as record:
            record.seal_urn(sealing, [""])
    found, new = saved(full)
    assert (found.lost, found.whole, found.papers) == (False, True, 150)
    assert contents(new) == contents(full)
    assert check(new).whole


def test_the_new_file_ends_before_the_first_entry_that_does_not_fit(
    sealed: Path,
):
    damage(sealed, "UPDATE event SET body = '{\"n\":99}' WHERE seq = 40")
    assert check(sealed).sound == 39
    found, new = saved(sealed)
    assert (found.entries, found.met, found.lost) == (39, 153, True)
    assert "The entries after 40 fit one another" in sentences(found)
    assert (check(new).whole, check(new).entries) == (True, 40)
    with Record.open(new, read_only=True) as record:
        assert list(record.entries())[-1].body == {
            "question": "",
            "difference": 150 - 38,
        }


def test_sealed_papers_without_their_sealing_entry_stand_in_an_open_urn_and_seal_to_the_same_root(
    sealed: Path,
):
    with Record.open(sealed, read_only=True) as record:
        root = list(record.entries())[-1].body["urn_root"]
    damage(sealed, "UPDATE event SET body = '{\"n\":99}' WHERE seq = 40")
    _, new = saved(sealed)
    with Record.open(new) as record:
        assert not record.sealed("")
        (entry,) = record.seal_urn(sealing, [""])
        assert entry.body["urn_root"] == root


def test_a_rotten_sum_is_made_anew_where_the_papers_give_the_sealed_root(
    sealed: Path,
):
    damage(sealed, "UPDATE urn SET sum = zeroblob(32) WHERE ballot = 'A,B,7'")
    found, new = saved(sealed)
    assert (found.whole, found.lost, found.papers) == (True, False, 150)
    assert check(new).whole


def test_the_other_sealed_papers_are_proved_when_one_rots_and_the_new_file_says_that_one_lacks(
    sealed: Path,
):
    damage(sealed, "UPDATE urn SET ballot = 'A,C,7' WHERE ballot = 'A,B,7'")
    found, new = saved(sealed)
    assert (found.whole, found.lost, found.papers) == (False, True, 149)
    assert "each proved by the code of the sealed ballots" in sentences(found)
    assert [fault.where for fault in check(new).faults] == ["urn"]


def test_papers_that_somebody_swapped_are_not_saved(sealed: Path):
    damage(
        sealed,
        "UPDATE urn SET sum = zeroblob(32), ballot = 'C' WHERE ballot = 'A,B,7'",
    )
    found, _ = saved(sealed)
    assert (found.papers, found.whole) == (0, False)
    assert "none can be proved" in sentences(found)


def test_an_attachment_and_words_that_rotted_are_left_out_and_the_words_show_as_removed(
    path: Path,
):
    with Record.create(path, [FOUNDED]) as record:
        record.write(
            [
                Line(
                    "idea",
                    {"why": {"said": "ab12"}, "list": [{"said": "cd34"}]},
                ),
            ],
            said=[
                Said("ab12", b"salt", "Benches"),
                Said("cd34", b"salt", "Lamps"),
            ],
        )
    fill_attachment(path)
    damage(
        path,
        "UPDATE said SET body = 'Bunches' WHERE id = 'ab12'",
        "UPDATE attachment SET data = x'00'",
    )
    found, new = saved(path)
    assert found.lost
    with Record.open(new) as record:
        assert (record.said("ab12"), record.said("cd34")) == (None, "Lamps")
        assert record.removed("ab12") == Removed(
            DAY,
            "Lost when the file was damaged",
        )
        assert record._file.rows("SELECT * FROM attachment") == []


def fill_attachment(path: Path) -> None:
    with Record.open(path) as record:
        fill(record, 1)


def test_rot_in_a_tables_definition_hides_none_of_its_rows(sealed: Path):
    whole = sealed.read_bytes()
    sealed.write_bytes(
        whole.replace(
            b"CHECK (length(prev) = 32)",
            b"CHECK (length8prev) = 32)",
        ),
    )
    assert not check(sealed).whole
    found, new = saved(sealed)
    assert (found.entries, found.papers, found.lost) == (153, 150, False)
    assert check(new).whole


def test_a_view_that_never_ends_in_place_of_the_entries_saves_nothing(
    full: Path,
):
    stranger = sqlite3.connect(full)
    stranger.executescript("""
        DROP TABLE event;
        CREATE VIEW event AS WITH RECURSIVE n(seq) AS (VALUES (1) UNION ALL SELECT seq + 1 FROM n)
        SELECT seq, x'00' AS prev, 'a' AS type, '{}' AS body, x'' AS hash FROM n;
    """)
    stranger.close()
    with pytest.raises(RecordRefused, match="can be proved sound"):
        salvage(full, full.with_name("saved.pbdesk"), DAY)
    assert not full.with_name("saved.pbdesk").exists()


def test_a_name_that_is_taken_is_refused_and_the_file_there_untouched(
    full: Path,
):
    taken = full.with_name("saved.pbdesk")
    taken.write_text("my notes")
    with pytest.raises(RecordRefused, match="already there"):
        salvage(full, taken, DAY)
    assert taken.read_text() == "my notes"


@pytest.mark.parametrize("seed", range(40))
def test_one_flipped_bit_never_costs_what_it_did_not_touch(
    sealed: Path,
    seed: int,
):
    truth, whole, chance = (
        contents(sealed),
        sealed.read_bytes(),
        random.Random(seed),
    )
    place = chance.randrange(4096 * 8, len(whole) * 8)
    sealed.write_bytes(
        whole[: place // 8]
        + bytes([whole[place // 8] ^ 1 << place % 8])
        + whole[place // 8 + 1 :],
    )
    try:
        found, new = saved(sealed)
    except RecordRefused:
        assert not check(sealed).whole
        return
    assert check(new).whole == found.whole
    there = contents(new)
    there["event"] = [row for row in there["event"] if row[2] != "urn.salvaged"]
    for table in ("event", "urn", "attachment"):
        assert set(there[table]) <= set(truth[table]), (
            f"{table}: something that was never written"
        )
    assert found.lost or (there["event"], there["urn"]) == (
        truth["event"],
        truth["urn"],
    )


def test_a_record_is_salvaged_while_the_window_has_it_open(
    path: Path,
    record: Record,
):
    cast_into(record, "A")
    found, _ = saved(path)
    assert (found.entries, found.papers) == (2, 1)
    cast_into(record, "B")
