"""Constraints as plain JSON values and back, sums in minor units.

How a result says what its count had to obey.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import msgspec

from pbdesk.voting.constraints import (
    Cap,
    Constraints,
    Floor,
    Leftover,
    Pot,
    Threshold,
)

__all__ = ["constraints_from", "constraints_json"]


def constraints_json(constraints: Constraints) -> dict[str, Any]:
    """Every constraint; projects by id, in order; shares as fractions "a/b".

    Kinds that are not given are left out.
    """
    partial = constraints.partial
    found: dict[str, Any] = {
        "caps": [_on(cap, "most", cap.most) for cap in constraints.caps],
        "exclusive": [sorted(group) for group in constraints.exclusive],
        "funded": list(constraints.funded),
        "floors": [
            _on(floor, "least", floor.least) for floor in constraints.floors
        ],
        "pots": [_on(pot, "amount", pot.amount) for pot in constraints.pots],
        "partial": None if partial is None else str(partial),
        "threshold": _threshold(constraints.threshold),
        "leftover": constraints.leftover if constraints.pots else None,
    }
    return {name: value for name, value in found.items() if value}


def _on(part: Cap | Floor | Pot, sum_name: str, minor: int) -> dict[str, Any]:
    """A cap, floor or pot: its name, its projects and its sum."""
    return {
        "name": part.name,
        "projects": sorted(part.projects),
        sum_name: minor,
    }


def _threshold(threshold: Threshold | None) -> dict[str, str] | None:
    if threshold is None:
        return None
    return {"least": str(threshold.least), "base": threshold.base}


_SHARE = re.compile(r"-?[0-9]{1,40}(/[0-9]{1,40})?", re.ASCII)


class _Json(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    caps: tuple[Cap, ...] = ()
    exclusive: tuple[frozenset[str], ...] = ()
    funded: tuple[str, ...] = ()
    floors: tuple[Floor, ...] = ()
    pots: tuple[Pot, ...] = ()
    partial: Fraction | None = None
    threshold: Threshold | None = None
    leftover: Leftover = "returned"


def constraints_from(value: object) -> Constraints:
    """What `constraints_json` made. Raises ValueError for anything else."""
    read = msgspec.convert(value, _Json, dec_hook=_fraction)
    return Constraints(
        read.caps,
        read.exclusive,
        read.funded,
        read.threshold,
        read.floors,
        read.partial,
        read.pots,
        read.leftover,
    )


def _fraction(wanted: type, value: object) -> Fraction:
    if (
        wanted is not Fraction
        or not isinstance(value, str)
        or not _SHARE.fullmatch(value)
    ):
        raise ValueError("not a fraction")
    try:
        return Fraction(value)
    except ZeroDivisionError as error:
        raise ValueError("not a fraction") from error
