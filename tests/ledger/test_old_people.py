"""People files of earlier versions open as they are.

One of a later version is refused and left as it is.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from pbdesk.ledger import locked
from pbdesk.ledger.people import People
from pbdesk.ledger.refusals import RecordRefused
from tests.conftest import ROOT
from tests.data.people.make import COST, NAMES, PASSPHRASE

FILES = sorted((ROOT / "tests" / "data" / "people").glob("v*.people"))


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def path(request, tmp_path: Path) -> Path:
    return Path(shutil.copy(request.param, tmp_path))


def test_it_opens_with_all_it_holds_and_not_a_byte_is_rewritten(path: Path):
    before = path.read_bytes()
    with People.open(path, PASSPHRASE, cost=COST) as people:
        assert {ref: people.get(ref).name for ref in NAMES} == NAMES
        assert people.get("r3").erased == date(2026, 11, 26)
        assert (people.count(), people.erased()) == (2, 1)
        (consent,) = people.consents("r1")
        assert (consent.shown, consent.withdrawn) == (
            "We may write to you.",
            date(2026, 12, 1),
        )
    assert path.read_bytes() == before


def test_it_has_a_recovery_code_though_it_was_made_before_there_was_one(
    path: Path,
):
    with People.open(path, PASSPHRASE, cost=COST) as people:
        code = " ".join(people.recovery_code(PASSPHRASE))
    with People.recover(
        path,
        code,
        "four green doors there",
        cost=COST,
    ) as people:
        assert people.get("r1").name == NAMES["r1"]


def test_one_of_a_later_version_is_refused_in_a_sentence_and_left_as_it_is(
    path: Path,
):
    later = locked.connect(path, PASSPHRASE, COST)
    later.run("PRAGMA user_version = 2")
    later.close()
    before = path.read_bytes()
    with pytest.raises(
        RecordRefused,
        match="made by a later version of pbdesk",
    ):
        People.open(path, PASSPHRASE, cost=COST)
    assert path.read_bytes() == before
