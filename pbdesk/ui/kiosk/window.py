"""The kiosk's window.

Full screen, for one stub: mark, review, cast, question after question of the round, then thanks;
then it forgets and locks itself until the next. Choices live in the booth's widgets only: a crash
loses them, and the stub stays open. Esc held for three seconds asks the PIN. A window in front
covers the ballot; what the system itself still allows is said in the README.
"""

from __future__ import annotations

from time import monotonic
from typing import override

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from pbdesk.app.desk import about
from pbdesk.assembly.mandate import Mandate
from pbdesk.assembly.public import summary_of
from pbdesk.assembly.state import Assembly
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.entries import Id
from pbdesk.questions import kiosk
from pbdesk.questions.sealing import style_settings
from pbdesk.ui.ballot import Sheet
from pbdesk.ui.host import Host
from pbdesk.ui.kiosk.aloud import Earphones, heard
from pbdesk.ui.kiosk.asking import Locked, SetPin, Unlocking
from pbdesk.ui.kiosk.booth import Booth
from pbdesk.ui.kiosk.faces import Covered, Face, Languages, Skipping
from pbdesk.ui.kiosk.pin import Pin
from pbdesk.ui.kiosk.recorded import Recorded
from pbdesk.ui.kiosk.review import Review
from pbdesk.ui.kiosk.screen import Clock, Screen
from pbdesk.ui.pages.given_out import at_the_kiosk, to_answer, waiting
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.settings import SIZES
from pbdesk.ui.theme import colour, theme, worded
from pbdesk.ui.voice import Voice
from pbdesk.words import Words, say

__all__ = ["KioskWindow", "sheet_of"]

_HELD = 3000  # milliseconds that Esc is held


