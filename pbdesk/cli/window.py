"""`pbdesk [FILE]`: open the window.

A fault becomes a report on disk and a sentence at the top of the page.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from pbdesk.cli import crash
from pbdesk.cli.options import PATH

__all__ = ["window"]


@click.command(short_help="Open the window.")
@click.argument("file", type=PATH, required=False)
@click.pass_context
def window(ctx: click.Context, file: Path | None) -> None:
    """Open the window, on an assembly's FILE or at the start."""
    if sys.platform == "linux" and not _has_screen():
        raise click.ClickException(
            "there is no screen here to open a window on; “pbdesk "
            "--help” lists what works without.",
        )
    from pbdesk.ui.application import open_window

    ctx.exit(open_window(file, _told))


def _has_screen() -> bool:
    return any(
        map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")),
    )


def _told(error: BaseException) -> str:
    words = crash.sentence(error)
    click.echo(words, err=True)
    return words
