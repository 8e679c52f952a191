"""The one window with the answers to its file dialogs, and what a person does and reads in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from pbdesk.ui.files import Files
from pbdesk.ui.session import Session
from pbdesk.ui.settings import Settings
from pbdesk.ui.shell import Shell
from tests.evenings import CHEAP


class Answers(Files):
    """File dialogs that are answered at once: `path` is what the person chooses."""

    def __init__(self, over: QWidget, folder: Path) -> None:
        super().__init__(over)
        self.path: Path | None = None
        self.offered, self._documents = "", folder

    @property
    def documents(self) -> Path:
        return self._documents

    def ask_open(self, title: str, pattern: str) -> Path | None:
        return self.path

    def ask_save(self, title: str, name: str, pattern: str) -> Path | None:
        self.offered = name
        return self.path


@dataclass
class Window:
    """The shell with the answers to its file dialogs."""

    shell: Shell
    files: Answers

    @property
    def at(self) -> str:
        return self.shell.places.here

    @property
    def said(self) -> str:
        banner = self.shell.frame.message
        return banner.words if banner.isVisible() else ""

    def wait(self, qtbot) -> None:
        qtbot.waitUntil(lambda: not self.shell.long_work.busy)


def made(folder: Path) -> Shell:
    shell = Shell(Settings(folder / "settings.ini"), Session(cost=CHEAP))
    shell.long_work.patience = shell.saving.patience = 60
    return shell


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(
    keys: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    QTest.keyClick(focused(), keys, modifier)


def write(text: str) -> None:
    QTest.keyClicks(focused(), text)


CTRL, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def step_keys(shell: Shell) -> list[str]:
    model = shell.frame.rail.model()
    return [
        model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(model.rowCount())
    ]


def texts(widget: QWidget) -> list[str]:
    return [
        label.text()
        for label in widget.findChildren(QLabel)
        if label.isVisible()
    ]
