"""Majority judgement: the option with the highest middle grade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cmp_to_key
from itertools import groupby

from pbdesk.voting.choosing import chosen
from pbdesk.voting.grades import Grades, from_grades, grades_of, named_grades
from pbdesk.voting.options import Settings
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import rule
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say

__all__ = ["majority_judgement"]


def _method(_settings: Settings) -> tuple[Words, ...]:
    return (
        say(
            "An option's grade is the one in the middle when all its grades are put in order, the "
            "lower of two."
        ),
        say(
            "Among equals one such grade is struck from each, and the middle ones are compared "
            "again."
        ),
    )


def _found(
    profile: Profile, settings: Settings, ladder: Ladder, grades: Sequence[Grades]
) -> Outcome:
    """The outcome that the grades give, as many for each option."""
    medians = [_median(given) for given in grades]

    def compare(a: int, b: int) -> int:
        return _compare(grades[b], grades[a])

    order = sorted(range(len(grades)), key=cmp_to_key(compare))
    levels = [
        [i for i, _ in tied]
        for _, tied in groupby(
            ((i, sorted(grades[i].items())) for i in order), key=lambda graded: graded[1]
        )
    ]
    return chosen(
        "majority-judgement",
        profile,
        settings,
        ladder,
        support=medians,
        levels=levels,
        reasons=[say("Its middle grade is {grade}.", grade=median) for median in medians],
        figures={"medians": tuple(medians)},
        grades=named_grades(profile.ids, grades),
    )


@rule(
    "majority-judgement",
    kind="choosing",
    label=say("Highest middle grade (majority judgement)"),
    takes={"scoring"},
    method=_method,
    settings=Settings,
    again=from_grades(_found),
)
def majority_judgement(profile: Profile, settings: Settings, ladder: Ladder) -> Outcome:
    """Winners have the highest majority value; a blank is a 0.

    Only options with the same grades are tied. Source: Balinski and Laraki, "Majority Judgment"
    (2011). Medians are taken as long as they stay the same, so that weights need not be expanded.
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
    half, seen = (sum(grades.values()) + 1) // 2, 0
    for grade in sorted(grades):
        seen += grades[grade]
        if seen >= half:
            return grade
    return 0


def _value(grades: Grades) -> Iterator[int]:
    """The majority value: the middle grade, struck, and so on until none is left."""
    left = dict(grades)
    for _ in range(sum(grades.values())):
        median = _median(left)
        yield median
        left[median] -= 1


def _compare(a: Grades, b: Grades) -> int:
    """Above 0 if `a` has the higher majority value. Both have as many grades."""
    if a == b:
        return 0
    return next(x - y for x, y in zip(_value(a), _value(b), strict=True) if x != y)