class KioskWindow(QWidget):
    """The laptop in a voter's hands.

    `left` tells that it was handed back with the PIN; the window is closed then.
    """

    left = Signal()

    def __init__(
        self,
        host: Host,
        stub: str | None,
        pin: Pin | None = None,
        now: Clock | None = None,
    ) -> None:
        """The ballot of `stub`, else of the stub that has waited longest. `now` is the clock."""
        super().__init__(
            None,
            Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint,
        )
        self._host = host
        self._pin = pin or Pin(host.settings)
        self._now = now or monotonic
        self._stub = stub
        self._asked = Id("")
        self._voice = Voice(self)
        self._has_earphones = False
        self._look = (theme().colours, theme().scale, theme().locale)
        self._may_close = False
        self.booth: Booth | None = None
        self.review: Review | None = None
        self.face: Face | None = None
        self._stack = QStackedLayout(self)
        self._held = QTimer(self, singleShot=True, interval=_HELD)
        self._held.timeout.connect(self.ask_to_leave)
        self._voice.changed.connect(self._show_voice)
        self.setWindowTitle(worded(say("Kiosk")))
        self.setMinimumSize(1024, 640)
        self.resize(1280, 800)
        self._begin()

    def _begin(self) -> None:
        """With the first ballot, or where none is set yet with the number that ends the kiosk."""
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
        self._voice.stop()
        self._drop_face()
        self.face = face
        face.voice.clicked.connect(self.read_aloud)
        self._stack.addWidget(face)
        self._go_to(face)

    def _go_to(self, shown: Face | Booth | Review) -> None:
        self._stack.setCurrentWidget(shown)
        shown.begin()
        self._show_voice()

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
        if stub is None or not self._host.state.any_open:
            self.lock()
            return
        self._stub = stub
        self._ask(to_answer(self._host.state, stub))

    def _ask(self, state: Assembly | None) -> None:
        """Open the ballot of a question; where none is left, all was cast or left out."""
        if state is None:
            self.lock()
            return
        self._asked = state.asked
        several_asked = len(state.together) > 1
        self.booth = Booth(
            self._above(),
            state.mandate.question,
            sheet_of(state),
            self._now,
            one_of_several=several_asked,
        )
        self.booth.checked.connect(self.show_review)
        self.booth.skipped.connect(self.ask_to_skip)
        self.booth.turned.connect(self._voice.stop)
        self._add(self.booth)
        self._back_to_ballot()

    def _above(self) -> Words:
        """Whose ballot it is, and which of several."""
        mandate = self._host.state.mandate
        asked = at_the_kiosk(self._host.state)
        if len(asked) < 2:
            return _whose(mandate)
        place = [each.asked for each in asked].index(self._asked) + 1
        before = asked[place - 2] if place > 1 else None
        if before is not None and self._stub not in before.kiosk.taken:
            before = None
        words = _which(place, len(asked), cast_before=before is not None)
        if mandate.rehearsal:
            return say("{whose}. {which}", whose=_whose(mandate), which=words)
        return words

    def _add(self, screen: Screen) -> None:
        screen.asked_language.connect(self.choose_language)
        screen.asked_size.connect(self._turn_size)
        screen.asked_contrast.connect(self._turn_contrast)
        screen.asked_voice.connect(self.read_aloud)
        self._stack.addWidget(screen)

    def _back_to_ballot(self) -> None:
        """Where the voter was: at the review, else at the ballot."""
        self._voice.stop()
        self._drop_face()
        screen = self.review or self.booth
        if screen is not None:
            self._go_to(screen)

    # Review and casting

    def show_review(self) -> None:
        """Show what was chosen; nothing is cast yet."""
        assert self.booth is not None
        self.review = self._review_of(self.booth)
        self._add(self.review)
        self._back_to_ballot()

    def _review_of(self, booth: Booth) -> Review:
        review = Review(
            self._above(),
            booth.ballot,
            self._now,
            unseen=booth.unseen,
            one_of_several=len(at_the_kiosk(self._host.state)) > 1,
        )
        review.back.connect(self._change)
        review.cast.connect(self.cast)
        return review

    def _change(self) -> None:
        self._drop_review()
        self._back_to_ballot()

    def _drop_review(self) -> None:
        if self.review is not None:
            self._drop(self.review)
            self.review = None

    def cast(self) -> None:
        """Cast the ballot as the review shows it."""
        assert self._stub is not None
        assert self.booth is not None
        assert self.review is not None
        self._voice.stop()
        self.review.show_saving()
        marks = self.booth.ballot.marks()
        cast = about(self._asked, kiosk.cast)
        self._host.act(cast, then=self._told, stub=self._stub, marks=marks)

    def _told(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            if self.review is not None:
                self.review.show_refusal(spoken(refusal))
            return
        self._go_on()

    def _go_on(self) -> None:
        """The next question of this stub; after the last one thanks, once for all of them."""
        stub = self._stub
        after = to_answer(self._host.state, stub) if stub is not None else None
        if after is not None:
            self._drop_ballot()
            self._ask(after)
            self._host.announce(say("Recorded. Here is the next question."))
            return
        cast = _cast_by(self._host.state, stub)
        self._forget()
        face = Recorded(self._now, cast)
        face.over.connect(self.lock)
        self._show(face)
        self._host.announce(say("Thank you"))

    def _drop_ballot(self) -> None:
        """Nothing of the marks is left."""
        self._drop_review()
        if self.booth is not None:
            self._drop(self.booth)
            self.booth = None

    def _forget(self) -> None:
        """Nothing of the ballot is left: not the marks, not the stub."""
        self._drop_ballot()
        self._stub = None
        self._asked = Id("")
        self._has_earphones = False

    # Skipping

    def ask_to_skip(self) -> None:
        """Ask before a question is left out: it does not come back."""
        face = Skipping()
        face.stays.connect(self._back_to_ballot)
        face.skips.connect(self._skip)
        self._show(face)

    def _skip(self) -> None:
        assert self._stub is not None
        skip = about(self._asked, kiosk.skip)
        self._host.act(skip, then=self._told_of_skip, stub=self._stub)

    def _told_of_skip(self, refusal: Refusal | None) -> None:
        if refusal is None:
            self._go_on()
        elif isinstance(self.face, Skipping):
            self.face.show_refusal(spoken(refusal))

    def _drop(self, screen: Screen) -> None:
        self._stack.removeWidget(screen)
        screen.hide()
        screen.deleteLater()

    def _begin_look(self) -> None:
        """The next voter finds language, text size and contrast as they were at the beginning."""
        colours, scale, locale = self._look
        if (theme().colours, theme().scale, theme().locale) != self._look:
            theme().set(colours=colours, scale=scale, language=str(locale))

    def lock(self) -> None:
        """Show no ballot until the PIN starts the next."""
        self._forget()
        self._begin_look()
        self._voice.find()
        waits = self._host.state.any_open and self.stub is not None
        face = Locked(self._pin, waits=waits)
        face.next.connect(self.next_ballot)
        face.left.connect(self.leave)
        self._show(face)

    # Read aloud

    def read_aloud(self) -> None:
        """Read what is shown, or stop; nothing of a ballot before earphones were confirmed."""
        shown = self.face or self.review or self.booth
        if self._voice.speaks:
            self._voice.stop()
        elif self.face is None and not self._has_earphones:
            self.ask_for_earphones()
        elif shown is not None:
            self._voice.say(heard(shown), str(theme().locale).replace("_", "-"))

    def ask_for_earphones(self) -> None:
        """Ask, also aloud: who hears the question in the room has no earphones."""
        face = Earphones(self._now)
        face.stays.connect(self._back_to_ballot)
        face.hears.connect(self._read_in_earphones)
        self._show(face)
        self.read_aloud()

    def _read_in_earphones(self) -> None:
        self._has_earphones = True
        self._back_to_ballot()
        self.read_aloud()

    def _show_voice(self) -> None:
        """The button is there where there is a voice, and says what a press does."""
        there, speaks = self._voice.is_there, self._voice.speaks
        for screen in (self.booth, self.review):
            if screen is not None:
                screen.voice.show_voice(offered=there, speaks=speaks)
        face = self.face
        if face is not None:
            may = face.for_voters and (face.is_public or self._has_earphones)
            face.voice.show_voice(offered=there and may, speaks=speaks)

    # Look

    def choose_language(self) -> None:
        """Offer the languages there are."""
        face = Languages()
        face.chosen.connect(self._speak)
        self._show(face)

    def _speak(self, tag: str) -> None:
        theme().set(language=tag)
        self._back_to_ballot()

    def _turn_size(self) -> None:
        """The next larger text, and after the largest the smallest."""
        now = round(theme().scale * 100)
        larger = (size for size in SIZES if size > now)
        theme().set(scale=next(larger, SIZES[0]) / 100)

    def _turn_contrast(self) -> None:
        """High contrast, or again what the kiosk began with."""
        before = self._look[0] if self._look[0] != "contrast" else "light"
        theme().set(
            colours=before if theme().colours == "contrast" else "contrast",
        )

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
        self._voice.stop()
        self._forget()
        self._drop_face()
        self._begin_look()
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
        if (
            event.type() == QEvent.Type.ActivationChange
            and not self.isActiveWindow()
        ):
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
        QPainter(self).fillRect(self.rect(), colour("page"))


def _cast_by(state: Assembly, stub: str | None) -> int:
    """How many ballots of this round were cast with the stub."""
    return sum(stub in each.kiosk.taken for each in at_the_kiosk(state))


def sheet_of(state: Assembly) -> Sheet:
    """The ballot as it was drawn up and sealed; without money nothing has a price."""
    funds = state.terms.funds
    return Sheet(
        state.sheet.lines,
        state.rulebook.style,
        style_settings(state.rulebook),
        state.mandate.currency if funds else "",
        state.pot,
        _summaries(state),
    )


def _summaries(state: Assembly) -> dict[str, str]:
    projects = (line.project for line in state.sheet.lines)
    return {project: summary_of(state, project) for project in projects}


def _which(place: int, of: int, *, cast_before: bool) -> Words:
    """Which of several questions it is, and that the one before it is cast; never with what."""
    if not cast_before:
        return say("Question {place} of {all}", place=place, all=of)
    return say(
        "Question {before} is cast. This is question {place} of {all}.",
        before=place - 1,
        place=place,
        all=of,
    )


def _whose(mandate: Mandate) -> Words:
    if mandate.rehearsal:
        return say("{name}, rehearsal: nothing counts", name=mandate.name)
    return say("{name}, secret ballot", name=mandate.name)
