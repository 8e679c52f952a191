"""Dots: counted line by line at each table, nobody written down, opinion groups above ten people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.assembly import dots
from pbdesk.assembly.deliberated import dots_sheet
from pbdesk.assembly.dots import PROJECTS, Dots, DotsCounted, opinions
from pbdesk.assembly.public import public
from pbdesk.i18n import render
from pbdesk.minutes import handover
from pbdesk.minutes.entries import Id
from pbdesk.ui.room.deliberation import Weighed
from pbdesk.ui.room.view import screens
from tests.assembly.said import said

FIRST, SECOND = "9 0 1 0 0 0 0 2", "0 8 0 0 0 0 0 1"


def laid(desk, table: int, people: int, line: str = FIRST, **given):
    return desk.do(
        dots.count_dots,
        sheet=PROJECTS,
        table=table,
        people=people,
        line=line,
        **given,
    )


def test_the_dots_of_all_tables_are_added_up_and_a_later_count_replaces_the_earlier(
    evening,
):
    desk = evening("planned").desk
    assert laid(desk, 1, 10, SECOND) is None
    assert laid(desk, 1, 12) is None
    assert laid(desk, 2, 11, SECOND) is None
    assert list(desk.state.dots.given(PROJECTS).values()) == [
        9,
        8,
        1,
        0,
        0,
        0,
        0,
        3,
    ]
    seen = dots_sheet(desk.state, PROJECTS)
    assert [n for _, n in seen.lines][:4] == [9, 8, 3, 1]
    assert seen.tables == 2


def test_an_opinion_group_is_shown_above_ten_people_and_not_at_ten(evening):
    desk = evening("planned").desk
    assert laid(desk, 1, 10) is None
    assert opinions(desk.state.dots, PROJECTS) == ()
    assert laid(desk, 2, 10, FIRST) is None
    (group,) = opinions(desk.state.dots, PROJECTS)
    assert (group.tables, group.people) == ((1, 2), 20)
    assert laid(desk, 3, 11, SECOND) is None
    assert [each.tables for each in opinions(desk.state.dots, PROJECTS)] == [
        (1, 2),
        (3,),
    ]


def test_of_a_small_table_no_figure_enters_the_record_unless_the_room_was_told(
    evening,
):
    desk = evening("planned").desk
    assert laid(desk, 1, 9) is None
    *_, newest = desk.record.entries()
    assert (newest.body["people"], newest.body["dots"]) == (None, None)
    seen = dots_sheet(desk.state, PROJECTS)
    assert (seen.tables, seen.untold) == (0, 1)
    assert all(n == 0 for _, n in seen.lines)
    assert laid(desk, 1, 9, told=True) is None
    assert desk.state.dots.given(PROJECTS)


def test_what_was_said_of_a_project_is_a_sheet_too(evening):
    desk = evening("deliberated").desk
    lamps = next(iter(desk.state.tradeoffs.by_id))
    lines = dots.lines_of(desk.state, lamps)
    numbers = " ".join(str(n) for n in range(len(lines)))
    given = {"sheet": lamps, "table": 1, "people": 12}
    assert desk.do(dots.count_dots, line=numbers, **given) is None
    assert desk.state.dots.given(lamps)[lines[1]] == 1
    bodies = [screen.body for screen in screens(public(desk.state), "dots")]
    rows = [
        row for body in bodies if isinstance(body, Weighed) for row in body.rows
    ]
    assert any("0 dots" in render(label) for label, _ in rows)


@pytest.mark.parametrize(
    ("given", "where", "words"),
    [
        (
            {"line": "1 2"},
            "line",
            "The sheet has 8 lines, and 2 numbers are written.",
        ),
        (
            {"line": "a b c d e f g h"},
            "line",
            "The dots of a line are a whole number.",
        ),
        (
            {"line": "-1 0 0 0 0 0 0 0"},
            "line",
            "The dots of a line are a whole number.",
        ),
        (
            {"line": "²³ 0 0 0 0 0 0 0"},
            "line",
            "The dots of a line are a whole number.",
        ),
        ({"line": "0 0 0 0 0 0 0 0"}, "line", "No dot is counted."),
        ({"table": 61}, "table", "There are at most 60 tables."),
        ({"table": None}, "table", "There are at most 60 tables."),
        (
            {"people": 0},
            "people",
            "Nobody knows how many people laid the dots.",
        ),
        (
            {"people": None},
            "people",
            "Nobody knows how many people laid the dots.",
        ),
        ({"sheet": "nothing"}, "sheet", "Nothing stands on this sheet yet."),
    ],
)
def test_a_count_that_cannot_be_is_refused_beside_its_field(
    evening,
    given,
    where,
    words,
):
    desk = evening("planned").desk
    whole = {"sheet": PROJECTS, "table": 1, "people": 12, "line": FIRST} | given
    refusal = desk.do(dots.count_dots, **whole)
    assert (refusal.where, said(refusal)) == (where, words)


def test_arabic_figures_and_commas_are_taken(evening):
    desk = evening("planned").desk
    assert laid(desk, 1, 12, "٩، ٠، ١، ٠، ٠، ٠، ٠، ٢") is None
    assert desk.state.dots.on(PROJECTS)[0].dots == (9, 0, 1, 0, 0, 0, 0, 2)


def test_once_the_pack_is_made_no_dot_is_added(evening):
    desk = evening("declared").desk
    assert desk.do(handover.made, file="pack.zip", result="ab" * 32) is None
    assert (
        said(laid(desk, 1, 12)) == "The pack is made, and the dots stand in it."
    )


@given(
    st.lists(
        st.tuples(
            st.integers(1, 30),
            st.lists(st.integers(0, 9), min_size=3, max_size=3),
        ),
        max_size=8,
    ),
)
def test_no_group_of_ten_people_or_fewer_is_shown_and_no_table_is_in_two(
    tables,
):
    lines = (Id("a"), Id("b"), Id("c"))
    counted = {
        (PROJECTS, n): DotsCounted(
            sheet=PROJECTS,
            table=n,
            people=people,
            lines=lines,
            dots=tuple(given),
        )
        for n, (people, given) in enumerate(tables, start=1)
    }
    found = opinions(Dots(counted), PROJECTS)
    assert all(each.people > 10 for each in found)
    seated = [table for each in found for table in each.tables]
    assert len(seated) == len(set(seated))
