"""Groups of voters, by a column of their file: what their ballots paid for.

No figure is of fewer than ten ballots.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from pbdesk.voting.arrays import Ints
from pbdesk.voting.explain.payments import Paid
from pbdesk.voting.explain.representation import paid_by
from pbdesk.voting.formats.voters import VoterGroup
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Profile
from pbdesk.words import Value, Words, say, several

__all__ = ["VotersPaid", "voters_paid"]

type _Groups = Mapping[str, VoterGroup]


@dataclass(frozen=True, slots=True)
class VotersPaid:
    """What the `ballots` (as cast) of one group, or of several taken together, `paid` for.

    Minor units. names: the groups, more than one where they are too small to be told apart · part:
    what was given out, in the proportion of these ballots (as they count) to all.
    """

    names: tuple[str, ...]
    ballots: int
    paid: Fraction
    part: Fraction

    def words(self, profile: Profile) -> Words:
        """In a sentence."""
        paid = profile.money(self.paid)
        part = profile.money(self.part)
        if len(self.names) > 1:
            return self._together(paid, part)
        return several(
            "“{group}”: {n} ballot paid {paid}; its part by number is {part}.",
            "“{group}”: {n} ballots paid {paid}; their part by number is {part}.",
            self.ballots,
            group="".join(self.names) or "–",
            paid=paid,
            part=part,
        )

    def _together(self, paid: Value, part: Value) -> Words:
        return say(
            "{groups} groups too small to be told apart: their {n} ballots paid {paid}; their "
            "part by "
            "number is {part}.",
            groups=len(self.names),
            n=self.ballots,
            paid=paid,
            part=part,
        )


def voters_paid(
    profile: Profile,
    groups: _Groups,
    outcome: Outcome,
    payments: Paid,
    *,
    least: int = 10,
) -> tuple[VotersPaid, ...]:
    """Every group, the largest first; those under `least` ballots together, at the end.

    What is together has `least` ballots itself, so that no smaller figure is left when the others
    are taken from all: the next larger groups join it until it has.
    """
    sets = _sets(groups, least)
    paid = paid_by(
        profile,
        outcome.funded,
        {str(i): _weights(groups, names) for i, names in enumerate(sets)},
        payments=payments,
        awards=outcome.awards,
    )
    a_ballot = Fraction(outcome.cost, profile.n or 1)
    return tuple(
        VotersPaid(
            names,
            _ballots(groups, names),
            each.paid,
            a_ballot * each.ballots,
        )
        for names, each in zip(sets, paid, strict=True)
    )


def _ballots(groups: _Groups, names: Sequence[str]) -> int:
    return sum(_ballots_of_each(groups, names))


def _sets(groups: _Groups, least: int) -> list[tuple[str, ...]]:
    """Groups that are told together."""
    names = _largest_first(groups)
    return _told_apart(names, _ballots_of_each(groups, names), least)


def _ballots_of_each(groups: _Groups, names: Sequence[str]) -> list[int]:
    return [groups[name].ballots for name in names]


def _largest_first(groups: _Groups) -> list[str]:
    return sorted(groups, key=lambda name: (-groups[name].ballots, name))


def _weights(groups: _Groups, names: Sequence[str]) -> Ints:
    """How many of each distinct ballot are of these groups, int64[distinct]."""
    return np.sum([groups[name].weights for name in names], axis=0)


def _told_apart(
    names: Sequence[str],
    ballots: Sequence[int],
    least: int,
) -> list[tuple[str, ...]]:
    """The names, largest first, each by itself but for the last ones, which are too small."""
    first = _first_together(ballots, least)
    alone = [(name,) for name in names[:first]]
    if first == len(names):
        return [*alone]
    return [*alone, tuple(names[first:])]


def _first_together(ballots: Sequence[int], least: int) -> int:
    """The place of the first that is not told by itself: what is together has `least` ballots."""
    first = sum(n >= least for n in ballots)
    while 0 < first < len(ballots) and sum(ballots[first:]) < least:
        first -= 1
    return first
