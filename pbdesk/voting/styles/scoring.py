"""Scoring: each project gets a score of its own. A score of 0 is a mark; a blank is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pbdesk.voting.options import Settings, number, switch
from pbdesk.voting.profile import Marks
from pbdesk.voting.styles.marks import listing, nothing, number_word, sentences
from pbdesk.voting.styles.style import (
    Checked,
    Codes,
    Costs,
    Ids,
    Question,
    Style,
    rejected,
)
from pbdesk.words import Words, say

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
    max_scores: int | None = number(
        say("Most scores on a ballot"),
        1,
        1000,
        None,
    )


def _kept(
    marks: Marks,
    projects: Ids,
    _costs: Costs,
    _budget: int,
    settings: ScoringSettings,
) -> Checked:
    reason = _broken(marks, len(projects), settings)
    if reason is not None:
        return rejected(reason)
    return marks


def _broken(marks: Marks, lines: int, settings: ScoringSettings) -> str | None:
    """The reason why scores break the settings; None where they do not."""
    if not marks:
        return "unmarked"
    if not all(
        settings.least <= value <= settings.most for value in marks.values()
    ):
        return "out-of-range"
    if settings.every_line:
        return None if len(marks) == lines else "blank-line"
    if len(marks) < settings.min_scores:
        return "too-few"
    if settings.max_scores is not None and len(marks) > settings.max_scores:
        return "too-many"
    return None


def _words(marks: Marks, code_of: Codes, _settings: ScoringSettings) -> Words:
    if not marks:
        return nothing()
    return say("{scores}", scores=listing(_given, marks, code_of))


def _given(code: str, score: int) -> Words:
    return say("{score} for {code}", score=score, code=code)


def _question(settings: ScoringSettings) -> Question:
    asked = say(
        "Give each line a score from {least} to {most}.",
        least=settings.least,
        most=settings.most,
    )
    if settings.every_line:
        return asked, say(
            "{most} is best. Every line needs a score.",
            most=settings.most,
        )
    return asked, _help(settings)


def _help(settings: ScoringSettings) -> Words:
    best = say(
        "{most} is best. A line left empty counts as no score.",
        most=settings.most,
    )
    limits = list(_limits(settings))
    if not limits:
        return best
    return sentences(best, *limits)


def _limits(settings: ScoringSettings) -> Iterator[Words]:
    if settings.min_scores > 1:
        few = number_word(settings.min_scores)
        yield say("Score at least {least} lines.", least=few)
    if settings.max_scores is not None:
        many = number_word(settings.max_scores)
        yield say("Score at most {most} lines.", most=many)


SCORING = Style(
    "scoring",
    say("Scores"),
    ScoringSettings,
    _kept,
    _words,
    _question,
    usual="greedy",
    support=say("Points"),
    head=say("Score"),
    zeros=True,
    examples=({"A": 5, "B": 0, "C": 4, "F": 5}, {"A": 1, "C": 2}, {"C": 1}),
)
"""Marks: the score, also where it is 0."""
