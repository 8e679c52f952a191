"""Scoring: each project gets a score of its own. A score of 0 is a mark; a blank is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pbdesk.voting.options import Settings, number, switch
from pbdesk.voting.profile import Marks
from pbdesk.voting.styles.marks import (
    by_code,
    nothing,
    number_word,
    sentences,
    whole_marks,
)
from pbdesk.voting.styles.style import Rejected, Style, rejected
from pbdesk.words import Listing, Words, say

__all__ = ["SCORING", "ScoringSettings"]


@dataclass(frozen=True)
class ScoringSettings(Settings):
    """The range of scores, and how many a ballot needs."""

    least: int = number(say("Lowest score"), -1000, 1000, 0)
    most: int = number(say("Highest score"), -1000, 1000, 5)
    every_line: bool = switch(
        say("Every line needs a score"),
        help=say(
            "Otherwise a few ballots that score one project alone can "
            "outweigh many that score all.",
        ),
    )
    min_scores: int = number(say("Least scores on a ballot"), 1, 1000, 1)
    max_scores: int | None = number(say("Most scores on a ballot"), 1, 1000, None)


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
    if settings.every_line:
        if len(whole) == len(projects):
            return whole
        return rejected("blank-line")
    if len(whole) < settings.min_scores:
        return rejected("too-few")
    if settings.max_scores is not None and len(whole) > settings.max_scores:
        return rejected("too-many")
    return whole


def _words(
    marks: Marks,
    code_of: Mapping[str, str],
    _settings: ScoringSettings,
) -> Words:
    if not marks:
        return nothing()
    return say(
        "{scores}",
        scores=Listing(
            tuple(
                say("{score} for {code}", score=value, code=code)
                for code, value in by_code(marks, code_of)
            ),
        ),
    )


def _question(settings: ScoringSettings) -> tuple[Words, Words]:
    least = settings.least
    most = settings.most
    asked = say(
        "Give each line a score from {least} to {most}.",
        least=least,
        most=most,
    )
    if settings.every_line:
        return asked, say("{most} is best. Every line needs a score.", most=most)
    help_ = [say("{most} is best. A line left empty counts as no score.", most=most)]
    if settings.min_scores > 1:
        few = number_word(settings.min_scores)
        help_.append(say("Score at least {least} lines.", least=few))
    if settings.max_scores is not None:
        many = number_word(settings.max_scores)
        help_.append(say("Score at most {most} lines.", most=many))
    return asked, sentences(*help_) if len(help_) > 1 else help_[0]


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
