"""Pabulib's .pb: read with every habit of the real files, and written without voters' particulars.

Source: pabulib.org/format and 1,746 published files. A project that a ballot names twice counts
once, at its first mention. Ballots are taken as given; breaches of the file's own limits are
counted and reported.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.limits import limits_of
from pbdesk.voting.formats.money import decimals_of, minor_units
from pbdesk.voting.formats.pabulib_rows import SECTIONS, Row, Table, csv_rows, value
from pbdesk.voting.formats.pabulib_votes import Votes
from pbdesk.voting.formats.refused import ImportRefused, at_line
from pbdesk.voting.formats.voters import ANYBODY, Voters, voter_groups
from pbdesk.voting.profile import Profile, Project
from pbdesk.words import Words, say

__all__ = ["STYLE_OF", "looks_like_pabulib", "read_pabulib"]

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


def read_pabulib(text: str, *, enforce: bool = False, voters: Voters = ANYBODY) -> BallotFile:
    """The file's ballots; with `enforce`, those that break its own limits are rejected.

    Where `voters` ask for a weighting, every figure is of weighted ballots.

    Sums are scaled to integers: `profile.unit` is 10 to the number of decimals that the file uses.
    Raises ImportRefused, and nothing else, for a file that cannot be read.
    """
    return _Reading(
        text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), enforce, voters
    ).file()


@dataclass
class _Reading:
    """One file being read; `warnings` gathers what is odd and harmless."""

    text: str
    enforce: bool
    voters: Voters
    meta: dict[str, str] = field(default_factory=dict)
    warnings: list[Words] = field(default_factory=list)

    def file(self) -> BallotFile:
        """Read META, PROJECTS and VOTES."""
        meta, projects, votes_from = self._sections()
        self.meta = self._meta(meta)
        table = Table.of(projects, ("project_id", "cost"), "PROJECTS")
        decimals = self._decimals(table)
        budget = _refused_at(
            self._line_of("budget", meta), minor_units, self.meta["budget"], decimals
        )
        listed = [self._project(line, cells, table, decimals) for line, cells in table.rows]
        _no_id_twice(listed, table)
        style = self._style()
        cast = Votes(
            self.text,
            self.meta,
            listed,
            style,
            limits_of(self.meta, style, decimals),
            enforce=self.enforce,
            warnings=self.warnings,
            voters=self.voters,
        ).read(votes_from)
        profile = Profile.of(
            style,
            listed,
            budget,
            [(each.marks, each.times) for each in cast.ballots],
            unit=10**decimals,
        )
        self._compare("num_projects", len(listed))
        if self.voters.weighting is None:
            self._compare("num_votes", profile.n + cast.rejected.total())
        return BallotFile(
            "pabulib",
            profile,
            self.meta,
            self._selected(table),
            tuple(self.warnings),
            dict(cast.breaches),
            dict(cast.rejected),
            groups={} if self.voters.groups is None else voter_groups(profile, cast.ballots),
        )

    def _sections(self) -> tuple[list[Row], list[Row], int]:
        """Rows of META and PROJECTS, and the number of lines up to VOTES."""
        found: dict[str, list[Row]] = {}
        section = ""
        for line, cells in csv_rows(self.text):
            name = cells[0].strip().upper() if cells else ""
            if name in SECTIONS and not any(cell.strip() for cell in cells[1:]):
                if name != SECTIONS[len(found)]:
                    raise at_line(
                        line,
                        say(
                            "“{name}” stands where “{wanted}” should.",
                            name=name,
                            wanted=SECTIONS[len(found)],
                        ),
                    )
                section, found[name] = name, []
                if name == "VOTES":
                    return found["META"], found["PROJECTS"], line
            elif any(cell.strip() for cell in cells):
                if not section:
                    raise at_line(
                        line, say("this is no Pabulib file: it does not begin with “META”.")
                    )
                found[section].append((line, cells))
        if not found:
            raise ImportRefused(say("The file is empty."))
        raise ImportRefused(
            say("The file ends before its section “{name}”.", name=SECTIONS[len(found)])
        )

    def _meta(self, rows: Sequence[Row]) -> dict[str, str]:
        meta: dict[str, str] = {}
        for line, cells in rows:
            if len(cells) < 2:
                raise at_line(line, say("a line of META needs a name and a value."))
            meta[cells[0].strip().lower()] = value(cells[1])
        for name in ("budget", "vote_type"):
            if not meta.get(name):
                raise ImportRefused(say("META does not say “{name}”.", name=name))
        return meta

    @staticmethod
    def _line_of(name: str, rows: Sequence[Row]) -> int:
        return next(line for line, cells in reversed(rows) if cells[0].strip().lower() == name)

    def _style(self) -> str:
        style = STYLE_OF.get(self.meta["vote_type"].lower())
        if style is None:
            raise ImportRefused(
                say("“{type}” is no vote type of Pabulib's.", type=self.meta["vote_type"][:40])
            )
        return style

    def _decimals(self, table: Table) -> int:
        """Decimals of the file's sums.

        What is no sum is refused, with its line, when it is read.
        """
        figures = [
            self.meta["budget"],
            *(value(table.cell(cells, "cost")) for _, cells in table.rows),
        ]
        sums = [
            figure
            for figure in figures
            if re.fullmatch(r"[0-9]{1,15}(?:[.,][0-9]{1,15})?", figure, re.ASCII)
        ]
        if any("," in figure for figure in sums):
            self.warnings.append(
                say("Sums are written with a decimal comma; it is read as a decimal point.")
            )
        return decimals_of(sums)

    @staticmethod
    def _project(line: int, cells: Sequence[str], table: Table, decimals: int) -> Project:
        name = value(table.cell(cells, "project_id"))
        if not name or "," in name:
            raise at_line(line, say("“{name}” is no project id.", name=name[:40]))
        categories = tuple(
            part.strip()
            for part in value(
                table.cell(cells, "category") or table.cell(cells, "categories")
            ).split(",")
            if part.strip()
        )
        return Project(
            name,
            _refused_at(line, minor_units, value(table.cell(cells, "cost")), decimals),
            value(table.cell(cells, "name")),
            categories,
        )

    def _selected(self, table: Table) -> dict[str, int]:
        if "selected" not in table.columns:
            return {}
        read = {
            value(table.cell(cells, "project_id")): value(table.cell(cells, "selected"))
            for _, cells in table.rows
        }
        return {
            name: int(figure)
            for name, figure in read.items()
            if re.fullmatch(r"[0-9]", figure, re.ASCII)
        }

    def _compare(self, name: str, found: int) -> None:
        said = self.meta.get(name)
        if said is not None and said != str(found):
            self.warnings.append(
                say(
                    "META says {name} is {said}; the file has {found}.",
                    name=name,
                    said=said[:40],
                    found=found,
                )
            )


def _refused_at[**P, T](line: int, read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
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
            raise at_line(line, say("a second project “{name}”.", name=project.id[:40]))
        seen.add(name)
