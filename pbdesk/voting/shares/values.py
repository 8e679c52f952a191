"""Values: what is left of coins of which purchases took parts of parts.

And sums of them compared exactly. Floats with an error bound tell most sums apart; where they
cannot, rationals do. These double in length with each purchase, so where they grow too long,
intervals of as many binary digits as it takes decide instead. Sums that are equal are seen to be so
by their terms or by rationals. No tolerance decides anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor

import numpy as np

from pbdesk.voting.arrays import Floats, Ints
from pbdesk.voting.unsupported import UnsupportedError
from pbdesk.words import say

__all__ = ["NOTHING", "WHOLE", "Sum", "Values"]

NOTHING = 0
WHOLE = 1
"""The first two values: no money, and a coin of which nothing was taken."""

_ULP = 2.0**-52
_ROUND_UP = 1 + 2.0**-40
_LONGEST = 1 << 13  # binary digits of a rational that is still worked with
_DIGITS = (1 << 9, 1 << 11, 1 << 13, 1 << 15)
_MOST = (
    1 << 31
)  # binary digits of all intervals together: a quarter of a gigabyte

type Number = int | Fraction
type _Near = tuple[int, int]
"""A number times 2 ** digits lies between these two."""


@dataclass(frozen=True, slots=True)
class Sum:
    """`terms[value]` times each value, and `constant`, minor units."""

    terms: Mapping[int, Number]
    constant: Number = 0

    def plus(self, other: Sum, times: Number = 1) -> Sum:
        """This and `times` the other."""
        terms = dict(self.terms)
        for value, factor in other.terms.items():
            terms[value] = terms.get(value, 0) + factor * times
        return Sum(
            {value: factor for value, factor in terms.items() if factor},
            self.constant + other.constant * times,
        )

    def times(self, factor: Number) -> Sum:
        """This so many times."""
        return Sum(
            {value: n * factor for value, n in self.terms.items()},
            self.constant * factor,
        )


@dataclass(frozen=True, slots=True)
class _Past:
    """What a value was before, which purchase took of it, and which part at the purchase's rate."""

    value: int
    purchase: int
    part: Fraction


@dataclass(slots=True)
class _Digits:
    """Values and rates of purchases as intervals, as far as they were needed."""

    values: list[_Near] = field(default_factory=list[_Near])
    rates: list[_Near] = field(default_factory=list[_Near])


