"""Weighting: ballots of some groups count several times, such as those of small settlements. Exact.

A group is what a column of the file's ballots says. Fractions are scaled to whole numbers for all ballots alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.words import Words, say

__all__ = ["Weighting", "weighting_of"]


@dataclass(frozen=True, slots=True)
class Weighting:
    """How many times a ballot of each group counts, by `column`; every other ballot counts once."""

    column: str
    times: Mapping[str, Fraction]

    @property
    def scale(self) -> int:
        """What every ballot is multiplied by, so that all count a whole number of times."""
        return lcm(*(times.denominator for times in self.times.values()))

    def of(self, group: str) -> int:
        """How many times a ballot of a group counts, scaled."""
        return int(self.times.get(group.strip(), 1) * self.scale)

    def notes(self) -> tuple[Words, ...]:
        """What an outcome says about it."""
        told = [say("Each ballot of “{group}” counts {times} times.", group=group, times=times)
                for group, times in self.times.items()]
        if self.scale > 1:
            told.append(say("So that all figures are whole, every ballot is counted {scale} times as often.",
                            scale=self.scale))
        return tuple(told)


def weighting_of(words: Mapping[str, str]) -> Weighting | None:
    """The weighting in settings: times.Smalltown=2, times_by=neighborhood. None where there is none.

    Raises ImportRefused for a number that is not above zero, or where the column is not named.
    """
    said = {name.removeprefix("times."): text for name, text in words.items() if name.startswith("times.")}
    if not said:
        return None
    if not words.get("times_by"):
        raise ImportRefused(say("Say with times_by which column of the ballots names the groups."))
    return Weighting(words["times_by"].strip().lower(), {group: _times(text) for group, text in said.items()})


def _times(text: str) -> Fraction:
    try:
        times = Fraction(text)
    except (ValueError, ZeroDivisionError) as error:
        raise ImportRefused(say("“{text}” is no number of times.", text=text[:40])) from error
    if not 0 < times <= 1000 or times.denominator > 1000:
        raise ImportRefused(say("“{text}” is no number of times.", text=text[:40]))
    return times
