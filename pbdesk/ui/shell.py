"""The one window: a rail of steps, a header whose button leads to the next thing to do.

And one page at a time. The shell decides nothing. Its parts: `Session` (which assembly is open),
`Frame` (what stands round a page), `Places` (the pages), `Menus`, `Projector` (the room),
`LongWork`; `Hosting` is what pages see of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast, override

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from pbdesk.assembly.public import Public, speaking
from pbdesk.i18n import locale_of
from pbdesk.jury.public import Told
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.entries import Id
from pbdesk.ui import sheets, way
from pbdesk.ui.awake import Awake
from pbdesk.ui.cover import Cover
from pbdesk.ui.dropping import dropped, take
from pbdesk.ui.files import Files
from pbdesk.ui.frame import Frame
from pbdesk.ui.heads import Heads
from pbdesk.ui.hosting import Hosting
from pbdesk.ui.kept import reminder
from pbdesk.ui.long_work import LongWork
from pbdesk.ui.menus import Menus
from pbdesk.ui.page_help import help_sheet
from pbdesk.ui.pages.given_out import waiting
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.palette import Palette
from pbdesk.ui.people_file import PeopleFile
from pbdesk.ui.places import LABELS, Places, labels_of
from pbdesk.ui.projector import Projector, shown_in_room
from pbdesk.ui.qt_words import speak
from pbdesk.ui.saving import Saving
from pbdesk.ui.session import Session
from pbdesk.ui.settings import Settings
from pbdesk.ui.theme import Colours, theme, worded
from pbdesk.ui.time_up import TimeUp
from pbdesk.words import Words, say

if TYPE_CHECKING:
    from pbdesk.ui.kiosk.window import KioskWindow

__all__ = ["Shell"]

_LEAST = (1024, 640)
_FIRST = (1280, 800)
_SOON = 3000
"""Milliseconds until the list of recent files knows what was done, should all end suddenly."""

_HUNG = say(
    "The room window was open when the program ended. What hung in the room is in the Room menu.",
)


class Shell(QMainWindow):
    """The window. `settings` and `session` are this computer's and a fresh one, but for tests."""

    hosting: ClassVar[type[Hosting]] = Hosting

    def __init__(
        self,
        settings: Settings | None = None,
        session: Session | None = None,
    ) -> None:
        super().__init__()
        self.settings = settings or Settings()
        self.session = session or Session()
        self.files = Files(self)
        self.frame = Frame()
        self.long_work = LongWork(self.frame, self)
        self.host = type(self).hosting(self)
        self.places = Places(self.frame.pages, self.host)
        self.room = Projector(
            self._for_the_room,
            self.host.banner,
            self,
            self.frame.foot,
            self.settings,
        )
        self._shown, self._cover = self.session.file, Cover(self.frame)
        self._asked = self.session.state.asked
        self._put_back: Words | None = None
        self.soon = QTimer(self, singleShot=True, interval=_SOON)
        self.saving = Saving(self.frame.pages, lambda: self._cover.kiosk, self)
        self.awake = Awake()
        self.time_up = TimeUp(
            lambda: self.host.desk.moment().at,
            self.sound,
            self,
        )
        self.setCentralWidget(self.frame)
        self.look(
            colours=self.settings.colours,
            text=self.settings.text,
            language=self.settings.language,
        )
        self.heads, self.people_file = Heads(self), PeopleFile(self)
        self.menus = Menus(self)
        self._connect()
        self.setAcceptDrops(True)
        self.setMinimumSize(*_LEAST)
        if self.settings.geometry.isEmpty() or not self.restoreGeometry(
            self.settings.geometry,
        ):
            self.resize(*_FIRST)
        self.show_page("start")

    def _for_the_room(self) -> Public | Told | None:
        """What may hang in the room; None where nothing of the open file may."""
        file = self.session.file
        if file is None or self.session.desk is not None:
            return shown_in_room(self.session.state)
        shown = file.kind.public(file.state)
        return shown if isinstance(shown, Told) else None

    def _connect(self) -> None:
        self.session.changed.connect(self.refresh)
        self.soon.timeout.connect(self.remember)
        self.session.leaving.connect(self._leave_assembly)
        self.saving.changed.connect(self._show_way)
        self.frame.chosen.connect(self._choose)
        self.frame.entered.connect(self.places.go_to_work)
        self.frame.going.connect(self.go_next)
        self.frame.turned.connect(self.turn_by)
        theme().changed.connect(self.refresh)

    # Pages

    def show_page(
        self,
        name: str,
        field: str | None = None,
        *,
        focus: bool = True,
    ) -> None:
        """Show a page and put the focus on a field, else on the first thing there."""
        if self.places.stand_at(name):
            self.frame.show_message("")
        self._show_way()
        self.places.show(field, focus=focus)

    def leave(self) -> None:
        """Go from a page before or beside the assembly back to where the person was."""
        self.show_page(self.places.back(self.session.file))
        self.heads.compare()

    def _choose(self, key: str) -> None:
        """Somebody goes along the rail: the focus stays there until they press or enter."""
        file = self.host.file
        self.show_page(
            way.first_page(file, key, labels_of(file.kind)),
            focus=False,
        )

    def go_next(self) -> None:
        """Go to the page and field of the next missing thing. It never writes."""
        found = self.places.next_step(self.session.file)
        if found is not None:
            first = found.missing[0]
            self.go(first.page, first.field, first.question)

    def go_on(self) -> None:
        """Go there by itself, where a page is done with; it turns to no other question."""
        found = self.places.next_step(self.session.file)
        if found is not None and found.missing[0].page != self.places.here:
            first = found.missing[0]
            if first.question in ("", self.session.state.asked):
                self._go_to(first.page, first.field)

    # Questions

    def go(
        self,
        page: str,
        field: str | None = None,
        question: str = "",
    ) -> None:
        """Show a page, turned to a question where one is named."""
        if question in ("", self.session.state.asked):
            self._go_to(page, field)
        else:
            self.turn(Id(question), partial(self._go_to, page, field))

    def _go_to(self, page: str, field: str | None) -> None:
        """Show a page for what is to be done on it."""
        self.show_page(page, field)
        if field is None:
            self.places.go_to_work()

    def turn(
        self,
        question: Id,
        then: Callable[[], None] | None = None,
    ) -> None:
        """Turn the window to a question; what is typed stays with the one that it was typed for."""
        beside = self.frame.question.isAncestorOf(
            QApplication.focusWidget() or self,
        )
        refusal = self.session.turn(question)
        if refusal is not None:
            self.host.banner(spoken(refusal), wrong=True)
        elif then is not None:
            then()
        elif not self.places.page.whole:
            self.show_page(self.places.here, focus=not beside)

    def turn_by(self, steps: int) -> None:
        """Turn to the question so many after the one that is shown; before it, where negative."""
        state = self.session.state
        if state.order:
            place = state.order.index(state.asked) + steps
            self.turn(state.order[place % len(state.order)])

    # What is open

    def open(self, path: Path) -> None:
        """Open a file, or say at the top of the page what is wrong with it."""
        self.host.open_file(path)

    def take(self, paths: Sequence[Path]) -> None:
        """Take a file that came from outside, unless a voter has the laptop."""
        if not self._cover.is_closed:
            take(self, paths)

    def come_forward(self, file: Path | None) -> None:
        """Somebody started pbdesk once more.

        This window comes before all others, and takes the file there was.
        """
        if self._cover.is_closed:
            return
        self.setWindowState(
            self.windowState() & ~Qt.WindowState.WindowMinimized,
        )
        self.show()
        self.raise_()
        self.activateWindow()
        if file is not None:
            self.take([file])

    def show_opened(self, *, ask: bool = True) -> None:
        """An assembly was opened.

        Go where it goes on, after asking for the passphrase where there is one.
        """
        file = self.host.file
        if ask:
            self._put_back = self.settings.put_back(
                file.record.path,
                file.state,
                file.entries,
            )
        hung = (
            self.settings.hanging(file.state.about.id)
            if self.room.window is None
            else ""
        )
        self.remember()
        found = self.places.next_step(file)
        first = self.places.first(file)
        if ask and self.session.locked:
            _ = self.places.stand_at(
                first,
            )  # that page is made when the person comes back to it
            self.show_page("unlock")
        elif found is not None:
            self.go(first, found.missing[0].field, found.missing[0].question)
        else:
            self.show_page(first)
        told = (
            self.session.kept
            or self._put_back
            or reminder(self.session.state, file.moment().at.date())
            or (_HUNG if hung else None)
        )
        if told is not None:
            self.host.banner(told)
        self.heads.compare()

    def remember(self) -> None:
        """Keep what is known of the open file for the list of recent ones."""
        file = self.session.file
        if file is not None:
            self.settings.keep_recent(
                file.record.path,
                file.state,
                file.entries,
                file.kind,
            )
            scene = "" if self.room.window is None else self.room.window.scene
            self.settings.keep_hanging(file.state.about.id, scene)

    def close_assembly(self) -> None:
        """Let go of the file, and stand at the start again."""
        if self.long_work.busy:
            self.host.banner(
                say("Something is still being done. Stop it first."),
                wrong=True,
            )
            return
        # what stands half-filled on a page is kept now, and the disk may take long
        self.places.forget()
        self.saving.afterwards(self.session.close)

    def _leave_assembly(self) -> None:
        """The file is about to be let go.

        Pages keep their drafts, the room closes, the list of recent files knows.
        """
        self.saving.settle()
        self.long_work.abandon()
        self.room.close()
        self.remember()
        self.places.forget()
        self.saving.settle()

    def refresh(self) -> None:
        """Show what is open as it stands now: rail, header, menus, room and the visible page."""
        if self.session.file is not self._shown:
            self._shown = self.session.file
            self.places.forget()
        if self.session.state.asked != self._asked:
            self._asked = self.session.state.asked
            self.places.turn()
        self._show_way()
        self.awake.keep(awake=self.session.state.any_open)
        self.time_up.follow(speaking(self.session.state))
        self.menus.refresh()
        self.room.refresh()
        if (
            not self._cover.is_closed
        ):  # at the kiosk, colours and language are the voter's
            self.room.follow()
        self.places.page.refresh()
        if self._shown is not None and not self.soon.isActive():
            self.soon.start()

    def _show_way(self) -> None:
        file = self.session.file
        about = file.state.about if file is not None else None
        here = (
            self.places.here
            if self.places.here in LABELS
            else self.places.back(file)
        )
        self.setWindowTitle(worded(way.window_title(about)))
        self.frame.show_rehearsal(
            rehearsal=about is not None and about.rehearsal,
        )
        inside = self.places.inside and not self._cover.is_closed
        self.frame.show_steps(
            way.rail_steps(file, labels_of(file.kind))
            if file and inside
            else (),
            here,
        )
        if file is not None:
            header = self.frame.header
            found = self.places.next_step(file)
            header.show_assembly(
                file.state.about.name,
                way.place_and_day(file.state.about),
            )
            header.show_saved(*way.saved(file, self.places.here))
            self.frame.show_question(*way.question_shown(self.session.state))
            onward = way.onward(file, found, self.places.here, LABELS)
            header.show_next(*(onward or (None, "")))

    # Undo

    def undo(self) -> None:
        """Take back the newest act."""
        if self.session.file is not None:
            self.host.act(self.session.file.undone, then=self._correct)

    def redo(self) -> None:
        """Take back the newest undo."""
        if self.session.file is not None:
            self.host.act(self.session.file.redone, then=self._correct)

    def _correct(self, refusal: Refusal | None) -> None:
        self.frame.show_message(spoken(refusal) if refusal else "", wrong=True)

    # Beside the pages

    def look(
        self,
        *,
        colours: Colours | None = None,
        text: int | None = None,
        language: str | None = None,
    ) -> None:
        """Change colours, text size (per cent) or language, and remember it."""
        self.settings.keep_look(colours=colours, text=text, language=language)
        if language is not None:
            speak(
                cast("QApplication", QApplication.instance()),
                locale_of(language),
            )
        theme().set(
            colours=colours,
            scale=text / 100 if text else None,
            language=language,
        )

    def turn_sound(self) -> None:
        """A sound when the time is up, or none; remembered."""
        self.settings.keep_sound(on=not self.settings.sound)

    def sound(self) -> None:
        """The system's own soft tone, where it has one and it is wanted."""
        if self.settings.sound:
            QApplication.beep()

    def preview(
        self,
        title: Words,
        pdf: bytes,
        file_name: str,
        *,
        print_only: bool = False,
    ) -> None:
        """Show a sheet as it will be printed."""
        from pbdesk.ui.preview import Preview

        Preview(
            title,
            pdf,
            file_name,
            self.files,
            self,
            print_only=print_only,
        ).show()

    def open_kiosk(self) -> None:
        """Hand the laptop over: the kiosk for the next open stub, over this window."""
        stub = next(iter(waiting(self.session.state)), None)
        if stub is None:
            self.host.banner(
                say(
                    "No kiosk ticket waits for its ballot. Give one out at the door first.",
                ),
                wrong=True,
            )
            return
        from pbdesk.ui.kiosk.pin import Pin
        from pbdesk.ui.kiosk.window import KioskWindow

        self.hand_over(KioskWindow(self.host, stub, Pin(self.settings)))

    def hand_over(self, kiosk: KioskWindow) -> None:
        """Cover this window with a kiosk until it is left."""
        self.menuBar().setEnabled(False)
        self._cover.close_over(kiosk, self._uncovered)
        self.refresh()
        kiosk.show_over(self)

    def _uncovered(self) -> None:
        """The kiosk was left: the laptop is the facilitator's again."""
        self.menuBar().setEnabled(True)
        self.refresh()
        self.show_page(self.places.here)

    def turn_full_screen(self) -> None:
        """Fill the screen, or no longer."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()
        self.menus.refresh()

    def show_palette(self) -> None:
        """All that the menus can do, to be found by typing."""
        palette = Palette(self.menus.acts(), self)
        palette.done_with.connect(self.menus.do)
        palette.open()

    def show_help(self) -> None:
        """What the page is for where the person stands, on a sheet."""
        sheet = help_sheet(self.places.here, self.places.page.label, self)
        if sheet is not None:
            sheet.show()

    def show_shortcuts(self) -> None:
        """Every shortcut of the menus, on a sheet."""
        sheets.shortcut_sheet(self.menus.shortcuts(), self).show()

    def show_about(self) -> None:
        """Version and licences, on a sheet."""
        sheets.about_sheet(self).show()

    # Qt

    @override
    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        if dropped(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent, /) -> None:
        event.acceptProposedAction()
        self.take(dropped(event))

    @override
    def closeEvent(self, event: QCloseEvent, /) -> None:
        if (
            self._cover.is_closed
        ):  # a voter has the laptop, and only the PIN leads out
            event.ignore()
            return
        if self.saving.busy:
            event.ignore()
            self.host.banner(
                say(
                    "The last entry is still being saved. Close the window once it is.",
                ),
                wrong=True,
            )
            return
        self.places.forget()
        if self.saving.busy:
            event.ignore()
            self.saving.afterwards(self.close)
            return
        self.long_work.close()
        self.awake.keep(awake=False)
        self.settings.keep_geometry(self.saveGeometry())
        self.session.close()
        self.settings.sync()
        super().closeEvent(event)
