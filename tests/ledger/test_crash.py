"""The process may die at any moment.

Every ballot that was acknowledged is there, at most one more.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pbdesk.ledger import urn
from pbdesk.ledger.check import check
from pbdesk.ledger.record import Record
from tests.ledger.faults import after, begin, injected, killed
from tests.ledger.sample import FOUNDED, fill

pytestmark = pytest.mark.skipif(
    sys.platform == "win32",
    reason="SIGKILL and file size limits are POSIX",
)

SEAL = """
import os, signal, sys
from pathlib import Path
from pbdesk.ledger.record import Record
from tests.ledger.sample import sealing
def die(event, arguments):
    if event == sys.argv[2] and any(str(a).endswith(".sealing") for a in arguments):
        os.kill(os.getpid(), signal.SIGKILL)
with Record.open(Path(sys.argv[1])) as record:
    sys.addaudithook(die)
    record.seal_urn(sealing, [""])
"""

NO_SPACE = """
import resource, sys
from pathlib import Path
from pbdesk.ledger.record import Draft, Line, Paper, Record
from pbdesk.ledger.refusals import RecordNotWritten
path = Path(sys.argv[1])
with Record.open(path) as record:
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, resource.RLIM_INFINITY))
    for writing in ([Draft("k", "keyed", "x" * 60_000)], [Draft("k", "keyed", "y")]):
        try:
            record.write([Line("urn.count", {"n": 21})], [Paper("counted", "A")], writing)
        except RecordNotWritten as refusal:
            print(refusal, flush=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    try:
        record.write([Line("a", {})])
    except RecordNotWritten as refusal:
        print(refusal, flush=True)
"""


def test_no_acknowledged_ballot_is_lost_when_the_process_is_killed(path: Path):
    Record.create(path, [FOUNDED]).close()
    chance = random.Random()
    for _ in range(6):
        assert after(path, killed(path, chance.uniform(0, 0.15))) == ""


@pytest.mark.skipif(
    shutil.which("strace") is None,
    reason="strace is not on this machine",
)
@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ("pwrite64", "error=EIO"),
        ("pwrite64", "error=ENOSPC"),
        ("fsync", "error=EIO"),
        ("pwrite64", "signal=SIGKILL"),
        ("fsync", "signal=SIGKILL"),
    ],
)
def test_no_acknowledged_ballot_is_lost_when_a_system_call_fails(
    path: Path,
    tmp_path_factory,
    call: str,
    fault: str,
):
    begin(path, 3)
    log, met = tmp_path_factory.mktemp("log") / "log", 0
    for when in (2, 9):
        cast, hit, refused = injected(path, call, fault, when, log)
        assert after(path, cast) == ""
        assert refused or not hit or "signal" in fault, (
            "a write that failed must be said"
        )
        met += hit
    assert met, "no call failed, so nothing was shown"


@pytest.mark.parametrize(
    "moment",
    ["open", "os.rename"],
    ids=["before the copy", "before it takes its place"],
)
def test_a_seal_cut_short_is_finished_when_the_record_is_opened(
    path: Path,
    moment: str,
):
    with Record.create(path, [FOUNDED]) as record:
        fill(record, 50)
    assert (
        subprocess.run(
            [sys.executable, "-c", SEAL, str(path), moment],
            check=False,
        ).returncode
        == -signal.SIGKILL
    )
    assert check(path).whole
    with Record.open(path) as record:
        assert record.sealed("")
        assert not urn.to_rewrite(record._file)
        assert len(list(record.ballots(""))) == 50
    assert not path.with_name(f"{path.name}.sealing").exists()


def test_after_a_disk_error_nothing_is_written_until_the_record_is_opened_again(
    path: Path,
):
    with Record.create(path, [FOUNDED]) as record:
        fill(record, 20)
        head = record.head
    program = [sys.executable, "-c", NO_SPACE, str(path)]
    told = subprocess.run(
        program,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout.splitlines()
    assert len(told) == 3
    assert all(
        line.startswith("Not saved: the disk reports an error.")
        for line in told
    )
    with Record.open(path) as record:
        assert (record.head, record.urn_count(), record.draft("keyed")) == (
            head,
            20,
            {"batch-1/1": "A,C"},
        )
        assert record.write([]) == ()
