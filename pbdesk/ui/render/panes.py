"""Panes: a list down to the foot, or blocks one under the other that scroll."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from PySide6.QtWidgets import QWidget

from pbdesk.ui.render import blocks
from pbdesk.ui.render.blocks import Block
from pbdesk.ui.render.drawing import Easel, Stack
from pbdesk.ui.render.presses import PressLine
from pbdesk.ui.render.view import Listing
from pbdesk.ui.shown import Row, Text
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Column
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.empty import Empty
from pbdesk.ui.widgets.field import TextField
from pbdesk.ui.widgets.foot import Foot
from pbdesk.ui.widgets.heading import Heading
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.read_by_keys import read_by_keys
from pbdesk.ui.widgets.reading_order import first_stop
from pbdesk.ui.widgets.rows import Rows
from pbdesk.ui.widgets.split import ListPane, Split
from pbdesk.ui.widgets.table import Table

__all__ = ["ListSide", "Pane", "Panel", "pane_for"]


type Seen = Listing | Sequence[Block]

type Edge = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Room:
    """How a pane is laid out round what is wide in it."""

    inset: Edge | None = None
    edge: Edge | None = None
    above: str = "heading"


_PLAIN = _Room()
_ROOMS: Mapping[type[Block], _Room] = MappingProxyType(
    {
        blocks.Table: _Room((0, 24, 0, 32), (24, 0, 12, 0), "label"),
        blocks.Numbered: _Room((20, 24, 8, 32), (12, 0, 12, 0), "section"),
    },
)


def _room_for(seen: Sequence[Block]) -> _Room:
    return next(
        (_ROOMS[type(block)] for block in seen if type(block) in _ROOMS),
        _PLAIN,
    )


class Panel(Easel, Protocol):
    """What a list asks of its page."""

    def look_for(self, words: str) -> None:
        """Somebody looks for rows that hold these words."""
        ...


class Pane:
    """Blocks one under the other; what is wide among them reaches from side to side."""

    def __init__(self, easel: Easel, seen: Sequence[Block] = ()) -> None:
        """Laid out for what is seen; nothing is in it yet."""
        column = self._column = Column()
        self._room = _room_for(seen)
        inset = self._room.inset
        self.page = (
            scroll.Page(column)
            if inset is None
            else scroll.Page(column, inset=inset)
        )
        self._stack = Stack(column, easel, self._room.edge, self._room.above)

    def fits(self, seen: Seen) -> bool:
        """Whether it can show that."""
        return not isinstance(seen, Listing) and _room_for(seen) == self._room

    def show(self, seen: Seen) -> bool:
        """Show these blocks; whether widgets came or changed places."""
        return self._stack.show(() if isinstance(seen, Listing) else seen)

    def let_read(self, name: Text) -> None:
        """Where it is words alone, the keyboard stops at it and reads on with the arrow keys."""
        read_by_keys(
            self.page,
            "" if first_stop(self._column) is not None else name,
        )

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
        self.rows, self._head = Rows(name=first.title), Heading()
        self.search, self._nothing = TextField(first.search), Label(role="help")
        teach = Column()
        self._teach = Stack(teach, panel)
        self._empty = teach
        self.page = ListPane(
            self._head,
            self.rows,
            self.search,
            self._nothing,
            teach,
        )
        self._line = PressLine(panel.press)
        self._foot = Foot(self._line)
        self.page.add(self._foot)
        self._shown: tuple[Row, ...] = ()
        self.rows.chosen.connect(panel.choose)
        self.rows.opened.connect(panel.choose)
        self.search.changed.connect(
            lambda: panel.look_for(str(self.search.raw())),
        )

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
        changed = self._teach.show(
            [seen.empty] if seen.empty is not None else [],
        )
        self._empty.setVisible(seen.empty is not None)
        changed |= self._line.show_presses(seen.foot)
        self._foot.setVisible(not self._line.isHidden())
        if seen.rows != self._shown:
            self._shown = seen.rows
            self.rows.show_rows(seen.rows)
        self.rows.setEnabled(bool(seen.rows))
        self.rows.choose(seen.chosen)
        return changed

    def let_read(self, name: Text) -> None:
        """A list is a stop by itself."""

    def follow(self, split: Split) -> None:
        """A row that is opened is shown at the right."""
        split.follow(self.rows)

    def rest(self) -> QWidget | None:
        """Where the focus rests: on the list, or on what makes the first of it."""
        if self.rows.isEnabled():
            return self.rows
        return next(
            (each.button for each in self._empty.findChildren(Empty)),
            None,
        )

    def button(self, key: str) -> Button | None:
        """The button that means that."""
        return _button_in(self.page, key)


def pane_for(seen: Seen, panel: Panel) -> Pane | ListSide:
    """The pane for what is seen at the left."""
    return (
        ListSide(seen, panel)
        if isinstance(seen, Listing)
        else Pane(panel, seen)
    )


def _button_in(page: QWidget, key: str) -> Button | None:
    lines = page.findChildren(PressLine)
    buttons = {
        name: button for line in lines for name, button in line.buttons.items()
    }
    about = [
        button
        for name, button in buttons.items()
        if name.partition("/")[0] == key
    ]
    return buttons.get(key) or next(iter(about), None)
