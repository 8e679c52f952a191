"""Cumulative: a fixed number of points to share out among projects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pbdesk.voting.options import Number, Setting, settle
from pbdesk.voting.profile import Marks
from pbdesk.voting.styles.marks import by_code, nothing, number_word, sentences, whole_marks
from pbdesk.voting.styles.style import Rejected, Style, rejected
from pbdesk.words import Listing, Words, say, several

__all__ = ["CUMULATIVE"]

_OPTIONS = (
    Number("points", say("Points to share out"), 1, 1_000_000, 10),
    Number("project_cap", say("Most points for one project"), 1, 1_000_000, None),
    Number("min_projects", say("Least projects that get points"), 1, 1000, 1),
    Number(
        "min_points",
        say("Least points to give in all"),
        1,
        1_000_000,
        1,
        help=say("Unused points lapse."),
    ),
)


def _check(
    marks: Mapping[str, object],
    projects: Sequence[str],
    _costs: Mapping[str, int],
    _budget: int,
    settings: Mapping[str, Setting],
) -> Marks | Rejected:
    rules = settle(_OPTIONS, settings)
    whole = whole_marks(marks, projects)
    if isinstance(whole, Rejected):
        return whole
    if any(value < 0 for value in whole.values()):
        return rejected("out-of-range")
    given = {project: value for project, value in whole.items() if value}
    if not given:
        return rejected("unmarked")
    if rules["project_cap"] is not None and max(given.values()) > int(rules["project_cap"]):
        return rejected("over-project-cap")
    if sum(given.values()) > int(rules["points"] or 0):
        return rejected("overspent")
    if len(given) < int(rules["min_projects"] or 1):
        return rejected("too-few")
    if sum(given.values()) < int(rules["min_points"] or 1):
        return rejected("underspent")
    return given


def _words(marks: Marks, code_of: Mapping[str, str], _settings: Mapping[str, Setting]) -> Words:
    if not marks:
        return nothing()
    return say(
        "{points}",
        points=Listing(
            tuple(
                several("{n} point for {code}", "{n} points for {code}", value, code=code)
                for code, value in by_code(marks, code_of)
            )
        ),
    )


def _question(settings: Mapping[str, Setting]) -> tuple[Words, Words]:
    rules = settle(_OPTIONS, settings)
    points, cap, least = (
        int(rules["points"] or 0),
        rules["project_cap"],
        int(rules["min_projects"] or 1),
    )
    instruction = say(
        "You have {points} points. Share them out among the projects you want.", points=points
    )
    limits: list[Words] = []
    if cap is not None:
        limits.append(say("At most {cap} for one project.", cap=int(cap)))
    if least > 1:
        limits.append(say("Give points to at least {least} projects.", least=number_word(least)))
    if int(rules["min_points"] or 1) == points:
        limits.append(say("Use all of them."))
    return instruction, sentences(*limits) if limits else say(
        "All to one project is fine. Unused points lapse."
    )


CUMULATIVE = Style(
    "cumulative", say("Points to share out (cumulative)"), _OPTIONS, _check, _words, _question
)
"""Marks: points, above zero."""
