"""Representation: how well an outcome serves the ballots, whatever rule made it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from pbdesk.voting.arrays import Bools, Ints, added
from pbdesk.voting.explain.payments import Paid
from pbdesk.voting.profile import Profile, Project

__all__ = [
    "Group",
    "Overlooked",
    "Representation",
    "groups",
    "overlooked",
    "paid_by",
    "representation",
]


type _ByName = dict[str, list[int]]
"""Projects, as places on the ballot, by what they are told under."""


@dataclass(frozen=True, slots=True)
class Representation:
    """Figures over all `ballots` counted, empty ones too.

    with_win: ballots that mark at least one funded project above zero · wins: funded projects a
    ballot marks, on average · spend: minor units spent on projects that a ballot marks, on average
    (a project's whole cost counts for each ballot that marks it).
    """

    ballots: int
    with_win: int
    wins: Fraction
    spend: Fraction


@dataclass(frozen=True, slots=True)
class Group:
    """Ballots with something in common.

    Those that mark a project (or any project of a category) above zero. paid: minor units of the
    pot that their ballots paid for: what they truly paid where the rule has payments, else each
    funded project in equal parts by the ballots that mark it, a convention. A group's fair part of
    what was spent is `ballots` / all ballots.
    """

    name: str
    ballots: int
    paid: Fraction


@dataclass(frozen=True, slots=True)
class Overlooked:
    """A group of `ballots` that mark `project`, which is not funded.

    And each of which is worse off than it could be. Their part of the pot would pay for so much of
    it that none of them, even with the project, would reach that.
    """

    project: str
    ballots: int


def representation(profile: Profile, funded: Collection[str]) -> Representation:
    """The figures of an outcome. Cost: O(marks)."""
    mine = _inside(profile, funded)[profile.columns] & (profile.values > 0)
    votes = _times_marked(profile, mine, profile.weights)
    n = profile.n or 1
    return Representation(
        profile.n,
        int(_with_any(profile, mine).sum()),
        Fraction(sum(votes), n),
        Fraction(_spent(profile, votes), n),
    )


def _with_any(profile: Profile, marks: Bools) -> Ints:
    """How often each ballot was cast that has any of these marks, int64[distinct]."""
    times = np.bincount(profile.row_of[marks], minlength=len(profile.weights))
    return (times > 0) * profile.weights


def _times_marked(profile: Profile, marks: Bools, weights: Ints) -> list[int]:
    """How many of so many of each distinct ballot have a mark of these, for each project."""
    times = np.bincount(
        profile.columns[marks],
        weights=weights[profile.row_of[marks]],
        minlength=len(profile.projects),
    )
    return times.astype(np.int64).tolist()


def _inside(profile: Profile, funded: Collection[str]) -> Bools:
    """Whether each project is funded, bool[projects]."""
    return np.array([name in funded for name in profile.ids], dtype=bool)


def _spent(profile: Profile, votes: Sequence[int]) -> int:
    """What was spent on projects, once for each ballot that marks them, minor units."""
    return sum(
        n * project.cost
        for n, project in zip(votes, profile.projects, strict=True)
    )


def groups(
    profile: Profile,
    funded: Collection[str],
    *,
    by_category: bool = False,
    payments: Paid | None = None,
    least: int = 0,
) -> tuple[Group, ...]:
    """Every project's supporters, or every category's, and what their ballots paid for.

    `payments`: see `payments_of`; projects that are not in it are paid in equal parts. Groups of
    fewer than `least` ballots are left out: ten or more wherever it is public. Groups overlap, so
    their sums do not add up to what was spent. Cost: O(projects x marks).
    """
    found: dict[str, Ints] = {}
    for name, places in _names(profile, by_category=by_category).items():
        times = _times_inside(profile, places)
        if int(times.sum()) >= least:
            found[name] = times
    return paid_by(profile, funded, found, payments=payments)


def _times_inside(profile: Profile, places: Sequence[int]) -> Ints:
    """How often each ballot was cast that marks any of these above zero, int64[distinct]."""
    marks = (profile.values > 0) & np.isin(profile.columns, places)
    return _with_any(profile, marks)


def _in_equal_parts(
    profile: Profile,
    given: Mapping[str, int],
    paid: Collection[str],
) -> dict[int, Fraction]:
    """By its place, what each ballot pays for a project that all who mark it pay alike.

    `paid`: those of which it is known who paid what.
    """
    votes = _votes(profile, profile.weights)
    return {
        i: Fraction(given[name], votes[i])
        for i, name in enumerate(profile.ids)
        if name in given and name not in paid and votes[i]
    }


def paid_by(
    profile: Profile,
    funded: Collection[str],
    parts: Mapping[str, Ints],
    *,
    payments: Paid | None = None,
    awards: Mapping[str, int] | None = None,
) -> tuple[Group, ...]:
    """What parts of the ballots paid for.

    By name, how many of each distinct ballot belong to it (int64[distinct]). `payments`: as in
    `groups`. `awards`: sums of projects that got a part of their cost. Cost: O(parts x marks).
    """
    payments = payments or {}
    cost_of = profile.cost_of
    given = {name: cost_of[name] for name in profile.ids if name in funded}
    price = _in_equal_parts(
        profile,
        given | dict(awards or {}),
        payments.keys(),
    )
    return tuple(
        _group(profile, name, part, price, payments)
        for name, part in parts.items()
    )


def _group(
    profile: Profile,
    name: str,
    part: Ints,
    price: Mapping[int, Fraction],
    payments: Paid,
) -> Group:
    """A part of the ballots, and what it paid."""
    counts = _votes(profile, part)
    paid = sum((counts[i] * each for i, each in price.items()), Fraction(0))
    return Group(name, int(part.sum()), paid + _truly_paid(payments, part))


def _truly_paid(payments: Paid, part: Ints) -> Fraction:
    """What so many of each distinct ballot paid in all, minor units."""
    paid = Fraction(0)
    for rows in payments.values():
        paid += _paid_for_one(rows, part)
    return paid


def _paid_for_one(rows: Mapping[int, Fraction], part: Ints) -> Fraction:
    """The same for one project; `rows`: what each distinct ballot paid for it."""
    return sum(
        (each * int(part[row]) for row, each in rows.items()),
        Fraction(0),
    )


def overlooked(
    profile: Profile,
    funded: Collection[str],
    *,
    by_cost: bool = True,
) -> tuple[Overlooked, ...]:
    """Breaches of EJR+ up to one project, the largest group for each project.

    Equal Shares never has any. A group S that wants an unfunded project c is overlooked when, for
    every ballot i of S, worth(funded, i) + worth(c) <= worth(c) x (|S| x budget / n) / cost(c).
    Worth is cost, or the same for every project. It is enough to look at the worst off supporters
    of each project. Cost: O(projects x distinct log distinct). Source: EJR+, Brill and Peters 2023;
    "up to one project", Peters, Pierczynski, Skowron 2021.
    """
    worth = _worth(profile, by_cost=by_cost)
    has = _worth_of_marked(profile, _inside(profile, funded) * worth)
    found: list[Overlooked] = []
    for i, project in enumerate(profile.projects):
        if project.id in funded or not project.cost:
            continue
        supporters = profile.row_of[
            (profile.values > 0) & (profile.columns == i)
        ]
        size = _most_overlooked(
            profile,
            project,
            int(worth[i]),
            supporters,
            has,
        )
        if size is not None:
            found.append(Overlooked(project.id, size))
    return tuple(found)


def _worth(profile: Profile, *, by_cost: bool) -> Ints:
    """What each project is worth, int64[projects]."""
    if by_cost:
        return profile.cost
    return np.ones(len(profile.projects), dtype=np.int64)


def _worth_of_marked(profile: Profile, worth: Ints) -> Ints:
    """What each distinct ballot marks above zero is worth, int64[distinct]."""
    above = profile.values > 0
    rows = profile.row_of[above]
    return added(rows, worth[profile.columns[above]], len(profile.weights))


def _most_overlooked(
    profile: Profile,
    project: Project,
    worth: int,
    supporters: Ints,
    has: Ints,
) -> int | None:
    """How large the largest overlooked group of the worst off supporters is; None: there is none.

    `has`: int64[distinct], what is funded is worth to each.
    """
    worst_first = supporters[np.argsort(has[supporters], kind="stable")]
    sizes: list[int] = np.cumsum(profile.weights[worst_first]).tolist()
    largest = None
    for size, worst in zip(sizes, has[worst_first].tolist(), strict=True):
        wanted = (worst + worth) * profile.n * project.cost
        if wanted <= worth * size * profile.budget:
            largest = size
    return largest


def _votes(profile: Profile, weights: Ints) -> list[int]:
    return _times_marked(profile, profile.values > 0, weights)


def _names(profile: Profile, *, by_category: bool) -> _ByName:
    if not by_category:
        return {name: [i] for i, name in enumerate(profile.ids)}
    return _by_category(profile)


def _by_category(profile: Profile) -> _ByName:
    found: _ByName = {}
    for i, project in enumerate(profile.projects):
        for category in project.categories:
            found.setdefault(category, []).append(i)
    return found
