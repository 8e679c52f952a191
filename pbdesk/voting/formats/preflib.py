"""PrefLib's soc, soi, toc and toi: rankings, strict or with groups of equals, complete or not.

Source: preflib.org/format. A group in braces shares one place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.names import named
from pbdesk.voting.formats.refused import at_line
from pbdesk.voting.profile import Marks, Profile, Project
from pbdesk.words import say

__all__ = ["looks_like_preflib", "read_preflib"]

_NAME = re.compile(r"#\s*ALTERNATIVE NAME\s+([0-9]{1,9})\s*:\s*(.*)", re.ASCII | re.IGNORECASE)
_HEAD = re.compile(r"#\s*([A-Z ]+?)\s*:\s*(.*)", re.ASCII)
_LINE = re.compile(r"([0-9]{1,9})\s*:\s*(.*)", re.ASCII)
_PLACE = re.compile(r"\s*(?:\{([0-9, \t]*)\}|([0-9]{1,9}))\s*(?:,|$)", re.ASCII)


def looks_like_preflib(text: str) -> bool:
    """Whether the file begins with PrefLib's header."""
    return (
        re.match(r"\s*#\s*(FILE NAME|TITLE|DATA TYPE|NUMBER ALTERNATIVES|ALTERNATIVE NAME)", text)
        is not None
    )


def read_preflib(text: str) -> BallotFile:
    """The file's rankings; options are named as the file names them. Cost: O(marks log marks).

    Raises ImportRefused, and nothing else, for a file that cannot be read.
    """
    names: dict[int, str] = {}
    meta: dict[str, str] = {}
    rankings: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#"):
            if line.strip():
                rankings.append((number, line))
        elif name := _NAME.match(line):
            names[int(name[1])] = name[2].strip()
        elif head := _HEAD.match(line):
            meta[head[1].lower()] = head[2].strip()
    projects = named(names, meta.get("number alternatives"))
    strict = _strict([line for _, line in rankings], list(projects.values()))
    return BallotFile("preflib", strict or _careful(rankings, projects), meta)


def _careful(rankings: Sequence[tuple[int, str]], projects: Mapping[int, Project]) -> Profile:
    """Ranking by ranking: for groups of equals, and for what is to be refused with its line."""
    ids = {number: project.id for number, project in projects.items()}
    ballots = [(number, *_ballot(number, line)) for number, line in rankings]
    return Profile.of(
        "ordinal",
        list(projects.values()),
        0,
        [(_marks(places, ids, number), times) for number, times, places in ballots],
    )


def _strict(lines: Sequence[str], projects: Sequence[Project]) -> Profile | None:
    """All rankings at once, where every line is plain and no option has an equal.

    None where one is not so.
    """
    counts: dict[str, int] = {}
    for line in lines:
        times, _, ranking = line.replace(" ", "").partition(":")
        if not (times.isascii() and times.isdigit() and len(times) < 10):
            return None
        counts[ranking] = counts.get(ranking, 0) + int(times)
    rows = sorted(counts)  # the order of ballots tells nothing
    joined = ",".join(row for row in rows if row)
    if not re.fullmatch(r"([0-9]{1,9}(,[0-9]{1,9})*+)?", joined, re.ASCII):
        return None
    options = np.array([int(number) for number in joined.split(",") if number], dtype=np.int64)
    lengths = np.array([row.count(",") + 1 if row else 0 for row in rows], dtype=np.int64)
    start = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    row_of = np.repeat(np.arange(len(rows)), lengths)
    places = np.arange(len(options)) - start[row_of] + 1
    order = np.lexsort((options, row_of))
    again = (np.diff(options[order]) == 0) & (np.diff(row_of[order]) == 0)
    if again.any() or options.min(initial=1) < 1 or options.max(initial=0) > len(projects):
        return None
    weights = np.array([counts[row] for row in rows], dtype=np.int64)
    return Profile(
        "ordinal",
        tuple(projects),
        0,
        start,
        (options[order] - 1).astype(np.int32),
        places[order],
        weights,
        int(weights.sum()),
    )


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
