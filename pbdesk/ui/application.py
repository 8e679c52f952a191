"""The application: Qt begun and dressed once a process, and the window opened on a file."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from pbdesk.ui import threads
from pbdesk.ui.dress import dress
from pbdesk.ui.second_start import SecondStarts, hand_over
from pbdesk.ui.shell import Shell
from pbdesk.words import plain

__all__ = ["begin", "open_window"]

_TITLE = 40
"""Pixels that the system's frame takes above and below a window."""


def _application() -> QApplication:
    there = QApplication.instance()
    if there is None:
        gc.freeze()
    return (
        there if isinstance(there, QApplication) else QApplication(sys.argv[:1])
    )


def begin() -> QApplication:
    """The process's one application, dressed.

    What is loaded by now stays until the end: a search for garbage that went through all of it
    would take as long as anybody may wait.
    """
    app = _application()
    app.setApplicationName("pbdesk")
    app.setDesktopFileName("pbdesk")
    dress(app)
    return app


def open_window(
    file: Path | None,
    fault: Callable[[BaseException], str],
) -> int:
    """Open the window and stay until it is closed; the exit code.

    Where one is open already, that one takes the file. `fault` writes down what went wrong inside
    and gives the sentence that the page then shows. The window stays open: what was recorded is
    safe.
    """
    app = begin()
    if hand_over(file):
        return 0
    threads.collect_between_events(app)
    shell = Shell()
    starts = SecondStarts(shell)
    starts.came.connect(shell.come_forward)

    def told(
        _kind: type[BaseException],
        error: BaseException,
        _trace: TracebackType | None,
    ) -> None:
        shell.host.banner(plain(fault(error)), wrong=True)

    sys.excepthook = told
    _show(shell)
    if file is not None:
        QTimer.singleShot(0, shell, lambda: shell.take([file]))
    return app.exec()


def _show(shell: Shell) -> None:
    """Show the window.

    On a laptop with less room than it wishes it fills the screen, so that its foot is in sight.
    """
    room = shell.screen().availableGeometry()
    if shell.width() > room.width() or shell.height() + _TITLE > room.height():
        shell.showMaximized()
    else:
        shell.show()
