"""Pabulib's .pb: read with every habit of the real files, and written without voters' particulars.

Source: pabulib.org/format and 1,746 published files. A project that a ballot names twice counts
once, at its first mention. Ballots are taken as given; breaches of the file's own limits are
counted and reported.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.bounds import (
    MOST_ROW_MARKS,
    refuse_more,
    refuse_more_options,
)
from pbdesk.voting.formats.limits import limits_of
from pbdesk.voting.formats.money import decimals_of, minor_units
from pbdesk.voting.formats.pabulib_rows import (
    SECTIONS,
    Row,
    Table,
    csv_rows,
    items,
    value,
)
from pbdesk.voting.formats.pabulib_votes import Votes
from pbdesk.voting.formats.refused import ImportRefused, at_line
from pbdesk.voting.formats.voters import (
    ANYBODY,
    VoterGroup,
    Voters,
    voter_groups,
)
from pbdesk.voting.options import Meta
from pbdesk.voting.profile import Profile, Project
from pbdesk.words import Words, say

__all__ = ["STYLE_OF", "looks_like_pabulib", "read_pabulib"]

type _Rows = Sequence[Row]
type _Cells = Sequence[str]
type _Sections = dict[str, list[Row]]

_DIGIT = re.compile(r"[0-9]", re.ASCII)
_SUM = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{1,15})?", re.ASCII)

STYLE_OF = {
    "approval": "approval",
    "choose-1": "approval",
    "ordinal": "ordinal",
    "cumulative": "cumulative",
    "scoring": "scoring",
    "quadratic": "quadratic",
}
"""vote_type -> ballot style.

