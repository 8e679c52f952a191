"""Faults done to real records, each by a function: the tests do a few, `make faults` thousands.

The programs run in processes of their own, so that a kill, a failing system call or a full disk
meets only them.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from pbdesk.ledger import chain, urn
from pbdesk.ledger.check import check
from pbdesk.ledger.people import People
from pbdesk.ledger.record import Draft, Paper, Record, Removed, Said
from pbdesk.ledger.refusals import LedgerError, RecordDamaged, RecordRefused
from tests.ledger.power import trace
from tests.ledger.raw import CHEAP, NEW, OLD
from tests.ledger.sample import (
    BOXES,
    FOUNDED,
    contents,
    counting,
    fill,
    sealing,
    voted,
)

EVENING = """
import sys
from pathlib import Path
from pbdesk.ledger.record import Draft, Paper, Record
from tests.ledger.sample import cast_into, sealing, voted
with Record.open(Path(sys.argv[1])) as record:
    for pragma in sys.argv[2:]:
        record._file.run(f"PRAGMA {pragma}")
    for n in range(41, 51):
        line, paper = voted(n)
        record.write([line], [paper], [Draft("form", "form", "x" * 900 * n)])
        print(n, flush=True)
    record.seal_urn(sealing, ["name"], [Paper("rejected", "", "name")])
    print("sealed", flush=True)
    for n in range(52, 56):
        cast_into(record, f"A,B,{n}", "fund")
        print(n, flush=True)
"""
"""Two rounds take ballots; the first is sealed, and the second goes on."""

CAST = """
import sys
from pathlib import Path
from pbdesk.ledger.record import Record
from tests.ledger.sample import voted
with Record.open(Path(sys.argv[1])) as record:
    n = record.urn_count()
    while True:
        n += 1
        line, paper = voted(n)
        record.write([line], [paper])
        print(n, flush=True)
"""

CAST_ON = """
import sys
from pathlib import Path
from pbdesk.ledger.record import Record
from pbdesk.ledger.refusals import LedgerError
from tests.ledger.sample import voted
try:
    with Record.open(Path(sys.argv[1])) as record:
        if record.unfinished is not None:
            print("refused", str(record.unfinished.text).replace(" ", "_"), flush=True)
        n = record.urn_count()
        for _ in range(8):
            try:
                line, paper = voted(n + 1)
                record.write([line], [paper])
                n += 1
                print(n, flush=True)
            except LedgerError as refused:
                print("refused", str(refused).replace(" ", "_"), flush=True)
except LedgerError as refused:
    print("refused", str(refused).replace(" ", "_"), flush=True)
"""
"""Eight ballots whatever happens: what is acknowledged is said, and so is each refusal."""

type Cut = tuple[set[str], dict[str, bytes]]
"""What was acknowledged before the power went, and the files that are left."""


def begin(path: Path, ballots: int) -> None:
    """A record with so many ballots in the boxes of two rounds, closed."""
    with Record.create(path, [FOUNDED]) as record:
        fill(record, 0)
        for n in range(1, ballots + 1):
            line, paper = voted(n)
            record.write([line], [paper])


def cuts(path: Path, log: Path, images: int, *pragmas: str) -> Iterator[Cut]:
    """At least so many disks that a power cut may leave during an evening.

    Some after each of its 700-odd calls.
    """
    begin(path, 40)
    chance = random.Random(11)
    for disk in trace(EVENING, path.parent, log, str(path), *pragmas):
        for _ in range(-(-images // 700)):
            yield set(disk.acknowledged), disk.cut(chance)


def loss(folder: Path, acknowledged: set[str], files: dict[str, bytes]) -> str:
    """What is wrong with the record after the power cut; nothing, if all is well."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    cast = max([40, *(int(word) for word in acknowledged - {"sealed"})])
    cast = max(cast, 51) if "sealed" in acknowledged else cast
    try:
        with Record.open(folder / "ward-7.pbdesk") as record:
            there = record.urn_count()
            told = _told(record)
            whole = (
                there == told
                and record.unfinished is None
                and (record.sealed("name") or "sealed" not in acknowledged)
            )
    except LedgerError as error:
        return str(error)
    finally:
        shutil.rmtree(folder)
    if whole and there in {cast, cast + 1}:
        return ""
    return f"{cast} acknowledged, {there} in the urn, {told} in the record"


