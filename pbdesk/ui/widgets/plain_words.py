"""What a form says, as it will be read: numbered sentences, the one being written tinted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import override

from PySide6.QtGui import QPainter, QPaintEvent

from pbdesk.ui.theme import Text, px, theme
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.label import Label

__all__ = ["Numbered"]

_EDGE = 12  # the tint reaches this far beyond the words, so that they stay in line with the heading


class _Number(Label):
    """A number as wide as two figures, so that the sentences share an edge."""

    def _natural(self) -> float:
        return px(14)


class _Sentence(Line):
    """One numbered sentence, tinted or not."""

    flow = "row"

    def __init__(self, number: int, text: Text) -> None:
        self.tinted = False
        self._words = Label(text)
        super().__init__(
            _Number(str(number), "strong"),
            top=True,
            inset=(_EDGE, 7, _EDGE, 7),
        )
        self.fill(self._words)

    def show_text(self, text: Text) -> None:
        self._words.show_text(text)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        if not self.tinted:
            return
        tones = theme().tones
        painter = QPainter(self)
        painter.fillRect(self.rect(), tones.colour("chosen"))
        right = self.isRightToLeft()
        painter.fillRect(
            self.width() - 4 if right else 0,
            0,
            4,
            self.height(),
            tones.colour("accent"),
        )
        if tones.outlined:
            painter.setPen(tones.colour("outline"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class Numbered(Column):
    """Sentences with their numbers."""

    def __init__(
        self,
        sentences: Sequence[Text] = (),
    ) -> None:
        super().__init__()
        self._lines: list[_Sentence] = []
        self.show_sentences(sentences)

    def show_sentences(
        self,
        sentences: Sequence[Text],
        tinted: int | None = None,
    ) -> None:
        """Show these sentences; `tinted` is the place (from 0) of the one on a tint."""
        if len(sentences) != len(self._lines):
            self.clear()
            self._lines = [
                _Sentence(i, text) for i, text in enumerate(sentences, 1)
            ]
            self.add(*self._lines)
        for i, (line, text) in enumerate(
            zip(self._lines, sentences, strict=True),
        ):
            line.show_text(text)
            line.tinted = i == tinted
            line.update()
