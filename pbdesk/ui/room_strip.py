"""The strip at the foot of the page while the room is open.

What hangs there, small, and what to do with it.
The laptop must not be turned round to know what the hall sees, so the strip shows the very picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import override

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy

from pbdesk.ui.room.window import SCENES, RoomWindow
from pbdesk.ui.theme import px, theme, worded
from pbdesk.ui.widgets.boxes import Column, Line, Rule
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Choice, ChoiceField
from pbdesk.ui.widgets.doorstep import Beside
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.painted import Painted
from pbdesk.words import Words, say

__all__ = ["RoomStrip"]

_SMALL = QSize(112, 63)
_PAUSE = (
    60  # milliseconds: the picture is taken once for what changes in one breath
)


class RoomStrip(Column):
    """Hidden until it follows a room.

    `chosen` tells the scene that was chosen, `closing` that the room is to go.
    """

    chosen = Signal(str)
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.preview = _Preview()
        self._where = Label("", "caption", wrap=False)
        self.scene = ChoiceField(_choices(SCENES))
        self.back = Button(
            say("Back"),
            icon="arrow-left",
            does=lambda: self._room and self._room.back(),
        )
        self.next = Button(
            say("Next"),
            icon="arrow-right",
            does=lambda: self._room and self._room.next(),
        )
        self.black = Button(
            "",
            does=lambda: self._room and self._room.turn_black(),
        )
        self.freeze = Button(
            "",
            does=lambda: self._room and self._room.freeze(),
        )
        self._scenes: Mapping[str, Words] = SCENES
        close = Button(say("Close the room"), "quiet", does=self.closing)
        shown = (
            self.preview,
            Beside(say("In the room"), self.scene),
            self._where,
        )
        acts = (self.back, self.next, self.black, self.freeze, close)
        self.add(Rule(), Line(*shown, *acts, inset=(20, 0, 24, 8)))
        self._room: RoomWindow | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._look)
        self.scene.changed.connect(
            lambda: self.chosen.emit(str(self.scene.value())),
        )
        self.hide()

    def offer(self, scenes: Mapping[str, Words]) -> None:
        """Let these scenes be chosen: those of an assembly, or of a case."""
        self._scenes = scenes
        self.scene.show_choices(_choices(scenes))

    def follow(self, room: RoomWindow | None) -> None:
        """Show and steer this room; None: it was closed."""
        self._room = room
        self.setVisible(room is not None)
        if room is not None:
            room.moved.connect(self.refresh)
            room.destroyed.connect(self._lose)
            self.refresh()

    def _lose(self) -> None:
        """The room's window is gone."""
        self.follow(None)

    def refresh(self) -> None:
        """Say what hangs there now."""
        room = self._room
        if room is None:
            return
        self.scene.set_value(room.scene)
        self._where.show_text(_place(room))
        self.black.show_text(*_BLACK[room.black])
        self.freeze.show_text(*_FREEZE[room.frozen])
        self._pause.start()

    def _look(self) -> None:
        room = self._room
        if room is not None:
            self.preview.show_room(room, self._scenes[room.scene], _place(room))


_BLACK = {False: (say("Black"), "eye-off"), True: (say("Show again"), "eye")}
_FREEZE = {
    False: (say("Freeze"), "snowflake"),
    True: (say("Follow again"), "play"),
}
"""What a button says and shows; true: pressed again, the room is as before."""


def _choices(scenes: Mapping[str, Words]) -> list[Choice]:
    return [Choice(name, words) for name, words in scenes.items()]


def _place(room: RoomWindow) -> Words:
    if room.black:
        return say("Black")
    step = say("{n} of {all}", n=room.step + 1, all=max(1, room.steps))
    if room.frozen:
        return say("{step}, frozen", step=step)
    return step


class _Preview(Painted):
    """The room, small."""

    heard_as = QAccessible.Role.Graphic

    def __init__(self) -> None:
        super().__init__()
        self._picture = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_room(self, room: RoomWindow, scene: Words, place: Words) -> None:
        """Take a picture of what hangs there."""
        ratio = self.devicePixelRatioF()
        self._picture = room.picture(self.sizeHint() * ratio)
        name = say("The room shows: {scene}, {place}", scene=scene, place=place)
        self.setAccessibleName(worded(name))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(_SMALL.width()), px(_SMALL.height()))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        if not self._picture.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(self._in_the_middle(), self._picture)
        painter.setPen(theme().tones.colour("outline"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _in_the_middle(self) -> QRect:
        """Where the picture stands, as large as there is room."""
        whole = Qt.AspectRatioMode.KeepAspectRatio
        place = QRect(
            QPoint(0, 0),
            self._picture.size().scaled(self.size(), whole),
        )
        place.moveCenter(self.rect().center())
        return place
