"""Panes: a list down to the foot, or blocks one under the other that scroll."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtWidgets import QWidget

from pbdesk.ui.render import blocks
from pbdesk.ui.render.blocks import Block
from pbdesk.ui.render.drawing import Easel, Stack
from pbdesk.ui.render.presses import PressLine
from pbdesk.ui.render.view import Listing
from pbdesk.ui.shown import Row
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Column
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.empty import Empty
from pbdesk.ui.widgets.field import TextField
from pbdesk.ui.widgets.foot import Foot
from pbdesk.ui.widgets.heading import Heading
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.rows import Rows
from pbdesk.ui.widgets.split import ListPane, Split
from pbdesk.ui.widgets.table import Table

__all__ = ["ListSide", "Pane", "Panel", "pane_for"]


type Seen = Listing | Sequence[Block]

_EDGE = (24, 0, 12, 0)


class Panel(Easel, Protocol):
    """What a list asks of its page."""

    def look_for(self, words: str) -> None:
        """Somebody looks for rows that hold these words."""
        ...


class Pane:
    """Blocks one under the other; a table among them reaches from side to side."""

    def __init__(self, easel: Easel, *, tabled: bool = False) -> None:
        """Nothing is in it yet."""
        column, self._tabled = Column(), tabled
        self.page = scroll.Page(column, inset=(0, 24, 0, 32)) if tabled else scroll.Page(column)
        self._stack = Stack(column, easel, _EDGE if tabled else None)

    def fits(self, seen: Seen) -> bool:
        """Whether it can show that."""
        return not isinstance(seen, Listing) and has_table(seen) == self._tabled

    def show(self, seen: Seen) -> bool:
        """Show these blocks; whether widgets came or changed places."""
        return self._stack.show(() if isinstance(seen, Listing) else seen)

    def follow(self, split: Split) -> None:
        """Nothing in it is opened at the right."""

    def rest(self) -> QWidget | None:
        """Where the focus rests: on the list in it, else nowhere in particular."""
        lists = (*self.page.findChildren(Rows), *self.page.findChildren(Table))
        return next(iter(lists), None)

    def button(self, key: str) -> Button | None:
        """The button that means that."""
        return _button_in(self.page, key)


class ListSide:
    """The list with what stands above and below it."""

    def __init__(self, first: Listing, panel: Panel) -> None:
        """For a list that is called as the first one is."""
        self._panel = panel
        self.rows, self._head = Rows(name=first.title), Heading()
        self.search, self._nothing = TextField(first.search), Label(role="help")
        teach = Column()
        self._teach = Stack(teach, panel)
        self._empty = teach
        self.page = ListPane(self._head, self.rows, self.search, self._nothing, teach)
        self._line = PressLine(panel.press)
        self._foot = Foot(self._line)
        self.page.add(self._foot)
        self._shown: tuple[Row, ...] = ()
        self.rows.chosen.connect(panel.choose)
        self.rows.opened.connect(panel.choose)
        self.search.changed.connect(lambda: panel.look_for(str(self.search.raw())))

    def fits(self, seen: Seen) -> bool:
        """Whether it can show that."""
        return isinstance(seen, Listing)

    def show(self, seen: Seen) -> bool:
        """Show the list as it stands; whether widgets came or changed places."""
        assert isinstance(seen, Listing)
        self._head.show_text(seen.caption, seen.title)
        self.search.show_label(seen.search)
        self.search.setVisible(bool(seen.search))
        self._nothing.show_text(seen.nothing)
        self._nothing.setVisible(bool(seen.nothing))
        changed = self._teach.show([seen.empty] if seen.empty is not None else [])
        self._empty.setVisible(seen.empty is not None)
        changed |= self._line.show_presses(seen.foot)
        self._foot.setVisible(not self._line.isHidden())
        if seen.rows != self._shown:
            self._shown = seen.rows
            self.rows.show_rows(seen.rows)
        self.rows.setEnabled(bool(seen.rows))
        self.rows.choose(seen.chosen)
        return changed

    def follow(self, split: Split) -> None:
        """A row that is opened is shown at the right."""
        split.follow(self.rows)

    def rest(self) -> QWidget | None:
        """Where the focus rests: on the list, or on what makes the first of it."""
        if self.rows.isEnabled():
            return self.rows
        return next((each.button for each in self._empty.findChildren(Empty)), None)

    def button(self, key: str) -> Button | None:
        """The button that means that."""
        return _button_in(self.page, key)


def has_table(seen: Sequence[Block]) -> bool:
    """Whether one of the blocks is a table."""
    return any(isinstance(block, blocks.Table) for block in seen)


def pane_for(seen: Seen, panel: Panel) -> Pane | ListSide:
    """The pane for what is seen at the left."""
    if isinstance(seen, Listing):
        return ListSide(seen, panel)
    return Pane(panel, tabled=has_table(seen))


def _button_in(page: QWidget, key: str) -> Button | None:
    lines = page.findChildren(PressLine)
    buttons = {name: button for line in lines for name, button in line.buttons.items()}
    about = [button for name, button in buttons.items() if name.partition("/")[0] == key]
    return buttons.get(key) or next(iter(about), None)
