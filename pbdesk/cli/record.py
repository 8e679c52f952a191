"""`pbdesk check`, `show`, `salvage`: is a record whole, what does it say, what can be saved? None changes the file."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.counting import recounted
from pbdesk.app.jobs.progress import silent
from pbdesk.app.jobs.salvage import salvage as save
from pbdesk.assembly.state import tell, undone_acts
from pbdesk.assembly.steps import STEPS, step_state
from pbdesk.i18n import ENGLISH, render
from pbdesk.ledger.check import Report
from pbdesk.ledger.check import check as look
from pbdesk.ledger.refusals import RecordDamaged, RecordNotWritten, RecordRefused

__all__ = ["check", "salvage", "show"]

_CHAPTERS = tuple(step.name for step in STEPS)


@click.command
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def check(ctx: click.Context, file: Path, as_json: bool) -> None:
    """Check that the record of an assembly is whole, and that counting again gives the recorded result.

    Exit codes: 0 it is whole; 1 it is ours and something is wrong, with what and where; 2 it is no record.
    """
    try:
        report = look(file)
        same = _same_count(file) if report.whole else None
    except RecordRefused as refused:
        raise click.ClickException(render(refused.words)) from refused
    faults = [{"where": str(fault.where), "what": render(fault.words)} for fault in report.faults]
    if same is not None and same != _SAME:
        faults.append({"where": "count", "what": same})
    if as_json:
        click.echo(json.dumps({"whole": not faults, "entries": report.entries, "sound": report.sound,
                               "head": report.head, "faults": faults}, ensure_ascii=False))
    else:
        _tell(file, report, faults, same)
    ctx.exit(1 if faults else 0)


_SAME = "Counted again from the ballots: the same result."


def _same_count(file: Path) -> str | None:
    """What a recount says; None where nothing is counted yet."""
    try:
        with Desk.open(file, read_only=True) as desk:
            if desk.state.count.counted is None:
                return None
            return _SAME if recounted(desk, silent) else "Counted again from the ballots: another result than recorded."
    except KeyError:
        return "The recorded count names an attachment that is not in the file."


def _tell(file: Path, report: Report, faults: list[dict[str, str]], same: str | None) -> None:
    if not faults:
        again = f" {same}" if same else ""
        click.echo(f"{file.name} is whole: {report.entries} entries, none missing, none changed.{again}")
    for fault in faults:
        click.echo(f"{fault['where']}: {fault['what']}")
    if not report.whole:
        click.echo(_still_sound(file, report))


_TABLES = {"event": "entries", "urn": "papers", "attachment": "attachments", "said": "free text", "drafts": "drafts"}


def _still_sound(file: Path, report: Report) -> str:
    """Which entries and tables can be relied on, and how to save them."""
    broken = {"event" if fault.where.startswith("entry ") else fault.where for fault in report.faults}
    tables = [] if broken & {"pages", "tables", file.name} else [
        words for table, words in _TABLES.items() if table not in broken]
    entries = {0: "no entry", 1: "entry 1"}.get(report.sound, f"entries 1 to {report.sound}")
    others = [words for words in tables if words != "entries"]
    return (f"Still sound: {', '.join([entries, *(f'all {words}' for words in others)])}. "
            f"“pbdesk salvage {file.name} --to NEW.pbdesk” saves what is, and says what is not.")


@click.command
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--to", "new", type=click.Path(path_type=Path), required=True, metavar="NEW",
              help="The new file; a report is written beside it as NEW.salvage.txt.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def salvage(ctx: click.Context, file: Path, new: Path, as_json: bool) -> None:
    """Save all that can be proved sound in a damaged record into a new file; FILE is left as it is.

    Exit codes: 0 all of it was saved; 1 something is lost, and the report says what; 2 nothing could be saved.
    """
    try:
        report = save(file, new, datetime.now().astimezone().date())
    except (RecordRefused, RecordNotWritten) as refused:
        raise click.ClickException(render(refused.words)) from refused
    saved, lines = report.saved, [render(words) for words in report.told]
    if as_json:
        click.echo(json.dumps({"entries": saved.entries, "met": saved.met, "papers": saved.papers,
                               "whole": saved.whole, "lost": saved.lost, "report": str(report.path), "lines": lines},
                              ensure_ascii=False))
    else:
        click.echo("\n".join([*lines, f"This report is in {report.path}."]))
    ctx.exit(1 if saved.lost else 0)


@click.command
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("chapter", required=False, type=click.Choice(["minutes", *_CHAPTERS]))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def show(file: Path, chapter: str | None, as_json: bool) -> None:
    """Print where an assembly stands, step by step, or its minutes."""
    try:
        with Desk.open(file, read_only=True) as desk:
            told = _minutes(desk) if chapter == "minutes" else _steps(desk, chapter)
    except RecordRefused as refused:
        raise click.ClickException(render(refused.words)) from refused
    except RecordDamaged as damaged:
        raise click.ClickException(f"{render(damaged.words)} “pbdesk check” says what and where.") from damaged
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for line in told["lines"]:
        click.echo(line["words"])


def _steps(desk: Desk, chapter: str | None) -> dict[str, Any]:
    mandate = desk.state.mandate
    found = [step_state(step, desk.state) for step in STEPS if chapter in (None, step.name)]
    lines = [{"step": each.step.name, "state": each.progress.value,
              "words": f"{render(each.step.label)}: {render(each.note)}",
              "missing": [render(missing.words) for missing in each.missing]} for each in found]
    return {"assembly": mandate.id, "name": mandate.name, "entries": desk.entries, "lines": lines}


def _minutes(desk: Desk) -> dict[str, Any]:
    undone = undone_acts(desk.recorded)
    lines = [{"entry": each.seq, "at": each.at.isoformat() if each.at else None, "undone": each.act in undone,
              "words": f"{each.seq:>5}  {_time(each.at)}  {render(tell(each.entry, desk.state), ENGLISH)}"
                       + ("  (undone)" if each.act in undone else "")}
             for each in desk.recorded]
    return {"assembly": desk.state.mandate.id, "entries": desk.entries, "lines": lines}


def _time(at: Any) -> str:
    return f"{at:%H:%M}" if at else "     "
