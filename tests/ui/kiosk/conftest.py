"""The kiosk in a test.

The sample evening by a rulebook, two stubs given out, and a window that can be looked into.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PySide6.QtWidgets import QApplication

from pbdesk.app.desk import Desk
from pbdesk.studio.scenes.kiosk import KioskScene, evening_for
from pbdesk.ui.kiosk.pin import Pin
from pbdesk.ui.kiosk.window import KioskWindow
from pbdesk.ui.settings import Settings
from tests.evenings import CHEAP
from tests.look import usual_look
from tests.ui.host import DeskHost

PIN = "2468"


@cache
def played(rules: tuple[tuple[str, str | int], ...]) -> tuple[TemporaryDirectory[str], Path]:
    """The sample evening by these rules until the vote is open, as a file that nobody writes to."""
    keep = TemporaryDirectory(prefix="kiosk-")
    path = Path(keep.name) / "millbrook.pbdesk"
    evening_for(KioskScene("", lambda _window: None, dict(rules)), path, CHEAP).desk.close()
    return keep, path


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    usual_look(qapp)
    yield
    usual_look(qapp)


@pytest.fixture
def pin(tmp_path: Path) -> Pin:
    """The PIN of a computer on which one was set."""
    made = Pin(Settings(tmp_path / "settings.ini"))
    made.set(PIN)
    return made


@pytest.fixture
def desk_by(tmp_path: Path) -> Iterator[Callable[[Mapping[str, str | int]], Desk]]:
    """The sample's desk with the vote open by a rulebook; stubs K1 and K2 wait."""
    opened: list[Desk] = []

    def by(rules: Mapping[str, str | int]) -> Desk:
        _, path = played(tuple(rules.items()))
        opened.append(Desk.open(Path(shutil.copy(path, tmp_path))))
        return opened[-1]

    yield by
    for desk in opened:
        desk.close()


@pytest.fixture
def kiosk_by(qtbot, desk_by, pin) -> Iterator[Callable[..., KioskWindow]]:
    """Shows the kiosk by a rulebook, in an active window."""
    shown: list[KioskWindow] = []

    def show(rules: Mapping[str, str | int] | None = None, pin: Pin = pin) -> KioskWindow:
        window = KioskWindow(DeskHost(desk_by(rules or {})), None, pin)
        shown.append(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        QApplication.processEvents()
        return window

    yield show
    for window in shown:
        window.leave()
        window.deleteLater()
