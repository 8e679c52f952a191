"""The sample evening for tests: played once a run, copied at each moment it is asked for."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from pbdesk.app.desk import people_path
from pbdesk.app.sample import steering
from pbdesk.app.sample.evening import MOMENTS, Evening, play, resume, start
from pbdesk.assembly.state import Assembly
from pbdesk.ledger.people import Cost
from tests.once import once

CHEAP = Cost(memory_kib=64, passes=1)
"""A passphrase that costs a guesser nothing: for tests only."""


def _play(keep: Path) -> None:
    """The evening at each of its moments, as files that nobody writes to."""
    playing = keep / "playing"
    playing.mkdir()
    evening = start(playing / "millbrook.pbdesk", cost=CHEAP)
    for moment in MOMENTS:
        play(evening, moment)
        (keep / moment).mkdir()
        _copy(evening.desk.record.path, keep / moment)
    evening.desk.close()


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
    return _copy(once("evening", _play) / moment / "millbrook.pbdesk", folder)


def _steer(keep: Path) -> None:
    """The evening without money after each of its steps."""
    evening = steering.begin_steering(keep / "steering.pbdesk", cost=CHEAP)
    for step, (_, act) in steering.STEPS.items():
        act(evening)
        (keep / step).mkdir()
        _copy(evening.desk.record.path, keep / step)
    evening.desk.close()


def steering_at(step: str, folder: Path) -> Path:
    """A file of the evening without money, as it stood after a step of it."""
    return _copy(once("steering", _steer) / step / "steering.pbdesk", folder)
