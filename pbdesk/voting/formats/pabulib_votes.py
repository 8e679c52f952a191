"""The section VOTES of a .pb file.

Equal rows are counted first, and only distinct ones are read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pbdesk.voting.formats.bounds import MOST_MARKS, refuse_more
from pbdesk.voting.formats.limits import Limits, breach
from pbdesk.voting.formats.pabulib_rows import (
    SECTIONS,
    Row,
    Table,
    columns_of,
    csv_rows,
    items,
)
from pbdesk.voting.formats.refused import ImportRefused, at_line
from pbdesk.voting.formats.voters import Cast, Voters
from pbdesk.voting.options import Meta
from pbdesk.voting.profile import Marks, Project
from pbdesk.words import Words, say, several

__all__ = ["Votes"]

type _Texts = Sequence[str]

_POINTS = re.compile(r"-?[0-9]{1,9}", re.ASCII)


class _Row(NamedTuple):
    """What counts of a ballot: its cells, the group that is asked for, how often each counts."""

    vote: str
    points: str = ""
    group: str = ""
    times: int = 1


class _Section(NamedTuple):
    """The section's header, the line it stands on, and how often each row occurs."""

    line: int
    header: Sequence[str]
    distinct: Counter[_Row]


def _alike(rows: Sequence[_Texts], columns: Mapping[str, int]) -> Counter[_Row]:
    """How often each row occurs, as far as it counts."""
    votes = [row[columns["vote"]] for row in rows]
    counted = Counter(zip(votes, _points_of(rows, columns), strict=True))
    return Counter(
        {_Row(vote, figures): n for (vote, figures), n in counted.items()},
    )


def _points_of(rows: Sequence[_Texts], columns: Mapping[str, int]) -> list[str]:
    if "points" not in columns:
        return [""] * len(rows)
    return [row[columns["points"]] for row in rows]


