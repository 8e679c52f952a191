"""Each ballot style on the screen.

What can be marked, what is left, and why a press does nothing.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from pbdesk.i18n import render
from pbdesk.minutes.entries import Id
from pbdesk.questions.sheet import BallotLine, codes
from pbdesk.ui.ballot import BALLOTS, Sheet
from pbdesk.ui.ballot.row import RowFace
from pbdesk.ui.dress import dress
from pbdesk.ui.theme import theme
from pbdesk.voting.styles import STYLES, Rejected


def sheet(style: str, projects: int = 8, about=None, **settings) -> Sheet:
    lines = tuple(
        BallotLine(Id(f"p{i}"), code, f"Project {code}", 100_000 * (i + 1))
        for i, code in enumerate(codes(projects))
    )
    return Sheet(
        lines,
        style,
        STYLES[style].settle(settings),
        "GBP",
        500_000,
        about or {},
    )


@pytest.fixture
def ballot_of(qtbot):
    """A ballot in an active window; `ballot.why` keeps what it said."""

    def show(style: str, projects: int = 8, **settings) -> Any:
        ballot: Any = BALLOTS[style](sheet(style, projects, **settings))
        ballot.why = []
        ballot.said.connect(lambda words: ballot.why.append(render(words)))
        qtbot.addWidget(ballot)
        ballot.resize(1168, 600)
        with qtbot.waitActive(ballot):
            ballot.show()
            ballot.activateWindow()
        return ballot

    return show


def test_every_style_has_its_ballot():
    assert BALLOTS.keys() == STYLES.keys()


@pytest.mark.parametrize("style", BALLOTS)
def test_a_ballot_nobody_touched_is_unmarked(ballot_of, style):
    ballot = ballot_of(style)
    found = _checked(ballot)
    assert isinstance(found, Rejected)
    assert found.reason == "unmarked"


def _checked(ballot):
    made = ballot.sheet
    return STYLES[made.style].check(
        ballot.marks(),
        [line.project for line in made.lines],
        {line.project: line.cost for line in made.lines},
        made.pot,
        made.settings,
    )


def test_a_cross_too_many_is_not_given_and_says_why(ballot_of):
    ballot = ballot_of("approval", max_picks=2)
    for line in ballot.lines[:3]:
        line.click()
    assert ballot.marks() == {"p0": 1, "p1": 1}
    assert ballot.why == [
        "You have given 2 crosses. Take one away to give another.",
    ]


def test_a_double_click_on_a_row_gives_one_cross_and_does_not_take_it_away(
    ballot_of,
    qtbot,
):
    ballot = ballot_of("approval")
    row, left = ballot.lines[1], Qt.MouseButton.LeftButton
    far_from_the_box = row.rect().center()
    qtbot.mouseClick(row, left, pos=far_from_the_box)
    assert ballot.marks() == {"p1": 1}
    double_click(qtbot, ballot.lines[2], far_from_the_box)
    assert ballot.marks() == {"p1": 1, "p2": 1}


def double_click(qtbot, widget: QWidget, at: QPoint) -> None:
    """Press and release, and what the system sends for the second press: a double click."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    qtbot.mouseClick(widget, left, pos=at)
    point, double = QPointF(at), QEvent.Type.MouseButtonDblClick
    on_screen = QPointF(widget.mapToGlobal(at))
    QApplication.sendEvent(
        widget,
        QMouseEvent(double, point, on_screen, left, left, none),
    )
    qtbot.mouseRelease(widget, left, pos=at)


def test_the_quadratic_ballot_says_what_votes_cost(ballot_of):
    said = render(ballot_of("quadratic").ask)
    assert said == "1 vote costs 1 credit, 2 votes cost 4 and 3 votes cost 9."


