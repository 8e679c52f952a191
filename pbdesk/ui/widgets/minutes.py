"""Minutes: sentences under their day, with the time at the start and the entry's number at the end.

All are laid out at once: in batches the list stands empty until the last. So show hundreds, not
thousands. An entry that was undone is struck, and says below it by which entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import override

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QListView

from pbdesk.ui.fit import draw, measure
from pbdesk.ui.icons import draw_icon
from pbdesk.ui.theme import Text, colour, gap, px, theme, worded
from pbdesk.ui.widgets.ground import Ground
from pbdesk.ui.widgets.label import LINE
from pbdesk.ui.widgets.lines import LinePaint, LineView, mark
from pbdesk.words import say

__all__ = ["Minute", "Minutes", "as_text"]

_TIME, _ICON = 68, 24  # the column of times; the sign before "Undone"
_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Minute:
    """One line. With a `head` it is a day's; else time, sentence (made when needed) and number.

    A `note` says below it why it is struck.
    """

    key: str = ""
    time: Text = ""
    words: Callable[[], Text] = str
    number: Text = ""
    note: Text = ""
    head: Text = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as it is shown, rendered."""

    key: str
    time: str
    words: str
    number: str
    note: str
    head: str

    @property
    def title(self) -> str:
        return self.head or self.time

    @property
    def said(self) -> tuple[str, ...]:
        return self.head, self.time, self.words, self.note, self.number


class _Paint(LinePaint["Minutes"]):
    """Draws a line."""

    @property
    def _columns(self) -> tuple[int, int, int]:
        """Where the sentence starts, how wide it is, and how wide the number's column is."""
        start = px(_TIME)
        end = self._view.number_width
        room = self._view.viewport().width() - start - end - gap(24)
        return start, max(px(80), min(room, px(LINE))), end

    def _heights(self, line: _Line) -> tuple[float, float]:
        """How high the sentence and the note under it are."""
        room = self._columns[1]
        body = theme().font()
        words = measure(line.words, body, room)[1]
        if not line.note:
            return words, 0
        return words, measure(line.note, body, room - px(_ICON))[1] + gap(4)

    @override
    def height(self, line: _Line) -> int:
        if line.head:
            above = 0 if self._view.begins_with(line) else gap(24)
            return above + px(18) + gap(16)
        return round(sum(self._heights(line)) + 0.5) + gap(16)

    @override
    def draw(self, ground: Ground, line: _Line, *, chosen: bool) -> None:
        if line.head:
            self._paint_head(ground, line)
            return
        if chosen:
            mark(ground, focused=self._view.hasFocus(), bar=False)
        self._paint_line(ground, line)

    def _paint_head(self, ground: Ground, line: _Line) -> None:
        high = px(18)
        number = self._view.number_width
        top = ground.high - high - gap(16)
        end = ground.width - number
        ground.write(
            line.head,
            ground.place(0, top, end, high),
            "caption",
            "second",
        )
        if self._view.begins_with(line):
            over = ground.place(end, top, number - gap(8), high)
            title = worded(say("Entry"))
            ground.write(title, over, "caption", "second", align=_RIGHT)
        rule = ground.place(
            0,
            top + high + gap(4),
            ground.width - gap(8),
            1,
        )
        ground.fill(rule, "hairline")

    def _paint_line(self, ground: Ground, line: _Line) -> None:
        top = gap(16) / 2
        first = px(20)
        start, room, end = self._columns
        words, note = self._heights(line)
        ground.write(
            line.time,
            ground.place(0, top, start, first),
            "figure",
            "second",
        )
        self._paint_words(
            ground,
            line,
            ground.place(start, top, room, words + 1),
        )
        at = ground.place(ground.width - end, top, end - gap(8), first)
        ground.write(line.number, at, "figure", "second", align=_RIGHT)
        if line.note:
            self._paint_note(ground, line, top + words + gap(4), note)

    def _paint_words(self, ground: Ground, line: _Line, place: QRectF) -> None:
        """The sentence, struck where its entry was undone."""
        if not line.note:
            ground.write(line.words, place, middle=False, wrap=True)
            return
        draw(
            self._view,
            ground.painter,
            place,
            line.words,
            _struck(theme().font()),
            colour("second"),
            middle=False,
            wrap=True,
            direction=ground.direction,
        )

    def _paint_note(
        self,
        ground: Ground,
        line: _Line,
        y: float,
        high: float,
    ) -> None:
        start, room, _ = self._columns
        edge = px(16)
        aside = px(_ICON)
        sign = ground.place(start, y + px(2), edge, edge)
        second = colour("second")
        draw_icon(
            ground.painter,
            "undo-2",
            second,
            (sign.x(), sign.y()),
            edge,
            ground.direction,
        )
        at = ground.place(start + aside, y, room - aside, high + 1)
        ground.write(line.note, at, middle=False, wrap=True)


class Minutes(LineView[_Line]):
    """The list. Ctrl+C copies the chosen sentence, `as_text` gives all of them."""

    def __init__(self) -> None:
        super().__init__(say("Minutes"))
        self.number_width = 0
        self.setItemDelegate(_Paint(self))
        self.setLayoutMode(QListView.LayoutMode.SinglePass)
        theme().keep_dressed(self._dress)

    def show_minutes(self, minutes: Sequence[Minute]) -> None:
        """Show other minutes; the line chosen before stays chosen, and the list where it was."""
        chosen = self.key()
        at = self.verticalScrollBar().value()
        show = theme().render
        self._model.replace([_line(each, show) for each in minutes])
        self._dress()
        if chosen is not None:
            self.choose(chosen)
        self.verticalScrollBar().setValue(at)

    def as_text(self) -> str:
        """All minutes as tab-separated lines, days between them."""
        return "\n".join(map(_as_text, self._model.lines))

    def choose(self, key: str) -> None:
        """Choose the line of that key, where there is one."""
        keys = [line.key for line in self._model.lines]
        if key in keys:
            self.setCurrentIndex(self._model.index(keys.index(key)))

    @override
    def _dress(self) -> None:
        super()._dress()
        numbers = [line.number for line in self._model.lines[-1:]]
        numbers.append(worded(say("Entry")))
        wide = max(
            measure(number, theme().font("figure"))[0] for number in numbers
        )
        self.number_width = round(wide + 1.5) + gap(16)
        self.verticalScrollBar().setSingleStep(px(20))
        self.scheduleDelayedItemsLayout()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
            return
        super().keyPressEvent(event)

    def _copy(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            QGuiApplication.clipboard().setText(_as_text(self.line(index)))

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(400), px(240))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), px(160))


def _struck(font: QFont) -> QFont:
    font.setStrikeOut(True)
    return font


def _as_text(line: _Line) -> str:
    if line.head:
        return line.head
    note = f" ({line.note})" if line.note else ""
    return f"{line.time}\t{line.words}{note}\t{line.number}"


def _line(of: Minute, show: Callable[[Text], str]) -> _Line:
    return _Line(
        of.key,
        show(of.time),
        show(of.words()),
        show(of.number),
        show(of.note),
        show(of.head),
    )


def as_text(minutes: Iterable[Minute], show: Callable[[Text], str]) -> str:
    """Minutes as tab-separated lines, days between them, as `show` renders them."""
    return "\n".join(_as_text(_line(each, show)) for each in minutes)
