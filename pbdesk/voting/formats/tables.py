"""Tables of ballots as people keep them, in a CSV or a sheet of a spreadsheet.

Scores, or choices by rank. A table of scores has a column `count` (how often a ballot was cast) and
then one for each option. Rank columns are known by their headings, in the order of their numbers:
“rank1”, “2nd Choice”, “For Mayor Choice 2 (50)” (the exports of voting systems that RCTab reads).
Other columns beside ranks (number, precinct) are left out, and each row is one ballot where no
column `count` comes first. A column that a weighting names may stand in any table, anywhere.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pbdesk.spreadsheet import SpreadsheetRefused, read_sheets
from pbdesk.voting.formats.refused import ImportRefused, at_line
from pbdesk.voting.formats.weighting import Weighting
from pbdesk.words import say

__all__ = ["BallotTable", "sheet_text", "table_of"]

_MOST_LINES = 100_000
_RANK = re.compile(
    r"\b(?:(?:rank|choice)\s*(\d{1,3})|(\d{1,3})(?:st|nd|rd|th)\s+(?:choice|rank|place))\b",
    re.IGNORECASE,
)
_SEVERAL = "|"

type _Line = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class BallotTable:
    """A table of ballots: `ranked`, a column for each place, or else one for each option.

    rows: the line, how often its ballot counts, and a cell for each of `columns`. In a place “A;B”
    are two marks.
    """

    ranked: bool
    columns: Sequence[str]
    rows: Sequence[tuple[int, int, Sequence[str]]]


def sheet_text(content: bytes) -> str:
    """The first visible sheet that holds anything, as CSV, each line where it stands in the sheet.

    Raises ImportRefused for a spreadsheet that cannot be read, or holds nothing.
    """
    try:
        sheets = read_sheets(content, _MOST_LINES)
    except SpreadsheetRefused as refused:
        raise ImportRefused(refused.words) from refused
    lines = next((sheet.lines for sheet in sheets if sheet.lines), ())
    if not lines:
        raise ImportRefused(say("The file is empty."))
    width = len(lines[0][1])
    held = dict(lines)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(
        _padded(held[number], width) if number in held else []
        for number in range(1, lines[-1][0] + 1)
    )
    return out.getvalue()


def table_of(text: str, weighting: Weighting | None = None) -> BallotTable | None:
    """The table in a text; None where its headings are not those of one.

    Raises ImportRefused with the line for a row that cannot be read, a weighting's column that is
    not there, or a group that has no weight.
    """
    headings = _headings(text)
    by = (
        None
        if weighting is None
        else next(
            (i for i, heading in enumerate(headings) if heading.lower() == weighting.column), None
        )
    )
    rest = [i for i in range(len(headings)) if i != by]
    counted = len(rest) > 1 and headings[rest[0]].lower() == "count"
    ranks = _ranks(headings)
    columns = ranks or rest[1:]
    if not counted and not ranks:
        return None
    lines = list(_lines(text))
    if weighting is not None and by is None:
        raise at_line(lines[0][0], say("there is no column “{name}”.", name=weighting.column[:60]))
    rows: list[tuple[int, int, list[str]]] = []
    groups: set[str] = set()
    for line, cells in lines[1:]:
        if len(cells) > len(headings) or (counted and len(cells) < len(headings)):
            raise at_line(
                line,
                say(
                    "the row has {n} cells, the header {width}.", n=len(cells), width=len(headings)
                ),
            )
        row = _padded(cells, len(headings))
        times = _times(line, row[rest[0]]) if counted else 1
        if weighting is not None and by is not None:
            groups.add(row[by].strip())
            times *= weighting.at(line, row[by])
        rows.append(
            (line, times, [row[i] if counted else row[i].replace(_SEVERAL, ";") for i in columns])
        )
    if weighting is not None:
        weighting.refuse_unless_all_in(groups)
    return BallotTable(bool(ranks), [headings[i] for i in columns], rows)


def _headings(text: str) -> list[str]:
    """The cells of the first line that holds anything."""
    found = re.match(r"\s*([^\r\n]*)", text)
    try:
        return [
            heading.strip() for row in csv.reader([found[1] if found else ""]) for heading in row
        ]
    except csv.Error:  # a cell longer than the module reads, as in JSON on one line: no heading
        return []


def _lines(text: str) -> Iterator[_Line]:
    """Rows that hold anything, with the line each ends on."""
    reader = csv.reader(text.splitlines(), strict=True)
    try:
        yield from ((reader.line_num, row) for row in reader if any(row))
    except csv.Error as error:
        raise at_line(
            reader.line_num, say("the quotes or cells of this row cannot be read.")
        ) from error


def _times(line: int, count: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", count.strip(), re.ASCII):
        raise at_line(line, say("a count or score is not a whole number."))
    return int(count)


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def _ranks(headings: Sequence[str]) -> list[int]:
    """Columns that hold a rank, first choice first.

    None unless they are numbered from 1 without a gap.
    """
    found = [
        (int(match[1] or match[2]), column)
        for column, heading in enumerate(headings)
        if (match := _RANK.search(heading))
    ]
    ordered = sorted(found)
    return (
        [column for _, column in ordered]
        if [n for n, _ in ordered] == list(range(1, len(ordered) + 1))
        else []
    )
