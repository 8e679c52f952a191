"""Words that mix letters of several alphabets.

A Cyrillic “а” in “Pаrk” looks like a Latin one and is another name. The rule is that of
single-script words: Unicode Technical Standard 39, section 5.1 (which alphabets belong together)
and 5.2 (highly restrictive), asked of each word, since a title may well quote another language.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

__all__ = ["LIKE_LATIN", "mixed_word"]

LIKE_LATIN = str.maketrans(
    "АВЕЅІЈКМНОРСТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "ABESIJKMHOPCTYXABEZHIKMNOPTYX",
)
"""Capitals of Cyrillic and Greek that look like Latin ones: of them whole words can be written."""

_ALL = frozenset(
    {"Zyyy", "Zinh"},
)  # figures, signs and accents, which every alphabet uses
_TOGETHER = (
    frozenset({"Hani", "Hira", "Kana", "Latn"}),
    frozenset({"Hani", "Bopo", "Latn"}),
    frozenset({"Hani", "Hang", "Latn"}),
)
_WORD = re.compile(r"\w+")


def mixed_word(text: str) -> str | None:
    """The first word of a text that mixes letters of alphabets which are not written together.

    None where none does.
    """
    if text.isascii():
        return None
    return next(
        (
            word
            for word in _WORD.findall(text)
            if not word.isascii() and _mixed(word)
        ),
        None,
    )


def _mixed(word: str) -> bool:
    tables: Any = import_module(
        "fontTools.unicodedata",
    )  # it brings no types, and takes a tenth of a second
    extended = [
        frozenset[str](tables.script_extension(letter)) for letter in word
    ]
    alphabets = [each for each in extended if not each & _ALL]
    if not alphabets or frozenset.intersection(*alphabets):
        return False
    return not any(
        all(each & together for each in alphabets) for together in _TOGETHER
    )
