"""The kiosk's window.

Full screen, one ballot for one stub, then it forgets and is locked until the next. Choices live in
the booth's widgets only: a crash loses them, and the stub stays open. Esc held for three seconds
asks the PIN. A window in front covers the ballot; what the system itself still allows is said in
the README.
"""

from __future__ import annotations

from typing import override

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from pbdesk.assembly.state import Assembly
from pbdesk.minutes.decision import Refusal
from pbdesk.questions import kiosk
from pbdesk.questions.sealing import style_settings
from pbdesk.ui.ballot import Sheet
from pbdesk.ui.host import Host
from pbdesk.ui.kiosk.booth import Booth
from pbdesk.ui.kiosk.faces import Covered, Face, Languages, Locked, Recorded, SetPin, Unlocking
from pbdesk.ui.kiosk.pin import Pin
from pbdesk.ui.pages.given_out import waiting
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.settings import SIZES
from pbdesk.ui.theme import theme
from pbdesk.words import say

__all__ = ["KioskWindow", "sheet_of"]

_HELD = 3000  # milliseconds that Esc is held
_STAYS = 12_000  # milliseconds that "Recorded" stays before the kiosk locks itself


class KioskWindow(QWidget):
    """The laptop in a voter's hands.

    `left` tells that it was handed back with the PIN; the window is closed then.
    """

    left = Signal()

    def __init__(self, host: Host, stub: str | None, pin: Pin | None = None) -> None:
        """The ballot of `stub`, else of the stub that has waited longest."""
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self._host, self._pin = host, pin or Pin(host.settings)
        self._stub = stub
        self._look = (theme().colours, theme().scale, theme().locale)
        self._may_close = False
        self.booth: Booth | None = None
        self.face: Face | None = None
        self._stack = QStackedLayout(self)
        self._held = QTimer(self, singleShot=True, interval=_HELD)
        self._held.timeout.connect(self.ask_to_leave)
        self._recorded = QTimer(self, singleShot=True, interval=_STAYS)
        self._recorded.timeout.connect(self.lock)
        self.setWindowTitle(theme().render(say("Kiosk")))
        self.setMinimumSize(1024, 640)
        self.resize(1280, 800)
        if self._pin.is_set:
            self.next_ballot()
        else:
            self._set_pin()

    def show_over(self, window: QWidget) -> None:
        """Fill the screen that `window` is on.

        With a projector connected, no ballot may appear in the room.
        """
        self.setGeometry(window.screen().geometry())
        self.showFullScreen()

    @property
    def stub(self) -> str | None:
        """The stub whose ballot is open now, or will be next."""
        if self._stub is None:
            return next(iter(waiting(self._host.state)), None)
        return self._stub

    # What is shown

    def _show(self, face: Face) -> None:
        """Show a face in place of what was shown.

        A ballot stays behind it until it is forgotten.
        """
        self._drop_face()
        self.face = face
        self._stack.addWidget(face)
        self._stack.setCurrentWidget(face)
        face.begin()

    def _drop_face(self) -> None:
        if self.face is not None:
            self._stack.removeWidget(self.face)
            self.face.deleteLater()
            self.face = None

    def _set_pin(self) -> None:
        face = SetPin(self._pin)
        face.done.connect(self.next_ballot)
        face.left.connect(self.leave)
        self._show(face)

    def next_ballot(self) -> None:
        """Open the ballot of the stub that waits; where none does, the kiosk stays locked."""
        stub = self.stub
        if stub is None or not self._host.state.vote.is_open:
            self.lock()
            return
        self._stub = stub
        state, mandate = self._host.state, self._host.state.mandate
        self.booth = Booth(
            mandate.name, mandate.question, sheet_of(state), rehearsal=mandate.rehearsal
        )
        self.booth.cast.connect(self._cast)
        self.booth.asked_language.connect(self._choose_language)
        self.booth.asked_size.connect(self._turn_size)
        self.booth.asked_contrast.connect(self._turn_contrast)
        self._stack.addWidget(self.booth)
        self._back_to_ballot()

    def _back_to_ballot(self) -> None:
        self._drop_face()
        if self.booth is not None:
            self._stack.setCurrentWidget(self.booth)
            self.booth.begin()

    # Casting

    def _cast(self, marks: dict[str, int]) -> None:
        assert self._stub is not None
        self._host.act(kiosk.cast, then=self._told, stub=self._stub, marks=marks)

    def _told(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            if self.booth is not None:
                self.booth.show_refusal(spoken(refusal))
            return
        self._forget()
        face = Recorded()
        face.handed_back.connect(self.lock)
        self._show(face)
        self._host.announce(say("Recorded. Hand it back"))
        self._recorded.start()

    def _forget(self) -> None:
        """Nothing of the voter is left: not the marks, not the stub, not the language."""
        if self.booth is not None:
            self._stack.removeWidget(self.booth)
            self.booth.hide()
            self.booth.deleteLater()
            self.booth = None
        self._stub = None
        colours, scale, locale = self._look
        if (theme().colours, theme().scale, theme().locale) != self._look:
            theme().set(colours=colours, scale=scale, language=str(locale))

    def lock(self) -> None:
        """Show no ballot until the PIN starts the next."""
        self._recorded.stop()
        self._forget()
        face = Locked(self._pin, self.stub if self._host.state.vote.is_open else None)
        face.next.connect(self.next_ballot)
        face.left.connect(self.leave)
        self._show(face)

    # Look

    def _choose_language(self) -> None:
        face = Languages()
        face.chosen.connect(self._speak)
        self._show(face)

    def _speak(self, tag: str) -> None:
        theme().set(language=tag)
        self._back_to_ballot()

    def _turn_size(self) -> None:
        """The next larger text, and after the largest the smallest."""
        now = round(theme().scale * 100)
        theme().set(scale=next((size for size in SIZES if size > now), SIZES[0]) / 100)

    def _turn_contrast(self) -> None:
        """High contrast, or again what the kiosk began with."""
        before = self._look[0] if self._look[0] != "contrast" else "light"
        theme().set(colours=before if theme().colours == "contrast" else "contrast")

    # Leaving

    def ask_to_leave(self) -> None:
        """Esc was held: only the PIN leads out."""
        if self.booth is None or isinstance(self.face, Unlocking):
            return
        face = Unlocking(self._pin)
        face.left.connect(self.leave)
        face.stayed.connect(self._back_to_ballot)
        self._show(face)

    def leave(self) -> None:
        """Forget the ballot and close; the stub stays open."""
        self._may_close = True
        self._recorded.stop()
        self._forget()
        self.left.emit()
        self.close()

    @override
    def closeEvent(self, event: QCloseEvent, /) -> None:
        """The system's way to close a window does not lead past the PIN."""
        if self._may_close:
            super().closeEvent(event)
        else:
            event.ignore()
            self.ask_to_leave()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self._held.start()
        super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self._held.stop()
        super().keyReleaseEvent(event)

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self._held.stop()
            self.cover()
        super().changeEvent(event)

    def cover(self) -> None:
        """Another window is in front: the ballot is out of sight until the voter asks for it."""
        if self.booth is None or self.face is not None:
            return
        face = Covered()
        face.shown.connect(self._back_to_ballot)
        self._show(face)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        QPainter(self).fillRect(self.rect(), theme().tones.colour("page"))


def sheet_of(state: Assembly) -> Sheet:
    """The ballot as it was drawn up and sealed."""
    return Sheet(
        state.sheet.lines,
        state.rulebook.style,
        style_settings(state.rulebook),
        state.mandate.currency,
        state.mandate.pot,
    )
