"""The real window in a page's test: what its pages ask of it is done, and can be read afterwards."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from pbdesk.app.desk import people_path
from pbdesk.app.sample.evening import PASSPHRASE
from pbdesk.ui.files import Files
from pbdesk.ui.hosting import Hosting
from pbdesk.ui.pages.page import Page
from pbdesk.ui.session import Session
from pbdesk.ui.settings import Settings
from pbdesk.ui.shell import Shell
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.confirm import ConfirmSheet
from tests.evenings import CHEAP


class Chosen(Files):
    """Asked for a file or folder, the person chooses what the test said."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.opens: Path | None = None
        self.folder: Path | None = None

    def ask_open(self, title: str, pattern: str) -> Path | None:
        return self.opens

    def ask_folder(self, title: str) -> Path | None:
        return self.folder


class Watched(Hosting):
    """The window's own host; it notes what it was asked for and then does it.

    `agrees` is what the person answers to every confirm sheet.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.forget()

    def forget(self) -> None:
        self.agrees = True
        self.banners: list[str] = []
        self.announced: list[str] = []
        self.asked: list[str] = []
        self.led_on: list[str] = []
        self.went: list[tuple[str, str | None]] = []
        self.previews: list[tuple[str, bytes, str]] = []
        self.in_room: list[str] = []
        self.kiosks = 0

    @property
    def opens(self) -> Path | None:
        return self._shell.files.opens

    @opens.setter
    def opens(self, path: Path | None) -> None:
        self._shell.files.opens = path

    @property
    def folder(self) -> Path | None:
        return self._shell.files.folder

    @folder.setter
    def folder(self, path: Path | None) -> None:
        self._shell.files.folder = path

    def banner(self, words, *, wrong=False):
        self.banners.append(theme().render(words))
        super().banner(words, wrong=wrong)

    def go_on(self, done):
        self.led_on.append(theme().render(done))
        super().go_on(done)

    def announce(self, words):
        self.announced.append(theme().render(words))
        super().announce(words)

    def final(self, sentence, verb, decision, then=None, *args, **given):
        before = self._shell.findChildren(ConfirmSheet)
        super().final(sentence, verb, decision, then, *args, **given)
        for sheet in self._shell.findChildren(ConfirmSheet):
            if sheet not in before:
                self.asked.append(
                    f"{theme().render(sentence)} [{theme().render(verb)}]",
                )
                (sheet._verb if self.agrees else sheet._cancel).click()

    def run(self, work, *, title, done):
        """Done by the window's own thread; it is over when this returns."""
        self._shell.long_work.start(work, title, done, quick=True)

    def go(self, page, field=None, question=""):
        self.went.append((page, field))
        super().go(page, field, question)

    def preview(self, title, pdf, file_name):
        self.previews.append((theme().render(title), pdf, file_name))
        super().preview(title, pdf, file_name)

    def show_in_room(self, scene):
        self.in_room.append(scene)
        super().show_in_room(scene)

    def open_kiosk(self):
        self.kiosks += 1
        super().open_kiosk()


class WatchedShell(Shell):
    """The window, whose pages are watched."""

    hosting = Watched

    def __init__(self, folder: Path) -> None:
        super().__init__(
            Settings(folder / "settings.ini"),
            Session(source=None, cost=CHEAP),
        )
        self.long_work.patience = (
            60  # work is done when it returns, however busy the machine is
        )
        self.saving.patience = 60  # and so is an act
        self.files = Chosen(self)

    @property
    def kiosk(self) -> QWidget | None:
        """The kiosk that covers the window, if one does."""
        return self._cover.kiosk

    def show_over(self, path: Path, page: str, *, locked: bool = False) -> Page:
        """A page over the file at `path`."""
        self.session.close()
        self.places.forget()
        while (
            self.long_work.busy
        ):  # what the test before left behind ends first
            QApplication.processEvents(
                QEventLoop.ProcessEventsFlag.WaitForMoreEvents,
                20,
            )
        self.host.forget()
        self.files.opens = self.files.folder = None
        wrong = self.session.open(path)
        assert wrong is None, wrong
        file = self.session.file
        assert file is not None
        if not locked and people_path(path).exists():
            file.unlock_people(PASSPHRASE, CHEAP)
        self.show_page(page)
        QApplication.processEvents()
        return self.places.page
