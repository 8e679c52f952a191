"""Ballot files: read by what they hold, whatever they are called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pbdesk.spreadsheet import is_spreadsheet
from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.blt import looks_like_blt, read_blt
from pbdesk.voting.formats.bounds import (
    MOST_LINES,
    MOST_ROWS,
    bytes_of,
    refuse_more_lines,
)
from pbdesk.voting.formats.cast_votes import read_cast_votes
from pbdesk.voting.formats.pabulib import looks_like_pabulib, read_pabulib
from pbdesk.voting.formats.policies import RankPolicies
from pbdesk.voting.formats.preflib import looks_like_preflib, read_preflib
from pbdesk.voting.formats.quadratic_json import (
    looks_like_quadratic,
    read_quadratic,
)
from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.voting.formats.scores_csv import read_scores
from pbdesk.voting.formats.tables import BallotTable, sheet_text, table_of
from pbdesk.voting.formats.voters import ANYBODY, Voters
from pbdesk.words import say

__all__ = ["BallotFile", "ImportRefused", "read_ballots"]


def read_ballots(
    path: Path | str,
    *,
    enforce: bool = False,
    policies: RankPolicies | None = None,
    voters: Voters = ANYBODY,
) -> BallotFile:
    """Read a file of ballots.

    Pabulib .pb, PrefLib soc/soi/toc/toi, BLT, JSON of quadratic ballots, tables (CSV, XLSX, XLS,
    ODS) of scores or cast votes. `enforce`: reject ballots that break the file's own limits.
    `policies`: how cast votes are read. `voters`: what is asked about who cast the ballots; a
    profile of weighted ballots says so. Raises ImportRefused, and nothing else, with one sentence
    for a file that cannot be read.
    """
    file = _read(_text(Path(path)), enforce, policies, voters)
    if voters.notes:
        return replace(file, profile=replace(file.profile, notes=voters.notes))
    return file


def _read(
    text: str,
    enforce: bool,  # noqa: FBT001
    policies: RankPolicies | None,
    voters: Voters,
) -> BallotFile:
    if looks_like_pabulib(text):
        refuse_more_lines(text, MOST_ROWS)
        return read_pabulib(text, enforce=enforce, voters=voters)
    refuse_more_lines(text, MOST_LINES)
    return _read_other(text, policies, voters)


def _read_other(
    text: str,
    policies: RankPolicies | None,
    voters: Voters,
) -> BallotFile:
    """A file of any kind but Pabulib's."""
    table = table_of(text, voters.weighting)
    if table is not None:
        return _read_table(table, policies, voters)
    if looks_like_quadratic(text):
        return read_quadratic(text, voters)
    return _read_rankings(text, voters)


def _read_table(
    table: BallotTable,
    policies: RankPolicies | None,
    voters: Voters,
) -> BallotFile:
    if voters.groups is not None:
        raise _no_costs()
    if table.ranked:
        return read_cast_votes(table, policies)
    return read_scores(table)


def _no_costs() -> ImportRefused:
    return ImportRefused(
        say(
            "A table of ballots names no costs, so no group of voters has paid for anything.",
        ),
    )


def _read_rankings(text: str, voters: Voters) -> BallotFile:
    """A file of a kind that tells nothing of its voters."""
    read = _reader_of_rankings(text)
    if voters.columns:
        raise ImportRefused(
            say("A file of this kind says nothing about who cast its ballots."),
        )
    return read(text)


def _reader_of_rankings(text: str) -> Callable[[str], BallotFile]:
    if looks_like_preflib(text):
        return read_preflib
    if looks_like_blt(text):
        return read_blt
    raise ImportRefused(say("This is no file of ballots that pbdesk knows."))


def _text(path: Path) -> str:
    data = bytes_of(path)
    if data.startswith(b"SQLite format 3\0"):
        raise _a_database(path.name)
    if data.startswith(b"%PDF-"):
        raise ImportRefused(say("It is a PDF, and no file of ballots."))
    if is_spreadsheet(data):
        return sheet_text(data)
    text = _decoded(data)
    if not text.strip():
        raise ImportRefused(say("The file is empty."))
    return text


def _a_database(name: str) -> ImportRefused:
    return ImportRefused(
        say(
            "“{name}” is a database, such as a record of pbdesk, and no file of ballots.",
            name=name,
        ),
    )


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(data.count(b"\n", 0, error.start) + 1) from error


def _not_utf8(line: int) -> ImportRefused:
    return ImportRefused(
        say("Line {line}: the text is not UTF-8.", line=str(line)),
    )
