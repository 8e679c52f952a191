"""The room window: a second window for the projector.

It shows `Public` and nothing else, by construction. Keys: Right or Space next, Left back, B black,
F freeze, F11 full screen, Esc leaves full screen. Colours are the laptop's as they were when
`follow` was called last, and so is the language until `speak` gives it its own: a voter at the
kiosk may turn the laptop's contrast and language, and the room shall not turn with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
from pbdesk.ui.room.board import BIG, HUGE, LEAST, SIDE, TEXT, Board, Render
from pbdesk.ui.room.bodies import draw_body
from pbdesk.ui.room.deliberation import SpeakingBody
from pbdesk.ui.room.deliberation_paint import Area
from pbdesk.ui.room.heard import REHEARSAL, heard
from pbdesk.ui.room.hearing import CASE_SCENES, case_screens
from pbdesk.ui.room.screen import Screen, Screens
from pbdesk.ui.room.view import SCENES, screens
from pbdesk.ui.theme import Tones, theme
from pbdesk.ui.widgets.painted import Painted
from pbdesk.words import Clock, Text, Words, plain, say

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
        self._screens: Screens = ()
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
        self._go_to(self.step if same else 0)

    def speak(self, locale: Locale) -> None:
        """Speak this language, in its own direction, whatever the laptop speaks."""
        self._locale = locale
        self.setLayoutDirection(_direction(locale))
        self._draw()

    def follow(self) -> None:
        """Wear the colours of the laptop as it looks now. The language stays: a hall reads it."""
        self._tones = theme().tones
        self._draw()

    def _show(self, words: Text) -> str:
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
        self._go_to(max(0, step))

    def _go_to(self, step: int) -> None:
        self.step = min(step, len(self._screens) - 1)
        self._draw()

    def turn_black(self) -> None:
        """Show nothing, or again what was there."""
        self.black = not self.black
        self._draw()

    def freeze(self) -> None:
        """Keep what is shown while the assembly goes on, or show what came meanwhile."""
        self.frozen = not self.frozen
        if self._waiting and not self.frozen:
            self.show_public(*self._waiting)
        self._draw()

    def turn_full_screen(self) -> None:
        """Fill the screen, or no longer."""
        if self.isFullScreen():
            self.leave_full_screen()
        else:
            self.showFullScreen()

    def show_beside(
        self,
        window: QWidget,
        place: QByteArray | None = None,
    ) -> bool:
        """Open on a screen where `window` is not, filling it; without one as a window.

        Whether there was one. Where it was last time (`place`, as `saveGeometry` gave it) it is
        again, but never over `window`'s screen.
        """
        known = place is not None and self.restoreGeometry(place)
        other = other_screen(window)
        if other is None:
            self.leave_full_screen()
            return False
        if not known or self._stands_before(window):
            self.setGeometry(_middle_of(other))
            self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.show()
        return True

    def _stands_before(self, window: QWidget) -> bool:
        """Whether it is on the screen of `window`."""
        here = QGuiApplication.screenAt(self.geometry().center())
        return here is window.screen()

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
        self._wall.tell_time(self._now())
        self._wall.show_screen(self._hangs(), self._show, self._tones)
        self.moved.emit()

    def _hangs(self) -> Screen | None:
        """The screen that hangs there; None: black."""
        if self.black or self.scene == "black" or not self._screens:
            return None
        return self._screens[self.step]

    def _tick(self) -> None:
        self._wall.tell_time(self._now())

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        forward, backward = self._turning()
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

    def _turning(self) -> tuple[Qt.Key, Qt.Key]:
        """The arrows that go on and back, as one reads."""
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            return Qt.Key.Key_Left, Qt.Key.Key_Right
        return Qt.Key.Key_Right, Qt.Key.Key_Left


def _direction(locale: Locale) -> Qt.LayoutDirection:
    if is_right_to_left(locale):
        return Qt.LayoutDirection.RightToLeft
    return Qt.LayoutDirection.LeftToRight


def _screens(public: Public | Told | None, scene: str) -> Screens:
    if public is None or scene == "black":
        return ()
    if isinstance(public, Told):
        return case_screens(public, scene)
    return screens(public, scene)


def other_screen(window: QWidget) -> QScreen | None:
    """A screen on which `window` is not."""
    here = window.screen()
    others = (
        screen for screen in QGuiApplication.screens() if screen is not here
    )
    return next(others, None)


def _middle_of(screen: QScreen) -> QRect:
    """Three quarters of a screen, in its middle."""
    area = screen.availableGeometry()
    size = area.size() * 3 / 4
    half = QPoint(size.width() // 2, size.height() // 2)
    return QRect(area.center() - half, size)


class _Wall(Painted):
    """Paints one screen.

    Those who do not see hear its title as its name, and every row as its description.
    """

    def __init__(self) -> None:
        super().__init__()
        self._screen: Screen | None = None
        self._show: Render = theme().render
        self._tones = theme().tones
        self._at = _now()

    def show_screen(
        self,
        screen: Screen | None,
        show: Render,
        tones: Tones,
    ) -> None:
        """Show a screen, or black."""
        self._screen = screen
        self._show = show
        self._tones = tones
        self.setAccessibleName(show(screen.title if screen else say("Black")))
        self.setAccessibleDescription("\n".join(self._heard()))
        self.update()

    def _heard(self) -> Iterator[str]:
        rows = heard(self._screen) if self._screen else ()
        return filter(None, map(self._show, rows))

    def tell_time(self, at: datetime) -> None:
        """The time of day is another.

        It is painted anew each minute, each second while somebody's clock runs.
        """
        changed = _minute(at) != _minute(self._at)
        self._at = at
        if changed or self._runs():
            self.update()

    def _runs(self) -> bool:
        """Whether somebody's clock does."""
        body = self._screen.body if self._screen else None
        return (
            isinstance(body, SpeakingBody) and body.speaking.since is not None
        )

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        screen = self._screen
        if screen is None or screen.body is None:
            painter.fillRect(self.rect(), Qt.GlobalColor.black)
            return
        painter.fillRect(self.rect(), self._tones.colour("field"))
        board = Board(self, painter, self._tones, self._show)
        top = _rehearsal(board) if screen.rehearsal else 0.0
        draw_body(
            board,
            screen.body,
            self._between(board, screen, top),
            self._at,
        )

    def _between(self, board: Board, screen: Screen, top: float) -> Area:
        """Draw what stands above and below the body; where that is to stand."""
        if screen.still:
            return Area(top, board.height)
        clock = Clock(self._at)
        return Area(_head(board, screen, top, clock), _foot(board, screen))


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _rehearsal(board: Board) -> float:
    """The band that says that nothing counts; where it ends."""
    board.rule(0, 0, board.width, "attention", 48)
    wide = board.size(REHEARSAL, LEAST, bold=True)[0]
    at = ((board.width - wide) / 2, 0)
    board.text(
        REHEARSAL,
        at,
        wide + 2,
        LEAST,
        bold=True,
        tone="field",
        middle=48,
    )
    return 40.0