class Values:
    """Every value so far.

    Near ± error, float64[values]; what it exactly is follows from its past.
    """

    def __init__(self, whole: Fraction) -> None:
        """Start from `whole`, what an untouched coin is worth, minor units."""
        self.near = np.array([0.0, float(whole)])
        self.error = np.array([0.0, float(whole) * _ULP])
        self._known: dict[int, Fraction] = {NOTHING: Fraction(0), WHOLE: whole}
        self._past: list[_Past | None] = [None, None]
        self._rates: list[tuple[Sum, Sum]] = []
        self._short: list[Fraction] = []
        self._too_long = False
        self._digits: dict[int, _Digits] = {}

    def known(self, value: int) -> Fraction | None:
        """The value as a rational; None where that would be too long."""
        way: list[int] = []
        while value not in self._known:
            way.append(value)
            value = self._before(value).value
        for later in reversed(way):
            past = self._before(later)
            if (rate := self._rate(past.purchase)) is None:
                return None
            self._known[later] = self._known[past.value] * (
                1 - rate * past.part
            )
            value = later
        return self._known[value]

    def fixed(self, amounts: Sequence[Fraction]) -> Ints:
        """New values that are these amounts."""
        first = len(self._past)
        near = np.array([float(amount) for amount in amounts])
        self._known |= dict(enumerate(amounts, first))
        self._past += [None] * len(amounts)
        return self._append(near, near * _ULP)

    def taken(
        self,
        numerator: Sum,
        denominator: Sum,
        before: Ints,
        parts: Sequence[Fraction],
    ) -> Ints:
        """New values: what is left of `before` after numerator / denominator of its part was taken.

        `denominator` is above 0, and nobody is asked for more than all.
        """
        purchase = len(self._rates)
        self._rates.append((numerator, denominator))
        for value, part in zip(before.tolist(), parts, strict=True):
            self._past.append(_Past(value, purchase, part))
        known = self._near_rate(numerator, denominator)
        return self._append(
            *self._left(before, np.array(list(map(float, parts))), known),
        )

    def _left(
        self,
        before: Ints,
        part: Floats,
        rate: tuple[float, float] | None,
    ) -> tuple[Floats, Floats]:
        """Floats near what is left at a rate, which itself may be off, and how far off they are."""
        near = self.near[before]
        error = self.error[before]
        if rate is None:  # between nothing and all
            return near * 0, near + error
        about, off = rate
        take = about * part
        take_error = off * part + 4 * _ULP * about * part
        keep = 1 - take
        left = near * np.maximum(keep, 0.0)
        bound = (
            error * (np.abs(keep) + take_error)
            + near * take_error
            + 8 * _ULP * near
        )
        return left, np.minimum(bound * _ROUND_UP, near + error)

    def _near_rate(
        self,
        numerator: Sum,
        denominator: Sum,
    ) -> tuple[float, float] | None:
        """A float near the rate, and how far off it may be; None where floats know nothing."""
        top, top_error = self.around(numerator)
        under, under_error = self.around(denominator)
        if under <= 2 * under_error:
            return None
        rate = max(top, 0.0) / under
        off = (top_error + rate * under_error) / (under - under_error)
        return rate, off * _ROUND_UP + 4 * _ULP * rate

    def around(self, total: Sum) -> tuple[float, float]:
        """A float near the sum, and how far off it may be."""
        ids = np.fromiter(total.terms, dtype=np.int64, count=len(total.terms))
        factors = np.array([float(factor) for factor in total.terms.values()])
        near = float(factors.dot(self.near[ids])) + float(total.constant)
        size = float(np.abs(factors).dot(self.near[ids])) + abs(
            float(total.constant),
        )
        off = float(np.abs(factors).dot(self.error[ids]))
        return near, (
            off + (len(ids) + 8) * 4 * _ULP * (size + off)
        ) * _ROUND_UP

    def sign(self, total: Sum) -> int:
        """-1, 0 or 1, exactly.

        Raises UnsupportedError where that would take numbers beyond all bounds.
        """
        if not total.terms:
            return (total.constant > 0) - (total.constant < 0)
        near, off = self.around(total)
        if abs(near) > off:
            if near > 0:
                return 1
            return -1
        exact = self._rational(total)
        if exact is not None:
            return (exact > 0) - (exact < 0)
        for digits in (d for d in _DIGITS if d * len(self._past) <= _MOST):
            low, high = self._between(total, digits)
            if low > 0 or high < 0:
                if low > 0:
                    return 1
                return -1
        raise UnsupportedError(
            say(
                "Two sums of money come nearer to each other than can be told apart.",
            ),
        )

    def floor(self, total: Sum) -> int:
        """The sum in whole minor units, rounded down."""
        near, off = self.around(total)
        low = floor(near - off)
        high = floor(near + off)
        while low < high:
            middle = (low + high + 1) // 2
            if self.sign(total.plus(Sum({}, -middle))) >= 0:
                low = middle
            else:
                high = middle - 1
        return low

    def _append(
        self,
        near: Floats,
        error: Floats,
    ) -> Ints:
        first = len(self.near)
        self.near = np.concatenate([self.near, near])
        self.error = np.concatenate([self.error, error])
        return np.arange(first, len(self.near))

    def _before(self, value: int) -> _Past:
        past = self._past[value]
        if past is None:
            raise LookupError(f"value {value} has no past")
        return past

    def _rational(self, total: Sum) -> Fraction | None:
        exact = Fraction(total.constant)
        for value, factor in total.terms.items():
            known = self.known(value)
            if known is None:
                return None
            exact += known * factor
        return exact

    def _rate(self, purchase: int) -> Fraction | None:
        while not self._too_long and len(self._short) <= purchase:
            numerator, denominator = (
                self._rational(part) for part in self._rates[len(self._short)]
            )
            if numerator is None or denominator is None:
                self._too_long = True
            else:
                rate = numerator / denominator
                self._too_long = rate.denominator.bit_length() > _LONGEST
                self._short.append(rate)
        if purchase < len(self._short) and not self._too_long:
            return self._short[purchase]
        return None

    def _between(self, total: Sum, digits: int) -> _Near:
        """The sum times 2 ** digits, between two whole numbers."""
        if digits not in self._digits:
            self._digits = {digits: _Digits()}
        known = self._digits[digits]
        self._work_out(known, digits, max(total.terms, default=-1))
        one = 1 << digits
        low = floor(total.constant * one)
        high = ceil(total.constant * one)
        for value, factor in total.terms.items():
            ends = [end * factor for end in known.values[value]]
            low += floor(min(ends))
            high += ceil(max(ends))
        return low, high

    def _work_out(self, known: _Digits, digits: int, last: int) -> None:
        one = 1 << digits
        while len(known.values) <= last:
            value = len(known.values)
            past = self._past[value]
            if past is None:
                exact = self._known[value] * one
                known.values.append((floor(exact), ceil(exact)))
                continue
            if len(known.rates) <= past.purchase:
                known.rates.append(self._rate_between(past.purchase, digits))
            low, high = known.rates[past.purchase]
            before = known.values[past.value]
            least = max(one - ceil(high * past.part), 0)
            most = min(one - floor(low * past.part), one)
            known.values.append(
                (before[0] * least >> digits, -(-before[1] * most >> digits)),
            )

    def _rate_between(self, purchase: int, digits: int) -> _Near:
        """The rate of a purchase times 2 ** digits, between two whole numbers."""
        top, under = (
            self._between(part, digits) for part in self._rates[purchase]
        )
        one = 1 << digits
        return max(top[0], 0) * one // under[1], -(
            -top[1] * one // max(under[0], 1)
        )