def test_crosses_within_the_pot_count_its_money(ballot_of):
    ballot = ballot_of("approval", knapsack="yes")
    ballot.lines[3].click()
    assert (
        render(ballot.left_words.figure),
        render(ballot.left_words.words),
    ) == (
        "£1,000",
        "left of £5,000",
    )
    ballot.lines[2].click()
    assert ballot.marks() == {"p3": 1}
    assert ballot.why == [
        "Together they cost more than £5,000. Take one away first.",
    ]


def test_votes_cost_their_square(ballot_of):
    ballot = ballot_of("quadratic")
    for tools, votes in zip(
        ballot.tools,
        (5, 0, 4, 0, 2, 3, 2, 2),
        strict=True,
    ):
        tools.steps.setValue(votes)
    assert ballot.left_words.left == 38
    assert render(ballot.left_words.words) == "credits left of 100"
    assert ballot.marks() == {
        "p0": 5,
        "p2": 4,
        "p4": 2,
        "p5": 3,
        "p6": 2,
        "p7": 2,
    }


def test_a_vote_that_is_too_dear_is_not_bought_and_says_what_it_costs(
    ballot_of,
):
    ballot = ballot_of("quadratic")
    ballot.tools[0].steps.setValue(9)
    ballot.tools[1].steps.setValue(4)
    ballot.tools[1].more.click()
    assert ballot.given["p1"] == 4
    assert ballot.why == ["5 votes cost 9 credits more. You have 3 left."]
    assert ballot.tools[1].more.accessibleDescription() == ballot.why[0]


def test_a_spent_button_stays_in_the_tab_order(ballot_of):
    ballot = ballot_of("quadratic", credits=1)
    ballot.tools[0].steps.setValue(1)
    assert ballot.tools[1].more.isEnabled()
    ballot.tools[1].more.setFocus()
    assert ballot.tools[1].more.hasFocus()


def test_a_price_is_pressed_to_buy_so_many_votes_and_pressed_again_to_give_one_back(
    ballot_of,
    qtbot,
):
    ladder = ballot_of("quadratic").tools[2].steps
    press = ladder.place(3).center()
    qtbot.mouseClick(ladder, Qt.MouseButton.LeftButton, pos=press)
    assert ladder.value() == 4
    qtbot.mouseClick(ladder, Qt.MouseButton.LeftButton, pos=press)
    assert ladder.value() == 3


def test_the_ladder_is_one_slider_to_a_screen_reader(ballot_of, qtbot):
    ladder = ballot_of("quadratic").tools[0].steps
    heard = QAccessible.queryAccessibleInterface(ladder)
    assert heard.role() == QAccessible.Role.Slider
    assert heard.text(QAccessible.Text.Name) == "Votes for A, Project A"
    ladder.setFocus()
    qtbot.keyClick(ladder, Qt.Key.Key_Up)
    qtbot.keyClick(ladder, Qt.Key.Key_Up)
    assert ladder.value() == 2
    assert ladder.accessibleDescription() == "2 votes"


def test_votes_against_go_below_nothing_where_the_rulebook_allows_them(
    ballot_of,
):
    ballot = ballot_of("quadratic", negative="yes")
    ballot.tools[0].less.click()
    ballot.tools[0].less.click()
    assert ballot.marks() == {"p0": -2}
    assert ballot.left_words.left == 96
    strict = ballot_of("quadratic")
    strict.tools[0].less.click()
    assert strict.marks() == {}
    assert strict.why == ["Nothing is given to this one."]


def test_points_are_shared_out_until_none_is_left(ballot_of):
    ballot = ballot_of("cumulative", points=5, project_cap=3)
    ballot.tools[0].steps.setValue(3)
    ballot.tools[0].more.click()
    ballot.tools[1].steps.setValue(3)
    assert ballot.marks() == {"p0": 3}
    assert ballot.why == [
        "3 points are the most for one.",
        "You have 2 points left.",
    ]


