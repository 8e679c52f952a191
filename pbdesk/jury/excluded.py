"""Who may not sit on a panel: staff, councillors, contractors, a side and its relatives, and so on.

Some of it pbdesk finds: what the pool's own file says, who sat for this service lately (by the
jury's file), who bears a name or lives in a street on the case's list, and whoever shares a home
with a side. For the rest somebody looks the pool through against lists that pbdesk does not have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from pbdesk.jury.pool import Person, Reason
from pbdesk.jury.spellings import Listed, places, squashed
from pbdesk.words import Words, say

__all__ = ["LOOKED_THROUGH", "REASONS", "named_as", "sifted"]

REASONS: Mapping[Reason, Words] = {
    "staff": say("Works for the service"),
    "councillor": say("Is a councillor"),
    "contractor": say("Works for a contractor of the service"),
    "party": say("Is a side of this case, or its witness"),
    "relative": say("Is related to a side, or bears its name"),
    "handled": say("Has handled this case"),
    "sat": say("Sat for this service lately"),
    "household": say("Shares a home with one of these"),
}
LOOKED_THROUGH: tuple[Reason, ...] = (
    "staff",
    "councillor",
    "contractor",
    "party",
    "relative",
    "handled",
    "sat",
)
"""Each is looked through by somebody, before a list of panels is made."""

_CLOSE: frozenset[Reason] = frozenset({"party", "relative", "handled"})
"""Whoever shares a home with one of these may not sit either."""


def sifted(
    people: Sequence[Person],
    sat: AbstractSet[str],
) -> tuple[tuple[Person, ...], Mapping[Reason, int]]:
    """Who may be drawn, and how many may not, by reason. `sat`: who sat for this service lately."""
    known = [
        replace(each, excluded="sat")
        if each.id in sat and not each.excluded
        else each
        for each in people
    ]
    homes = {each.household for each in known if each.excluded in _CLOSE} - {""}
    told = [
        replace(each, excluded="household")
        if each.household in homes and not each.excluded
        else each
        for each in known
    ]
    left_out = Counter[Reason](each.excluded for each in told if each.excluded)
    return tuple(each for each in told if not each.excluded), left_out


def named_as(name: str, street: str, listed: Iterable[Listed]) -> Reason | None:
    """Why somebody may not sit, by the case's list of names; None: nothing on it is theirs."""
    for each in listed:
        if squashed(each.name) == squashed(name):
            return "party"
        if street and places([each], street):
            return "household"
        if places([each], name):
            return "relative"
    return None
