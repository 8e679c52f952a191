"""Salvage: what can be proved sound in a damaged record goes into a new file.

With a report in plain words beside it. The ledger saves lines and papers; here the new file is
opened as an assembly, and what the lines say is held against the papers that are there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from pbdesk.app.chance import Source, from_system
from pbdesk.app.desk import Desk, as_pbdesk_writes
from pbdesk.app.jobs.counting import recounted
from pbdesk.app.jobs.progress import silent
from pbdesk.app.opening import open_file
from pbdesk.app.writing import as_written
from pbdesk.i18n import ENGLISH, Locale, render
from pbdesk.ledger.record import Line
from pbdesk.ledger.refusals import (
    RecordDamaged,
    RecordNotWritten,
    RecordRefused,
)
from pbdesk.ledger.salvage import Salvaged
from pbdesk.ledger.salvage import salvage as save
from pbdesk.ledger.trouble import not_made
from pbdesk.minutes.decision import Writing
from pbdesk.questions.kiosk import UrnSalvaged
from pbdesk.words import Sentences, Words, say

__all__ = ["Report", "report_path", "salvage"]


@dataclass(frozen=True, slots=True)
class Report:
    """What was saved, what of it an assembly makes, and the file that says so."""

    saved: Salvaged
    told: Sentences
    path: Path


def report_path(new: Path) -> Path:
    """Where the report of a salvage into `new` stands."""
    return new.with_suffix(".salvage.txt")


def salvage(
    path: Path,
    new: Path,
    day: date,
    locale: Locale = ENGLISH,
) -> Report:
    """Save what is sound in `path` into the new file `new`, and write the report beside it.

    `path` is left as it is. Raises RecordRefused and RecordNotWritten, each with its sentence; a
    report that cannot be written is the latter.
    """
    report = report_path(new)
    if report.exists():
        raise RecordRefused(not_made(report, FileExistsError()))
    saved = save(path, new, day, salvaged=partial(_salvaged, from_system()))
    told = (*saved.told, *_as_an_assembly(new, saved))
    head = say(
        "What “pbdesk salvage” took over from “{old}” into “{new}”. “{old}” was not changed: keep "
        "it.",
        old=path.name,
        new=new.name,
    )
    try:
        _ = report.write_text(
            "\n".join(render(words, locale) for words in (head, *told)) + "\n",
            encoding="utf-8",
        )
    except OSError as error:
        raise RecordNotWritten(not_made(report, error)) from error
    return Report(saved, told, report)


def _salvaged(source: Source, box: str, difference: int, seq: int) -> Line:
    """A last entry of the new file, where papers and entries do not agree."""
    (line,) = as_written(
        Writing(UrnSalvaged(difference, question=box)),
        source,
        act=seq,
    ).lines
    return line


def _as_an_assembly(new: Path, saved: Salvaged) -> Iterator[Words]:
    if not saved.whole:
        return
    try:
        with open_file(new, read_only=True) as desk, as_pbdesk_writes(new):
            yield from _held_against(desk) if isinstance(desk, Desk) else ()
    except RecordRefused as refused:
        yield refused.words
    except RecordDamaged:
        yield _attachment_lost(new)


def _attachment_lost(new: Path) -> Words:
    return say(
        "An attachment that the record names is lost: the window cannot open “{new}”. “pbdesk "
        "check” and any "
        "program for SQLite read it.",
        new=new.name,
    )


def _held_against(desk: Desk) -> Iterator[Words]:
    """What the entries say of the papers, where that can be told without looking at one."""
    if desk.state.count.counted is not None:
        yield (
            say("Counting the saved papers again gives the recorded result.")
            if recounted(desk, silent)
            else say(
                "Counting the saved papers again gives another result than is recorded.",
            )
        )
