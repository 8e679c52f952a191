"""Faces: what the kiosk shows when it shows no ballot.

Each is a title, a sentence, and what can be pressed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import override

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pbdesk.i18n import languages, locale_of
from pbdesk.ui.icons import Shape
from pbdesk.ui.kiosk.pin import LEAST, Pin
from pbdesk.ui.theme import Text, theme
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.label import LINE, Label
from pbdesk.ui.widgets.secret import SecretField
from pbdesk.ui.widgets.target import Target
from pbdesk.words import say

__all__ = ["Covered", "Face", "Languages", "Locked", "Recorded", "SetPin", "Unlocking"]

_FIELD = 400
_WRONG = say("This is not the PIN.")


class Face(scroll.Page):
    """Title and sentence in the middle of the screen, from a quarter of its height down.

    And widgets under them.
    """

    def __init__(
        self, title: Text, sentence: Text, *widgets: QWidget, shape: Shape | None = None
    ) -> None:
        super().__init__(
            Label(title, "display", shape=shape), Label(sentence, "lead", tone="second"), *widgets
        )
        self.setAccessibleName(theme().render(title))

    @override
    def settle(self) -> None:
        """Leave as much room at one side as at the other.

        The title stays where it is when a field says more.
        """
        layout, room = self._frame.layout(), self.viewport()
        assert layout is not None
        margins, edge = layout.contentsMargins(), theme().gap(32)
        side = max(edge, (room.width() - theme().px(LINE)) // 2)
        if margins.left() != side:
            layout.setContentsMargins(side, margins.top(), side, margins.bottom())
        needed = layout.totalHeightForWidth(room.width()) - margins.top() - margins.bottom()
        above = max(edge, min(room.height() // 4, room.height() - needed - edge))
        layout.setContentsMargins(side, above, side, edge)
        super().settle()

    def begin(self) -> None:
        """Put the focus where the person goes on."""


class Recorded(Face):
    """The ballot is in the urn. `handed_back` when the voter presses, or some seconds later."""

    handed_back = Signal()

    def __init__(self) -> None:
        self.button = Target(say("I have handed it back"), role="lead", wide=232, high=56)
        super().__init__(
            say("Recorded. Hand it back"),
            say(
                "Your ballot is in the urn, and the kiosk has forgotten it. Give the laptop back "
                "to the door."
            ),
            self.button,
            shape=Shape("circle-check"),
        )
        self.button.clicked.connect(self.handed_back)

    @override
    def begin(self) -> None:
        self.button.setFocus()


class Covered(Face):
    """Another window came in front: the ballot is not shown until the voter asks for it."""

    shown = Signal()

    def __init__(self) -> None:
        self.button = Target(say("Show my ballot"), role="lead", wide=232, high=56)
        super().__init__(
            say("The ballot is covered"),
            say("Another window was in front. Nothing is lost, and nothing is cast yet."),
            self.button,
            shape=Shape("eye-off"),
        )
        self.button.clicked.connect(self.shown)

    @override
    def begin(self) -> None:
        self.button.setFocus()


class Languages(Face):
    """The languages there are, each by its own name. `chosen` tells the tag."""

    chosen = Signal(str)

    def __init__(self) -> None:
        buttons = [_language(tag) for tag in languages()]
        super().__init__(say("Language"), say("It goes back when your ballot is cast."), *buttons)
        self._first = buttons[0]
        for tag, button in zip(languages(), buttons, strict=True):
            button.clicked.connect(partial(self.chosen.emit, tag))

    @override
    def begin(self) -> None:
        self._first.setFocus()


def _language(tag: str) -> Target:
    locale = locale_of(tag)
    return Target(
        (locale.get_language_name(locale) or tag).capitalize(), role="lead", wide=232, high=56
    )


class SetPin(Face):
    """The first time: the facilitator chooses the PIN that leaves the kiosk.

    `done` when it is kept, `left` without.
    """

    done = Signal()
    left = Signal()

    def __init__(self, pin: Pin) -> None:
        self._pin = pin
        self.first, self.again = _PinField(say("PIN")), _PinField(say("The same once more"))
        self.keep = Target(say("Keep the PIN"), role="lead", wide=180, high=56)
        self.leave = Target(say("Back to the door"), role="lead", wide=180, high=56)
        super().__init__(
            say("A PIN for the kiosk"),
            say(
                "Whoever has it can leave the kiosk and start the next ballot. Choose it before "
                "you hand the laptop "
                "over; {least} signs or more.",
                least=LEAST,
            ),
            self.first,
            self.again,
            Line(self.keep, self.leave),
        )
        self.leave.clicked.connect(self.left)
        self.keep.clicked.connect(self._keep)
        self.first.edit.returnPressed.connect(self.again.take_focus)
        self.again.edit.returnPressed.connect(self._keep)

    @override
    def begin(self) -> None:
        self.first.take_focus()

    def _keep(self) -> None:
        pin = str(self.first.value() or "")
        if len(pin) < LEAST:
            self.first.show_error(say("A PIN has {least} signs or more.", least=LEAST))
            self.first.take_focus()
        elif pin != self.again.value():
            self.again.show_error(say("This is not the same. Type the PIN again."))
            self.again.take_focus()
        else:
            self._pin.set(pin)
            self.done.emit()


class _PinField(SecretField):
    """A PIN is short, and so is its field."""

    def __init__(self, label: Text) -> None:
        super().__init__(label)
        theme().changed.connect(self._limit)
        self._limit()

    def _limit(self) -> None:
        self.setMaximumWidth(theme().px(_FIELD))


class _Asking(Face):
    """A face that does something only with the PIN."""

    def __init__(
        self, pin: Pin, title: Text, sentence: Text, acts: Sequence[Target], shape: Shape
    ) -> None:
        self._pin, self.field = pin, _PinField(say("PIN"))
        self._acts = Line(*acts)
        super().__init__(title, sentence, self.field, self._acts, shape=shape)

    @override
    def begin(self) -> None:
        self.field.take_focus()

    def is_allowed(self) -> bool:
        """Whether the PIN stands in the field; if not, the field says so."""
        waits = self._pin.waits()
        if not waits and self._pin.is_right(str(self.field.value() or "")):
            return True
        waits = waits or self._pin.waits()
        self.field.set_value(None)
        self.field.show_error(
            say("{wrong} Wait {n} seconds.", wrong=_WRONG, n=waits) if waits else _WRONG
        )
        self.field.take_focus()
        return False


class Unlocking(_Asking):
    """Esc was held: `left` with the PIN, `stayed` back to the ballot without."""

    left = Signal()
    stayed = Signal()

    def __init__(self, pin: Pin) -> None:
        self.leave = Target(say("Leave the kiosk"), role="lead", wide=180, high=56)
        self.stay = Target(say("Back to the ballot"), role="lead", wide=180, high=56)
        super().__init__(
            pin,
            say("Leave the kiosk?"),
            say(
                "The ballot is not cast. What was chosen is forgotten, and the stub can be used "
                "again."
            ),
            (self.leave, self.stay),
            Shape("lock"),
        )
        self.leave.clicked.connect(self._ask)
        self.field.edit.returnPressed.connect(self._ask)
        self.stay.clicked.connect(self.stayed)

    def _ask(self) -> None:
        if self.is_allowed():
            self.left.emit()


class Locked(_Asking):
    """Between two voters.

    `next` and `left` only with the PIN; `stub` is the one that waits, if any.
    """

    next = Signal()
    left = Signal()

    def __init__(self, pin: Pin, stub: str | None) -> None:
        self.start = Target(
            say("Start the ballot of stub {stub}", stub=stub or "–"), role="lead", wide=180, high=56
        )
        self.leave = Target(say("Back to the door"), role="lead", wide=180, high=56)
        acts = (self.start, self.leave) if stub else (self.leave,)
        sentence = (
            say("Stub {stub} waits. The door starts its ballot with the PIN.", stub=stub)
            if stub
            else say("No stub waits. The door goes on with the PIN.")
        )
        super().__init__(pin, say("Locked"), sentence, acts, Shape("lock"))
        self.start.clicked.connect(self._next)
        self.leave.clicked.connect(self._leave)
        self.field.edit.returnPressed.connect(self._next if stub else self._leave)

    def _next(self) -> None:
        if self.is_allowed():
            self.next.emit()

    def _leave(self) -> None:
        if self.is_allowed():
            self.left.emit()
