"""The lock: one at a time, and gone with the process that held it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pbdesk.ledger.check import check
from pbdesk.ledger.lock import Lock
from pbdesk.ledger.record import Line, Record
from pbdesk.ledger.refusals import RecordNotWritten, RecordRefused
from tests.ledger.sample import sealing

HOLD = """
import sys
from pathlib import Path
from pbdesk.ledger.lock import Lock
lock = Lock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_lock_held_by_another_program_is_refused_and_free_once_that_program_is_dead(
    path: Path,
):
    program = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(
        program,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(RecordRefused, match=r"“ward-7\.pbdesk” is open"):
            Lock(path)
        holder.kill()
    Lock(path).release()


def test_a_folder_that_takes_no_lock_is_said(tmp_path: Path):
    with pytest.raises(RecordRefused, match="its folder takes no new file"):
        Lock(tmp_path / "missing" / "ward-7.pbdesk")


@pytest.fixture
def open_in_another_window(full: Path) -> Iterator[Path]:
    with Record.open(full):
        yield full


def test_f11_a_symbolic_link_opens_no_second_window(
    open_in_another_window: Path,
    tmp_path: Path,
):
    link = tmp_path / "elsewhere" / "link.pbdesk"
    link.parent.mkdir()
    link.symlink_to(open_in_another_window)
    with pytest.raises(RecordRefused, match="is open in another window"):
        Record.open(link)


def test_f11_a_seal_through_a_symbolic_link_replaces_the_record_and_not_the_link(
    full: Path,
    tmp_path: Path,
):
    link = tmp_path / "elsewhere" / "link.pbdesk"
    link.parent.mkdir()
    link.symlink_to(full)
    with Record.open(link) as record:
        record.seal_urn(sealing, [""])
    assert link.is_symlink()
    assert check(full).whole
    assert [file.name for file in link.parent.iterdir()] == [link.name]


def test_f11_a_hard_link_is_refused_in_a_sentence(full: Path):
    full.with_name("second.pbdesk").hardlink_to(full)
    with pytest.raises(RecordRefused, match="one file under two names"):
        Record.open(full)


@pytest.mark.skipif(
    sys.platform != "linux",
    reason="flock and SQLite's locks are apart on Linux",
)
def test_f11_a_lock_whose_file_was_deleted_still_holds_also_after_the_seal(
    open_in_another_window: Path,
):
    open_in_another_window.with_name(
        f"{open_in_another_window.name}.lock",
    ).unlink()
    with pytest.raises(RecordRefused, match="is open in another window"):
        Record.open(open_in_another_window)


@pytest.mark.skipif(
    sys.platform != "linux",
    reason="flock and SQLite's locks are apart on Linux",
)
def test_f11_a_sealed_record_is_held_too(full: Path):
    with Record.open(full) as record:
        record.seal_urn(sealing, [""])
        full.with_name(f"{full.name}.lock").unlink()
        with pytest.raises(RecordRefused, match="is open in another window"):
            Record.open(full)


def test_f11_a_file_that_was_moved_while_it_was_open_is_called_moved(
    full: Path,
):
    with Record.open(full) as record:
        full.rename(full.with_name("moved.pbdesk"))
        with pytest.raises(
            RecordNotWritten,
            match="was moved or renamed while it was open",
        ):
            record.write([Line("a", {})])


def test_releasing_twice_is_harmless(path: Path):
    lock = Lock(path)
    lock.release()
    lock.release()
    Lock(path).release()
