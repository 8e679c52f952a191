"""Cumulative: a fixed number of points to share out among projects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pbdesk.voting.options import Settings, number
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
from pbdesk.words import Words, say, several

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
    min_projects: int = number(
        say("Least projects that get points"),
        1,
        1000,
        1,
    )
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


def _kept(
    marks: Marks,
    _projects: Ids,
    _costs: Costs,
    _budget: int,
    settings: CumulativeSettings,
) -> Checked:
    if any(value < 0 for value in marks.values()):
        return rejected("out-of-range")
    given = {project: value for project, value in marks.items() if value}
    if not given:
        return rejected("unmarked")
    reason = _broken(given, settings)
    if reason is not None:
        return rejected(reason)
    return given


def _broken(given: Marks, settings: CumulativeSettings) -> str | None:
    """The reason why points break the settings; None where they do not."""
    cap = settings.project_cap
    most = settings.max_projects
    points = sum(given.values())
    if cap is not None and max(given.values()) > cap:
        return "over-project-cap"
    if points > settings.points:
        return "overspent"
    if len(given) < settings.min_projects:
        return "too-few"
    if most is not None and len(given) > most:
        return "too-many"
    if points < settings.min_points:
        return "underspent"
    return None


def _words(
    marks: Marks,
    code_of: Codes,
    _settings: CumulativeSettings,
) -> Words:
    if not marks:
        return nothing()
    return say("{points}", points=listing(_given, marks, code_of))


def _given(code: str, points: int) -> Words:
    return several(
        "{n} point for {code}",
        "{n} points for {code}",
        points,
        code=code,
    )


def _question(settings: CumulativeSettings) -> Question:
    instruction = say(
        "You have {points} points. Share them out among those you want.",
        points=settings.points,
    )
    return instruction, _help(settings)


def _help(settings: CumulativeSettings) -> Words:
    limits = list(_limits(settings))
    if not limits:
        return say("All to one is fine. Unused points lapse.")
    return sentences(*limits)


def _limits(settings: CumulativeSettings) -> Iterator[Words]:
    least = settings.min_projects
    if settings.project_cap is not None:
        yield say("At most {cap} for one.", cap=settings.project_cap)
    if least > 1:
        yield say("Give points to at least {least}.", least=number_word(least))
    if settings.max_projects is not None:
        most = number_word(settings.max_projects)
        yield say("Give points to at most {most}.", most=most)
    if settings.min_points == settings.points:
        yield say("Use all of them.")


CUMULATIVE = Style(
    "cumulative",
    say("Points to share out (cumulative)"),
    CumulativeSettings,
    _kept,
    _words,
    _question,
    usual="greedy",
    support=say("Points"),
    head=say("Points"),
    examples=({"A": 2, "C": 5, "F": 3}, {"A": 1, "C": 2}, {"C": 1}),
)
"""Marks: points, above zero."""