"quadratic", with signed votes as points, is ours: Pabulib has no such type.
"""


def looks_like_pabulib(text: str) -> bool:
    """Whether the file begins as a .pb does."""
    return text.lstrip("\ufeff \t\r\n").upper().startswith("META")


def read_pabulib(
    text: str,
    *,
    enforce: bool = False,
    voters: Voters = ANYBODY,
) -> BallotFile:
    """The file's ballots; with `enforce`, those that break its own limits are rejected.

    Where `voters` ask for a weighting, every figure is of weighted ballots.

    Sums are scaled to integers: `profile.unit` is 10 to the number of decimals that the file uses.
    Raises ImportRefused, and nothing else, for a file that cannot be read.
    """
    refuse_more(text.count(","), MOST_ROW_MARKS, say("marks"))
    return _Reading(_with_plain_line_ends(text), enforce, voters).file()


def _with_plain_line_ends(text: str) -> str:
    without_mark = text.removeprefix("\ufeff")
    return without_mark.replace("\r\n", "\n").replace("\r", "\n")


@dataclass
class _Reading:
    """One file being read; `warnings` gathers what is odd and harmless."""

    text: str
    enforce: bool
    voters: Voters
    meta: dict[str, str] = field(default_factory=dict)
    warnings: list[Words] = field(default_factory=list)

    def _compare_numbers(self, profile: Profile, votes: Votes) -> None:
        """With what META says of them."""
        self._compare("num_projects", len(profile.projects))
        if self.voters.weighting is None:
            self._compare("num_votes", profile.n + votes.rejected.total())

    def file(self) -> BallotFile:
        """Read META, PROJECTS and VOTES."""
        meta, projects, votes_from = self._sections()
        self.meta = _meta(meta)
        table = Table.of(projects, ("project_id", "cost"), "PROJECTS")
        refuse_more_options(table.rows)
        decimals = self._decimals(table)
        budget = self._budget(meta, decimals)
        votes = self._votes(_projects(table, decimals), decimals)
        votes.read(votes_from)
        profile = _profile(votes, budget, decimals)
        self._compare_numbers(profile, votes)
        return self._whole(profile, votes, table)

    def _whole(
        self,
        profile: Profile,
        votes: Votes,
        table: Table,
    ) -> BallotFile:
        """The file with all that was found in it."""
        return BallotFile(
            "pabulib",
            profile,
            meta=self.meta,
            selected=_selected(table),
            warnings=tuple(self.warnings),
            breaches=dict(votes.breaches),
            rejected=dict(votes.rejected),
            groups=self._groups(profile, votes),
        )

    def _groups(
        self,
        profile: Profile,
        votes: Votes,
    ) -> Mapping[str, VoterGroup]:
        if self.voters.groups is None:
            return {}
        return voter_groups(profile, votes.ballots)

    def _budget(self, meta: _Rows, decimals: int) -> int:
        """The pot, minor units."""
        line = _line_of("budget", meta)
        return _refused_at(line, minor_units, self.meta["budget"], decimals)

    def _votes(self, projects: Sequence[Project], decimals: int) -> Votes:
        """The section VOTES, still to be read."""
        style = self._style()
        return Votes(
            self.text,
            self.meta,
            projects,
            style,
            limits_of(self.meta, style, decimals),
            enforce=self.enforce,
            warnings=self.warnings,
            voters=self.voters,
        )

    def _sections(self) -> tuple[_Rows, _Rows, int]:
        """Rows of META and PROJECTS, and the number of lines up to VOTES."""
        found: _Sections = {}
        for line, cells in csv_rows(self.text):
            filled = [cell.strip() for cell in cells if cell.strip()]
            heading = _heading(cells, filled)
            if heading:
                _refuse_misplaced(heading, len(found), line)
                if heading == "VOTES":
                    return found["META"], found["PROJECTS"], line
                found[heading] = []
            elif filled:
                _rows_of_last(found, line).append((line, cells))
        raise _ends_early(found)

    def _style(self) -> str:
        kind = self.meta["vote_type"]
        if kind.lower() not in STYLE_OF:
            raise _no_vote_type(kind[:40])
        return STYLE_OF[kind.lower()]

    def _decimals(self, table: Table) -> int:
        """Decimals of the file's sums.

        What is no sum is refused, with its line, when it is read.
        """
        sums = [*filter(_SUM.fullmatch, (self.meta["budget"], *_costs(table)))]
        if any("," in figure for figure in sums):
            self.warnings.append(
                say(
                    "Sums are written with a decimal comma; it is read as a decimal point.",
                ),
            )
        return decimals_of(sums)

    def _compare(self, name: str, found: int) -> None:
        said = self.meta.get(name)
        if said is not None and said != str(found):
            self.warnings.append(_contradicts(name, said[:40], found))


def _contradicts(name: str, said: str, found: int) -> Words:
    return say(
        "META says {name} is {said}; the file has {found}.",
        name=name,
        said=said,
        found=found,
    )


def _meta(rows: _Rows) -> dict[str, str]:
    meta: dict[str, str] = {}
    for line, cells in rows:
        if len(cells) < 2:
            raise at_line(line, say("a line of META needs a name and a value."))
        meta[cells[0].strip().lower()] = value(cells[1])
    _refuse_unless_said(meta)
    return meta


def _refuse_unless_said(meta: Meta) -> None:
    """Raise ImportRefused where META leaves out what no count can do without."""
    for name in ("budget", "vote_type"):
        if not meta.get(name):
            raise ImportRefused(say("META does not say “{name}”.", name=name))


def _line_of(name: str, rows: _Rows) -> int:
    return next(
        line
        for line, cells in reversed(rows)
        if cells[0].strip().lower() == name
    )


def _no_vote_type(kind: str) -> ImportRefused:
    return ImportRefused(
        say("“{type}” is no vote type of Pabulib's.", type=kind),
    )


def _costs(table: Table) -> list[str]:
    return [value(table.cell(cells, "cost")) for _, cells in table.rows]


def _selected(table: Table) -> dict[str, int]:
    """What was published: the figure of each project that has one."""
    figures = (
        (
            value(table.cell(cells, "project_id")),
            value(table.cell(cells, "selected")),
        )
        for _, cells in table.rows
    )
    return {
        project: int(figure)
        for project, figure in dict(figures).items()
        if _DIGIT.fullmatch(figure)
    }


def _profile(votes: Votes, budget: int, decimals: int) -> Profile:
    projects = list(votes.projects.values())
    ballots = ((each.marks, each.times) for each in votes.ballots)
    return Profile.of(votes.style, projects, budget, ballots, unit=10**decimals)


def _projects(table: Table, decimals: int) -> list[Project]:
    listed = [
        _project(line, cells, table, decimals) for line, cells in table.rows
    ]
    _no_id_twice(listed, table)
    return listed


def _project(line: int, cells: _Cells, table: Table, decimals: int) -> Project:
    cost = value(table.cell(cells, "cost"))
    return Project(
        _project_id(line, cells, table),
        _refused_at(line, minor_units, cost, decimals),
        value(table.cell(cells, "name")),
        _categories(cells, table),
    )


def _project_id(line: int, cells: _Cells, table: Table) -> str:
    name = value(table.cell(cells, "project_id"))
    if not name or "," in name:
        raise at_line(line, say("“{name}” is no project id.", name=name[:40]))
    return name


def _categories(cells: _Cells, table: Table) -> tuple[str, ...]:
    said = table.cell(cells, "category") or table.cell(cells, "categories")
    return tuple(filter(None, items(said)))


def _refuse_misplaced(heading: str, found: int, line: int) -> None:
    """Raise ImportRefused where the section does not follow the `found` before it."""
    wanted = SECTIONS[found]
    if heading != wanted:
        raise at_line(line, _misplaced(heading, wanted))


def _misplaced(name: str, wanted: str) -> Words:
    return say(
        "“{name}” stands where “{wanted}” should.",
        name=name,
        wanted=wanted,
    )


def _rows_of_last(found: _Sections, line: int) -> list[Row]:
    """The rows of the section read last. Raises ImportRefused where none has begun."""
    if not found:
        raise at_line(line, _other_file())
    return found[SECTIONS[len(found) - 1]]


def _other_file() -> Words:
    return say("this is no Pabulib file: it does not begin with “META”.")


def _ends_early(found: Collection[str]) -> ImportRefused:
    """What is said of a file that ends before its votes."""
    if not found:
        return ImportRefused(say("The file is empty."))
    missing = SECTIONS[len(found)]
    return ImportRefused(
        say("The file ends before its section “{name}”.", name=missing),
    )


def _heading(cells: _Cells, filled: _Cells) -> str | None:
    """The section that a row begins: its name stands first and alone."""
    if len(filled) != 1:
        return None
    name = cells[0].strip().upper()
    if name in SECTIONS:
        return name
    return None


def _refused_at[**P, T](
    line: int,
    read: Callable[P, T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """What `read` reads; its refusal says the line."""
    try:
        return read(*args, **kwargs)
    except ImportRefused as refused:
        raise at_line(line, refused.words) from None


def _no_id_twice(projects: Sequence[Project], table: Table) -> None:
    seen: set[str] = set()
    for project, (line, _) in zip(projects, table.rows, strict=True):
        name = unicodedata.normalize("NFC", project.id)
        if name in seen:
            raise at_line(line, _second(project.id[:40]))
        seen.add(name)


def _second(name: str) -> Words:
    return say("a second project “{name}”.", name=name)
