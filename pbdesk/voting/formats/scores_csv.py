"""Scores: a table with a column for each option; an empty cell is no score."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.refused import ImportRefused, at_line
from pbdesk.voting.formats.tables import BallotTable
from pbdesk.voting.profile import Marks, Profile, Project
from pbdesk.words import say

__all__ = ["read_scores"]

_SCORE = re.compile(r"-?[0-9]{1,6}", re.ASCII)


def read_scores(table: BallotTable) -> BallotFile:
    """The table's scores. Raises ImportRefused, and nothing else, for what cannot be read."""
    names = [name.strip() for name in table.columns]
    if not all(names) or len({unicodedata.normalize("NFC", name) for name in names}) < len(names):
        raise ImportRefused(say("Every column needs a name of its own."))
    ballots = [(_scores(line, cells, names), times) for line, times, cells in table.rows]
    return BallotFile(
        "scores", Profile.of("scoring", [Project(name, 0, name) for name in names], 0, ballots)
    )


def _scores(line: int, cells: Sequence[str], names: Sequence[str]) -> Marks:
    figures = [cell.strip() for cell in cells]
    if not all(_SCORE.fullmatch(figure) for figure in figures if figure):
        raise at_line(line, say("a count or score is not a whole number."))
    return {name: int(figure) for name, figure in zip(names, figures, strict=True) if figure}
