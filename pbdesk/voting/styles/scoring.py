"""Scoring: each project gets a score of its own. A score of 0 is a mark; a blank is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pbdesk.voting.options import Settings, number
from pbdesk.voting.profile import Marks
from pbdesk.voting.styles.marks import by_code, nothing, whole_marks
from pbdesk.voting.styles.style import Rejected, Style, rejected
from pbdesk.words import Listing, Words, say

__all__ = ["SCORING", "ScoringSettings"]


@dataclass(frozen=True)
class ScoringSettings(Settings):
    """The range of scores."""

    least: int = number(say("Lowest score"), -1000, 1000, 0)
    most: int = number(say("Highest score"), -1000, 1000, 5)


def _check(
    marks: Mapping[str, object],
    projects: Sequence[str],
    _costs: Mapping[str, int],
    _budget: int,
    settings: ScoringSettings,
) -> Marks | Rejected:
    whole = whole_marks(marks, projects)
    if isinstance(whole, Rejected):
        return whole
    if not whole:
        return rejected("unmarked")
    if not all(settings.least <= value <= settings.most for value in whole.values()):
        return rejected("out-of-range")
    return whole


def _words(marks: Marks, code_of: Mapping[str, str], _settings: ScoringSettings) -> Words:
    if not marks:
        return nothing()
    return say(
        "{scores}",
        scores=Listing(
            tuple(
                say("{score} for {code}", score=value, code=code)
                for code, value in by_code(marks, code_of)
            )
        ),
    )


def _question(settings: ScoringSettings) -> tuple[Words, Words]:
    least, most = settings.least, settings.most
    return (
        say("Give each project a score from {least} to {most}.", least=least, most=most),
        say("{most} is best. A line left empty counts as no score.", most=most),
    )


SCORING = Style(
    "scoring",
    say("Scores"),
    ScoringSettings,
    _check,
    _words,
    _question,
    usual="greedy",
    support=say("Points"),
    head=say("Score"),
    zeros=True,
    examples=({"A": 5, "B": 0, "C": 4, "F": 5}, {"A": 1, "C": 2}, {"C": 1}),
)
"""Marks: the score, also where it is 0."""
