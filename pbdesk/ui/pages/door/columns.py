"""What the columns of a list hold: as its headings say, or as a person does."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import cast

from PySide6.QtCore import Signal

from pbdesk.ledger.roster import ListColumn, Meant, Preview, What
from pbdesk.ui.shown import Choice, FieldSpec
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.field import TextField
from pbdesk.ui.widgets.folded import Folded
from pbdesk.ui.widgets.form import Form
from pbdesk.ui.widgets.heading import Section
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Words, plain, say

__all__ = ["WhatColumnsHold"]

_LEFT_OUT = ""
_WHAT: Mapping[str, Words] = MappingProxyType(
    {
        _LEFT_OUT: say("Left out"),
        "name": say("Name"),
        "surname": say("Surname"),
        "first": say("First names"),
        "street": say("Street"),
        "note": say("Note"),
    },
)
_KINDS: tuple[What, ...] = ("name", "surname", "first", "street", "note")
_NAMES = {"name", "surname"}


class WhatColumnsHold(Column):
    """A choice for each column; `said` tells what a person made of them (`Meant`)."""

    said = Signal(object)

    def __init__(self, read: Preview) -> None:
        self._columns = read.columns
        self.form = Form((*_specs(read.columns), _FIRST))
        held = {
            _field(n): each.what or _LEFT_OUT for n, each in enumerate(read.columns)
        }
        self.form.set_values({**held, "first": max(1, read.first)}, keep_focused=False)
        self.again = Button(say("Read it so"))
        self.known = any(each.what in _NAMES for each in read.columns)
        whole = Column(self.form, Line(self.again))
        if self.known:
            super().__init__(
                Folded(
                    say("What the columns hold"),
                    say("if they were read wrongly"),
                    whole,
                ),
            )
        else:
            super().__init__(
                Section(say("What the columns hold")),
                Label(
                    say(
                        "No line of the list names its columns. Say what each of them holds.",
                    ),
                ),
                whole,
            )
        self.again.clicked.connect(self._say)
        first = cast("TextField", self.form.field("first"))
        first.edit.returnPressed.connect(self._say)

    def take_focus(self) -> None:
        """Go to the first column."""
        self.form.go_to(self.form.names()[0])

    def _say(self) -> None:
        values = self.form.values()
        if values is None:
            return
        whats = [str(values.get(_field(n)) or "") for n in range(len(self._columns))]
        if _NAMES.isdisjoint(whats):
            name = self.form.names()[0]
            self.form.show_error(name, say("Choose the column that holds the names."))
            return
        columns: list[What | None] = [_what(held) for held in whats]
        self.said.emit(Meant(tuple(columns), int(str(values["first"] or 1))))


_FIRST = FieldSpec(
    "first",
    say("People begin in line"),
    "number",
    help=say("As it is numbered in the file."),
    least=1,
)


def _what(held: str) -> What | None:
    for what in _KINDS:
        if what == held:
            return what
    return None


def _field(place: int) -> str:
    return f"column/{place}"


def _specs(columns: tuple[ListColumn, ...]) -> list[FieldSpec]:
    """A field for each column in which anything stands."""
    choices = tuple(Choice(key, words) for key, words in _WHAT.items())
    return [
        FieldSpec(_field(n), _called(n, each), "choice", choices=choices)
        for n, each in enumerate(columns)
        if each.heading or each.example
    ]


def _called(place: int, column: ListColumn) -> Words:
    """A column by its heading, else by its place and what stands first in it."""
    if column.heading:
        return plain(column.heading)
    return say("Column {n}, such as “{example}”", n=place + 1, example=column.example)
