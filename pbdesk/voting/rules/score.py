"""Score: the option with the highest scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from pbdesk.voting.choosing import by_score, chosen, top
from pbdesk.voting.explain.wrong_ballots import of_sums
from pbdesk.voting.grades import Grades, from_grades, grades_of, named_grades
from pbdesk.voting.options import TopSeats, choice
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import Method, rule
from pbdesk.voting.ties import Ladder
from pbdesk.words import say

__all__ = ["ScoreSettings", "score"]


@dataclass(frozen=True)
class ScoreSettings(TopSeats):
    """What a line left empty counts."""

    blank: Literal["zero", "skip"] = choice(
        say("A line left empty"),
        {
            "zero": say("Counts as 0"),
            "skip": say(
                "Does not count: the average of those who gave a score",
            ),
        },
        "zero",
    )


def _method(settings: ScoreSettings) -> Method:
    return (
        say("Scores are added up; a line left empty counts as 0.")
        if settings.blank == "zero"
        else say("Scores are averaged over the ballots that gave one."),
        top(settings, say("The option with the highest wins.")),
    )


def _margin(
    profile: Profile,
    settings: ScoreSettings,
    outcome: Outcome,
    mark: int,
) -> int | None:
    """Sums, not means."""
    if settings.blank != "zero":
        return None
    return of_sums(profile, settings, outcome, mark)


def _found(
    profile: Profile,
    settings: ScoreSettings,
    ladder: Ladder,
    grades: Sequence[Grades],
) -> Outcome:
    """The outcome that the scores give."""
    scores = [_score(given, settings) for given in grades]
    outcome = chosen(
        "score",
        profile,
        settings,
        ladder,
        support=scores,
        levels=by_score(scores),
        reasons=[
            say("{score} from {n} ballots.", score=score, n=sum(given.values()))
            for score, given in zip(scores, grades, strict=True)
        ],
    )
    return replace(outcome, grades=named_grades(profile.ids, grades))


def _score(given: Grades, settings: ScoreSettings) -> Fraction:
    """The sum, or the mean where lines left empty do not count."""
    total = sum(score * n for score, n in given.items())
    if settings.blank == "skip":
        return Fraction(total, max(sum(given.values()), 1))
    return Fraction(total)


@rule(
    "score",
    kind="choosing",
    label=say("Highest scores"),
    takes={"scoring", "cumulative"},
    sums={"cumulative", "scoring", "quadratic"},
    method=_method,
    settings=ScoreSettings,
    again=from_grades(_found),
    margin=_margin,
)
def score(profile: Profile, settings: ScoreSettings, ladder: Ladder) -> Outcome:
    """Winners have the highest sum, or the highest mean of those who scored them.

    Whom nobody scored has a mean of 0.
    """
    return _found(profile, settings, ladder, grades_of(profile))
