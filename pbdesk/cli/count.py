"""`pbdesk count` and `pbdesk rules`.

Any file of ballots by any rule, for people and for scripts.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from pbdesk.canonical import JsonObject
from pbdesk.cli.options import (
    IN_JSON,
    LOT_QUESTION,
    LOT_SEED,
    ONE_RULE,
    PATH,
    print_json,
)
from pbdesk.i18n import render
from pbdesk.voting.constrained import ConstraintError
from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.voting.options import OptionError
from pbdesk.voting.registry import UnsupportedError
from pbdesk.voting.report import Counted, count_file, count_json, rules_json
from pbdesk.voting.ties import LADDERS, Lot

__all__ = ["count", "lot_of", "rules", "settings_of"]

_REFUSED = (ImportRefused, OptionError, ConstraintError)
_UNSUPPORTED = '{"unsupported": true}'


@click.command
@click.argument("file", type=PATH, required=False)
@ONE_RULE
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help="An option of the rule; or limits=enforce, constraints=file or a JSON file, cap.NAME=SUM, "
    "floor.NAME=SUM, pot.NAME=SUM, pots_leftover=returned|next|on, exclusive=A+B, funded=A, "
    "partial=50%, threshold_share=5%, threshold_of=all|marked|cost|ballots, times.GROUP=2, "
    "times_others=1, times_by=COLUMN (of any file that says something about who cast a ballot), "
    "policies=FILE.",
)
@LOT_SEED
@LOT_QUESTION
@click.option(
    "--ladder",
    type=click.Choice(list(LADDERS)),
    default="cheaper-votes",
    help="What parts equals before the lot does.",
)
@click.option(
    "--recount",
    "copy",
    type=PATH,
    metavar="COPY",
    help="Count the ballots of --question in an opened auditor copy (folder or zip), not a FILE.",
)
@IN_JSON
@click.pass_context
def count(
    ctx: click.Context,
    file: Path | None,
    rule: str,
    settings: tuple[str, ...],
    seed: str | None,
    question: str | None,
    ladder: str,
    copy: Path | None,
    as_json: bool,
) -> None:
    """Count the ballots in FILE.

    .pb, .blt, soc/soi/toc/toi, quadratic JSON, scores or cast votes CSV by one rule.
    Exit codes: 0 counted; 2 the file cannot be read, or the rule does not count such ballots.
    """
    try:
        with _ballots(file, copy, question) as ballots:
            lot = (
                None
                if seed is None and copy
                else lot_of(seed, question, ladder)
            )
            counted = count_file(ballots, rule, settings_of(settings), lot)
    except _REFUSED as refused:
        raise click.ClickException(render(refused.words)) from refused
    except UnsupportedError as unsupported:
        if not as_json:
            raise click.ClickException(
                render(unsupported.words),
            ) from unsupported
        click.echo(_UNSUPPORTED)
        ctx.exit(2)
    _tell(counted, as_json=as_json)


@click.command
@IN_JSON
def rules(as_json: bool) -> None:
    """List the counting rules, the ballots they take and their options."""
    listed = rules_json(render)
    if as_json:
        print_json(listed)
        return
    for rule in listed["rules"]:
        _tell_rule(rule)


def _tell_rule(rule: Any) -> None:
    click.echo(
        f"{rule['name']}: {rule['label']} ({rule['kind']}; {', '.join(rule['takes'])})",
    )
    if rule["obeys"]:
        click.echo(f"    obeys {', '.join(rule['obeys'])}")
    for option in rule["options"]:
        click.echo(
            f"    --set {option['name']}={_values(option)}  {option['label']}",
        )


def _values(option: JsonObject) -> str:
    """What an option may be; what its absence means is marked."""
    if "choices" in option:
        return _choices(option)
    absent = "" if option["absent"] is None else f" [{option['absent']}]"
    return f"{option['least']}…{option['most']}{absent}"


def _choices(option: JsonObject) -> str:
    return "|".join(
        f"[{name}]" if name == option["absent"] else name
        for name in option["choices"]
    )


@contextmanager
def _ballots(
    file: Path | None,
    copy: Path | None,
    question: str | None,
) -> Generator[Path]:
    """The file to count. Raises a usage error where none or two are given."""
    if file is not None and copy is None:
        yield file
    elif copy is not None and file is None:
        from pbdesk.cli.count_copy import question_file

        with question_file(copy, question or "") as found:
            yield found
    else:
        raise click.UsageError(
            "Give either a FILE of ballots or --recount COPY.",
        )


def lot_of(
    seed: str | None,
    question: str | None,
    ladder: str = "cheaper-votes",
) -> Lot | None:
    """The lot that was asked for. Raises a usage error for a question without a seed."""
    if seed is not None:
        return Lot(seed, question or "", LADDERS[ladder])
    if question is not None:
        raise click.UsageError(
            "--question says whose ties the lot settles: give its --seed too.",
        )
    return None


def settings_of(words: tuple[str, ...]) -> dict[str, str]:
    """NAME=VALUE pairs. Raises a usage error for a word without "=" or a name given twice."""
    settings: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise click.BadOptionUsage("--set", f"“{word}” is not NAME=VALUE.")
        if name in settings:
            raise click.BadOptionUsage("--set", f"“{name}” is set twice.")
        settings[name] = value
    return settings


def _tell(counted: Counted, *, as_json: bool) -> None:
    """For a person: a table, the money line, ties, and a sentence for each project."""
    if as_json:
        print_json(count_json(counted, render))
        return
    from pbdesk.cli.count_table import tell

    tell(counted)
