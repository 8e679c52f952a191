"""The bars: one SVG for screen, projector and paper."""

from __future__ import annotations

import dataclasses
import xml.etree.ElementTree as ET
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pbdesk.assembly.book import Account, parts
from pbdesk.charts import (
    PAPER,
    Palette,
    bar_lengths,
    money_bar,
    money_pot,
    money_sentence,
    result_bars,
    result_sentence,
    staircase,
)
from pbdesk.i18n import locale_of, render
from pbdesk.words import Money, say
from tests.paper.millbrook import MILLBROOK

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    return [
        element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")
    ]


def bars(svg: str) -> list[ET.Element]:
    return [
        element
        for element in ET.fromstring(svg).iter(f"{SVG}rect")
        if element.get("height") in {"34", "32"}
    ]


def test_every_bar_has_its_figure_and_its_cost_beside_it():
    found = texts(result_bars(MILLBROOK))
    for said in (
        "Lighting on the riverside path",
        "231",
        "£12,500",
        "96",
        "£4,100",
    ):
        assert said in found


def test_funded_bars_are_filled_and_the_others_outlined():
    looks = [
        (bar.get("fill"), bar.get("stroke"))
        for bar in bars(result_bars(MILLBROOK))
    ]
    assert looks == [(PAPER.accent, None)] * 5 + [(PAPER.page, PAPER.text)] * 3


def test_the_money_line_stands_between_funded_and_not():
    found = texts(result_bars(MILLBROOK))
    line = found.index("Money line: £56,700 of £60,000 given, £3,300 left.")
    assert (
        found.index("Dropped kerbs on Station Road")
        < line
        < found.index("Outdoor gym beside the pitches")
    )


def test_a_marked_row_stands_on_a_tint():
    assert 'fill="#e3eef0"' in result_bars(
        MILLBROOK,
        palette=Palette(tint="#e3eef0"),
        marked="p-g",
    )
    assert 'fill="#e3eef0"' not in result_bars(
        MILLBROOK,
        palette=Palette(tint="#e3eef0"),
    )


def test_the_sentence_says_what_the_bars_show():
    said = render(result_sentence(MILLBROOK))
    assert "Lighting on the riverside path 231 (funded)" in said
    assert "Seed library in the old kiosk 96 (not funded)" in said


def test_a_title_with_signs_of_markup_stays_text():
    first, *others = MILLBROOK.projects
    hostile = dataclasses.replace(
        MILLBROOK,
        projects=(dataclasses.replace(first, title="<b>&amp;</b>"), *others),
    )
    assert "<b>&amp;</b>" in texts(result_bars(hostile))


def test_a_right_to_left_reader_gets_the_mirror_image():
    plain, mirrored = (
        bars(result_bars(MILLBROOK))[0],
        bars(result_bars(MILLBROOK, locale_of("ar")))[0],
    )
    end = float(plain.get("x", "0")) + float(plain.get("width", "0"))
    assert abs(float(mirrored.get("x", "0")) - (1168 - end)) < 0.01


def test_every_text_has_one_family():
    for element in ET.fromstring(result_bars(MILLBROOK)).iter(f"{SVG}text"):
        assert "," not in (element.get("font-family") or ",")


@given(
    st.lists(
        st.one_of(st.integers(-50, 10**9), st.fractions(-5, 10**6)),
        max_size=12,
    ),
)
def test_bars_keep_the_order_of_the_support(support):
    lengths = bar_lengths(support)
    assert all(0 <= length <= 1 for length in lengths)
    ordered = sorted(range(len(support)), key=lambda i: Fraction(support[i]))
    assert [lengths[i] for i in ordered] == sorted(lengths)