class Votes:
    """Ballots read, rejected and in breach of the file's `limits`.

    `warnings` is where oddities are told.
    """

    def __init__(
        self,
        text: str,
        meta: Meta,
        projects: Sequence[Project],
        style: str,
        limits: Limits,
        *,
        enforce: bool,
        warnings: list[Words],
        voters: Voters,
    ) -> None:
        self.text = text
        self.style = style
        self.limits = limits
        self.enforce = enforce
        self.warnings = warnings
        self.voters = voters
        self.projects = {project.id: project for project in projects}
        self.default = _default_score(meta, style)
        self.ballots: list[Cast] = []
        self.rejected: Counter[str] = Counter()
        self.breaches: Counter[str] = Counter()

    def read(self, head_lines: int) -> Votes:
        """Read the rows after line `head_lines`."""
        section = self._section(head_lines)
        has_points = self._has_points(section)
        self._refuse_more_filled(len(section.distinct))
        for row, n in section.distinct.items():
            points = None
            if has_points:
                points = items(row.points)
            self._take(row, items(row.vote), points, n)
        return self

    def _refuse_more_filled(self, ballots: int) -> None:
        """A default score is a mark for every project that a ballot leaves out."""
        if self.default:
            refuse_more(ballots * len(self.projects), MOST_MARKS, say("marks"))

    def _has_points(self, section: _Section) -> bool:
        """Whether ballots give points, each its own; a warning where they should."""
        columns = columns_of(section.line, section.header, ("vote",), "VOTES")
        if self.style not in {"cumulative", "scoring", "quadratic"}:
            return False
        if "points" not in columns:
            self.warnings.append(
                say(
                    "There is no column “points”: each project named gets one point.",
                ),
            )
        return "points" in columns

    def _section(self, head_lines: int) -> _Section:
        """The header and how often each row occurs."""
        rest = self.text.split("\n", head_lines)[-1]
        if '"' in rest or self.voters.columns:
            return self._careful(rest, head_lines)
        return self._plain(rest, head_lines) or self._careful(rest, head_lines)

    def _plain(self, rest: str, head_lines: int) -> _Section | None:
        """Rows whose cells are parted by semicolons alone; None where one has another length."""
        lines = rest.split("\n")
        heading = _heading(lines)
        header = lines[heading].split(";")
        number = head_lines + heading + 1
        columns = columns_of(number, header, ("vote",), "VOTES")
        rows = [line.split(";") for line in lines[heading + 1 :] if line]
        if any(len(row) != len(header) for row in rows):
            return None
        if "voter_id" in columns:
            voter = columns["voter_id"]
            self._same_voter([row[voter] for row in rows])
        return _Section(number, header, _alike(rows, columns))

    def _careful(self, rest: str, head_lines: int) -> _Section:
        """As `_plain`, row by row: for quoted cells, blank lines and rows to refuse."""
        rows = [
            (head_lines + line, cells) for line, cells in _filled_rows(rest)
        ]
        _refuse_a_second_section(rows)
        table = Table.of(rows, ("vote", *self.voters.columns), "VOTES")
        if "voter_id" in table.columns:
            self._same_voter(
                [table.cell(cells, "voter_id") for _, cells in table.rows],
            )
        distinct = Counter(
            self._row(table, line, cells) for line, cells in table.rows
        )
        self._refuse_unless_all_in(table)
        header_line, header = rows[0]
        return _Section(header_line, header, distinct)

    def _refuse_unless_all_in(self, table: Table) -> None:
        """ImportRefused where a weighting names a group that no ballot is in."""
        weighting = self.voters.weighting
        if weighting is not None:
            groups = {
                table.cell(cells, weighting.column) for _, cells in table.rows
            }
            weighting.refuse_unless_all_in({group.strip() for group in groups})

    def _row(self, table: Table, line: int, cells: _Texts) -> _Row:
        """What counts of a row; ImportRefused for a group that has no weight."""
        return _Row(
            table.cell(cells, "vote"),
            table.cell(cells, "points"),
            self._group(table, cells),
            self._times(table, line, cells),
        )

    def _group(self, table: Table, cells: _Texts) -> str:
        if self.voters.groups is None:
            return ""
        return table.cell(cells, self.voters.groups).strip()

    def _times(self, table: Table, line: int, cells: _Texts) -> int:
        weighting = self.voters.weighting
        if weighting is None:
            return 1
        return weighting.at(line, table.cell(cells, weighting.column))

    def _same_voter(self, voters: Sequence[str]) -> None:
        again = len(voters) - len(set(voters))
        if again:
            self.warnings.append(
                several(
                    "{n} row repeats a voter id; every row is counted.",
                    "{n} rows repeat a voter id; every row is counted.",
                    again,
                ),
            )

    def _take(
        self,
        row: _Row,
        names: _Texts,
        points: _Texts | None,
        n: int,
    ) -> None:
        """Add the `n` ballots of a row, with the projects and points that it names."""
        times = n * row.times
        if not self.projects.keys() >= set(names):
            self.rejected["unknown-project"] += times
            return
        if points is not None and len(points) != len(names):
            raise _other_points(names, points)
        if len(set(names)) < len(names):
            self.breaches["duplicate"] += times
        marks = self._marks(names, points)
        if not self._is_broken(marks, times):
            self.ballots.append(Cast(marks, row.group, n, times))

    def _is_broken(self, marks: Marks, times: int) -> bool:
        """Whether ballots are rejected for a limit; a breach is noted in any case."""
        if not marks:
            return False
        broken = breach(self.limits, marks, self.projects)
        if broken is None:
            return False
        if self.enforce:
            self.rejected[broken] += times
        else:
            self.breaches[broken] += times
        return self.enforce

    def _marks(self, names: _Texts, points: _Texts | None) -> Marks:
        if self.style == "approval":
            return dict.fromkeys(names, 1)
        if self.style == "ordinal":
            return {
                name: place
                for place, name in enumerate(dict.fromkeys(names), 1)
            }
        given = _points(names, points)
        if self.style == "scoring":
            return self._with_default(given)
        return {name: value for name, value in given.items() if value}

    def _with_default(self, given: Marks) -> Marks:
        """Scores, with the default one for every project that has none."""
        if not self.default:
            return given
        return {**dict.fromkeys(self.projects, self.default), **given}


def _filled_rows(text: str) -> Iterator[Row]:
    for line, cells in csv_rows(text):
        if any(cell.strip() for cell in cells):
            yield line, cells


def _heading(lines: _Texts) -> int:
    """The place of the first line that holds anything."""
    for place, line in enumerate(lines):
        if line.strip():
            return place
    raise ImportRefused(say("The section “{name}” is empty.", name="VOTES"))


def _other_points(names: _Texts, points: _Texts) -> ImportRefused:
    """What is said where there are not as many points as names."""
    return ImportRefused(
        say(
            "A ballot for “{names}” has {n} points entries.",
            names=",".join(names)[:60],
            n=len(points),
        ),
    )


def _refuse_a_second_section(rows: Sequence[Row]) -> None:
    """Raise ImportRefused, with its line, for a row that is the heading of a section."""
    for line, cells in rows:
        _, header = rows[0]
        name = cells[0].strip()
        if len(cells) == 1 < len(header) and name.upper() in SECTIONS:
            raise at_line(line, say("a second section “{name}”.", name=name))


def _points(names: _Texts, points: _Texts | None) -> dict[str, int]:
    """The points of each project, those of its first mention; one for each where none are given."""
    if points is None:
        return dict.fromkeys(names, 1)
    last_first = reversed(list(zip(names, points, strict=True)))
    return {name: _whole(figure) for name, figure in last_first}


def _whole(figure: str) -> int:
    if not _POINTS.fullmatch(figure):
        raise ImportRefused(
            say(
                "“{figure}” is not a whole number of points.",
                figure=figure[:40],
            ),
        )
    return int(figure)


def _default_score(meta: Meta, style: str) -> int:
    said = meta.get("default_score")
    if style == "scoring" and said:
        return _whole(said)
    return 0
