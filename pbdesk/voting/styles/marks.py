"""Reading marks: what every style does first, and the number words of its sentences."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from pbdesk.voting.styles.style import Rejected, rejected
from pbdesk.words import Value, Words, say

__all__ = ["by_code", "nothing", "number_word", "sentences", "whole_marks"]

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


def whole_marks(
    marks: Mapping[str, object],
    projects: Sequence[str],
) -> dict[str, int] | Rejected:
    """The marks by the ids of `projects`, each a whole number, or why not.

    Ids are compared as NFC text. 2.0, "3" and true are no whole numbers: nobody guesses what was
    meant.
    """
    known = {unicodedata.normalize("NFC", project): project for project in projects}
    whole: dict[str, int] = {}
    for name, value in marks.items():
        project = known.get(unicodedata.normalize("NFC", name))
        if project is None:
            return rejected("unknown-project")
        if project in whole:
            return rejected("duplicate")
        if type(value) is not int:
            return rejected("not-an-integer")
        whole[project] = value
    return whole


def by_code(
    marks: Mapping[str, int],
    code_of: Mapping[str, str],
) -> list[tuple[str, int]]:
    """(code, mark) in the order of the paper: A … Z, then longer codes."""
    return sorted(
        ((code_of.get(p, p), value) for p, value in marks.items()),
        key=lambda item: (len(item[0]), item[0]),
    )


def nothing() -> Words:
    """How an unmarked ballot is read out."""
    return say("No mark")


def sentences(*parts: Words) -> Words:
    """Sentences one after the other."""
    gaps: dict[str, Value] = {f"s{i}": part for i, part in enumerate(parts)}
    return Words(" ".join(f"{{{gap}}}" for gap in gaps), gaps)
