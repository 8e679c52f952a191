"""One row of the table.

A fault, how often it was done, how often a promise broke, and what else was seen.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """`done` is 0 where this machine cannot do the fault; `seen` then says why."""

    what: str
    done: int
    broken: int
    seen: str
