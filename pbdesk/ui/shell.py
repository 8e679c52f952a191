"""The one window: a rail of steps, a header whose button leads to the next thing to do, and one page at a time.

The shell decides nothing. Its parts: `Session` (which assembly is open), `Frame` (what stands round a page), `Menus`,
`Projector` (the room), `Worker` (long work); `Hosting` is what pages see of it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, override

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from pbdesk.app.jobs.progress import Progress
from pbdesk.assembly.steps import StepState, next_step
from pbdesk.ui import way
from pbdesk.ui.files import ENDING, Files
from pbdesk.ui.frame import Frame
from pbdesk.ui.hosting import Hosting, failure
from pbdesk.ui.menus import Menus
from pbdesk.ui.pages import PAGES
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.start import LOBBY
from pbdesk.ui.projector import Projector
from pbdesk.ui.qt_words import QtWords
from pbdesk.ui.session import Session
from pbdesk.ui.settings import Settings
from pbdesk.ui.theme import Colours, theme
from pbdesk.ui.worker import Worker
from pbdesk.words import Words, say

__all__ = ["Shell"]

_LEAST, _FIRST = (1024, 640), (1280, 800)
_LABELS = {page.name: page.label for page in PAGES}


class Shell(QMainWindow):
    """The window. `settings` and `session` are this computer's and a fresh one, but for tests."""

    def __init__(self, settings: Settings | None = None, session: Session | None = None) -> None:
        super().__init__()
        self.settings, self.session = settings or Settings(), session or Session()
        self.files, self.worker, self.frame = Files(self), Worker(self), Frame()
        self.host = Hosting(self)
        self.room = Projector(lambda: self.session.state, self.host.banner, self)
        self.pages: dict[str, Page] = {}
        self.here, self._before, self._shown_desk = "start", "start", self.session.desk
        self._qt_words = QtWords()
        self.setCentralWidget(self.frame)
        self.frame.foot.add(self.room.strip)
        self.look(colours=self.settings.colours, text=self.settings.text, language=self.settings.language)
        self.menus = Menus(self)
        self._connect()
        self.setAcceptDrops(True)
        self.setMinimumSize(*_LEAST)
        if self.settings.geometry.isEmpty() or not self.restoreGeometry(self.settings.geometry):
            self.resize(*_FIRST)
        self.show_page("start")

    def _connect(self) -> None:
        self.session.changed.connect(self.refresh)
        self.frame.chosen.connect(self._choose)
        self.frame.going.connect(self.go_next)
        self.frame.stopped.connect(self.worker.stop)
        self.worker.progressed.connect(self.frame.show_progress)
        theme().changed.connect(self.refresh)

    # Pages

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self.pages[self.here]

    @property
    def labels(self) -> dict[str, Words]:
        """The pages of an assembly, by name, with what they are called."""
        return _LABELS

    def show_page(self, name: str, field: str | None = None, *, focus: bool = True) -> None:
        """Show a page and put the focus on a field, else on the first thing there."""
        page = self.pages.get(name) or self._made(name)
        if name != self.here:
            self.frame.show_message("")
            self._before = self.here
        self.here = name
        self._show_way()
        page.refresh()
        self.frame.pages.setCurrentWidget(page)
        if field is not None:
            page.go_to(field)
        elif focus:
            focus_first(page)

    def _made(self, name: str) -> Page:
        """The page of that name, made when it is first needed. Raises KeyError."""
        made = {**{page.name: page for page in PAGES}, **LOBBY}[name](self.host)
        self.pages[name] = made
        self.frame.pages.addWidget(made)
        return made

    def leave(self) -> None:
        """Go from a page before or beside the assembly back to where the person was."""
        if self.session.desk is None:
            self.show_page("start")
        else:
            self.show_page(self._before if self._before in _LABELS else self._first())

    def _choose(self, key: str) -> None:
        """Somebody went along the rail: the focus stays there."""
        self.show_page(way.first_page(key, _LABELS), focus=False)

    def next_step(self) -> StepState | None:
        """The step to which the header's button leads, if one is left that has a page."""
        found = next_step(self.session.state) if self.session.desk else None
        return found if found and found.missing[0].page in _LABELS else None

    def go_next(self) -> None:
        """Go to the page and field of the next missing thing. It never writes."""
        found = self.next_step()
        if found is not None:
            self.show_page(found.missing[0].page, found.missing[0].field)

    def _first(self) -> str:
        found = self.next_step()
        return found.missing[0].page if found else PAGES[0].name

    # What is open

    def open(self, path: Path) -> None:
        """Open a file, or say at the top of the page what is wrong with it."""
        self.host.open_file(path)

    def show_opened(self, *, ask: bool = True) -> None:
        """An assembly was opened: go where it goes on, after asking for the passphrase where there is one."""
        self.show_page(self._first())
        if ask and self.session.locked:
            self.show_page("unlock")

    def close_assembly(self) -> None:
        """Let go of the file, and stand at the start again."""
        if self.worker.busy:
            self.host.banner(say("Something is still being done. Stop it first."), wrong=True)
            return
        self.room.close()
        self.session.close()

    def refresh(self) -> None:
        """Show what is open as it stands now: rail, header, menus, room and the visible page."""
        if self.session.desk is not self._shown_desk:
            self._forget_pages()
        self._show_way()
        self.menus.refresh()
        self.room.refresh()
        self.page.refresh()

    def _forget_pages(self) -> None:
        """Another assembly, or none: its pages are made anew."""
        self._shown_desk = self.session.desk
        for name in [name for name in self.pages if name in _LABELS or name == "begin"]:
            page = self.pages.pop(name)
            self.frame.pages.removeWidget(page)
            page.deleteLater()
        if self.here not in self.pages:
            self.here = self._before = "start"
        if self.session.desk is None:
            self.show_page("start")

    def _show_way(self) -> None:
        desk, state = self.session.desk, self.session.state
        self.setWindowTitle(theme().render(way.window_title(state.mandate)))
        self.frame.show_rehearsal(rehearsal=state.mandate.rehearsal)
        inside = desk is not None and self.here not in ("start", "begin")
        self.frame.show_steps(way.rail_steps(state, desk.entries, _LABELS) if desk and inside else (), self.here)
        if desk is None:
            return
        self.settings.keep_recent(desk.record.path, state, desk.entries)
        header, found = self.frame.header, self.next_step()
        header.show_assembly(state.mandate.name, way.place_and_day(state.mandate))
        header.show_saved(*way.saved(desk))
        header.show_next(found.step.go(state) if found else None)

    # Beside the pages

    def look(self, *, colours: Colours | None = None, text: int | None = None, language: str | None = None) -> None:
        """Change colours, text size (per cent) or language, and remember it."""
        self.settings.keep_look(colours=colours, text=text, language=language)
        if language is not None:
            from pbdesk.i18n import locale_of

            self._qt_words.speak(_application(), locale_of(language))
        theme().set(colours=colours, scale=text / 100 if text else None, language=language)

    def work(self, work: Callable[[Progress], Any], title: Words, done: Callable[[Any], None]) -> None:
        """Do long work, with progress and Stop at the foot of the window."""
        if self.worker.busy:
            self.host.banner(say("Something else is still being done. Wait for it, or stop it first."), wrong=True)
            return
        self.frame.show_message("")
        self.frame.show_progress(0, 1, title)
        self.worker.start(work, done=lambda result: self._worked(done, result), failed=self._failed,
                          stopped=self._stopped)

    def _worked(self, done: Callable[[Any], None], result: Any) -> None:
        self.frame.hide_progress()
        done(result)

    def _stopped(self) -> None:
        self.frame.hide_progress()
        self.host.banner(say("Stopped. Nothing of it was kept."))

    def _failed(self, error: Exception) -> None:
        self.frame.hide_progress()
        words = failure(error)
        if words is None:
            self.host.banner(say("This went wrong inside pbdesk. What was recorded before is safe."), wrong=True)
            raise error
        self.host.banner(words, wrong=True)

    def preview(self, title: Words, pdf: bytes, file_name: str) -> None:
        """Show a sheet as it will be printed."""
        from pbdesk.ui.preview import Preview

        shown = Preview(title, pdf, file_name, self.files, self)
        shown.show()

    def open_kiosk(self) -> None:
        """Hand the laptop over: the kiosk for the next open stub, over this window."""
        stubs = self.session.state.door.open_permits(self.session.state.vote.taken)
        if not stubs:
            self.host.banner(say("No kiosk stub waits for its ballot. Give one out at the door first."), wrong=True)
            return
        from pbdesk.ui.kiosk.window import KioskWindow

        kiosk = KioskWindow(self.host, min(stubs, key=lambda stub: int(stub.removeprefix("K"))))
        self.kiosk = Cover(self, kiosk)

    # Qt

    @override
    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent, /) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.open(path)

    @override
    def closeEvent(self, event: QCloseEvent, /) -> None:
        self.worker.wait()
        self.room.close()
        theme().changed.disconnect(self.refresh)
        self.session.changed.disconnect(self.refresh)
        self.settings.keep_geometry(self.saveGeometry())
        self.session.close()
        self.settings.sync()
        super().closeEvent(event)
