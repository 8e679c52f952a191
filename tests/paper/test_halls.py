"""The report of a sum: page one says what came out, who is in it and who is not."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from pbdesk.i18n import ENGLISH, Locale, locale_of
from pbdesk.paper.halls import (
    HallSums,
    SumLine,
    SumOfHalls,
    SumQuestion,
    halls_pdf,
)
from pbdesk.words import plain, say

CODE = ("AAAA", "BBBB", "CCCC", "DDDD", "EEEE", "FFFF", "GGGG", "HHHH")
OPTIONS = [f"p{n}" for n in range(12)]


def hall(n: int, **changes: object) -> HallSums:
    made = HallSums(
        name=f"Hall {n}",
        place=f"{n} Mill Lane",
        day=date(2026, 11, 26),
        code=" ".join(CODE),
        register=100,
        people=20 + n,
        channels={"paper": 12, "kiosk": 8 + n},
        counted={"1": 19 + n},
        rejected={"1": 1},
        sums={"1": dict.fromkeys(OPTIONS, n)},
        otherwise=((say("Facilitator"), plain(f"R. Okafor {n}")),),
    )
    return replace(made, **changes)


def told(halls: int, *, left_out: tuple[str, ...] = ()) -> SumOfHalls:
    lines = tuple(
        SumLine(name, name.upper(), plain(f"Project {name}"), place, place > 9)
        for place, name in enumerate(OPTIONS)
    )
    question = SumQuestion(
        "1",
        "Which projects?",
        say("Nobody is chosen."),
        say("It binds."),
        say("No quorum is needed."),
        (say("No quorum is needed."),),
        100,
        3,
        lines,
        CODE,
    )
    return SumOfHalls(
        name="District vote",
        currency="EUR",
        parent=CODE,
        halls=tuple(hall(n) for n in range(1, halls + 1)),
        left_out=left_out,
        questions=(question,),
        dice="3141",
        codes={"1": "7KQ2-M9TX"},
        signers=(say("Clerk"),),
    )


def pages(sum_: SumOfHalls, locale: Locale = ENGLISH) -> list[str]:
    made = halls_pdf(
        sum_,
        code=CODE,
        result_json=b"{}",
        locale=locale,
        made=date(2026, 11, 29),
        pack_name="pb-result_x",
    )
    read = PdfReader(io.BytesIO(made))
    return [" ".join(page.extract_text().split()) for page in read.pages]


def test_page_one_names_who_is_in_and_who_was_left_out():
    first = pages(told(3, left_out=("The Old Fire Station",)))[0]
    for words in (
        "Hall 1, Hall 2 and Hall 3",
        "The Old Fire Station",
        "66 of 300",
        "AAAA",
    ):
        assert words in first


def test_page_one_says_that_no_hall_was_left_out():
    assert "Left out, on purpose No hall" in pages(told(2))[0]


def test_every_hall_stands_with_its_figures_channels_and_own_words():
    whole = " ".join(pages(told(3)))
    for words in (
        "Hall 2",
        "On paper",
        "On screen",
        "R. Okafor 3",
        "2 Mill Lane",
        "All halls",
    ):
        assert words in whole


def test_of_many_options_those_with_most_stand_and_the_rest_is_counted():
    whole = " ".join(pages(told(2)))
    assert "4 more options got less; the data have them." in whole
    assert "P11 is Project p11." in whole


def test_a_channel_that_a_hall_does_not_tell_apart_has_a_dash():
    one = told(2)
    merged = replace(one, halls=(hall(1, channels={"all": 21}), one.halls[1]))
    assert "–" in " ".join(pages(merged))


def test_the_report_of_a_city_tells_every_hall_in_a_line():
    few, many = pages(told(20)), pages(told(120))
    assert len(many) <= len(few) + 13
    whole = " ".join(many)
    assert "in the 40 halls that brought most" in whole
    for n in (1, 61, 120):
        assert (
            f"Hall {n} {n} Mill Lane, 26 November 2026 · Facilitator: R. Okafor {n}"
            in whole
        )
    assert whole.count(f"Pack code {' '.join(CODE)}") >= 120


@pytest.mark.parametrize("tag", ["ar", "en"])
def test_it_is_set_in_every_language_the_same_each_time(tag):
    locale = locale_of(tag)
    assert pages(told(3), locale) == pages(told(3), locale)


def test_a_hall_without_a_register_has_no_share():
    empty = replace(told(1), halls=(hall(1, register=0, people=0),))
    assert pages(empty)
