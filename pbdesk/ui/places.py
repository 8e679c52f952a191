"""Places: the pages, where the person is among them, and where the header's button leads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from pbdesk.app.desk import OpenFile
from pbdesk.minutes.kinds import Kind
from pbdesk.minutes.steps import StepState, next_step
from pbdesk.ui.all_pages import LOBBY, PAGES
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.start.lobby import Lobby
from pbdesk.ui.widgets.reading_order import first_stop, keep_reading_order
from pbdesk.words import Words

__all__ = ["LABELS", "Places", "focus_first", "labels_of"]

LABELS = {page.name: page.label for page in PAGES}
"""What the pages of all kinds of file are called, by name."""


def labels_of(kind: Kind[Any]) -> dict[str, Words]:
    """What the pages of a kind of file are called, in their order."""
    return {name: LABELS[name] for name in kind.pages}


_MADE: dict[str, Callable[[Lobby], Page]] = {
    page.name: page for page in (*LOBBY, *PAGES)
}
_OUTSIDE = ("start", "begin", "hall")


class Places:
    """Pages are made when they are first needed and kept until another assembly is opened."""

    def __init__(self, stack: QStackedWidget, lobby: Lobby) -> None:
        """Stand at the start, in a stack that is still empty."""
        self._stack = stack
        self._lobby = lobby
        self._pages: dict[str, Page] = {}
        self._gone: list[Page] = []
        self.here = self._before = "start"

    @property
    def page(self) -> Page:
        """The page where the person is."""
        return self.made(self.here)

    @property
    def inside(self) -> bool:
        """Whether the person stands in an assembly, with its rail and header."""
        return self.here not in _OUTSIDE

    def made(self, name: str) -> Page:
        """The page of that name. Raises KeyError for one that is not listed."""
        if name not in self._pages:
            page = _MADE[name](self._lobby)
            self._stack.addWidget(page)
            # Qt puts a page into the window's chain in the order in which its parts were made
            keep_reading_order(page)
            self._pages[name] = page
        return self._pages[name]

    def stand_at(self, name: str) -> bool:
        """Be at that page; whether it is another one than before."""
        moved = name != self.here
        if moved:
            self._before = self.here
            self.here = name
        return moved

    def show(self, field: str | None, *, focus: bool) -> None:
        """Show where the person is, as it stands now, with the focus on a field.

        Else on the first thing there.
        """
        known = self.here in self._pages
        page = self.page
        if (
            known or self.here not in LABELS
        ):  # a page of an assembly is made as it stands now
            page.refresh()
        self._stack.setCurrentWidget(page)
        if field is not None:
            page.go_to(field)
        elif focus:
            focus_first(page)

    def go_to_work(self) -> None:
        """Put the focus where the next work is, as the page knows it; never on a final act."""
        self.page.go_to(None)
        now = QApplication.focusWidget()
        if (
            now is None
            or not self.page.isAncestorOf(now)
            or now.property("final")
        ):
            focus_first(self.page)

    def next_step(self, file: OpenFile[Any] | None) -> StepState[Any] | None:
        """The first step that still needs something, if there is a page for it."""
        if file is None:
            return None
        found = next_step(file.kind.steps, file.state)
        if found and found.missing[0].page in LABELS:
            return found
        return None

    def first(self, file: OpenFile[Any]) -> str:
        """Where a file goes on; at its last step when all is done."""
        found = self.next_step(file)
        if found:
            return found.missing[0].page
        return file.kind.steps[-1].pages[-1]

    def back(self, file: OpenFile[Any] | None) -> str:
        """Where the person came from, before a page that stands beside the way."""
        if file is None:
            return "start"
        if self._before in LABELS:
            return self._before
        return self.first(file)

    def turn(self) -> None:
        """Another question: pages about one are made anew, and keep first what is typed."""
        for name, page in list(self._pages.items()):
            if name in LABELS and not page.whole:
                self._drop(name)

    def _drop(self, name: str) -> None:
        """Take a page from sight.

        It is freed later, one in each turn of the window: with thirty of them it would stand still.
        """
        page = self._pages.pop(name)
        self._stack.removeWidget(page)
        page.hide()
        if not self._gone:
            QTimer.singleShot(0, self._stack, self._free)
        self._gone.append(page)

    def _free(self) -> None:
        self._gone.pop().deleteLater()
        if self._gone:
            QTimer.singleShot(0, self._stack, self._free)

    def forget(self) -> None:
        """Another assembly, or none.

        All pages but the start are made anew, and the person stands there.
        """
        for name in list(self._pages):
            if name != "start":
                self._drop(name)
        self.here = self._before = "start"
        self._stack.setCurrentWidget(self.page)


def focus_first(page: QWidget) -> None:
    """Put the focus on the first thing of a page that the keyboard reaches.

    On the page itself where there is none, or only what is final.
    """
    first = first_stop(page)
    if first is not None and not first.property("final"):
        first.setFocus(Qt.FocusReason.TabFocusReason)
    else:
        page.setFocus(Qt.FocusReason.OtherFocusReason)
