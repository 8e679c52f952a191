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
        if outside:
            total[radicand] = total.get(radicand, 0) + (outside if number > 0 else -outside) * times
    return {radicand: coefficient for radicand, coefficient in sorted(total.items()) if coefficient}


def told_apart(sums: Sequence[Radicals]) -> list[Fraction]:
    """A rational near each sum such that they.

    And 0, stand in the same order as the sums, equals equal.
    """
    bits = 64
    while True:
        near = [_floor(total, bits) for total in sums]
        room = 2 * max((_terms(total) for total in sums), default=0) + 1
        distinct = sorted({value for value, total in zip(near, sums, strict=True) if total} | {0})
        different = {tuple(total.items()) for total in sums if total}
        if len(distinct) == len(different) + 1 and all(b - a > room for a, b in pairwise(distinct)):
            return [Fraction(value, 2**bits) for value in near]
        bits *= 2


def _floor(total: Radicals, bits: int) -> int:
    """The sum times 2 ** bits; off by less than one for each unit of its coefficients."""
    return sum(coefficient * isqrt(radicand << 2 * bits) for radicand, coefficient in total.items())


def _terms(total: Radicals) -> int:
    return sum(abs(coefficient) for coefficient in total.values())


def _squarefree(number: int) -> tuple[int, int]:
    """(a, b) with number = a * a * b and b squarefree; (0, 0) for 0."""
    if number == 0:
        return 0, 0
    outside, divisor = 1, 2
    while divisor * divisor <= number:
        while number % (divisor * divisor) == 0:
            number //= divisor * divisor
            outside *= divisor
        divisor += 1
    return outside, number
