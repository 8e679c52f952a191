"""The invented case as it stood at each of its moments, played once a process."""

from __future__ import annotations

import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path

from pbdesk.app.sample.case import play_case
from pbdesk.minutes.fold import fold
from tests.evenings import CHEAP


@cache
def _played() -> dict[str, tuple[object, ...]]:
    times: list[datetime] = []
    with tempfile.TemporaryDirectory() as folder:
        found = play_case(
            Path(folder),
            cost=CHEAP,
            kept=lambda _moment, at: times.append(at),
        )
        files = {"jury": (found.jury,), "case": (found.case, found.referred)}
        for group in files.values():
            for file in group:
                file.close()
    return {
        tag: tuple(
            fold(file.kind, before)
            for file in group
            for at in times
            if (
                before := [
                    each for each in file.recorded if each.at and each.at <= at
                ]
            )
        )
        for tag, group in files.items()
    }


def case_states(kind: str) -> tuple[object, ...]:
    """The states of the files of a kind ("case", "jury"), moment by moment."""
    return _played()[kind]
