"""A button for fingers: at least 44 px each way at 100 %.

One whose purse or list is used up is `spent` (icons only): its outline is dashed, it stays in the
tab order, and its page says why when it is pressed.
"""

from __future__ import annotations

from typing import override

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from pbdesk.ui.icons import draw_icon
from pbdesk.ui.strokes import RADIUS, ring
from pbdesk.ui.theme import Role, Text, Tone, colour, px, theme, worded
from pbdesk.ui.widgets.button import Button, Kind

__all__ = ["Target", "dashed"]

_LEAST = 44


class Target(Button):
    """A button of 44 px or more; `wide` and `high` ask for more (the one that casts)."""

    def __init__(
        self,
        text: Text = "",
        kind: Kind = "plain",
        *,
        icon: str = "",
        after: bool = False,
        name: Text = "",
        role: Role = "body",
        wide: int = _LEAST,
        high: int = _LEAST,
        does: object = None,
    ) -> None:
        self._least = (wide, high)
        self._spent = False
        super().__init__(
            text,
            kind,
            icon=icon,
            after=after,
            name=name,
            role=role,
            does=does,
        )

    def ask_for(self, wide: int, high: int) -> None:
        """Be at least so large at 100 %."""
        self._least = (wide, high)
        self.updateGeometry()

    def show_spent(self, spent: bool, why: Text = "") -> None:
        """Look used up, or not; `why` is said to those who hear the button."""
        self._spent = spent
        self.setAccessibleDescription(worded(why))
        self._dress()
        self.update()

    def show_name(self, name: Text) -> None:
        """What those who hear the button hear."""
        self._name = name
        self._dress()

    @override
    def _tone(self) -> Tone:
        if self._spent:
            return "second"
        return super()._tone()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Used up, its outline is dashed: a difference that high contrast shows too."""
        if not self._spent:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        tones = theme().tones
        edge = px(20)
        dashed(painter, QRectF(self.rect()))
        at = ((self.width() - edge) / 2, (self.height() - edge) / 2)
        draw_icon(
            painter,
            self._icon,
            tones.colour("second"),
            at,
            edge,
            self.layoutDirection(),
        )
        if self.hasFocus():
            ring(painter, QRectF(self.rect()), tones.colour("focus"))

    @override
    def sizeHint(self) -> QSize:
        return (
            super()
            .sizeHint()
            .expandedTo(QSize(*(px(side) for side in self._least)))
        )


def dashed(painter: QPainter, area: QRectF) -> None:
    """The outline of what cannot be had now.

    A price too dear, a button that leads no further, an empty place.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour("outline"), 1, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    painter.restore()
