"""Signing day: who signs looks the pack through on their own laptop, and sees what they sign."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from pbdesk.cli import main
from pbdesk.pack.bag import Bag, read_zip, write_zip
from pbdesk.pack.keys import make_key
from tests.pack.sample import Evening
from tests.pack.tampering import entry

SECRET = "spoon river canal gate"


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    path = tmp_path_factory.mktemp("stick") / "teller-1.key"
    make_key(path, SECRET, "teller-1")
    return path


def sign(bag: Bag, folder, key):
    path = folder / f"{bag.name}.zip"
    write_zip(bag, path)
    words = ["sign", str(path), "--as", "teller-1", "--key", str(key)]
    return path, CliRunner().invoke(main, words, input=f"{SECRET}\n")


def test_who_signs_sees_outcome_sums_and_code_before_the_passphrase(
    tmp_path,
    key,
):
    path, result = sign(Evening().bag(), tmp_path, key)
    assert result.exit_code == 0, result.output
    shown, _, after = result.stdout.partition("Passphrase")
    assert "The final result of ward7-2026-11, 2026-11-24." in shown
    assert (
        "6 ballots issued: 4 counted, 1 rejected, 0 spoilt, 1 unreturned, 0 missing."
        in shown
    )
    assert "Left of the pot: £100." in shown
    assert f"Pack code {path.stem.rpartition('_')[2][:4]}" in shown
    assert "signed the pack" in after
    assert "signatures/teller-1.sshsig" in read_zip(path).files


@pytest.mark.parametrize(
    "bag",
    [
        Evening().but(events=entry("counted", funded=["A", "C"])).bag(),
        Evening().but(events=lambda events: events[:9]).bag(),
    ],
    ids=[
        "H2 another count than the record's",
        "H2 a record cut before the count",
    ],
)
def test_what_contradicts_its_own_record_is_not_signed(bag, tmp_path, key):
    path, result = sign(bag, tmp_path, key)
    assert result.exit_code == 2
    assert "This pack is not signed: check 22 failed." in result.stderr
    assert "Passphrase" not in result.output
    assert "signatures/teller-1.sshsig" not in read_zip(path).files


def test_a_rehearsal_is_said_to_be_none(tmp_path, key):
    _, result = sign(Evening().but(stage="rehearsal").bag(), tmp_path, key)
    assert "A REHEARSAL, not a result, of ward7-2026-11" in result.output
