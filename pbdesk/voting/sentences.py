"""Sentences: words that still have no language, as JSON, written and read in one place.

A value keeps its meaning: text and whole numbers stand as they are, all else as a `Filling` with
the keys of its kind.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from fractions import Fraction
from types import MappingProxyType

from msgspec import UNSET, Struct, UnsetType

from pbdesk.voting.outcome import Worth
from pbdesk.words import Clock, Day, Listing, Money, Share, Value, Words

__all__ = [
    "Filling",
    "Number",
    "Sentence",
    "read_number",
    "sentence_of",
    "words_of",
    "written",
]

_NUMBER = re.compile(
    r"-?[0-9]{1,4000}(?:/[0-9]{1,4000})?",
)  # int() takes no more than 4,300 digits

type Number = int | str
"""A whole number as it is, or a fraction as text, "a/b"."""


class Filling(Struct, frozen=True, forbid_unknown_fields=True):
    """What fills a gap of a sentence, by kind; keys of one kind only.

    fraction: "a/b" · money: minor units and ISO 4217 code · day, clock: ISO 8601 · share: part,
    whole, decimals.
    """

    fraction: str | UnsetType = UNSET
    money: tuple[int, str] | UnsetType = UNSET
    day: str | UnsetType = UNSET
    weekday: bool | UnsetType = UNSET
    short: bool | UnsetType = UNSET
    clock: str | UnsetType = UNSET
    share: tuple[Number, Number, int] | UnsetType = UNSET
    listing: list[str | Filling] | UnsetType = UNSET
    either: bool | UnsetType = UNSET
    words: Sentence | UnsetType = UNSET


class Sentence(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence of the catalogue with what fills its gaps.

    `many` and `n` are there where the language has plurals.
    """

    text: str
    values: dict[str, int | str | Filling]
    many: str | UnsetType = UNSET
    n: int | UnsetType = UNSET
    context: str | UnsetType = UNSET


def sentence_of(words: Words) -> Sentence:
    """Words as they are written."""
    values = {name: _filled(value) for name, value in words.values.items()}
    context = UNSET if words.context is None else words.context
    if words.many is None:
        return Sentence(words.text, values, context=context)
    return Sentence(words.text, values, words.many, words.n, context)


def words_of(sentence: Sentence) -> Words:
    """The words that were written. Raises ValueError for a value that is of no kind."""
    values = {name: _value(value) for name, value in sentence.values.items()}
    return Words(
        sentence.text,
        MappingProxyType(values),
        _text(sentence.many),
        sentence.n or 0,
        _text(sentence.context),
    )


def _text(text: str | UnsetType) -> str | None:
    if text is UNSET:
        return None
    return text


def written(number: Worth) -> Number:
    """A number as it is written."""
    if isinstance(number, Fraction):
        return str(number)
    return int(number)


def read_number(number: Number) -> Worth:
    """The number that was written: only text is a fraction. Raises ValueError for other text."""
    if isinstance(number, int):
        return number
    if not _NUMBER.fullmatch(number) or re.search(r"/0+$", number):
        raise ValueError("not a number")
    return Fraction(number)


def _filled(value: Value) -> int | str | Filling:
    match value:
        case str() | int():
            return value
        case Fraction():
            return Filling(fraction=str(value))
        case Money():
            return Filling(money=(value.minor, value.currency))
        case Day():
            short = True if value.short else UNSET
            return Filling(
                day=value.day.isoformat(),
                weekday=value.weekday,
                short=short,
            )
        case Clock():
            return Filling(clock=value.at.isoformat())
        case Share():
            part = written(value.part)
            whole = written(value.whole)
            return Filling(share=(part, whole, value.places))
        case Listing():
            return Filling(
                listing=[_item_filled(i) for i in value.items],
                either=value.either,
            )
        case Words():
            return Filling(words=sentence_of(value))


def _item_filled(item: str | Words) -> str | Filling:
    if isinstance(item, str):
        return item
    return Filling(words=sentence_of(item))


def _value(value: int | str | Filling) -> Value:
    match value:
        case str() | int():
            return value
        case Filling(fraction=str(fraction)):
            return Fraction(read_number(fraction))
        case Filling(money=(int(minor), str(currency))):
            return Money(minor, currency)
        case Filling(day=str(day)):
            return Day(
                date.fromisoformat(day),
                value.weekday is True,
                value.short is True,
            )
        case Filling(clock=str(at)):
            return Clock(datetime.fromisoformat(at))
        case Filling(
            share=(int() | str() as part, int() | str() as whole, int(places)),
        ):
            return Share(read_number(part), read_number(whole), places)
        case Filling(listing=list(items)):
            return Listing(
                tuple(_item(item) for item in items),
                value.either is True,
            )
        case Filling(words=Sentence() as sentence):
            return words_of(sentence)
        case _:
            raise ValueError("a value of no kind")


def _item(item: str | Filling) -> str | Words:
    match item:
        case str():
            return item
        case Filling(words=Sentence() as sentence):
            return words_of(sentence)
        case _:
            raise ValueError("a list holds text and sentences only")
