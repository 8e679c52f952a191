"""Painted text: `draw` paints it and records what does not fit.

So that tests can fail on any clipped word.
`clipped` holds what was too large for its place since it was last emptied. Nothing is ever elided.
"""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextLayout,
    QTextOption,
)

__all__ = ["Clipped", "clipped", "draw", "fit", "has_own_direction", "measure"]

_SLACK = (
    1.0  # pixels: fonts are hinted, so a measured width may be a fraction short
)


@dataclass(frozen=True, slots=True)
class Clipped:
    """A text that did not fit: where (the widget's class), what, and the two sizes in pixels."""

    where: str
    text: str
    wanted: tuple[float, float]
    given: tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Measured:
    """Width and height of a text, and how its lines are broken."""

    size: tuple[float, float]
    lines: Qt.TextFlag


clipped: list[Clipped] = []
_measured: dict[tuple[str, str, float], _Measured] = {}
_KEPT = 20_000
_OPENS = "\u2066\u2067\u2068"
_ISOLATES = (
    "\u2066",
    "\u2068",
)  # before what is filled into a sentence that is read from the right


def fit(
    where: object,
    text: str,
    wanted: tuple[float, float],
    given: tuple[float, float],
) -> bool:
    """Whether `wanted` (width, height) fits into `given`; what does not is recorded."""
    if wanted[0] <= given[0] + _SLACK and wanted[1] <= given[1] + _SLACK:
        return True
    clipped.append(Clipped(type(where).__name__, text, wanted, given))
    return False


def has_own_direction(text: str) -> bool:
    """Whether a letter outside of what was filled into gaps says which way the text is read."""
    if not any(sign in text for sign in _ISOLATES):
        return True
    deep = 0
    for sign in text:
        if sign in _OPENS:
            deep += 1
        elif sign == "\u2069":
            deep -= 1
        elif not deep and bidirectional(sign) in ("L", "R", "AL"):
            return True
    return False


def measure(text: str, font: QFont, width: float = 0) -> tuple[float, float]:
    """Width and height of the text as its lines are, or wrapped at `width`.

    Each is found once: lists ask at every paint.
    """
    return _found(text, font, width).size


def _found(text: str, font: QFont, width: float) -> _Measured:
    asked = text, font.key(), width
    found = _measured.get(asked)
    if found is None:
        if len(_measured) >= _KEPT:
            _measured.clear()
        found = _measured[asked] = _measure(text, font, width)
    return found


_AT_WORDS = Qt.TextFlag.TextWordWrap
_ANYWHERE = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
"""For a text with a word that is longer than the line: it is broken, and not cut."""


def _measure(text: str, font: QFont, width: float) -> _Measured:
    metrics = QFontMetricsF(font)
    if not width:
        lines = text.split("\n")  # a button's words may stand in several
        wide = max(map(metrics.horizontalAdvance, lines))
        size = wide, metrics.height() * len(lines)
        return _Measured(size, Qt.TextFlag.TextSingleLine)
    room = QRectF(0, 0, width, 1e6)
    box = metrics.boundingRect(room, _AT_WORDS.value, text)
    if box.width() <= width + _SLACK:
        return _Measured((box.width(), box.height()), _AT_WORDS)
    box = metrics.boundingRect(room, _ANYWHERE.value, text)
    return _Measured((box.width(), box.height()), _ANYWHERE)


def draw(
    where: object,
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    colour: QColor,
    *,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    middle: bool = True,
    wrap: bool = False,
    direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight,
) -> None:
    """Paint text into `rect`.

    `AlignLeft` is the reader's start side in `direction`, `AlignRight` always the right: figures
    stand there in every direction.
    """
    found = _found(text, font, rect.width() if wrap else 0)
    fit(where, text, found.size, (rect.width(), rect.height()))
    painter.setFont(font)
    painter.setPen(colour)
    # A name in another script keeps its order; a sentence that begins with a name has the reader's.
    filled = text.startswith(_ISOLATES)
    painter.setLayoutDirection(
        direction if filled else Qt.LayoutDirection.LayoutDirectionAuto,
    )
    if (
        direction == Qt.LayoutDirection.RightToLeft
        and align == Qt.AlignmentFlag.AlignLeft
    ):
        align = Qt.AlignmentFlag.AlignRight
    if wrap and align == Qt.AlignmentFlag.AlignRight:
        _from_the_right(painter, rect, text, font, middle=middle)
    else:
        lines = found.lines
        painter.drawText(rect, _flags(align, lines, middle=middle), text)


def _flags(
    align: Qt.AlignmentFlag,
    lines: Qt.TextFlag,
    *,
    middle: bool,
) -> int:
    """As a whole number: alignment and text flags mixed as enums lose the word wrap."""
    vertical = (
        Qt.AlignmentFlag.AlignVCenter if middle else Qt.AlignmentFlag.AlignTop
    )
    return (
        (align | Qt.AlignmentFlag.AlignAbsolute).value
        | vertical.value
        | lines.value
    )


def _from_the_right(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    *,
    middle: bool,
) -> None:
    """Paint wrapped lines that all end at the right.

    Qt's `drawText` counts the space at which a line was broken.
    """
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption(Qt.AlignmentFlag.AlignRight)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(painter.layoutDirection())
    layout.setTextOption(option)
    leading = QFontMetricsF(font).leading()
    height = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(rect.width())
        line.setPosition(QPointF(0, height))
        height += line.height() + leading
    layout.endLayout()
    above = (rect.height() - height + leading) / 2 if middle else 0
    layout.draw(painter, rect.topLeft() + QPointF(0, above))
