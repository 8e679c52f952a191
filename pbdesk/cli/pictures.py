"""`pbdesk pictures`: draw every page, window and sheet of paper as PNG."""

from __future__ import annotations

import os
from pathlib import Path

import click

__all__ = ["pictures"]


@click.command(short_help="Draw every page, window and sheet of paper as PNG.")
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder that the pictures go into.",
)
@click.option(
    "--page",
    "only",
    metavar="NAME",
    help="Only one page, or “sheets”, “room”, “kiosk”, “paper”.",
)
@click.option(
    "--theme",
    "colours",
    type=click.Choice(["light", "dark", "contrast"]),
    default="light",
    help="The colours.",
)
@click.option(
    "--lang",
    "language",
    default="en",
    metavar="TAG",
    help="The language, such as “ar”.",
)
@click.option(
    "--text",
    type=click.IntRange(100, 200),
    default=100,
    help="Text size in per cent.",
)
def pictures(
    folder: Path,
    only: str | None,
    colours: str,
    language: str,
    text: int,
) -> None:
    """Draw every page, window and sheet of paper as PNG, from the sample evening."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from pbdesk.studio.pictures import Look
    from pbdesk.studio.pictures import pictures as drawn
    from pbdesk.ui.application import begin
    from pbdesk.ui.settings import COLOURS_BY_NAME

    _refuse_page(only)
    _refuse_language(language)
    begin()
    made = list(
        drawn(folder, Look(COLOURS_BY_NAME[colours], language, text), only),
    )
    click.echo(f"{len(made)} pictures in {folder}")


def _refuse_page(only: str | None) -> None:
    from pbdesk.studio.pictures import NAMES

    if only not in (None, *NAMES):
        words = (
            f"there is no page called “{only}”; there are {', '.join(NAMES)}."
        )
        raise click.BadParameter(words, param_hint="--page")


def _refuse_language(language: str) -> None:
    from pbdesk.i18n import locale_of

    try:
        locale_of(language)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--lang") from error
