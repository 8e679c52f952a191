"""Radicals: sums of square roots of whole numbers, compared exactly.

Roots of different squarefree numbers are independent over the rationals, so two sums are equal only
if they have the same coefficients; unequal ones are told apart by computing them with as many
digits as that takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import isqrt

__all__ = ["Radicals", "radical_sum", "told_apart"]

type Radicals = Mapping[int, int]
"""Squarefree radicand -> coefficient, not 0: {2: 3} is 3 times the root of 2."""


def radical_sum(roots: Iterable[tuple[int, int]]) -> Radicals:
    """The sum of n times the signed root of c, for each (c, n): -9 stands for -3."""
    total: dict[int, int] = {}
    for number, times in roots:
        outside, radicand = _squarefree(abs(number))
        sign = 1 if number > 0 else -1
        total[radicand] = total.get(radicand, 0) + sign * outside * times
    return {
        radicand: total[radicand]
        for radicand in sorted(total)
        if total[radicand]
    }


def told_apart(sums: Sequence[Radicals]) -> list[Fraction]:
    """A rational near each sum such that they.

    And 0, stand in the same order as the sums, equals equal.
    """
    different = {tuple(total.items()) for total in sums}
    different.add(())  # nothing is the sum that is 0
    most_terms = max((_terms(total) for total in sums), default=0)
    room = 2 * most_terms + 1
    bits = 64
    while True:
        near = [_floor(total, bits) for total in sums]
        distinct = sorted({0, *near})
        gaps = [larger - smaller for smaller, larger in pairwise(distinct)]
        if (
            len(distinct) == len(different)
            and min(gaps, default=room + 1) > room
        ):
            return [Fraction(value, 2**bits) for value in near]
        bits *= 2


def _floor(total: Radicals, bits: int) -> int:
    """The sum times 2 ** bits; off by less than one for each unit of its coefficients."""
    return sum(
        coefficient * isqrt(radicand << 2 * bits)
        for radicand, coefficient in total.items()
    )


def _terms(total: Radicals) -> int:
    return sum(abs(coefficient) for coefficient in total.values())


def _squarefree(number: int) -> tuple[int, int]:
    """(a, b) with number = a * a * b and b squarefree; (0, 0) for 0."""
    if number == 0:
        return 0, 0
    outside = 1
    divisor = 2
    square = divisor**2
    while square <= number:
        while number % square == 0:
            number //= square
            outside *= divisor
        divisor += 1
        square = divisor**2
    return outside, number
