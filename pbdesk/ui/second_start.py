"""A second start of pbdesk.

The window that is open already comes forward with the file, and no other one opens. Starts meet at
a local socket that only the same person can reach. A window that does not answer within a second is
taken for gone; the lock beside a record still refuses two that write into one file.
"""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

import msgspec
from platformdirs import user_runtime_path
from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

__all__ = ["SecondStarts", "hand_over"]

_PATIENCE = 1000  # milliseconds
_TAKEN = b"taken\n"


def _meeting_place() -> str:
    """The socket's name: a pipe on Windows, elsewhere a file in the person's own folder."""
    if sys.platform == "win32":
        return f"pbdesk-{getpass.getuser()}"
    folder = user_runtime_path("pbdesk", appauthor=False)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return str(folder / "window")


def hand_over(file: Path | None) -> bool:
    """Give the file to a window that is open already; whether there was one.

    None says nothing but "come forward".
    """
    socket = QLocalSocket()
    socket.connectToServer(_meeting_place())
    if not socket.waitForConnected(_PATIENCE):
        return False
    _ = socket.write(
        msgspec.json.encode(None if file is None else str(file.absolute()))
        + b"\n",
    )
    answered = socket.waitForBytesWritten(
        _PATIENCE,
    ) and socket.waitForReadyRead(
        _PATIENCE,
    )
    return answered and socket.readLine().data() == _TAKEN


class SecondStarts(QObject):
    """Waits for them; `came` tells the file of one, None where it had none."""

    came = Signal(object)
    """Path | None"""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(
            QLocalServer.SocketOption.UserAccessOption,
        )
        self._server.newConnection.connect(self._meet)
        QLocalServer.removeServer(_meeting_place())  # what a crash left there
        self._server.listen(_meeting_place())

    def _meet(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._hear(socket))
        socket.disconnected.connect(socket.deleteLater)

    def _hear(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        try:
            said = msgspec.json.decode(
                socket.readLine().data(),
                type=str | None,
            )
        except msgspec.DecodeError:
            socket.abort()
            return
        _ = socket.write(_TAKEN)
        self.came.emit(None if said is None else Path(said))
