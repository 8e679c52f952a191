"""`pbdesk follow`: make the next pack that follows a result, and sign it with keys at hand."""

from __future__ import annotations

from pathlib import Path

import click

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.named import not_looked_for
from pbdesk.app.jobs.packing import Made
from pbdesk.app.jobs.supplement import make_supplement, sign_supplement
from pbdesk.assembly.supplements import KINDS, WHO_SIGNS, SupplementKind
from pbdesk.cli.group import one_line
from pbdesk.cli.options import PATH, TO_FOLDER, signer
from pbdesk.i18n import locale_of, render
from pbdesk.ledger.refusals import RecordDamaged, RecordRefused
from pbdesk.minutes.decision import Refusal
from pbdesk.pack.keys import load_key
from pbdesk.pack.refused import PackRefused

__all__ = ["follow"]


@click.command
@click.argument("file", type=PATH)
@click.argument("kind", type=click.Choice(list(KINDS)))
@TO_FOLDER
@click.option(
    "--sign",
    "keys",
    multiple=True,
    metavar="WHO=KEYFILE",
    help=f"Sign with a key; WHO is {', '.join(WHO_SIGNS)}. Its passphrase is asked for.",
)
def follow(file: Path, kind: str, folder: Path, keys: tuple[str, ...]) -> None:
    """Make the next pack that follows the result of the assembly in FILE.

    KIND says what it is about: what was answered, what became of the money, or what was found done.
    It tells all of it up to now, and names the pack before; `pbdesk verify --chain` reads them
    together.
    """
    wanted: SupplementKind = next(each for each in KINDS if each == kind)
    try:
        with Desk.open(file) as desk:
            made = _made(desk, wanted, folder)
            for given in keys:
                _sign(desk, made, given)
            unlooked = not_looked_for(desk)
    except (RecordRefused, RecordDamaged, PackRefused) as refused:
        raise click.ClickException(one_line(render(refused.words))) from refused
    click.echo(f"{made.path}\npack code {' '.join(made.code)}")
    if unlooked is not None:
        click.echo(render(unlooked), err=True)


def _made(desk: Desk, kind: SupplementKind, folder: Path) -> Made:
    locale = locale_of(desk.state.mandate.language)
    made = make_supplement(
        desk,
        kind,
        folder,
        locale=locale,
        made=desk.moment().at.date(),
    )
    if isinstance(made, Refusal):
        raise click.ClickException(_said(made))
    return made


def _sign(desk: Desk, made: Made, given: str) -> None:
    who, path = signer(given, WHO_SIGNS)
    passphrase: str = click.prompt(f"Passphrase of {who}", hide_input=True)
    number = desk.state.supplements.made[-1].number
    refusal = sign_supplement(
        desk,
        made.path,
        number,
        who,
        load_key(path, passphrase),
    )
    if refusal is not None:
        raise click.ClickException(_said(refusal))


def _said(refusal: Refusal) -> str:
    mend = f" {render(refusal.mend)}" if refusal.mend else ""
    return one_line(f"{render(refusal.words)}{mend}")
