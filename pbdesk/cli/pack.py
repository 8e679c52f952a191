"""`pbdesk pack`: make the result pack of a declared assembly.

And sign it with keys that are at hand.
"""

from __future__ import annotations

from pathlib import Path

import click

from pbdesk.app.desk import Desk, as_pbdesk_writes
from pbdesk.app.jobs.auditor import auditor_files, full_record, lock_copy
from pbdesk.app.jobs.named import not_looked_for
from pbdesk.app.jobs.pack_source import PackSource, pack_source
from pbdesk.app.jobs.packing import Made, make_pack
from pbdesk.app.jobs.progress import silent
from pbdesk.app.jobs.reports import EDITIONS
from pbdesk.app.jobs.signing import sign_pack
from pbdesk.assembly.retained import SIGNERS
from pbdesk.cli.options import PATH, TO_FOLDER, signer
from pbdesk.i18n import locale_of, render
from pbdesk.ledger.refusals import RecordDamaged, RecordRefused
from pbdesk.minutes import handover
from pbdesk.pack.age import Recipient, recipient
from pbdesk.pack.keys import load_key
from pbdesk.pack.refused import PackRefused

__all__ = ["pack"]


@click.command
@click.argument("file", type=PATH)
@TO_FOLDER
@click.option(
    "--sign",
    "keys",
    multiple=True,
    metavar="WHO=KEYFILE",
    help=f"Sign with a key; WHO is {', '.join(SIGNERS)}. Its passphrase is asked for.",
)
@click.option(
    "--auditor",
    "auditors",
    multiple=True,
    metavar="AGE1…",
    help="Also write the auditor copy (every ballot, the whole record), locked to this age key.",
)
@click.option(
    "--edition",
    "editions",
    multiple=True,
    type=click.Choice(list(EDITIONS)),
    help="Put a further edition of the report into the pack; may be given several times.",
)
@click.option(
    "--seal",
    is_flag=True,
    help="Put the facilitator’s seal on the report, so that PDF readers show that nothing was "
    "changed since.",
)
@click.option(
    "--because",
    default="",
    metavar="REASON",
    help="Why it replaces a pack that was made before; printed on page 1.",
)
def pack(
    file: Path,
    folder: Path,
    keys: tuple[str, ...],
    auditors: tuple[str, ...],
    editions: tuple[str, ...],
    seal: bool,
    because: str,
) -> None:
    """Make the result pack of the declared assembly in FILE."""
    try:
        recipients = [recipient(auditor) for auditor in auditors]
        with Desk.open(file) as desk:
            source = _source(desk, because)
            made = _made(
                desk,
                source,
                folder,
                seal=seal,
                editions=editions,
                because=because,
            )
            for given in keys:
                _sign(desk, made, given)
            copy = (
                _auditor_copy(desk, source, made, recipients)
                if recipients
                else None
            )
            unlooked = not_looked_for(desk)
    except (RecordRefused, RecordDamaged, PackRefused) as refused:
        raise click.ClickException(render(refused.words)) from refused
    click.echo(f"{made.path}\npack code {' '.join(made.code)}")
    if copy is not None:
        click.echo(copy)
    if unlooked is not None:
        click.echo(render(unlooked), err=True)


def _source(desk: Desk, because: str) -> PackSource:
    """What the pack is made from. Raises ClickException where there is none to make or replace."""
    if desk.state.declared is None:
        raise click.ClickException(
            "the result of this assembly is not declared yet, so there is no pack to make.",
        )
    with as_pbdesk_writes(desk.record.path):
        source = pack_source(desk)
    if because and desk.state.handover.made is None:
        raise click.ClickException(
            "no pack was made before, so this one replaces none.",
        )
    return source


def _made(
    desk: Desk,
    source: PackSource,
    folder: Path,
    *,
    seal: bool,
    editions: tuple[str, ...],
    because: str,
) -> Made:
    mandate = desk.state.mandate
    now = desk.moment().at
    with as_pbdesk_writes(desk.record.path):
        made = make_pack(
            source,
            folder,
            locale=locale_of(mandate.language),
            made=now.date(),
            progress=silent,
            seal_at=now if seal else None,
            editions=tuple(dict.fromkeys(editions)),
            because=because,
        )
    refusal = desk.do(handover.made, file=made.path.name, result=made.result)
    if refusal is not None:
        raise click.ClickException(render(refusal.words))
    return made


def _auditor_copy(
    desk: Desk,
    source: PackSource,
    made: Made,
    auditors: list[Recipient],
) -> Path:
    record = full_record(desk)(source.entries)
    locale = locale_of(desk.state.mandate.language)
    return lock_copy(
        auditor_files(source, record, made.path, locale),
        auditors,
        made.path,
    )


def _sign(desk: Desk, made: Made, given: str) -> None:
    who, path = signer(given, desk.kind.signers)
    passphrase: str = click.prompt(f"Passphrase of {who}", hide_input=True)
    refusal = sign_pack(desk, made.path, who, load_key(path, passphrase))
    if refusal is not None:
        raise click.ClickException(render(refusal.words))
