"""The room window: a second window for the projector.

It shows `Public` and nothing else, by construction. Keys: Right or Space next, Left back, B black,
F freeze, F11 full screen, Esc leaves full screen. Colours are the laptop's as they were when
`follow` was called last, and so is the language until `speak` gives it its own: a voter at the
kiosk may turn the laptop's contrast and language, and the room shall not turn with it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import override

from PySide6.QtCore import QByteArray, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QScreen,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pbdesk.assembly.public import Public
from pbdesk.i18n import Locale, is_right_to_left, render
from pbdesk.jury.public import Told
from pbdesk.ui.room.board import BIG, HUGE, LEAST, SIDE, TEXT, Board
from pbdesk.ui.room.bodies import draw_body
from pbdesk.ui.room.deliberation import SpeakingBody
from pbdesk.ui.room.deliberation_paint import Area
from pbdesk.ui.room.heard import REHEARSAL, heard
from pbdesk.ui.room.hearing import CASE_SCENES, case_screens
from pbdesk.ui.room.screen import Screen
from pbdesk.ui.room.view import SCENES, screens
from pbdesk.ui.theme import Tones, theme
from pbdesk.ui.widgets.painted import Painted
from pbdesk.words import Clock, Words, say

__all__ = ["CASE_SCENES", "SCENES", "RoomWindow", "other_screen"]

_FIRST = QSize(1280, 720)


def _now() -> datetime:
    return datetime.now().astimezone()


class RoomWindow(QWidget):
    """What hangs in the room.

    `show_public` shows a scene; `moved` tells that step, black or freeze changed.
    """

    moved = Signal()

    def __init__(self, *, now: Callable[[], datetime] = _now) -> None:
        """`now` is the wall clock."""
        super().__init__(None, Qt.WindowType.Window)
        self._tones = theme().tones
        self._locale = theme().locale
        self._now = now
        self._public: Public | Told | None = None
        self._waiting: tuple[Public | Told | None, str] | None = None
        self._screens: tuple[Screen, ...] = ()
        self.scene = "question"
        self.step = 0
        self.black = self.frozen = False
        self._wall = _Wall()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._wall)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.resize(_FIRST)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self._tones = theme().tones
        self.speak(self._locale)

    # What is shown

    def show_public(self, public: Public | Told | None, scene: str) -> None:
        """Show a scene of the assembly or case. The same scene keeps its step; frozen, it waits.

        None: nothing may be shown. Raises KeyError.
        """
        if self.frozen:
            self._waiting = (public, scene)
            return
        self._waiting = None
        same = scene == self.scene and self._public is not None
        self._public = public
        self.scene = scene
        self._screens = _screens(public, scene)
        self.step = min(self.step, len(self._screens) - 1) if same else 0
        self._draw()

    def speak(self, locale: Locale) -> None:
        """Speak this language, in its own direction, whatever the laptop speaks."""
        self._locale = locale
        right = Qt.LayoutDirection.RightToLeft
        self.setLayoutDirection(
            right if is_right_to_left(locale) else Qt.LayoutDirection.LeftToRight,
        )
        self._draw()

    def follow(self) -> None:
        """Wear the colours of the laptop as it looks now. The language stays: a hall reads it."""
        self._tones = theme().tones
        self._draw()

    def _show(self, words: Words | str) -> str:
        return render(words, self._locale)

    @property
    def steps(self) -> int:
        """How many screens the scene has."""
        return len(self._screens)

    def next(self) -> None:
        """Go to the next screen of the scene; black, show it again first."""
        self._go(self.step + 1)

    def back(self) -> None:
        """Go to the screen before."""
        self._go(self.step - 1)

    def _go(self, step: int) -> None:
        if self.black:
            self.turn_black()
            return
        self.step = max(0, min(step, len(self._screens) - 1))
        self._draw()

    def turn_black(self) -> None:
        """Show nothing, or again what was there."""
        self.black = not self.black
        self._draw()

    def freeze(self) -> None:
        """Keep what is shown while the assembly goes on, or show what came meanwhile."""
        self.frozen = not self.frozen
        if not self.frozen and self._waiting is not None:
            self.show_public(*self._waiting)
        self._draw()

    def turn_full_screen(self) -> None:
        """Fill the screen, or no longer."""
        if self.isFullScreen():
            self.leave_full_screen()
        else:
            self.showFullScreen()

    def show_beside(self, window: QWidget, place: QByteArray | None = None) -> bool:
        """Open on a screen where `window` is not, filling it; without one as a window.

        Whether there was one. Where it was last time (`place`, as `saveGeometry` gave it) it is
        again, but never over `window`'s screen.
        """
        known = place is not None and self.restoreGeometry(place)
        other = other_screen(window)
        if other is None:
            self.leave_full_screen()
            return False
        if (
            not known
            or QGuiApplication.screenAt(self.geometry().center()) is window.screen()
        ):
            self.setGeometry(_middle_of(other))
            self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.show()
        return True

    def leave_full_screen(self) -> None:
        """Be a window that can be moved, of a size that leaves the screen's edges free."""
        if self.isFullScreen():
            self.setWindowState(Qt.WindowState.WindowNoState)
            self.setGeometry(_middle_of(self.screen()))
        self.show()

    def picture(self, size: QSize) -> QPixmap:
        """What hangs in the room, small, for the laptop's strip."""
        return self._wall.grab().scaled(
            size,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )

    def _draw(self) -> None:
        self.setWindowTitle(self._show(say("Room")))
        blank = self.black or self.scene == "black" or not self._screens
        self._wall.tell_time(self._now())
        self._wall.show_screen(
            None if blank else self._screens[self.step],
            self._show,
            self._tones,
        )
        self.moved.emit()

    def _tick(self) -> None:
        self._wall.tell_time(self._now())

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        forward = Qt.Key.Key_Right
        backward = Qt.Key.Key_Left
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            forward, backward = backward, forward
        match event.key():
            case key if key in (forward, Qt.Key.Key_Space, Qt.Key.Key_PageDown):
                self.next()
            case key if key in (backward, Qt.Key.Key_PageUp):
                self.back()
            case Qt.Key.Key_B:
                self.turn_black()
            case Qt.Key.Key_F:
                self.freeze()
            case Qt.Key.Key_F11:
                self.turn_full_screen()
            case Qt.Key.Key_Escape if self.isFullScreen():
                self.leave_full_screen()
            case _:
                super().keyPressEvent(event)


