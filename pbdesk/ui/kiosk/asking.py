"""What only the PIN leads past: choosing it, leaving the kiosk, starting the next ballot."""

from __future__ import annotations

from typing import ClassVar, override

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pbdesk.i18n import Locale, languages, locale_of, render
from pbdesk.ui.icons import Shape
from pbdesk.ui.kiosk.faces import Face
from pbdesk.ui.kiosk.pin import LEAST, Pin
from pbdesk.ui.theme import Role, Text, px, theme
from pbdesk.ui.widgets.boxes import Column, Line, Rule
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.secret import SecretField
from pbdesk.ui.widgets.target import Target
from pbdesk.words import Words, say

__all__ = ["Locked", "SetPin", "Unlocking"]

_FIELD, _SMALL_FIELD = 400, 280
_WRONG = say("This is not the PIN.")
_ASK = say("Please ask at the door")


class SetPin(Face):
    """The first time: the facilitator chooses the PIN that leaves the kiosk.

    `done` when it is kept, `left` without.
    """

    for_voters = False

    done = Signal()
    left = Signal()

    def __init__(self, pin: Pin) -> None:
        self._pin = pin
        self.first = _PinField(say("PIN"), new=True)
        self.keep = Target(say("Keep the PIN"), role="lead", wide=180, high=56)
        self.leave = Target(
            say("Back to the door"),
            role="lead",
            wide=180,
            high=56,
        )
        super().__init__(
            say("A PIN for the kiosk"),
            say(
                "Whoever has it can leave the kiosk and start the next ballot. Choose it before "
                "you hand the laptop "
                "over; {least} letters or figures or more.",
                least=LEAST,
            ),
            self.first,
            Line(self.keep, self.leave),
        )
        self.leave.clicked.connect(self.left)
        self.keep.clicked.connect(self._keep)
        self.first.edit.returnPressed.connect(self._keep)

    @override
    def begin(self) -> None:
        self.first.take_focus()

    def _keep(self) -> None:
        pin = str(self.first.value() or "")
        if len(pin) < LEAST:
            self.first.refuse(_TOO_SHORT)
        else:
            self._pin.set(pin)
            self.done.emit()


class _PinField(SecretField):
    """A PIN is short, and so is its field."""

    def __init__(
        self,
        label: Text = "",
        *,
        new: bool = False,
        name: Text = "",
        wide: int = _FIELD,
    ) -> None:
        super().__init__(label, new=new, name=name)
        self._wide = wide
        theme().keep_dressed(self._limit)

    def _limit(self) -> None:
        self.setMaximumWidth(px(self._wide))


class _Asking(Face):
    """A face that does something only with the PIN."""

    def __init__(
        self,
        pin: Pin,
        title: Text,
        sentence: Text,
        *below: QWidget,
        field: _PinField,
    ) -> None:
        self._pin, self.field = pin, field
        super().__init__(title, sentence, *below, shape=Shape("lock"))

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
        self.field.refuse(_wrong(waits))
        return False


class Unlocking(_Asking):
    """Esc was held: `left` with the PIN, `stayed` back to the ballot without."""

    for_voters = False

    left = Signal()
    stayed = Signal()

    def __init__(self, pin: Pin) -> None:
        self.leave = Target(
            say("Leave the kiosk"),
            role="lead",
            wide=180,
            high=56,
        )
        self.stay = Target(
            say("Back to the ballot"),
            role="lead",
            wide=180,
            high=56,
        )
        super().__init__(
            pin,
            say("Leave the kiosk?"),
            _FORGOTTEN,
            field=_PinField(say("PIN")),
        )
        self.add(self.field, Line(self.leave, self.stay))
        self.leave.clicked.connect(self._ask)
        self.field.edit.returnPressed.connect(self._ask)
        self.stay.clicked.connect(self.stayed)

    def _ask(self) -> None:
        if self.is_allowed():
            self.left.emit()


class Locked(_Asking):
    """Between two voters: large what they read, small below it what the door needs.

    `next` and `left` only with the PIN; `waits` says whether a ballot can be started.
    """

    title_role: ClassVar[Role] = "big"
    wide: ClassVar[int] = 1168

    next = Signal()
    left = Signal()

    def __init__(self, pin: Pin, *, waits: bool) -> None:
        self.start = Target(say("Start the next ballot"))
        self.leave = Target(say("Back to the door"))
        super().__init__(
            pin,
            _ASK,
            say("The people there will start your ballot."),
            _in_other_languages(),
            field=_PinField(name=say("PIN"), wide=_SMALL_FIELD),
        )
        self.column.fill(QWidget())
        self.add(Rule(), self._for_the_door(waits=waits))
        self.start.clicked.connect(self._next)
        self.leave.clicked.connect(self._leave)
        self.field.edit.returnPressed.connect(
            self._next if waits else self._leave,
        )

    def _for_the_door(self, *, waits: bool) -> Line:
        """One line at the foot, far from what a voter reads."""
        acts = (self.start, self.leave) if waits else (self.leave,)
        line = Line()
        line.fill(Label(say("For the person at the door"), "caption"))
        line.add(
            Line(Label(say("PIN"), "label", wrap=False), self.field, *acts),
        )
        return line

    def _next(self) -> None:
        if self.is_allowed():
            self.next.emit()

    def _leave(self) -> None:
        if self.is_allowed():
            self.left.emit()


def _in_other_languages() -> Column:
    """The same sentence in every language there is, but the one it stands in already."""
    here = theme().locale.language
    others = [
        each for each in map(locale_of, languages()) if each.language != here
    ]
    column = Column(Rule(), *map(_asked_in, others), inset=(0, 32, 0, 0))
    column.setProperty("unheard", True)  # a voice speaks one language
    return column


def _asked_in(language: Locale) -> Line:
    """The name of a language, and the sentence in it."""
    name = (language.get_language_name(language) or str(language)).capitalize()
    said = Label(render(_ASK, language), "large")
    return Line(Label(name, "large", tone="second", wrap=False), said, space=32)


_TOO_SHORT = say("A PIN has {least} letters or figures or more.", least=LEAST)


def _wrong(waits: int) -> Words:
    if not waits:
        return _WRONG
    return say("{wrong} Wait {n} seconds.", wrong=_WRONG, n=waits)


_FORGOTTEN = say(
    "The ballot is not cast. What was chosen is forgotten, and the ballot can be "
    "started again.",
)
