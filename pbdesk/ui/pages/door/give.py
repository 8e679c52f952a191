"""The chosen person at the door.

What to ask them, and the buttons that say what they showed and give a ballot; or the ballot they
have, and how a wrong tick is put right.
"""

from __future__ import annotations

from functools import partial
from typing import cast, override

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from pbdesk.minutes.decision import Refusal
from pbdesk.questions.door import (
    CHANNELS,
    CHECKED_WITH,
    Channel,
    Door,
    next_stub,
)
from pbdesk.ui.icons import DONE, NOT_STARTED, Shape
from pbdesk.ui.pages.door.view import AtTheDoor
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.theme import worded
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Act, Button
from pbdesk.ui.widgets.choices import Choice
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.ui.widgets.heading import Heading
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Sentences, Words, plain, say

__all__ = ["Giving", "Mistake"]

_HOLDS = Shape("circle-check")
_FIELDS = (
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
        say(
            "As it is printed on the part that is torn off. Type it or scan it.",
        ),
        least=1,
    ),
)
_VERBS = {
    "paper": say("Give paper {stub}, checked with"),
    "large": say("Give large print {stub}, checked with"),
    "kiosk": say("Give kiosk ticket {stub}, checked with"),
    "move": say("Write ballot {stub} beside this name, checked with"),
}
_SECRECY = {
    "paper": say(
        "The part torn off says that someone came. The paper in the box carries no number, "
        "so nobody can tell whose it is.",
    ),
    "kiosk": say(
        "The ticket opens one ballot at the kiosk. What is chosen there is kept without the"
        " ticket's number.",
    ),
    "move": say(
        "The ballot itself stays where it is. Only the name it stands beside changes.",
    ),
}


