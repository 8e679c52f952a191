"""Where listed names stand in a text, in whatever spelling.

Letters are compared without case, accents, ligatures, hyphens, blanks and line breaks, forwards and
backwards; telephone numbers by their last ten digits; of a full name also the forms with initials
and with the surname first. What is found is a set of places in the text, so that its letters can be
taken out one by one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

__all__ = ["Listed", "listed_names", "near_places", "places", "squashed"]

_FEWEST = 4
"""A spelling of fewer letters is looked for as a whole word only."""

_OF_A_NUMBER = 10
_LETTERS_A_MISREAD = 7
"""Of so many letters of a picture one may have been misread."""

_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s", "8": "b"})
"""What a reader of pictures takes for each other."""

_SAME = str.maketrans({"ı": "i", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A name that must go, with the letters of its spellings; `role` stands in its place."""

    name: str
    role: str
    spellings: tuple[str, ...]
    digits: str


def listed_names(lines: Iterable[str]) -> tuple[Listed, ...]:
    """One name a line; behind a tab perhaps the role that is put in its place."""
    found: list[Listed] = []
    for line in lines:
        name, _, role = line.strip().partition("\t")
        if squashed(name):
            found.append(Listed(name.strip(), role.strip(), tuple(_spellings(name)), _digits(name)))
    return tuple(found)


def squashed(text: str) -> str:
    """The letters and digits of a text, plain."""
    return "".join(letter for letter, _ in _letters(text))


def _letters(text: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Each plain letter with the place it comes from; a ligature gives several."""
    for place, sign in enumerate(text):
        plain = unicodedata.normalize("NFKD", sign).casefold().translate(_SAME)
        for letter in unicodedata.normalize("NFKD", plain):
            if letter.isalnum():
                yield letter, place


def _spellings(name: str) -> list[str]:
    whole = squashed(name)
    words = [squashed(word) for word in name.split()]
    words = [word for word in words if word]
    found = [whole, whole[::-1]]
    if len(words) > 1 and not any(word.isdigit() for word in words):
        surname, given = words[-1], words[:-1]
        initials = "".join(word[0] for word in given)
        found += [surname + "".join(given), initials + surname, surname + initials]
    return sorted(set(found), key=len, reverse=True)


def _digits(name: str) -> str:
    digits = re.sub(r"\D", "", name)
    is_number = len(digits) >= _OF_A_NUMBER - 1 and len(digits) >= len(squashed(name)) - 1
    return digits.lstrip("0")[-_OF_A_NUMBER:] if is_number else ""


def places(names: Sequence[Listed], text: Sequence[str]) -> dict[int, Listed]:
    """The places of `text` (a sign each) that belong to a listed name, and to which."""
    pairs = list(_letters(text))
    letters = "".join(letter for letter, _ in pairs)
    at = [place for _, place in pairs]
    found: dict[int, Listed] = {}
    for name in names:
        for start, end in _runs(name, letters):
            first, last = at[start], at[end - 1]
            if len(letters[start:end]) >= _FEWEST or _is_word(text, first, last):
                found.update(dict.fromkeys(range(first, last + 1), name))
    for name in names:
        if name.digits:
            found.update(dict.fromkeys(_of_number(name.digits, text), name))
    return found


def _runs(name: Listed, letters: str) -> Iterator[tuple[int, int]]:
    for spelling in name.spellings:
        start = letters.find(spelling)
        while start >= 0:
            yield start, start + len(spelling)
            start = letters.find(spelling, start + 1)


def _is_word(text: Sequence[str], first: int, last: int) -> bool:
    before = text[first - 1] if first else " "
    after = text[last + 1] if last + 1 < len(text) else " "
    return not before[-1:].isalnum() and not after[:1].isalnum()


def _of_number(digits: str, text: Sequence[str]) -> Iterator[int]:
    """The places of a telephone number, with what stands before it of country and area."""
    pairs = [(sign, place) for place, sign in enumerate(text) if sign.isdecimal()]
    row = "".join(str(unicodedata.decimal(sign)) for sign, _ in pairs)
    start = row.find(digits)
    while start >= 0:
        first, last = pairs[start][1], pairs[start + len(digits) - 1][1]
        while first and (text[first - 1].isdecimal() or text[first - 1] in "+() -\u00a0."):
            first -= 1
        yield from range(first, last + 1)
        start = row.find(digits, start + 1)


def near_places(names: Sequence[Listed], text: Sequence[str]) -> dict[int, Listed]:
    """As `places`, for letters read from a picture: one in seven may be wrong."""
    found = places(names, text)
    pairs = list(_letters(text))
    letters = "".join(letter for letter, _ in pairs).translate(_ALIKE)
    for name in names:
        for spelling in {each.translate(_ALIKE) for each in name.spellings}:
            for start, end in _near_runs(spelling, letters):
                first, last = pairs[start][1], pairs[end - 1][1]
                found.update(dict.fromkeys(range(first, last + 1), name))
    return found


def _near_runs(spelling: str, letters: str) -> Iterator[tuple[int, int]]:
    """Stretches that differ from the spelling in at most one letter of seven.

    Sellers' column of edit distances (1980), each with the place where its stretch begins.
    """
    most = len(spelling) // _LETTERS_A_MISREAD
    if not most:
        return
    column = [(cost, 0) for cost in range(len(spelling) + 1)]
    for end, letter in enumerate(letters, start=1):
        before, column[0] = column[0], (0, end)
        for i, wanted in enumerate(spelling, start=1):
            changed = (before[0] + (wanted != letter), before[1])
            added, left_out = _dearer(column[i]), _dearer(column[i - 1])
            before = column[i]
            column[i] = min(changed, added, left_out, key=lambda each: (each[0], -each[1]))
        cost, start = column[-1]
        if cost <= most:
            yield start, end


def _dearer(way: tuple[int, int]) -> tuple[int, int]:
    return way[0] + 1, way[1]
