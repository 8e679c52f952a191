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
from pbdesk.voting.rules import RULES
from pbdesk.voting.styles import STYLES
from pbdesk.words import Words, say

__all__ = ["look_into", "rule_named"]


def rule_named(file: BallotFile) -> str:
    """The rule to count a file by: the one that it names, else what its ballots usually have."""
    style = file.profile.style
    taking = [rule for rule in RULES.values() if style in rule.takes]
    for rule in taking:
        if rule.published is not None and rule.published.named_in(file.meta):
            return rule.name
    return STYLES[style].usual if style in STYLES else taking[0].name


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
