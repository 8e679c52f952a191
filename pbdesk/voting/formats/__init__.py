"""Ballot files: read by what they hold, whatever they are called."""

from __future__ import annotations

from pathlib import Path

from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.blt import looks_like_blt, read_blt
from pbdesk.voting.formats.cast_votes import looks_like_cast_votes, read_cast_votes
from pbdesk.voting.formats.pabulib import looks_like_pabulib, read_pabulib
from pbdesk.voting.formats.policies import RankPolicies
from pbdesk.voting.formats.preflib import looks_like_preflib, read_preflib
from pbdesk.voting.formats.quadratic_json import looks_like_quadratic, read_quadratic
from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.voting.formats.scores_csv import looks_like_scores, read_scores
from pbdesk.voting.formats.tables import is_sheet, sheet_text, with_rank_columns
from pbdesk.voting.formats.weighting import Weighting
from pbdesk.words import say

__all__ = ["BallotFile", "ImportRefused", "read_ballots"]


def read_ballots(path: Path | str, *, enforce: bool = False, policies: RankPolicies | None = None,
                 weighting: Weighting | None = None) -> BallotFile:
    """Read a file of ballots.

    Pabulib .pb, PrefLib soc/soi/toc/toi, BLT, JSON of quadratic ballots, tables (CSV, XLSX) of scores or cast votes.
    `enforce`: reject ballots that break the file's own limits. `policies`: how cast votes are read. `weighting`: groups
    whose ballots count several times, by a column of a .pb file. Raises ImportRefused, and nothing else, with one
    sentence for a file that cannot be read.
    """
    text = with_rank_columns(_text(Path(path)))
    if weighting is not None and not looks_like_pabulib(text):
        raise ImportRefused(say("Only a .pb file says to which group a ballot belongs."))
    if looks_like_cast_votes(text):
        return read_cast_votes(text, policies)
    if looks_like_pabulib(text):
        return read_pabulib(text, enforce=enforce, weighting=weighting)
    for looks_like, read in _OTHERS:
        if looks_like(text):
            return read(text)
    raise ImportRefused(say("This is no file of ballots that pbdesk knows."))


_OTHERS = (
    (looks_like_preflib, read_preflib), (looks_like_blt, read_blt), (looks_like_quadratic, read_quadratic),
    (looks_like_scores, read_scores))


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ImportRefused(say("“{name}” cannot be opened: {reason}.", name=path.name,
                                reason=error.strerror or "")) from error
    if data.startswith(b"SQLite format 3\0"):
        raise ImportRefused(say("“{name}” is a database, such as a record of pbdesk, and no file of ballots.",
                                name=path.name))
    if is_sheet(data):
        return sheet_text(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ImportRefused(say("Line {line}: the text is not UTF-8.", line=str(line))) from error
    if not text.strip():
        raise ImportRefused(say("The file is empty."))
    return text
