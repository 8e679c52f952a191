"""Pabulib's .pb: read with every habit of the real files, and written without voters' particulars.

Source: pabulib.org/format and 1,746 published files. A project that a ballot names twice counts once, at its first
mention. Ballots are taken as given; breaches of the file's own limits are counted and reported.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.limits import Limits, breach, limits_of
from pbdesk.voting.formats.money import decimals_of, minor_units
from pbdesk.voting.formats.refused import ImportRefused, at_line
from pbdesk.voting.profile import Marks, Profile, Project
from pbdesk.words import Words, say, several

__all__ = ["STYLE_OF", "looks_like_pabulib", "read_pabulib"]

STYLE_OF = {"approval": "approval", "choose-1": "approval", "ordinal": "ordinal", "cumulative": "cumulative",
            "scoring": "scoring", "quadratic": "quadratic"}
"""vote_type -> ballot style. "quadratic", with signed votes as points, is ours: Pabulib has no such type."""

_POINTS = re.compile(r"-?[0-9]{1,9}", re.ASCII)
_SECTIONS = ("META", "PROJECTS", "VOTES")


def looks_like_pabulib(text: str) -> bool:
    """Whether the file begins as a .pb does."""
    return text.lstrip("\ufeff \t\r\n").upper().startswith("META")


def read_pabulib(text: str, *, enforce: bool = False) -> BallotFile:
    """The file's ballots; with `enforce`, those that break its own limits are rejected.

    Sums are scaled to integers: `profile.unit` is 10 to the number of decimals that the file uses.
    Raises ImportRefused, and nothing else, for a file that cannot be read.
    """
    return _Reading(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), enforce).file()


@dataclass
class _Reading:
    """One file being read; `warnings` gathers what is odd and harmless."""

    text: str
    enforce: bool
    meta: dict[str, str] = field(default_factory=dict)
    warnings: list[Words] = field(default_factory=list)

    def file(self) -> BallotFile:
        """Read META, PROJECTS and VOTES."""
        meta, projects, votes_from = self._sections()
        self.meta = self._meta(meta)
        table = _Table.of(projects, ("project_id", "cost"), "PROJECTS")
        decimals = self._decimals(table)
        budget = _refused_at(self._line_of("budget", meta), minor_units, self.meta["budget"], decimals)
        listed = [self._project(line, cells, table, decimals) for line, cells in table.rows]
        _no_id_twice(listed, table)
        style = self._style()
        cast = _Votes(self, listed, style, limits_of(self.meta, style, decimals)).read(votes_from)
        profile = Profile.of(style, listed, budget, cast.ballots, unit=10**decimals)
        self._compare("num_projects", len(listed))
        self._compare("num_votes", profile.n + cast.rejected.total())
        return BallotFile("pabulib", profile, self.meta, self._selected(table), tuple(self.warnings),
                          dict(cast.breaches), dict(cast.rejected))

    def _sections(self) -> tuple[list[_Row], list[_Row], int]:
        """Rows of META and PROJECTS, and the number of lines up to VOTES."""
        found: dict[str, list[_Row]] = {}
        section = ""
        for line, cells in _csv_rows(self.text):
            name = cells[0].strip().upper() if cells else ""
            if name in _SECTIONS and not any(cell.strip() for cell in cells[1:]):
                if name != _SECTIONS[len(found)]:
                    raise at_line(line, say("“{name}” stands where “{wanted}” should.", name=name,
                                            wanted=_SECTIONS[len(found)]))
                section, found[name] = name, []
                if name == "VOTES":
                    return found["META"], found["PROJECTS"], line
            elif any(cell.strip() for cell in cells):
                if not section:
                    raise at_line(line, say("this is no Pabulib file: it does not begin with “META”."))
                found[section].append((line, cells))
        if not found:
            raise ImportRefused(say("The file is empty."))
        raise ImportRefused(say("The file ends before its section “{name}”.", name=_SECTIONS[len(found)]))

    def _meta(self, rows: Sequence[_Row]) -> dict[str, str]:
        meta: dict[str, str] = {}
        for line, cells in rows:
            if len(cells) < 2:
                raise at_line(line, say("a line of META needs a name and a value."))
            meta[cells[0].strip().lower()] = _value(cells[1])
        for name in ("budget", "vote_type"):
            if not meta.get(name):
                raise ImportRefused(say("META does not say “{name}”.", name=name))
        return meta

    @staticmethod
    def _line_of(name: str, rows: Sequence[_Row]) -> int:
        return next(line for line, cells in reversed(rows) if cells[0].strip().lower() == name)

    def _style(self) -> str:
        style = STYLE_OF.get(self.meta["vote_type"].lower())
        if style is None:
            raise ImportRefused(say("“{type}” is no vote type of Pabulib's.", type=self.meta["vote_type"][:40]))
        return style

    def _decimals(self, table: _Table) -> int:
        """Decimals of the file's sums. What is no sum is refused, with its line, when it is read."""
        figures = [self.meta["budget"], *(_value(table.cell(cells, "cost")) for _, cells in table.rows)]
        sums = [figure for figure in figures if re.fullmatch(r"[0-9]{1,15}(?:[.,][0-9]{1,15})?", figure, re.ASCII)]
        if any("," in figure for figure in sums):
            self.warnings.append(say("Sums are written with a decimal comma; it is read as a decimal point."))
        return decimals_of(sums)

    @staticmethod
    def _project(line: int, cells: Sequence[str], table: _Table, decimals: int) -> Project:
        name = _value(table.cell(cells, "project_id"))
        if not name or "," in name:
            raise at_line(line, say("“{name}” is no project id.", name=name[:40]))
        categories = tuple(part.strip() for part in _value(
            table.cell(cells, "category") or table.cell(cells, "categories")).split(",") if part.strip())
        return Project(name, _refused_at(line, minor_units, _value(table.cell(cells, "cost")), decimals),
                       _value(table.cell(cells, "name")), categories)

    def _selected(self, table: _Table) -> dict[str, int]:
        if "selected" not in table.columns:
            return {}
        read = {_value(table.cell(cells, "project_id")): _value(table.cell(cells, "selected"))
                for _, cells in table.rows}
        return {name: int(figure) for name, figure in read.items() if re.fullmatch(r"[0-9]", figure, re.ASCII)}

    def _compare(self, name: str, found: int) -> None:
        said = self.meta.get(name)
        if said is not None and said != str(found):
            self.warnings.append(say("META says {name} is {said}; the file has {found}.", name=name, said=said[:40],
                                     found=found))