def _screens(public: Public | Told | None, scene: str) -> tuple[Screen, ...]:
    if public is None or scene == "black":
        return ()
    if isinstance(public, Told):
        return case_screens(public, scene)
    return screens(public, scene)


def other_screen(window: QWidget) -> QScreen | None:
    """A screen on which `window` is not."""
    return next(
        (
            screen
            for screen in QGuiApplication.screens()
            if screen is not window.screen()
        ),
        None,
    )


def _middle_of(screen: QScreen) -> QRect:
    """Three quarters of a screen, in its middle."""
    area = screen.availableGeometry()
    size = area.size() * 3 / 4
    return QRect(area.center() - QPoint(size.width() // 2, size.height() // 2), size)


class _Wall(Painted):
    """Paints one screen.

    Those who do not see hear its title as its name, and every row as its description.
    """

    def __init__(self) -> None:
        super().__init__()
        self._screen: Screen | None = None
        self._show: Callable[[Words | str], str] = theme().render
        self._tones = theme().tones
        self._at = _now()

    def show_screen(
        self,
        screen: Screen | None,
        show: Callable[[Words | str], str],
        tones: Tones,
    ) -> None:
        """Show a screen, or black."""
        self._screen = screen
        self._show = show
        self._tones = tones
        self.setAccessibleName(show(screen.title) if screen else show(say("Black")))
        self.setAccessibleDescription(
            "\n".join(filter(None, map(show, heard(screen)))) if screen else "",
        )
        self.update()

    def tell_time(self, at: datetime) -> None:
        """The time of day is another.

        It is painted anew each minute, each second while somebody's clock runs.
        """
        body = self._screen.body if self._screen else None
        runs = isinstance(body, SpeakingBody) and body.speaking.since is not None
        changed = at.replace(second=0, microsecond=0) != self._at.replace(
            second=0,
            microsecond=0,
        )
        self._at = at
        if runs or changed:
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        screen = self._screen
        if screen is None or screen.body is None:
            painter.fillRect(self.rect(), Qt.GlobalColor.black)
            return
        painter.fillRect(self.rect(), self._tones.colour("field"))
        board = Board(self, painter, self.size(), self._tones)
        top = self._rehearsal(board) if screen.rehearsal else 0.0
        if screen.still:
            draw_body(board, screen.body, Area(top, board.height), self._show, self._at)
            return
        top = self._head(board, screen, top)
        bottom = self._foot(board, screen)
        draw_body(board, screen.body, Area(top, bottom), self._show, self._at)

    def _rehearsal(self, board: Board) -> float:
        board.rule(0, 0, board.width, "attention", 48)
        words = self._show(REHEARSAL)
        wide = board.size(words, LEAST, bold=True)[0]
        board.text(
            words,
            ((board.width - wide) / 2, 0),
            wide + 2,
            LEAST,
            bold=True,
            tone="field",
            middle=48,
        )
        return 40.0

    def _head(self, board: Board, screen: Screen, top: float) -> float:
        """Title and line under it, the clock at the end, and a strong line.

        Where the body begins.
        """
        y = top + 36 if top else 44.0
        room = board.inner - self._clock(board, screen, y) - 40
        title = self._show(screen.title)
        size = board.largest([title], (BIG, 36, 32, TEXT), (room, 104), bold=True)
        below = y + board.text(title, (SIDE, y), room, size, bold=True)
        under = self._show(screen.under)
        below += board.text(under, (SIDE, below + 2), room, LEAST, tone="second") + 2
        line = max(y + 104, below + 16)
        board.rule(SIDE, line, board.inner, "text", 2)
        return line + 20

    def _clock(self, board: Board, screen: Screen, y: float) -> float:
        """The time, and what stands below it; the width that both took."""
        clock = self._show(say("{time}", time=Clock(self._at)))
        taken = board.at_end(clock, y, HUGE, bold=True, figures=True)
        if not screen.beside:
            return taken
        beside = self._show(screen.beside)
        return max(taken, board.at_end(beside, y + 60, LEAST, tone="second"))

    def _foot(self, board: Board, screen: Screen) -> float:
        """What stands at the foot; where the body ends."""
        seal = self._show(screen.seal) if screen.seal else ""
        said = self._show(screen.foot) if screen.foot is not None else ""
        taken = board.size(seal, LEAST)[0] + 40 if seal else 0
        high = max(34, board.size(said, LEAST, board.inner - taken)[1]) if said else 34
        y = board.height - 24 - high
        board.rule(SIDE, y - 20, board.inner)
        if seal:
            board.at_end(seal, y, LEAST, tone="second")
        board.text(said, (SIDE, y), board.inner - taken, LEAST, tone="second")
        return y - 32
