"""Boxes: each question's papers are counted, sealed and proved alone, and no two papers joined."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pbdesk.ledger import urn
from pbdesk.ledger.check import check
from pbdesk.ledger.record import Draft, Line, Paper, Record
from pbdesk.ledger.refusals import RecordNotWritten
from pbdesk.ledger.salvage import salvage
from tests.ledger.sample import FOUNDED, cast_into, contents, counting, sealing
from tests.ledger.test_salvage import damage, sentences

DAY = date(2026, 11, 30)


@pytest.fixture
def two(path: Path, record: Record) -> Record:
    """A record with three papers on the fund and two on the name, in an order of their own."""
    for ballot, box in (
        ("A", "fund"),
        ("Ash", "name"),
        ("B", "fund"),
        ("Elm", "name"),
        ("C", "fund"),
    ):
        cast_into(record, ballot, box)
    return record


def roots_of(record: Record) -> dict[str, str]:
    """The roots that the record names, by box."""
    named = [
        entry.body for entry in record.entries() if entry.type == "urn.sealed"
    ]
    return {body["question"]: body["urn_root"] for body in named}


def test_two_questions_are_counted_each_for_itself(two: Record):
    assert (two.urn_count("fund"), two.urn_count("name"), two.urn_count()) == (
        3,
        2,
        5,
    )
    assert (two.urn_count("poll"), two.sealed("poll")) == (0, False)


def test_one_round_is_sealed_and_the_other_goes_on_with_its_drafts(
    two: Record,
    path: Path,
):
    two.write(
        [],
        drafts=[Draft("fund/1", "keyed", "D"), Draft("name/1", "keyed", "Oak")],
    )
    two.seal_urn(
        sealing,
        ["fund"],
        [Paper("counted", "D", "fund")],
        [Draft("fund/1", "keyed", None)],
    )
    assert sorted(ballot for _, ballot in two.ballots("fund")) == [
        "A",
        "B",
        "C",
        "D",
    ]
    assert two.draft("keyed") == {"name/1": "Oak"}
    with pytest.raises(ValueError, match="not sealed yet"):
        two.ballots("name")
    with pytest.raises(ValueError, match="takes no more"):
        cast_into(two, "E", "fund")
    cast_into(two, "Yew", "name")
    two.close()
    with Record.open(path) as record:
        record.seal_urn(sealing, ["name"])
        assert sorted(ballot for _, ballot in record.ballots("name")) == [
            "Ash",
            "Elm",
            "Yew",
        ]
    assert check(path).whole


def test_the_boxes_of_a_round_are_sealed_together_in_one_writing_and_one_rewriting(
    two: Record,
    path: Path,
    monkeypatch,
):
    rewritten: list[Path] = []
    replace = Record._compact
    monkeypatch.setattr(
        Record,
        "_compact",
        lambda self: (rewritten.append(path), replace(self)),
    )
    last = [Paper("counted", "D", "fund"), Paper("rejected", "", "name")]
    stored = two.seal_urn(sealing, ["fund", "name", "empty"], last)
    assert [
        (entry.body["question"], entry.body["ballots"]) for entry in stored
    ] == [
        ("fund", 4),
        ("name", 3),
        ("empty", 0),
    ]
    assert (rewritten, list(two.ballots("empty"))) == ([path], [])
    assert check(path).whole


@pytest.mark.parametrize(
    ("boxes", "papers", "said"),
    [
        ([], [], "names each box"),
        (["fund"], [Paper("counted", "Oak", "name")], "into no other"),
        (["fund", "fund"], [], "sealed"),
    ],
    ids=["no box", "a paper for another box", "a box twice"],
)
def test_a_seal_that_is_not_of_its_boxes_writes_nothing(
    two: Record,
    boxes: Sequence[str],
    papers: Sequence[Paper],
    said: str,
):
    head = two.head
    with pytest.raises(ValueError, match=said):
        two.seal_urn(sealing, boxes, papers)
    assert (two.head, two.sealed("fund"), two.urn_count()) == (head, False, 5)


def test_a_box_is_not_sealed_by_the_root_of_another(two: Record):
    def crossed(roots):
        return sealing({"fund": roots["name"], "name": roots["fund"]})

    for lines_for in (crossed, lambda roots: sealing({"fund": roots["fund"]})):
        with pytest.raises(ValueError, match="root"):
            two.seal_urn(lines_for, ["fund", "name"])
    assert not two.sealed("fund")


def test_a_box_is_sealed_once(two: Record):
    two.seal_urn(sealing, ["fund"])
    with pytest.raises(ValueError, match="sealed"):
        two.seal_urn(sealing, ["fund", "name"])
    assert not two.sealed("name")


def test_who_casts_into_a_box_counts_that_box(two: Record):
    with pytest.raises(ValueError, match="how many the box then holds"):
        two.write([counting(two, "name")], [Paper("counted", "D", "fund")])
    assert two.urn_count() == 5


def test_a_box_whose_name_would_blur_the_sums_is_not_begun(record: Record):
    with pytest.raises(RecordNotWritten):
        cast_into(record, "A", "fund\0counted")


def test_a_paper_put_from_one_open_box_into_another_is_told_of_both(
    two: Record,
    path: Path,
):
    ((paper, kind, ballot),) = two._file.rows(
        "SELECT id, kind, ballot FROM urn WHERE ballot = 'A'",
    )
    leaf = urn.leaf(paper, "name", kind, ballot).hex()
    moved = f"UPDATE urn SET box = 'name', sum = x'{leaf}' WHERE ballot = 'A'"
    damage(path, moved)
    said = sorted(
        (fault.words.values["told"], fault.words.values["there"])
        for fault in check(path).faults
    )
    assert said == [(2, 3), (3, 2)]
    with pytest.raises(
        RecordNotWritten,
        match="does not hold the ballots any more",
    ):
        two.seal_urn(sealing, ["fund"])


def test_a_paper_put_from_one_sealed_box_into_another_is_found_though_its_sum_fits(
    two: Record,
    path: Path,
):
    two.seal_urn(sealing, ["fund", "name"])
    ((paper, kind, ballot),) = two._file.rows(
        "SELECT id, kind, ballot FROM urn WHERE ballot = 'A'",
    )
    two.close()
    leaf = urn.leaf(paper, "name", kind, ballot).hex()
    damage(
        path,
        f"UPDATE urn SET box = 'name', sum = x'{leaf}' WHERE ballot = 'A'",
    )
    assert [fault.words.text for fault in check(path).faults] == [
        "The papers are not those that the record sealed.",
    ] * 2


def test_no_fault_names_a_box_by_its_sign_in_the_file(two: Record, path: Path):
    two.seal_urn(sealing, ["name"])
    damage(
        path,
        "DELETE FROM urn WHERE ballot IN ('Ash', 'B')",
        "UPDATE urn_state SET state = 'open'",
    )
    faults = check(path).faults
    assert len(faults) >= 2
    assert {fault.where for fault in faults} == {"urn"}
    assert not [
        each
        for each in faults
        if {"fund", "name"} & set(map(str, each.words.values.values()))
    ]


def salvaged(path: Path) -> tuple[str, Path]:
    """What a salvage says, and the new file."""
    new = path.with_name("saved.pbdesk")
    return sentences(salvage(path, new, DAY)), new


def test_a_salvage_keeps_every_box_open_or_sealed(two: Record, path: Path):
    two.seal_urn(sealing, ["fund"])
    said, new = salvaged(path)
    assert "3 papers are saved: all that were sealed" in said
    assert "2 papers that were not sealed yet are saved" in said
    with Record.open(new) as record:
        assert len(list(record.ballots("fund"))) == 3
        cast_into(record, "Yew", "name")
        record.seal_urn(sealing, ["name"])
    assert check(new).whole


def test_a_salvage_records_for_each_open_box_what_it_lacks(
    two: Record,
    path: Path,
):
    damage(path, "DELETE FROM urn WHERE ballot IN ('A', 'Ash', 'Elm')")
    said, new = salvaged(path)
    assert "count 3 ballots cast on the screen; 2 are saved" in said
    assert "count 2 ballots cast on the screen; 0 are saved" in said
    with Record.open(new) as record:
        assert [entry.body for entry in record.entries()][-2:] == [
            {"question": "fund", "difference": -1},
            {"question": "name", "difference": -2},
        ]
        cast_into(record, "D", "fund")
        record.seal_urn(sealing, ["fund", "name"])
    assert check(new).whole


def held(path: Path) -> dict[str, int]:
    """How many papers of each box a file holds, whole or not."""
    rows = [row[1] for row in contents(path)["urn"]]
    return dict(Counter(map(str, rows)))


def test_rot_in_one_sealed_box_costs_the_other_nothing(two: Record, path: Path):
    two.seal_urn(sealing, ["fund", "name"])
    damage(
        path,
        "UPDATE urn SET sum = zeroblob(32), ballot = 'D' WHERE ballot = 'A'",
    )
    said, new = salvaged(path)
    assert "2 papers are saved: all that were sealed" in said
    assert (
        "The papers of 1 sealed boxes are not those that the record sealed"
        in said
    )
    assert held(new) == {"name": 2}


@pytest.mark.parametrize("box", ["'name'", "'fumd'", "CAST(x'ff' AS TEXT)"])
@pytest.mark.parametrize("sealed", [True, False], ids=["sealed", "open"])
def test_a_paper_whose_box_alone_rotted_is_known_by_its_sum(
    two: Record,
    path: Path,
    box: str,
    sealed: bool,
):
    if sealed:
        two.seal_urn(sealing, ["fund", "name"])
    damage(path, f"UPDATE urn SET box = {box} WHERE ballot = 'A'")
    assert not check(path).whole
    _, new = salvaged(path)
    assert held(new) == {"fund": 3, "name": 2}
    assert check(new).whole


def test_a_sealed_paper_whose_text_is_no_text_any_more_costs_itself_alone(
    two: Record,
    path: Path,
):
    two.seal_urn(sealing, ["fund", "name"])
    damage(
        path,
        "UPDATE urn SET ballot = CAST(x'c1' AS TEXT) WHERE ballot = 'A'",
    )
    assert not check(path).whole
    said, new = salvaged(path)
    assert "2 sealed papers are saved, each proved" in said
    assert held(new) == {"fund": 2, "name": 2}


def test_a_box_whose_state_was_taken_out_or_put_in_is_told(
    two: Record,
    path: Path,
):
    damage(path, "DELETE FROM urn_state WHERE box = 'fund'")
    assert [fault.where for fault in check(path).faults] == ["urn"]
    damage(
        path,
        "INSERT INTO urn_state VALUES ('fund', 'open'), ('poll', 'open')",
    )
    assert [fault.where for fault in check(path).faults] == ["urn"]
    damage(path, "DELETE FROM urn_state WHERE box = 'poll'")
    assert check(path).whole


BALLOTS = st.lists(
    st.tuples(st.binary(min_size=16, max_size=16), st.text(max_size=8)),
    max_size=12,
    unique_by=lambda paper: paper[0],
)


def filled(
    papers: Iterable[Paper],
    boxes: Sequence[str],
) -> dict[str, tuple[str, list[object]]]:
    """Cast these papers in one file and seal its boxes: root and ballots of each box."""
    with (
        TemporaryDirectory() as folder,
        Record.create(Path(folder) / "a.pbdesk") as record,
    ):
        for paper in papers:
            record.write([counting(record, paper.box)], [paper])
        record.seal_urn(sealing, boxes)
        return {
            box: (root, list(record.ballots(box)))
            for box, root in roots_of(record).items()
        }


@settings(max_examples=25, deadline=None)
@given(BALLOTS, st.randoms(use_true_random=False))
def test_boxes_filled_alone_and_mixed_in_one_file_give_the_same_roots_and_ballots(
    ballots,
    chance,
):
    papers = [
        Paper("counted", text, chance.choice("ab"), paper)
        for paper, text in ballots
    ]
    alone = [
        filled([paper for paper in papers if paper.box == box], [box])
        for box in "ab"
    ]
    mixed = chance.sample(papers, len(papers))
    assert filled(mixed, ["a", "b"]) == alone[0] | alone[1]


@given(BALLOTS)
def test_the_same_papers_in_another_box_give_another_root(ballots):
    rows = [
        (paper, box, "counted", text) for box in "ab" for paper, text in ballots
    ]
    assert (
        urn.root(rows[: len(ballots)]) == urn.root(rows[len(ballots) :])
    ) == (not ballots)


BOXES = ("fund", "name")


def band(voters: int) -> float:
    """Where Spearman's rho of random pairings lies in 99 of 100 cases."""
    return 2.576 / np.sqrt(voters - 1)