def test_a_score_of_nothing_is_a_mark_and_an_empty_line_is_none(
    ballot_of,
    qtbot,
):
    ballot = ballot_of("scoring")
    ballot.tools[0].more.click()
    assert ballot.marks() == {"p0": 0}
    qtbot.keyClick(ballot.tools[1].steps, Qt.Key.Key_5)
    assert ballot.marks() == {"p0": 0, "p1": 5}
    ballot.tools[0].less.click()
    assert ballot.marks() == {"p1": 5}


def test_a_press_anywhere_on_a_row_gives_the_next_place_and_another_takes_it_away(
    ballot_of,
    qtbot,
):
    ballot = ballot_of("ordinal")
    left = Qt.MouseButton.LeftButton
    for project in ("p2", "p0", "p5"):
        row = ballot.places[project].row
        qtbot.mouseClick(row, left, pos=row.rect().center())
    assert ballot.marks() == {"p2": 1, "p0": 2, "p5": 3}
    qtbot.mouseClick(ballot.places["p2"].row, left, pos=QPoint(300, 20))
    assert ballot.marks() == {"p0": 1, "p5": 2}


def test_enter_ranks_as_a_press_does_and_no_row_moves(ballot_of, qtbot):
    ballot = ballot_of("ordinal")
    before = [each.row.geometry() for each in ballot.places.values()]
    for project in ("p2", "p1"):
        ballot.places[project].row.setFocus()
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert ballot.marks() == {"p2": 1, "p1": 2}
    QApplication.processEvents()
    assert [each.row.geometry() for each in ballot.places.values()] == before


def test_a_double_click_on_a_row_gives_one_place_and_moves_nothing_else(
    ballot_of,
    qtbot,
):
    ballot = ballot_of("ordinal")
    for project in ("p3", "p4"):
        row = ballot.places[project].row
        double_click(qtbot, row, row.rect().center())
    assert ballot.marks() == {"p3": 1, "p4": 2}


