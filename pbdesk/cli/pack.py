"""`pbdesk pack`: make the result pack of a declared assembly, and sign it with keys that are at hand."""

from __future__ import annotations

from pathlib import Path

import click

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.packing import Made, make_pack, pack_source
from pbdesk.app.jobs.progress import silent
from pbdesk.app.jobs.signing import sign_pack
from pbdesk.assembly import handover
from pbdesk.assembly.handover import SIGNERS, Signer
from pbdesk.i18n import locale_of, render
from pbdesk.ledger.refusals import RecordDamaged, RecordRefused
from pbdesk.pack.keys import load_key
from pbdesk.pack.refused import PackRefused

__all__ = ["pack"]


@click.command
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path(),
              help="The folder that gets the pack; this one when left out.")
@click.option("--sign", "keys", multiple=True, metavar="WHO=KEYFILE",
              help=f"Sign with a key; WHO is {', '.join(SIGNERS)}. Its passphrase is asked for.")
def pack(file: Path, folder: Path, keys: tuple[str, ...]) -> None:
    """Make the result pack of the declared assembly in FILE."""
    try:
        with Desk.open(file) as desk:
            made = _made(desk, folder)
            for given in keys:
                _sign(desk, made, given)
    except (RecordRefused, RecordDamaged, PackRefused) as refused:
        raise click.ClickException(render(refused.words)) from refused
    click.echo(f"{made.path}\nresults code {' '.join(made.code)}")


def _made(desk: Desk, folder: Path) -> Made:
    if desk.state.declaration.declared is None:
        raise click.ClickException("the result of this assembly is not declared yet, so there is no pack to make.")
    mandate = desk.state.mandate
    made = make_pack(pack_source(desk), folder, locale=locale_of(mandate.language), made=desk.moment().at.date(),
                     progress=silent)
    refusal = desk.do(handover.made, file=made.path.name, result=made.result)
    if refusal is not None:
        raise click.ClickException(render(refusal.words))
    return made


def _sign(desk: Desk, made: Made, given: str) -> None:
    who, _, path = given.partition("=")
    if who not in SIGNERS or not path:
        raise click.UsageError(f"“{given}” is not WHO=KEYFILE, with WHO one of {', '.join(SIGNERS)}.")
    passphrase: str = click.prompt(f"Passphrase of {who}", hide_input=True)
    refusal = sign_pack(desk, made.path, _signer(who), load_key(Path(path), passphrase))
    if refusal is not None:
        raise click.ClickException(render(refusal.words))


def _signer(who: str) -> Signer:
    return next(signer for signer in SIGNERS if signer == who)
