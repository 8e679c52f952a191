"""Awake: the computer does not go to sleep and the screen does not lock while the vote is open.

Each system is asked in its own way, and each lets go by itself when pbdesk ends, however it ends. A
closed lid is not in our hands. A system that cannot be asked (Linux without a session bus) is left
as it is.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import Protocol

__all__ = ["Awake"]

_WHY = "The vote is open"  # some systems list who keeps them awake


class _System(Protocol):
    def hold(self) -> None: ...
    def release(self) -> None: ...


class _Linux:
    """The desktop's screen saver, by D-Bus.

    The request holds as long as its connection: leaving that takes it back.
    """

    _NAME = "pbdesk-awake"

    def hold(self) -> None:
        if not _has_bus():
            return  # Qt would start a bus that nobody listens to
        from PySide6.QtDBus import QDBusConnection, QDBusMessage

        bus = QDBusConnection.connectToBus(
            QDBusConnection.BusType.SessionBus,
            self._NAME,
        )
        asked = QDBusMessage.createMethodCall(
            "org.freedesktop.ScreenSaver",
            "/org/freedesktop/ScreenSaver",
            "org.freedesktop.ScreenSaver",
            "Inhibit",
        )
        asked.setArguments(["pbdesk", _WHY])
        _ = bus.asyncCall(asked)

    def release(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        QDBusConnection.disconnectFromBus(self._NAME)


def _bus_of_this_session() -> Path:
    return Path(os.environ.get("XDG_RUNTIME_DIR", "/nowhere")) / "bus"


class _Windows:
    """A request that lasts until the next one by the same thread.

    The window's, which lives as long as pbdesk.
    """

    _LASTING = 0x80000000
    _SYSTEM = 0x1
    _SCREEN = 0x2

    def hold(self) -> None:
        self._ask(self._LASTING | self._SYSTEM | self._SCREEN)

    def release(self) -> None:
        self._ask(self._LASTING)

    def _ask(self, state: int) -> None:
        if sys.platform == "win32":
            _ = ctypes.windll.kernel32.SetThreadExecutionState(state)


class _Mac:
    """The system's own `caffeinate`, which ends with our process."""

    def __init__(self) -> None:
        from PySide6.QtCore import QProcess

        self._process = QProcess()

    def hold(self) -> None:
        from PySide6.QtCore import QCoreApplication

        self._process.start(
            "/usr/bin/caffeinate",
            ["-di", "-w", str(QCoreApplication.applicationPid())],
        )

    def release(self) -> None:
        self._process.terminate()
        _ = self._process.waitForFinished(1000)


class Awake:
    """Keeps the computer awake while it is told to."""

    def __init__(self, system: _System | None = None) -> None:
        """Not yet. `system` is this computer's, but for tests."""
        self._system = system or _this_system()
        self.held = False

    def keep(self, *, awake: bool) -> None:
        """Hold it awake, or let it sleep again; asked twice, nothing changes."""
        if awake != self.held:
            self.held = awake
            if awake:
                self._system.hold()
            else:
                self._system.release()


def _has_bus() -> bool:
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return True
    return _bus_of_this_session().exists()


def _this_system() -> _System:
    match sys.platform:
        case "win32":
            return _Windows()
        case "darwin":
            return _Mac()
        case _:
            return _Linux()
