"""Scoring: each project gets a score of its own. A score of 0 is a mark; a blank is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pbdesk.voting.options import Number, Setting, settle
from pbdesk.voting.profile import Marks
from pbdesk.voting.styles.marks import by_code, nothing, whole_marks
from pbdesk.voting.styles.style import Rejected, Style, rejected
from pbdesk.words import Listing, Words, say

__all__ = ["SCORING"]

_OPTIONS = (
    Number("least", say("Lowest score"), -1000, 1000, 0),
    Number("most", say("Highest score"), -1000, 1000, 5),
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
    if not whole:
        return rejected("unmarked")
    if not all(
        int(rules["least"] or 0) <= value <= int(rules["most"] or 0) for value in whole.values()
    ):
        return rejected("out-of-range")
    return whole


def _words(marks: Marks, code_of: Mapping[str, str], _settings: Mapping[str, Setting]) -> Words:
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


def _question(settings: Mapping[str, Setting]) -> tuple[Words, Words]:
    rules = settle(_OPTIONS, settings)
    least, most = int(rules["least"] or 0), int(rules["most"] or 0)
    return (
        say("Give each project a score from {least} to {most}.", least=least, most=most),
        say("{most} is best. A line left empty counts as no score.", most=most),
    )


SCORING = Style("scoring", say("Scores"), _OPTIONS, _check, _words, _question)
"""Marks: the score, also where it is 0."""
