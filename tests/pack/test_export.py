"""Writing a pack where things go wrong: a full disk, a pulled stick, a wrong clock.

The window: test_pack_copies.py.
"""

from __future__ import annotations

import errno
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from pbdesk.app.chance import from_seed
from pbdesk.app.desk import Desk
from pbdesk.app.jobs.pack_source import pack_source
from pbdesk.app.jobs.packing import make_pack
from pbdesk.app.jobs.progress import silent
from pbdesk.cli import main
from pbdesk.i18n import ENGLISH
from pbdesk.pack import whole
from pbdesk.pack.keys import public_of
from pbdesk.pack.sign import add_signature
from pbdesk.pack.signers import Signer
from pbdesk.pack.verify import verify
from tests.evenings import evening_at
from tests.pack.sample import KEYS


@pytest.fixture
def record(tmp_path) -> Path:
    evening = evening_at("declared", tmp_path)
    evening.desk.close()
    return evening.desk.record.path


@pytest.fixture
def stick(tmp_path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def full_disk(monkeypatch):
    """The stick is full when a pack is forced to it; the record lies on another disk."""

    class Full:
        def __getattr__(self, name: str):
            return getattr(os, name)

        @staticmethod
        def fsync(_handle: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(whole, "os", Full())


def run(record: Path, stick: Path, *more: str):
    return CliRunner().invoke(
        main,
        ["pack", str(record), "--to", str(stick), *more],
    )


def packs_made(record: Path) -> int:
    with Desk.open(record) as desk:
        return sum(
            each.entry.__struct_config__.tag == "pack.made"
            for each in desk.recorded
        )


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_is_said_in_a_sentence_and_nothing_is_left_or_recorded(
    record,
    stick,
    monkeypatch,
):
    result = run(record, stick, "--seal")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "No space left on device" in result.stderr
    assert list(stick.iterdir()) == []
    assert packs_made(record) == 0
    monkeypatch.undo()
    assert run(record, stick).exit_code == 0


def test_a_stick_that_is_pulled_while_the_pack_is_read_back_leaves_no_pack(
    record,
    stick,
    monkeypatch,
):
    def pulled(path: Path, _data: bytes) -> None:
        shutil.rmtree(path.parent)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(whole, "_refuse_other", pulled)
    result = run(record, stick)
    assert (result.exit_code, "could not be written" in result.stderr) == (
        2,
        True,
    )
    assert not stick.exists()
    assert packs_made(record) == 0


def test_a_stick_that_keeps_other_bytes_is_found_before_the_pack_has_its_name(
    record,
    stick,
    monkeypatch,
):
    compared = whole._refuse_other
    monkeypatch.setattr(
        whole,
        "_refuse_other",
        lambda path, data: compared(path, data + b"!"),
    )
    assert "reads back differently" in run(record, stick).stderr
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize("year", [1999, 2199])
def test_under_a_wrong_clock_the_pack_bears_that_day_and_is_genuine(
    year,
    record,
    stick,
):
    clock = datetime(year, 1, 1, 3, tzinfo=UTC)
    with Desk.open(record, from_seed("wrong clock", lambda: clock)) as desk:
        made = make_pack(
            pack_source(desk),
            stick,
            locale=ENGLISH,
            made=desk.moment().at.date(),
            progress=silent,
            seal_at=desk.moment().at,
        )
        assembly = desk.state.mandate.id
    for who, key in KEYS.items():
        add_signature(made.path, who, key)
    signers = "\n".join(
        Signer(who, assembly, public_of(key)).line for who, key in KEYS.items()
    )
    assert f"_{year}-01-01_" in made.path.name
    assert verify(made.path, signers, assembly).genuine
