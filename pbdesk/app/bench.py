"""Bench: how long the work takes that people wait for, on this machine.

Each bench is a plain function in a list. City files are generated here (`city`), so that everybody
times the same work; `pbdesk bench --file` times a real one.
"""

from __future__ import annotations

import hashlib
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from pbdesk.app.sample.evening import play, start
from pbdesk.ledger.people import Cost, People
from pbdesk.ledger.record import Line, Paper, Record
from pbdesk.ledger.refusals import RecordRefused
from pbdesk.voting.formats import read_ballots
from pbdesk.voting.formats.pabulib_writer import pabulib_text
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot

__all__ = ["BENCHES", "Figure", "city", "count_file", "run"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure: what was done, how much, in which unit."""

    what: str
    value: float
    unit: str


def city(ballots: int, projects: int, seed: str = "city") -> Profile:
    """An invented city.

    Costs from 5,000 to 200,000, each ballot up to eight projects, popular ones more often.
    Deterministic: the marks are the bytes of a SHAKE-256 stream, squared so that low numbers come
    more often.
    """
    stream = np.frombuffer(
        hashlib.shake_256(seed.encode()).digest(ballots * 9 * 2 + projects * 2),
        dtype=np.uint16,
    )
    costs = [5_000 + int(n) % 195_001 for n in stream[-projects:].tolist()]
    picks = (
        stream[: ballots * 8].reshape(ballots, 8).astype(np.float64) / 65536
    ) ** 2 * projects
    lengths = 1 + stream[ballots * 8 : ballots * 9] % 8
    rows = zip(picks.tolist(), lengths.tolist(), strict=True)
    marks = ({f"P{int(p)}": 1 for p in row[:length]} for row, length in rows)
    return Profile.of(
        "approval",
        [Project(f"P{i}", cost) for i, cost in enumerate(costs)],
        sum(costs) // 4,
        marks,
    )


def _timed(what: str, work: Callable[[], object]) -> Figure:
    begun = time.perf_counter()
    _ = work()
    return Figure(what, time.perf_counter() - begun, "s")


def record(folder: Path) -> Iterator[Figure]:
    """Casting ballots, each durable before the next."""
    times: list[float] = []
    with Record.create(folder / "bench.pbdesk") as opened:
        for n in range(1, 501):
            begun = time.perf_counter()
            _ = opened.write(
                [Line("urn.count", {"n": n, "act": n})],
                papers=[Paper("counted", '{"a":1}')],
            )
            times.append(1000 * (time.perf_counter() - begun))
    yield Figure(
        "one ballot cast and on disk, median of 500",
        statistics.median(times),
        "ms",
    )
    yield Figure(
        "one ballot cast and on disk, 99th of 100",
        statistics.quantiles(times, n=100)[98],
        "ms",
    )
    People.create(folder / "bench.people", "three blue chairs").close()
    yield _timed(
        "one guess at the passphrase of the people file",
        partial(_guess, folder / "bench.people"),
    )


def _guess(file: Path) -> None:
    try:
        People.open(file, "three blue chests").close()
    except RecordRefused:
        return
    raise AssertionError("the wrong passphrase opened the people file")


def counting(folder: Path) -> Iterator[Figure]:
    """Reading and counting an invented city of 50,000 ballots and 120 projects."""
    file = folder / "city.pb"
    _ = file.write_text(
        pabulib_text(city(50_000, 120), name="Bench"),
        encoding="utf-8",
    )
    yield from count_file(file)


def count_file(file: Path) -> Iterator[Figure]:
    """Reading a file, then every funding rule that takes its ballots."""
    begun = time.perf_counter()
    profile = read_ballots(file).profile
    yield Figure(
        f"read {profile.n} ballots x {len(profile.projects)} projects",
        time.perf_counter() - begun,
        "s",
    )
    for rule in RULES.values():
        if rule.kind == "funding" and profile.style in rule.takes:
            yield _timed(
                f"count by {rule.name}",
                lambda rule=rule: rule.count(profile, {}, Lot("bench")),
            )
    if profile.style == "approval":
        yield _timed(
            "count by equal-shares, completion add1",
            lambda: RULES["equal-shares"].count(
                profile,
                {"completion": "add1"},
                Lot("bench"),
            ),
        )


def evening(folder: Path) -> Iterator[Figure]:
    """The whole sample evening through the desk.

    354 people, 349 ballots, each paper keyed twice.
    """
    begun = start(folder / "evening.pbdesk", cost=Cost(1024, 1))
    with begun.desk:
        yield _timed(
            "the sample evening, charter to declaration",
            lambda: play(begun),
        )


BENCHES: dict[str, Callable[[Path], Iterator[Figure]]] = {
    "record": record,
    "count": counting,
    "evening": evening,
}
"""What `pbdesk bench` times, by name."""


def run(names: tuple[str, ...]) -> Iterator[tuple[str, Figure]]:
    """The figures of these benches (all when none is named), as they are measured."""
    with tempfile.TemporaryDirectory() as folder:
        for name in names or BENCHES:
            for figure in BENCHES[name](Path(folder)):
                yield name, figure
