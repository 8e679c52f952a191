"""Facts and figures.

Label over value, big figures, findings and notes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import starmap
from typing import override

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from pbdesk.ui.shown import Figure, Finding
from pbdesk.ui.theme import Role, Text, gap, px, theme, worded
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.label import Label

__all__ = [
    "BigFigure",
    "Facts",
    "Figure",
    "Figures",
    "Finding",
    "Findings",
    "Notes",
    "Quoted",
]


class Facts(Line):
    """Label over value, side by side: "Asked for £12,500", "Where Mill Lane"."""

    flow = "facts"

    def __init__(
        self,
        facts: Sequence[tuple[Text, Text]] = (),
    ) -> None:
        super().__init__(space=48, top=True)
        self.show_facts(facts)

    def show_facts(self, facts: Sequence[tuple[Text, Text]]) -> None:
        """Show other facts."""
        if self.clear_for(tuple(facts)):
            self.add(*starmap(_fact, facts))


class _Stack(Column):
    """A figure over its word, both at the right."""

    def __init__(self, figure: Figure) -> None:
        odd = figure.tone != "text"
        above = Label(
            figure.figure,
            "figures",
            tone=figure.tone,
            wrap=False,
            right=True,
        )
        role: Role = "label" if odd else "caption"
        below = Label(
            figure.words,
            role,
            tone=figure.tone if odd else None,
            wrap=False,
            right=True,
        )
        above.flow = "tight"
        super().__init__(above, below)
        self.setAccessibleName(
            f"{worded(figure.figure)} {worded(figure.words)}",
        )


class Figures(Line):
    """Figures side by side: 238 on paper, 47 at the kiosk."""

    flow = "facts"

    def __init__(
        self,
        figures: Sequence[Figure] = (),
    ) -> None:
        super().__init__(apart=True, top=True)
        self.show_figures(figures)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show other figures."""
        if self.clear_for(tuple(figures)):
            self.add(*(_Stack(figure) for figure in figures))


class BigFigure(Line):
    """The one number that counts (a clock, credits left), with words beside it on one baseline."""

    flow = "facts"

    def __init__(self, *, beside: Role = "body") -> None:
        """The words are in the role `beside`."""
        super().__init__(base=True)
        self._figure = Label("", "big", wrap=False)
        self._words = Label("", beside, tone="second", wrap=False)
        self.add(self._figure, self._words)

    def show_figure(self, figure: Text, words: Text) -> None:
        """Show another figure."""
        self._figure.show_text(figure)
        self._words.show_text(words, tone="second")


_SLIM = 120
"""So little room beside short words holds one word a line."""


class _Grid(QWidget):
    """Lines of cells in columns; the column that is stretched holds the sentences."""

    flow = "block"

    def __init__(self, stretched: int) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._stretched = stretched
        self._count = 0
        theme().keep_dressed(self._dress)

    def _dress(self) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(gap(16))
        self._grid.setVerticalSpacing(gap(8))
        self._grid.setColumnStretch(self._stretched, 1)

    def clear(self) -> None:
        """Take all lines out."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._count = 0

    def line(self, *cells: QWidget) -> None:
        """Put a line at the foot."""
        for column, cell in enumerate(cells):
            self._grid.addWidget(cell, self._count, column)
        self._count += 1


class Findings(_Grid):
    """A table of sentences: "Legal: Yes. The path is council land." with who said so and when."""

    def __init__(
        self,
        findings: Sequence[Finding] = (),
    ) -> None:
        super().__init__(1)
        self._findings: tuple[Finding, ...] = ()
        self.show_findings(findings)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show other findings."""
        if tuple(findings) == self._findings:
            return
        self.clear()
        self._findings = tuple(findings)
        for found in findings:
            subject = Label(
                found.subject,
                "strong",
                shape=found.shape,
                tone="text",
                wrap=False,
            )
            odd = found.shape is not None and found.shape.tone == "attention"
            note = Label(
                found.note,
                "caption",
                tone="attention" if odd else None,
                wrap=False,
                end=True,
                beside="body",
            )
            self.line(subject, Label(found.words, lead=found.lead), note)


class Notes(_Grid):
    """Short words at the start, a sentence beside them: "Left over.

    £3,300 goes back to the council". Several under each other keep one edge where the short words
    have a `column` (its width at 100 %). In a slim pane each sentence stands below its short words:
    beside them it would be one word wide.
    """

    def __init__(
        self,
        notes: Sequence[tuple[Text, Text]] = (),
        *,
        column: int = 0,
    ) -> None:
        self._column = column
        self._stacked = False
        self._heads: list[Label] = []
        self._names: list[Text] = []
        self._sentences: list[Label] = []
        super().__init__(1)
        self.show_notes(notes)

    @override
    def _dress(self) -> None:
        super()._dress()
        self._grid.setColumnMinimumWidth(0, px(self._column))

    def show_notes(self, notes: Sequence[tuple[Text, Text]]) -> None:
        """Show other notes.

        Under the same names only the sentences change, as they do while somebody types.
        """
        names = [name for name, _ in notes]
        if names != self._names:
            self.clear()
            self._names = names
            self._sentences = [Label() for _ in names]
            self._heads = [
                Label(name, "label", wrap=False, beside="body")
                for name in names
            ]
            self._place()
        for label, (_, sentence) in zip(self._sentences, notes, strict=True):
            label.show_text(sentence)

    def _place(self) -> None:
        """Short words and sentences side by side, or one below the other."""
        for n, (head, label) in enumerate(
            zip(self._heads, self._sentences, strict=True),
        ):
            head.let_wrap(self._stacked)
            self._grid.removeWidget(head)
            self._grid.removeWidget(label)
            if self._stacked:
                self._grid.addWidget(head, 2 * n, 0, 1, 2)
                self._grid.addWidget(label, 2 * n + 1, 0, 1, 2)
            else:
                self._grid.addWidget(head, n, 0)
                self._grid.addWidget(label, n, 1)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        heads = max(
            (head.sizeHint().width() for head in self._heads),
            default=0,
        )
        beside = self.width() - max(heads, px(self._column)) - gap(16)
        stacked = beside < px(_SLIM)
        if stacked is not self._stacked:
            self._stacked = stacked
            self._place()
            self.updateGeometry()


class Quoted(_Grid):
    """Short words at the start, beside them what is said, and at the end what can be done."""

    def __init__(self) -> None:
        super().__init__(1)

    def show_line(self, name: Text, said: QWidget, end: QWidget) -> None:
        """Put a line at the foot."""
        self.line(Label(name, "label", wrap=False, beside="body"), said, end)


def _fact(label: Text, value: Text) -> Column:
    above = Label(label, "caption")
    above.flow = "label"
    return Column(above, Label(value))
