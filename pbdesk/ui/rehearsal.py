"""Rehearsal: a made-up evening in a file of its own, to try everything without anybody's data."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pbdesk.app.desk import DEAR
from pbdesk.app.jobs.progress import Progress
from pbdesk.ledger.people import Cost
from pbdesk.words import say

__all__ = ["UNTIL", "rehearsal"]

UNTIL = "answering"
"""The moment of the sample evening at which a person takes over: three proposals still wait for an answer."""


def rehearsal(documents: Path, now: datetime, progress: Progress, cost: Cost = DEAR) -> tuple[Path, str]:
    """Play the sample evening into a new file under `documents`; where it is, and what opens its people file.

    Raises OSError and LedgerError where it cannot be written.
    """
    from pbdesk.app.sample.evening import PASSPHRASE, play, start

    folder = documents / "pbdesk rehearsals"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"Millbrook {now:%Y-%m-%d %H.%M.%S}.pbdesk"
    progress(0, 1, say("Making up a neighbourhood"))
    evening = start(path, rehearsal=True, cost=cost)
    try:
        evening.progress = progress
        play(evening, until=UNTIL)
    finally:
        evening.desk.close()
    return path, PASSPHRASE