def _held(figure: int) -> str:
    """The keys as this system writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    return QKeySequence(f"Alt+{figure}").toString(native)


class Mistake(Column):
    """A ballot stands beside the wrong name: it is here again, or somebody else has it.

    `taken_back`: it is here again. `moved`: another name is looked for. `touched`: a press.
    """

    taken_back = Signal()
    moved = Signal()
    touched = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.begin = Button(
            say("Given by mistake…"),
            "quiet",
            does=self._ask,
        )
        self.here = Button(
            say("I have it in my hand"),
            icon="undo-2",
            does=self.taken_back,
        )
        self.elsewhere = Button(
            say("Somebody else has it"),
            icon="user-round",
            does=self.moved,
        )
        leave = Button(say("Cancel"), "quiet", does=self._left)
        self._ways = Column(
            Label(
                say(
                    "This name was ticked by mistake. Where is the ballot now?",
                ),
            ),
            Line(self.here, self.elsewhere),
            Line(leave),
        )
        self.add(Line(self.begin), self._ways)
        self.fold()

    def _ask(self) -> None:
        self.touched.emit()
        self._ways.show()
        self.begin.hide()
        self.here.setFocus()

    def _left(self) -> None:
        self.touched.emit()
        self.fold()
        self.begin.setFocus()

    def fold(self) -> None:
        """Nobody says that anything was a mistake."""
        self.begin.show()
        self._ways.hide()


def _held_figure(event: QEvent) -> int:
    """The figure of a button that was pressed with Alt; 0 where it was none."""
    if (
        not isinstance(event, QKeyEvent)
        or event.type() != QEvent.Type.KeyPress
        or event.modifiers() != Qt.KeyboardModifier.AltModifier
    ):
        return 0
    figure = event.key() - Qt.Key.Key_0
    return figure if 0 < figure <= len(CHECKED_WITH) else 0


class Shown(Column):
    """What somebody may show, each with its button. `shown` tells which.

    None is pressed beforehand, so nobody is taken to have shown what nobody saw. Enter presses none
    of them, or one too many would give a ballot; the figures of the keyboard do, and Space.
    """

    shown = Signal(str)

    def __init__(self) -> None:
        self.title, self._buttons = Label("", "strong"), dict[str, Button]()
        for key, words in CHECKED_WITH.items():
            self._buttons[key] = Act(words, enters=False)
        keys = say(
            "The keys {first} to {last} press them too; while you search, {held} to {most}.",
            first=1,
            last=len(CHECKED_WITH),
            held=_held(1),
            most=_held(len(CHECKED_WITH)),
        )
        super().__init__(
            self.title,
            Line(*self._buttons.values()),
            Label(keys, "help"),
        )
        for key, button in self._buttons.items():
            button.clicked.connect(partial(self._press, key))
            button.installEventFilter(self)

    def _press(self, key: str) -> None:
        self.shown.emit(key)

    def show_verb(self, verb: Words) -> None:
        """Say what pressing one of them does."""
        self.title.show_text(verb)
        for button in self._buttons.values():
            button.setAccessibleDescription(worded(verb))

    def take_focus(self) -> None:
        """Go to the first of them."""
        next(iter(self._buttons.values())).setFocus()

    def button(self, key: str) -> Button:
        """The one that says it. Raises KeyError."""
        return self._buttons[key]

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        pressed = (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.text().isdecimal()
            and self._press_figure(int(event.text()), event)
        )
        return pressed or super().eventFilter(watched, event)

    def press_held(self, event: QEvent) -> bool:
        """Press one by its figure with Alt, while a name is being typed. Whether it was such a key.

        Where nobody is shown it gives nothing, and is no letter either.
        """
        figure = _held_figure(event)
        if figure and isinstance(event, QKeyEvent):
            _ = self._press_figure(figure, event)
        return bool(figure)

    def _press_figure(self, figure: int, event: QKeyEvent) -> bool:
        found = dict(enumerate(self._buttons.values(), start=1))
        wanted = found.get(figure)
        if wanted is None or event.isAutoRepeat() or not wanted.isVisible():
            return False
        wanted.click()
        return True


class Giving(Column):
    """Asks to `give`, to `exchange` the paper the person holds, or to put a wrong tick right.

    `give`: checked with, channel, control number. `move_here`: checked with. `taken_back` and
    `moved` as `Mistake` tells them.
    """

    give = Signal(str, str, str)
    exchange = Signal(str)
    move_here = Signal(str)
    taken_back = Signal()
    moved = Signal()
    touched = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._door, self._shown, self._typed = Door(), "", False
        self._paper, self._moving = "", ""
        self.asks: Sentences = ()
        self._channel = "paper"

    def _stand(self) -> None:
        """Put up what is asked of somebody, once there is somebody."""
        self.head, self._holds, self.form = Heading(), Column(), Form(_FIELDS)
        self._asked = Column()
        self.shown, self._secrecy = Shown(), Label("", "help")
        self.back = Button(
            say("Exchange the spoilt paper"),
            icon="undo-2",
            does=lambda: self.exchange.emit(self._paper),
        )
        self.mistake = Mistake()
        self.add(
            self.head,
            self._asked,
            self._holds,
            self.form,
            self.shown,
            self._secrecy,
        )
        self.add(self.back, self.mistake)
        self.form.changed.connect(self._changed)
        self.shown.shown.connect(self._ask)
        self.mistake.touched.connect(self.touched)
        self.mistake.taken_back.connect(self.taken_back)
        self.mistake.moved.connect(self.moved)

    def show_person(
        self,
        door: Door,
        at: AtTheDoor,
        *,
        closed: bool,
        moving: str = "",
    ) -> None:
        """Show somebody; what was typed for the same person stays.

        Once the vote is `closed`, nothing is given. `moving` is the ballot that is to stand beside
        another name.
        """
        if not self.things():
            self._stand()
        self._door, self._paper, self._moving = door, at.paper, moving
        if self._shown != at.person.ref:
            self._shown = at.person.ref
            self._begin()
        shape = DONE if at.has_ballot else NOT_STARTED
        self.head.show_text(
            at.person.street,
            plain(at.person.name),
            shape=shape,
            state=at.state,
        )
        self._holds.clear()
        self._holds.add(*(Label(words, shape=_HOLDS) for words in at.holds))
        may_take = not at.has_ballot and not closed
        self._show_asked(at.asks if may_take else ())
        for widget in (self.form, self.shown, self._secrecy):
            widget.setVisible(may_take)
        self.back.setVisible(bool(at.paper) and not closed and not moving)
        self.mistake.setVisible(at.may_be_mistake and not moving)
        self._show_number()

    def _show_asked(self, asks: Sentences) -> None:
        """The rulebook's conditions, to be asked; whoever then says what was shown says both."""
        self.asks = asks
        self._asked.setVisible(bool(asks))
        if self._asked.clear_for(asks):
            lines = [Label(words, shape=NOT_STARTED) for words in asks]
            self._asked.add(Label(say("Ask"), "label"), *lines)

    def forget(self) -> None:
        """Nobody is chosen any more; nothing of them stays in the fields."""
        self._shown = ""
        if self.things():
            self.head.show_text("", "")
            self._holds.clear()
            self._show_asked(())
            self._begin()

    def _begin(self) -> None:
        self._typed = False
        self.form.clear_errors()
        self.form.set_values(
            {"channel": self._channel, "stub": None},
            keep_focused=False,
        )
        self.mistake.fold()

    @property
    def channel(self) -> Channel:
        """What was chosen: on paper, in large print, at the kiosk."""
        return cast("Channel", self.form.value("channel") or "paper")

    def press_held(self, event: QEvent) -> bool:
        """Give by a key that was held while somebody was searched for; whether it was one."""
        if not self.things():
            return bool(_held_figure(event))
        return self.shown.press_held(event)

    def go_to(self) -> None:
        """Put the focus where the person at the door goes on."""
        if not self.things():
            return
        if not self.form.isHidden():
            self.shown.take_focus()
        elif not self.back.isHidden():
            self.back.setFocus()
        elif not self.mistake.isHidden():
            self.mistake.begin.setFocus()

    def show_refusal(self, refusal: Refusal) -> bool:
        """Show a refusal beside its field; False where no field here is about it."""
        where = refusal.where
        if where not in self.form.names() or self.form.field(where).isHidden():
            return False
        return self.form.show_error(where, spoken(refusal))

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

        A kiosk stub has none to type, and a ballot that moves has its own.
        """
        channel, field = self.channel, self.form.field("stub")
        if not self._typed:
            field.set_value(next_stub(self._door, channel))
        field.setVisible(channel != "kiosk" and not self._moving)
        self.form.field("channel").setVisible(not self._moving)
        if self._moving:
            self._show_verb("move", self._moving)
            self._secrecy.show_text(_SECRECY["move"])
            return
        self._show_verb(channel, str(field.raw() or ""))
        self._secrecy.show_text(
            _SECRECY["kiosk" if channel == "kiosk" else "paper"],
        )

    def _show_verb(self, what: str, number: str) -> None:
        verb = Words(_VERBS[what].text, {"stub": number or "–"})
        if self.asks:
            verb = say("All of this is so. {verb}", verb=verb)
        self.shown.show_verb(verb)

    def _ask(self, checked_with: str) -> None:
        self.touched.emit()
        if self._moving:
            self.move_here.emit(checked_with)
            return
        field = self.form.field("stub")
        if self.channel != "kiosk" and not field.check():
            field.take_focus()
            return
        number = field.value() if self.channel != "kiosk" else None
        self._channel = "kiosk" if self.channel == "kiosk" else "paper"
        self.give.emit(checked_with, self.channel, str(number or ""))
