"""Tables of ballots as people keep them: a sheet of a spreadsheet, or a CSV whose columns are called “1st Choice”.

Both become the table that `cast_votes` and `scores_csv` read: `count`, then a column for each place or option. Rank
columns are known by their headings, in the order of their numbers: “Rank 2”, “2nd Choice”, “For Mayor Choice 2 (50)”
(the exports of voting systems that RCTab reads). Other columns beside them (number, precinct) are left out, and each
row is one ballot where no column `count` says how often it was cast.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from pbdesk.spreadsheet import SpreadsheetRefused, is_older, is_spreadsheet, read_sheets
from pbdesk.voting.formats.refused import ImportRefused, at_line
from pbdesk.words import say

__all__ = ["is_sheet", "sheet_text", "with_rank_columns"]

_MOST_LINES = 100_000
_RANK = re.compile(
    r"\b(?:(?:rank|choice)\s*(\d{1,2})|(\d{1,2})(?:st|nd|rd|th)\s+(?:choice|rank|place))\b", re.IGNORECASE)
_SEVERAL = "|"


def is_sheet(content: bytes) -> bool:
    """Whether this is a spreadsheet, of any age."""
    return is_spreadsheet(content) or is_older(content)


def sheet_text(content: bytes) -> str:
    """The first visible sheet that holds anything, as CSV, each line where it stands in the sheet.

    Raises ImportRefused for a spreadsheet that cannot be read, or holds nothing.
    """
    if is_older(content):
        raise ImportRefused(
            say("This is an old spreadsheet, or one with a password. Save it as XLSX without a password."))
    try:
        sheets = read_sheets(content, _MOST_LINES)
    except SpreadsheetRefused as refused:
        raise ImportRefused(refused.words) from refused
    lines = next((sheet.lines for sheet in sheets if sheet.lines), ())
    if not lines:
        raise ImportRefused(say("The file is empty."))
    width = len(lines[0][1])
    held = dict(lines)
    return _written(_padded(held.get(number, []), width) for number in range(lines[0][0], lines[-1][0] + 1))


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def _written(rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def with_rank_columns(text: str) -> str:
    """The table with its rank columns as `rank1`, `rank2`, …; unchanged where its headings name no ranks.

    Raises ImportRefused with the line for a row that is longer than the headings.
    """
    headings: list[str] = next(csv.reader(text.splitlines()[:1]), [""])
    ranks = _ranks(headings)
    if not ranks or headings[0].strip().lower() == "count":
        return text
    reader = csv.reader(text.splitlines(), strict=True)
    try:
        ballots = [_ballot(reader.line_num, row, headings, ranks) for row in reader][1:]
    except csv.Error as error:
        raise at_line(reader.line_num, say("the quotes or cells of this row cannot be read.")) from error
    return _written([["count", *(f"rank{n}" for n in range(1, len(ranks) + 1))], *ballots])


def _ballot(line: int, row: Sequence[str], headings: Sequence[str], ranks: Sequence[int]) -> list[str]:
    """The row as `count` and its places; several marks in a place are parted as `cast_votes` reads them."""
    if len(row) > len(headings):
        raise at_line(line, say("the row has {n} cells, the header {width}.", n=len(row), width=len(headings)))
    if not any(row):
        return []
    cells = _padded(row, len(headings))
    return ["1", *(";".join(name.strip() for name in cells[column].split(_SEVERAL)) for column in ranks)]


def _ranks(headings: Sequence[str]) -> list[int]:
    """Columns that hold a rank, first choice first; none unless they are numbered from 1 without a gap."""
    found = [(int(match[1] or match[2]), column) for column, heading in enumerate(headings)
             if (match := _RANK.search(heading))]
    ordered = sorted(found)
    return [column for _, column in ordered] if [n for n, _ in ordered] == list(range(1, len(ordered) + 1)) else []