def _told(record: Record) -> int:
    """How many papers the entries say all boxes hold."""
    newest = {
        entry.body["question"]: entry.body.get("n", entry.body.get("ballots"))
        for entry in record.entries()
        if entry.type in {"urn.count", "urn.sealed"}
    }
    return sum(newest.values())


def after(path: Path, acknowledged: int) -> str:
    """What is wrong with a record in which so many ballots were acknowledged.

    Nothing, if all is well.
    """
    with Record.open(path) as record:
        there = record.urn_count()
        told = _told(record)
    if there == told and there in {acknowledged, acknowledged + 1}:
        return ""
    return (
        f"{acknowledged} acknowledged, {there} in the urn, {told} in the record"
    )


def killed(path: Path, wait: float) -> int:
    """Cast until killed, `wait` seconds after the first ballot; the last that was acknowledged."""
    with subprocess.Popen(
        [sys.executable, "-c", CAST, str(path)],
        stdout=subprocess.PIPE,
        text=True,
    ) as caster:
        assert caster.stdout is not None
        first = int(caster.stdout.readline())
        try:
            caster.wait(wait)
        except subprocess.TimeoutExpired:
            caster.kill()
        return max([first, *map(int, caster.stdout.read().split("\n")[:-1])])


def injected(
    path: Path,
    call: str,
    fault: str,
    when: int,
    log: Path,
) -> tuple[int, bool, bool]:
    """Cast eight ballots while the `when`-th system call `call` on the record or its journal fails.

    The last ballot acknowledged (those before count), whether the fault was met, and whether a
    refusal was said. The folder is left out: SQLite does not look whether syncing that failed.
    """
    with Record.open(path, read_only=True) as record:
        before = record.urn_count()
    command = [
        "strace",
        "-f",
        "-qq",
        "-P",
        str(path),
        "-P",
        f"{path}-journal",
        "-e",
        f"trace={call}",
        "-e",
        f"inject={call}:{fault}:when={when}",
        "-o",
        str(log),
    ]
    told = subprocess.run(
        [*command, sys.executable, "-c", CAST_ON, str(path)],
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ).stdout
    traced = log.read_text(encoding="utf-8", errors="replace")
    met = "INJECTED" in traced or "killed by SIGKILL" in traced
    return (
        max([before, *map(int, re.findall(r"^(\d+)$", told, re.MULTILINE))]),
        met,
        "refused" in told,
    )


RELOCK = """
import sys
from pathlib import Path
from pbdesk.ledger.people import People
from tests.ledger.raw import CHEAP, NEW, OLD
with People.open(Path(sys.argv[1]), OLD, cost=CHEAP) as people:
    print("begun", flush=True)
    people.change_passphrase(OLD, NEW)
    print("done", flush=True)
"""

RELOCKING = "openat,pwrite64,write,fsync,fdatasync,link,rename,unlink"
"""The calls at which a change of passphrase is killed."""


def relocked(path: Path, when: int, log: Path) -> str:
    """What is wrong after a kill at the n-th call of a change of passphrase.

    Nothing, if all is well, "done" where the change ended before that. The file must open with one
    passphrase, hold everybody, and nothing may lie beside it that could be read.
    """
    copy, before = (
        path.with_name(f"{path.name}{end}") for end in (".relocking", ".before")
    )
    command = ["strace", "-f", "-qq", "-P", str(copy), "-P", str(before)]
    command += [
        "-e",
        f"trace={RELOCKING}",
        "-e",
        f"inject={RELOCKING}:signal=SIGKILL:when={when}",
    ]
    told = subprocess.run(
        [*command, "-o", str(log), sys.executable, "-c", RELOCK, str(path)],
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ).stdout
    held = [each.open("rb") for each in (copy, before) if each.exists()]
    opened = [each for each in (OLD, NEW) if _holds_everybody(path, each)]
    readable = any(
        each.read().strip(b"\0") for each in held if not _is(path, each)
    )
    for each in held:
        each.close()
    beside = {file.name for file in path.parent.iterdir()} - {
        path.name,
        f"{path.name}-journal",
    }
    if len(opened) != 1 or readable or beside:
        return (
            f"opens with {opened}, readable copy: {readable}, beside: {beside}"
        )
    if opened == [NEW]:
        with People.open(path, NEW, cost=CHEAP) as people:
            people.change_passphrase(NEW, OLD)
    return "done" if "done" in told else ""


