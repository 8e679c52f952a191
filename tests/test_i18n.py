"""Words in a reader's language: money, plurals, contexts, direction."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from fractions import Fraction
from itertools import takewhile

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.i18n import (
    ENGLISH,
    is_right_to_left,
    locale_of,
    parse_day,
    parse_money,
    render,
    render_money,
)
from pbdesk.words import (
    Day,
    Listing,
    Money,
    Share,
    code_groups,
    plain,
    say,
    several,
    visible,
)


@given(
    st.integers(0, 10**13),
    st.sampled_from(["GBP", "EUR", "PLN", "JPY"]),
    st.sampled_from(["en", "pl", "de"]),
)
def test_a_sum_that_was_shown_can_be_written_back(minor, currency, language):
    shown = render_money(Money(minor, currency), locale_of(language))
    assert parse_money(shown, currency, locale_of(language)) == minor


@pytest.mark.parametrize(
    "text",
    ["1,5", "12.345", "1e9", "£", "twelve", "١٢", "NaN", "1" * 30, "12 5"],
)
def test_what_is_no_sum_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_money(text, "GBP")


def test_whole_pounds_lose_their_pence():
    assert [
        render_money(Money(n, "GBP")) for n in (1_250_000, 1_250_050, -300)
    ] == [
        "£12,500",
        "£12,500.50",
        "-£3",
    ]


def test_a_sentence_fills_its_gaps_in_the_readers_way():
    words = say(
        "{m} by {d}: {s} of {items}",
        m=Money(6_000_000, "GBP"),
        d=Day(date(2027, 1, 29)),
        s=Share(1, 3, 1),
        items=Listing(("A", "B")),
    )
    assert (
        render(words)
        == "£60,000 by 29\u00a0January\u00a02027: 33.3% of A and B"
    )


def test_one_and_many_are_told_apart():
    assert [
        render(several("{n} ballot", "{n} ballots", n)) for n in (1, 2, 1204)
    ] == [
        "1 ballot",
        "2 ballots",
        "1,204 ballots",
    ]


def test_a_share_of_nothing_is_a_dash_and_half_a_point_is_shown():
    assert render(say("{s}", s=Share(1, 0))) == "–"
    assert render(say("{f}", f=Fraction(7, 2)), ENGLISH) == "3.5"


def test_arabic_is_written_from_right_to_left_and_isolates_sums():
    arabic = locale_of("ar")
    assert is_right_to_left(arabic)
    assert "\u2066" in render(say("{m}", m=Money(100, "GBP")), arabic)


def test_a_title_in_arabic_keeps_its_direction_inside_an_english_sentence():
    words = say("“{title}”, 7 ballots", title="مكتبة")
    assert render(words) == "“\u2068مكتبة\u2069”, 7 ballots"
    assert render(say("{title}", title="Benches")) == "Benches"


def test_a_sentence_that_nobody_has_translated_keeps_its_full_stop_where_english_has_it():
    arabic = locale_of("ar")
    assert (
        render(say("A sentence in no catalogue, {n}.", n=3), arabic)
        == "\u2068A sentence in no catalogue, 3.\u2069"
    )
    assert render(say("{n}", n=3), arabic) == "3"
    assert (
        render(say("A sentence in no catalogue, {n}.", n=3))
        == "A sentence in no catalogue, 3."
    )


def test_a_code_is_eight_groups_that_nobody_misreads():
    groups = code_groups(bytes(range(32)))
    assert [len(group) for group in groups] == [4] * 8
    assert not set("".join(groups)) & set("ILOU")
    with pytest.raises(ValueError, match="160 bits"):
        code_groups(b"short")


@pytest.mark.parametrize(
    "written",
    ["31 March 27", "March 31, 27", "31 Mar 2027", "31/3/27", "2027-03-31"],
)
def test_a_day_by_hand_is_of_this_century_however_short_its_year(written):
    assert parse_day(written) == date(2027, 3, 31)


@pytest.mark.parametrize(
    "written",
    ["31/12/0099", "0027-01-02", "31 March", "31 March 1027"],
)
def test_a_day_that_nobody_can_mean_is_no_day(written):
    with pytest.raises(ValueError, match=re.escape(written)):
        _ = parse_day(written)


def test_a_day_beside_what_is_about_the_same_year_is_short():
    words = say("{day}", day=Day(date(2026, 11, 17), short=True))
    assert render(words) == "17\u00a0Nov"
    assert render(words, locale_of("ar")) == "17\u00a0نوفمبر"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Benches", "Benches"),
        ("\x1b[2J\x1b[31mred", "\ufffd[2J\ufffd[31mred"),
        ("\u202eLATOT\u202c", "LATOT"),
        ("open \u2067 isolate", "open  isolate"),
        ("shut \u2069 what was ours", "shut  what was ours"),
        ("\u2068closed\u2069", "\u2068closed\u2069"),
        ("\x9b31m\u2028next", "\ufffd31m\ufffdnext"),
        ("half \ud83d a pair", "half \ufffd a pair"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("حديقة \u200fأ", "حديقة \u200fأ"),
    ],
    ids=ascii,
)
def test_m5_what_somebody_wrote_never_steers_the_screen(written, shown):
    assert visible(written) == render(written) == shown
    assert shown in render(say("“{title}” is funded.", title=written))


@given(st.text())
def test_m5_no_control_character_is_ever_shown(text):
    for found in (
        visible(text),
        render(say("{it}", it=text)),
        render(say("{it}", it=plain(text))),
    ):
        assert not any(
            unicodedata.category(c) == "Cc" and c not in "\n\t" for c in found
        )
        assert not any(
            0x202A <= ord(c) <= 0x202E or 0xD800 <= ord(c) < 0xE000
            for c in found
        )
        assert found.count("\u2069") == sum(
            found.count(c) for c in "\u2066\u2067\u2068"
        )


def test_figures_without_groups_are_written_as_each_language_writes_them():
    for language in ("en", "de", "nb", "fr", "es", "ar", "hi", "fa"):
        locale = locale_of(language)
        for value in (*range(1000), 1000, 12_345, -1):
            assert render(
                say("{n}", n=value),
                locale,
            ).strip("\u2066\u2069") == format_decimal(value, locale=locale)


def test_no_letter_before_the_hebrew_ones_is_written_from_right_to_left():
    first = takewhile(lambda sign: sign != "\u0590", map(chr, range(0x10000)))
    assert not {unicodedata.bidirectional(sign) for sign in first} & {
        "R",
        "AL",
    }
