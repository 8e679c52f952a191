"""Approval: a cross beside each project one wants.

Also choose-1 (at most one) and knapsack (within the pot).
"""

from __future__ import annotations

from dataclasses import dataclass

from pbdesk.voting.options import Settings, number, switch
from pbdesk.voting.profile import Marks
from pbdesk.voting.styles.marks import codes, nothing, number_word
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

__all__ = ["APPROVAL", "ApprovalSettings"]


@dataclass(frozen=True)
class ApprovalSettings(Settings):
    """How many crosses, and what they may cost together."""

    min_picks: int = number(say("Least crosses on a ballot"), 1, 1000, 1)
    max_picks: int | None = number(
        say("Most crosses on a ballot"),
        1,
        1000,
        None,
        help=say("Left out: as many as one likes."),
    )
    knapsack: bool = switch(say("Crosses may not cost more than the pot"))


def _kept(
    marks: Marks,
    _projects: Ids,
    costs: Costs,
    budget: int,
    settings: ApprovalSettings,
) -> Checked:
    if any(value not in (0, 1) for value in marks.values()):
        return rejected("out-of-range")
    crossed = {project: 1 for project, value in marks.items() if value}
    if not crossed:
        return rejected("unmarked")
    if settings.max_picks is not None and len(crossed) > settings.max_picks:
        return rejected("too-many")
    if len(crossed) < settings.min_picks:
        return rejected("too-few")
    if (
        settings.knapsack
        and sum(costs[project] for project in crossed) > budget
    ):
        return rejected("over-budget")
    return crossed


def _words(marks: Marks, code_of: Codes, _settings: ApprovalSettings) -> Words:
    if not marks:
        return nothing()
    return say("{codes}", codes=codes(marks, code_of))


def _question(settings: ApprovalSettings) -> Question:
    return _instruction(settings.min_picks, settings.max_picks), _help(settings)


def _help(settings: ApprovalSettings) -> Words:
    if settings.knapsack:
        return say("Together they may not cost more than the pot.")
    if settings.min_picks > 1:
        return say("At least {count}.", count=number_word(settings.min_picks))
    if settings.max_picks == 1:
        return say("One only.")
    return say("Fewer is fine.")


def _instruction(least: int, most: int | None) -> Words:
    if most is None:
        return say("Put a cross beside each one you want.")
    if most == 1:
        return say("Put a cross in one box.")
    if least == most:
        return say("Put a cross in {count} boxes.", count=number_word(most))
    return say("Put a cross in up to {count} boxes.", count=number_word(most))


APPROVAL = Style(
    "approval",
    say("Crosses (approval)"),
    ApprovalSettings,
    _kept,
    _words,
    _question,
    usual="greedy",
    support=say("Ballots"),
    head=say("Box"),
    examples=({"A": 1, "C": 1, "F": 1}, {"A": 1, "C": 1}, {"C": 1}),
    crossed=True,
)
"""Marks: 1 for each project crossed."""
