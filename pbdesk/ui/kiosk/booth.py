"""The booth: question, ballot, and the foot with "Not cast yet" and the one button that casts.

It knows no stub and no urn: `cast` hands the marks over. An empty ballot, or one with pages nobody
has seen, is asked about once, in the foot.
"""

from __future__ import annotations

from typing import override

from PySide6.QtCore import Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pbdesk.ui.ballot import BALLOTS, Left, Sheet
from pbdesk.ui.icons import ATTENTION, NOT_STARTED, UNDER_WAY, Shape
from pbdesk.ui.kiosk.purse import Purse
from pbdesk.ui.theme import Text, theme
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Column, Line, Rule, Surface
from pbdesk.ui.widgets.facts import BigFigure
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.split import is_narrow
from pbdesk.ui.widgets.target import Target
from pbdesk.words import Words, plain, say

__all__ = ["Booth"]

_WORDS = 240


class Booth(QWidget):
    """One ballot. `cast` tells the marks; `asked_…` that a button in the head was pressed."""

    cast = Signal(dict)
    asked_language = Signal()
    asked_size = Signal()
    asked_contrast = Signal()

    def __init__(self, name: str, question: str, sheet: Sheet, *, rehearsal: bool = False) -> None:
        super().__init__()
        self.ballot = BALLOTS[sheet.style](sheet)
        self.figure, self.purse, self.foot = BigFigure(), Purse(), Foot()
        self._seen: set[int] = set()
        self._asked = False
        above = Label(
            say("{name}, rehearsal: nothing counts", name=name)
            if rehearsal
            else say("{name}, secret ballot", name=name),
            "caption",
        )
        self._title = Label(plain(question) if question else self.ballot.ask, "display")
        self._ask = Label(self.ballot.ask if question else "", "lead", tone="second")
        self.sheet = scroll.Page(
            self._head(above),
            self._subject(),
            self.purse,
            Rule(),
            self.ballot,
            inset=(56, 8, 44, 16),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sheet, 1)
        column.addWidget(self.foot)
        self._connect()
        self._show_left()
        self._show_page()

    def _head(self, above: Label) -> Line:
        line = Line()
        line.fill(above)
        self.languages = Target(say("Language"), "quiet", icon="languages")
        self.sizes = Target(say("Text size"), "quiet", icon="type")
        self.contrasts = Target(say("Contrast"), "quiet", icon="contrast")
        line.add(self.languages, self.sizes, self.contrasts)
        line.flow = "label"
        return line

    def _subject(self) -> Line:
        line = Line()
        line.flow = "heading"
        line.fill(Column(self._title, self._ask))
        line.add(self.figure)
        return line

    def _connect(self) -> None:
        self.languages.clicked.connect(self.asked_language)
        self.sizes.clicked.connect(self.asked_size)
        self.contrasts.clicked.connect(self.asked_contrast)
        self.ballot.changed.connect(self._changed)
        self.ballot.said.connect(self._say_why)
        self.foot.cast.clicked.connect(self._cast)
        self.foot.back.clicked.connect(self._go_back)
        self.foot.before.clicked.connect(lambda: self._turn(-1))
        self.foot.after.clicked.connect(lambda: self._turn(1))
        self.sheet.verticalScrollBar().valueChanged.connect(self._look)
        self.sheet.verticalScrollBar().rangeChanged.connect(self._look)
        theme().changed.connect(self._show_left)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """The hint says what is left only where the figure may be out of sight."""
        super().resizeEvent(event)
        if self.foot.cast.isEnabled() and not self._asked:
            self._show_left()

    def begin(self) -> None:
        """Put the focus on the first thing of the ballot."""
        self.ballot.setFocus()
        self.focusNextChild()
        self._look()

    # What is chosen

    def _changed(self) -> None:
        self._asked = False
        self._show_left()
        self.foot.show_state(NOT_STARTED, say("Not cast yet"), self._hint())

    def _show_left(self) -> None:
        left = self.ballot.left_words
        self.figure.show_figure(left.figure, left.words)
        self.figure.setVisible(bool(left.figure))
        self.purse.show_left(left)
        self.foot.show_state(NOT_STARTED, say("Not cast yet"), self._hint())

    def _hint(self) -> Words:
        """What to do next; where the figure above may be out of sight, what is left as well."""
        left: Left = self.ballot.left_words
        if not (left.figure and is_narrow(self)):
            return self.ballot.hint
        return say(
            "{left} {words}. {hint}",
            left=theme().render(left.figure),
            words=theme().render(left.words),
            hint=self.ballot.hint,
        )

    def _say_why(self, why: Words) -> None:
        self.foot.show_state(ATTENTION, say("Not changed"), why)
        self.foot.announce()

    # Pages

    def _turn(self, by: int) -> None:
        self.ballot.show_page(min(self.ballot.pages - 1, max(0, self.ballot.page + by)))
        self.sheet.verticalScrollBar().setValue(0)
        self._show_page()
        self._look()

    def _show_page(self) -> None:
        ballot = self.ballot
        self.foot.show_page(
            ballot.page_words if ballot.pages > 1 else None,
            first=ballot.page == 0,
            last=ballot.page == ballot.pages - 1,
        )

    def _look(self) -> None:
        """A page is seen once its end was in sight."""
        bar = self.sheet.verticalScrollBar()
        if self.isVisible() and bar.value() >= bar.maximum():
            self._seen.add(self.ballot.page)

    @property
    def unseen(self) -> bool:
        """Whether part of the ballot was never in sight."""
        return len(self._seen) < self.ballot.pages

    # Casting

    def _cast(self) -> None:
        marks = self.ballot.marks()
        if not self._asked and (not marks or self.unseen):
            self._asked = True
            self._ask_first(marks)
            return
        self.foot.cast.setEnabled(False)  # until the ballot is on disk, or a refusal is back
        self.foot.show_state(
            UNDER_WAY, say("Being recorded"), say("Keep the laptop until it says “Recorded”.")
        )
        self.cast.emit(marks)

    def _ask_first(self, marks: dict[str, int]) -> None:
        if marks:
            self.foot.ask(
                say("You have not seen all projects"),
                say("Part of the ballot was not in sight yet."),
                say("Cast it as it is"),
            )
        else:
            self.foot.ask(
                say("Nothing is marked"),
                say("An empty ballot is counted as unmarked."),
                say("Cast it empty"),
            )
        self.foot.announce()

    def _go_back(self) -> None:
        self._asked = False
        self._show_left()
        self.begin()

    def show_refusal(self, words: Words) -> None:
        """The ballot was not taken: say why, and let the voter mend it."""
        self._asked = False
        self.foot.cast.setEnabled(True)
        self.foot.show_state(Shape("octagon-alert", "error"), say("Not cast"), words)
        self.foot.announce()


