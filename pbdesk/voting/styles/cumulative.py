"""Cumulative: a fixed number of points to share out among projects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pbdesk.voting.options import Settings, number
from pbdesk.voting.profile import Marks
from pbdesk.voting.styles.marks import (
    by_code,
    nothing,
    number_word,
    sentences,
    whole_marks,
)
from pbdesk.voting.styles.style import Rejected, Style, rejected
from pbdesk.words import Listing, Words, say, several

__all__ = ["CUMULATIVE", "CumulativeSettings"]


@dataclass(frozen=True)
class CumulativeSettings(Settings):
    """How many points, and how they may be shared out."""

    points: int = number(say("Points to share out"), 1, 1_000_000, 10)
    project_cap: int | None = number(
        say("Most points for one project"),
        1,
        1_000_000,
        None,
    )
    min_projects: int = number(say("Least projects that get points"), 1, 1000, 1)
    min_points: int = number(
        say("Least points to give in all"),
        1,
        1_000_000,
        1,
        help=say("Unused points lapse."),
    )
    max_projects: int | None = number(
        say("Most projects that get points"),
        1,
        1000,
        None,
    )


def _check(
    marks: Mapping[str, object],
    projects: Sequence[str],
    _costs: Mapping[str, int],
    _budget: int,
    settings: CumulativeSettings,
) -> Marks | Rejected:
    whole = whole_marks(marks, projects)
    if isinstance(whole, Rejected):
        return whole
    if any(value < 0 for value in whole.values()):
        return rejected("out-of-range")
    given = {project: value for project, value in whole.items() if value}
    if not given:
        return rejected("unmarked")
    if settings.project_cap is not None and max(given.values()) > settings.project_cap:
        return rejected("over-project-cap")
    if sum(given.values()) > settings.points:
        return rejected("overspent")
    if len(given) < settings.min_projects:
        return rejected("too-few")
    if settings.max_projects is not None and len(given) > settings.max_projects:
        return rejected("too-many")
    if sum(given.values()) < settings.min_points:
        return rejected("underspent")
    return given


def _words(
    marks: Marks,
    code_of: Mapping[str, str],
    _settings: CumulativeSettings,
) -> Words:
    if not marks:
        return nothing()
    return say(
        "{points}",
        points=Listing(
            tuple(
                several(
                    "{n} point for {code}",
                    "{n} points for {code}",
                    value,
                    code=code,
                )
                for code, value in by_code(marks, code_of)
            ),
        ),
    )


def _question(settings: CumulativeSettings) -> tuple[Words, Words]:
    points = settings.points
    cap = settings.project_cap
    least = settings.min_projects
    instruction = say(
        "You have {points} points. Share them out among those you want.",
        points=points,
    )
    limits: list[Words] = []
    if cap is not None:
        limits.append(say("At most {cap} for one.", cap=cap))
    if least > 1:
        limits.append(say("Give points to at least {least}.", least=number_word(least)))
    if settings.max_projects is not None:
        most = number_word(settings.max_projects)
        limits.append(say("Give points to at most {most}.", most=most))
    if settings.min_points == points:
        limits.append(say("Use all of them."))
    return instruction, sentences(*limits) if limits else say(
        "All to one is fine. Unused points lapse.",
    )


CUMULATIVE = Style(
    "cumulative",
    say("Points to share out (cumulative)"),
    CumulativeSettings,
    _check,
    _words,
    _question,
    usual="greedy",
    support=say("Points"),
    head=say("Points"),
    examples=({"A": 2, "C": 5, "F": 3}, {"A": 1, "C": 2}, {"C": 1}),
)
"""Marks: points, above zero."""