type _Row = tuple[int, list[str]]


@dataclass(frozen=True)
class _Table:
    """A section's header and rows, each with its line."""

    columns: Mapping[str, int]
    rows: Sequence[_Row]

    @classmethod
    def of(cls, rows: Sequence[_Row], needed: Sequence[str], section: str) -> _Table:
        """Rows under their header. Raises ImportRefused where a needed column or a row's cell is missing."""
        if not rows:
            raise ImportRefused(say("The section “{name}” is empty.", name=section))
        line, header = rows[0]
        columns = _columns(line, header, needed, section)
        for number, cells in rows[1:]:
            if len(cells) < len(header) or any(cells[len(header):]):
                raise at_line(number, say("the row has {n} cells, the header {width}.", n=len(cells),
                                          width=len(header)))
        return cls(columns, rows[1:])

    def cell(self, cells: Sequence[str], name: str) -> str:
        """The row's cell in a column, empty where the file has no such column."""
        return cells[self.columns[name]] if name in self.columns else ""


class _Votes:
    """The section VOTES: equal rows are counted first, and only distinct ones are read."""

    def __init__(self, reading: _Reading, projects: Sequence[Project], style: str, limits: Limits) -> None:
        self.reading, self.style, self.limits = reading, style, limits
        self.projects = {project.id: project for project in projects}
        self.ballots: list[tuple[Marks, int]] = []
        self.rejected: Counter[str] = Counter()
        self.breaches: Counter[str] = Counter()
        self.default = _default_score(reading.meta, style)

    def read(self, head_lines: int) -> _Votes:
        """Read the rows after line `head_lines`."""
        line, header, distinct = self._distinct(head_lines)
        columns = _columns(line, header, ("vote",), "VOTES")
        needs_points = self.style in {"cumulative", "scoring", "quadratic"}
        if needs_points and "points" not in columns:
            self.reading.warnings.append(say("There is no column “points”: each project named gets one point."))
        for (vote, points), times in distinct.items():
            self._take(_items(vote), _items(points) if needs_points and "points" in columns else None, times)
        return self

    def _distinct(self, head_lines: int) -> tuple[int, list[str], Counter[tuple[str, str]]]:
        """The header and how often each pair of (vote, points) occurs."""
        rest = self.reading.text.split("\n", head_lines)[-1]
        if '"' in rest:
            return self._careful(rest, head_lines)
        lines = rest.split("\n")
        start = next((i for i, line in enumerate(lines) if line.strip()), None)
        if start is None:
            raise ImportRefused(say("The section “{name}” is empty.", name="VOTES"))
        header = lines[start].split(";")
        columns = _columns(head_lines + start + 1, header, ("vote",), "VOTES")
        rows = [line.split(";") for line in lines[start + 1:] if line]
        if any(len(row) != len(header) for row in rows):
            return self._careful(rest, head_lines)
        vote, points = columns["vote"], columns.get("points")
        self._same_voter([row[columns["voter_id"]] for row in rows] if "voter_id" in columns else [])
        if points is None:
            return head_lines + start + 1, header, Counter((row[vote], "") for row in rows)
        return head_lines + start + 1, header, Counter((row[vote], row[points]) for row in rows)

    def _careful(self, rest: str, head_lines: int) -> tuple[int, list[str], Counter[tuple[str, str]]]:
        """As `_distinct`, row by row: for quoted cells, blank lines and rows to refuse."""
        rows = [(line + head_lines, cells) for line, cells in _csv_rows(rest) if any(cell.strip() for cell in cells)]
        for line, cells in rows:
            if cells[0].strip().upper() in _SECTIONS and len(cells) == 1 < len(rows[0][1]):
                raise at_line(line, say("a second section “{name}”.", name=cells[0].strip()))
        table = _Table.of(rows, ("vote",), "VOTES")
        if "voter_id" in table.columns:
            self._same_voter([table.cell(cells, "voter_id") for _, cells in table.rows])
        return rows[0][0], rows[0][1], Counter(
            (table.cell(cells, "vote"), table.cell(cells, "points")) for _, cells in table.rows)

    def _same_voter(self, voters: Sequence[str]) -> None:
        again = len(voters) - len(set(voters))
        if again:
            self.reading.warnings.append(several("{n} row repeats a voter id; every row is counted.",
                                                 "{n} rows repeat a voter id; every row is counted.", again))

    def _take(self, names: Sequence[str], points: Sequence[str] | None, times: int) -> None:
        """Add `times` ballots that name projects (with their points)."""
        if not self.projects.keys() >= set(names):
            self.rejected["unknown-project"] += times
            return
        if points is not None and len(points) != len(names):
            raise ImportRefused(say("A ballot for “{names}” has {n} points entries.", names=",".join(names)[:60],
                                    n=len(points)))
        if len(set(names)) < len(names):
            self.breaches["duplicate"] += times
        marks = self._marks(names, points)
        broken = breach(self.limits, marks, self.projects) if marks else None
        if broken is not None and self.reading.enforce:
            self.rejected[broken] += times
            return
        if broken is not None:
            self.breaches[broken] += times
        self.ballots.append((marks, times))

    def _marks(self, names: Sequence[str], points: Sequence[str] | None) -> Marks:
        first = list(dict.fromkeys(names))
        match self.style:
            case "approval":
                return dict.fromkeys(first, 1)
            case "ordinal":
                return {name: place for place, name in enumerate(first, 1)}
            case _:
                given = dict.fromkeys(names, 1) if points is None else {
                    name: _whole(figure) for name, figure in reversed(list(zip(names, points, strict=True)))}
                if self.style == "scoring":
                    return dict.fromkeys(self.projects, self.default) | given if self.default else given
                return {name: value for name, value in given.items() if value}


