"""Read aloud: the button, what a screen says, and the question before a ballot is heard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import override

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from pbdesk.ui.ballot.row import RowFace
from pbdesk.ui.icons import ATTENTION
from pbdesk.ui.kiosk.faces import Face, large_target
from pbdesk.ui.kiosk.screen import SETTLES, Clock
from pbdesk.ui.theme import worded
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.painted import Painted
from pbdesk.words import say

__all__ = ["Earphones", "heard"]

_IN_ONE = {
    "row": ", ",
    "facts": " ",
}  # what is read in one breath, by how it stands together


class Earphones(Face):
    """Before the first word of a ballot: `hears` once the voter says so, else `stays`.

    Nothing of the ballot is on it, so that it may be heard in the room: that is how it shows.
    """

    hears = Signal()
    stays = Signal()

    def __init__(self, now: Clock) -> None:
        self._now = now
        self._since = now()
        self.stay = large_target(say("Back without reading"), "primary")
        self.go_on = large_target(say("I hear it in earphones"))
        super().__init__(
            say("Do you wear earphones?"),
            _EVERYBODY_HEARS,
            self.stay,
            self.go_on,
            shape=ATTENTION,
        )
        self.stay.clicked.connect(self.stays)
        self.go_on.clicked.connect(self._go_on)

    def _go_on(self) -> None:
        """The second press of a double click confirms nothing."""
        if self._now() - self._since >= SETTLES:
            self.hears.emit()

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._since = self._now()

    @override
    def begin(self) -> None:
        self.stay.setFocus()


def heard(shown: QWidget) -> Iterator[str]:
    """What a screen says, a line each, in the order in which it stands there.

    The names, descriptions and states are those that a screen reader is given.
    """
    if shown.isHidden() or shown.property("unheard"):
        return
    match shown:
        case RowFace():
            yield _row(shown)
        case Label():
            yield from filter(None, [shown.text()])
        case Button():
            yield _button(shown)
        case Painted():
            yield from filter(None, [shown.accessibleName()])
        case _:
            yield from _held(shown)


def _held(shown: QWidget) -> Iterator[str]:
    """What stands in a widget, each thing once."""
    lines = [line for each in _inside(shown) for line in heard(each)]
    joint = _IN_ONE.get(getattr(shown, "flow", ""))
    if joint is not None:
        lines = [joint.join(lines)] if lines else []
    last = ""
    for line in lines:
        if line != last:  # a purse says what the figure above it does
            yield line
        last = line


def _inside(shown: QWidget) -> Iterator[QWidget]:
    if isinstance(shown, QScrollArea):
        yield from filter(None, [shown.widget()])
        return
    layout = shown.layout()
    if layout is None:
        return
    for item in map(layout.itemAt, range(layout.count())):
        if item is not None and (held := item.widget()) is not None:
            yield held


def _row(row: RowFace) -> str:
    """An option: its letter and title, its price and what it is, and what it got."""
    return _sentences(*row.heard)


def _button(button: Button) -> str:
    name = say("Button: {name}", name=button.accessibleName())
    return _sentences(worded(name), button.accessibleDescription())


def _sentences(*parts: str) -> str:
    """Parts with a stop behind each, where none is."""
    return " ".join(_stopped(part.strip()) for part in parts if part.strip())


def _stopped(part: str) -> str:
    return part if part[-1] in ".?!؟" else f"{part}."


_EVERYBODY_HEARS = say(
    "Everybody in the room hears what is read aloud, unless earphones are plugged in. "
    "Ask the person at the door for a pair.",
)
