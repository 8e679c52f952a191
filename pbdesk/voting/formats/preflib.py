"""PrefLib's soc, soi, toc and toi: rankings, strict or with groups of equals, complete or not.

Source: preflib.org/format. A group in braces shares one place.
"""

from __future__ import annotations

import re

from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.names import named
from pbdesk.voting.formats.refused import at_line
from pbdesk.voting.profile import Marks, Profile
from pbdesk.words import say

__all__ = ["looks_like_preflib", "read_preflib"]

_NAME = re.compile(r"#\s*ALTERNATIVE NAME\s+([0-9]{1,9})\s*:\s*(.*)", re.ASCII | re.IGNORECASE)
_HEAD = re.compile(r"#\s*([A-Z ]+?)\s*:\s*(.*)", re.ASCII)
_LINE = re.compile(r"([0-9]{1,9})\s*:\s*(.*)", re.ASCII)
_PLACE = re.compile(r"\s*(?:\{([0-9, \t]*)\}|([0-9]{1,9}))\s*(?:,|$)", re.ASCII)


def looks_like_preflib(text: str) -> bool:
    """Whether the file begins with PrefLib's header."""
    return re.match(r"\s*#\s*(FILE NAME|TITLE|DATA TYPE|NUMBER ALTERNATIVES|ALTERNATIVE NAME)", text) is not None


def read_preflib(text: str) -> BallotFile:
    """The file's rankings; options are named as the file names them.

    Raises ImportRefused, and nothing else, for a file that cannot be read.
    """
    names: dict[int, str] = {}
    meta: dict[str, str] = {}
    ballots: list[tuple[int, list[list[int]], int]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if name := _NAME.match(line):
            names[int(name[1])] = name[2].strip()
        elif head := _HEAD.match(line):
            meta[head[1].lower()] = head[2].strip()
        elif line.strip() and not line.startswith("#"):
            times, places = _ballot(number, line)
            ballots.append((times, places, number))
    projects = named(names, meta.get("number alternatives"))
    place_of = {number: project.id for number, project in projects.items()}
    return BallotFile("preflib", Profile.of("ordinal", list(projects.values()), 0, [
        (_marks(places, place_of, number), times) for times, places, number in ballots]), meta)


def _ballot(number: int, line: str) -> tuple[int, list[list[int]]]:
    """How often a ranking was cast, and its options place by place."""
    match = _LINE.fullmatch(line.strip())
    if match is None:
        raise at_line(number, say("a ranking looks like “12: 3,1,{{2,4}}”."))
    places: list[list[int]] = []
    rest, at = match[2], 0
    while at < len(rest):
        place = _PLACE.match(rest, at)
        if place is None:
            raise at_line(number, say("a ranking looks like “12: 3,1,{{2,4}}”."))
        at = place.end()
        group = place[2] if place[1] is None else place[1]
        places.append([int(item) for item in re.findall(r"[0-9]{1,9}", group)])
    return int(match[1]), [place for place in places if place]


def _marks(places: list[list[int]], id_of: dict[int, str], number: int) -> Marks:
    marks: dict[str, int] = {}
    for place, group in enumerate(places, 1):
        for option in group:
            if option not in id_of:
                raise at_line(number, say("there is no option {option}.", option=str(option)))
            if id_of[option] in marks:
                raise at_line(number, say("option {option} is ranked twice.", option=str(option)))
            marks[id_of[option]] = place
    return marks


