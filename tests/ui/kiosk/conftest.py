"""The kiosk in a test.

The sample evening by a rulebook, two stubs given out, and a window that can be looked into.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from pbdesk.app.desk import Desk
from pbdesk.studio.scenes.kiosk import open_by
from pbdesk.ui.kiosk.pin import Pin
from pbdesk.ui.kiosk.recorded import Recorded
from pbdesk.ui.kiosk.review import Review
from pbdesk.ui.kiosk.window import KioskWindow
from pbdesk.ui.session import Opened
from pbdesk.ui.settings import Settings
from tests.evenings import evening_at
from tests.look import usual_look
from tests.ui.watched import WatchedShell

PIN = "2468"


@cache
def played(
    rules: tuple[tuple[str, str | int], ...],
) -> tuple[TemporaryDirectory[str], Path]:
    """The sample evening by these rules until the vote is open, as a file that nobody writes to."""
    keep = TemporaryDirectory(prefix="kiosk-")
    evening = evening_at("rules", Path(keep.name))
    open_by(dict(rules), evening)
    evening.desk.close()
    return keep, evening.desk.record.path


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    usual_look(qapp)
    yield
    usual_look(qapp)


@pytest.fixture(autouse=True)
def silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No voice, whatever this computer has: a test that wants one puts it there."""
    (tmp_path / "programs").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "programs"))


@pytest.fixture
def pin(tmp_path: Path) -> Pin:
    """The PIN of a computer on which one was set."""
    made = Pin(Settings(tmp_path / "settings.ini"))
    made.set(PIN)
    return made


@pytest.fixture
def desk_by(tmp_path: Path) -> Callable[[Mapping[str, str | int]], Desk]:
    """The sample's desk with the vote open by a rulebook; stubs K1 and K2 wait."""
    folders = count()

    def by(rules: Mapping[str, str | int]) -> Desk:
        _, path = played(tuple(rules.items()))
        folder = tmp_path / str(next(folders))
        folder.mkdir()
        return Desk.open(Path(shutil.copy(path, folder)))

    return by


class Clock:
    """The kiosk's clock, moved by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


class Voter:
    """What a voter does at the kiosk, with the time it takes."""

    def __init__(self, window: KioskWindow, clock: Clock) -> None:
        self.window, self._clock = window, clock

    def looks(self, seconds: float = 2.0) -> None:
        """See the screen as it is for so long."""
        for _ in range(3):
            QApplication.processEvents()
        self._clock.now += seconds
        if isinstance(self.window.face, Recorded):
            self.window.face.beats.timeout.emit()

    def checks(self) -> Review:
        """Look at the ballot and press the button that leads to the review."""
        self.looks()
        assert self.window.booth is not None
        self.window.booth.check.click()
        assert self.window.review is not None
        return self.window.review

    def casts(self) -> None:
        """Check, read, and cast."""
        review = self.checks()
        self.looks()
        review.casting.click()


@pytest.fixture
def voter_at(clock) -> Callable[[KioskWindow], Voter]:
    return lambda window: Voter(window, clock)


@pytest.fixture
def kiosk_of(
    qtbot,
    window: WatchedShell,
    pin,
    clock,
) -> Iterator[Callable[..., KioskWindow]]:
    """Hands the laptop over for the ballots of a desk, from the real window with its own disk."""

    def show(desk: Desk, pin: Pin = pin) -> KioskWindow:
        take_back(window)
        window.session.opened(Opened(desk, cut_short=False))
        kiosk = KioskWindow(window.host, None, pin, clock)
        with qtbot.waitActive(kiosk):
            window.hand_over(kiosk)
            kiosk.showNormal()
            kiosk.resize(1280, 800)
            kiosk.activateWindow()
        QApplication.processEvents()
        return kiosk

    yield show
    take_back(window)


def take_back(window: WatchedShell) -> None:
    """Leave the kiosk there is, and let go of the file."""
    kiosk = window.kiosk
    if kiosk is not None:
        kiosk.leave()
    QApplication.sendPostedEvents(
        None,
        QEvent.Type.DeferredDelete,
    )  # no later look reaches it
    window.session.close()


@pytest.fixture
def kiosk_by(kiosk_of, desk_by, pin) -> Callable[..., KioskWindow]:
    """Shows the kiosk by a rulebook, in an active window."""

    def show(
        rules: Mapping[str, str | int] | None = None,
        pin: Pin = pin,
    ) -> KioskWindow:
        return kiosk_of(desk_by(rules or {}), pin)

    return show
