"""Options that several commands have, so that they are called and explained alike."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import click
import msgspec

__all__ = [
    "IN_JSON",
    "LOT_QUESTION",
    "LOT_SEED",
    "ONE_RULE",
    "PATH",
    "TO_FOLDER",
    "print_json",
    "signer",
]

PATH = click.Path(path_type=Path)
"""A file or a folder, whether it is there or not."""

IN_JSON = click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print one JSON object.",
)
ONE_RULE = click.option(
    "--rule",
    required=True,
    metavar="RULE",
    help="The counting rule; “pbdesk rules” lists them.",
)
LOT_SEED = click.option(
    "--seed",
    help="The public seed of the lot that settles ties.",
)
LOT_QUESTION = click.option(
    "--question",
    metavar="ID",
    help="Whose ties the lot settles, of several questions.",
)
TO_FOLDER = click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="The folder that gets the pack; this one when left out.",
)


def print_json(told: object) -> None:
    """What a command says with `--json`: one object on one line."""
    click.echo(msgspec.json.encode(told).decode())


def signer(given: str, known: Collection[str]) -> tuple[str, Path]:
    """Who signs with which file of a key, as `--sign WHO=KEYFILE` names them."""
    who, _, path = given.partition("=")
    if who not in known or not path:
        raise click.UsageError(
            f"“{given}” is not WHO=KEYFILE, with WHO one of {', '.join(known)}.",
        )
    return who, Path(path)
