"""Faces: what the kiosk shows when it shows no ballot.

Each is a title, a sentence, and what can be pressed.
"""

from __future__ import annotations

from functools import partial
from typing import ClassVar, override

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pbdesk.i18n import languages, locale_of
from pbdesk.ui.icons import ATTENTION, Shape, draw_shape
from pbdesk.ui.kiosk.read_aloud import ReadAloud
from pbdesk.ui.shown import ButtonKind
from pbdesk.ui.theme import Role, Text, gap, px, theme, worded
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.label import LINE, Label
from pbdesk.ui.widgets.painted import Painted
from pbdesk.ui.widgets.target import Target
from pbdesk.words import Words, say

__all__ = ["Covered", "Face", "Languages", "Skipping", "large_target"]


class Face(scroll.Page):
    """Title and sentence in the middle of the screen, from a quarter of its height down.

    And widgets under them. It can be heard without earphones where `is_public`, and else not before
    the voter has said that there are some; where it is not `for_voters`, never. `title_role`: what
    is read from a few steps away stands in the largest letters, and its shape above it. `wide` is
    its width at 100 %.
    """

    title_role: ClassVar[Role] = "display"
    wide: ClassVar[int] = LINE
    is_public = True
    for_voters = True

    def __init__(
        self,
        title: Text,
        sentence: Text,
        *widgets: QWidget,
        shape: Shape | None = None,
    ) -> None:
        super().__init__(
            *_titled(title, self.title_role, shape),
            Label(sentence, "large", tone="second", line=self.wide),
            *widgets,
        )
        self.voice = ReadAloud()
        self.add(self.voice)
        self.setAccessibleName(worded(title))

    @override
    def settle(self) -> None:
        """Leave as much room at one side as at the other.

        The title stays where it is when a field says more.
        """
        layout = self._frame.layout()
        room = self.viewport()
        assert layout is not None
        margins = layout.contentsMargins()
        edge = gap(32)
        side = max(edge, (room.width() - px(self.wide)) // 2)
        if margins.left() != side:
            layout.setContentsMargins(
                side,
                margins.top(),
                side,
                margins.bottom(),
            )
        needed = (
            layout.totalHeightForWidth(room.width())
            - margins.top()
            - margins.bottom()
        )
        above = max(
            edge,
            min(room.height() // 4, room.height() - needed - edge),
        )
        layout.setContentsMargins(side, above, side, edge)
        super().settle()

    def begin(self) -> None:
        """Put the focus where the person goes on."""


def _titled(
    title: Text,
    role: Role,
    shape: Shape | None,
) -> tuple[QWidget, ...]:
    """The title with its shape before it, or above it where it is read from a few steps away."""
    if shape is None or role != "big":
        return (Label(title, role, shape=shape),)
    return _Sign(shape), Label(title, role, line=_ACROSS)


_ACROSS = 1168
"""Width of what goes from side to side, at 100 %."""


class _Sign(Painted):
    """A shape as high as a title; the words below say the same."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self._shape = shape
        theme().changed.connect(self.updateGeometry)

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(64), px(64))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        edge = px(64)
        x = self.width() - edge if self.isRightToLeft() else 0
        draw_shape(QPainter(self), self._shape, (x, 0), edge)


class Covered(Face):
    """Another window came in front: the ballot is not shown until the voter asks for it."""

    shown = Signal()

    def __init__(self) -> None:
        self.button = large_target(say("Show my ballot"))
        super().__init__(
            say("The ballot is covered"),
            _COVERED,
            self.button,
            shape=Shape("eye-off"),
        )
        self.button.clicked.connect(self.shown)

    @override
    def begin(self) -> None:
        self.button.setFocus()


class Skipping(Face):
    """A question is about to be left out. `stays` leads back to it; `skips` has the other button.

    The safe button has the focus, and stands where the finger has not just pressed.
    """

    is_public = False

    stays = Signal()
    skips = Signal()

    def __init__(self) -> None:
        self.stay = large_target(say("Back to the question"), "primary")
        self.skip = large_target(say("Skip it for good"))
        self._why = Label("", "large")
        super().__init__(
            say("Skip this question?"),
            _NOT_CAST,
            self.stay,
            self.skip,
            self._why,
            shape=ATTENTION,
        )
        self.stay.clicked.connect(self.stays)
        self.skip.clicked.connect(self.skips)

    def show_refusal(self, words: Words) -> None:
        """It was not recorded: say why."""
        self.stay.setAccessibleDescription(worded(words))
        self._why.show_text(words, shape=Shape("octagon-alert", "error"))

    @override
    def begin(self) -> None:
        self.stay.setFocus()


class Languages(Face):
    """The languages there are, each by its own name. `chosen` tells the tag."""

    chosen = Signal(str)

    def __init__(self) -> None:
        buttons = [_language(tag) for tag in languages()]
        super().__init__(
            say("Language"),
            say("It goes back when your ballot is cast."),
            *buttons,
        )
        self._first = buttons[0]
        for tag, button in zip(languages(), buttons, strict=True):
            button.clicked.connect(partial(self.chosen.emit, tag))

    @override
    def begin(self) -> None:
        self._first.setFocus()


def _language(tag: str) -> Target:
    locale = locale_of(tag)
    return Target(
        (locale.get_language_name(locale) or tag).capitalize(),
        role="title",
        wide=320,
        high=60,
    )


_COVERED = say(
    "Another window was in front. Nothing is lost, and nothing is cast yet.",
)


_NOT_CAST = say(
    "Nothing is cast for it, and you cannot come back to it. What you cast before "
    "stays cast.",
)


def large_target(words: Text, kind: ButtonKind = "plain") -> Target:
    """A target on a face that stands before the ballot."""
    return Target(words, kind, role="title", wide=320, high=60)
