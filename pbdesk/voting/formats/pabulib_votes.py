"""The section VOTES of a .pb file.

Equal rows are counted first, and only distinct ones are read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from pbdesk.voting.formats.limits import Limits, breach
from pbdesk.voting.formats.pabulib_rows import SECTIONS, Table, columns_of, csv_rows, items
from pbdesk.voting.formats.refused import ImportRefused, at_line
from pbdesk.voting.formats.voters import Cast, Voters
from pbdesk.voting.profile import Marks, Project
from pbdesk.words import Words, say, several

__all__ = ["Votes"]

_POINTS = re.compile(r"-?[0-9]{1,9}", re.ASCII)

type _Distinct = Counter[tuple[str, str, str, int]]
"""Vote, points, the group that is asked for.

How many times such a ballot counts -> how many there are.
"""


class Votes:
    """Ballots read, rejected and in breach of the file's `limits`.

    `warnings` is where oddities are told.
    """

    def __init__(
        self,
        text: str,
        meta: Mapping[str, str],
        projects: Sequence[Project],
        style: str,
        limits: Limits,
        *,
        enforce: bool,
        warnings: list[Words],
        voters: Voters,
    ) -> None:
        self.text, self.style, self.limits, self.enforce, self.warnings = (
            text,
            style,
            limits,
            enforce,
            warnings,
        )
        self.projects = {project.id: project for project in projects}
        self.ballots: list[Cast] = []
        self.rejected: Counter[str] = Counter()
        self.breaches: Counter[str] = Counter()
        self.voters = voters
        self.default = _default_score(meta, style)

    def read(self, head_lines: int) -> Votes:
        """Read the rows after line `head_lines`."""
        line, header, distinct = self._distinct(head_lines)
        columns = columns_of(line, header, ("vote",), "VOTES")
        needs_points = self.style in {"cumulative", "scoring", "quadratic"}
        if needs_points and "points" not in columns:
            self.warnings.append(
                say("There is no column “points”: each project named gets one point.")
            )
        for (vote, points, group, times), n in distinct.items():
            self._take(
                items(vote),
                items(points) if needs_points and "points" in columns else None,
                group,
                n,
                times,
            )
        return self

    def _distinct(self, head_lines: int) -> tuple[int, list[str], _Distinct]:
        """The header and how often each row occurs."""
        rest = self.text.split("\n", head_lines)[-1]
        if '"' in rest or self.voters.columns:
            return self._careful(rest, head_lines)
        lines = rest.split("\n")
        start = next((i for i, line in enumerate(lines) if line.strip()), None)
        if start is None:
            raise ImportRefused(say("The section “{name}” is empty.", name="VOTES"))
        header = lines[start].split(";")
        columns = columns_of(head_lines + start + 1, header, ("vote",), "VOTES")
        rows = [line.split(";") for line in lines[start + 1 :] if line]
        if any(len(row) != len(header) for row in rows):
            return self._careful(rest, head_lines)
        vote, points = columns["vote"], columns.get("points")
        self._same_voter(
            [row[columns["voter_id"]] for row in rows] if "voter_id" in columns else []
        )
        if points is None:
            return head_lines + start + 1, header, Counter((row[vote], "", "", 1) for row in rows)
        return (
            head_lines + start + 1,
            header,
            Counter((row[vote], row[points], "", 1) for row in rows),
        )

    def _careful(self, rest: str, head_lines: int) -> tuple[int, list[str], _Distinct]:
        """As `_distinct`, row by row: for quoted cells, blank lines and rows to refuse."""
        rows = [
            (line + head_lines, cells)
            for line, cells in csv_rows(rest)
            if any(cell.strip() for cell in cells)
        ]
        for line, cells in rows:
            if cells[0].strip().upper() in SECTIONS and len(cells) == 1 < len(rows[0][1]):
                raise at_line(line, say("a second section “{name}”.", name=cells[0].strip()))
        weighting, groups = self.voters.weighting, self.voters.groups
        table = Table.of(rows, ("vote", *self.voters.columns), "VOTES")
        if "voter_id" in table.columns:
            self._same_voter([table.cell(cells, "voter_id") for _, cells in table.rows])
        distinct: _Distinct = Counter()
        for line, cells in table.rows:
            times = (
                1 if weighting is None else weighting.at(line, table.cell(cells, weighting.column))
            )
            group = "" if groups is None else table.cell(cells, groups).strip()
            distinct[table.cell(cells, "vote"), table.cell(cells, "points"), group, times] += 1
        if weighting is not None:
            weighting.refuse_unless_all_in(
                {table.cell(cells, weighting.column).strip() for _, cells in table.rows}
            )
        return rows[0][0], rows[0][1], distinct

    def _same_voter(self, voters: Sequence[str]) -> None:
        again = len(voters) - len(set(voters))
        if again:
            self.warnings.append(
                several(
                    "{n} row repeats a voter id; every row is counted.",
                    "{n} rows repeat a voter id; every row is counted.",
                    again,
                )
            )

    def _take(
        self, names: Sequence[str], points: Sequence[str] | None, group: str, n: int, each: int
    ) -> None:
        """Add `n` ballots of a group that name projects.

        With their points, and count `each` times each.
        """
        times = n * each
        if not self.projects.keys() >= set(names):
            self.rejected["unknown-project"] += times
            return
        if points is not None and len(points) != len(names):
            raise ImportRefused(
                say(
                    "A ballot for “{names}” has {n} points entries.",
                    names=",".join(names)[:60],
                    n=len(points),
                )
            )
        if len(set(names)) < len(names):
            self.breaches["duplicate"] += times
        marks = self._marks(names, points)
        broken = breach(self.limits, marks, self.projects) if marks else None
        if broken is not None and self.enforce:
            self.rejected[broken] += times
            return
        if broken is not None:
            self.breaches[broken] += times
        self.ballots.append(Cast(marks, group, n, times))

    def _marks(self, names: Sequence[str], points: Sequence[str] | None) -> Marks:
        first = list(dict.fromkeys(names))
        match self.style:
            case "approval":
                return dict.fromkeys(first, 1)
            case "ordinal":
                return {name: place for place, name in enumerate(first, 1)}
            case _:
                given = (
                    dict.fromkeys(names, 1)
                    if points is None
                    else {
                        name: _whole(figure)
                        for name, figure in reversed(list(zip(names, points, strict=True)))
                    }
                )
                if self.style == "scoring":
                    return (
                        dict.fromkeys(self.projects, self.default) | given
                        if self.default
                        else given
                    )
                return {name: value for name, value in given.items() if value}


def _whole(figure: str) -> int:
    if not _POINTS.fullmatch(figure):
        raise ImportRefused(say("“{figure}” is not a whole number of points.", figure=figure[:40]))
    return int(figure)


def _default_score(meta: Mapping[str, str], style: str) -> int:
    return _whole(meta["default_score"]) if style == "scoring" and meta.get("default_score") else 0
