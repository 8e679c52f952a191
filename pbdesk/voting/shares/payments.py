"""Payments: who paid what for each purchase, so that every round can be checked by adding up."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import numpy as np

from pbdesk.voting.outcome import Payment
from pbdesk.voting.profile import Profile
from pbdesk.voting.shares.exact import Exact, Parted
from pbdesk.voting.shares.run import Run

__all__ = ["payments", "payments_by_ballot"]


def payments(run: Run) -> list[tuple[Payment, ...]]:
    """For each purchase.

    One payment for each number of points paid in full, then those who gave all they had left.
    """
    exact = run.settled()
    return [
        _payments(exact, number, parted) for number, parted in enumerate(run.purchases)
    ]


def payments_by_ballot(run: Run, profile: Profile) -> dict[str, dict[int, Fraction]]:
    """For each purchase, what each of the equal ballots of a row paid, minor units."""
    exact = run.settled()
    found = dict[str, dict[int, Fraction]]()
    for number, supporters in enumerate(exact.bought):
        price = exact.prices[number]
        paid = dict[int, Fraction]()
        for row, points in zip(
            supporters.groups.tolist(),
            supporters.points.astype(np.int64).tolist(),
            strict=True,
        ):
            given = min(exact.money_before(row, number), price * points)
            if given:
                paid[row] = Fraction(given, exact.denominator)
        found[profile.ids[supporters.project]] = paid
    return found


def _payments(exact: Exact, number: int, parted: Parted) -> tuple[Payment, ...]:
    price = exact.fraction(number)
    full, poor_voters = _payers(exact, number, parted)
    paid = [Payment(n, price * each) for each, n in sorted(full.items())]
    given = sum((payment.voters * payment.each for payment in paid), Fraction(0))
    if not poor_voters:
        return tuple(paid)
    rest = parted.supporters.cost - given
    return (*paid, Payment(poor_voters, rest / poor_voters, all_left=True))


def _surely_in_full(parted: Parted) -> Counter[int]:
    """How many surely pay in full, by their points."""
    supporters = parted.supporters
    rich = parted.rich
    points, kinds = np.unique(supporters.points[rich], return_inverse=True)
    voters = np.bincount(kinds, weights=supporters.weight[rich], minlength=len(points))
    return Counter(
        {
            int(each): int(n)
            for each, n in zip(points.tolist(), voters.tolist(), strict=True)
        },
    )


def _payers(exact: Exact, number: int, parted: Parted) -> tuple[Counter[int], int]:
    """How many pay in full, by their points, and how many give all that they have."""
    supporters = parted.supporters
    poor_voters = int(supporters.weight[parted.poor].sum())
    full = _surely_in_full(parted)
    for i in parted.unsure.tolist():
        money = exact.money_before(int(supporters.groups[i]), number)
        weight = int(supporters.weight[i])
        wants = int(supporters.points[i])
        if money >= exact.prices[number] * wants:
            full[wants] += weight
        elif money:
            poor_voters += weight
    return full, poor_voters
