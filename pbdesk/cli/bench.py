"""`pbdesk bench`: times the work that people wait for, on this machine."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from pbdesk.app.bench import BENCHES, Figure, count_file, run
from pbdesk.canonical import JsonObject
from pbdesk.cli.options import IN_JSON, PATH
from pbdesk.i18n import render
from pbdesk.voting.formats import ImportRefused

__all__ = ["bench"]

_WINDOW = "ui"


@click.command
@click.argument("names", nargs=-1, type=click.Choice([*BENCHES, _WINDOW]))
@click.option(
    "--file",
    "file",
    type=PATH,
    metavar="FILE",
    help="Count a real file instead.",
)
@IN_JSON
def bench(names: tuple[str, ...], file: Path | None, as_json: bool) -> None:
    """Time the work that people wait for.

    NAMES are record, count, evening and ui; all when none is given.
    """
    measured: list[tuple[str, Figure]] = []
    try:
        for name, figure in (
            (("file", each) for each in count_file(file))
            if file
            else _figures(names)
        ):
            measured.append((name, figure))
            if not as_json:
                _tell(name, figure)
    except ImportRefused as refused:
        raise click.ClickException(render(refused.words)) from refused
    if as_json:
        click.echo(
            json.dumps(
                _json(measured),
            ),
        )


def _tell(name: str, figure: Figure) -> None:
    click.echo(
        f"{name:<8} {figure.what:<60} {figure.value:10.3f} {figure.unit}",
    )


def _json(measured: list[tuple[str, Figure]]) -> list[JsonObject]:
    return [_row(name, each) for name, each in measured]


def _row(name: str, each: Figure) -> JsonObject:
    return {
        "bench": name,
        "what": each.what,
        "value": each.value,
        "unit": each.unit,
    }


def _figures(names: tuple[str, ...]) -> Iterator[tuple[str, Figure]]:
    """The figures of these benches, in the order asked for; of all when none is named."""
    for name in names or (*BENCHES, _WINDOW):
        yield from (_measured(name))


def _measured(name: str) -> Iterator[tuple[str, Figure]]:
    if name == _WINDOW:
        return ((_WINDOW, each) for each in _window())
    return run((name,))


def _window() -> Iterator[Figure]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from pbdesk.studio.bench import window

    with tempfile.TemporaryDirectory() as folder:
        yield from window(Path(folder))
