"""Scores and other marks: a table with a column for each option; an empty cell is no mark."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.bounds import refuse_more_options
from pbdesk.voting.formats.refused import ImportRefused, at_line
from pbdesk.voting.formats.tables import BallotRow, BallotTable
from pbdesk.voting.profile import Marks, Profile, Project
from pbdesk.words import say

__all__ = ["read_scores"]

_SCORE = re.compile(r"-?[0-9]{1,6}", re.ASCII)


def read_scores(table: BallotTable) -> BallotFile:
    """The table's scores. Raises ImportRefused, and nothing else, for what cannot be read."""
    names = [name.strip() for name in table.columns]
    refuse_more_options(names)
    _refuse_alike(names)
    options = [Project(name, 0, name) for name in names]
    ballots = [
        (_marks(row, names, table.style), row.times) for row in table.rows
    ]
    return BallotFile("scores", Profile.of(table.style, options, 0, ballots))


def _refuse_alike(names: Sequence[str]) -> None:
    different = {unicodedata.normalize("NFC", name) for name in names}
    if "" in different or len(different) < len(names):
        raise ImportRefused(say("Every column needs a name of its own."))


def _marks(row: BallotRow, names: Sequence[str], style: str) -> Marks:
    scores = _scores(row, names)
    if style == "scoring":
        return scores
    if style == "approval" and not {1}.issuperset(scores.values()):
        raise at_line(
            row.line,
            say("a cross is written 1, and none as an empty cell."),
        )
    return {name: mark for name, mark in scores.items() if mark}


def _scores(row: BallotRow, names: Sequence[str]) -> Marks:
    scores: dict[str, int] = {}
    for name, cell in zip(names, row.cells, strict=True):
        figure = cell.strip()
        if not figure:
            continue
        if not _SCORE.fullmatch(figure):
            raise at_line(
                row.line,
                say("a count or score is not a whole number."),
            )
        scores[name] = int(figure)
    return scores