def joined(places: Sequence[np.ndarray]) -> float:
    """The matcher: rank correlation of where voters' papers lie in one box and in the other."""
    one, other = (at.argsort().argsort() for at in places)
    return float(np.corrcoef(one, other)[0, 1])


def neighbours(places: Sequence[np.ndarray]) -> float:
    """The share of voters whose two papers lie next to each other among all papers."""
    one, other = np.array_split(np.concatenate(places).argsort().argsort(), 2)
    return float((abs(one - other) == 1).mean())


def in_the_file(path: Path, voters: int) -> list[np.ndarray]:
    """Where each voter's paper lies in the bytes of the file, for each box."""
    file = path.read_bytes()
    return [
        np.array(
            [file.index(f"[{box} {n:03d}]".encode()) for n in range(voters)],
        )
        for box in BOXES
    ]


def in_the_rows(path: Path, voters: int) -> list[np.ndarray]:
    """Which row each voter's paper is, as SQLite gives them, for each box."""
    at = {row[3]: place for place, row in enumerate(contents(path)["urn"])}
    return [
        np.array([at[f"[{box} {n:03d}]"] for n in range(voters)])
        for box in BOXES
    ]


def voted(path: Path, voters: int, ids: Callable[[], bytes]) -> Record:
    """All voters answer both questions, one after the other."""
    record = Record.create(path, [FOUNDED])
    for n in range(voters):
        record.write(
            [Line("urn.count", {"question": box, "n": n + 1}) for box in BOXES],
            [Paper("counted", f"[{box} {n:03d}]", box, ids()) for box in BOXES],
        )
    return record


