"""Scores as CSV: a column `count`, then a column for each option; an empty cell is no score."""

from __future__ import annotations

import csv
import re
import unicodedata

from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.refused import ImportRefused, at_line
from pbdesk.voting.profile import Marks, Profile, Project
from pbdesk.words import say

__all__ = ["looks_like_scores", "read_scores"]

_SCORE = re.compile(r"-?[0-9]{1,6}", re.ASCII)


def looks_like_scores(text: str) -> bool:
    """Whether the first column is called `count`, and no column is a rank."""
    first = text.splitlines()[0].lower()
    return first.startswith("count,") and "rank1" not in first


def read_scores(text: str) -> BallotFile:
    """The file's scores. Raises ImportRefused, and nothing else, for a file that cannot be read."""
    reader = csv.reader(text.splitlines(), strict=True)
    try:
        rows = [(reader.line_num, row) for row in reader if any(row)]
    except csv.Error as error:
        raise at_line(reader.line_num, say("the quotes or cells of this row cannot be read.")) from error
    names = [name.strip() for name in rows[0][1][1:]]
    if not all(names) or len({unicodedata.normalize("NFC", name) for name in names}) < len(names):
        raise ImportRefused(say("Every column needs a name of its own."))
    ballots = [_ballot(line, row, names) for line, row in rows[1:]]
    return BallotFile("scores", Profile.of("scoring", [Project(name, 0, name) for name in names], 0, ballots))


def _ballot(line: int, row: list[str], names: list[str]) -> tuple[Marks, int]:
    if len(row) != len(names) + 1:
        raise at_line(line, say("the row has {n} cells, the header {width}.", n=len(row), width=len(names) + 1))
    count, *cells = (cell.strip() for cell in row)
    if not re.fullmatch(r"[0-9]{1,9}", count, re.ASCII) or not all(_SCORE.fullmatch(cell) for cell in cells if cell):
        raise at_line(line, say("a count or score is not a whole number."))
    return {name: int(cell) for name, cell in zip(names, cells, strict=True) if cell}, int(count)
