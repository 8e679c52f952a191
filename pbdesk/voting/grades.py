"""Grades: how many ballots gave which grade to each option."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from pbdesk.voting.options import Settings
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Profile
from pbdesk.voting.ties import Ladder

__all__ = ["Grades", "from_grades", "grades_of", "named_grades"]

type Grades = Mapping[int, int]
"""Grade -> ballots that gave it; only grades that were given."""


def grades_of(profile: Profile) -> list[Grades]:
    """The grades of each option, in ballot order; a line left empty gives none."""
    weights = profile.weights[profile.row_of]
    grades: list[Grades] = []
    for i in range(len(profile.projects)):
        of = profile.columns == i
        given = Counter[int]()
        for value in np.unique(profile.values[of]).tolist():
            given[value] = int(weights[of & (profile.values == value)].sum())
        grades.append(given)
    return grades


def named_grades(
    ids: Sequence[str],
    grades: Iterable[Grades],
) -> dict[str, dict[str, int]]:
    """The same by option and by the grade as text, lowest grade first."""
    return {
        name: {str(grade): n for grade, n in sorted(given.items())}
        for name, given in zip(ids, grades, strict=True)
    }


def from_grades[S: Settings](
    found: Callable[[Profile, S, Ladder, Sequence[Grades]], Outcome],
) -> Callable[[Profile, S, Ladder, Outcome], Outcome]:
    """How a rule of grades finds its outcome again in the grades that it publishes."""

    def again(
        profile: Profile,
        settings: S,
        ladder: Ladder,
        told: Outcome,
    ) -> Outcome:
        grades = [_read(told.grades[name]) for name in profile.ids]
        return found(profile, settings, ladder, grades)

    return again


def _read(given: Mapping[str, int]) -> Grades:
    if not all(re.fullmatch(r"-?[0-9]{1,15}", grade) for grade in given):
        raise ValueError("a grade is no number")
    return {int(grade): n for grade, n in given.items() if n}
