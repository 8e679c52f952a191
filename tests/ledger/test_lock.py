"""The lock: one at a time, and gone with the process that held it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pbdesk.ledger.lock import Lock
from pbdesk.ledger.refusals import RecordRefused

HOLD = """
import sys
from pathlib import Path
from pbdesk.ledger.lock import Lock
lock = Lock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_lock_held_by_another_program_is_refused_and_free_once_that_program_is_dead(path: Path):
    program = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(RecordRefused, match=r"“ward-7\.pbdesk” is open"):
            Lock(path)
        holder.kill()
    Lock(path).release()


def test_a_folder_that_takes_no_lock_is_said(tmp_path: Path):
    with pytest.raises(RecordRefused, match="its folder takes no new file"):
        Lock(tmp_path / "missing" / "ward-7.pbdesk")


def test_releasing_twice_is_harmless(path: Path):
    lock = Lock(path)
    lock.release()
    lock.release()
    Lock(path).release()
