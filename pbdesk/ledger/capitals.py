"""Names that a list has in capitals, or in small letters, as names are written.

What is typed in both stays as it is: whoever typed it meant it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

__all__ = ["as_written"]

_LETTERS = r"[^\W\d_\u00aa\u00ba][\u0300-\u036f]*"
_WORD = re.compile(rf"(?:{_LETTERS})+(?:['’ʼ`](?:{_LETTERS})+)*")
_PARTICLES = frozenset(
    re.findall(
        r"\w+",
        "van von der den de del della dos das ter ten zu zum zur",
    ),
)
"""Small before a surname: van der Berg."""
_AFTER_DE = frozenset(("la", "las", "los"))
_ELIDED = frozenset(("dell", "dall", "sant"))
_NUMERALS = frozenset(("II", "III", "IV"))
_TURKISH = re.compile("[İŞĞ]")
_VOWELS = re.compile("[aeiouy]", re.IGNORECASE)
_MOST_INITIALS = 3


def as_written(cell: str, *, surname: bool, given: bool) -> str:
    """HARLOW as Harlow, MCDONALD as McDonald, O'BRIEN as O'Brien, VAN DER BERG as van der Berg.

    Where a cell holds a surname and given names, a comma parts them. A script without capitals, and
    what mixes both kinds of letters, stays.
    """
    if not (cell.isupper() or cell.islower()):
        return cell
    before, comma, after = cell.partition(",")
    if comma:
        return f"{_part(before, surname=True)},{_part(after, given=True)}"
    return _part(cell, surname=surname, given=given)


def _part(cell: str, *, surname: bool = False, given: bool = False) -> str:
    words = [found[0] for found in _WORD.finditer(cell)]
    small = set(_small(words, surname=surname, given=given))
    written = iter(
        word.lower()
        if place in small
        else _kept(word, given=given, later=place > 0) or _capital(word)
        for place, word in enumerate(words)
    )
    return _WORD.sub(lambda _: next(written), cell)


def _small(
    words: list[str],
    *,
    surname: bool,
    given: bool,
) -> Iterator[int]:
    """The places of particles: never the last word, nor the first where given names may stand."""
    if given and not surname:
        return
    for place, (word, _) in enumerate(pairwise(words)):
        lower = word.lower()
        after_de = place > 0 and words[place - 1].lower() == "de"
        particle = lower in _PARTICLES or (after_de and lower in _AFTER_DE)
        if particle and (place > 0 or not given):
            yield place


def _kept(word: str, *, given: bool, later: bool) -> str:
    """Initials and the number after a name, which stay capitals; else nothing."""
    number = later and word in _NUMERALS
    initials = (
        given
        and word.isascii()
        and word.isupper()
        and len(word) <= _MOST_INITIALS
        and not _VOWELS.search(word)
        and word != "NG"
    )
    return word if number or initials else ""


def _capital(word: str) -> str:
    """One word with its capitals."""
    if word[:2] == "IJ":  # one letter in Dutch
        return f"IJ{word[2:].lower()}"
    before, sign, after = _parted(word)
    if sign:
        small = len(before) > 1 and before.lower() not in _ELIDED
        rest = _lower(after) if small else _capital(after)
        return f"{_capital(before)}{sign}{rest}"
    lower = _lower(word)
    if re.match(r"mc\w\w", lower):
        return f"Mc{lower[2].title()}{lower[3:]}"
    first = "İ" if word[0] == "İ" else lower[0].title()
    return f"{first}{lower[1:]}"


def _parted(word: str) -> tuple[str, str, str]:
    found = re.search("['’ʼ`]", word)
    if found is None:
        return word, "", ""
    return word[: found.start()], found[0], word[found.end() :]


def _lower(word: str) -> str:
    if _TURKISH.search(word):
        word = word.replace("İ", "i").replace("I", "ı")
    return word.lower()