def test_the_staircase_goes_down_from_less_money_to_more_ballots():
    ways = [
        (12, Money(10_000, "GBP")),
        (0, Money(1_470_000, "GBP")),
        (29, Money(0, "GBP")),
    ]
    drawn = staircase(ways, say("more ballots"))
    dots = [
        (float(each.get("cx") or 0), float(each.get("cy") or 0))
        for each in ET.fromstring(drawn).iter(f"{SVG}circle")
    ]
    assert dots == sorted(dots), "each more to the right, and lower"
    texts = {each.text for each in ET.fromstring(drawn).iter(f"{SVG}text")}
    assert {"£14,700", "12", "29"} <= texts


def test_no_sum_beside_a_staircase_runs_out_of_the_picture():
    ways = [
        (0, Money(14_700_000_000, "GBP")),
        (11, Money(3_400_000_100, "GBP")),
    ]
    drawn = ET.fromstring(staircase(ways, say("more ballots")))
    [sum_] = [
        each for each in drawn.iter(f"{SVG}text") if each.text == "£147,000,000"
    ]
    wide = 8.0 * len(sum_.text or "")
    assert float(sum_.get("x") or 0) - wide >= 0, "it ends there"


def test_a_staircase_is_mirrored_for_readers_from_the_right():
    ways = [(0, Money(100, "GBP")), (5, Money(0, "GBP"))]
    drawn = [
        staircase(ways, say("more"), locale_of(tag)) for tag in ("en", "ar")
    ]
    first = [
        float(ET.fromstring(each).find(f"{SVG}circle").get("cx"))
        for each in drawn
    ]
    assert first[0] + first[1] == 420


def test_qt_reads_the_string(qapp):
    from PySide6.QtCore import QByteArray
    from PySide6.QtSvg import QSvgRenderer

    assert QSvgRenderer(QByteArray(result_bars(MILLBROOK).encode())).isValid()


SUMS = st.integers(0, 10**12)


@given(SUMS, SUMS, SUMS, SUMS)
def test_the_parts_of_a_sum_add_up_to_it_unless_more_was_spent(
    asked,
    allocated,
    paid,
    returned,
):
    account = Account(allocated=allocated, paid=paid, returned=returned)
    found = parts(asked, account)
    assert all(minor >= 0 for _, minor in found)
    spread = max(allocated, paid + returned)
    assert sum(minor for _, minor in found) == spread + max(
        0,
        asked - allocated,
    )


@given(SUMS, SUMS, SUMS, SUMS, st.sampled_from(["en", "ar"]))
def test_labels_of_a_pot_stand_within_it_and_none_before_the_one_it_follows(
    a,
    b,
    c,
    d,
    tag,
):
    found = (("spent", a), ("left", b), ("returned", c), ("open", d))
    svg = money_pot(found, "GBP", locale_of(tag))
    figures = [
        each
        for each in ET.fromstring(svg).iter(f"{SVG}text")
        if each.get("font-weight") == "600"
    ]
    assert len(figures) == sum(1 for minor in (a, b, c, d) if minor)
    at = [float(each.get("x", "-1")) for each in figures]
    assert all(0 <= x <= 620 for x in at)
    beside = [x for x in at if x != at[0]]
    assert beside == sorted(beside, reverse=tag == "ar")


def test_what_came_back_is_hatched_and_what_is_not_set_aside_dashed():
    plain = money_bar((("spent", 60), ("left", 40)), 100)
    assert "dash" not in plain
    assert "<path" not in plain
    assert "<path" in money_bar((("returned", 100),), 100)
    assert "stroke-dasharray" in money_bar((("open", 100),), 100)


def test_a_sum_without_any_money_draws_nothing_and_says_so():
    assert "<rect" not in money_bar((("spent", 0),), 0)
    assert render(money_sentence((("spent", 0),), "GBP")) == "No money"


def test_bars_share_one_scale():
    def wide(minor: int) -> float:
        svg = ET.fromstring(money_bar((("spent", minor),), 1000, width=400))
        return sum(
            float(each.get("width", 0)) for each in svg.iter(f"{SVG}rect")
        )

    assert (wide(1000), wide(250)) == (400, 100)
