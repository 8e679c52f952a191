"""Profile: what a rule counts. Distinct ballots x projects, with how often each occurs.

City files have 5 to 10 times fewer distinct ballots than voters: rules get the weights, never the
copies.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.constraints import Constraints
from pbdesk.words import Money, Value, Words

__all__ = ["ENDS", "UNDECLARED", "Marks", "Profile", "Project"]

ENDS: tuple[str, ...] = ("exhausted", "overvote", "duplicate", "skipped", "blank")
"""Why a ranked ballot counts no further once its choices are used up."""

UNDECLARED = "undeclared write-ins"
"""The category of an option that stands for everybody who was written in and had not declared.

It cannot win.
"""

type Marks = Mapping[str, int]
"""One ballot: project id -> mark. Approval: 1. Ranked: place, 1 is first. Points or scores.

Quadratic: signed votes.
"""


@dataclass(frozen=True, slots=True)
class Project:
    """Something to be paid for (or chosen).

    `cost` in integer minor units (0 for choosing rules).
    """

    id: str
    cost: int
    name: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Profile:
    """Distinct ballots as a CSR matrix.

    Ballot b marks the projects `columns[start[b]:start[b+1]]` (ascending) with `values[…]`; it was
    cast `weights[b]` times. `n` counts every ballot taken, empty ones too. Money is integer minor
    units.

    start: int64[distinct + 1] · columns: int32[marks] · values: int64[marks] · weights:
    int64[distinct] cost: int64[projects] `currency`: ISO 4217 code whose minor units these are;
    None where a file names none (sums show as plain figures). `unit`: minor units in one whole unit
    of money; Equal Shares' step and whole share are counted in it. `ends`: int8[distinct], places
    in ENDS, for ranked ballots read under policies; else None. `constraints`: what an outcome must
    obey beside the pot; None for nothing. `notes`: what every outcome must say.
    """

    style: str
    projects: tuple[Project, ...]
    budget: int
    start: NDArray[np.int64]
    columns: NDArray[np.int32]
    values: NDArray[np.int64]
    weights: NDArray[np.int64]
    n: int
    currency: str | None = None
    unit: int = 1
    ends: NDArray[np.int8] | None = None
    constraints: Constraints | None = None
    notes: tuple[Words, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Project ids in ballot order."""
        return tuple(project.id for project in self.projects)

    def by_id[V](self, values: Iterable[V]) -> dict[str, V]:
        """Values of all projects in ballot order, by project id.

        Raises ValueError for more or fewer.
        """
        return dict(zip(self.ids, values, strict=True))

    @property
    def cost(self) -> NDArray[np.int64]:
        """Costs, int64[projects], minor units."""
        return np.array([project.cost for project in self.projects], dtype=np.int64)

    @property
    def row_of(self) -> NDArray[np.int64]:
        """The ballot that each mark stands on, int64[marks]."""
        return np.repeat(np.arange(len(self.weights)), np.diff(self.start))

    def money(self, minor: int | Fraction, *, up: bool = False) -> Value:
        """A sum as sentences show it: in the currency, or as a plain figure in whole units.

        In a currency, parts of a minor unit are dropped, or with `up` rounded up.
        """
        if self.currency is not None:
            return Money(ceil(minor) if up else floor(minor), self.currency)
        figure = Fraction(minor, self.unit)
        return int(figure) if figure.denominator == 1 else figure

    @classmethod
    def of(
        cls,
        style: str,
        projects: Sequence[Project],
        budget: int,
        ballots: Iterable[Marks | tuple[Marks, int]],
        *,
        currency: str | None = None,
        unit: int = 1,
        constraints: Constraints | None = None,
    ) -> Profile:
        """Merge ballots, or pairs of ballot and multiplicity, that passed their style's check.

        Project ids are compared as NFC text. Raises KeyError for a mark on a project that is not
        there and ValueError for two projects with one id.
        """
        place = {unicodedata.normalize("NFC", project.id): i for i, project in enumerate(projects)}
        if len(place) != len(projects):
            raise ValueError("two projects have the same id")
        at = place | {project.id: i for i, project in enumerate(projects)}
        merged: dict[tuple[tuple[int, int], ...], int] = {}
        for ballot in ballots:
            marks, times = ballot if isinstance(ballot, tuple) else (ballot, 1)
            row = tuple(
                sorted(
                    (at[p] if p in at else place[unicodedata.normalize("NFC", p)], value)
                    for p, value in marks.items()
                )
            )
            merged[row] = merged.get(row, 0) + times
        rows = sorted(merged)  # the order of ballots tells nothing
        start = np.zeros(len(rows) + 1, dtype=np.int64)
        np.cumsum([len(row) for row in rows], out=start[1:])
        return cls(
            style,
            tuple(projects),
            budget,
            start,
            np.array([p for row in rows for p, _ in row], dtype=np.int32),
            np.array([value for row in rows for _, value in row], dtype=np.int64),
            np.array([merged[row] for row in rows], dtype=np.int64),
            sum(merged.values()),
            currency,
            unit,
            constraints=constraints,
        )
