"""The pseudo-random numbers of java.util.Random.

The Ranked Choice Tabulator settles its ties by them.
Not chance of ours: with the seed that a published count gives, its ties can be recounted.
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["JavaRandom"]

_MULTIPLIER = 0x5DEECE66D
_MASK = (1 << 48) - 1


@dataclass
class JavaRandom:
    """The sequence that one seed gives. Source: the specification of java.util.Random."""

    seed: int
    _state: int = field(init=False)

    def __post_init__(self) -> None:
        self._state = (self.seed ^ _MULTIPLIER) & _MASK

    def below(self, n: int) -> int:
        """The next of the sequence, as floor(nextDouble() x n).

        NextDouble is a whole number of 2 ** -53.
        """
        return (self._bits(26) << 27 | self._bits(27)) * n >> 53

    def _bits(self, bits: int) -> int:
        self._state = (self._state * _MULTIPLIER + 0xB) & _MASK
        return self._state >> 48 - bits
