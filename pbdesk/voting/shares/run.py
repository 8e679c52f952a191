"""Run: the Method of Equal Shares at one share, exact.

Floats carry an error bound for every purse; wherever two prices, or money and a cost, are nearer
than their bounds, rationals decide. No tolerance decides anything.

A project's price only rises while purses empty, so the last known price is a lower bound, and most
projects need no second look.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import inf

from pbdesk.voting.constraints import Barrier
from pbdesk.voting.outcome import Tie
from pbdesk.voting.shares.exact import ROUND_UP, Exact, Parted
from pbdesk.voting.shares.points import Points
from pbdesk.voting.shares.purses import Floor, Price, Purses
from pbdesk.voting.shares.supporters import Supporters

__all__ = ["Bar", "BreakTie", "Run", "again", "run"]


@dataclass
class Run:
    """What one share buys, in the order bought, with the payers as floats told them apart.

    `barriers`: projects that could have been bought next, and what kept them out.
    """

    purses: Purses
    bar: Bar | None = None
    purchases: list[Parted] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    barriers: dict[int, Barrier] = field(default_factory=dict[int, Barrier])

    def is_barred(self, project: int) -> bool:
        """Whether a constraint keeps a project out beside what is bought."""
        return (
            self.bar is not None
            and self.bar(project, self.projects) is not None
        )

    def passes(self, project: int) -> bool:
        """Whether no constraint keeps out a project now; what is kept out once is so for good."""
        barrier = None if self.bar is None else self.bar(project, self.projects)
        if barrier is not None:
            self.barriers[project] = barrier
        return barrier is None

    @property
    def projects(self) -> list[int]:
        """Projects bought, as places on the ballot."""
        return [parted.supporters.project for parted in self.purchases]

    @property
    def cost(self) -> int:
        """What they cost together, minor units."""
        return sum(parted.supporters.cost for parted in self.purchases)

    @property
    def nobody_gave_all(self) -> bool:
        """Whether every payer certainly paid the full price of everything."""
        return not any(parted.not_rich for parted in self.purchases)

    def settled(self) -> Exact:
        """Every price as a rational."""
        self.purses.settle()
        return self.purses.exact

    def held(self, supporters: Supporters) -> Fraction:
        """What a project's supporters have left together, minor units."""
        exact = self.settled()
        together = exact.together(supporters, *self.purses.murky(supporters))
        return Fraction(together, exact.denominator)

    def near(self, supporters: Supporters) -> float:
        """About what a project's supporters have left together."""
        return float(
            supporters.weight.dot(self.purses.money[supporters.groups]),
        )

    def pays(self, supporters: Supporters) -> bool:
        """Whether a project's supporters have its cost left together."""
        return self.purses.affords(supporters)


type BreakTie = Callable[[Sequence[int]], tuple[int, Tie]]
"""From projects (places on the ballot) with one price to the one bought first.

And the tie as it is told.
"""


type Bar = Callable[[int, Sequence[int]], Barrier | None]
"""What keeps a project out beside those bought (places on the ballot), or nothing."""


def run(
    everyone: Sequence[Supporters],
    share: Fraction,
    points: Points,
    break_tie: BreakTie,
    bar: Bar | None = None,
) -> Run:
    """Buy projects at `share` (minor units for each voter) until nobody's supporters can pay.

    `everyone`: projects that may be bought, each dearer than 0 and with supporters. One that `bar`
    keeps out when its turn comes is passed over for good. Raises nothing. Source: Peters,
    Pierczynski, Skowron 2021; `factor` says which utility.
    """
    purses = Purses(share, points)
    made = Run(purses, bar)
    queue = _Queue(purses, everyone, share)
    while contenders := queue.cheapest():
        passed = [
            price
            for price in contenders
            if made.passes(price.supporters.project)
        ]
        if not passed:
            continue
        first = (
            passed[0]
            if len(passed) == 1
            else _decided(purses, passed, made, break_tie)
        )
        for price in passed:
            if price.supporters is not first.supporters:
                queue.put_back(price)
        made.purchases.append(purses.pay(first))
    return made


def again(
    purchases: Sequence[Supporters],
    share: Fraction,
    points: Points,
) -> Run:
    """The same purchases in the same order at a greater share, where they can all be paid."""
    purses = Purses(share, points)
    made = Run(purses)
    for supporters in purchases:
        floor = purses.floor(supporters, supporters.least_price)
        if floor is None:
            raise ValueError("at this share they cannot all be paid")
        made.purchases.append(purses.pay(purses.price(floor)))
    return made


class _Queue:
    """Projects not bought, by the least that their rank may be."""

    def __init__(
        self,
        purses: Purses,
        everyone: Sequence[Supporters],
        share: Fraction,
    ) -> None:
        self._purses = purses
        self._supporters = {s.project: s for s in everyone}
        self._waiting = [
            (s.least_price / s.factor / ROUND_UP, s.project)
            for s in everyone
            if s.voters * share.numerator >= s.cost * share.denominator
        ]
        heapify(self._waiting)

    def put_back(self, price: Price) -> None:
        """A project that was not bought, as far as its price is known."""
        heappush(self._waiting, (price.rank, price.supporters.project))

    def cheapest(self) -> list[Price]:
        """The projects that may be the cheapest now, none once nobody can pay.

        They and the unaffordable leave the queue. Projects are looked at from below until one
        stands first that was looked at in this turn; only then prices are needed from above. Of
        those that are dearer than one already looked at it is enough to know just that.
        """
        waiting = self._waiting
        looked = dict[int, Floor]()
        best = inf
        least = inf
        found = list[Price]()
        while waiting and waiting[0][0] <= best:
            rank, project = heappop(waiting)
            floor = looked.get(project) or self._look(rank, project, least)
            if floor is None:
                continue
            if floor.reached and (project in looked or floor.rank <= rank):
                price = self._purses.price(floor)
                found.append(price)
                best = min(best, price.highest_rank)
                least = inf
                continue
            heappush(waiting, (floor.rank, project))
            if floor.reached:
                looked[project] = floor
                least = min(least, floor.highest_rank) if best == inf else inf
        return self._no_dearer(found, best)

    def _no_dearer(self, found: Sequence[Price], best: float) -> list[Price]:
        """Those that may be the cheapest; the others wait on."""
        for price in found:
            if price.rank > best:
                self.put_back(price)
        return [price for price in found if price.rank <= best]

    def _look(self, rank: float, project: int, least: float) -> Floor | None:
        supporters = self._supporters[project]
        start = rank * supporters.factor / ROUND_UP
        return self._purses.floor(supporters, start, least * supporters.factor)


def _decided(
    purses: Purses,
    contenders: Sequence[Price],
    made: Run,
    break_tie: BreakTie,
) -> Price:
    """The cheapest of `contenders` by rationals; equals by the tie ladder."""
    ranks = dict[int, Fraction]()
    prices = {
        price.supporters.project: purses.exactly(price) for price in contenders
    }
    for project, price in prices.items():
        if price.exact is not None:
            numerator, wanted = price.exact
            ranks[project] = Fraction(
                numerator,
                wanted * price.supporters.factor,
            )
    least = min(ranks.values())
    equal = [project for project, rank in ranks.items() if rank == least]
    if len(equal) == 1:
        return prices[equal[0]]
    first, tie = break_tie(equal)
    made.ties.append(tie)
    return prices[first]
