"""Heads on a stick.

An old copy put back, or a record written anew, is told when the file is opened.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.mirror import heads_path, keep, objection
from pbdesk.assembly import ideas
from pbdesk.ledger.checkpoint import kept
from tests.evenings import evening_at


@pytest.fixture
def desk(tmp_path: Path):
    made = Desk.create(
        tmp_path / "a.pbdesk",
        name="A",
        place="",
        day="2026-11-26",
    )
    assert isinstance(made, Desk)
    with made:
        yield made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def test_a_stick_carries_heads_and_nothing_else(tmp_path, stick):
    with evening_at("door", tmp_path).desk as desk:
        assert keep(desk, stick) is None
        (file,) = stick.iterdir()
        number, code = file.read_text().split()
        assert (int(number), bytes.fromhex(code)) == desk.record.head
        assert file == heads_path(desk, stick)


def test_each_moment_adds_a_line_and_the_record_agrees_with_all_of_them(
    desk,
    stick,
):
    for title in ("Benches", "Lamps", "Trees"):
        assert desk.do(ideas.receive, title=title) is None
        assert keep(desk, stick) is None
    assert len(kept(heads_path(desk, stick))) == 3
    assert objection(desk, stick) is None


def test_an_old_copy_put_back_is_told_with_what_is_missing(desk, stick):
    path = desk.record.path
    old = shutil.copy(path, path.with_suffix(".old"))
    for title in ("Benches", "Lamps"):
        assert desk.do(ideas.receive, title=title) is None
    assert keep(desk, stick) is None
    desk.close()
    shutil.copy(old, path)
    with Desk.open(path) as again:
        told = objection(again, stick)
        assert told is not None
        assert "older than the stick" in told.words.text
        assert (
            told.words.values["here"],
            told.words.values["last"],
            told.words.n,
        ) == (
            2,
            4,
            2,
        )
        assert keep(again, stick) == told


def test_a_record_written_anew_is_told_with_both_codes(desk, stick):
    path = desk.record.path
    old = shutil.copy(path, path.with_suffix(".old"))
    assert desk.do(ideas.receive, title="Benches") is None
    assert keep(desk, stick) is None
    desk.close()
    shutil.copy(old, path)
    with Desk.open(path) as again:
        for title in ("Lamps", "Trees"):
            assert again.do(ideas.receive, title=title) is None
        told = objection(again, stick)
        assert told is not None
        assert "not the one the stick has seen" in told.words.text
        assert told.words.values["stick"] != told.words.values["here"]


def test_a_stick_of_another_assembly_says_nothing(desk, stick, tmp_path):
    with evening_at("sealed", tmp_path).desk as other:
        assert keep(other, stick) is None
    assert objection(desk, stick) is None


def test_a_stick_that_was_pulled_is_a_sentence_and_nothing_is_lost(desk, stick):
    stick.rmdir()
    told = keep(desk, stick)
    assert told is not None
    assert "took no code" in told.words.text
    assert desk.do(ideas.receive, title="Benches") is None
