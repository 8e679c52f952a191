"""The projector: the room window and its strip at the foot of the page.

Both are made when the room is first opened. What the room may show is `Public`, or of a case
`Told`, built from the state without people, marks or running counts; of a file that shows nothing
it is black. The room speaks the language that the laptop had when it was first opened, or one of
its own; whoever turns the laptop to another does not turn the hall.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast, override

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from pbdesk.app.jobs.result import question_code
from pbdesk.assembly.public import Public, public
from pbdesk.assembly.state import Assembly
from pbdesk.i18n import locale_of
from pbdesk.jury.public import Told
from pbdesk.ui.room.window import CASE_SCENES, SCENES, RoomWindow
from pbdesk.ui.room_strip import RoomStrip
from pbdesk.ui.settings import Settings
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.boxes import Column
from pbdesk.words import Words, say

__all__ = ["Projector", "shown_in_room"]

_SETTLED = 500
"""Milliseconds until the system has moved windows after a screen came or went."""


def shown_in_room(state: Assembly) -> Public:
    """What may be projected now, with the code of a declared result."""
    return replace(public(state), code=question_code(state))


class Projector(QObject):
    """Opens and steers the room window.

    `changed` tells that it was opened, closed, blackened or frozen.
    """

    changed = Signal()

    def __init__(
        self,
        shown: Callable[[], Public | Told | None],
        tell: Callable[[Words], None],
        shell: QWidget,
        foot: Column,
        settings: Settings,
    ) -> None:
        super().__init__(shell)
        self._shown = shown
        self._tell = tell
        self._shell = shell
        self._foot = foot
        self._settings = settings
        self._strip: RoomStrip | None = None
        self._language: str | None = None
        self.window: RoomWindow | None = None
        self._settling = QTimer(self, singleShot=True, interval=_SETTLED)
        self._settling.timeout.connect(self._follow_screens)
        application = cast("QGuiApplication", QGuiApplication.instance())
        application.screenAdded.connect(self._wait_for_screens)
        application.screenRemoved.connect(self._wait_for_screens)

    def show_scene(self, scene: str) -> None:
        """Show a scene, opening the window if needed. Raises KeyError for one there is none of."""
        window = self.window or self._opened(scene)
        window.show_public(self._shown(), scene)

    def refresh(self) -> None:
        """Show the assembly as it stands; frozen, the window keeps what it shows."""
        if self.window is not None:
            self.show_scene(self.window.scene)

    def follow(self) -> None:
        """Look as the laptop looks now."""
        if self.window is not None:
            self.window.follow()

    def turn_black(self) -> None:
        """Show nothing, or again what hung there."""
        if self.window is not None:
            self.window.turn_black()

    def freeze(self) -> None:
        """Keep what is shown while the assembly goes on, or follow it again."""
        if self.window is not None:
            self.window.freeze()

    def speak(self, language: str) -> None:
        """Speak a language of its own."""
        self._language = language
        if self.window is not None:
            self.window.speak(locale_of(language))

    def close(self) -> None:
        """Take the room away."""
        if self.window is not None:
            self.window.close()

    def _opened(self, scene: str) -> RoomWindow:
        window = self.window = RoomWindow()
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.installEventFilter(self)
        window.moved.connect(self.changed)
        self._language = self._language or str(
            theme().locale,
        )  # once opened, the room keeps it
        window.speak(locale_of(self._language))
        window.show_public(self._shown(), scene)
        self._followed(window)
        if not window.show_beside(self._shell, self._settings.room):
            self._tell(
                say(
                    "Only one screen was found, so the room is a window of its own. Connect the "
                    "projector, and "
                    "let the system extend the screen, not mirror it.",
                ),
            )
        self._shell.activateWindow()
        self.changed.emit()
        return window

    def _wait_for_screens(self, _screen: QScreen) -> None:
        self._settling.start()

    def _follow_screens(self) -> None:
        """A projector was connected: the room goes there.

        It was taken away: the room no longer covers the laptop.
        """
        window, shell = self.window, self._shell
        if window is not None and window.screen() is shell.screen():
            window.show_beside(shell)
            shell.activateWindow()

    def _followed(self, window: RoomWindow) -> None:
        if self._strip is None:
            self._strip = RoomStrip()
            self._strip.chosen.connect(self.show_scene)
            self._strip.closing.connect(self.close)
            self._foot.add(self._strip)
        is_case = isinstance(self._shown(), Told)
        self._strip.offer(CASE_SCENES if is_case else SCENES)
        self._strip.follow(window)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if (
            self.window is not None
            and watched is self.window
            and event.type() == QEvent.Type.Close
        ):
            self._settings.keep_room(self.window.saveGeometry())
            self.window = None
            if self._strip is not None:
                self._strip.follow(None)
            self.changed.emit()
        return super().eventFilter(watched, event)
