"""Spreading: a city's packs looked at by several processes here, or by computers elsewhere.

Each pack is looked at by itself (`gathering.look_at`), so nothing is shared but what it takes.
Results come back in the order of the packs, a few at a time: memory holds what goes into the sum.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from pbdesk.app.jobs.gathering import (
    Looked,
    Spread,
    Task,
    look_at,
    look_into,
    one_by_one,
    unread,
)
from pbdesk.pack.bag import read_data
from pbdesk.pack.parent import Parent
from pbdesk.pack.refused import PackRefused
from pbdesk.words import say

__all__ = ["over_processes", "over_scheduler"]

_FEWEST = 24
"""Of fewer packs it takes longer to start processes than to look at all."""
_AT_ONCE = 64
"""Packs that are on their way to other computers at one time."""


def over_processes(workers: int | None = None) -> Spread:
    """Look at packs in `workers` processes; as many as there are cores, where it is not said."""
    return partial(_in_processes, workers or os.cpu_count() or 1)


def _in_processes(
    workers: int,
    task: Task,
    packs: Sequence[Path],
) -> Iterator[Looked]:
    if workers == 1 or len(packs) < _FEWEST or getattr(sys, "frozen", False):
        yield from one_by_one(task, packs)
        return
    with ProcessPoolExecutor(
        workers,
        multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(task,),
    ) as pool:
        yield from pool.map(_look, packs, chunksize=2)


_HERE: list[tuple[Task, Parent]] = []
"""What a process of the pool was begun with."""


def _begin(task: Task) -> None:
    _HERE.append((task, task.parent))


def _look(path: Path) -> Looked:
    task, parent = _HERE[-1]
    return look_at(task, parent, path)


def over_scheduler(address: str) -> Spread:
    """Look at packs on the workers of a dask scheduler.

    They have pbdesk and its libraries, get the packs from here, and are believed: whoever runs them
    could say that anything is genuine. Raises PackRefused where dask is not installed or the
    scheduler does not answer.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise PackRefused(
            say(
                "Other computers are asked by dask, which is not installed: pbdesk[city].",
            ),
        ) from error
    try:
        client = distributed.Client(address, timeout="10s")
    except (OSError, ValueError) as error:
        raise PackRefused(
            say("No scheduler answers at “{address}”.", address=address),
        ) from error
    return partial(_on_workers, client)


def _on_workers(
    client: Any,
    task: Task,
    packs: Sequence[Path],
) -> Iterator[Looked]:
    with client:
        shared = client.scatter(task.carried, broadcast=True)
        for start in range(0, len(packs), _AT_ONCE):
            found = [
                _sent(client, shared, path)
                for path in packs[start : start + _AT_ONCE]
            ]
            yield from client.gather(found)


def _sent(client: Any, shared: Any, path: Path) -> Any:
    """What will be found of a pack that was sent off; what cannot be read here is said at once."""
    try:
        data = read_data(path)
    except PackRefused as refused:
        return unread(path, refused.words)
    return client.submit(_look_there, shared, str(path), data, pure=False)


def _look_there(task: Task, path: str, data: bytes) -> Looked:
    return look_into(task, task.parent, Path(path), data)
