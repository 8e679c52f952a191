"""`pbdesk draw`: draw a panel from a pool, as fairly as the quotas allow, by public dice."""

from __future__ import annotations

import json
import secrets
import sys
from pathlib import Path

import click

from pbdesk.cli.options import PATH
from pbdesk.i18n import render
from pbdesk.jury.certificate import Certificate, certify, read_certificate
from pbdesk.jury.excluded import sifted
from pbdesk.jury.fair import Method, fairest
from pbdesk.jury.panels import Relaxed, kinds_of, least_relaxation
from pbdesk.jury.pool import Pool, PoolRefused, Quota, read_people, read_quotas
from pbdesk.words import Words

__all__ = ["draw"]

_DICE = 12
"""So many dice have 31 bits: more than there are tickets."""


@click.command
@click.argument("pool", required=False, type=PATH)
@click.argument("quotas", required=False, type=PATH)
@click.option(
    "--seats",
    type=click.IntRange(1, 10_000),
    help="How many sit on the panel.",
)
@click.option(
    "--method",
    type=click.Choice(["leximin", "maximin"]),
    default="leximin",
    show_default=True,
    help="Even out all chances, or only raise the smallest.",
)
@click.option(
    "--seed",
    metavar="DICE",
    help="The dice as called out; thrown here when left out.",
)
@click.option(
    "--certificate",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT.json",
    help="Write the list of panels and tickets here, before any dice.",
)
@click.option(
    "--from",
    "listed",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT.json",
    help="Take the list of panels from this file, and only pick.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
@click.pass_context
def draw(
    ctx: click.Context,
    pool: Path | None,
    quotas: Path | None,
    seats: int | None,
    method: Method,
    seed: str | None,
    certificate: Path | None,
    listed: Path | None,
    *,
    as_json: bool,
) -> None:
    """Draw a panel from the people in POOL.csv so that QUOTAS.csv is met.

    Everybody's smallest chance is as large as any lottery can make it. POOL.csv has a column “id”,
    one for each category, and perhaps “household” and “excluded” (why somebody may not sit);
    QUOTAS.csv has category, value, min, max.
    """
    try:
        if listed is not None:
            made = read_certificate(_content(listed), listed.name)
        else:
            made = _certified(
                _asked(pool, quotas, seats),
                method,
                as_json=as_json,
            )
    except PoolRefused as refused:
        raise click.ClickException(render(refused.words)) from refused
    if made is None:
        ctx.exit(2)
    if certificate is not None:
        _write(certificate, made.content)
    _tell_drawn(made, _thrown() if seed is None else seed, as_json=as_json)


def _asked(pool: Path | None, quotas: Path | None, seats: int | None) -> Pool:
    if pool is None or quotas is None or seats is None:
        raise click.UsageError(
            "Give POOL.csv, QUOTAS.csv and --seats; or --from OUT.json.",
        )
    people = read_people(_content(pool), pool.name)
    may_sit, _ = sifted(people, frozenset())
    return Pool(may_sit, read_quotas(_content(quotas), quotas.name), seats)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise click.ClickException(
            f"“{path.name}” cannot be read: {error.strerror}.",
        ) from error


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise click.ClickException(
            f"“{path.name}” cannot be written: {error.strerror}.",
        ) from error


def _certified(
    pool: Pool,
    method: Method,
    *,
    as_json: bool,
) -> Certificate | None:
    """The panels and tickets; None where no panel meets the quotas, once that is said."""
    kinds = kinds_of(pool)
    fair = fairest(kinds, method, _told)
    if fair is None:
        _tell_impossible(least_relaxation(pool, kinds), as_json=as_json)
        return None
    return certify(kinds, fair, method, _ids(pool))


def _ids(pool: Pool) -> tuple[str, ...]:
    return tuple(person.id for person in pool.people)


def _told(done: int, of: int, words: Words) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{render(words)}: {done} / {of}", nl=False, err=True)


def _thrown() -> str:
    return " ".join(str(secrets.randbelow(6) + 1) for _ in range(_DICE))


def _tell_impossible(
    relaxation: tuple[Relaxed, ...] | None,
    *,
    as_json: bool,
) -> None:
    if as_json:
        told = (
            None if relaxation is None else [_step(each) for each in relaxation]
        )
        click.echo(
            json.dumps(
                {"feasible": False, "relaxation": told},
                ensure_ascii=False,
            ),
        )
        return
    click.echo("No panel meets these quotas.", err=True)
    if relaxation is None:
        click.echo(
            "No change of quotas helps: there are too few people or households.",
            err=True,
        )
    _tell_relaxed(relaxation)


def _tell_relaxed(relaxation: tuple[Relaxed, ...] | None) -> None:
    for each in relaxation or ():
        quota = each.quota
        click.echo(
            _move(each, quota),
            err=True,
        )


def _move(each: Relaxed, quota: Quota) -> str:
    return (
        f"{each.bound} of {quota.category} “{quota.value}”: make it {each.new}."
    )


def _step(relaxed: Relaxed) -> dict[str, str | int]:
    quota = relaxed.quota
    return {
        "category": quota.category,
        "value": quota.value,
        "bound": relaxed.bound,
        "new": relaxed.new,
    }


def _tell_drawn(made: Certificate, dice: str, *, as_json: bool) -> None:
    chances = made.chances()
    panel = made.drawn(dice)
    never = [person for person, chance in chances.items() if not chance]
    minimum = min(chance for chance in chances.values() if chance)
    bound = max(made.bound, minimum)
    if as_json:
        told = {
            "probabilities": chances,
            "minimum": minimum,
            "bound": bound,
            "panel": panel,
            "dice": dice,
            "never": never,
            "list": made.digest.hex(),
        }
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(f"Drawn: {', '.join(panel)}")
    click.echo(
        f"Dice: {dice}. The list of {len(made.panels)} panels: {made.digest.hex()}",
    )
    click.echo(
        f"Smallest chance {minimum:.2%}; no lottery gives more than {bound:.2%}.",
    )
    if never:
        click.echo(f"On no possible panel: {', '.join(never)}")
