"""A person before the real window, with settings and files of their own.

Only passphrases are cheap to guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pbdesk.app.chance import Source
from pbdesk.ui.dress import dress
from pbdesk.ui.kiosk.window import KioskWindow
from pbdesk.ui.session import Session
from pbdesk.ui.settings import Settings
from pbdesk.ui.shell import Shell
from pbdesk.ui.theme import theme
from tests.evenings import CHEAP
from tests.journeys.person import Person


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    dress(qapp)
    theme().set(colours="light", scale=1.0, language="en")
    yield
    theme().set(colours="light", scale=1.0, language="en")


@pytest.fixture
def sits_down(
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[..., Person]]:
    """Opens the window as the program does, and puts a person before it.

    Each time it is the same computer; `source` is its clock and chance, where months go by.
    """
    open_: list[Shell] = []
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path))
    patient = count(
        0.0,
        2.0,
    )  # at the kiosk two seconds pass between any two looks at the clock
    monkeypatch.setattr(
        "pbdesk.ui.kiosk.window.monotonic",
        lambda: next(patient),
    )

    def sit_down(source: Callable[[], Source] | None = None) -> Person:
        shell = Shell(
            Settings(tmp_path / "settings.ini"),
            Session(source=source, cost=CHEAP),
        )
        shell.long_work.patience = shell.saving.patience = 60
        open_.append(shell)
        with qtbot.waitActive(shell):
            shell.show()
            shell.activateWindow()
        return Person(shell, qtbot, monkeypatch)

    yield sit_down
    for kiosk in QApplication.topLevelWidgets():
        if isinstance(kiosk, KioskWindow):  # a journey that failed at the kiosk
            kiosk.leave()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for shell in open_:
        if shell.isVisible():
            shell.close()
        shell.deleteLater()


@pytest.fixture
def person(sits_down: Callable[..., Person]) -> Person:
    """Somebody before the window, at its start."""
    return sits_down()
