"""Ranked: 1 beside the first choice, 2 beside the second, and so on. Stopping early is allowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, permutations, product

from pbdesk.voting.options import Settings, number
from pbdesk.voting.profile import Marks
from pbdesk.voting.styles.marks import nothing
from pbdesk.voting.styles.style import (
    Checked,
    Codes,
    Costs,
    Ids,
    Question,
    Style,
    rejected,
)
from pbdesk.words import Listing, Words, say

__all__ = ["ORDINAL", "OrdinalSettings"]


@dataclass(frozen=True)
class OrdinalSettings(Settings):
    """How many places are filled in."""

    min_ranks: int = number(say("Least places on a ballot"), 1, 1000, 1)
    max_ranks: int | None = number(
        say("Most places on a ballot"),
        1,
        1000,
        None,
        help=say("Left out: every project may be ranked."),
    )


def _kept(
    marks: Marks,
    _projects: Ids,
    _costs: Costs,
    _budget: int,
    settings: OrdinalSettings,
) -> Checked:
    if not marks:
        return rejected("unmarked")
    reason = _broken(sorted(marks.values()), settings)
    if reason is not None:
        return rejected(reason)
    return marks


def _broken(places: Sequence[int], settings: OrdinalSettings) -> str | None:
    """The reason why places in order break the settings; None where they do not."""
    if places[0] < 1:
        return "out-of-range"
    if len(set(places)) < len(places):
        return "equal-places"
    if places[-1] > len(places):
        return "skipped-place"
    if settings.max_ranks is not None and len(places) > settings.max_ranks:
        return "too-many"
    if len(places) < settings.min_ranks:
        return "too-few"
    return None


def _meant(marks: Marks) -> Sequence[Marks]:
    """As far as the places are clear, and all of them in order.

    Where a place is left out, all moved up is the likelier. Where one is given twice, either order
    of the two may be meant, and neither is likelier than what is clear. Of more that are equal
    nobody can say that one order was meant.
    """
    at = _by_place(marks)
    clear = _clear(at)
    orders = _orders(list(at.values()))
    found = [*orders, clear] if len(orders) == 1 else [clear, *orders]
    return [
        {project: n for n, project in enumerate(each, start=1)}
        for each in found
    ]


def _by_place(marks: Marks) -> dict[int, list[str]]:
    """The projects of each place, places ascending."""
    places = sorted({place for place in marks.values() if place > 0})
    return {
        place: [project for project, given in marks.items() if given == place]
        for place in places
    }


def _clear(at: Mapping[int, Sequence[str]]) -> list[str]:
    """Projects in order, up to the first place that is left out or given twice."""
    clear: list[str] = []
    for n, (place, projects) in enumerate(at.items(), start=1):
        if place != n or len(projects) > 1:
            break
        clear += projects
    return clear


def _orders(at: Sequence[Sequence[str]]) -> list[list[str]]:
    """The orders that may be meant; none where more than two are equal."""
    equal = sum(len(projects) - 1 for projects in at)
    if equal >= 2:
        return []
    return [list(chain(*each)) for each in product(*map(permutations, at))]


def _words(marks: Marks, code_of: Codes, _settings: OrdinalSettings) -> Words:
    if not marks:
        return nothing()
    ranked = sorted((place, code_of.get(p, p)) for p, place in marks.items())
    places = [
        say("{place}: {code}", place=place, code=code) for place, code in ranked
    ]
    return say("{places}", places=Listing(tuple(places)))


def _question(settings: OrdinalSettings) -> Question:
    most = settings.max_ranks
    if most == 1:
        return say("Write 1 beside your first choice."), say("One number only.")
    if most is None:
        return say(
            "Write 1 beside your first choice, 2 beside your second, and so on.",
        ), _early(settings)
    return say(
        "Write 1 beside your first choice, 2 beside your second, and so on up to {most}.",
        most=most,
    ), _early(settings)


def _early(settings: OrdinalSettings) -> Words:
    """Whether one may stop earlier."""
    least = settings.min_ranks
    if least == 1:
        return say("You may stop earlier. Use each number once.")
    return say("Use at least {least} numbers, each once.", least=least)


ORDINAL = Style(
    "ordinal",
    say("Ranked"),
    OrdinalSettings,
    _kept,
    _words,
    _question,
    usual="borda-greedy",
    support=say("Points"),
    head=say("Number"),
    points=say(
        "Points are for places: each place gives one point more than the place after it.",
    ),
    examples=(
        {"C": 1, "F": 2, "A": 3},
        {"C": 1, "F": 2},
        {"C": 1},
        {code: place for place, code in enumerate("CFABDEGH", 1)},
    ),
    meant=_meant,
)
"""Marks: the place of each ranked project, 1 is first."""
