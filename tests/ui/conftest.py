"""The one window in a test.

The sample evening played to a moment, opened in the shell, its people unlocked; and the window that
all tests of pages and of the kiosk share.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from pbdesk.app.chance import from_seed
from pbdesk.app.sample.evening import PASSPHRASE
from pbdesk.ledger.sqlite import File
from pbdesk.ui.files import Files
from pbdesk.ui.session import Session
from pbdesk.ui.settings import Settings
from pbdesk.ui.shell import Shell
from tests.evenings import CHEAP, file_at
from tests.look import usual_look
from tests.ui.watched import WatchedShell


class Folder(Files):
    """Asked for a folder, the person chooses `path`."""

    def __init__(self, over: QWidget, path: Path) -> None:
        super().__init__(over)
        self.path: Path | None = path

    def ask_folder(self, title: str) -> Path | None:
        return self.path


@pytest.fixture(scope="session")
def window(qapp: QApplication, tmp_path_factory) -> Iterator[WatchedShell]:
    """The one window of all tests of pages and of the kiosk, with its own saving thread."""
    usual_look(qapp)
    shell = WatchedShell(tmp_path_factory.mktemp("window"))
    yield shell
    shell.close()


@pytest.fixture
def held(monkeypatch, window):
    """The disk keeps a COMMIT waiting until it is let go; the window turns away at once."""
    run, go_on = File.run, threading.Event()

    def slow(self: File, sql: str, values=()) -> None:
        if sql == "COMMIT":
            go_on.wait()
        run(self, sql, values)

    monkeypatch.setattr(File, "run", slow)
    monkeypatch.setattr(window.saving, "patience", 0)
    yield go_on
    go_on.set()
    window.saving.settle()


@pytest.fixture
def shell_at(
    qapp: QApplication,
    qtbot,
    tmp_path: Path,
) -> Iterator[Callable[..., Shell]]:
    """Opens the sample at a moment in a window; asked for a folder, the person chooses `stick`.

    `on` sets the clock.
    """
    usual_look(qapp)
    shells: list[Shell] = []

    def show(
        moment: str | None = None,
        *,
        unlock: bool = True,
        on: datetime | None = None,
    ) -> Shell:
        source = (
            None if on is None else lambda: from_seed("on that day", lambda: on)
        )
        shell = Shell(
            Settings(tmp_path / "settings.ini"),
            Session(source=source, cost=CHEAP),
        )
        shell.long_work.patience = 60  # a file is open when opening returns
        shell.saving.patience = (
            60  # an act is over when it returns, however busy the machine is
        )
        shells.append(shell)
        shell.files = Folder(shell, tmp_path / "stick")
        qtbot.addWidget(shell)
        with qtbot.waitActive(shell):
            shell.show()
            shell.activateWindow()
        if moment is not None:
            shell.open(file_at(moment, tmp_path))
            if unlock:
                assert shell.session.desk is not None
                shell.session.desk.unlock_people(PASSPHRASE, CHEAP)
                shell.refresh()
            shell.leave()
        return shell

    yield show
    for shell in shells:
        shell.close()
    usual_look(qapp)
