"""Coins: every ballot's share of the pot.

And purchases that take from the coins of those who want a project. Either each gives the same part
of what it put on the project, or all it has; or each gives the same sum, or all it has. Equal
ballots have equal coins; those with one past are told apart by nothing and have one value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.arrays import Bools, Floats, Ints, added
from pbdesk.voting.outcome import PaidBy, Payment
from pbdesk.voting.shares.values import NOTHING, WHOLE, Sum, Values

__all__ = ["Coins", "Taken"]

_ULP = 2.0**-52
_ROUND_UP = 1 + 2.0**-40


@dataclass(frozen=True, slots=True)
class Taken:
    """A purchase: the rows.

    Distinct ballots that paid, their values before and after, and who gave all it had.
    `each`: what the others gave, minor units, where all gave the same.
    """

    rows: Ints
    before: Ints
    after: Ints
    gave_all: Bools
    each: Fraction | None = None


class Coins:
    """`value[row]`: which value the coin of each ballot on that row is of, times `sizes[row]`."""

    def __init__(self, whole: Fraction, weights: Ints, sizes: Ints) -> None:
        """Give every ballot `sizes` times `whole` minor units.

        A row stands for `weights` ballots.
        """
        self.values = Values(whole)
        self.weights = weights
        self.times = weights * sizes
        self.value = np.full(len(weights), WHOLE, dtype=np.int64)

    def together(
        self,
        columns: NDArray[np.int32],
        rows: Ints,
        parts: Floats,
        projects: int,
    ) -> tuple[Floats, Floats]:
        """Bounds of the money on each project.

        `parts` (0 to 1) of the coin of each mark, float64[projects] twice.
        """
        times = parts * self.times[rows]
        values = self.value[rows]
        near = np.bincount(columns, times * self.values.near[values], projects)
        off = np.bincount(columns, times * self.values.error[values], projects)
        marks = np.bincount(columns, minlength=projects)
        bound = (off + (marks + 8) * 4 * _ULP * (near + off)) * _ROUND_UP
        return near - bound, near + bound

    def sum_of(self, rows: Ints, points: Ints, of: Ints) -> Sum:
        """Points / of (whole numbers) of the coins of `rows` together."""
        base = int(of.max(initial=0)) + 1
        keys, group = np.unique(
            self.value[rows] * base + of,
            return_inverse=True,
        )
        sums = _added(group, points * self.times[rows], len(keys))
        terms: dict[int, Fraction] = {}
        for key, total in zip(keys.tolist(), sums, strict=True):
            value, whole = divmod(key, base)
            if value != NOTHING and total:
                terms[value] = terms.get(value, Fraction(0)) + Fraction(
                    total,
                    whole,
                )
        return Sum(terms)

    def take_parts(
        self,
        rows: Ints,
        points: Ints,
        of: Ints,
        cost: int,
    ) -> Taken:
        """Each row gives rate x points / of of its coin, or all; the rate makes the cost.

        Together they must have it.
        Who has put the largest part on the project is the first to have given all.
        """
        has = self.value[rows] != NOTHING
        rows = rows[has]
        points = points[has]
        of = of[has]
        ranks, parts = _parts(points, of)
        free, all_, rest = self._who_gives_all(
            rows,
            points,
            of,
            ranks,
            parts,
            cost,
        )
        before = self.value[rows]
        gave_all = ranks < free
        kept = ~gave_all
        after = np.full(len(rows), NOTHING, dtype=np.int64)
        if kept.any():
            missing = Sum({}, cost).plus(all_, -1)
            after[kept] = self._left_of(
                before[kept],
                ranks[kept],
                parts,
                (missing, rest),
            )
        self.value[rows] = after
        return Taken(rows, before, after, gave_all)

    def _left_of(
        self,
        before: Ints,
        ranks: Ints,
        parts: Sequence[Fraction],
        rate: tuple[Sum, Sum],
    ) -> Ints:
        """What is left of coins of value `before` that gave `rate` x their part: a new value each.

        Coins of the same value and part share one.
        """
        pairs, place = np.unique(
            before * len(parts) + ranks,
            return_inverse=True,
        )
        which: list[int] = (pairs % len(parts)).tolist()
        made = self.values.taken(
            *rate,
            pairs // len(parts),
            [parts[k] for k in which],
        )
        return made[place]

    def _who_gives_all(
        self,
        rows: Ints,
        points: Ints,
        of: Ints,
        ranks: Ints,
        parts: Sequence[Fraction],
        cost: int,
    ) -> tuple[int, Sum, Sum]:
        """How many of the largest parts give all.

        What these have together, and what the others put on the project. The first that need not
        give all is the first at whose own rate all would give more than the cost; none where all
        together have just the cost. Floats say where to look.
        """
        ones = np.ones_like(rows)

        def with_first(k: int) -> tuple[Sum, Sum]:
            poor = ranks < k
            rich = ~poor
            all_ = self.sum_of(rows[poor], ones[poor], ones[poor])
            return all_, self.sum_of(rows[rich], points[rich], of[rich])

        def is_enough(k: int) -> bool:
            all_, rest = with_first(k)
            given = rest.plus(all_, parts[k])
            return self.values.sign(given.plus(Sum({}, cost), -parts[k])) > 0

        k = _first_true(
            is_enough,
            self._about(rows, ranks, parts, cost),
            len(parts),
        )
        return k, *with_first(k)

    def _about(
        self,
        rows: Ints,
        ranks: Ints,
        parts: Sequence[Fraction],
        cost: int,
    ) -> int:
        """How many of the largest parts give all, as far as floats tell."""
        money = self.times[rows] * self.values.near[self.value[rows]]
        held = np.bincount(ranks, money, len(parts))
        part = np.array([float(p) for p in parts])
        before = np.cumsum(held) - held
        rest = np.cumsum((held * part)[::-1])[::-1]
        beyond = rest + (before - cost) * part > 0
        if beyond.any():
            return int(beyond.argmax())
        return len(parts)

    def take_equally(self, rows: Ints, cost: int) -> Taken:
        """Each ballot of `rows` gives the same sum, or all it has.

        Together they must have the cost.
        """
        rows = rows[self.value[rows] != NOTHING]
        kinds, group = np.unique(self.value[rows], return_inverse=True)
        voters = _added(group, self.times[rows], len(kinds))
        money = [self._exactly(kind) for kind in kinds.tolist()]
        each = _equal_price(money, voters, cost)
        left = self.values.fixed(
            [max(had - each, Fraction(0)) for had in money],
        )
        poor = np.array([had < each for had in money], dtype=bool)
        spent = np.array([had <= each for had in money], dtype=bool)
        before = self.value[rows]
        after = np.where(spent, NOTHING, left)[group]
        self.value[rows] = after
        return Taken(rows, before, after, poor[group], each)

    def payments(self, taken: Taken, groups: Ints, cost: int) -> PaidBy:
        """What each group of payers gave.

        Int64[rows paid], in ascending order, and of it those who gave all. Averages of whole minor
        units: what the groups gave up to each is rounded down, so that all add up to the cost.
        Where all gave the same there are no groups but those who gave all, and nothing is rounded.
        """
        if taken.each is not None:
            return self._equal_payments(taken, taken.each, cost)
        keys, place = np.unique(
            groups * 2 + taken.gave_all,
            return_inverse=True,
        )
        paid = list[Payment]()
        so_far = Sum({})
        total = 0
        for k, key in enumerate(keys.tolist()):
            mine = place == k
            so_far = so_far.plus(self._given(taken, mine))
            up_to = (
                cost
                if k == len(keys) - 1
                else min(self.values.floor(so_far), cost)
            )
            voters = int(self.weights[taken.rows[mine]].sum())
            paid.append(
                Payment(
                    voters,
                    Fraction(up_to - total, voters),
                    all_left=bool(key % 2),
                ),
            )
            total = up_to
        return tuple(paid)

    def _equal_payments(
        self,
        taken: Taken,
        each: Fraction,
        cost: int,
    ) -> PaidBy:
        rich = int(self.weights[taken.rows[~taken.gave_all]].sum())
        poor = int(self.weights[taken.rows[taken.gave_all]].sum())
        paid = [Payment(rich, each)] if rich else []
        if poor:
            return (
                *paid,
                Payment(poor, (cost - rich * each) / poor, all_left=True),
            )
        return tuple(paid)

    def _given(self, taken: Taken, mine: Bools) -> Sum:
        terms: dict[int, int] = {}
        times = self.times[taken.rows[mine]]
        for values, sign in ((taken.before[mine], 1), (taken.after[mine], -1)):
            kinds, group = np.unique(values, return_inverse=True)
            sums = _added(group, times, len(kinds))
            for value, n in zip(kinds.tolist(), sums, strict=True):
                if value != NOTHING:
                    terms[value] = terms.get(value, 0) + sign * n
        return Sum({value: n for value, n in terms.items() if n})

    def _exactly(self, value: int) -> Fraction:
        known = self.values.known(value)
        if known is None:
            raise LookupError(f"value {value} is not known")
        return known


def _first_true(holds: Callable[[int], bool], about: int, end: int) -> int:
    """The first number that holds, `end` where none below does: looked for from `about` on.

    What holds for a number holds for all above it.
    """
    k = about
    while k < end and not holds(k):
        k += 1
    while k > 0 and holds(k - 1):
        k -= 1
    return k


def _added(group: Ints, amounts: Ints, groups: int) -> list[int]:
    """What the amounts of each group add up to."""
    return added(group, amounts, groups).tolist()


def _parts(points: Ints, of: Ints) -> tuple[Ints, list[Fraction]]:
    """Which part points / of each row gives, of all that there are, largest first."""
    divisor = np.gcd(points, of)
    base = int(of.max(initial=0)) + 1
    kinds, group = np.unique(
        points // divisor * base + of // divisor,
        return_inverse=True,
    )
    parts = [Fraction(*divmod(kind, base)) for kind in kinds.tolist()]
    order = sorted(range(len(parts)), key=lambda k: -parts[k])
    rank = np.empty(len(parts), dtype=np.int64)
    rank[order] = np.arange(len(parts))
    return rank[group], [parts[k] for k in order]


def _equal_price(
    money: Sequence[Fraction],
    voters: Sequence[int],
    cost: int,
) -> Fraction:
    """What each voter gives: Newton from below, until nobody more has less than that."""
    rich = list(range(len(money)))
    left = Fraction(cost)
    many = sum(voters)
    while True:
        each = left / many
        poor = [k for k in rich if money[k] < each]
        if not poor:
            return each
        left -= sum(money[k] * voters[k] for k in poor)
        many -= sum(voters[k] for k in poor)
        rich = [k for k in rich if money[k] >= each]
