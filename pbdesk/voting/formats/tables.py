"""Tables of ballots as people keep them, in a CSV or a sheet of a spreadsheet.

Scores, or choices by rank. A table of scores has a column `count` (how often a ballot was cast) and
then one for each option; of other marks its heading is `count (approval)`, `count (cumulative)` or
`count (quadratic)`. Rank columns are known by their headings, in the order of their numbers:
“rank1”, “2nd Choice”, “For Mayor Choice 2 (50)” (the exports of voting systems that RCTab reads).
Other columns beside ranks (number, precinct) are left out, and each row is one ballot where no
column `count` comes first. A column that a weighting names may stand in any table, anywhere.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pbdesk.spreadsheet import SpreadsheetRefused, read_sheets
from pbdesk.voting.formats.bounds import MOST_CELLS, refuse_more
from pbdesk.voting.formats.refused import ImportRefused, at_line
from pbdesk.voting.formats.weighting import Weighting
from pbdesk.words import Words, say

__all__ = [
    "STYLE_OF_HEADING",
    "BallotRow",
    "BallotTable",
    "sheet_text",
    "table_of",
]

_MOST_LINES = 100_000
_RANK = re.compile(
    r"\b(?:(?:rank|choice)\s*(\d{1,3})|(\d{1,3})(?:st|nd|rd|th)\s+(?:choice|rank|place))\b",
    re.IGNORECASE,
)
_COUNT = re.compile(r"[0-9]{1,9}", re.ASCII)
_SEVERAL = "|"

STYLE_OF_HEADING: Mapping[str, str] = {
    "count": "scoring",
    "count (approval)": "approval",
    "count (cumulative)": "cumulative",
    "count (quadratic)": "quadratic",
}
"""What the first heading says of the marks below the others."""

type _Line = tuple[int, list[str]]
type _Cells = Sequence[str]


class BallotRow(NamedTuple):
    """A row of a table: its line, how often its ballot counts, a cell for each column."""

    line: int
    times: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class BallotTable:
    """A table of ballots: `ranked`, a column for each place, or else one for each option.

    In a place “A;B” are two marks. `style`: of which ballots the marks of options are.
    """

    ranked: bool
    columns: Sequence[str]
    rows: Sequence[BallotRow]
    style: str = "scoring"


@dataclass(frozen=True, slots=True)
class _Layout:
    """What each column of a table is, by its place.

    `weighed`: the column that a weighting names; `count`: how often a ballot was cast.
    """

    headings: Sequence[str]
    weighed: int | None
    count: int | None
    ranks: Sequence[int]
    others: Sequence[int]

    @property
    def style(self) -> str:
        """Of which ballots the marks are, where they rank nothing."""
        count = 0 if self.count is None else self.count
        return STYLE_OF_HEADING.get(self.headings[count].lower(), "scoring")

    @property
    def columns(self) -> Sequence[int]:
        """The columns of marks."""
        return self.ranks or self.others[1:]


def sheet_text(content: bytes) -> str:
    """The first visible sheet that holds anything, as CSV, each line where it stands in the sheet.

    Raises ImportRefused for a spreadsheet that cannot be read, or holds nothing.
    """
    lines = _first_lines(content)
    _, first_cells = lines[0]
    last_number, _ = lines[-1]
    held = {number: _padded(cells, len(first_cells)) for number, cells in lines}
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerows(held.get(number, []) for number in range(1, last_number + 1))
    return out.getvalue()


def _first_lines(content: bytes) -> Sequence[tuple[int, _Cells]]:
    """The lines of the first visible sheet that holds anything, each with its number."""
    try:
        sheets = read_sheets(content, _MOST_LINES)
    except SpreadsheetRefused as refused:
        raise ImportRefused(refused.words) from refused
    for sheet in sheets:
        if sheet.lines:
            return sheet.lines
    raise ImportRefused(say("The file is empty."))


def table_of(
    text: str,
    weighting: Weighting | None = None,
) -> BallotTable | None:
    """The table in a text; None where its headings are not those of one.

    Raises ImportRefused with the line for a row that cannot be read, a weighting's column that is
    not there, or a group that has no weight.
    """
    layout = _layout(_headings(text), weighting)
    if layout.count is None and not layout.ranks:
        return None
    lines = list(_lines(text))
    refuse_more(len(lines) * len(layout.headings), MOST_CELLS, say("cells"))
    if weighting is not None and layout.weighed is None:
        raise _no_column(weighting.column, lines)
    rows = _ballot_rows(lines[1:], layout, weighting)
    columns = [layout.headings[column] for column in layout.columns]
    return BallotTable(bool(layout.ranks), columns, rows, layout.style)


def _no_column(name: str, lines: Sequence[_Line]) -> ImportRefused:
    header_line, _ = lines[0]
    return at_line(
        header_line,
        say("there is no column “{name}”.", name=name[:60]),
    )


def _ballot_rows(
    lines: Sequence[_Line],
    layout: _Layout,
    weighting: Weighting | None,
) -> list[BallotRow]:
    rows: list[BallotRow] = []
    groups: set[str] = set()
    for line, found in lines:
        cells = _whole_row(line, found, layout)
        times = _times(line, cells, layout.count)
        if weighting is not None and layout.weighed is not None:
            group = cells[layout.weighed]
            groups.add(group.strip())
            times *= weighting.at(line, group)
        rows.append(BallotRow(line, times, _marked(cells, layout)))
    if weighting is not None:
        weighting.refuse_unless_all_in(groups)
    return rows


def _layout(headings: _Cells, weighting: Weighting | None) -> _Layout:
    """What the headings say of their columns."""
    weighed = _weighed(headings, weighting)
    others = [column for column in range(len(headings)) if column != weighed]
    count = _count(headings, others)
    return _Layout(headings, weighed, count, _ranks(headings), others)


def _count(headings: _Cells, columns: Sequence[int]) -> int | None:
    """The first of these columns where it says how often a ballot was cast."""
    if len(columns) > 1 and headings[columns[0]].lower() in STYLE_OF_HEADING:
        return columns[0]
    return None


def _weighed(headings: _Cells, weighting: Weighting | None) -> int | None:
    """The column that a weighting names."""
    names = [heading.lower() for heading in headings]
    if weighting is None or weighting.column not in names:
        return None
    return names.index(weighting.column)


def _whole_row(line: int, cells: _Cells, layout: _Layout) -> list[str]:
    """The row with a cell for each heading; only where nothing is counted may its end be left."""
    width = len(layout.headings)
    too_short = layout.count is not None and len(cells) < width
    if too_short or len(cells) > width:
        raise at_line(line, _other_width(len(cells), width))
    return _padded(cells, width)


def _other_width(cells: int, width: int) -> Words:
    return say(
        "the row has {n} cells, the header {width}.",
        n=cells,
        width=width,
    )


def _marked(cells: _Cells, layout: _Layout) -> list[str]:
    """The cells that hold marks; exports of voting systems part several in one by a bar."""
    marked = [cells[column] for column in layout.columns]
    if layout.count is None:
        return [cell.replace(_SEVERAL, ";") for cell in marked]
    return marked


def _headings(text: str) -> list[str]:
    """The cells of the first line that holds anything."""
    found = re.match(r"\s*([^\r\n]*)", text)
    first_line = found[1] if found else ""
    try:
        row = next(csv.reader([first_line]))
    except csv.Error:  # a cell longer than the module reads, as in JSON on one line: no heading
        return []
    return [heading.strip() for heading in row]


def _lines(text: str) -> Iterator[_Line]:
    """Rows that hold anything, with the line each ends on."""
    reader = csv.reader(text.splitlines(), strict=True)
    try:
        for row in reader:
            if any(row):
                yield reader.line_num, row
    except csv.Error as error:
        unread = say("the quotes or cells of this row cannot be read.")
        raise at_line(reader.line_num, unread) from error


def _times(line: int, cells: _Cells, count: int | None) -> int:
    """How often a ballot was cast; once where no column says it."""
    if count is None:
        return 1
    if not _COUNT.fullmatch(cells[count].strip()):
        raise at_line(line, say("a count or score is not a whole number."))
    return int(cells[count])


def _padded(cells: _Cells, width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def _ranks(headings: _Cells) -> list[int]:
    """Columns that hold a rank, first choice first.

    None unless they are numbered from 1 without a gap.
    """
    found = sorted(_numbered(headings))
    ranks = [rank for rank, _ in found]
    if ranks == list(range(1, len(ranks) + 1)):
        return [column for _, column in found]
    return []


def _numbered(headings: _Cells) -> Iterator[tuple[int, int]]:
    """Ranks with the columns whose headings name them."""
    for column, heading in enumerate(headings):
        match = _RANK.search(heading)
        if match:
            yield int(match[1] or match[2]), column
