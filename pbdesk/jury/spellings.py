"""Where listed names stand in a text, in whatever spelling.

Letters are compared without case, accents, ligatures, hyphens, blanks and line breaks, forwards and
backwards, and letters of other alphabets by what they look like; telephone numbers by their last
ten digits, in figures or in English words. Of a full name also the forms with initials, without its
middle names, with the surname first and with a title; of an e-mail address the one read aloud; of a
street the short form. What is found is a set of places in the text, so that its letters can be
taken out one by one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Self

import numpy as np
from numpy.typing import NDArray

__all__ = ["Listed", "listed_names", "near_places", "places", "squashed"]

_FEWEST = 4
"""A spelling of fewer letters is looked for as a whole word only."""

_OF_A_NUMBER = 10
_LETTERS_A_MISREAD = 7
"""Of so many letters of a picture one may have been misread."""

_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s", "8": "b"})
"""What a reader of pictures takes for each other."""

_SAME = str.maketrans(
    {
        "ı": "i",
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "æ": "ae",
        "œ": "oe",
        "ð": "d",
        "þ": "th",
    }
    | dict(zip("абвеіјкмнорстухѕԁһԛԝ", "abbeijkmhopctyxsdhqw", strict=True))
    | dict(zip("αβεικνορτυχω", "abeiknoptuxw", strict=True)),
)
"""Letters that have no plain form of their own; Cyrillic and Greek ones by what they look like."""

_UNSEEN = {"Mn", "Me", "Cf"}
"""Kinds of signs that divide no word: accents of their own, marks of direction."""

_TITLES = (
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "sir",
    "dame",
    "lord",
    "lady",
    "cllr",
)
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
_STREETS = {
    "street": "st",
    "road": "rd",
    "avenue": "ave",
    "terrace": "terr",
    "court": "ct",
    "close": "cl",
    "drive": "dr",
    "lane": "ln",
    "square": "sq",
    "gardens": "gdns",
    "place": "pl",
    "crescent": "cres",
}
_MOST_GIVEN = 3
"""Of somebody with more given names the others are never left out or shortened."""

_FIGURES = dict(
    zip(
        (
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
        ),
        "0123456789",
        strict=True,
    ),
) | {
    "oh": "0",
    "o": "0",
    "nought": "0",
    "nil": "0",
    "hundred": "00",
    "thousand": "000",
}
_TIMES = {"double": 2, "treble": 3, "triple": 3}


@dataclass(frozen=True, slots=True)
class Listed:
    """A name that must go, with the letters of its spellings; `role` stands in its place.

    `whole`: spellings that count only where they are words of their own.
    """

    name: str
    role: str
    spellings: tuple[str, ...]
    digits: str
    whole: tuple[str, ...] = ()


def listed_names(lines: Iterable[str]) -> tuple[Listed, ...]:
    """One name a line; behind a tab perhaps the role that is put in its place."""
    found: list[Listed] = []
    for line in lines:
        name, _, role = line.strip().partition("\t")
        if squashed(name):
            listed = name.strip()
            whole = _sorted(_whole_words(listed))
            found.append(
                Listed(
                    listed,
                    role.strip(),
                    _spellings(listed),
                    _digits(listed),
                    whole,
                ),
            )
    return tuple(found)


def squashed(text: str) -> str:
    """The letters and digits of a text, plain."""
    return "".join(_plain(sign) for sign in text)


@cache
def _plain(sign: str) -> str:
    """The plain letters of a sign; of a ligature several, of most marks none."""
    plain = unicodedata.normalize("NFKD", sign).casefold().translate(_SAME)
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", plain)))


def _spellings(name: str) -> tuple[str, ...]:
    """The letters of a name as it may be written anywhere, forwards and backwards."""
    forms = {name, *_read_aloud(name), *_with_umlauts(name), *_in_short(name)}
    plain = {squashed(form) for form in forms}
    words = _words(name)
    if _is_full_name(words):
        plain.add(words[-1] + "".join(words[:-1]))
    return _backwards_too(plain)


def _backwards_too(plain: set[str]) -> tuple[str, ...]:
    return _sorted({*plain, *(form[::-1] for form in plain)})


def _sorted(forms: Iterable[str]) -> tuple[str, ...]:
    """The longest first."""
    return tuple(_longest_first(forms))


def _longest_first(forms: Iterable[str]) -> list[str]:
    return sorted({*forms} - {""}, key=lambda form: (-len(form), form))


def _words(name: str) -> list[str]:
    return [word for word in map(squashed, name.split()) if word]


def _is_full_name(words: Sequence[str]) -> bool:
    return len(words) > 1 and not any(
        letter.isdigit() for word in words for letter in word
    )


def _whole_words(name: str) -> Iterator[str]:
    """Forms of a full name with initials, without middle names, or with a title."""
    words = _words(name)
    if not _is_full_name(words):
        return
    *given, surname = words
    yield from (title + surname for title in _TITLES)
    for shortened in _shortened(given):
        yield from (shortened + surname, surname + shortened)


def _shortened(given: Sequence[str]) -> Iterator[str]:
    """Given names whole or as initials, those in the middle perhaps left out."""
    if len(given) > _MOST_GIVEN:
        yield "".join(name[0] for name in given)
        return
    first, *middle = given
    for parts in _each_way(first, middle):
        yield "".join(parts)


def _each_way(first: str, middle: list[str]) -> Iterator[tuple[str, ...]]:
    return product((first, first[0]), *((name, name[0], "") for name in middle))


def _read_aloud(name: str) -> Iterator[str]:
    """An e-mail address in words."""
    if "@" in name:
        yield name.replace("@", " at ")
        yield name.replace(".", " dot ")
        yield name.replace("@", " at ").replace(".", " dot ")


def _with_umlauts(name: str) -> Iterator[str]:
    """Two letters for one with a mark, or the one for two."""
    whole = unicodedata.normalize("NFC", name).casefold()
    yield _spelt_out(whole)
    yield re.sub("([aou])e", r"\1", whole)


def _spelt_out(whole: str) -> str:
    return "".join(_UMLAUTS.get(letter, letter) for letter in whole)


def _in_short(name: str) -> Iterator[str]:
    """A street as people shorten it, and with its number behind it."""
    *first, last = name.casefold().split() or [""]
    if _is_no_street(name, first):
        return
    for street in {last, _STREETS.get(last, last)}:
        yield " ".join([*first, street])
        if first[0][0].isdigit():
            yield " ".join([*first[1:], street, first[0]])


def _is_no_street(name: str, first: list[str]) -> bool:
    return not first or not any(letter.isdigit() for letter in name)


def _digits(name: str) -> str:
    digits = re.sub(r"\D", "", name)
    if not _is_number(digits, name):
        return ""
    return digits.lstrip("0")[-_OF_A_NUMBER:]


def _is_number(digits: str, name: str) -> bool:
    """Whether the name is a telephone number: all of it digits, but for one sign at most."""
    return (
        len(digits) >= _OF_A_NUMBER - 1
        and len(digits) >= len(squashed(name)) - 1
    )


def places(names: Sequence[Listed], text: Sequence[str]) -> dict[int, Listed]:
    """The places of `text` (a sign each) that belong to a listed name, and to which."""
    letters = _Letters.of(text)
    found: dict[int, Listed] = {}
    for name in names:
        anywhere = [
            spelling for spelling in name.spellings if len(spelling) >= _FEWEST
        ]
        as_words = [
            *(each for each in name.spellings if len(each) < _FEWEST),
            *name.whole,
        ]
        for first, last in letters.spelt(anywhere, as_words):
            found |= _run(first, last, name)
    for name in names:
        for first, last in (
            *_numbers(name.digits, text),
            *_in_words(name.digits, text),
        ):
            found |= _run(first, last, name)
    return found


@dataclass(frozen=True, slots=True)
class _Letters:
    """The plain letters of a text, each with the place of the sign that it comes from.

    `joined`: whether it follows another letter of one word. A sign may be a letter or a word.
    """

    plain: str
    at: tuple[int, ...]
    joined: tuple[bool, ...]

    @classmethod
    def of(cls, text: Sequence[str]) -> Self:
        plain: list[str] = []
        at: list[int] = []
        joined: list[bool] = []
        within = False
        for place, sign in enumerate(text):
            for raw in sign:
                for letter in _plain(raw):
                    plain.append(letter)
                    at.append(place)
                    joined.append(within)
                    within = True
                within = raw.isalnum() or (
                    within and unicodedata.category(raw) in _UNSEEN
                )
        return cls("".join(plain), tuple(at), tuple(joined))

    def is_word(self, start: int, end: int) -> bool:
        """Whether a stretch of letters is a word, or several."""
        return not self.joined[start] and (
            end == len(self.joined) or not self.joined[end]
        )

    def spelt(
        self,
        anywhere: Iterable[str],
        as_words: Iterable[str],
    ) -> Iterator[tuple[int, int]]:
        """First and last place of each of these forms; of some only where they are words."""
        for form in anywhere:
            for start in _starts(form, self.plain):
                yield self.between(start, start + len(form))
        for form in as_words:
            for start in _starts(form, self.plain):
                if self.is_word(start, start + len(form)):
                    yield self.between(start, start + len(form))

    def between(self, start: int, end: int) -> tuple[int, int]:
        """First and last place of a stretch of letters."""
        return self.at[start], self.at[end - 1]


def _run(first: int, last: int, name: Listed) -> dict[int, Listed]:
    return dict.fromkeys(range(first, last + 1), name)


def _starts(wanted: str, letters: str) -> Iterator[int]:
    """Where it begins, each time it stands there."""
    start = letters.find(wanted)
    while start >= 0:
        yield start
        start = letters.find(wanted, start + 1)


def _numbers(digits: str, text: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First and last place of a telephone number, country and area before it included."""
    if not digits:
        return
    each = _digits_in(text)
    at = [place for place, _ in each]
    row = "".join(str(unicodedata.decimal(digit)) for _, digit in each)
    for start in _starts(digits, row):
        first, last = at[start], at[start + len(digits) - 1]
        while first and _dials(text[first - 1]):
            first -= 1
        yield first, last


