"""The booth: a question and its ballot. Its button casts nothing; it leads to the review.

It knows no stub and no urn: `checked` tells that the voter wants to see what was chosen.
"""

from __future__ import annotations

from typing import override

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent

from pbdesk.ui.ballot import BALLOTS, Sheet
from pbdesk.ui.icons import ATTENTION
from pbdesk.ui.kiosk.purse import Purse, Tally
from pbdesk.ui.kiosk.screen import (
    EDGE,
    Clock,
    Foot,
    Screen,
    foot_button,
    nothing_cast,
)
from pbdesk.ui.theme import Text, theme
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.facts import BigFigure
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.split import is_narrow
from pbdesk.ui.widgets.target import Target
from pbdesk.words import Words, plain, say

__all__ = ["Booth"]


_EDGE_OF_ROWS = 16
_ASIDE = (_EDGE_OF_ROWS, 0, _EDGE_OF_ROWS, 0)


class Booth(Screen):
    """One ballot, to be marked."""

    edge = EDGE - _EDGE_OF_ROWS

    checked = Signal()
    skipped = Signal()
    turned = Signal()

    def __init__(
        self,
        above: Text,
        question: str,
        sheet: Sheet,
        now: Clock,
        *,
        one_of_several: bool = False,
    ) -> None:
        """`above` names the assembly; the ballot asks in its own words where it has no question.

        `one_of_several`: the question can be left out.
        """
        self.ballot = BALLOTS[sheet.style](sheet)
        self.figure, self.purse = BigFigure(beside="large"), Purse()
        self.tally = Tally((0, 0), "")
        self._purse = Column(self.purse, inset=_ASIDE)
        self.pages = _Pages()
        self.check = foot_button(
            self.ballot.check,
            "arrow-right",
            primary=True,
            after=True,
        )
        self.skip = _skip()
        super().__init__(above, Foot(self.pages, self.skip, self.check), now)
        self.skip.setVisible(one_of_several)
        self._one_of_several = one_of_several
        self._seen: set[int] = set()
        self._title, self._ask = _asking(question, self.ballot.ask)
        self.page.add(self._subject(), self._purse, self.ballot)
        self._connect()
        self._show_left()
        self._show_page()

    def _subject(self) -> Line:
        line = Line(inset=_ASIDE)
        line.flow = "section"
        self._title.flow = "tight"
        line.fill(Column(self._title, self._ask))
        line.add(self.figure, self.tally)
        return line

    def _connect(self) -> None:
        self.ballot.changed.connect(self._show_left)
        self.ballot.said.connect(self._say_why)
        self.once_settled(self.check, self._check)
        self.once_settled(self.skip, self.skipped.emit)
        self.pages.before.clicked.connect(lambda: self._turn(-1))
        self.pages.after.clicked.connect(lambda: self._turn(1))
        bar = self.page.verticalScrollBar()
        bar.valueChanged.connect(self._look)
        bar.rangeChanged.connect(self._look)
        theme().changed.connect(self._show_left)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """The foot says what is left only where the figure may be out of sight."""
        super().resizeEvent(event)
        self._show_left()

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._look()

    def begin(self) -> None:
        """Put the focus on the first thing of the ballot."""
        self.ballot.setFocus()
        self.focusNextChild()

    # What is chosen

    def _show_left(self) -> None:
        left = self.ballot.left_words
        self.figure.show_figure(left.figure, left.words)
        boxes = self.ballot.boxes
        self.figure.setVisible(bool(left.figure) and boxes is None)
        self.tally.setVisible(boxes is not None)
        self.tally.show_marks(boxes or (0, 0), left.said)
        self.purse.show_left(left)
        self._purse.setVisible(left.whole > 0)
        self.foot.show_state(nothing_cast(self._one_of_several), self._hint())

    def _hint(self) -> Words:
        """What to do next; where the figure above may be out of sight, what is left as well."""
        left, hint = self.ballot.left_words, self.ballot.hint
        if left.figure and is_narrow(self):
            return say("{left}. {hint}", left=left.said, hint=hint)
        return hint

    def _say_why(self, why: Words) -> None:
        self.foot.show_state(say("Not changed."), why, ATTENTION)
        self.foot.announce()

    def _check(self) -> None:
        """Lead to the review, but with marks that cannot be counted say how to mend them."""
        fault = self.ballot.fault()
        if fault is None:
            self.checked.emit()
            return
        self.foot.show_state(say("Not ready yet."), fault, ATTENTION)
        self.foot.announce()

    # Pages

    def _turn(self, by: int) -> None:
        ballot = self.ballot
        ballot.show_page(min(ballot.pages - 1, max(0, ballot.page + by)))
        self.page.verticalScrollBar().setValue(0)
        self._show_page()
        self._look()
        self.turned.emit()

    def _show_page(self) -> None:
        ballot = self.ballot
        self.pages.setVisible(ballot.pages > 1)
        self.pages.show_page(
            ballot.page_words,
            first=ballot.page == 0,
            last=ballot.page == ballot.pages - 1,
        )

    def _look(self) -> None:
        """A page is seen once its end was in sight."""
        bar = self.page.verticalScrollBar()
        if self.isVisible() and bar.value() >= bar.maximum():
            self._seen.add(self.ballot.page)

    @property
    def unseen(self) -> bool:
        """Whether part of the ballot was never in sight."""
        return len(self._seen) < self.ballot.pages


def _skip() -> Target:
    return Target(say("Skip this question"), "quiet", role="title", high=60)


def _asking(question: str, ask: Words) -> tuple[Label, Label]:
    """The question and how to mark the ballot; that alone where there is no question."""
    below = ask if question else ""
    title = Label(plain(question) if question else ask, "display")
    return title, Label(below, "large", tone="second")


class _Pages(Line):
    """Which page of the ballot this is, and the ways to the others."""

    def __init__(self) -> None:
        self.before = Target(icon="chevron-left", name=say("Earlier lines"))
        self.after = Target(icon="chevron-right", name=say("More lines"))
        self._page = Label("", "title", wrap=False)
        super().__init__(self.before, self._page, self.after)

    def show_page(self, words: Text, *, first: bool, last: bool) -> None:
        """Say which page is shown; a way that leads nowhere is spent."""
        self._page.show_text(words)
        self.before.show_spent(first)
        self.after.show_spent(last)
