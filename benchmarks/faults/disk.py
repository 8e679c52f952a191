"""Faults of the disk and of the power, done to a record that takes ballots."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.faults.evening import begun
from benchmarks.faults.row import Row
from pbdesk.assembly import ideas
from pbdesk.ledger.check import check
from pbdesk.ledger.record import Record
from tests.ledger import raw
from tests.ledger.faults import (
    CAST_ON,
    STRANGER,
    after,
    begin,
    cuts,
    flips,
    injected,
    killed,
    loss,
    read_error,
    relocked,
    stale_pages,
    strangers,
    well_said,
)
from tests.ledger.sample import FOUNDED, sealing

NO_STRACE = "strace is not on this machine"


def power_cut(folder: Path, scale: int) -> Iterator[Row]:
    if shutil.which("strace") is None:
        yield Row("power cut", 0, 0, NO_STRACE)
        return
    usual = ("journal_mode = DELETE", "synchronous = NORMAL")
    for what, pragmas, images in (
        ("power cut, as shipped (PERSIST, EXTRA)", (), 12_000 // scale),
        (
            "  the same with usual settings (DELETE, NORMAL)",
            usual,
            2_000 // scale,
        ),
    ):
        place = folder / str(len(pragmas))
        place.mkdir()
        found = Counter(
            loss(folder / "cut", *cut)
            for cut in cuts(
                place / "ward-7.pbdesk",
                folder / "log",
                images,
                *pragmas,
            )
        )
        bad = found.total() - found[""]
        if pragmas:
            yield Row(
                what,
                found.total(),
                0 if bad else 1,
                f"{bad} lost a ballot: the measure sees what is there",
            )
        else:
            yield Row(
                what,
                found.total(),
                bad,
                "; ".join(each for each in found if each) or "0 ballots lost",
            )


def kill(folder: Path, scale: int) -> Iterator[Row]:
    path = folder / "ward-7.pbdesk"
    Record.create(path, [FOUNDED]).close()
    chance, rounds, bad = random.Random(), 200 // scale, 0
    for _ in range(rounds):
        bad += after(path, killed(path, chance.uniform(0, 0.1))) != ""
    with Record.open(path) as record:
        yield Row(
            "killed at random (SIGKILL)",
            rounds,
            bad,
            f"{record.urn_count()} ballots at the end",
        )


def io_error(folder: Path, scale: int) -> Iterator[Row]:
    if shutil.which("strace") is None:
        yield Row("I/O error", 0, 0, NO_STRACE)
        return
    for call, fault, most in (
        ("pwrite64", "error=EIO", 60),
        ("fsync", "error=EIO", 40),
        ("pwrite64", "error=ENOSPC", 60),
        ("pwrite64", "signal=SIGKILL", 60),
        ("fsync", "signal=SIGKILL", 40),
    ):
        met = bad = silent = 0
        for when in range(1, most + 1, scale):
            path = folder / f"{call}-{fault}-{when}" / "ward-7.pbdesk"
            path.parent.mkdir()
            begin(path, 2)
            cast, hit, refused = injected(
                path,
                call,
                fault,
                when,
                folder / "log",
            )
            met += hit
            bad += after(path, cast) != ""
            silent += hit and not refused and "error" in fault
        yield Row(
            f"{fault.split('=')[1]} at the n-th {call}",
            met,
            bad + silent,
            f"{silent} failures not said",
        )


def full_disk(folder: Path, _scale: int) -> Iterator[Row]:
    """A real small file system, mounted for it; needs the rights to do so."""
    disk = folder / "small"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(disk)]
    if (
        shutil.which("mount") is None
        or subprocess.run(mount, check=False, capture_output=True).returncode
        != 0
    ):
        yield Row(
            "full disk (a 300 kB file system)",
            0,
            0,
            "no right to mount a file system here",
        )
        return
    try:
        yield _filled(disk / "ward-7.pbdesk", folder / "elsewhere")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def _filled(path: Path, elsewhere: Path) -> Row:
    begin(path, 600)
    told, cast = "", 600
    while "refused" not in told:
        told = subprocess.run(
            [sys.executable, "-c", CAST_ON, str(path)],
            check=True,
            text=True,
            stdout=subprocess.PIPE,
        ).stdout
        cast = max(
            [cast, *(int(word) for word in told.split() if word.isdigit())],
        )
    elsewhere.mkdir()
    copy = Path(shutil.copy(path, elsewhere))
    sound = (
        check(path).whole and check(copy).whole and "the_disk_is_full" in told
    )
    bad = (after(path, cast) != "") + (not sound)
    seen = f"{cast} ballots, then refused in words; opens, checks, copies"
    return Row("full disk (a 300 kB file system)", 1, bad, seen)


def bit_rot(folder: Path, scale: int) -> Iterator[Row]:
    for what, boxes in (
        ("bit rot, two urns open", []),
        ("bit rot, one sealed, one open", ["name"]),
    ):
        path = folder / f"{len(boxes)}.pbdesk"
        begin(path, 150)
        if boxes:
            with Record.open(path) as record:
                record.seal_urn(sealing, boxes)
        found = Counter(
            each.split(" at ")[0]
            for each in flips(path, 1_500 // scale, seed=5)
        )
        yield Row(
            what,
            found.total(),
            found["silent"],
            f"{found['found']} found, {found['harmless']} changed no row, {found['silent']} silent",
        )


def stale_page(folder: Path, scale: int) -> Iterator[Row]:
    """A disk that did not write a page, or put one back from before."""
    found = Counter(
        stale_pages(folder / "ward-7.pbdesk", 1_000 // scale, seed=5),
    )
    yield Row(
        "a page put back from up to 120 ballots earlier",
        found.total(),
        found["silent"],
        f"{found['found']} found, {found['harmless']} changed no row, {found['silent']} silent",
    )


def stranger(folder: Path, scale: int) -> Iterator[Row]:
    """Another program takes rows out of an open record, or puts some in; never one for one."""
    told = Counter[tuple[str, bool]](
        strangers(folder / "ward-7.pbdesk", 50 // scale, seed=5),
    )
    for what in STRANGER:
        silent = told[what, False]
        yield Row(
            f"{what} by another program",
            silent + told[what, True],
            silent,
            "all named",
        )


def read_errors(folder: Path, scale: int) -> Iterator[Row]:
    """A loose cable while an assembly is opened; the lock must be free for the next opening."""
    if shutil.which("strace") is None:
        yield Row("read error while opening", 0, 0, NO_STRACE)
        return
    path, met, bad = folder / "a.pbdesk", 0, 0
    with begun(path) as desk:
        for n in range(60):
            assert (
                desk.do(
                    ideas.receive,
                    title=f"Idea {n}",
                    summary="Benches " * 40,
                )
                is None
            )
    for when in range(1, 80, scale):
        hit, said = read_error(path, when, folder / "log")
        met += hit
        bad += not well_said(said)
    yield Row(
        "EIO at the n-th read while opening",
        met,
        bad,
        "said as such; opened the next time",
    )


def raw_disk(folder: Path, _scale: int) -> Iterator[Row]:
    """Erase 30 texts and 30 people, seal, and search every byte of the file system."""
    what, n, ballots = "raw disk after erasing and sealing (ext4)", 30, 120
    with raw.mounted(folder) as disk:
        if disk is None:
            yield Row(what, 0, 0, "no right to mount a file system here")
            return
        keys = raw.write(disk.folder, n, ballots)
        before = raw.search(disk.bytes(), keys, n, ballots)
        keys += raw.erase(disk.folder, n)
        found = raw.search(disk.bytes(), keys, n, ballots)
    left = found.texts + found.people + found.keyed + found.ballots
    there = before.texts + before.people + before.keyed
    yield Row(
        what,
        3 * n + ballots,
        left,
        f"{there} found before, {left} after",
    )


def relocking(folder: Path, _scale: int) -> Iterator[Row]:
    """Kill a change of passphrase at each of its calls."""
    if shutil.which("strace") is None:
        yield Row("killed while the passphrase changes", 0, 0, NO_STRACE)
        return
    path, found = folder / "people" / "ward-7.people", list[str]()
    path.parent.mkdir()
    raw.register(path, 50)
    while "done" not in found:
        found.append(relocked(path, len(found) + 1, folder / "log"))
    bad = len(found) - found.count("") - 1
    seen = "one passphrase opens it, everybody is there, nothing readable beside it"
    yield Row(
        "killed at each call while the passphrase changes",
        len(found) - 1,
        bad,
        seen,
    )