def _csv_rows(text: str) -> Iterator[_Row]:
    """Rows with the line each ends on; a quoted cell may hold `;`, quotes and line ends."""
    reader = csv.reader(text.split("\n"), delimiter=";", skipinitialspace=True, strict=True)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise at_line(reader.line_num, say("the quotes or cells of this row cannot be read.")) from error
        yield reader.line_num, row


def _columns(line: int, header: Sequence[str], needed: Sequence[str], section: str) -> dict[str, int]:
    columns = {name.strip().lower(): place for place, name in reversed(list(enumerate(header)))}
    for name in needed:
        if name not in columns:
            raise at_line(line, say("{section} has no column “{name}”.", section=section, name=name))
    return columns


def _refused_at[**P, T](line: int, read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `read` reads; its refusal says the line."""
    try:
        return read(*args, **kwargs)
    except ImportRefused as refused:
        raise at_line(line, refused.words) from None


def _no_id_twice(projects: Sequence[Project], table: _Table) -> None:
    seen: set[str] = set()
    for project, (line, _) in zip(projects, table.rows, strict=True):
        name = unicodedata.normalize("NFC", project.id)
        if name in seen:
            raise at_line(line, say("a second project “{name}”.", name=project.id[:40]))
        seen.add(name)


def _value(cell: str) -> str:
    """A cell's text; `None`, as pabutools writes it, is nothing."""
    cell = cell.strip()
    return "" if cell == "None" else cell


def _items(cell: str) -> list[str]:
    """The items of a list in a cell."""
    return [item.strip() for item in _value(cell).split(",")] if _value(cell) else []


def _whole(figure: str) -> int:
    if not _POINTS.fullmatch(figure):
        raise ImportRefused(say("“{figure}” is not a whole number of points.", figure=figure[:40]))
    return int(figure)


def _default_score(meta: Mapping[str, str], style: str) -> int:
    return _whole(meta["default_score"]) if style == "scoring" and meta.get("default_score") else 0
