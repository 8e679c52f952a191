"""Weighting: ballots of some groups count several times, such as those of small settlements. Exact.

A group is what a column of the file says of its ballots. Fractions are scaled to whole numbers for
all ballots alike.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from pbdesk.voting.formats.refused import ImportRefused, at_line
from pbdesk.words import Words, say

__all__ = ["Weighting", "weighting_of"]

# A million ballots, a thousand times each, so scaled: still exact in 64 bits.
_MOST_SCALE = 1_000_000


@dataclass(frozen=True, slots=True)
class Weighting:
    """How many times a ballot of each group counts, by `column` (in lower case).

    `others`: how many times a ballot of any other group counts; None where there may be none.
    """

    column: str
    times: Mapping[str, Fraction]
    others: Fraction | None = None

    @property
    def scale(self) -> int:
        """What every ballot is multiplied by, so that all count a whole number of times."""
        every = (*self.times.values(), self.others or Fraction(1))
        return lcm(*(times.denominator for times in every))

    def at(self, line: int, cell: str) -> int:
        """How many times a ballot of the group in the cell counts, scaled.

        Raises ImportRefused with the line for one that is not named.
        """
        times = self.of(cell)
        if times is None:
            raise at_line(line, self.unnamed(cell))
        return times

    def of(self, group: str) -> int | None:
        """How many times a ballot of the group counts, scaled; None for one that is not named."""
        times = self.times.get(group.strip(), self.others)
        if times is None:
            return None
        return int(times * self.scale)

    def unnamed(self, group: str) -> Words:
        """How a group without a weight is refused."""
        return say(
            "nothing says how many times a ballot of “{group}” counts. Say it with times.{group}, "
            "or with "
            "times_others for all that are not named.",
            group=group.strip()[:40],
        )

    def refuse_unless_all_in(self, found: Collection[str]) -> None:
        """Raise ImportRefused where a group is named of which no ballot is.

        A misspelt name would weigh nothing.
        """
        for group in self.times:
            if group not in found:
                nobody = say(
                    "No ballot is of the group “{group}”.",
                    group=group[:40],
                )
                raise ImportRefused(nobody)

    def notes(self) -> tuple[Words, ...]:
        """What an outcome says about it."""
        told = [
            _each_counts(group, times) for group, times in self.times.items()
        ]
        if self.others not in (None, 1):
            told.append(
                say(
                    "Each other ballot counts {times} times.",
                    times=self.others,
                ),
            )
        if self.scale > 1:
            told.append(_all_scaled(self.scale))
        return tuple(told)


def _each_counts(group: str, times: Fraction) -> Words:
    return say(
        "Each ballot of “{group}” counts {times} times.",
        group=group,
        times=times,
    )


def _all_scaled(scale: int) -> Words:
    return say(
        "So that all figures are whole, every ballot is counted {scale} times as often.",
        scale=scale,
    )


def weighting_of(words: Mapping[str, str]) -> Weighting | None:
    """The weighting in settings: times.Smalltown=2, times_others=1, times_by=neighborhood.

    None where there is none. Raises ImportRefused for a number that is not above zero, where the
    column or a group is not named, or for fractions that need more than a million-fold of every
    ballot to be whole.
    """
    said = _said_of_groups(words)
    column = words.get("times_by", "").strip().lower()
    if not said and not column and "times_others" not in words:
        return None
    _refuse_half(column, said)
    times = {group: _times(text) for group, text in said.items()}
    found = Weighting(column, times, _times_of_others(words))
    _refuse_long(found)
    return found


def _said_of_groups(words: Mapping[str, str]) -> dict[str, str]:
    return {
        name.removeprefix("times."): text
        for name, text in words.items()
        if name.startswith("times.")
    }


def _times_of_others(words: Mapping[str, str]) -> Fraction | None:
    if "times_others" not in words:
        return None
    return _times(words["times_others"])


def _refuse_half(column: str, said: Mapping[str, str]) -> None:
    """Raise ImportRefused where only half of a weighting was said."""
    if not column:
        raise ImportRefused(
            say(
                "Say with times_by which column of the ballots names the groups.",
            ),
        )
    if not said:
        raise ImportRefused(
            say(
                "Say with times.GROUP=NUMBER how many times the ballots of a group count.",
            ),
        )


def _refuse_long(weighting: Weighting) -> None:
    if weighting.scale > _MOST_SCALE:
        raise ImportRefused(
            say(
                "These fractions have no common denominator up to {most}.",
                most=_MOST_SCALE,
            ),
        )


def _times(text: str) -> Fraction:
    try:
        times = Fraction(text)
    except (ValueError, ZeroDivisionError) as error:
        raise _no_times(text) from error
    if not 0 < times <= 1000 or times.denominator > 1000:
        raise _no_times(text)
    return times


def _no_times(text: str) -> ImportRefused:
    return ImportRefused(say("“{text}” is no number of times.", text=text[:40]))
