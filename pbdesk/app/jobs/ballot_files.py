"""Ballot files: somebody else's ballots, read and counted to be looked at.

Nothing of it goes into a record.
"""

from __future__ import annotations

from pathlib import Path

from pbdesk.app.jobs.progress import Progress
from pbdesk.voting.constrained import ConstraintError
from pbdesk.voting.formats import read_ballots
from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.voting.registry import UnsupportedError
from pbdesk.voting.report import Counted, count_file
from pbdesk.words import Words, say

__all__ = ["look_into", "rule_named"]


def rule_named(file: BallotFile) -> str:
    """The rule to count a file by.

    Equal Shares where it names them, else most support first (rankings: by points).
    """
    if file.profile.style == "ordinal":
        return "borda-greedy"
    return "equal-shares" if file.meta.get("rule", "").startswith("equalshares") else "greedy"


def look_into(path: Path, progress: Progress) -> Counted | Words:
    """Count a file by its own rule, caps and thresholds; a sentence where that cannot be done."""
    words = say("Reading and counting “{name}”", name=path.name)
    progress(0, 2, words)
    try:
        rule = rule_named(read_ballots(path))
        progress(1, 2, words)
        return count_file(path, rule, {"constraints": "file"})
    except (ImportRefused, UnsupportedError, ConstraintError) as refused:
        return refused.words
