"""Faults of an evening.

A clock that jumps, a second window, an old copy put back, a stick pulled out.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle, pairwise
from pathlib import Path

from benchmarks.faults.row import Row
from pbdesk.app.chance import Source, from_system
from pbdesk.app.desk import Desk
from pbdesk.app.jobs.mirror import heads_path, keep, objection
from pbdesk.assembly import ideas
from pbdesk.ledger.check import check
from pbdesk.ledger.checkpoint import kept
from pbdesk.ledger.refusals import RecordRefused

JUMPS = (
    timedelta(days=-3653),
    timedelta(days=1826),
    timedelta(hours=-1),
    timedelta(hours=1),
    timedelta(seconds=-1),
    timedelta(0),
)
"""Ten years back, five on, summer time both ways, a second back, none."""

COPY = """
import sys
from pathlib import Path
from pbdesk.app.jobs.copying import copy_file
from pbdesk.app.jobs.progress import silent
from pbdesk.pack.refused import PackRefused
try:
    copy_file(Path(sys.argv[1]), Path(sys.argv[2]), silent)
    print("copied")
except PackRefused:
    print("refused")
"""

KEEP = """
import sys
from pathlib import Path
from pbdesk.app.desk import Desk
from pbdesk.app.jobs.mirror import keep
with Desk.open(Path(sys.argv[1])) as desk:
    print("refused" if keep(desk, Path(sys.argv[2])) else "kept")
"""


def begun(path: Path, source: Source | None = None) -> Desk:
    made = Desk.create(
        path,
        name="A",
        place="",
        day="2026-11-26",
        source=source,
    )
    assert isinstance(made, Desk)
    return made


def clock(folder: Path, scale: int) -> Iterator[Row]:
    now, jumps = datetime(2026, 11, 26, 19, tzinfo=UTC), cycle(JUMPS)
    titles = [f"Idea {n}" for n in range(300 // scale)]
    with begun(
        folder / "a.pbdesk",
        Source(lambda: now + next(jumps), from_system().draw),
    ) as desk:
        refused = sum(
            desk.do(ideas.receive, title=title) is not None for title in titles
        )
    with Desk.open(folder / "a.pbdesk") as again:
        there = [
            proposal.title for proposal in again.state.ideas.by_id.values()
        ]
        times = [each.at for each in again.recorded if each.at]
    back = sum(b < a for a, b in pairwise(times))
    bad = refused + (there != titles) + (not check(folder / "a.pbdesk").whole)
    yield Row(
        "clock jumps (10 years back, 5 on, summer time, a second)",
        len(titles),
        bad,
        f"{back} times back; order as done, check whole",
    )


def second_instance(folder: Path, scale: int) -> Iterator[Row]:
    path, rounds, bad = folder / "a.pbdesk", 50 // scale, 0
    program = (
        "import sys\nfrom pathlib import Path\nfrom pbdesk.app.desk import Desk\n"
        "from pbdesk.ledger.refusals import RecordRefused\ntry:\n    Desk.open(Path(sys.argv[1]))\n"
        "    print('opened')\nexcept RecordRefused:\n    print('refused')\n"
    )
    with begun(path) as desk:
        for n in range(rounds):
            try:
                Desk.open(path).close()
                bad += 1
            except RecordRefused:
                pass
            if n % 10 == 0:
                told = subprocess.run(
                    [sys.executable, "-c", program, str(path)],
                    check=True,
                    text=True,
                    stdout=subprocess.PIPE,
                ).stdout
                bad += told != "refused\n"
        bad += desk.do(ideas.receive, title="Benches") is not None
    yield Row(
        "second window on the same record",
        rounds + rounds // 10,
        bad,
        "refused by name; the first goes on",
    )


def old_copy(folder: Path, scale: int) -> Iterator[Row]:
    path, stick, missed, rounds = (
        folder / "a.pbdesk",
        folder / "stick",
        0,
        60 // scale,
    )
    stick.mkdir()
    begun(path).close()
    copies: list[bytes] = []
    for n in range(rounds):
        copies.append(path.read_bytes())
        with Desk.open(path) as desk:
            assert desk.do(ideas.receive, title=f"Idea {n}") is None
            assert keep(desk, stick) is None
    for old in copies:
        path.write_bytes(old)
        with Desk.open(path) as desk:
            missed += objection(desk, stick) is None
            for n in range(rounds + 1):  # and written on, past the newest head
                assert desk.do(ideas.receive, title=f"Other {n}") is None
            missed += objection(desk, stick) is None
    yield Row(
        "old copy put back, and written on past the stick's head",
        2 * rounds,
        missed,
        "told, with both codes",
    )


def stick_pulled(folder: Path, scale: int) -> Iterator[Row]:
    if shutil.which("strace") is None:
        yield Row("stick pulled", 0, 0, "strace is not on this machine")
        return
    pack, stick = folder / "pb-result.zip", folder / "stick"
    pack.write_bytes(bytes(range(256)) * 8000)
    begun(folder / "a.pbdesk").close()
    done = bad = 0
    for call in ("openat", "write", "fsync", "read", "rename", "close"):
        for when in range(1, 12, scale):
            shutil.rmtree(stick, ignore_errors=True)
            stick.mkdir()
            part = stick / f".{pack.name}.part"
            hit, told = _pulled(
                COPY,
                pack,
                stick,
                part,
                call,
                when,
                folder / "log",
            )
            final = stick / pack.name
            done += hit
            bad += final.exists() and final.read_bytes() != pack.read_bytes()
            bad += told == "copied\n" and not final.exists()
    yield Row(
        "stick pulled while a pack is copied (ENODEV)",
        done,
        bad,
        "no half pack under the final name",
    )
    yield _pulled_while_keeping(folder, stick, scale)


def _pulled_while_keeping(folder: Path, stick: Path, scale: int) -> Row:
    done = bad = 0
    for call in ("openat", "write", "fsync"):
        for when in range(1, 5, scale):
            shutil.rmtree(stick)
            stick.mkdir()
            with Desk.open(folder / "a.pbdesk") as desk:
                heads = heads_path(desk, stick)
                assert keep(desk, stick) is None
            hit, told = _pulled(
                KEEP,
                folder / "a.pbdesk",
                stick,
                heads,
                call,
                when,
                folder / "log",
            )
            done += hit
            bad += hit and told != "refused\n"
            with Desk.open(folder / "a.pbdesk") as desk:
                bad += (
                    objection(desk, stick) is not None
                    or keep(desk, stick) is not None
                    or not kept(heads)
                )
    return Row(
        "stick pulled while a head is kept (ENODEV)",
        done,
        bad,
        "said; the heads stay readable",
    )


def _pulled(
    program: str,
    file: Path,
    stick: Path,
    path: Path,
    call: str,
    when: int,
    log: Path,
) -> tuple[bool, str]:
    command = [
        "strace",
        "-f",
        "-qq",
        "-P",
        str(path),
        "-e",
        f"trace={call}",
        "-e",
        f"inject={call}:error=ENODEV:when={when}",
        "-o",
        str(log),
    ]
    told = subprocess.run(
        [*command, sys.executable, "-c", program, str(file), str(stick)],
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ).stdout
    return "INJECTED" in log.read_text(encoding="utf-8", errors="replace"), told
