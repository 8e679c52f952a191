"""The urn: nobody looks in before it is sealed, and afterwards nobody can tell who came first."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.ledger import urn
from pbdesk.ledger.record import Draft, Line, Paper, Record, Said
from pbdesk.ledger.refusals import RecordDamaged
from pbdesk.ledger.schema import SCHEMA
from tests.ledger.sample import FOUNDED, Cast, cast_into, sealing

PAPER = st.tuples(
    st.binary(min_size=16, max_size=16),
    st.sampled_from(["", "b"]),
    st.sampled_from(["counted", "rejected"]),
    st.text(max_size=8),
)
PAPERS = st.lists(PAPER, max_size=20, unique_by=lambda paper: paper[0])


@given(PAPERS, st.randoms())
def test_the_root_does_not_depend_on_the_order_of_the_papers(papers, shuffler):
    mixed = list(papers)
    shuffler.shuffle(mixed)
    assert urn.root(mixed) == urn.root(papers)


def test_the_root_is_the_tree_of_rfc_6962():
    a, b, c = sorted(
        urn.leaf(bytes([n]) * 16, "q", "counted", "A") for n in range(3)
    )
    node = lambda left, right: hashlib.sha256(b"\x01" + left + right).digest()  # noqa: E731 - as the standard writes it
    papers = [(bytes([n]) * 16, "q", "counted", "A") for n in range(3)]
    assert urn.root(papers) == node(node(a, b), c)
    assert urn.root([]) == hashlib.sha256(b"").digest()


def test_no_ballot_is_read_while_the_urn_is_open(record: Record, cast: Cast):
    cast("A")
    assert record.urn_count() == 1
    with pytest.raises(ValueError, match="not sealed yet"):
        next(record.ballots(""))


def test_sealing_moves_the_last_papers_names_the_root_and_takes_no_more(
    record: Record,
    cast: Cast,
):
    cast("A")
    record.write(
        [],
        drafts=[Draft("1/1", "keyed", "B"), Draft("1/2", "keyed", "")],
    )
    (sealed,) = record.seal_urn(
        sealing,
        [""],
        [Paper("counted", "B"), Paper("rejected", "")],
        [Draft("1/1", "keyed", None), Draft("1/2", "keyed", None)],
    )
    assert sorted(record.ballots("")) == [
        ("counted", "A"),
        ("counted", "B"),
        ("rejected", ""),
    ]
    assert (
        sealed.body["ballots"],
        record.draft("keyed"),
        record.unfinished,
    ) == (
        3,
        {},
        None,
    )
    with pytest.raises(ValueError, match="sealed"):
        cast("C")
    assert (
        record.write([Line("seed.drawn", {"dice": "4 2 6"})])[0].prev
        == sealed.hash
    )


def test_words_said_while_sealing_are_kept(record: Record):
    said: list[Said] = []

    def explained(roots: Mapping[str, tuple[bytes, int]]) -> list[Line]:
        said.append(Said("ab12", b"salt", "Two papers were stuck together"))
        return [
            *sealing(roots),
            Line("papers.reconciled", {"explanation": {"said": "ab12"}}),
        ]

    record.seal_urn(explained, [""], said=said)
    assert record.said("ab12") == "Two papers were stuck together"


def test_an_entry_that_names_another_root_does_not_seal(
    record: Record,
    cast: Cast,
):
    cast("A")
    with pytest.raises(ValueError, match="root"):
        record.seal_urn(lambda _: sealing({"": (bytes(32), 1)}), [""])
    assert not record.sealed("")
    cast("B")


def test_the_map_from_paper_to_urn_is_known_to_who_wrote_it(record: Record):
    paper = Paper("counted", "A")
    record.seal_urn(
        sealing,
        [""],
        [paper],
        [Draft("1/1", "map", paper.id.hex())],
    )
    assert record._file.rows("SELECT id FROM urn") == [
        (bytes.fromhex(record.draft("map")["1/1"]),),
    ]


def test_a_sealed_record_keeps_its_rights_and_its_lock(
    path: Path,
    record: Record,
    cast: Cast,
):
    cast("A")
    mode = path.stat().st_mode
    record.seal_urn(sealing, [""])
    assert path.stat().st_mode == mode
    assert {file.name for file in path.parent.iterdir()} <= {
        path.name,
        f"{path.name}.lock",
        f"{path.name}-journal",
    }


def correlation(path: Path, ballots: list[str]) -> float:
    """Spearman's rho of where ballots stand in the file with when they were cast."""
    file = path.read_bytes()
    place = np.array([file.index(ballot.encode()) for ballot in ballots])
    return float(
        np.corrcoef(np.arange(len(ballots)), place.argsort().argsort())[0, 1],
    )


def cast_in_order(path: Path, n: int) -> tuple[float, float]:
    """Cast n ballots and seal: the correlation before and after."""
    ballots = [f"[{number:04d}]" for number in range(n)]
    with Record.create(path, [FOUNDED]) as record:
        for ballot in ballots:
            cast_into(record, ballot)
        before = correlation(path, ballots)
        record.seal_urn(sealing, [""])
        return before, correlation(path, ballots)


def test_the_sealed_file_of_a_large_vote_does_not_tell_the_order_of_casting(
    path: Path,
):
    _, after = cast_in_order(path, 500)
    assert abs(after) < 0.2


def test_the_one_page_of_a_small_vote_tells_the_order_until_it_is_sealed(
    tmp_path: Path,
):
    votes = [
        cast_in_order(tmp_path / f"{number}.pbdesk", 40) for number in range(12)
    ]
    before, after = np.mean(votes, axis=0)
    assert abs(before) > 0.8, "the measure sees what there is to see"
    assert abs(after) < 0.2


def test_a_seal_that_found_no_room_is_good_and_finished_at_the_next_opening(
    path: Path,
    record: Record,
    cast: Cast,
):
    cast("A")
    in_the_way = path.with_name(f"{path.name}.sealing")
    in_the_way.mkdir()
    (sealed,) = record.seal_urn(sealing, [""])
    assert record.unfinished is not None
    assert record.head == (sealed.seq, sealed.hash)
    record.close()
    in_the_way.rmdir()
    with Record.open(path) as record:
        assert (record.unfinished, urn.to_rewrite(record._file)) == (
            None,
            False,
        )
        assert list(record.ballots("")) == [("counted", "A")]


def test_a_paper_swapped_after_sealing_is_found_though_its_own_sum_fits(
    path: Path,
    record: Record,
    cast: Cast,
):
    cast("A")
    cast("B")
    record.seal_urn(sealing, [""])
    forged = bytes(16), "", "counted", "C"
    record._file.run("DROP TRIGGER urn_kept")
    record._file.run("DROP TRIGGER urn_takes")
    record._file.run("DELETE FROM urn WHERE ballot = 'A'")
    record._file.run(
        "INSERT INTO urn VALUES (?, ?, ?, ?, ?)",
        [*forged, urn.leaf(*forged)],
    )
    record._file.run(SCHEMA["urn_kept"])
    record._file.run(SCHEMA["urn_takes"])
    record.close()
    with pytest.raises(RecordDamaged) as refusal:
        Record.open(path)
    assert [fault.words.text for fault in refusal.value.faults] == [
        "The papers are not those that the record sealed.",
    ]
