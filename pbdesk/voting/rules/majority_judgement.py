"""Majority judgement: the option with the highest middle grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cmp_to_key
from itertools import accumulate, groupby, pairwise

from pbdesk.voting.choosing import chosen
from pbdesk.voting.grades import Grades, from_grades, grades_of, named_grades
from pbdesk.voting.options import Settings
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import Method, rule
from pbdesk.voting.ties import Ladder
from pbdesk.words import say

__all__ = ["majority_judgement"]


def _method(_settings: Settings) -> Method:
    return (
        say(
            "An option's grade is the one in the middle when all its grades are put in order, the "
            "lower of two.",
        ),
        say(
            "Among equals one such grade is struck from each, and the middle ones are compared "
            "again.",
        ),
    )


def _found(
    profile: Profile,
    settings: Settings,
    ladder: Ladder,
    grades: Sequence[Grades],
) -> Outcome:
    """The outcome that the grades give, as many for each option."""
    medians = [_median(given) for given in grades]
    outcome = chosen(
        "majority-judgement",
        profile,
        settings,
        ladder,
        support=medians,
        levels=_levels(grades),
        reasons=[
            say("Its middle grade is {grade}.", grade=median)
            for median in medians
        ],
    )
    return replace(
        outcome,
        figures={"medians": tuple(medians)},
        grades=named_grades(profile.ids, grades),
    )


def _levels(grades: Sequence[Grades]) -> list[list[int]]:
    """Options by majority value, best first; only those with the same grades are equal."""

    def compare(a: int, b: int) -> int:
        return _compare(grades[b], grades[a])

    def in_order(i: int) -> list[tuple[int, int]]:
        return sorted(grades[i].items())

    order = sorted(range(len(grades)), key=cmp_to_key(compare))
    return [list(tied) for _, tied in groupby(order, key=in_order)]


@rule(
    "majority-judgement",
    kind="choosing",
    label=say("Highest middle grade (majority judgement)"),
    takes={"scoring"},
    method=_method,
    settings=Settings,
    again=from_grades(_found),
)
def majority_judgement(
    profile: Profile,
    settings: Settings,
    ladder: Ladder,
) -> Outcome:
    """Winners have the highest majority value; a blank is a 0.

    Only options with the same grades are tied. Source: Balinski and Laraki, "Majority Judgment"
    (2011). Weights are never expanded.
    """
    return _found(profile, settings, ladder, _grades(profile))


def _grades(profile: Profile) -> list[Grades]:
    """How many ballots gave each grade to each option; those that gave none gave 0."""
    grades: list[Grades] = []
    for given in grades_of(profile):
        blank = profile.n - sum(given.values())
        with_blank = {**given, 0: given.get(0, 0) + blank}
        grades.append({grade: n for grade, n in with_blank.items() if n})
    return grades


def _median(grades: Grades) -> int:
    """The lower middle grade; 0 where there is none."""
    half = (sum(grades.values()) + 1) // 2
    seen = 0
    for grade in sorted(grades):
        seen += grades[grade]
        if seen >= half:
            return grade
    return 0


def _compare(a: Grades, b: Grades) -> int:
    """Above 0 if `a` has the higher majority value. Both have as many grades.

    The value is the grade in the middle, then those around it from the middle outwards: what counts
    is the place nearest to the middle at which the two differ.
    """
    n = sum(a.values())
    if sum(b.values()) != n:
        raise ValueError("as many grades for each option")
    difference = 0
    first = 2 * n
    for start, end, one, other in _side_by_side(a, b):
        struck = _struck(min(max(_middle(n), start), end - 1), n)
        if one != other and struck < first:
            difference = one - other
            first = struck
    return difference


def _middle(n: int) -> int:
    """The place of the lower middle one of `n` grades in order, from 0."""
    return (n + 1) // 2 - 1


def _struck(place: int, n: int) -> int:
    """As which one the grade at a place is struck, from 0: the middle one, then left and right."""
    away = place - _middle(n)
    if n % 2:
        if away >= 0:
            return 2 * away
        return -2 * away - 1
    if away > 0:
        return 2 * away - 1
    return -2 * away


def _side_by_side(a: Grades, b: Grades) -> list[tuple[int, int, int, int]]:
    """Stretches of places on which both have one grade: start, end, the grade of each."""
    ends = sorted({0, *_ends(a), *_ends(b)})
    return [
        (start, end, _grade_at(a, start), _grade_at(b, start))
        for start, end in pairwise(ends)
    ]


def _ends(grades: Grades) -> list[int]:
    return list(accumulate(grades[grade] for grade in sorted(grades)))


def _grade_at(grades: Grades, place: int) -> int:
    """The grade at a place of all in order."""
    return next(
        grade
        for grade, end in zip(sorted(grades), _ends(grades), strict=True)
        if place < end
    )
