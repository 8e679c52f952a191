"""`pbdesk check` and `pbdesk show`: is a record whole, and what does it say? Neither changes a byte of the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.counting import recounted
from pbdesk.app.jobs.progress import silent
from pbdesk.assembly.state import tell, undone_acts
from pbdesk.assembly.steps import STEPS, step_state
from pbdesk.i18n import ENGLISH, render
from pbdesk.ledger.check import Report
from pbdesk.ledger.check import check as look
from pbdesk.ledger.refusals import RecordDamaged, RecordRefused

__all__ = ["check", "show"]

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
    if same is False:
        faults.append({"where": "count", "what": "Counting the ballots again gives another result than is recorded."})
    if as_json:
        click.echo(json.dumps({"whole": not faults, "entries": report.entries, "head": report.head, "faults": faults},
                              ensure_ascii=False))
    else:
        _tell(file, report, faults, same)
    ctx.exit(1 if faults else 0)


def _same_count(file: Path) -> bool | None:
    """Whether a recount agrees; None where nothing is counted yet."""
    with Desk.open(file, read_only=True) as desk:
        return recounted(desk, silent) if desk.state.count.counted else None


def _tell(file: Path, report: Report, faults: list[dict[str, str]], same: bool | None) -> None:
    if not faults:
        again = " Counted again from the ballots: the same result." if same else ""
        click.echo(f"{file.name} is whole: {report.entries} entries, none missing, none changed.{again}")
    for fault in faults:
        click.echo(f"{fault['where']}: {fault['what']}")


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
