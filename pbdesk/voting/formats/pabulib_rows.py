"""Rows of a .pb file: cells, sections' tables, and lists in a cell."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pbdesk.voting.formats.refused import ImportRefused, at_line
from pbdesk.words import Words, say

__all__ = [
    "SECTIONS",
    "Row",
    "Table",
    "columns_of",
    "csv_rows",
    "items",
    "value",
]

SECTIONS = ("META", "PROJECTS", "VOTES")

type Row = tuple[int, list[str]]
"""A row and the line it stands on (the last one, where a quoted cell goes over several)."""


@dataclass(frozen=True)
class Table:
    """A section's header and rows, each with its line."""

    columns: Mapping[str, int]
    rows: Sequence[Row]

    @classmethod
    def of(
        cls,
        rows: Sequence[Row],
        needed: Sequence[str],
        section: str,
    ) -> Table:
        """Rows under their header.

        Raises ImportRefused where a needed column or a row's cell is missing.
        """
        if not rows:
            raise ImportRefused(
                say("The section “{name}” is empty.", name=section),
            )
        line, header = rows[0]
        columns = columns_of(line, header, needed, section)
        _refuse_other_widths(rows[1:], len(header))
        return cls(columns, rows[1:])

    def cell(self, cells: Sequence[str], name: str) -> str:
        """The row's cell in a column, empty where the file has no such column."""
        if name in self.columns:
            return cells[self.columns[name]]
        return ""


def csv_rows(text: str) -> Iterator[Row]:
    """Rows with the line each ends on; a quoted cell may hold `;`, quotes and line ends."""
    reader = csv.reader(
        text.split("\n"),
        delimiter=";",
        skipinitialspace=True,
        strict=True,
    )
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            unread = say("the quotes or cells of this row cannot be read.")
            raise at_line(reader.line_num, unread) from error
        yield reader.line_num, row


def _refuse_other_widths(rows: Sequence[Row], width: int) -> None:
    for row in rows:
        _refuse_other_width(row, width)


def _refuse_other_width(row: Row, width: int) -> None:
    number, cells = row
    if len(cells) < width or any(cells[width:]):
        raise at_line(number, _other_width(len(cells), width))


def _other_width(cells: int, width: int) -> Words:
    return say(
        "the row has {n} cells, the header {width}.",
        n=cells,
        width=width,
    )


def columns_of(
    line: int,
    header: Sequence[str],
    needed: Sequence[str],
    section: str,
) -> dict[str, int]:
    """The place of each column. Raises ImportRefused where a needed one is missing."""
    columns = _first_place_of_each(header)
    for name in needed:
        if name not in columns:
            no_column = say(
                "{section} has no column “{name}”.",
                section=section,
                name=name,
            )
            raise at_line(line, no_column)
    return columns


def _first_place_of_each(header: Sequence[str]) -> dict[str, int]:
    last_first = reversed(list(enumerate(header)))
    return {name.strip().lower(): place for place, name in last_first}


def value(cell: str) -> str:
    """A cell's text; `None`, as pabutools writes it, is nothing."""
    cell = cell.strip()
    if cell == "None":
        return ""
    return cell


def items(cell: str) -> list[str]:
    """The items of a list in a cell."""
    if value(cell):
        return [item.strip() for item in value(cell).split(",")]
    return []
