"""Rendering: words, money, dates and direction in a reader's language (gettext catalogues, Babel).

A process speaks several languages at once (laptop, projector, kiosk, pack), so nothing here is
global: every call takes the `Locale` of its reader.
"""

from __future__ import annotations

import gettext
import re
import unicodedata
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import (
    format_date,
    format_skeleton,
    format_time,
    get_month_names,
    parse_date,
)
from babel.lists import format_list
from babel.numbers import (
    NumberFormatError,
    format_decimal,
    format_percent,
    get_currency_precision,
    get_currency_symbol,
    parse_decimal,
)

from pbdesk.resources import translations
from pbdesk.words import (
    Clock,
    Day,
    Listing,
    Money,
    Share,
    Value,
    Words,
    visible,
)

__all__ = [
    "ENGLISH",
    "Locale",
    "is_right_to_left",
    "isolated",
    "languages",
    "locale_of",
    "parse_day",
    "parse_money",
    "render",
    "render_money",
]

ENGLISH = Locale("en", "GB")
_SIGNS = {
    "GBP": "£",
    "EUR": "€",
    "USD": "$",
    "PLN": "zł",
}  # the sign is the pot's, whatever the reader's language
_ISOLATE, _END = (
    "\u2068",
    "\u2069",
)  # FIRST STRONG ISOLATE: a name keeps its own direction inside a sentence
_LTR = "\u2066"  # LEFT-TO-RIGHT ISOLATE: sums and codes
_GAP, _LETTER = (
    re.compile(r"\{\w+\}"),
    re.compile(r"[A-Za-z]"),
)  # what nobody translated stays English


def locale_of(language: str) -> Locale:
    """The locale for a language tag such as "en", "ar" or "cy".

    Raises ValueError for one that nobody knows.
    """
    tag = language.replace("-", "_")
    if tag in ("en", "en_GB"):
        return ENGLISH
    try:
        return Locale.parse(tag)
    except (UnknownLocaleError, ValueError) as error:
        raise ValueError(f"no such language: {language}") from error


def languages() -> tuple[str, ...]:
    """Tags of the languages that have a catalogue, English first."""
    found = sorted(
        p.parent.parent.name
        for p in translations().glob("*/LC_MESSAGES/pbdesk.po")
    )
    return ("en", *(tag for tag in found if tag != "en"))


@cache
def is_right_to_left(locale: Locale) -> bool:
    """Whether the language is written from right to left."""
    return locale.text_direction == "rtl"


@cache
def _catalogue(tag: str) -> gettext.NullTranslations:
    """The catalogue of a language, read from its .po file (there is no build step to forget)."""
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    source = translations() / tag / "LC_MESSAGES" / "pbdesk.po"
    if not source.exists():
        return gettext.NullTranslations()
    compiled = BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=tag))
    return gettext.GNUTranslations(BytesIO(compiled.getvalue()))


def _translated(words: Words, locale: Locale) -> str:
    catalogue = _catalogue(locale.language)
    if words.many is not None:
        return catalogue.ngettext(words.text, words.many, words.n)
    if words.context is not None:
        return catalogue.pgettext(words.context, words.text)
    return catalogue.gettext(words.text) if words.text else ""


def render(words: Words | str, locale: Locale = ENGLISH) -> str:
    """The sentence in the reader's language, its gaps filled.

    A plain string comes back as it may be shown (`visible`), and so does what fills a gap.
    """
    if isinstance(words, str):
        return visible(words)
    said = _translated(words, locale)
    filled = said.format_map(
        {name: _shown(value, locale) for name, value in words.values.items()},
    )
    foreign = (
        is_right_to_left(locale)
        and said in (words.text, words.many)
        and _LETTER.search(_GAP.sub("", said))
    )
    return f"{_ISOLATE}{filled}{_END}" if foreign else filled


def _shown(value: Value, locale: Locale) -> str:
    match value:
        case Words():
            return render(value, locale)
        case str():
            return isolated(value, locale)
        case bool():
            raise TypeError("a truth value is no words")
        case int():
            return _whole(value, locale)
        case Fraction():
            return _fraction(value, locale)
        case Money():
            return _left_to_right(render_money(value, locale), locale)
        case Day():
            return _unbroken(_day(value, locale))
        case Clock(at=at):
            return format_time(at, "HH:mm", locale=locale)
        case Share(part=part, whole=whole, places=places):
            return _share(part, whole, places, locale)
        case Listing(items=items, either=either):
            shown = [_shown(item, locale) for item in items]
            return format_list(
                shown,
                style="or" if either else "standard",
                locale=locale,
            )


_HEBREW = "\u0590"
"""Before this sign no letter is written from right to left."""


def isolated(text: str, locale: Locale) -> str:
    """What somebody wrote, with its own direction kept wherever it could meet another one.

    Unicode annex 9. Without the isolate its full stop would move to the other end in a sentence
    that runs from right to left, and a title in Arabic or Hebrew would draw the figures behind it
    to its wrong side in one that runs from left to right.
    """
    shown = visible(text)
    mixed = is_right_to_left(locale) or (
        max(shown, default="") >= _HEBREW
        and any(unicodedata.bidirectional(c) in {"R", "AL"} for c in shown)
    )
    return f"{_ISOLATE}{shown}{_END}" if shown and mixed else shown


