"""`pbdesk convert`.

The ballots of one file as a file of another format, where nothing of them is lost.
"""

from __future__ import annotations

from pathlib import Path

import click

from pbdesk.cli.options import PATH
from pbdesk.i18n import render
from pbdesk.voting.formats import read_ballots
from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.policies import read_policies
from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.voting.formats.writing import ENDINGS, ballots_text, without_money
from pbdesk.voting.registry import UnsupportedError
from pbdesk.words import Words, several

__all__ = ["convert"]


@click.command(epilog=f"Endings that OUT may have: {', '.join(ENDINGS)}.")
@click.argument("source", metavar="IN", type=PATH)
@click.argument("target", metavar="OUT", type=PATH)
@click.option(
    "--ballots-only",
    is_flag=True,
    help="Leave out costs and the pot, for formats that have none.",
)
@click.option(
    "--policies",
    type=PATH,
    metavar="FILE",
    help="How cast votes are read, as the Ranked Choice Tabulator has it.",
)
@click.option("--force", is_flag=True, help="Write over OUT if it is there.")
def convert(
    source: Path,
    target: Path,
    ballots_only: bool,
    policies: Path | None,
    force: bool,
) -> None:
    """Write the ballots of IN to OUT, whose ending says how.

    What was written is read back and compared: a format that cannot hold every ballot, place, point
    and cost is refused. Particulars of voters, dates and remarks are not carried over.
    """
    if target.exists() and not force:
        raise click.ClickException(
            f"“{target.name}” is there already; --force writes over it.",
        )
    try:
        file = _read(source, policies)
        text = ballots_text(
            without_money(file) if ballots_only else file,
            target.suffix.lower(),
        )
    except (ImportRefused, UnsupportedError) as refused:
        raise click.ClickException(render(refused.words)) from refused
    _write(target, text)
    click.echo(
        render(
            _written(target, file),
        ),
    )


def _read(source: Path, policies: Path | None) -> BallotFile:
    return read_ballots(
        source,
        policies=None if policies is None else read_policies(policies),
    )


def _written(target: Path, file: BallotFile) -> Words:
    return several(
        "{n} ballot written to “{name}”.",
        "{n} ballots written to “{name}”.",
        file.profile.n,
        name=target.name,
    )


def _write(target: Path, text: str) -> None:
    """All of it or nothing."""
    draft = target.with_name(target.name + ".part")
    try:
        _ = draft.write_text(text, encoding="utf-8", newline="\n")
        _ = draft.replace(target)
    except OSError as error:
        raise click.ClickException(
            f"“{target.name}” cannot be written: {error.strerror}.",
        ) from error
