"""Trace: who paid what for each purchase, so that every round can be checked by adding up."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from pbdesk.voting.outcome import Payment
from pbdesk.voting.shares.exact import Exact, Parted
from pbdesk.voting.shares.run import Run

__all__ = ["payments"]


def payments(run: Run) -> list[tuple[Payment, ...]]:
    """For each purchase: one payment for each number of points paid in full, then those who gave all they had left."""
    exact = run.settled()
    return [_payments(exact, number, parted) for number, parted in enumerate(run.purchases)]


def _payments(exact: Exact, number: int, parted: Parted) -> tuple[Payment, ...]:
    supporters, price = parted.supporters, exact.fraction(number)
    full, poor_voters = Counter[int](), int(supporters.weight[parted.poor].sum())
    for i in parted.rich.tolist():
        full[int(supporters.points[i])] += int(supporters.weight[i])
    for i in parted.unsure.tolist():
        money = exact.money_before(int(supporters.groups[i]), number)
        weight, points = int(supporters.weight[i]), int(supporters.points[i])
        if money >= exact.prices[number] * points:
            full[points] += weight
        elif money:
            poor_voters += weight
    paid = [Payment(voters, price * points) for points, voters in sorted(full.items())]
    rest = supporters.cost - sum((payment.voters * payment.each for payment in paid), Fraction(0))
    return (*paid, Payment(poor_voters, rest / poor_voters, all_left=True)) if poor_voters else tuple(paid)
