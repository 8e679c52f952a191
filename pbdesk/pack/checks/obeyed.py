"""Parts of checks 15 and 17.

The sealed rulebook is the record's, and the count obeyed its limits and no others.
docs/pack-format.md says what the clauses mean for `outcome.constraints`. A result without clauses
is not compared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import cast

from pbdesk.pack.contents import Asked, Json, Result, canonical
from pbdesk.pack.refused import PackRefused
from pbdesk.voting.constraints import (
    Cap,
    Constraints,
    Floor,
    Leftover,
    Pot,
    Threshold,
)
from pbdesk.voting.constraints_json import constraints_from
from pbdesk.words import say

__all__ = ["constraints_of", "refuse_another_rulebook", "refuse_other_limits"]

_LEFTOVERS: Mapping[str, Leftover] = {"next": "next", "on": "on"}

type _Clauses = Json


def constraints_of(said: object) -> Constraints | None:
    """What a result says that its count had to obey. Raises PackRefused where it cannot be read."""
    try:
        if said is None:
            return None
        return constraints_from(said)
    except ValueError as error:
        raise PackRefused(
            say("What the count had to obey cannot be read."),
        ) from error


def refuse_another_rulebook(result: Result, sealed: Iterable[object]) -> None:
    """Raise PackRefused where the record sealed other rules than the result tells.

    `sealed`: SHA-256 in hex, in the order of the record.
    """
    if list(map(_digest, result.rulebooks)) != list(sealed):
        raise PackRefused(
            say("The result tells another rulebook than the record sealed."),
        )


def _digest(rulebook: object) -> str:
    return hashlib.sha256(canonical(rulebook)).hexdigest()


def refuse_other_limits(said: Asked) -> None:
    """Raise PackRefused where the count obeyed other limits than the rulebook's clauses."""
    found = constraints_of(said.outcome.constraints) or Constraints()
    clauses = said.rules.get("rulebook")
    if not isinstance(clauses, dict):
        return
    ballot = {line.id for line in said.outcome.projects}
    given = cast("_Clauses", clauses)
    if _figures(found) != _figures(_meant(given)) or not (
        _may_exclude(given, found, ballot) and _parted(found, ballot)
    ):
        raise PackRefused(
            say(
                "The count had to obey other limits than the clauses of the rulebook.",
            ),
        )


def _meant(clauses: _Clauses) -> Constraints:
    """The limits that the clauses set, without the projects that they are for."""
    own, none = clauses.get("pots") == "own", frozenset[str]()

    def sums(kind: str) -> list[tuple[str, int]]:
        there = own if kind == "pot" else not own
        return [
            (name, sum_)
            for name in _categories(clauses)
            if there
            and (sum_ := _number(clauses, f"{kind}.{name}")) is not None
        ]

    pots = tuple(Pot(name, none, amount) for name, amount in sums("pot"))
    return Constraints(
        caps=tuple(Cap(name, none, most) for name, most in sums("cap")),
        floors=tuple(
            Floor(name, none, least) for name, least in sums("floor") if least
        ),
        pots=pots,
        leftover=_LEFTOVERS.get(str(clauses.get("pots_leftover")), "returned")
        if pots
        else "returned",
        partial=_percent(clauses, "partial"),
        threshold=_threshold(clauses),
    )


def _figures(given: Constraints) -> tuple[object, ...]:
    return (
        [(cap.name, cap.most) for cap in given.caps],
        [(floor.name, floor.least) for floor in given.floors],
        [(pot.name, pot.amount) for pot in given.pots],
        given.leftover,
        given.partial,
        given.threshold,
        given.funded,
    )


def _threshold(clauses: _Clauses) -> Threshold | None:
    """The clause `least_share` is an option of the rule itself, unless it goes by cost."""
    least = _percent(clauses, "threshold")
    if clauses.get("threshold_of") == "cost":
        return _by_cost(least or _percent(clauses, "least_share"))
    if least is None:
        return None
    return Threshold(least, "all")


def _by_cost(least: Fraction | None) -> Threshold | None:
    if least is None:
        return None
    return Threshold(least, "cost")


def _may_exclude(
    clauses: _Clauses,
    found: Constraints,
    ballot: set[str],
) -> bool:
    """Whether pairs of projects exclude each other only where the rulebook lets them."""
    if not found.exclusive:
        return True
    return clauses.get("exclusive") is True and _are_pairs(
        found.exclusive,
        ballot,
    )


def _are_pairs(groups: Iterable[frozenset[str]], ballot: set[str]) -> bool:
    return all(len(group) == 2 and group <= ballot for group in groups)


def _parted(found: Constraints, ballot: set[str]) -> bool:
    """Whether each category has the same projects everywhere, and none is in two."""
    of_category: dict[str, frozenset[str]] = {}
    for limit in (*found.caps, *found.floors, *found.pots):
        if of_category.setdefault(limit.name, limit.projects) != limit.projects:
            return False
    placed = [
        project for projects in of_category.values() for project in projects
    ]
    return len(set(placed)) == len(placed) and ballot.issuperset(placed)


def _categories(clauses: _Clauses) -> tuple[str, ...]:
    said = clauses.get("categories")
    if not isinstance(said, str):
        return ()
    names = map(str.strip, said.split(","))
    return tuple(dict.fromkeys(filter(None, names)))


def _number(clauses: _Clauses, name: str) -> int | None:
    said = clauses.get(name)
    if isinstance(said, int) and not isinstance(said, bool):
        return said
    return None


def _percent(clauses: _Clauses, name: str) -> Fraction | None:
    return Fraction(_number(clauses, name) or 0, 100) or None
