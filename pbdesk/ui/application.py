"""The application: Qt begun and dressed once a process, and the window opened on a file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from pbdesk.ui.second_start import SecondStarts, hand_over
from pbdesk.ui.shell import Shell
from pbdesk.ui.theme import theme
from pbdesk.words import plain

__all__ = ["begin", "open_window"]


def begin() -> QApplication:
    """The process's one application, dressed."""
    there = QApplication.instance()
    app = there if isinstance(there, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("pbdesk")
    app.setDesktopFileName("pbdesk")
    theme().apply(app)
    return app


def open_window(file: Path | None, fault: Callable[[BaseException], str]) -> int:
    """Open the window and stay until it is closed; the exit code. Where one is open already, that one takes the file.

    `fault` writes down what went wrong inside and gives the sentence that the page then shows. The window stays open:
    what was recorded is safe.
    """
    app = begin()
    if hand_over(file):
        return 0
    shell = Shell()
    starts = SecondStarts(shell)
    starts.came.connect(shell.come_forward)

    def told(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        shell.host.banner(plain(fault(error)), wrong=True)

    sys.excepthook = told
    shell.show()
    if file is not None:
        QTimer.singleShot(0, shell, lambda: shell.take([file]))
    return app.exec()