@pytest.mark.parametrize(
    "rounds",
    [(BOXES,), (BOXES[:1], BOXES[1:])],
    ids=["one round", "two"],
)
@pytest.mark.parametrize("voters", [40, 300])
def test_neither_pages_nor_rows_of_the_sealed_file_join_papers_of_two_boxes(
    path: Path,
    voters: int,
    rounds: Sequence[Sequence[str]],
):
    ids = partial(random.Random(4).randbytes, 16)
    with voted(path, voters, ids) as record:
        for together in rounds:
            record.seal_urn(sealing, together)
        for places in (in_the_file(path, voters), in_the_rows(path, voters)):
            assert abs(joined(places)) < band(voters)
            assert neighbours(places) < 4 / voters, (
                "at random, one pair lies side by side"
            )


def test_the_matcher_finds_the_join_in_a_file_that_is_not_sealed_yet(
    path: Path,
):
    with voted(path, 12, partial(random.Random(4).randbytes, 16)) as record:
        before = (
            joined(in_the_file(path, 12)),
            neighbours(in_the_file(path, 12)),
        )
        record.seal_urn(sealing, BOXES)
        assert min(before) > 0.95
        assert abs(joined(in_the_file(path, 12))) < band(12)


def test_the_matcher_finds_a_join_that_was_planted(path: Path):
    """Where ids followed the order of casting, rewriting would not help."""
    ids = count(1)
    with voted(path, 300, lambda: next(ids).to_bytes(16)) as record:
        record.seal_urn(sealing, BOXES)
        for places in (in_the_file(path, 300), in_the_rows(path, 300)):
            assert joined(places) > 0.9
            assert neighbours(places) > 0.9
