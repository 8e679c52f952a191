"""Ranked: 1 beside the first choice, 2 beside the second, and so on. Stopping early is allowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, permutations, product

from pbdesk.voting.options import Settings, number
from pbdesk.voting.profile import Marks
from pbdesk.voting.styles.marks import nothing, whole_marks
from pbdesk.voting.styles.style import Rejected, Style, rejected
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


def _check(
    marks: Mapping[str, object],
    projects: Sequence[str],
    _costs: Mapping[str, int],
    _budget: int,
    settings: OrdinalSettings,
) -> Marks | Rejected:
    whole = whole_marks(marks, projects)
    if isinstance(whole, Rejected):
        return whole
    if not whole:
        return rejected("unmarked")
    places = sorted(whole.values())
    if places[0] < 1:
        return rejected("out-of-range")
    if len(set(places)) < len(places):
        return rejected("equal-places")
    if places[-1] > len(places):
        return rejected("skipped-place")
    if settings.max_ranks is not None and len(places) > settings.max_ranks:
        return rejected("too-many")
    if len(places) < settings.min_ranks:
        return rejected("too-few")
    return whole


def _meant(marks: Marks) -> Sequence[Marks]:
    """As far as the places are clear, and all of them in order.

    Where a place is left out, all moved up is the likelier. Where one is given twice, either order
    of the two may be meant, and neither is likelier than what is clear. Of more that are equal
    nobody can say that one order was meant.
    """
    places = sorted({place for place in marks.values() if place > 0})
    at = [
        [project for project, given in marks.items() if given == place]
        for place in places
    ]
    clear: list[str] = []
    for n, (place, projects) in enumerate(zip(places, at, strict=True), start=1):
        if place != n or len(projects) > 1:
            break
        clear += projects
    equal = sum(len(projects) - 1 for projects in at)
    orders = (
        [list(chain(*each)) for each in product(*map(permutations, at))]
        if equal < 2
        else []
    )
    found = [*orders, clear] if len(orders) == 1 else [clear, *orders]
    return [{project: n for n, project in enumerate(each, start=1)} for each in found]


def _words(
    marks: Marks,
    code_of: Mapping[str, str],
    _settings: OrdinalSettings,
) -> Words:
    if not marks:
        return nothing()
    ranked = sorted(
        (place, code_of.get(project, project)) for project, place in marks.items()
    )
    return say(
        "{places}",
        places=Listing(
            tuple(
                say("{place}: {code}", place=place, code=code) for place, code in ranked
            ),
        ),
    )


def _question(settings: OrdinalSettings) -> tuple[Words, Words]:
    least = settings.min_ranks
    most = settings.max_ranks
    if least == 1:
        early = say("You may stop earlier. Use each number once.")
    else:
        early = say("Use at least {least} numbers, each once.", least=least)
    if most is None:
        return say(
            "Write 1 beside your first choice, 2 beside your second, and so on.",
        ), early
    if most == 1:
        return say("Write 1 beside your first choice."), say("One number only.")
    return say(
        "Write 1 beside your first choice, 2 beside your second, and so on up to {most}.",
        most=most,
    ), early


ORDINAL = Style(
    "ordinal",
    say("Ranked"),
    OrdinalSettings,
    _check,
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