def _left_to_right(text: str, locale: Locale) -> str:
    return f"{_LTR}{text}{_END}" if is_right_to_left(locale) else text


# Pages show the same figures and days over and over, and Babel takes long for each. Names are never
# kept here.


@lru_cache(maxsize=4096)
def _whole(value: int, locale: Locale) -> str:
    if 0 <= value < _GROUPED:  # Babel writes the same, two hundred times slower
        return str(value)
    return format_decimal(value, locale=locale)


_GROUPED = 1_000
"""From here on figures stand in groups, as the language has it."""


@lru_cache(maxsize=256)
def _day(shown: Day, locale: Locale) -> str:
    if shown.short:
        return format_skeleton("MMMd", shown.day, locale=locale)
    if shown.month:
        return format_date(shown.day, "LLLL y", locale=locale)
    return format_date(
        shown.day,
        "EEEE d MMMM y" if shown.weekday else "d MMMM y",
        locale=locale,
    )


def _unbroken(text: str) -> str:
    """Dates do not break apart at the line's end."""
    return text.replace(" ", "\u00a0")


def _fraction(value: Fraction, locale: Locale) -> str:
    if value.denominator == 1:
        return format_decimal(value.numerator, locale=locale)
    return format_decimal(float(round(value, 2)), "#,##0.##", locale=locale)


def _share(
    part: int | Fraction,
    whole: int | Fraction,
    places: int,
    locale: Locale,
) -> str:
    if not whole:
        return "–"
    pattern = "#,##0" + ("." + "0" * places if places else "") + "%"
    return format_percent(
        float(Fraction(part) / Fraction(whole)),
        pattern,
        locale=locale,
    )


@lru_cache(maxsize=4096)
def render_money(money: Money, locale: Locale = ENGLISH) -> str:
    """A sum by the currency's own sign and the reader's digits; whole units lose their ",00"."""
    places = get_currency_precision(money.currency)
    amount = Fraction(money.minor, 10**places)
    sign = _SIGNS.get(money.currency) or get_currency_symbol(
        money.currency,
        locale=locale,
    )
    if amount.denominator == 1:
        figures = format_decimal(amount.numerator, "#,##0", locale=locale)
    else:
        from decimal import Decimal

        figures = format_decimal(
            Decimal(money.minor).scaleb(-places),
            "#,##0." + "0" * places,
            locale=locale,
        )
    if money.currency == "XXX":  # ISO 4217: no currency; a file that names none
        return figures
    if sign in "£€$":
        return (
            f"-{sign}{figures[1:]}" if money.minor < 0 else f"{sign}{figures}"
        )
    return f"{figures}\u00a0{sign}"


def parse_money(text: str, currency: str, locale: Locale = ENGLISH) -> int:
    """Minor units that a person wrote, such as "12,500" or "£12,500.50".

    Raises ValueError with the text where it is no sum, has too many decimals or is longer than
    fifteen digits.
    """
    places = get_currency_precision(currency)
    try:
        amount = parse_decimal(
            _figures(text, currency, locale),
            locale=locale,
            strict=True,
        )
    except NumberFormatError as error:
        raise ValueError(text) from error
    minor = amount.scaleb(places)
    if minor != minor.to_integral_value() or abs(minor) >= 10**15:
        raise ValueError(text)
    return int(minor)


def _figures(text: str, currency: str, locale: Locale) -> str:
    """The figures of a sum, without the currency's sign and without spaces between the thousands.

    Raises ValueError for anything but up to twenty digits, commas, points and apostrophes.
    """
    sign = render_money(Money(0, currency), locale).replace("0", "").strip()
    figures = re.sub(
        r"(?<=\d)\s(?=\d{3}(?!\d))",
        "",
        text.replace(sign, "").strip(),
    )
    if not re.fullmatch(r"-?[0-9.,'’]{1,20}", figures):
        raise ValueError(text)
    return figures


def parse_day(text: str, locale: Locale = ENGLISH) -> date:
    """A day that a person wrote: 2026-11-26, 26 November 2026, or in figures as the language does.

    26/11/2026. A year of two figures is of this century. Raises ValueError with the text where it
    is no day, or one that nobody now can mean.
    """
    wanted = text.replace("\u00a0", " ").strip()
    try:
        found = _day_of(wanted, locale)
    except (ValueError, IndexError) as error:
        raise ValueError(text) from error
    if found.year < _EARLIEST:
        raise ValueError(text)
    return found


_EARLIEST = 1900


def _day_of(wanted: str, locale: Locale) -> date:
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", wanted):
        return date(*(int(part) for part in wanted.split("-")))
    return _with_month_name(wanted, locale) or parse_date(
        wanted,
        locale=locale,
        format="short",
    )


def _with_month_name(text: str, locale: Locale) -> date | None:
    """The day where the month is written in letters; None where it is not.

    Raises ValueError without a day or year.
    """
    figures = re.findall(r"\d+", text)
    for width in ("wide", "abbreviated"):
        names: Any = get_month_names(width, locale=locale)
        for month, name in dict[int, str](names).items():
            if re.search(
                rf"\b{re.escape(name.rstrip('.'))}\b",
                text,
                re.IGNORECASE,
            ):
                day, year = sorted(figures, key=lambda each: len(each) > 2)
                return date(
                    int(year) + (2000 if len(year) <= 2 else 0),
                    month,
                    int(day),
                )
    return None