@pytest.mark.parametrize("style", ["cumulative", "quadratic", "scoring"])
def test_a_press_on_a_row_gives_one_more_and_a_double_click_gives_one(
    ballot_of,
    qtbot,
    style,
):
    ballot = ballot_of(style)
    row, start = ballot.rows[1], ballot.given["p1"]
    at = QPoint(row.width() // 3, row.height() // 2)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=at)
    assert ballot.given["p1"] == start + 1
    double_click(qtbot, row, at)
    assert ballot.given["p1"] == start + 2


@pytest.mark.parametrize("style", BALLOTS)
def test_a_row_says_what_the_project_is_and_costs_and_its_words_are_large(
    ballot_of,
    style,
):
    ballot = ballot_of(style, about={"p1": "Six benches under a light roof."})
    rows = getattr(ballot, "rows", None) or getattr(ballot, "lines", None)
    row = rows[1] if rows else ballot.places["p1"].row
    assert row.accessibleName() == "B, Project B"
    assert "Six benches under a light roof." in row.accessibleDescription()
    assert "£2,000" in row.accessibleDescription()
    assert theme().font("title").pixelSize() >= 24
    assert theme().font("large").pixelSize() >= 24


def test_an_arrow_moves_a_row_by_one_place_and_keeps_the_focus(
    ballot_of,
    qtbot,
):
    ballot = ballot_of("ordinal")
    for project in ("p0", "p1", "p2"):
        ballot.put(project, 9)
    ballot.places["p2"].up.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert ballot.order == ["p0", "p2", "p1"]
    assert ballot.places["p2"].up.hasFocus()
    ballot.places["p0"].up.click()
    assert ballot.why == ["It is in the first place already."]


def test_a_figure_puts_a_project_into_that_place_and_delete_takes_it_out(
    ballot_of,
    qtbot,
):
    ballot = ballot_of("ordinal")
    for project in ("p0", "p1", "p2"):
        ballot.put(project, 9)
    ballot.places["p5"].row.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    assert ballot.order == ["p0", "p5", "p1", "p2"]
    ballot.places["p0"].up.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    assert ballot.order == ["p5", "p1", "p2"]
    assert ballot.places["p0"].row.hasFocus()


def test_the_arrows_are_there_only_where_there_is_a_place(ballot_of):
    ballot = ballot_of("ordinal", 3)
    ballot.put("p2", 1)
    assert [each.up.isVisible() for each in ballot.places.values()] == [
        False,
        False,
        True,
    ]


def test_no_more_places_are_filled_than_the_rulebook_has(ballot_of):
    ballot = ballot_of("ordinal", max_ranks=2)
    assert [ballot.put(project, 9) for project in ("p0", "p1", "p2")] == [
        True,
        True,
        False,
    ]
    assert ballot.why == ["2 places are filled. Take one out to put another."]
    ballot.places["p4"].row.click()
    assert not ballot.places["p4"].row.isChecked()
    assert len(ballot.why) == 2
    assert render(ballot.left_words.words) == "of up to 2 places"


@pytest.mark.parametrize("style", BALLOTS)
def test_over_eight_projects_the_ballot_has_pages_and_keeps_the_marks_of_all(
    ballot_of,
    style,
):
    ballot = ballot_of(style, 22)
    assert (ballot.pages, render(ballot.page_words)) == (3, "A to H of 22")
    mark(ballot, 0)
    ballot.show_page(2)
    assert render(ballot.page_words) == "Q to V of 22"
    mark(ballot, 20)
    assert ballot.marks().keys() == {"p0", "p20"}


def mark(ballot, place: int) -> None:
    """Mark one project, as its style does it."""
    if ballot.sheet.style == "approval":
        ballot.lines[place].click()
    elif ballot.sheet.style == "ordinal":
        ballot.places[f"p{place}"].row.click()
    else:
        ballot.tools[place].more.click()


@settings(max_examples=25)
@given(
    presses=st.lists(
        st.tuples(st.integers(0, 4), st.integers(-5, 12)),
        max_size=25,
    ),
    style=st.sampled_from(["quadratic", "cumulative", "scoring"]),
)
def test_whatever_is_pressed_the_urn_takes_the_ballot(qapp, presses, style):
    """A law: no press leads to a ballot that its style rejects for anything but being empty."""
    dress(qapp)
    ballot: Any = BALLOTS[style](sheet(style, 5))
    for place, value in presses:
        ballot.tools[place].steps.setValue(value)
    found = _checked(ballot)
    assert not isinstance(found, Rejected) or found.reason == "unmarked"
    ballot.deleteLater()


@settings(max_examples=12)
@given(
    moves=st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 6)),
        max_size=25,
    ),
)
def test_whatever_is_moved_the_places_have_no_gap(qapp, moves):
    """A law: places are 1, 2, 3 … whatever is put and taken out."""
    dress(qapp)
    ballot: Any = BALLOTS["ordinal"](sheet("ordinal", 5))
    for project, place in moves:
        if place:
            ballot.put(f"p{project}", place)
        elif f"p{project}" in ballot.order:
            ballot.take_out(f"p{project}")
    assert sorted(ballot.marks().values()) == list(
        range(1, len(ballot.order) + 1),
    )
    ballot.deleteLater()


@pytest.mark.parametrize("style", BALLOTS)
def test_where_text_is_twice_as_large_each_row_has_room_for_all_its_words(
    ballot_of,
    style,
):
    theme().set(scale=2.0)
    about = {
        f"p{n}": "Six benches under a light roof, so that people sit."
        for n in range(8)
    }
    ballot = ballot_of(style, about=about)
    ballot.resize(1000, ballot.heightForWidth(1000))
    for _ in range(4):
        QApplication.processEvents()
    for row in ballot.findChildren(QWidget):
        if isinstance(row, RowFace) and row.isVisible():
            assert row.height() >= row.heightForWidth(row.width()), (
                row.accessibleName()
            )
