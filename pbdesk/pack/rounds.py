"""Rounds: what result.json tells of the count's steps, read without trusting it.

Figures are whole numbers, or fractions written "a/b"; money is whole minor units but for what
single ballots paid.
"""

from __future__ import annotations

import re
from fractions import Fraction

import msgspec

__all__ = ["TRACE_FORMAT", "Figure", "Payment", "Round", "Tie", "Trace", "exact", "read_trace"]

TRACE_FORMAT = "pbdesk/outcome/1"
_FIGURE = re.compile(r"-?[0-9]{1,4000}(?:/[0-9]{1,4000})?")  # int() takes no more than 4,300 digits

type Figure = int | str
type Payment = tuple[int, Figure, bool]
"""Ballots, what each of them paid (minor units), and whether that was all they had left.

Then it is their average.
"""


class Round(msgspec.Struct, frozen=True):
    """One project's turn: whether it was funded, what was `left` of the pot after it, and who paid.

    `award`: the part of its cost that it got.
    """

    project: str
    funded: bool
    left: int
    payments: list[Payment]
    award: int = 0


class Tie(msgspec.Struct, frozen=True):
    """Projects that came out equal, what told them apart.

    "cheaper", "votes", "lot", "id", and their `order`.
    """

    tied: list[str]
    by: str
    order: list[str]


class Trace(msgspec.Struct, frozen=True):
    """How a funding rule came to its outcome."""

    format: str
    rule: str
    parameters: dict[str, str | int | None]
    budget: int
    support: dict[str, Figure]
    funded: list[str]
    cost: int
    leftover: int
    rounds: list[Round]
    ties: list[Tie]
    awards: dict[str, int] = {}


def read_trace(told: object) -> Trace:
    """The rounds in what result.json holds under `trace`. Raises ValueError for anything else."""
    trace = msgspec.convert(told, Trace)
    if trace.format != TRACE_FORMAT:
        raise ValueError("rounds of another format")
    return trace


def exact(figure: Figure) -> Fraction:
    """The number that a figure stands for. Raises ValueError where it is none."""
    if isinstance(figure, int):
        return Fraction(figure)
    if not _FIGURE.fullmatch(figure) or re.search(r"/0+$", figure):
        raise ValueError("not a number")
    return Fraction(figure)