def _head(board: Board, screen: Screen, top: float, clock: Clock) -> float:
    """Title and line under it, the clock at the end, and a strong line.

    Where the body begins.
    """
    y = top + 36 if top else 44.0
    room = board.inner - _clock(board, screen, y, clock) - 40
    below = y + _title(board, screen.title, y, room)
    below += board.label(screen.under, (SIDE, below + 2), room) + 2
    line = max(y + 104, below + 16)
    board.rule(SIDE, line, board.inner, "text", 2)
    return line + 20


def _title(board: Board, title: Words, y: float, room: float) -> float:
    sizes = (BIG, 36, 32, TEXT)
    return board.text_to_fit(title, (SIDE, y), sizes, (room, 104), bold=True)


def _clock(board: Board, screen: Screen, y: float, clock: Clock) -> float:
    """The time, and what stands below it; the width that both took."""
    time = say("{time}", time=clock)
    taken = board.at_end(time, y, HUGE, bold=True, figures=True)
    if not screen.beside:
        return taken
    return max(taken, board.at_end(screen.beside, y + 60, LEAST, tone="second"))


def _foot(board: Board, screen: Screen) -> float:
    """What stands at the foot; where the body ends."""
    said = screen.foot or plain("")
    room = board.inner - _beside_the_foot(board, screen)
    y = board.height - 24 - max(34, board.size(said, LEAST, room)[1])
    board.rule(SIDE, y - 20, board.inner)
    if screen.seal:
        board.at_end(screen.seal, y, LEAST, tone="second")
    board.label(said, (SIDE, y), room)
    return y - 32


def _beside_the_foot(board: Board, screen: Screen) -> float:
    """How wide the seal is, with the space before it."""
    return board.size(screen.seal, LEAST)[0] + 40 if screen.seal else 0
