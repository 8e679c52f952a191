"""`pbdesk verify`.

Is a result pack genuine, complete and signed? 0 it is, 1 something is wrong, 2 not a pack.
"""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from pbdesk.i18n import render
from pbdesk.pack.bag import read_data
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.verify import Check, Verification
from pbdesk.pack.verify import verify as look

__all__ = ["text_of", "verify"]

_MARKS = {True: "[pass]", False: "[FAIL]", None: "[ -- ]"}


@click.command
@click.argument("pack", type=click.Path(path_type=Path))
@click.option(
    "--signers",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The clerk's signers file (allowed_signers): whose keys count. Never the sender's.",
)
@click.option(
    "--assembly",
    metavar="ID",
    help="The id of the assembly whose result this should be: see the key cards.",
)
@click.option(
    "--revoked",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Public keys that no longer count.",
)
@click.option(
    "--recount",
    "ballots",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The auditor copy's assembly.pb, to count again where the pack holds no ballots.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def verify(
    ctx: click.Context,
    pack: Path,
    signers: Path | None,
    assembly: str | None,
    revoked: Path | None,
    ballots: Path | None,
    as_json: bool,
) -> None:
    """Check that the result pack PACK is genuine, complete and signed.

    Exit codes: 0 genuine; 1 it is a pack and something is wrong; 2 it is not a pack, or cannot be
    read.
    """
    if signers is None or not assembly:
        raise click.ClickException(
            "checking a pack needs --signers, the clerk's file of keys that count, and --assembly, "
            "the id of the "
            "assembly you expect; neither may come from the pack."
        )
    try:
        found = look(
            pack,
            text_of(signers),
            assembly,
            text_of(revoked) if revoked else "",
            read_data(ballots) if ballots else None,
        )
    except PackRefused as refused:
        raise click.ClickException(render(refused.words)) from refused
    if as_json:
        click.echo(msgspec.json.encode(found.as_json()).decode())
    else:
        _tell(found)
    ctx.exit(0 if found.genuine else 1)


def text_of(path: Path) -> str:
    """A text file that the person brought, in UTF-8. Raises ClickException where it is none."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise click.ClickException(f"“{path.name}” cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise click.ClickException(f"“{path.name}” is not a text file in UTF-8.") from error


def _tell(found: Verification) -> None:
    for check in found.checks:
        click.echo(f"{_MARKS[check.passed]} {check.number:>2}  {_said(check)}")
    click.echo("")
    if not found.genuine:
        click.echo(f"NOT GENUINE. Check {_said_first(found.failed)}")
    elif found.stage == "rehearsal":
        click.echo(f"Genuine, but a REHEARSAL: not a result. Assembly {found.assembly}.")
    else:
        click.echo(f"Genuine: the final result of {found.assembly}.")


def _said(check: Check) -> str:
    return f"{render(check.name)}: {render(check.detail)}"


def _said_first(failed: tuple[Check, ...]) -> str:
    return f"{failed[0].number} failed. {_said(failed[0])}"
