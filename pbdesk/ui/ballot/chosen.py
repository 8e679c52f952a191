"""What a voter chose, line by line, in large letters: to be read before it is cast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent

from pbdesk.questions.sheet import BallotLine
from pbdesk.questions.terms import called
from pbdesk.ui.ballot.marks import draw_mark
from pbdesk.ui.theme import Role, px, theme, worded
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.painted import Painted
from pbdesk.words import Words, say

__all__ = ["CROSS", "Chosen", "ChosenLine"]

_WIDE = 1000
_CODE = 28
"""Width of most codes in the largest letters."""
CROSS = ""
"""The sign of a cross."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A line of the ballot and what it got: a `sign` in its box and `words` for what it means.

    `cost` is what the project costs, shown where the sign is a cross.
    """

    line: BallotLine
    cost: Words
    sign: str = CROSS
    words: Words | None = None


class ChosenLine(Line):
    """One choice: its box, code and name, and at the end what it got or what it costs."""

    flow = "row"

    def __init__(self, chosen: Chosen, role: Role) -> None:
        super().__init__(space=16, inset=(0, 8, 0, 8))
        if chosen.words is None:
            self.add(_Box(chosen.sign))
        title = called(chosen.line.project, chosen.line.title)
        self.name = Label(title, role, line=_WIDE)
        named = Line(_Code(chosen.line.code, role))
        named.fill(self.name)
        named.flow = "facts"  # heard in one breath
        self.fill(named)
        end = chosen.cost if chosen.words is None else chosen.words
        end_role: Role = "large_figure" if chosen.words is None else "title"
        self.add(Label(end, end_role, wrap=False, right=True))


class _Code(Label):
    """The code, in a column of its own: names begin below each other."""

    def __init__(self, code: str, role: Role) -> None:
        super().__init__(code, role, wrap=False)

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(px(_CODE), 0))


class _Box(Painted):
    """The box with its mark, as it stood on the ballot."""

    heard_as = QAccessible.Role.Graphic

    def __init__(self, sign: str) -> None:
        super().__init__()
        self._sign = sign
        theme().keep_dressed(self._dress)

    def _dress(self) -> None:
        self.setAccessibleName(self._sign or worded(say("Marked")))
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(44), px(44))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        draw_mark(
            self,
            QPainter(self),
            QRectF(self.rect()),
            self._sign,
            marked=True,
        )
