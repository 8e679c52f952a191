"""A city's packs are looked at by several processes, or by computers elsewhere, alike."""

from __future__ import annotations

import importlib.util
import json
import pickle
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from pbdesk.app.jobs import spreading
from pbdesk.app.jobs.combining import combine
from pbdesk.app.jobs.gathering import Gathered, Spread, gather, one_by_one
from pbdesk.app.jobs.progress import silent
from pbdesk.app.jobs.spreading import over_processes, over_scheduler
from pbdesk.pack.bag import read_zip
from pbdesk.pack.parent import Parent, parent_bytes
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.zipped import written
from pbdesk.voting.trace import outcome_bytes
from pbdesk.words import Listing, Money, say, several
from tests.pack.halls import (
    CHAIR,
    CODE,
    DICE,
    MONEY,
    Hall,
    made_up_parent,
    signers_of,
)
from tests.pack.test_combining import District, district

__all__ = ["district"]

HALLS = 26


@pytest.fixture(scope="module")
def city(tmp_path_factory) -> tuple[Parent, Path, Path]:
    """A parent, the packs of its halls in a folder, and an auditor copy of one that hides ballots."""
    parent, folder = (
        made_up_parent(HALLS, (MONEY, CHAIR)),
        tmp_path_factory.mktemp("city"),
    )
    for n, hall in enumerate(parent.halls, 1):
        cast = {
            "1": [({"A": 1}, n), ({"B": 1, "C": 1}, 5)],
            "2": [({"K": 1, "L": 2}, n)],
        }
        made = Hall(parent, hall.id, cast, public=n > 1)
        path = made.write(folder / "packs")
        if n == 1:
            held = Hall(parent, hall.id, cast).bag().files
            files = {
                name.removeprefix("data/"): data
                for name, data in held.items()
                if "assembly.pb" in name or "ballots" in name
            }
            files["result.json"] = read_zip(path).files["data/result.json"]
            copy = folder / "copy.zip"
            copy.write_bytes(written(files))
    return parent, folder / "packs", folder / "copy.zip"


def found(
    city: tuple[Parent, Path, Path],
    spread: Spread,
    *more: Path,
) -> Gathered:
    parent, packs, copy = city
    return gather(
        parent_bytes(parent),
        [packs, *more],
        signers_of(parent),
        silent,
        copies=[copy],
        spread=spread,
    )


def alike(one: Gathered, other: Gathered) -> None:
    """The same packs with the same states, the same lines, and the same sum."""
    assert [(p.file, p.state, p.words) for p in one.packs] == [
        (p.file, p.state, p.words) for p in other.packs
    ]
    assert [p.line for p in one.parts] == [p.line for p in other.parts]
    first, second = (
        combine(each, {"1": CODE}, DICE).answers for each in (one, other)
    )
    assert [outcome_bytes(a.outcome) for a in first] == [
        outcome_bytes(a.outcome) for a in second
    ]


def test_two_processes_find_what_one_finds(city):
    alike(found(city, one_by_one), found(city, over_processes(2)))


@pytest.mark.parametrize(("workers", "begun"), [(1, []), (2, [2])])
def test_where_there_is_one_core_alone_no_process_is_begun(
    city,
    monkeypatch: pytest.MonkeyPatch,
    workers: int,
    begun: list[int],
):
    pools: list[int] = []

    def threads(
        many: int,
        _context: object,
        **first: Any,
    ) -> ThreadPoolExecutor:
        pools.append(many)
        return ThreadPoolExecutor(many, **first)

    monkeypatch.setattr(spreading, "ProcessPoolExecutor", threads)
    assert found(city, over_processes(workers)).packs
    assert pools == begun


def test_what_cannot_be_read_is_said_from_another_process_too(city, tmp_path):
    (tmp_path / "notes.zip").write_bytes(b"no zip")
    stray = (tmp_path / "notes.zip", tmp_path / "gone.zip")
    here, there = (
        found(city, one_by_one, *stray),
        found(city, over_processes(2), *stray),
    )
    assert [p.state for p in there.packs[-2:]] == ["unreadable", "unreadable"]
    assert [p.words for p in here.packs] == [p.words for p in there.packs]
    assert not there.ready


def test_a_sentence_goes_to_another_process_as_it_is():
    told = several(
        "{n} hall: {who}",
        "{n} halls: {who}",
        2,
        who=Listing(("A", say("B"))),
    )
    again = pickle.loads(
        pickle.dumps(say("{told} {sum}", told=told, sum=Money(5, "EUR"))),
    )
    assert again == say("{told} {sum}", told=told, sum=Money(5, "EUR"))


CLUSTER = """
import sys
from distributed import LocalCluster
with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
    print(cluster.scheduler_address, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a dask scheduler with two workers on this computer, in processes of its own."""
    if importlib.util.find_spec("distributed") is None:
        pytest.skip("distributed is not installed here: it is the extra “city”")
    with subprocess.Popen(
        [sys.executable, "-c", CLUSTER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as cluster:
        assert cluster.stdout is not None
        yield cluster.stdout.readline().strip()
        _ = cluster.communicate()


def run(
    district: District,
    to: Path,
    *packs: Path,
    arguments: tuple[str, ...] = (),
) -> Any:
    """Combine in a process of its own: dask leaves a thread behind, which ends with it."""
    given = [
        str(district.file),
        *map(str, packs),
        "--signers",
        str(district.signers),
    ]
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pbdesk",
            "combine",
            *given,
            "--to",
            str(to),
            "--dice",
            "3141",
            *arguments,
            "--json",
        ],
        stdout=subprocess.PIPE,
        check=False,
        text=True,
    )
    return done.returncode, json.loads(done.stdout)


def test_the_workers_of_a_scheduler_find_what_this_computer_finds(
    district,
    scheduler,
    tmp_path,
):
    code, here = run(district, tmp_path / "here", *district.packs)
    assert code == 0
    code, there = run(
        district,
        tmp_path / "there",
        *district.packs,
        arguments=("--scheduler", scheduler),
    )
    assert code == 0
    assert (here["pack_code"], here["packs"]) == (
        there["pack_code"],
        there["packs"],
    )


def test_workers_say_what_is_wrong_and_what_cannot_be_read_here_is_not_sent(
    district,
    scheduler,
    tmp_path,
):
    (tmp_path / "notes.zip").write_bytes(b"no zip")
    packs = (*district.packs, tmp_path / "notes.zip", tmp_path / "gone.zip")
    code, said = run(
        district,
        tmp_path / "x",
        *packs,
        arguments=("--scheduler", scheduler),
    )
    assert code == 1
    assert [each["state"] for each in said["packs"][3:]] == [
        "unreadable",
        "unreadable",
    ]


def test_a_scheduler_that_does_not_answer_is_said(district, tmp_path):
    if importlib.util.find_spec("distributed") is None:
        pytest.skip("distributed is not installed here: it is the extra “city”")
    code, said = run(
        district,
        tmp_path,
        *district.packs,
        arguments=("--scheduler", "nonsense"),
    )
    assert code == 2
    assert "No scheduler answers" in said["detail"]


def test_without_dask_it_is_said_what_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(PackRefused, match="not installed"):
        over_scheduler("tcp://127.0.0.1:8786")
