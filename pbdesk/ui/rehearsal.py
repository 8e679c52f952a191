"""Rehearsal: a made-up evening in a file of its own, to try everything without anybody's data."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pbdesk.app.desk import DEAR
from pbdesk.app.jobs.progress import Progress
from pbdesk.assembly.mandate import Mandate
from pbdesk.ledger.people import Cost
from pbdesk.words import say

__all__ = ["UNTIL", "passphrase_of", "rehearsal"]

UNTIL = "answering"
"""The moment of the sample evening at which a person takes over.

Three proposals still wait for an answer.
"""

_MADE_UP = "millbrook-assembly-2026-11-3452"
"""The id of the made-up assembly: it comes out the same each time."""


def rehearsal(
    documents: Path,
    now: datetime,
    progress: Progress,
    cost: Cost = DEAR,
) -> tuple[Path, str]:
    """Play the sample evening into a new file under `documents`.

    Where it is, and what opens its people file.
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


def passphrase_of(mandate: Mandate) -> str | None:
    """What opens the people of the made-up neighbourhood.

    None for every other assembly, rehearsal or not.
    """
    from pbdesk.app.sample.evening import PASSPHRASE

    if mandate.rehearsal and mandate.id == _MADE_UP:
        return PASSPHRASE
    return None
