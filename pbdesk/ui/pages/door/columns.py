"""What the columns of a list hold: as its headings say, or as a person does.

Each column stands as a card: what it is called, what it is taken for, and the first that stands in
it. What a person chooses is read at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from PySide6.QtCore import Signal

from pbdesk.ledger.roster import ListColumn, Preview, What
from pbdesk.ui.shown import Choice
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.choices import ChoiceField
from pbdesk.ui.widgets.field import NumberField
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Words, plain, say

__all__ = ["WhatColumnsHold", "called"]

_LEFT_OUT = ""
_WHAT: Mapping[str, Words] = MappingProxyType(
    {
        _LEFT_OUT: say("Left out"),
        "name": say("Name"),
        "surname": say("Surname"),
        "first": say("First names"),
        "street": say("Street"),
        "note": say("Note"),
        "born": say("Age group"),
    },
)
_KINDS: tuple[What, ...] = (
    "name",
    "surname",
    "first",
    "street",
    "note",
    "born",
)
_LONGEST = 24
"""So many letters of a cell or a heading are shown: six columns stand side by side."""


class WhatColumnsHold(Line):
    """A card for each column; `said` tells what a person made of them (`Meant`)."""

    said = Signal(object)

    def __init__(self, read: Preview) -> None:
        super().__init__(top=True, space=8)
        self._read = read
        self.first = NumberField(say("People begin in line"), least=1)
        self.fields: dict[int, ChoiceField] = {}
        self._cells: dict[int, Column] = {}
        self._numbers = Column()
        self.add(Column(self.first, self._numbers))
        for place, column in _filled(read.columns):
            self._add_card(place, column)
        self.first.left.connect(self._say)
        self.show_read(read)

    def _add_card(self, place: int, column: ListColumn) -> None:
        field = self.fields[place] = ChoiceField(
            _CHOICES,
            called(place, column),
        )
        field.changed.connect(self._say)
        cells = self._cells[place] = Column()
        self.add(Column(field, cells))

    @property
    def known(self) -> bool:
        """Whether a column holds the names."""
        return any(
            each.what in {"name", "surname"} for each in self._read.columns
        )

    def is_of(self, read: Preview) -> bool:
        """Whether these are the columns of what was read."""
        shown, those = (_filled(each.columns) for each in (self._read, read))
        return [(n, each.heading) for n, each in shown] == [
            (n, each.heading) for n, each in those
        ]

    def show_read(self, read: Preview) -> None:
        """Show what the columns were read as, without telling anybody."""
        self._read = read
        if not self.first.has_focus():
            self.first.set_value(max(1, read.first))
        self._numbers.clear()
        for number, _ in read.sample:
            self._numbers.add(
                Label(say("Line {n}", n=number), "caption", wrap=False),
            )
        for place, field in self.fields.items():
            what = read.columns[place].what
            field.set_value(what or _LEFT_OUT)
            cells = self._cells[place]
            cells.clear()
            for _, line in read.sample:
                text = _short(line[place])
                cells.add(
                    Label(
                        text,
                        "help",
                        struck=self.known and what is None,
                        wrap=False,
                    ),
                )

    def take_focus(self) -> None:
        """Go to the first column."""
        next(iter(self.fields.values()), self.first).take_focus()

    def _say(self) -> None:
        if not self.first.check():
            return
        held = {
            place: str(field.value()) for place, field in self.fields.items()
        }
        columns: list[What | None] = [
            _what(held.get(n, "")) for n in range(len(self._read.columns))
        ]
        first = int(str(self.first.value() or 1))
        self.said.emit(
            replace(self._read.meant, columns=tuple(columns), first=first),
        )


def _what(held: str) -> What | None:
    for what in _KINDS:
        if what == held:
            return what
    return None


def _filled(
    columns: tuple[ListColumn, ...],
) -> Iterator[tuple[int, ListColumn]]:
    """The columns in which anything stands."""
    for place, column in enumerate(columns):
        if column.heading or column.example:
            yield place, column


_CHOICES = tuple(Choice(key, words) for key, words in _WHAT.items())


def called(place: int, column: ListColumn) -> Words:
    """A column by its heading, else by its place."""
    if column.heading:
        return _short(column.heading)
    return say("Column {n}", n=place + 1)


def _short(cell: str) -> Words:
    return plain(cell if len(cell) <= _LONGEST else f"{cell[: _LONGEST - 1]}…")
