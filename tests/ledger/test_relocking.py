"""F3: a change of passphrase that is cut short leaves nothing that could be read."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pbdesk.ledger.people import People, Person
from pbdesk.ledger.refusals import RecordNotWritten, RecordRefused
from tests.ledger.faults import relocked
from tests.ledger.raw import CHEAP, DAY, NEW, OLD


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ward-7.people"
    with People.create(path, OLD, cost=CHEAP) as people:
        people.add_all(
            Person(f"r{n}", f"Margaret {n}", "Mill Lane") for n in range(50)
        )
    return path


def left(path: Path) -> set[str]:
    return {file.name for file in path.parent.iterdir()} - {
        path.name,
        f"{path.name}-journal",
    }


def cut_short(path: Path) -> None:
    """A copy under the passphrase that never came to hold, and the journal beside it."""
    copy = path.with_name(f"{path.name}.relocking")
    shutil.copy(path, copy)
    copy.with_name(f"{copy.name}-journal").write_bytes(path.read_bytes())


@pytest.mark.parametrize("passphrase", [OLD, "not this one"])
def test_f3_what_a_change_cut_short_left_is_gone_at_the_next_opening(
    path: Path,
    passphrase: str,
):
    cut_short(path)
    held = path.with_name(f"{path.name}.relocking").open("rb")
    try:
        People.open(path, passphrase, cost=CHEAP).close()
    except RecordRefused:
        assert passphrase != OLD
    assert left(path) == set()
    with held:
        assert not held.read().strip(b"\0"), "its bytes are written over"


def test_f3_the_file_that_was_replaced_is_written_over_at_the_next_opening(
    path: Path,
):
    path.with_name(f"{path.name}.before").write_bytes(path.read_bytes())
    People.open(path, OLD, cost=CHEAP).close()
    assert left(path) == set()


def test_f3_a_change_cut_short_before_it_replaced_anything_costs_nobody(
    path: Path,
):
    path.with_name(f"{path.name}.before").hardlink_to(path)
    with People.open(path, OLD, cost=CHEAP) as people:
        assert people.count() == 50
    assert left(path) == set()


def test_f3_destruction_takes_along_what_a_change_cut_short_left(path: Path):
    people = People.open(path, OLD, cost=CHEAP)
    cut_short(path)
    people.destroy(DAY)
    assert list(path.parent.iterdir()) == []


def test_f3_a_change_of_passphrase_leaves_no_readable_old_copy(path: Path):
    with path.open("rb") as held, People.open(path, OLD, cost=CHEAP) as people:
        people.change_passphrase(OLD, NEW)
        assert not held.read().strip(b"\0"), (
            "the old file's bytes are written over"
        )


@pytest.mark.skipif(
    shutil.which("strace") is None,
    reason="strace is not on this machine",
)
@pytest.mark.parametrize("when", [1, 3, 6, 10])
def test_f3_a_kill_in_any_step_leaves_one_file_and_nothing_beside_it(
    path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    when: int,
):
    assert relocked(path, when, tmp_path_factory.mktemp("log") / "log") in {
        "",
        "done",
    }


def test_f11_a_full_disk_while_the_passphrase_changes_is_called_a_full_disk(
    path: Path,
):
    with People.open(path, OLD, cost=CHEAP) as people:
        people.add_all(Person(f"x{n}", "Margaret " * 20) for n in range(2000))
    program = """
import resource, sys
from pathlib import Path
from pbdesk.ledger.people import People
from pbdesk.ledger.refusals import RecordNotWritten
from tests.ledger.raw import CHEAP, NEW, OLD
path = Path(sys.argv[1])
with People.open(path, OLD, cost=CHEAP) as people:
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size // 2, resource.RLIM_INFINITY))
    try:
        people.change_passphrase(OLD, NEW)
    except RecordNotWritten as refusal:
        print(refusal)
    print(people.count())
"""
    told = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout.splitlines()
    assert told[-1] == "2050"
    assert left(path) == set()


def test_f11_a_disk_without_space_is_full_whatever_call_met_it(
    path: Path,
    monkeypatch,
):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with People.open(path, OLD, cost=CHEAP) as people:
        monkeypatch.setattr("pbdesk.ledger.locked.disk.create_private", full)
        with pytest.raises(RecordNotWritten, match="the disk is full"):
            people.change_passphrase(OLD, NEW)


def test_f11_a_passphrase_opens_however_the_keyboard_writes_its_letters(
    path: Path,
):
    with People.open(path, OLD, cost=CHEAP) as people:
        people.change_passphrase(OLD, "caf\u00e9 by the mill")
    People.open(path, "cafe\u0301 by the mill", cost=CHEAP).close()
