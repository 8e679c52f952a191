"""Words on a page.

Plain text in a role, wrapped and never cut short, with a state's shape before them if there is one.
A label may begin with strong words (`lead`): "**Yes.** The lamps need no consent." Markup in a text
stays what it is: signs on the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy

from pbdesk.ui import fonts
from pbdesk.ui.fit import fit, has_own_direction
from pbdesk.ui.icons import Shape, draw_shape
from pbdesk.ui.theme import ROLES, Role, Text, Tone, colour, px, theme, worded

__all__ = ["COLUMN", "LINE", "TALLY", "Label"]

LINE = 660
"""Widest line of running text at 100 %, in pixels: about 80 letters of 15 px."""

COLUMN = 280
TALLY = 360
"""Least and greatest width of a tally at 100 %: a figure must not stand far from its word."""


@dataclass(frozen=True, slots=True)
class _Laid:
    """Text set in a room of some width: lines, their height, and the widest of them."""

    layout: QTextLayout
    height: float
    width: float
    room: float

    def serves(self, room: float) -> bool:
        """Whether the lines break alike in another room: what did not fit here does not there."""
        return self.width <= room <= self.room


_FLOWS: dict[Role, str] = {
    "caption": "help",
    "help": "help",
    "section": "section",
}
"""What a label is among what stands below each other; all others are text."""


_EDGES = ((56, 56), (24, 28), (15, 20), (0, 18))
"""From which size of letters on a shape has which side, in pixels."""


@cache
def _policy(*, wrap: bool) -> QSizePolicy:
    """As high as its width asks; what does not wrap keeps the width of its words."""
    across = (
        QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Minimum
    )
    policy = QSizePolicy(across, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    return policy


class Label(QLabel):
    """Text in a role.

    `tone` where it is not the role's own; `end` sets it at the reader's end side, `right` at the
    right in every direction (figures).

    `wrap=False` keeps it on one line. `struck` draws a line through what was undone. `beside` names
    the role of a larger text next to it, to stand on the same line of writing. `line` is how wide
    its lines are at most, at 100 %.
    """

    flow = "text"

    def __init__(
        self,
        text: Text = "",
        role: Role = "body",
        *,
        tone: Tone | None = None,
        lead: Text = "",
        shape: Shape | None = None,
        wrap: bool = True,
        end: bool = False,
        struck: bool = False,
        right: bool = False,
        beside: Role | None = None,
        line: int = LINE,
    ) -> None:
        super().__init__()
        self._line = line
        self.role: Role = role
        self.flow = _FLOWS.get(role, "text")
        self._text = text
        self._lead = lead
        self._shape = shape
        self._tone = tone
        self._end = end
        self._right = right
        self._struck = struck
        self._wraps = wrap
        self._beside: Role | None = beside
        self._laid: dict[int, _Laid] = {}
        self._turned = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setSizePolicy(_policy(wrap=wrap))
        theme().keep_dressed(self._dress)

    def let_wrap(self, wrap: bool) -> None:
        """Break lines where there is no room, or stay on one."""
        if wrap is not self._wraps:
            self._wraps = wrap
            self._laid.clear()
            self.setWordWrap(wrap)
            self.setSizePolicy(_policy(wrap=wrap))
            self.updateGeometry()

    def show_text(
        self,
        text: Text,
        *,
        lead: Text = "",
        shape: Shape | None = None,
        tone: Tone | None = None,
    ) -> None:
        """Show another text, with its own shape and tone; the same again costs nothing."""
        if (text, lead, shape, tone) != (
            self._text,
            self._lead,
            self._shape,
            self._tone,
        ):
            self._text = text
            self._lead = lead
            self._shape = shape
            self._tone = tone
            self._dress()

    def show_role(self, role: Role) -> None:
        """Be written in another role; the same again costs nothing."""
        if role != self.role:
            self.role = role
            self._dress()

    def _dress(self) -> None:
        self.setFont(theme().font(self.role))
        lead = worded(self._lead)
        text = worded(self._text)
        self._strong = len(lead)
        self._laid.clear()
        self.setText(f"{lead} {text}" if lead and text else lead or text)
        self.updateGeometry()
        self.update()

    # Measuring

    @property
    def _indent(self) -> int:
        if self._shape is None:
            return 0
        return self._edge + px(4 if ROLES[self.role][0] < 15 else 6)

    @property
    def _edge(self) -> int:
        """The side of the shape, as high as the capitals and strokes around it ask for."""
        size = ROLES[self.role][0]
        return px(next(edge for least, edge in _EDGES if size >= least))

    def _set(self, width: float) -> _Laid:
        """The text laid out for a widget of that width."""
        room = (
            max(1.0, min(width, px(self._line)) - self._indent)
            if self._wraps
            else 1e6
        )
        if self._turned != self.isRightToLeft():
            self._turned = not self._turned
            self._laid.clear()
        key = round(room)
        if key not in self._laid:
            if len(self._laid) > 8:
                self._laid.clear()
            alike = (each for each in self._laid.values() if each.serves(room))
            self._laid[key] = next(alike, None) or self._lines(room)
        return self._laid[key]

    def _lines(self, room: float) -> _Laid:
        layout = QTextLayout(self.text().replace("\n", "\u2028"), self.font())
        option = QTextOption()
        option.setWrapMode(
            QTextOption.WrapMode.WordWrap
            if self._wraps
            else QTextOption.WrapMode.ManualWrap,
        )
        option.setTextDirection(self._direction())
        right = self._at_right and self._wraps
        option.setAlignment(
            Qt.AlignmentFlag.AlignRight
            if right
            else Qt.AlignmentFlag.AlignLeft,
        )
        layout.setTextOption(option)
        layout.setFormats(self._formats())
        spacing = round(QFontMetricsF(self.font()).lineSpacing() + 0.25)
        layout.beginLayout()
        bottom = self._drop()
        width = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            line.setPosition(QPointF(0, bottom))
            bottom += max(spacing, line.height())
            width = max(width, line.naturalTextWidth())
        layout.endLayout()
        return _Laid(layout, bottom, width, width if right else room)

    def _direction(self) -> Qt.LayoutDirection:
        """That of its first letter: a name in another script keeps its order.

        The reader's where all that has one was filled into gaps, such as "{figure} {words}".
        """
        if has_own_direction(self.text()):
            return Qt.LayoutDirection.LayoutDirectionAuto
        return self.layoutDirection()

    def _drop(self) -> float:
        """How far below the top the first line begins, to stand on one line with a larger text."""
        if self._beside is None:
            return 0.0
        return (
            QFontMetricsF(theme().font(self._beside)).ascent()
            - QFontMetricsF(self.font()).ascent()
        )

    def _formats(self) -> list[QTextLayout.FormatRange]:
        made: list[QTextLayout.FormatRange] = []
        if self._strong:
            span = QTextLayout.FormatRange()
            span.start = 0
            span.length = self._strong
            span.format = QTextCharFormat()
            span.format.setFontWeight(fonts.BOLD)
            made.append(span)
        if self._struck:
            span = QTextLayout.FormatRange()
            span.start = 0
            span.length = len(self.text())
            span.format = QTextCharFormat()
            span.format.setFontStrikeOut(True)
            made.append(span)
        return made

    def _natural(self) -> float:
        return (
            self._set(px(self._line) if self._wraps else 1e6).width
            + self._indent
        )

    def sizeHint(self) -> QSize:
        wide = self._natural()
        return QSize(round(wide + 1), round(self._set(wide + 1).height + 0.5))

    def minimumSizeHint(self) -> QSize:
        if not self._wraps:
            return self.sizeHint()
        metrics = QFontMetricsF(self.font())
        words = self.text().split(
            " ",
        )  # not split(): no-break spaces hold a name or a date together
        longest = max(
            (metrics.horizontalAdvance(word) for word in words),
            default=0,
        )
        return QSize(
            round(longest + 2) + self._indent,
            round(metrics.height() + 0.5),
        )

    def hasHeightForWidth(self) -> bool:
        return self._wraps

    def heightForWidth(self, width: int) -> int:
        return round(self._set(width).height + 0.5)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.text():
            return
        laid = self._set(self.width())
        fit(
            self,
            self.text(),
            (laid.width + self._indent, laid.height),
            (self.width(), self.height()),
        )
        painter = QPainter(self)
        painter.setPen(QPen(colour(self._ink())))
        laid.layout.draw(painter, QPointF(self._left(laid), 0))
        if self._shape is not None:
            self._paint_shape(painter)

    @property
    def _right_to_left(self) -> bool:
        return self.isRightToLeft()

    @property
    def _at_right(self) -> bool:
        """Whether the lines stand at the right.

        The reader's start in right-to-left, else the end.
        """
        return self._right or self._right_to_left != self._end

    def _left(self, laid: _Laid) -> float:
        """Where the lines' left edge lies."""
        if self._wraps:
            wide = max(
                1.0,
                min(self.width(), px(self._line)) - self._indent,
            )
        else:
            wide = laid.width
        if not self._at_right:
            if self._right_to_left:
                return 0
            return self._indent
        return (
            self.width() - wide - (self._indent if self._right_to_left else 0)
        )

    def _paint_shape(self, painter: QPainter) -> None:
        assert self._shape is not None
        edge = self._edge
        first = QFontMetricsF(self.font()).height()
        x = self.width() - edge + px(1) if self._right_to_left else -px(1)
        draw_shape(painter, self._shape, (x, (first - edge) / 2), edge)

    def _ink(self) -> str:
        if self._tone is not None:
            return self._tone
        if self._shape is not None and self._shape.tone in (
            "attention",
            "error",
        ):
            return self._shape.tone
        if self.role in ("caption", "help"):
            return "second"
        return "text"
