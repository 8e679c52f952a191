"""BLT: rankings as STV programs keep them.

Five habits of real files are read: names in quotes, as bare lines, as "# ALTERNATIVE NAME 3: …"
comments, with CSV's doubled quotes, and a comma after every line. Also a BOM, comments after "#",
and no line end at the end.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.bounds import MOST_MARKS, refuse_more
from pbdesk.voting.formats.names import named
from pbdesk.voting.formats.refused import ImportRefused, at_line
from pbdesk.voting.profile import Marks, Profile, Project
from pbdesk.words import say

__all__ = ["looks_like_blt", "read_blt"]

_NAME = re.compile(
    r"#\s*ALTERNATIVE NAME\s+([0-9]{1,9})\s*:\s*(.*)",
    re.ASCII | re.IGNORECASE,
)
_NUMBERS = re.compile(r"[-0-9=.\s]+", re.ASCII)


_SIZES = re.compile(r"\s*[0-9]{1,5}\s+[0-9]{1,5}\s*,?\s*(#.*)?", re.ASCII)


class _Line(NamedTuple):
    """A line that holds anything, without the blanks around it."""

    number: int
    text: str

    @property
    def figures(self) -> list[str]:
        """Those of a line of ballots; none of a line of text."""
        bare = self.text.split("#", 1)[0].rstrip(" ,\t")
        if _NUMBERS.fullmatch(bare):
            return bare.split()
        return []

    @property
    def withdraws(self) -> bool:
        """Whether it names withdrawn options: numbers with a minus sign."""
        return any(figure.startswith("-") for figure in self.figures[:1])


type _Lines = Sequence[_Line]


def looks_like_blt(text: str) -> bool:
    """Whether the first line that is no comment is two numbers: options and seats."""
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            return _SIZES.fullmatch(line) is not None
    return False


def read_blt(text: str) -> BallotFile:
    """The file's rankings and seats; withdrawn options stay in the list.

    Raises ImportRefused, and nothing else, for a file that cannot be read.
    """
    refuse_more(sum(map(text.count, " \t=")), MOST_MARKS, say("marks"))
    comments, lines = _parted(text)
    options, seats = _sizes(lines[0])
    end = _end(lines)
    tail = lines[end + 1 :]
    projects = named(comments or _names(tail, options), str(options))
    title = _title(tail, 0 if comments else options)
    ballots = [
        _marked(line, options, projects) for line in _ballots(lines[1:end])
    ]
    profile = Profile.of("ordinal", list(projects.values()), 0, ballots)
    return BallotFile("blt", profile, {"description": title}, seats=seats)


def _sizes(line: _Line) -> list[int]:
    """How many options and seats."""
    return [int(figure) for figure in re.findall(r"[0-9]+", line.text)[:2]]


def _ballots(lines: _Lines) -> _Lines:
    """The lines of ballots, without the one that withdraws options."""
    if lines and lines[0].withdraws:
        return lines[1:]
    return lines


def _title(tail: _Lines, names: int) -> str:
    """What stands after so many names; empty where nothing does."""
    if len(tail) > names:
        return _unquoted(tail[-1].text)
    return ""


def _marked(
    line: _Line,
    options: int,
    projects: Mapping[int, Project],
) -> tuple[Marks, int]:
    """A ballot's places by project, and how often it was cast."""
    places, times = _ballot(line, options)
    return {
        projects[option].id: place for option, place in places.items()
    }, times


def _parted(text: str) -> tuple[dict[int, str], list[_Line]]:
    """Names in comments, and the lines that hold anything else."""
    comments: dict[int, str] = {}
    lines: list[_Line] = []
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        name = _NAME.match(bare)
        if name:
            comments[int(name[1])] = name[2].strip().rstrip(",")
        elif bare and not bare.startswith("#"):
            lines.append(_Line(number, bare))
    return comments, lines


def _end(lines: _Lines) -> int:
    """The place of the line “0” that closes the ballots."""
    for place, line in enumerate(lines[1:], 1):
        if line.figures[:1] == ["0"]:
            return place
    raise _not_closed()


def _not_closed() -> ImportRefused:
    return ImportRefused(
        say("The file ends before the line “0” that closes its ballots."),
    )


def _ballot(line: _Line, options: int) -> tuple[dict[int, int], int]:
    """Places by option, and how often the ballot was cast.

    "-" is a place left out, "2=3" two in one place.
    """
    times, *groups = _ballot_figures(line)
    marks: dict[int, int] = {}
    for place, group in enumerate(groups, 1):
        for figure in group.split("="):
            option = _option(line, figure, options)
            if option in marks:
                raise _twice(line, figure)
            marks[option] = place
    return marks, int(times)


def _twice(line: _Line, figure: str) -> ImportRefused:
    twice = say("option {option} stands twice on a ballot.", option=figure)
    return at_line(line.number, twice)


def _ballot_figures(line: _Line) -> list[str]:
    """A ballot's number and its places, without those left out and the 0 at the end."""
    figures = line.figures
    if not _is_ballot(figures):
        wanted = say("a ballot is its number, its options in order and a 0.")
        raise at_line(line.number, wanted)
    return [figures[0], *(figure for figure in figures[1:-1] if figure != "-")]


def _is_ballot(figures: Sequence[str]) -> bool:
    """Whether they begin with how often it was cast and end with a 0."""
    closed = len(figures) > 1 and figures[-1] == "0"
    return closed and figures[0].isdigit() and len(figures[0]) <= 9


def _option(line: _Line, figure: str, options: int) -> int:
    """The option that a figure names; ImportRefused with its line where there is none."""
    numeric = figure.isdigit() and len(figure) < 6
    if numeric and 1 <= int(figure) <= options:
        return int(figure)
    none = say("there is no option “{option}”.", option=figure[:20])
    raise at_line(line.number, none)


def _names(lines: _Lines, options: int) -> dict[int, str]:
    names = [_unquoted(line.text) for line in lines[:options]]
    return dict(enumerate(names, 1))


def _unquoted(line: str) -> str:
    """A name in quotes (doubled ones are quotes inside it) or bare.

    A comma at the end belongs to the line.
    """
    if not line.startswith('"'):
        return line.rstrip(",").strip()
    try:
        cells = next(csv.reader([line]))
    except csv.Error:
        return line.strip('",')
    return cells[0].strip()
