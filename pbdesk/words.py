"""A sentence before it has a language.

Deciding code says what it means with `say("…{title}…", title=…)`; page, projector and print each
render it in their reader's language (`pbdesk.i18n.render`). Knows nobody and no disk.

Values keep their meaning until they are rendered: `Money`, `Day`, `Clock`, `Share`, `Listing`,
other `Words`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from types import MappingProxyType

__all__ = [
    "Clock",
    "Day",
    "Listing",
    "Money",
    "Sentences",
    "Share",
    "Text",
    "Value",
    "Words",
    "as_words",
    "code_groups",
    "day_of",
    "plain",
    "say",
    "several",
    "short_code",
    "visible",
]


@dataclass(frozen=True, slots=True)
class Money:
    """A sum: integer minor units of an ISO 4217 currency (1250 "GBP" is £12.50)."""

    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day, written out in the reader's language.

    `short` beside what is about the same year: 17 Nov. `month`: no more than month and year.
    """

    day: date
    weekday: bool = False
    short: bool = False
    month: bool = False


def day_of(iso: str) -> Day:
    """The day that a text such as 2026-11-17 names. Raises ValueError for any other."""
    return Day(date.fromisoformat(iso))


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as the wall clock in the hall showed it."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`, shown as a percentage with `places` decimals.

    A whole of 0 shows as a dash.
    """

    part: int | Fraction
    whole: int | Fraction
    places: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """Things joined as the language joins them: "A, B and C"."""

    items: tuple[str | Words, ...]
    either: bool = False


type Value = (
    str | int | Fraction | Money | Day | Clock | Share | Listing | Words
)


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence with named gaps and what fills them.

    `many` and `n` are set where the language has plurals.
    """

    text: str
    values: Mapping[str, Value] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    many: str | None = None
    n: int = 0
    context: str | None = None

    def __hash__(self) -> int:
        return hash(
            (
                self.text,
                tuple(self.values.items()),
                self.many,
                self.n,
                self.context,
            ),
        )

    def __reduce__(self) -> tuple[object, ...]:
        """How it goes to another process, which a read-only mapping cannot."""
        return _carried, (
            self.text,
            dict(self.values),
            self.many,
            self.n,
            self.context,
        )


type Sentences = tuple[Words, ...]

type Text = Words | str
"""What is said: in the reader's language, or as somebody wrote it."""


def _carried(
    text: str,
    values: dict[str, Value],
    many: str | None,
    n: int,
    context: str | None,
) -> Words:
    return Words(text, MappingProxyType(values), many, n, context)


def say(text: str, /, *, context: str | None = None, **values: Value) -> Words:
    """Say `text`, with `{name}` filled from `values` when it is rendered.

    `context` tells homonyms apart.
    """
    return Words(text, MappingProxyType(values), context=context)


def several(one: str, many: str, n: int, /, **values: Value) -> Words:
    """Say `one` or `many` by the reader's plural rules; `{n}` is the number."""
    return Words(one, MappingProxyType({"n": n, **values}), many=many, n=n)


def plain(text: str) -> Words:
    """Words that somebody wrote, shown as written in every language (a title, a name)."""
    return Words("{text}", MappingProxyType({"text": text}))


def as_words(words: Words | str) -> Words:
    """Words as they are, plain text as `plain`."""
    if isinstance(words, Words):
        return words
    return plain(words)


_NEVER_SHOWN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]",
)
_ISOLATES = re.compile(r"[\u2066-\u2069]")
_NOTHING = ("\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\ufeff")


def visible(text: str) -> str:
    """Text from outside as it may be shown: on a screen, a sheet, in a terminal or a table.

    Direction overrides and embeddings go, and so do isolates that are not closed, or close what
    they did not open: they would turn round what stands beside them. Any other control character
    and half of a pair shows as U+FFFD. Line feed and tab stay.
    """
    if _NEVER_SHOWN.search(text) is None:
        return text
    closed = _closed(text)
    return _NEVER_SHOWN.sub(
        lambda found: _instead(found[0], closed=closed),
        text,
    )


def _instead(sign: str, *, closed: bool) -> str:
    if _ISOLATES.match(sign):
        if closed:
            return sign
        return ""
    if sign in _NOTHING:
        return ""
    return "\ufffd"


def _closed(text: str) -> bool:
    """Whether every isolate in the text is closed in it, and nothing else is."""
    deep = 0
    for sign in _ISOLATES.findall(text):
        deep += -1 if sign == "\u2069" else 1
        if deep < 0:
            return False
    return deep == 0


_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def code_groups(digest: bytes) -> tuple[str, ...]:
    """A code that people compare.

    The first 160 bits of `digest` as 8 groups of 4 in Crockford base32.
    Raises ValueError for a digest shorter than 20 bytes. Source: D. Crockford, Base 32.
    """
    if len(digest) < 20:
        raise ValueError("a code needs at least 160 bits")
    number = int.from_bytes(digest[:20])
    signs = "".join(
        _CROCKFORD[number >> shift & 31] for shift in range(155, -1, -5)
    )
    return tuple(signs[i : i + 4] for i in range(0, 32, 4))


def short_code(digest: str) -> str:
    """The first half of a code, to be shown in passing. `digest` in hexadecimal signs."""
    return " ".join(code_groups(bytes.fromhex(digest))[:4])
