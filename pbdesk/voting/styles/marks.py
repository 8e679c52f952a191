"""Reading marks: what every style does first, and the number words of its sentences."""

from __future__ import annotations

from collections.abc import Callable
from itertools import starmap

from pbdesk.voting.profile import Marks
from pbdesk.voting.styles.style import Codes
from pbdesk.words import Listing, Value, Words, say

__all__ = ["by_code", "codes", "listing", "nothing", "number_word", "sentences"]

_SMALL = (
    say("no", context="number"),
    say("one", context="number"),
    say("two", context="number"),
    say("three", context="number"),
    say("four", context="number"),
    say("five", context="number"),
    say("six", context="number"),
    say("seven", context="number"),
    say("eight", context="number"),
    say("nine", context="number"),
    say("ten", context="number"),
)


def number_word(n: int) -> Value:
    """The number as a sentence has it: up to ten in words, larger ones in figures."""
    if 0 <= n < len(_SMALL):
        return _SMALL[n]
    return n


def by_code(marks: Marks, code_of: Codes) -> list[tuple[str, int]]:
    """(code, mark) in the order of the paper: A … Z, then longer codes."""
    return sorted(
        ((code_of.get(p, p), value) for p, value in marks.items()),
        key=lambda item: (len(item[0]), item[0]),
    )


def codes(marks: Marks, code_of: Codes) -> Listing:
    """Every code that has a mark, in the order of the paper."""
    return Listing(tuple(code for code, _ in by_code(marks, code_of)))


def listing(
    each: Callable[[str, int], Words],
    marks: Marks,
    code_of: Codes,
) -> Listing:
    """What `each` says of every code and its mark, in the order of the paper."""
    return Listing(tuple(starmap(each, by_code(marks, code_of))))


def nothing() -> Words:
    """How an unmarked ballot is read out."""
    return say("No mark")


def sentences(*parts: Words) -> Words:
    """Sentences one after the other."""
    gaps: dict[str, Value] = {f"s{i}": part for i, part in enumerate(parts)}
    return Words(" ".join(f"{{{gap}}}" for gap in gaps), gaps)
