"""Records of earlier versions.

Opened, checked and counted again as they are, without a byte of them changed.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.counting import recounted
from pbdesk.app.jobs.progress import silent
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.ledger.check import check
from pbdesk.ledger.refusals import RecordRefused
from pbdesk.ledger.schema import VERSION
from tests.conftest import ROOT
from tests.data.records.make import IDEAS, make

RECORDS = sorted((ROOT / "tests" / "data" / "records").glob("v*/*.pbdesk"))
every_record = pytest.mark.parametrize(
    "sample",
    RECORDS,
    ids=lambda path: f"{path.parent.name}/{path.stem}",
)


def test_there_is_a_sample_of_every_form_of_the_file():
    assert {path.parent.name for path in RECORDS} == {
        f"v{n}" for n in range(1, VERSION + 1)
    }


@every_record
def test_it_is_read_checked_and_counted_again_without_a_byte_changed(
    sample: Path,
    tmp_path: Path,
):
    path = Path(shutil.copy(sample, tmp_path))
    path.chmod(0o400)
    assert check(path).whole
    with Desk.open(path, read_only=True) as desk:
        for question in desk.state.order:
            desk.turn(question)
            if desk.state.count.counted is not None:
                assert recounted(desk, silent)
        assert desk.state.declared is not None
        asks_of_money = any(
            q.terms.kind == "fund" for q in desk.state.questions.values()
        )
        assert (
            desk.state.part
            or not asks_of_money
            or {proposal.title for proposal in desk.state.ideas.by_id.values()}
            >= {title for title, _ in IDEAS}
        )
    assert path.read_bytes() == sample.read_bytes()
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@every_record
def test_its_sealed_rulebook_is_the_one_whose_fingerprint_hung_on_the_wall(
    sample: Path,
    tmp_path: Path,
):
    sealed = sample.with_suffix(".rulebook.json").read_bytes()
    with Desk.open(Path(shutil.copy(sample, tmp_path)), read_only=True) as desk:
        assert desk.state.rulebook.digest == hashlib.sha256(sealed).hexdigest()
        assert (
            desk.record.attachment(
                bytes.fromhex(desk.state.rulebook.digest),
            ).data
            == sealed
        )


@every_record
def test_it_can_be_gone_on_with(sample: Path, tmp_path: Path):
    path = Path(shutil.copy(sample, tmp_path))
    with Desk.open(path) as desk:
        before = desk.entries
        assert desk.keep_draft("response", "Thank you") is None
        assert desk.entries == before
    assert check(path).whole


@every_record
def test_it_holds_no_name_of_a_voter(sample: Path):
    assert not re.findall(rb"Voter \d", sample.read_bytes())


def test_a_record_of_a_later_version_is_refused_in_a_sentence_and_left_as_it_is(
    tmp_path: Path,
):
    path = Path(shutil.copy(RECORDS[-1], tmp_path))
    later = sqlite3.connect(path)
    later.execute(f"PRAGMA user_version = {VERSION + 1}")
    later.close()
    before = path.read_bytes()
    for reading in (True, False):
        with pytest.raises(
            RecordRefused,
            match="made by a later version of pbdesk",
        ):
            Desk.open(path, read_only=reading)
    assert path.read_bytes() == before


def test_every_kind_of_entry_is_in_a_sample():
    kinds = ASSEMBLY.by_tag.keys()
    found = set[str]()
    for sample in RECORDS:
        record = sqlite3.connect(f"file:{sample}?mode=ro&immutable=1", uri=True)
        found |= {
            kind
            for (kind,) in record.execute("SELECT DISTINCT type FROM event")
        }
        record.close()
    missed = kinds - found
    assert not missed, (
        "add an evening with the new kinds to make.py, under a name of its own"
    )
    assert found <= kinds


def test_the_evenings_can_be_played_anew_and_what_is_there_stays(
    tmp_path: Path,
):
    kept = tmp_path / "small.pbdesk"
    kept.write_bytes(b"as it was released")
    make(tmp_path)
    assert kept.read_bytes() == b"as it was released"
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "asked.pbdesk",
        "asked.rulebook.json",
        "mended.pbdesk",
        "mended.rulebook.json",
        "northside.pbdesk",
        "northside.rulebook.json",
        "promised.pbdesk",
        "promised.rulebook.json",
        "righted.pbdesk",
        "righted.rulebook.json",
        "several.pbdesk",
        "several.rulebook.json",
        "small.pbdesk",
        "timed.pbdesk",
        "timed.rulebook.json",
        "watched.pbdesk",
        "watched.rulebook.json",
        "whole.pbdesk",
        "whole.rulebook.json",
    ]
    assert check(tmp_path / "whole.pbdesk").whole
