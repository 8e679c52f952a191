"""Money in files: decimal text to integers of one scale, and back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.words import say

__all__ = ["decimals_of", "minor_units", "money_text"]

_FIGURE = re.compile(r"([0-9]{1,15})(?:[.,]([0-9]{1,15}))?", re.ASCII)


def decimals_of(figures: Sequence[str]) -> int:
    """Decimals that the figures need (trailing zeros need none).

    Raises ImportRefused for what is no sum.
    """
    decimals = 0
    for figure in figures:
        _, fraction = _parts(figure)
        decimals = max(decimals, len(fraction))
    return decimals


def minor_units(figure: str, decimals: int) -> int:
    """A sum as an integer of 10 ** -decimals, exactly.

    Raises ImportRefused for what is no sum, or has 16 digits.
    """
    whole, fraction = _parts(figure)
    minor = int(whole + fraction.ljust(decimals, "0"))
    if minor >= 10**15:
        raise ImportRefused(
            say("“{figure}” is too large a sum.", figure=figure),
        )
    return minor


def money_text(minor: int, unit: int) -> str:
    """The sum as a file writes it: whole units, decimals only where there are any."""
    whole, rest = divmod(minor, unit)
    if rest:
        return f"{whole}.{_fraction(rest, unit)}"
    return str(whole)


def _fraction(rest: int, unit: int) -> str:
    """The decimals of a part of a unit, without zeros at the end."""
    decimals = len(str(unit)) - 1
    return f"{rest:0{decimals}d}".rstrip("0")


def _parts(figure: str) -> tuple[str, str]:
    match = _FIGURE.fullmatch(figure)
    if match is None:
        raise _no_sum(figure[:40])
    whole, fraction = match.groups(default="")
    return whole, fraction.rstrip("0")


def _no_sum(figure: str) -> ImportRefused:
    return ImportRefused(
        say("“{figure}” is not a sum of money.", figure=figure),
    )
