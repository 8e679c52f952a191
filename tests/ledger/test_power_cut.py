"""The power goes at any moment: no acknowledged ballot is lost, at most one more is there, and the record opens."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from pbdesk.ledger.record import Record
from pbdesk.ledger.refusals import LedgerError
from tests.ledger.power import trace
from tests.ledger.sample import FOUNDED, fill

IMAGES = int(os.environ.get("PBDESK_IMAGES", "400"))
"""How many disks a power cut may leave are opened in this run; 10,000 and more by the environment."""

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not on this machine")

EVENING = """
import sys
from pathlib import Path
from pbdesk.ledger.record import Draft, Line, Paper, Record
with Record.open(Path(sys.argv[1])) as record:
    for pragma in sys.argv[2:]:
        record._file.run(f"PRAGMA {pragma}")
    for n in range(41, 51):
        form = Draft("form", "form", "x" * 900 * n)
        record.write([Line("urn.count", {"n": n})], [Paper("counted", f"A,B,{n}")], [form])
        print(n, flush=True)
    record.seal_urn(lambda root, n: [Line("urn.sealed", {"n": n, "urn_root": root.hex()})], [Paper("rejected", "")])
    print("sealed", flush=True)
"""

type Cut = tuple[set[str], dict[str, bytes]]
"""What was acknowledged before the power went, and the files that are left."""


def cuts(path: Path, elsewhere: Path, *pragmas: str) -> list[Cut]:
    """Disks that a power cut may leave during an evening, spread over its system calls, and after the last."""
    with Record.create(path, [FOUNDED]) as record:
        fill(record, 40)
    chance = random.Random(11)
    found = [(set(disk.acknowledged), disk.cut(chance))
             for disk in trace(EVENING, path.parent, elsewhere / "log", str(path), *pragmas)
             for _ in range(1 + IMAGES // 200)]
    return [*chance.sample(found[:-1], min(IMAGES, len(found)) - 1), found[-1]]


def loss(folder: Path, acknowledged: set[str], files: dict[str, bytes]) -> str:
    """What is wrong with the record after the power cut; nothing, if all is well."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    cast = max([40, *(int(word) for word in acknowledged - {"sealed"})])
    try:
        with Record.open(folder / "ward-7.pbdesk") as record:
            there = record.urn_count()
            told = max(entry.body["n"] for entry in record.entries() if "n" in entry.body)
            whole = there == told and record.unfinished is None and (record.sealed() or "sealed" not in acknowledged)
    except LedgerError as error:
        return str(error)
    finally:
        shutil.rmtree(folder)
    if whole and there in {cast, cast + 1}:
        return ""
    return f"{cast} acknowledged, {there} in the urn, {told} in the record"


def test_every_disk_that_a_power_cut_may_leave_holds_what_was_acknowledged(path: Path, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("cut")
    found = cuts(path, elsewhere)
    assert len(found) == IMAGES
    assert any("sealed" in acknowledged for acknowledged, _ in found)
    assert {loss(elsewhere / "disk", *cut) for cut in found} == {""}


def test_the_usual_settings_would_lose_acknowledged_ballots(path: Path, tmp_path_factory):
    """Else the test above could not fail."""
    elsewhere = tmp_path_factory.mktemp("cut")
    usual = cuts(path, elsewhere, "journal_mode = DELETE", "synchronous = NORMAL")
    assert any(loss(elsewhere / "disk", *cut) for cut in usual)
