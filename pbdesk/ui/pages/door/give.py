"""The chosen person at the door.

Why they may have a ballot, how they were checked, and the button that gives it.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Signal

from pbdesk.minutes.decision import Refusal
from pbdesk.questions.door import CHANNELS, CHECKED_WITH, Channel, Door, next_stub
from pbdesk.ui.icons import DONE, NOT_STARTED, Shape
from pbdesk.ui.pages.door.view import AtTheDoor
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.widgets.boxes import Column
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Choice
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.ui.widgets.heading import Heading
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Words, plain, say

__all__ = ["Giving"]

_HOLDS = Shape("circle-check")
_FIELDS = (
    FieldSpec(
        "checked_with",
        say("Checked with"),
        "radios",
        choices=tuple(Choice(key, words) for key, words in CHECKED_WITH.items()),
    ),
    FieldSpec(
        "channel",
        say("Ballot"),
        "radios",
        choices=tuple(Choice(key, words) for key, words in CHANNELS.items()),
    ),
    FieldSpec(
        "stub",
        say("Control number"),
        "number",
        say("As it is printed on the stub of the paper. Type it or scan it."),
        least=1,
    ),
)
_VERBS = {
    "paper": say("Give paper, stub {stub}"),
    "large": say("Give large print, stub {stub}"),
    "kiosk": say("Give kiosk stub {stub}"),
}
_SECRECY = {
    "paper": say(
        "The stub says that someone came. The paper in the box carries no number, so nobody can "
        "tell whose it "
        "is."
    ),
    "kiosk": say(
        "The stub opens one ballot at the kiosk. What is chosen there is kept without the stub's "
        "number."
    ),
}


class Giving(Column):
    """Asks to `give` or to `exchange` the paper the person holds.

    `give`: checked with, channel, control number.
    """

    give = Signal(str, str, str)
    exchange = Signal(str)
    touched = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._door, self._shown, self._typed = Door(), "", False
        self.head, self._holds, self.form = Heading(), Column(), Form(_FIELDS)
        self.button, self._secrecy = Button(), Label("", "help")
        self.back = Button(say("Exchange the spoilt paper"), icon="undo-2")
        self.add(self.head, self._holds, self.form, self.button, self._secrecy, self.back)
        self.form.changed.connect(self._changed)
        self.button.clicked.connect(self._ask)
        self.back.clicked.connect(lambda: self.exchange.emit(self._paper))

    def show_person(self, door: Door, at: AtTheDoor, *, closed: bool) -> None:
        """Show somebody; what was typed for the same person stays.

        Once the vote is `closed`, nothing is given.
        """
        self._door, self._paper = door, at.paper
        if self._shown != at.person.ref:
            self._shown = at.person.ref
            self._begin()
        shape = DONE if at.has_ballot else NOT_STARTED
        self.head.show_text(at.person.street, plain(at.person.name), shape=shape, state=at.state)
        self._holds.clear()
        self._holds.add(*(Label(words, shape=_HOLDS) for words in at.holds))
        for widget in (self.form, self.button, self._secrecy):
            widget.setVisible(not at.has_ballot and not closed)
        self.back.setVisible(bool(at.paper) and not closed)
        self._show_number()

    def forget(self) -> None:
        """Nobody is chosen any more; nothing of them stays in the fields."""
        self._shown = ""
        self.head.show_text("", "")
        self._holds.clear()
        self._begin()

    def _begin(self) -> None:
        self._typed = False
        self.form.clear_errors()
        self.form.set_values(
            {"checked_with": None, "channel": "paper", "stub": None}, keep_focused=False
        )

    @property
    def channel(self) -> Channel:
        """What was chosen: on paper, in large print, at the kiosk."""
        return cast("Channel", self.form.value("channel") or "paper")

    def go_to(self) -> None:
        """Put the focus where the person at the door goes on."""
        if self.form.isHidden():
            self.back.setFocus()
        else:
            self.form.go_to("checked_with")

    def show_refusal(self, refusal: Refusal) -> bool:
        """Show a refusal beside its field; False where no field here is about it."""
        return refusal.where is not None and self.form.show_error(refusal.where, spoken(refusal))

    def _changed(self, name: str) -> None:
        if name == "channel":
            self._typed = False
            self.form.field("stub").show_error(None)
        if name == "stub":
            self._typed = True
        self._show_number()
        self.touched.emit()

    def _show_number(self) -> None:
        """The next number stands in the field until somebody types another.

        A kiosk stub has none to type.
        """
        channel, field = self.channel, self.form.field("stub")
        if not self._typed:
            field.set_value(next_stub(self._door, channel))
        field.setVisible(channel != "kiosk")
        self.button.show_text(_verb(channel, str(field.raw() or "")))
        self._secrecy.show_text(_SECRECY["kiosk" if channel == "kiosk" else "paper"])

    def _ask(self) -> None:
        self.touched.emit()
        field = self.form.field("stub")
        if self.channel != "kiosk" and not field.check():
            field.take_focus()
            return
        number = field.value() if self.channel != "kiosk" else None
        self.give.emit(str(self.form.value("checked_with") or ""), self.channel, str(number or ""))


def _verb(channel: Channel, number: str) -> Words:
    return Words(_VERBS[channel].text, {"stub": number or "–"})
