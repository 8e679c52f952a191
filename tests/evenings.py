"""The sample evening for tests: played once a process, copied at each moment it is asked for."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from pbdesk.app.desk import people_path
from pbdesk.app.sample import steering
from pbdesk.app.sample.evening import MOMENTS, Evening, play, resume, start
from pbdesk.assembly.state import Assembly
from pbdesk.ledger.people import Cost

CHEAP = Cost(memory_kib=64, passes=1)
"""A passphrase that costs a guesser nothing: for tests only."""


@cache
def _played() -> dict[str, Path]:
    """The evening at each of its moments, as files that nobody writes to."""
    keep = Path(tempfile.mkdtemp(prefix="evening-"))
    atexit.register(shutil.rmtree, keep, ignore_errors=True)
    playing = keep / "playing"
    playing.mkdir()
    evening = start(playing / "millbrook.pbdesk", cost=CHEAP)
    found: dict[str, Path] = {}
    for moment in MOMENTS:
        play(evening, moment)
        found[moment] = keep / moment
        found[moment].mkdir()
        _copy(evening.desk.record.path, found[moment])
    evening.desk.close()
    return found


def _copy(record: Path, folder: Path) -> Path:
    shutil.copy(people_path(record), folder)
    return Path(shutil.copy(record, folder))


@cache
def state_at(moment: str) -> Assembly:
    """What stood in the record at `moment`, for tests that write nothing."""
    with tempfile.TemporaryDirectory() as folder:
        evening = evening_at(moment, Path(folder))
        evening.desk.close()
        return evening.desk.state


def evening_at(moment: str, folder: Path) -> Evening:
    """The evening as it stood at `moment`, in `folder`, open and ready to go on."""
    return resume(file_at(moment, folder), moment, CHEAP)


def file_at(moment: str, folder: Path) -> Path:
    """The file of the evening as it stood at `moment`, in `folder`, closed."""
    return _copy(_played()[moment] / "millbrook.pbdesk", folder)


@cache
def _steered() -> dict[str, Path]:
    """The evening without money after each of its steps."""
    keep = Path(tempfile.mkdtemp(prefix="steering-"))
    atexit.register(shutil.rmtree, keep, ignore_errors=True)
    evening = steering.begin_steering(keep / "steering.pbdesk", cost=CHEAP)
    found: dict[str, Path] = {}
    for step, (_, act) in steering.STEPS.items():
        act(evening)
        found[step] = keep / step
        found[step].mkdir()
        _copy(evening.desk.record.path, found[step])
    evening.desk.close()
    return found


def steering_at(step: str, folder: Path) -> Path:
    """A file of the evening without money, as it stood after a step of it."""
    return _copy(_steered()[step] / "steering.pbdesk", folder)
