"""`pbdesk [FILE]`: open the window. A fault becomes a report on disk and a sentence at the top of the page."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import click

from pbdesk.cli import crash
from pbdesk.words import plain

if TYPE_CHECKING:
    from pbdesk.ui.shell import Shell

__all__ = ["window"]


@click.command(short_help="Open the window.")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.pass_context
def window(ctx: click.Context, file: Path | None) -> None:
    """Open the window, on an assembly's FILE or at the start."""
    if sys.platform == "linux" and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))):
        raise click.ClickException("there is no screen here to open a window on; “pbdesk --help” lists what works "
                                   "without.")
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from pbdesk.ui.shell import Shell
    from pbdesk.ui.theme import theme

    app = QApplication([*sys.argv[:1]])
    app.setApplicationName("pbdesk")
    app.setDesktopFileName("pbdesk")
    theme().apply(app)
    shell = Shell()
    _tell_faults(shell)
    shell.show()
    if file is not None:
        QTimer.singleShot(0, shell, lambda: shell.open(file))
    ctx.exit(app.exec())


def _tell_faults(shell: Shell) -> None:
    """What goes wrong in the window is written down and said; the window stays open, since the record is safe."""

    def told(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        words = crash.sentence(error)
        click.echo(words, err=True)
        shell.host.banner(plain(words), wrong=True)

    sys.excepthook = told
