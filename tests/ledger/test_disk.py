"""What must be on disk before something else happens: each sync that the promises rest on."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from pbdesk.ledger import disk
from pbdesk.ledger.check import check
from pbdesk.ledger.checkpoint import Checkpoint, keep
from pbdesk.ledger.record import Record
from pbdesk.ledger.sqlite import File
from tests.ledger.sample import FOUNDED, fill, sealing

pytestmark = pytest.mark.skipif(
    sys.platform != "linux",
    reason="what a handle names is read from /proc",
)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what was synced and renamed by Python, in that order."""
    found, fsync, replace = list[str](), os.fsync, Path.replace

    def synced(handle: int) -> None:
        found.append(Path(f"/proc/self/fd/{handle}").readlink().name)
        fsync(handle)

    def replaced(path: Path, target: Path) -> Path:
        found.append(f"{path.name} is {target.name}")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    return found


def test_a_new_file_is_on_disk_before_it_takes_a_name_and_the_name_before_the_old_one_goes(
    tmp_path: Path,
    done: list[str],
):
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_bytes(b"old" * 100)
    new.write_bytes(b"new")
    disk.replace(old, new)
    renamed = done.index("new is old")
    assert done.index("new") < renamed, "the bytes first"
    assert done[renamed + 1] == tmp_path.name, (
        "then the name, before the old bytes are written over"
    )
    assert done.index("old.before") > renamed + 1
    assert old.read_bytes() == b"new"


def test_where_no_second_name_can_be_given_the_old_bytes_are_held_and_written_over(
    tmp_path: Path,
    monkeypatch,
):
    def none(*_: object) -> None:
        raise OSError("not on this file system")

    old, new = tmp_path / "old", tmp_path / "new"
    old.write_bytes(b"old" * 100)
    new.write_bytes(b"new")
    monkeypatch.setattr(os, "link", none)
    with old.open("rb") as held:
        disk.replace(old, new)
        assert not held.read().strip(b"\0")
    assert old.read_bytes() == b"new"
    assert {file.name for file in tmp_path.iterdir()} == {"old"}


def test_the_name_of_a_new_record_is_on_disk_when_it_was_made(
    path: Path,
    done: list[str],
):
    Record.create(path, [FOUNDED]).close()
    assert done[-1] == path.parent.name


def test_a_head_is_on_the_stick_with_its_name_when_it_was_kept(
    tmp_path: Path,
    done: list[str],
):
    keep(tmp_path / "heads.txt", Checkpoint(7, bytes(32)))
    assert done == ["heads.txt", tmp_path.name]


def test_a_copy_that_is_not_whole_never_takes_the_records_place(
    path: Path,
    monkeypatch,
):
    run = File.run

    def rots(file: File, sql: str, values: tuple[str, ...] = ()) -> None:
        run(file, sql, values)
        if sql.startswith("VACUUM INTO"):
            copy = Path(values[0])
            copy.write_bytes(copy.read_bytes().replace(b"A,B,7", b"A,C,7"))

    with Record.create(path, [FOUNDED]) as record:
        fill(record, 40)
        monkeypatch.setattr(File, "run", rots)
        record.seal_urn(sealing, [""])
        monkeypatch.undo()
        assert record.unfinished is not None
        assert ("counted", "A,B,7") in list(record.ballots(""))
    assert not path.with_name(f"{path.name}.sealing").exists()
    assert check(path).whole
    with Record.open(path) as record:
        assert record.unfinished is None, "the next opening finishes it"
