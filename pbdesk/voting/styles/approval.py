"""Approval: a cross beside each project one wants.

Also choose-1 (at most one) and knapsack (within the pot).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pbdesk.voting.options import Choice, Number, Setting, settle
from pbdesk.voting.profile import Marks
from pbdesk.voting.styles.marks import by_code, nothing, number_word, whole_marks
from pbdesk.voting.styles.style import Rejected, Style, rejected
from pbdesk.words import Listing, Words, say

__all__ = ["APPROVAL"]

_OPTIONS = (
    Number("min_picks", say("Least crosses on a ballot"), 1, 1000, 1),
    Number(
        "max_picks",
        say("Most crosses on a ballot"),
        1,
        1000,
        None,
        help=say("Left out: as many as one likes."),
    ),
    Choice(
        "knapsack",
        say("Crosses may not cost more than the pot"),
        {"no": say("No"), "yes": say("Yes")},
        "no",
    ),
)


def _check(
    marks: Mapping[str, object],
    projects: Sequence[str],
    costs: Mapping[str, int],
    budget: int,
    settings: Mapping[str, Setting],
) -> Marks | Rejected:
    rules = settle(_OPTIONS, settings)
    whole = whole_marks(marks, projects)
    if isinstance(whole, Rejected):
        return whole
    if any(value not in (0, 1) for value in whole.values()):
        return rejected("out-of-range")
    crossed = {project: 1 for project, value in whole.items() if value}
    if not crossed:
        return rejected("unmarked")
    if rules["max_picks"] is not None and len(crossed) > int(rules["max_picks"]):
        return rejected("too-many")
    if len(crossed) < int(rules["min_picks"] or 1):
        return rejected("too-few")
    if rules["knapsack"] == "yes" and sum(costs[project] for project in crossed) > budget:
        return rejected("over-budget")
    return crossed


def _words(marks: Marks, code_of: Mapping[str, str], _settings: Mapping[str, Setting]) -> Words:
    if not marks:
        return nothing()
    return say("{codes}", codes=Listing(tuple(code for code, _ in by_code(marks, code_of))))


def _question(settings: Mapping[str, Setting]) -> tuple[Words, Words]:
    rules = settle(_OPTIONS, settings)
    least, most = int(rules["min_picks"] or 1), rules["max_picks"]
    if rules["knapsack"] == "yes":
        help_ = say("Together they may not cost more than the pot.")
    elif least > 1:
        help_ = say("At least {count}.", count=number_word(least))
    else:
        help_ = say("Fewer is fine.") if most != 1 else say("One project only.")
    return _instruction(least, None if most is None else int(most)), help_


def _instruction(least: int, most: int | None) -> Words:
    if most is None:
        return say("Put a cross beside every project you want.")
    if most == 1:
        return say("Put a cross in one box.")
    if least == most:
        return say("Put a cross in {count} boxes.", count=number_word(most))
    return say("Put a cross in up to {count} boxes.", count=number_word(most))


APPROVAL = Style("approval", say("Crosses (approval)"), _OPTIONS, _check, _words, _question)
"""Marks: 1 for each project crossed."""
