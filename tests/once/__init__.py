"""What is played or read once a run, whichever of its processes asks first."""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

FOLDER = "PBDESK_ONCE"
"""Names the folder of a run that its processes share."""


def share(config: pytest.Config) -> None:
    """Make the folder that the processes of this run share, unless it is there. Removed at the end."""
    if FOLDER in os.environ:
        return
    os.environ[FOLDER] = made = tempfile.mkdtemp(prefix="once-")
    config.add_cleanup(lambda: shutil.rmtree(made, ignore_errors=True))
    config.add_cleanup(lambda: os.environ.pop(FOLDER, None))


@cache
def _folder() -> Path:
    shared = os.environ.get(FOLDER)
    if shared is not None:
        return Path(shared)
    own = Path(tempfile.mkdtemp(prefix="once-"))
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    return own


def once(name: str, play: Callable[[Path], None]) -> Path:
    """The folder `name`, filled by `play` the first time that anybody asks. Nobody writes there."""
    kept = _folder() / name
    with (_folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            half = _folder() / f"{name}.half"
            shutil.rmtree(half, ignore_errors=True)
            half.mkdir()
            play(half)
            half.rename(kept)
    return kept