def _is(path: Path, held: BinaryIO) -> bool:
    return os.fstat(held.fileno()).st_ino == path.stat().st_ino


def _holds_everybody(path: Path, passphrase: str) -> bool:
    try:
        with People.open(path, passphrase, cost=CHEAP) as people:
            return people.count() == 50
    except RecordRefused:
        return False


READ = """
import sys
from pathlib import Path
from pbdesk.app.desk import Desk
from pbdesk.ledger.refusals import LedgerError
for _ in range(2):
    try:
        with Desk.open(Path(sys.argv[1])) as desk:
            print("read", desk.entries, flush=True)
    except LedgerError as refused:
        print(type(refused).__name__, str(refused).replace(" ", "_"), flush=True)
"""
"""Opens twice, whatever happens: the lock must be free for the second."""


def read_error(path: Path, when: int, log: Path) -> tuple[bool, list[str]]:
    """Open an assembly while the n-th read of it fails: was it met, and what was said each time."""
    command = ["strace", "-f", "-qq", "-P", str(path), "-e", "trace=pread64"]
    command += ["-e", f"inject=pread64:error=EIO:when={when}", "-o", str(log)]
    told = subprocess.run(
        [*command, sys.executable, "-c", READ, str(path)],
        check=False,
        text=True,
        capture_output=True,
    )
    said = [
        *told.stdout.splitlines(),
        *(["crashed"] if told.returncode else []),
    ]
    return "INJECTED" in log.read_text(encoding="utf-8", errors="replace"), said


def well_said(said: list[str]) -> bool:
    """Whether a read error was told as one, or made no difference, and the next opening reads."""
    first, *others = said
    told = (
        first.startswith(("RecordUnread ", "read "))
        or "cannot_be_read" in first
    )
    return told and len(others) == 1 and others[0].startswith("read ")


