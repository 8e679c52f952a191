"""Profile: what a rule counts. Distinct ballots x projects, with how often each occurs.

City files have 5 to 10 times fewer distinct ballots than voters: rules get the weights, never the
copies.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import chain, pairwise
from math import ceil, floor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.arrays import Ints, starts
from pbdesk.voting.constraints import Constraints
from pbdesk.words import Money, Value, Words

__all__ = [
    "ENDS",
    "UNDECLARED",
    "Ballot",
    "Marks",
    "Places",
    "Profile",
    "Project",
]

_AT_ONCE = 1 << 16
"""Distinct ballots that are summed at one time."""

ENDS: tuple[str, ...] = (
    "exhausted",
    "overvote",
    "duplicate",
    "skipped",
    "blank",
)
"""Why a ranked ballot counts no further once its choices are used up."""

UNDECLARED = "undeclared write-ins"
"""The category of an option that stands for everybody who was written in and had not declared.

It cannot win.
"""

type Places = Sequence[int]
"""Projects or options, as places on the ballot."""

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


class Ballot(NamedTuple):
    """A distinct ballot: (place of a project, mark), projects ascending; how often it was cast."""

    marks: tuple[tuple[int, int], ...]
    times: int


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
    `lengths`: int64[distinct], how many projects each ballot marked when it was cast, where some of
    them take no part any more; None where all do.
    """

    style: str
    projects: tuple[Project, ...]
    budget: int
    start: Ints
    columns: NDArray[np.int32]
    values: Ints
    weights: Ints
    n: int
    currency: str | None = None
    unit: int = 1
    ends: NDArray[np.int8] | None = None
    constraints: Constraints | None = None
    notes: tuple[Words, ...] = ()
    lengths: Ints | None = None

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Project ids in ballot order."""
        return tuple(project.id for project in self.projects)

    def by_id[V](self, values: Iterable[V]) -> dict[str, V]:
        """Values of all projects in ballot order, by project id.

        Raises ValueError for more or fewer.
        """
        return dict(zip(self.ids, values, strict=True))

    def in_order[V](self, values: Mapping[str, V]) -> list[V]:
        """What `by_id` made, in ballot order again. Raises KeyError for a project without one."""
        return [values[name] for name in self.ids]

    @property
    def cost(self) -> Ints:
        """Costs, int64[projects], minor units."""
        return np.array(
            [project.cost for project in self.projects],
            dtype=np.int64,
        )

    @cached_property
    def cost_of(self) -> dict[str, int]:
        """Costs by project id, minor units."""
        return {project.id: project.cost for project in self.projects}

    def all_but(self, places: Collection[int]) -> list[int]:
        """The places of all other projects."""
        return [i for i in range(len(self.projects)) if i not in places]

    def names(self, places: Iterable[int]) -> tuple[str, ...]:
        """The ids of some projects."""
        return tuple(self.ids[i] for i in places)

    def recast(self, times: Ints) -> Profile:
        """The same with each distinct ballot cast so many times, int64[distinct].

        Those that nobody cast are out; `n` stays.
        """
        rows = np.flatnonzero(times)
        marks = times[self.row_of] > 0
        return replace(
            self,
            start=starts(np.diff(self.start)[rows]),
            columns=self.columns[marks],
            values=self.values[marks],
            weights=times[rows].astype(np.int64),
            ends=None if self.ends is None else self.ends[rows],
            lengths=self.cast_lengths[rows],
        )

    @property
    def cast_lengths(self) -> Ints:
        """How many projects each ballot marked when it was cast, int64[distinct]."""
        if self.lengths is None:
            return np.diff(self.start)
        return self.lengths

    def and_ballot(self, marks: Marks, times: int) -> Profile:
        """The same with one more distinct ballot, cast so many times; `n` stays."""
        columns = [self.ids.index(name) for name in marks]
        return replace(
            self,
            start=np.append(self.start, len(self.columns) + len(marks)),
            columns=np.append(self.columns, np.array(columns, dtype=np.int32)),
            values=np.append(
                self.values,
                np.array([*marks.values()], dtype=np.int64),
            ),
            weights=np.append(self.weights, times),
            ends=None
            if self.ends is None
            else np.append(self.ends, np.int8(0)),
            lengths=np.append(self.cast_lengths, len(marks)),
        )

    def ballots(self) -> Iterator[Ballot]:
        """Every distinct ballot, one after the other: for what is no matter of arrays."""
        columns: list[int] = self.columns.tolist()
        values: list[int] = self.values.tolist()
        bounds = pairwise(self.start.tolist())
        for (first, end), times in zip(
            bounds,
            self.weights.tolist(),
            strict=True,
        ):
            marks = zip(columns[first:end], values[first:end], strict=True)
            yield Ballot(tuple(marks), times)

    @property
    def row_of(self) -> Ints:
        """The ballot that each mark stands on, int64[marks]."""
        return np.repeat(np.arange(len(self.weights)), np.diff(self.start))

    def summed(self, per_mark: NDArray[np.integer | np.bool]) -> Ints:
        """Sums of figures of marks for each project, int64[projects].

        As often as ballots were cast. Exact: integers, never floats. A city's ballots are taken by
        parts, for the memory they need.
        """
        sums = np.zeros(len(self.projects), dtype=np.int64)
        ballots = len(self.weights)
        for first in range(0, ballots, _AT_ONCE):
            end = min(first + _AT_ONCE, ballots)
            bounds = self.start[first : end + 1]
            marks = slice(int(bounds[0]), int(bounds[-1]))
            times = np.repeat(self.weights[first:end], np.diff(bounds))
            np.add.at(sums, self.columns[marks], per_mark[marks] * times)
        return sums

    def money(self, minor: int | Fraction, *, up: bool = False) -> Value:
        """A sum as sentences show it: in the currency, or as a plain figure in whole units.

        In a currency, parts of a minor unit are dropped, or with `up` rounded up.
        """
        if self.currency is not None:
            return Money(ceil(minor) if up else floor(minor), self.currency)
        figure = Fraction(minor, self.unit)
        if figure.denominator == 1:
            return int(figure)
        return figure

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
        merged = _merged(projects, ballots)
        rows = sorted(merged)  # the order of ballots tells nothing
        marks = list(chain.from_iterable(rows))
        weights = [merged[row] for row in rows]
        return cls(
            style,
            tuple(projects),
            budget,
            starts([len(row) for row in rows]),
            columns=np.array([column for column, _ in marks], dtype=np.int32),
            values=np.array([value for _, value in marks], dtype=np.int64),
            weights=np.array(weights, dtype=np.int64),
            n=sum(weights),
            currency=currency,
            unit=unit,
            constraints=constraints,
        )


def _merged(
    projects: Sequence[Project],
    ballots: Iterable[Marks | tuple[Marks, int]],
) -> dict[tuple[tuple[int, int], ...], int]:
    """How often each ballot was cast, as (place of a project, mark), projects ascending."""
    place_of = _places(projects)
    merged: dict[tuple[tuple[int, int], ...], int] = {}
    for ballot in ballots:
        marks, times = ballot if isinstance(ballot, tuple) else (ballot, 1)
        row: list[tuple[int, int]] = []
        for project, value in marks.items():
            name = project if project in place_of else _normal(project)
            row.append((place_of[name], value))
        row.sort()
        key = tuple(row)
        merged[key] = merged.get(key, 0) + times
    return merged


def _places(projects: Sequence[Project]) -> dict[str, int]:
    """The place of each project, by its id as it is written and as NFC text."""
    by_text = {
        _normal(project.id): place for place, project in enumerate(projects)
    }
    if len(by_text) != len(projects):
        raise ValueError("two projects have the same id")
    written = {project.id: place for place, project in enumerate(projects)}
    return by_text | written


def _normal(project: str) -> str:
    return unicodedata.normalize("NFC", project)
