"""PrefLib's soc, soi, toc and toi: rankings, strict or with groups of equals, complete or not.

Source: preflib.org/format. A group in braces shares one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from pbdesk.voting.arrays import Ints, starts
from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.bounds import MOST_MARKS, refuse_more
from pbdesk.voting.formats.names import named
from pbdesk.voting.formats.refused import ImportRefused, at_line
from pbdesk.voting.profile import Marks, Profile, Project
from pbdesk.words import say

__all__ = ["looks_like_preflib", "read_preflib"]

_NAME = re.compile(
    r"#\s*ALTERNATIVE NAME\s+([0-9]{1,9})\s*:\s*(.*)",
    re.ASCII | re.IGNORECASE,
)
_HEAD = re.compile(r"#\s*+([A-Z ]++)\s*+:\s*+(.*)", re.ASCII)
_LINE = re.compile(r"([0-9]{1,9})\s*:\s*(.*)", re.ASCII)
_PLACE = re.compile(r"\s*(?:\{([0-9, \t]*)\}|([0-9]{1,9}))\s*(?:,|$)", re.ASCII)


_FIGURE = re.compile(r"[0-9]{1,9}", re.ASCII)
_FIGURES = re.compile(r"([0-9]{1,9}(,[0-9]{1,9})*+)?", re.ASCII)


def looks_like_preflib(text: str) -> bool:
    """Whether the file begins with PrefLib's header."""
    return (
        re.match(
            r"\s*#\s*(FILE NAME|TITLE|DATA TYPE|NUMBER ALTERNATIVES|ALTERNATIVE NAME)",
            text,
        )
        is not None
    )


class _Ranking(NamedTuple):
    """A ranking as it stands in the file."""

    number: int
    line: str


class _Orders(NamedTuple):
    """Rankings without equals, row by row: `start` into `options`, which are counted from 1.

    options: int64[marks] · start: int64[rows + 1]
    """

    options: Ints
    start: Ints

    @property
    def row_of(self) -> Ints:
        """The row that each option stands in, int64[marks]."""
        return np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))


def read_preflib(text: str) -> BallotFile:
    """The file's rankings; options are named as the file names them. Cost: O(marks log marks).

    Raises ImportRefused, and nothing else, for a file that cannot be read.
    """
    refuse_more(text.count(","), MOST_MARKS, say("marks"))
    names, meta, rankings = _parted(text)
    projects = named(names, meta.get("number alternatives"))
    lines = [ranking.line for ranking in rankings]
    profile = _strict(lines, list(projects.values()))
    if profile is None:
        profile = _careful(rankings, projects)
    return BallotFile("preflib", profile, meta)


def _parted(text: str) -> tuple[dict[int, str], dict[str, str], list[_Ranking]]:
    """The options' names, what else the header says, and the rankings."""
    names: dict[int, str] = {}
    meta: dict[str, str] = {}
    rankings: list[_Ranking] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#"):
            if line.strip():
                rankings.append(_Ranking(number, line))
        elif name := _NAME.match(line):
            names[int(name[1])] = name[2].strip()
        elif head := _HEAD.match(line):
            meta[head[1].strip().lower()] = head[2].strip()
    return names, meta, rankings


def _careful(
    rankings: Sequence[_Ranking],
    projects: Mapping[int, Project],
) -> Profile:
    """Ranking by ranking: for groups of equals, and for what is to be refused with its line."""
    ids = {number: project.id for number, project in projects.items()}
    read = [(number, *_ballot(number, line)) for number, line in rankings]
    ballots = [
        (_marks(places, ids, number), times) for number, times, places in read
    ]
    return Profile.of("ordinal", list(projects.values()), 0, ballots)


def _strict(
    lines: Sequence[str],
    projects: Sequence[Project],
) -> Profile | None:
    """All rankings at once, where every line is plain and no option has an equal.

    None where one is not so.
    """
    counts = _counts(lines)
    if counts is None:
        return None
    rows = sorted(counts)  # the order of ballots tells nothing
    orders = _orders(rows)
    if orders is None:
        return None
    row_of = orders.row_of
    by_option = np.lexsort((orders.options, row_of))
    ranked = orders.options[by_option]
    if _any_unknown(ranked, len(projects)) or _any_twice(ranked, row_of):
        return None
    places = np.arange(len(row_of)) - orders.start[row_of] + 1
    weights = np.array([counts[row] for row in rows], dtype=np.int64)
    return Profile(
        "ordinal",
        tuple(projects),
        budget=0,
        start=orders.start,
        columns=(ranked - 1).astype(np.int32),
        values=places[by_option],
        weights=weights,
        n=int(weights.sum()),
    )


def _any_unknown(options: Ints, most: int) -> bool:
    return bool(options.min(initial=1) < 1 or options.max(initial=0) > most)


def _any_twice(options: Ints, row_of: Ints) -> bool:
    """Whether a row ranks an option twice; options ascend in each row."""
    twice = (np.diff(options) == 0) & (np.diff(row_of) == 0)
    return bool(twice.any())


def _counts(lines: Sequence[str]) -> dict[str, int] | None:
    """How often each ranking was cast; None where a line has no plain number."""
    counts: dict[str, int] = {}
    for line in lines:
        times, _, ranking = line.replace(" ", "").partition(":")
        plain = times.isascii() and times.isdigit() and len(times) < 10
        if not plain:
            return None
        counts[ranking] = counts.get(ranking, 0) + int(times)
    return counts


def _orders(rows: Sequence[str]) -> _Orders | None:
    """The rankings as figures; None where one holds more than figures and commas."""
    joined = ",".join(filter(None, rows))
    if not _FIGURES.fullmatch(joined):
        return None
    figures = filter(None, joined.split(","))
    options = np.array([int(figure) for figure in figures], dtype=np.int64)
    lengths = [row.count(",") + bool(row) for row in rows]
    return _Orders(options, starts(lengths))


def _ballot(number: int, line: str) -> tuple[int, list[list[int]]]:
    """How often a ranking was cast, and its options place by place."""
    match = _LINE.fullmatch(line.strip())
    if match is None:
        raise _no_ranking(number)
    times, ranking = match.groups()
    places = [_FIGURE.findall(place) for place in _places(number, ranking)]
    return int(times), [
        [int(option) for option in group] for group in places if group
    ]


def _places(number: int, ranking: str) -> Iterator[str]:
    """The places of a ranking one after the other, as they are written."""
    at = 0
    while at < len(ranking):
        place = _PLACE.match(ranking, at)
        if place is None:
            raise _no_ranking(number)
        at = place.end()
        yield place[0]


def _no_ranking(number: int) -> ImportRefused:
    return at_line(number, say("a ranking looks like “12: 3,1,{{2,4}}”."))


def _marks(
    places: list[list[int]],
    id_of: Mapping[int, str],
    number: int,
) -> Marks:
    marks: dict[str, int] = {}
    for place, group in enumerate(places, 1):
        for option in group:
            if option not in id_of:
                none = say("there is no option {option}.", option=str(option))
                raise at_line(number, none)
            if id_of[option] in marks:
                twice = say(
                    "option {option} is ranked twice.",
                    option=str(option),
                )
                raise at_line(number, twice)
            marks[id_of[option]] = place
    return marks
