"""`make faults`: every fault that can be done to a record here, in full; a row each.

Exit 1 when a promise is broken.
One or several by name: `python -m benchmarks.faults power-cut bit-rot`; fewer of each: `--tenth`.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.faults import disk, evening
from benchmarks.faults.bytes import any_bytes
from benchmarks.faults.row import Row

FAULTS = {
    "power-cut": disk.power_cut,
    "kill": disk.kill,
    "io-error": disk.io_error,
    "full-disk": disk.full_disk,
    "bit-rot": disk.bit_rot,
    "stale-page": disk.stale_page,
    "stranger": disk.stranger,
    "read-error": disk.read_errors,
    "raw-disk": disk.raw_disk,
    "relocking": disk.relocking,
    "clock": evening.clock,
    "second-instance": evening.second_instance,
    "old-copy": evening.old_copy,
    "stick-pulled": evening.stick_pulled,
    "any-bytes": any_bytes,
}


def main(words: list[str]) -> int:
    scale = 10 if "--tenth" in words else 1
    names = [word for word in words if word != "--tenth"] or list(FAULTS)
    if unknown := [name for name in names if name not in FAULTS]:
        print(
            f"no such fault: {', '.join(unknown)}; there are {', '.join(FAULTS)}",
            file=sys.stderr,
        )
        return 2
    print(
        f"| {'fault':<58} | {'done':>6} | {'broken':>6} | seen\n|{'-' * 60}|{'-' * 8}|{'-' * 8}|{'-' * 40}",
    )
    broken = False
    for name in names:
        begun = time.perf_counter()
        with tempfile.TemporaryDirectory(prefix="faults-") as folder:
            for row in FAULTS[name](Path(folder), scale):
                print(_line(row), flush=True)
                broken = broken or row.broken > 0
        print(f"  {name}: {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    return 1 if broken else 0


def _line(row: Row) -> str:
    done = str(row.done) if row.done else "not run"
    return f"| {row.what:<58} | {done:>6} | {row.broken:>6} | {row.seen}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