def _digits_in(text: Sequence[str]) -> list[tuple[int, str]]:
    return [
        (place, digit)
        for place, sign in enumerate(text)
        for digit in sign
        if digit.isdecimal()
    ]


def _in_words(digits: str, text: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First and last place of a telephone number of which figures are written as words."""
    if not digits:
        return
    for run in _number_words(text):
        row = "".join(figures for figures, _, _ in run)
        ends = [at for figures, *at in run for _ in figures]
        for start in _starts(digits, row):
            first = len(row[:start].rstrip("0"))
            yield ends[first][0], ends[start + len(digits) - 1][1]


def _number_words(text: Sequence[str]) -> Iterator[list[tuple[str, int, int]]]:
    """Figures that follow each other, in words or not: what they are, first and last place."""
    whole = "".join(text)
    places_of = [place for place, sign in enumerate(text) for _ in sign]
    run: list[tuple[str, int, int]] = []
    times = 1
    for match in re.finditer(r"[^\W\d_]+|\d", whole):
        word = match[0].casefold()
        figures = (
            str(unicodedata.decimal(word))
            if word.isdecimal()
            else _FIGURES.get(word)
        )
        if figures:
            first, last = places_of[match.start()], places_of[match.end() - 1]
            run.append((figures * times, first, last))
            times = 1
        elif word in _TIMES:
            times = _TIMES[word]
        elif word not in {"and", "plus", "then"}:
            yield run
            run, times = [], 1
    yield run


def _dials(sign: str) -> bool:
    """Whether a sign may stand within a telephone number."""
    return all(
        letter.isdecimal() or letter in "+() -\u00a0." for letter in sign
    )


def near_places(
    names: Sequence[Listed],
    text: Sequence[str],
) -> dict[int, Listed]:
    """As `places`, for letters read from a picture: one in seven may be wrong."""
    letters = _Letters.of(text)
    seen = letters.plain.translate(_ALIKE)
    found = places(names, text)
    for name in names:
        whole = squashed(name.name).translate(_ALIKE)
        for wanted in (whole, whole[::-1]):
            for start, end in _near_runs(wanted, seen):
                found |= _run(*letters.between(start, end), name)
    return found


def _near_runs(wanted: str, letters: str) -> list[tuple[int, int]]:
    """Stretches that differ from a word in at most one letter of seven, each at its best.

    Sellers' edit distances (1980), which let a stretch begin anywhere, a row for each letter of the
    word. How many letters differ and where the stretch begins are one number,
    `differ * one - start`: of equals the shorter stretch is less.
    """
    most = len(wanted) // _LETTERS_A_MISREAD
    if not most:
        return []
    one = len(letters) + 1
    ends = np.arange(len(letters) + 1, dtype=np.int64)
    seen = np.frombuffer(letters.encode("utf-32-le"), dtype=np.uint32)
    row = -ends
    for letter in wanted:
        left_out = row + one
        same = row[:-1] + np.where(seen == ord(letter), 0, one)
        begun = np.minimum(left_out, np.concatenate((left_out[:1], same)))
        # A letter too many: the least of all that stand before it, one more wrong for each step.
        row = np.minimum.accumulate(begun - one * ends) + one * ends
    return _best(row, one, most)


def _best(row: NDArray[np.int64], one: int, most: int) -> list[tuple[int, int]]:
    """Of the stretches that begin at one place the one that differs least, of equals the first."""
    best: dict[int, tuple[int, int]] = {}
    for place in np.flatnonzero(row[1:] <= most * one):
        end = int(place) + 1
        way = int(row[end])
        start = -way % one
        best[start] = min(best.get(start, (way, end)), (way, end))
    return [(start, end) for start, (_, end) in best.items()]
