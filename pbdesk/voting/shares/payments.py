"""Payments: who paid what for each purchase, so that every round can be checked by adding up."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import numpy as np

from pbdesk.voting.outcome import PaidBy, Payment
from pbdesk.voting.profile import Profile
from pbdesk.voting.shares.exact import Exact, Parted
from pbdesk.voting.shares.run import Run
from pbdesk.voting.shares.supporters import Supporters

__all__ = ["payments", "payments_by_ballot"]


def payments(run: Run) -> list[PaidBy]:
    """For each purchase.

    One payment for each number of points paid in full, then those who gave all they had left.
    """
    exact = run.settled()
    return [
        _payments(exact, number, parted)
        for number, parted in enumerate(run.purchases)
    ]


def payments_by_ballot(
    run: Run,
    profile: Profile,
) -> dict[str, dict[int, Fraction]]:
    """For each purchase, what each of the equal ballots of a row paid, minor units."""
    exact = run.settled()
    return {
        profile.ids[supporters.project]: _paid_by_row(exact, number, supporters)
        for number, supporters in enumerate(exact.bought)
    }


def _paid_by_row(
    exact: Exact,
    number: int,
    supporters: Supporters,
) -> dict[int, Fraction]:
    """What each of the equal ballots of a row paid for one purchase; those that paid."""
    price = exact.prices[number]
    rows: list[int] = supporters.groups.tolist()
    paid = dict[int, Fraction]()
    for row, points in zip(rows, supporters.points.tolist(), strict=True):
        given = min(exact.money_before(row, number), price * int(points))
        if given:
            paid[row] = Fraction(given, exact.denominator)
    return paid


def _payments(exact: Exact, number: int, parted: Parted) -> PaidBy:
    price = exact.fraction(number)
    full, poor_voters = _payers(exact, number, parted)
    paid = [Payment(n, price * each) for each, n in sorted(full.items())]
    given = sum(
        (payment.voters * payment.each for payment in paid),
        Fraction(0),
    )
    if not poor_voters:
        return tuple(paid)
    rest = parted.supporters.cost - given
    return (*paid, Payment(poor_voters, rest / poor_voters, all_left=True))


def _surely_in_full(parted: Parted) -> Counter[int]:
    """How many surely pay in full, by their points."""
    supporters = parted.supporters
    rich = parted.rich
    points, kinds = np.unique(supporters.points[rich], return_inverse=True)
    voters = np.bincount(
        kinds,
        weights=supporters.weight[rich],
        minlength=len(points),
    )
    return Counter(
        {
            int(each): int(n)
            for each, n in zip(points.tolist(), voters.tolist(), strict=True)
        },
    )


def _payers(
    exact: Exact,
    number: int,
    parted: Parted,
) -> tuple[Counter[int], int]:
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