def flips(path: Path, n: int, seed: int) -> Iterator[str]:
    """Flip n single bits, one at a time.

    Each is "found", "harmless" (no row differs), or "silent".
    """
    whole, truth, chance = (
        path.read_bytes(),
        contents(path),
        random.Random(seed),
    )
    for place in (chance.randrange(len(whole) * 8) for _ in range(n)):
        path.write_bytes(
            whole[: place // 8]
            + bytes([whole[place // 8] ^ 1 << place % 8])
            + whole[place // 8 + 1 :],
        )
        if noticed(path):
            yield "found"
        else:
            yield (
                "harmless"
                if contents(path) == truth
                else f"silent at bit {place}"
            )
    path.write_bytes(whole)


def images(path: Path, casts: int) -> list[bytes]:
    """The record after each of so many ballots.

    Papers are keyed meanwhile, ideas written down, and words of some of them erased. Half-way the
    first round is sealed, and the second goes on.
    """
    begin(path, 40)
    found: list[bytes] = []
    with Record.open(path) as record:
        for n in range(41, 41 + casts):
            said = [Said(f"said{n}", b"salt" * 4, f"Benches for square {n}")]
            gone = {f"said{n - 6}": Removed(date(2026, 11, 29), "asked for")}
            box = "fund" if record.sealed("name") else BOXES[n % 2]
            record.write(
                [counting(record, box)],
                [Paper("counted", f"A,B,{n}", box)],
                [Draft(f"batch-1/{n % 60}", "keyed", f"A,C,{n}")],
                said=said if n % 5 == 0 else [],
                removed=gone if n % 10 == 1 and n > 50 else {},
            )
            if n == 40 + casts // 2:
                record.seal_urn(sealing, ["name"])
            found.append(path.read_bytes())
    return found


def stale_pages(
    path: Path,
    n: int,
    seed: int,
    casts: int = 160,
) -> Iterator[str]:
    """Put one page back from up to 120 ballots earlier, n times: each as `flips` says."""
    chance, kept, done = random.Random(seed), images(path, casts), 0
    size = int.from_bytes(kept[0][16:18])
    while done < n:
        now = chance.randrange(1, casts)
        new, old = kept[now], kept[chance.randrange(max(0, now - 120), now)]
        at = size * chance.randrange(len(old) // size)
        if new[at : at + size] != old[at : at + size]:
            done += 1
            yield put_back(
                path,
                new,
                new[:at] + old[at : at + size] + new[at + size :],
            )


def put_back(path: Path, truth: bytes, changed: bytes) -> str:
    """What `check` makes of a changed file: found, harmless (no row differs), or silent."""
    path.write_bytes(changed)
    if noticed(path):
        return "found"
    there = contents(path)
    path.write_bytes(truth)
    return "harmless" if contents(path) == there else "silent"


STRANGER = {
    "papers deleted": "DELETE FROM urn WHERE id IN (SELECT id FROM urn ORDER BY random() LIMIT ?)",
    "papers added": (
        "INSERT INTO urn SELECT randomblob(16), box, kind, ballot, sum FROM urn ORDER BY random() "
        "LIMIT ?"
    ),
    "papers moved to another box": (
        "UPDATE urn SET box = iif(box = 'fund', 'name', 'fund') WHERE id IN (SELECT id FROM urn "
        "WHERE box = (SELECT box FROM urn ORDER BY random() LIMIT 1) ORDER BY random() LIMIT ?)"
    ),
    "keyed papers deleted": (
        "DELETE FROM drafts WHERE key IN (SELECT key FROM drafts ORDER BY random() LIMIT ?)"
    ),
    "words deleted": "DELETE FROM said WHERE id IN (SELECT id FROM said ORDER BY random() LIMIT ?)",
}
"""What another program does behind the guards' back; the sums of added papers are made to fit."""


def strangers(path: Path, n: int, seed: int) -> Iterator[tuple[str, bool]]:
    """Delete and add rows, n times each kind; whether `check` and the next opening both say so."""
    chance, whole = random.Random(seed), images(path, 20)[-1]
    for what, statement in STRANGER.items():
        for _ in range(n):
            path.write_bytes(whole)
            _meddle(path, statement, chance.randint(1, 4))
            yield what, noticed(path) and not opens(path)


def _meddle(path: Path, statement: str, rows: int) -> None:
    with _unguarded(path) as stranger:
        stranger.create_function("leaf", 4, urn.leaf)
        stranger.execute(statement, [rows])
        stranger.execute("UPDATE urn SET sum = leaf(id, box, kind, ballot)")


@contextmanager
def _unguarded(path: Path) -> Generator[sqlite3.Connection]:
    """Another program's hand in the file: the guards are out, and are put back afterwards."""
    stranger = sqlite3.connect(path)
    guards = stranger.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'",
    )
    kept = dict(guards.fetchall())
    for name in kept:
        stranger.execute(f"DROP TRIGGER {name}")
    yield stranger
    for guard in kept.values():
        stranger.execute(guard)
    stranger.commit()
    stranger.close()


type Told = tuple[str, dict[str, Any]]
"""An entry's type and body."""


def rechained(path: Path, change: Callable[[list[Told]], list[Told]]) -> None:
    """Write the entries of a record anew, changed, in a chain that is sound."""
    with _unguarded(path) as stranger:
        rows = stranger.execute(
            "SELECT type, body FROM event ORDER BY seq",
        ).fetchall()
        stranger.execute("DELETE FROM event")
        prev = chain.FIRST
        for seq, (tag, body) in enumerate(
            change([(tag, json.loads(body)) for tag, body in rows]),
        ):
            entry, text = chain.follow(seq, prev, chain.Line(tag, body))
            row = (entry.seq, prev, tag, text, entry.random, entry.hash)
            stranger.execute(
                "INSERT INTO event (seq, prev, type, body, random, hash) VALUES (?, ?, ?, ?, ?, ?)",
                row,
            )
            prev = entry.hash


def opens(path: Path) -> bool:
    """Whether the record is opened as if it were whole."""
    try:
        Record.open(path).close()
    except RecordDamaged:
        return False
    return True


def noticed(path: Path) -> bool:
    """Whether `check` says that something is wrong; it must not change the file."""
    before = path.read_bytes()
    try:
        report = check(path)
    except RecordRefused:
        return True
    finally:
        assert path.read_bytes() == before, "check changed the file"
    assert report.whole == (not report.faults)
    return not report.whole
