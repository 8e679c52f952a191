"""`pbdesk check`, `show`, `salvage`.

Is a record whole, what does it say, what can be saved? None changes the file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from pbdesk.app.desk import AnyFile, Desk, as_pbdesk_writes
from pbdesk.app.jobs.counting import recounted
from pbdesk.app.jobs.progress import silent
from pbdesk.app.jobs.salvage import salvage as save
from pbdesk.app.kinds import KINDS
from pbdesk.app.opening import open_file
from pbdesk.canonical import JsonObject
from pbdesk.cli.group import one_line
from pbdesk.cli.options import IN_JSON, PATH
from pbdesk.i18n import ENGLISH, render
from pbdesk.ledger.check import Report
from pbdesk.ledger.check import check as look
from pbdesk.ledger.refusals import (
    Fault,
    RecordDamaged,
    RecordNotWritten,
    RecordRefused,
)
from pbdesk.ledger.salvage import Salvaged
from pbdesk.minutes.entries import Recorded
from pbdesk.minutes.fold import undone_acts
from pbdesk.minutes.steps import StepState, step_state
from pbdesk.questions.batches import lost_papers

__all__ = ["check", "salvage", "show"]

_CHAPTERS = tuple(
    dict.fromkeys(step.name for kind in KINDS for step in kind.steps),
)


@click.command
@click.argument("file", type=PATH)
@IN_JSON
@click.pass_context
def check(ctx: click.Context, file: Path, as_json: bool) -> None:
    """Check that the record of an assembly, a jury or a case is whole.

    And that counting again gives the recorded result. Exit codes: 0 it is whole; 1 it is ours and
    something is wrong, with what and where; 2 it is no record.
    """
    try:
        report = look(file)
        lost = _lost_papers(file) if report.whole else []
        again = _counted_again(file) if report.whole else None
    except RecordRefused as refused:
        words = one_line(render(refused.words))
        if not as_json:
            raise click.ClickException(words) from refused
        click.echo(
            _json({"verdict": "unreadable", "detail": words, "faults": []}),
        )
        ctx.exit(2)
    faults = [*_faults(report), *lost]
    if again is not None and not again.same:
        faults.append({"where": "count", "what": again.words})
    if as_json:
        click.echo(_json(_verdict(report, faults)))
    else:
        _tell(file, report, faults, again.words if again else "")
    ctx.exit(1 if faults else 0)


def _verdict(report: Report, faults: list[dict[str, str]]) -> dict[str, object]:
    return {
        "verdict": "damaged" if faults else "whole",
        "entries": report.entries,
        "sound": report.sound,
        "head": report.head,
        "faults": faults,
    }


def _faults(report: Report) -> list[dict[str, str]]:
    return [_fault(fault) for fault in report.faults]


def _fault(fault: Fault) -> dict[str, str]:
    return {
        "where": one_line(str(fault.where)),
        "what": one_line(render(fault.words)),
    }


def _lost_papers(file: Path) -> list[dict[str, str]]:
    """Keyed papers that the entries tell of and that are not in the file any more."""
    with suppress(RecordDamaged), open_file(file, read_only=True) as desk:
        return _lost_in(desk)
    return []  # what is damaged is said by counting again


def _lost_in(desk: AnyFile) -> list[dict[str, str]]:
    return [
        _lost(batch, paper)
        for batch, paper in (
            lost_papers(desk.state) if isinstance(desk, Desk) else ()
        )
    ]


def _lost(batch: int, paper: int) -> dict[str, str]:
    return {
        "where": f"batch {batch}, paper {paper}",
        "what": "It was keyed, and is not in the file any more.",
    }


def _json(told: Mapping[str, object]) -> str:
    return json.dumps(told, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class _Again:
    """What counting again gave."""

    same: bool
    words: str


def _counted_again(file: Path) -> _Again | None:
    """What a recount gives; None where nothing is counted yet."""
    try:
        with open_file(file, read_only=True) as desk:
            if not isinstance(desk, Desk) or desk.state.count.counted is None:
                return None
            with as_pbdesk_writes(file):
                same = recounted(desk, silent)
            if same:
                return _Again(
                    same=True,
                    words="Counted again from the ballots: the same result.",
                )
            return _Again(
                same=False,
                words="Counting the ballots again gives another result than is recorded.",
            )
    except RecordDamaged as damaged:
        return _Again(same=False, words=render(damaged.faults[0].words))


def _tell(
    file: Path,
    report: Report,
    faults: list[dict[str, str]],
    again: str,
) -> None:
    _tell_whole(file, report, faults, again)
    for fault in faults:
        click.echo(one_line(f"{fault['where']}: {fault['what']}"))
    if not report.whole:
        click.echo(_still_sound(file, report))


def _tell_whole(
    file: Path,
    report: Report,
    faults: list[dict[str, str]],
    again: str,
) -> None:
    if not faults:
        whole = f"{file.name} is whole: {report.entries} entries, none missing, none changed."
        click.echo(f"{whole} {again}".strip())


_TABLES = {
    "urn": "all papers",
    "attachment": "all attachments",
    "said": "all free text",
    "drafts": "all drafts",
}


def _still_sound(file: Path, report: Report) -> str:
    """Which entries and tables can be relied on, as far as that is known, and how to save them."""
    command = f"pbdesk salvage {file.name} --to NEW.pbdesk"
    save = f"“{command}” saves what is sound, and says what is not."
    if report.head is None:
        return save
    broken = {fault.where for fault in report.faults}
    tables = _sound_tables(broken)
    entries = _entries(report)
    return f"Still sound: {', '.join([entries, *tables])}. {save}"


def _entries(report: Report) -> str:
    return {0: "no entry", 1: "entry 1"}.get(
        report.sound,
        f"entries 1 to {report.sound}",
    )


def _sound_tables(broken: set[str]) -> list[str]:
    return [
        words
        for table, words in _TABLES.items()
        if not broken & {table, "pages", "tables"}
    ]


@click.command
@click.argument("file", type=PATH)
@click.option(
    "--to",
    "new",
    type=PATH,
    required=True,
    metavar="NEW",
    help="The new file; a report is written beside it as NEW.salvage.txt.",
)
@IN_JSON
@click.pass_context
def salvage(ctx: click.Context, file: Path, new: Path, as_json: bool) -> None:
    """Save all that can be proved sound in a damaged record into a new file; FILE is left as it is.

    Exit codes: 0 all of it was saved; 1 something is lost, and the report says what; 2 nothing
    could be saved.
    """
    try:
        report = save(file, new, datetime.now().astimezone().date())
    except (RecordRefused, RecordNotWritten) as refused:
        raise click.ClickException(render(refused.words)) from refused
    saved = report.saved
    lines = [render(words) for words in report.told]
    if as_json:
        click.echo(
            json.dumps(
                _saved_json(saved, report.path, lines),
                ensure_ascii=False,
            ),
        )
    else:
        click.echo("\n".join([*lines, f"This report is in {report.path}."]))
    ctx.exit(1 if saved.lost else 0)


def _saved_json(saved: Salvaged, report: Path, lines: list[str]) -> JsonObject:
    return {
        "entries": saved.entries,
        "met": saved.met,
        "papers": saved.papers,
        "whole": saved.whole,
        "lost": saved.lost,
        "report": str(report),
        "lines": lines,
    }


@click.command
@click.argument("file", type=PATH)
@click.argument(
    "chapter",
    required=False,
    type=click.Choice(["minutes", *_CHAPTERS]),
)
@IN_JSON
def show(file: Path, chapter: str | None, as_json: bool) -> None:
    """Print where an assembly, a jury or a case stands, step by step, or its minutes."""
    try:
        with open_file(file, read_only=True) as desk, as_pbdesk_writes(file):
            told = (
                _minutes(desk)
                if chapter == "minutes"
                else _steps(desk, chapter)
            )
    except RecordRefused as refused:
        raise click.ClickException(render(refused.words)) from refused
    except RecordDamaged as damaged:
        raise click.ClickException(
            f"{render(damaged.words)} “pbdesk check” says what and where.",
        ) from damaged
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for line in told["lines"]:
        click.echo(line["words"])


def _steps(desk: AnyFile, chapter: str | None) -> JsonObject:
    about = desk.state.about
    found = _states(desk, chapter)
    lines = [_step(each) for each in found]
    return {
        "assembly": about.id,
        "name": about.name,
        "entries": desk.entries,
        "lines": lines,
    }


def _states(desk: AnyFile, chapter: str | None) -> list[StepState[Any]]:
    return [
        step_state(step, desk.state)
        for step in desk.kind.steps
        if chapter in (None, step.name)
    ]


def _step(each: StepState[Any]) -> JsonObject:
    return {
        "step": each.step.name,
        "state": each.progress.value,
        "words": f"{render(each.step.label)}: {render(each.note)}",
        "missing": [render(missing.words) for missing in each.missing],
    }


def _minutes(desk: AnyFile) -> JsonObject:
    undone = undone_acts(desk.recorded)
    lines = [_minute(desk, each, undone) for each in desk.recorded]
    return {
        "assembly": desk.state.about.id,
        "entries": desk.entries,
        "lines": lines,
    }


def _minute(
    desk: AnyFile,
    each: Recorded,
    undone: frozenset[int],
) -> JsonObject:
    return {
        "entry": each.seq,
        "at": each.at.isoformat() if each.at else None,
        "undone": each.act in undone,
        "words": _line_of(desk, each)
        + ("  (undone)" if each.act in undone else ""),
    }


def _line_of(desk: AnyFile, each: Recorded) -> str:
    return (
        f"{each.seq:>5}  {_time(each.at)}  "
        f"{one_line(render(desk.kind.tell(each.entry, desk.state), ENGLISH))}"
    )


def _time(at: Any) -> str:
    if at:
        return f"{at:%H:%M}"
    return "     "
