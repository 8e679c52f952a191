"""A verdict with one large sign, and the chain of what it rests on.

Each link is a sign with words below; the line to the next one is whole where both hold, dotted
where not. Where there is no room side by side, the links stand one under the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import override

from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pbdesk.ui.icons import Shape, draw_shape
from pbdesk.ui.shown import Link
from pbdesk.ui.theme import Text, Tone, colour, px, theme, worded
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.painted import Painted

__all__ = ["Chain", "Verdict"]

_LARGE = 96
_SMALL = 32
_LEAST = 200


class _Sign(Painted):
    """A state's shape, large."""

    flow = "text"

    def __init__(self, shape: Shape, edge: int, heard: Text) -> None:
        super().__init__()
        self._shape = shape
        self._edge = edge
        self._heard = heard
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().keep_dressed(self._dress)

    def _dress(self) -> None:
        self.show_name(worded(self._heard))

    @override
    def sizeHint(self) -> QSize:
        edge = px(self._edge)
        return QSize(edge, edge)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        draw_shape(QPainter(self), self._shape, (0, 0), px(self._edge))


class Verdict(Line):
    """One large sign, the verdict beside it, and what it means."""

    flow = "block"

    def __init__(self, shape: Shape, verdict: Text, meaning: Text) -> None:
        wrong = shape.tone if shape.tone == "error" else None
        words = Column(
            Label(verdict, "display", tone=wrong),
            Label(meaning, "lead"),
        )
        super().__init__(_Sign(shape, _LARGE, verdict), space=24, top=True)
        self.fill(words)


class Chain(Line):
    """Links from the reader's start side to the end side, each `least` wide at 100 %."""

    flow = "block"

    def __init__(self, links: Sequence[Link], least: int = _LEAST) -> None:
        self._links = tuple(links)
        self._signs = [
            _Sign(link.shape, _SMALL, link.finding) for link in links
        ]
        columns = map(_Words, self._signs, self._links)
        super().__init__(*columns, space=24, top=True)
        self.share(least)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        for (sign, link), (after, following) in pairwise(
            zip(self._signs, self._links, strict=True),
        ):
            self._join(
                painter,
                sign,
                after,
                whole=link.holds and following.holds,
            )

    def _join(
        self,
        painter: QPainter,
        sign: QWidget,
        after: QWidget,
        *,
        whole: bool,
    ) -> None:
        """Draw the line between two signs, where the second stands beside the first."""
        one, two = (each.mapTo(self, QPoint(0, 0)) for each in (sign, after))
        if one.y() != two.y():
            return
        left, right = sorted((one.x(), two.x()))
        gap = px(10)
        y = one.y() + sign.height() / 2
        style = Qt.PenStyle.SolidLine if whole else Qt.PenStyle.DotLine
        tone = "text" if whole else "second"
        painter.setPen(QPen(colour(tone), px(3), style))
        painter.drawLine(
            QPointF(left + sign.width() + gap, y),
            QPointF(right - gap, y),
        )


class _Words(Column):
    """What is said of one link: all links are as wide as each other."""

    def __init__(self, sign: _Sign, link: Link) -> None:
        super().__init__(
            sign,
            Label(link.name, "section"),
            Label(link.finding, "strong", tone=_alarming(link.shape)),
            Label(link.detail, "body", tone="second"),
        )

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(_LEAST), super().sizeHint().height())


def _alarming(shape: Shape) -> Tone | None:
    """The tone of a shape, where it is to be looked at."""
    return shape.tone if shape.tone in ("attention", "error") else None
