"""Charts."""
from collections.abc import Sequence
from fractions import Fraction
def bar_lengths(support: Sequence[int | Fraction]) -> list[float]:
    """share of the longest"""
    most = max(map(float, support), default=0) or 1
    return [max(0.0, float(s) / most) for s in support]
