"""Ballot files: somebody else's ballots, counted by rules that a person picks to be looked at.

Nothing of it goes into a record.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pbdesk.app.jobs.progress import Progress
from pbdesk.voting.constrained import ConstraintError
from pbdesk.voting.explain.least_change import Change, least_changes
from pbdesk.voting.formats import read_ballots
from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.voting.options import OptionError
from pbdesk.voting.registry import UnsupportedError
from pbdesk.voting.report import Counted, count_file
from pbdesk.voting.rules import RULES
from pbdesk.voting.styles import STYLES
from pbdesk.words import Words, say

__all__ = ["count_by", "fitting", "look_into", "nearest", "rule_named"]


def fitting(style: str) -> tuple[str, ...]:
    """The rules that count ballots of a style."""
    return tuple(rule.name for rule in RULES.values() if style in rule.takes)


def rule_named(file: BallotFile) -> str:
    """The rule to count a file by: the one that it names, else what its ballots usually have.

    Where nothing costs anything, the first that elects.
    """
    profile = file.profile
    taking = [RULES[name] for name in fitting(profile.style)]
    for rule in taking:
        if rule.published is not None and rule.published.named_in(file.meta):
            return rule.name
    electing = [rule.name for rule in taking if rule.kind == "choosing"]
    if electing and not any(project.cost for project in profile.projects):
        return electing[0]
    if profile.style in STYLES:
        return STYLES[profile.style].usual
    return taking[0].name


def look_into(path: Path, progress: Progress) -> Counted | Words:
    """Count a file by its own rule, caps and thresholds; a sentence where that cannot be done."""
    words = say("Reading and counting “{name}”", name=path.name)
    progress(0, 2, words)
    try:
        rule = rule_named(read_ballots(path))
        progress(1, 2, words)
    except ImportRefused as refused:
        return _named(path, refused.words)
    return count_by(path, rule, {}, progress)


def count_by(
    path: Path,
    rule: str,
    settings: Mapping[str, str],
    progress: Progress,
) -> Counted | Words:
    """Count a file by a rule under settings of it; a sentence where that cannot be done."""
    progress(
        0,
        1,
        say(
            "Counting “{name}” by “{rule}”",
            name=path.name,
            rule=RULES[rule].label,
        ),
    )
    try:
        return count_file(path, rule, {"constraints": "file", **settings})
    except (
        ImportRefused,
        UnsupportedError,
        ConstraintError,
        OptionError,
    ) as refused:
        return _named(path, refused.words)


def _named(path: Path, words: Words) -> Words:
    """What is wrong with a file, with its name where that is not said already."""
    if path.name in words.values.values():
        return words
    return say("“{name}”: {words}", name=path.name, words=words)


def nearest(
    counted: Counted,
    project: str,
    progress: Progress,
) -> tuple[Change, ...]:
    """The least changes that would have funded or elected `project`; none where there are none."""
    progress(0, 1, say("Looking for the least that would have changed it"))
    outcome = counted.outcome
    profile = counted.file.profile
    if RULES[outcome.rule].kind not in ("funding", "choosing"):
        return ()
    return least_changes(
        outcome.rule,
        profile,
        outcome.parameters,
        None,
        project,
    )
