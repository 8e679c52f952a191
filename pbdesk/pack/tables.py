"""Tables for people's spreadsheets, and projects.csv as it follows from a result."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence

from pbdesk.pack.contents import Count, ProjectLine
from pbdesk.voting.outcome import Round
from pbdesk.voting.trace import outcome_told
from pbdesk.words import visible

__all__ = ["projects_csv", "reasons_in", "table_csv"]

_HEADS = (
    "code",
    "title",
    "cost_minor",
    "currency",
    "support",
    "funded",
    "order_funded",
    "left_after_minor",
    "reason",
)
_FORMULA = "=+-@\t\r"
_NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?")
"""A number below nothing: it begins as a formula may, and is none."""


def table_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """A table in UTF-8; cells that could run as a formula are quoted with an apostrophe."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(
        [[_cell(cell) for cell in row] for row in rows],
    )
    return text.getvalue().encode()


def _cell(cell: str) -> str:
    shown = visible(cell)
    if _runs(shown):
        return f"'{shown}"
    return shown


def _runs(cell: str) -> bool:
    if _NUMBER.fullmatch(cell):
        return False
    first = unicodedata.normalize("NFKC", cell).lstrip(" \n")[:1]
    return first != "" and first in _FORMULA


def projects_csv(
    outcome: Count,
    trace: object,
    currency: str,
    reasons: Sequence[str] = (),
) -> bytes:
    """projects.csv of a result: every project in its order, sums in minor units of `currency`.

    `trace` is what result.json tells of the rounds, or None. `reasons`: the sentence for each
    project, in the reader's language; they follow from nothing. Raises ValueError for a trace that
    cannot be read.
    """
    turns = _turns(trace)
    said = [*reasons, *[""] * len(outcome.projects)]
    rows = [
        _row(outcome, line, currency, turns, reason)
        for line, reason in zip(outcome.projects, said, strict=False)
    ]
    return table_csv([_HEADS, *rows])


def _turns(trace: object) -> Mapping[str, Round]:
    """The turns in which a project got its cost or a part of it, in their order."""
    rounds = () if trace is None else outcome_told(trace).rounds
    return {
        turn.project: turn
        for turn in rounds
        if turn.project and (turn.funded or turn.award)
    }


def _row(
    outcome: Count,
    line: ProjectLine,
    currency: str,
    turns: Mapping[str, Round],
    reason: str,
) -> list[str]:
    given = list(turns or outcome.funded or ())
    turn = turns.get(line.id)
    return [
        line.code,
        line.title,
        str(outcome.awards.get(line.id, line.cost)),
        currency,
        "" if line.support is None else str(line.support),
        "yes" if line.id in given else "no",
        str(given.index(line.id) + 1) if line.id in given else "",
        "" if turn is None else str(turn.left),
        reason,
    ]


def reasons_in(table: bytes) -> list[str]:
    """The sentences in the last column of a projects.csv.

    Raises ValueError where it cannot be read as a table.
    """
    try:
        text = io.StringIO(table.decode(), newline="")
        last = [row[-1] for row in csv.reader(text, strict=True)]
    except (csv.Error, IndexError) as error:
        raise ValueError("no table") from error
    return [
        cell[1:] if cell[:1] == "'" and _runs(cell[1:]) else cell
        for cell in last[1:]
    ]
