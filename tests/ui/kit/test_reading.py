"""What people write in fields, read by their language."""

from datetime import date

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.i18n import ENGLISH, locale_of, render, render_money
from pbdesk.ui.widgets.reading import (
    Unreadable,
    read_day,
    read_number,
    read_sum,
)
from pbdesk.words import Money

LANGUAGES = ["en", "ar", "pl", "de", "cy", "fr"]
days = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))


@pytest.mark.parametrize("language", LANGUAGES)
@given(day=days)
def test_a_day_written_out_or_in_figures_is_read_back(language, day):
    locale = locale_of(language)
    assert read_day(day.isoformat(), locale) == day
    assert read_day(format_date(day, "d MMMM y", locale=locale), locale) == day


@pytest.mark.parametrize("language", ["en", "de", "pl"])
@given(minor=st.integers(0, 10**12))
def test_a_sum_as_we_write_it_is_read_back(language, minor):
    locale = locale_of(language)
    assert (
        read_sum(
            render_money(Money(minor, "GBP"), locale).replace("\u00a0", " "),
            "GBP",
            locale,
        )
        == minor
    )


@given(number=st.integers(-(10**9), 10**9))
def test_a_number_as_we_write_it_is_read_back(number):
    assert (
        read_number(format_decimal(number, locale=ENGLISH), ENGLISH) == number
    )


@pytest.mark.parametrize(
    "text",
    ["£60.00O", "twelve", "1.2.3", "1,5", "-5", "NaN", "Infinity", "1e9"],
)
def test_a_sum_that_is_none_says_how_to_write_one(text):
    with pytest.raises(Unreadable) as told:
        read_sum(text, "GBP", ENGLISH)
    assert render(told.value.words)


@pytest.mark.parametrize(
    "text",
    [
        "31 Februar",
        "2026-02-30",
        "tomorrow",
        "12",
        "November 2026",
        "99/99/2026",
    ],
)
def test_a_day_that_is_none_says_how_to_write_one(text):
    with pytest.raises(Unreadable) as told:
        read_day(text, ENGLISH)
    assert "26\u00a0November\u00a02026" in render(told.value.words)


def test_british_figures_are_day_then_month():
    assert read_day("04/05/2026", ENGLISH) == date(2026, 5, 4)


@pytest.mark.parametrize(
    ("text", "told"),
    [("0", "least is 1"), ("23", "most is 22"), ("1.5", "fraction")],
)
def test_a_number_outside_its_limits_says_so(text, told):
    with pytest.raises(Unreadable) as error:
        read_number(text, ENGLISH, 1, 22)
    assert told in render(error.value.words)
