"""BLT: rankings as STV programs keep them.

Five habits of real files are read: names in quotes, as bare lines, as "# ALTERNATIVE NAME 3: …"
comments, with CSV's doubled quotes, and a comma after every line. Also a BOM, comments after "#",
and no line end at the end.
"""

from __future__ import annotations

import csv
import re

from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.names import named
from pbdesk.voting.formats.refused import ImportRefused, at_line
from pbdesk.voting.profile import Profile
from pbdesk.words import say

__all__ = ["looks_like_blt", "read_blt"]

_NAME = re.compile(r"#\s*ALTERNATIVE NAME\s+([0-9]{1,9})\s*:\s*(.*)", re.ASCII | re.IGNORECASE)
_NUMBERS = re.compile(r"[-0-9=.\s]+", re.ASCII)

type _Lines = list[tuple[int, str]]


def looks_like_blt(text: str) -> bool:
    """Whether the first line that is no comment is two numbers: options and seats."""
    first = next(
        (line for line in text.splitlines() if line.strip() and not line.startswith("#")), ""
    )
    return re.fullmatch(r"\s*[0-9]{1,5}\s+[0-9]{1,5}\s*,?\s*(#.*)?", first, re.ASCII) is not None


def read_blt(text: str) -> BallotFile:
    """The file's rankings and seats; withdrawn options stay in the list.

    Raises ImportRefused, and nothing else, for a file that cannot be read.
    """
    comments: dict[int, str] = {}
    lines: _Lines = []
    for number, line in enumerate(text.splitlines(), 1):
        if name := _NAME.match(line.strip()):
            comments[int(name[1])] = name[2].strip().rstrip(",")
        elif line.strip() and not line.lstrip().startswith("#"):
            lines.append((number, line.strip()))
    options, seats = (int(figure) for figure in re.findall(r"[0-9]+", lines[0][1])[:2])
    end = next((i for i, (_, line) in enumerate(lines) if i and _figures(line)[:1] == ["0"]), None)
    if end is None:
        raise ImportRefused(say("The file ends before the line “0” that closes its ballots."))
    names = comments or _names(lines[end + 1 :], options)
    projects = named(names, str(options))
    withdrawn = [
        figures
        for _, line in lines[1:2]
        if (figures := _figures(line)) and figures[0].startswith("-")
    ]
    ballots = [_ballot(number, line, options) for number, line in lines[1 + len(withdrawn) : end]]
    title = _unquoted(lines[-1][1]) if len(lines) > end + 1 + (0 if comments else options) else ""
    profile = Profile.of(
        "ordinal",
        list(projects.values()),
        0,
        [
            ({projects[option].id: place for option, place in marks.items()}, times)
            for marks, times in ballots
        ],
    )
    return BallotFile("blt", profile, {"description": title}, seats=seats)


def _figures(line: str) -> list[str]:
    """The figures of a line of ballots; none for a line of text."""
    bare = line.split("#", 1)[0].rstrip(" ,\t")
    return bare.split() if _NUMBERS.fullmatch(bare) else []


def _ballot(number: int, line: str, options: int) -> tuple[dict[int, int], int]:
    """Places by option, and how often the ballot was cast.

    "-" is a place left out, "2=3" two in one place.
    """
    figures = _figures(line)
    if len(figures) < 2 or figures[-1] != "0" or not figures[0].isdigit() or len(figures[0]) > 9:
        raise at_line(number, say("a ballot is its number, its options in order and a 0."))
    marks: dict[int, int] = {}
    place = 0
    for figure in figures[1:-1]:
        if figure == "-":
            continue
        place += 1
        for option in figure.split("="):
            if not option.isdigit() or len(option) > 5 or not 1 <= int(option) <= options:
                raise at_line(number, say("there is no option “{option}”.", option=option[:20]))
            if int(option) in marks:
                raise at_line(
                    number, say("option {option} stands twice on a ballot.", option=option)
                )
            marks[int(option)] = place
    return marks, int(figures[0])


def _names(lines: _Lines, options: int) -> dict[int, str]:
    return {i: _unquoted(line) for i, (_, line) in enumerate(lines[:options], 1)}


def _unquoted(line: str) -> str:
    """A name in quotes (doubled ones are quotes inside it) or bare.

    A comma at the end belongs to the line.
    """
    if not line.startswith('"'):
        return line.rstrip(",").strip()
    try:
        return next(csv.reader([line]), [""])[0].strip()
    except csv.Error:
        return line.strip('",')