class Foot(Surface):
    """State and what to do at the start; pages in the middle; the button at the end."""

    def __init__(self) -> None:
        self._state, self._words = Label("", "section"), Label("", tone="second")
        self.cast = Target(say("Cast my ballot"), "primary", role="section", wide=232, high=56)
        self.back = Target(say("Go back"), role="lead", wide=120, high=56)
        self.before = Target(icon="chevron-left", name=say("Earlier projects"))
        self.after = Target(icon="chevron-right", name=say("More projects"))
        self._page = Label("", "strong", wrap=False)
        self._pages = Line(self.before, self._page, self.after)
        self._state.flow = "label"
        self._says, line = Column(self._state, self._words), Line()
        line.fill(self._says)
        line.add(Line(self._pages, self.back, self.cast))  # below the words they stay together
        super().__init__(line, outlined=False, inset=(56, 12, 56, 12))
        theme().changed.connect(self._widen)
        self._widen()

    def _widen(self) -> None:
        """The words keep room to be read; where there is none, the buttons go below them."""
        self._says.setMinimumWidth(theme().px(_WORDS))

    def show_state(self, shape: Shape, state: Text, words: Text) -> None:
        """Say where the ballot stands."""
        self._state.show_text(state, shape=shape)
        self._words.show_text(words, tone="second")
        self.cast.show_text(say("Cast my ballot"))
        self.back.hide()

    def ask(self, state: Text, words: Text, verb: Text) -> None:
        """Ask once; a stray press goes back."""
        self.show_state(ATTENTION, state, words)
        self.cast.show_text(verb)
        self.back.show()
        self.back.setFocus()

    def show_page(self, words: Text | None, *, first: bool, last: bool) -> None:
        """Show which page this is, and whether there is one before and after; None.

        There is one only.
        """
        self._pages.setVisible(words is not None)
        self._page.show_text(words or "")
        self.before.show_spent(first)
        self.after.show_spent(last)

    def announce(self) -> None:
        """Say it aloud, too."""
        words = f"{self._state.text()}. {self._words.text()}"
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    @property
    def words(self) -> str:
        """What it says now."""
        return f"{self._state.text()}: {self._words.text()}"

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter, tones = QPainter(self), theme().tones
        painter.fillRect(self.rect(), tones.colour("field"))
        painter.fillRect(0, 0, self.width(), 1, tones.colour("hairline"))
