"""The agenda's page: planned, run by the clock, and interests declared, by keyboard."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pbdesk.assembly import agenda
from pbdesk.i18n import render
from pbdesk.minutes.decision import Moment
from pbdesk.ui.pages import agenda as agenda_page
from pbdesk.ui.pages.floor_clock import FloorClock
from pbdesk.ui.render.blocks import Facts, Heading
from pbdesk.ui.render.view import Here
from pbdesk.ui.shown import ATTENTION
from pbdesk.ui.widgets.button import Button
from tests.evenings import state_at
from tests.ui.pages.seen import seen_on


def focus_name() -> str:
    return QApplication.focusWidget().accessibleName()


def seen_at(moment: str, **here):
    return agenda_page.view(state_at(moment), None, Here(**here))


def block(seen, kind):
    return next(each for each in seen.right if isinstance(each, kind))


def asked(page):
    (only,) = page.forms.values()
    return only


def form(page):
    return asked(page).form


def clock(page) -> FloorClock | None:
    return next(
        (each for each in page.findChildren(FloorClock) if each.isVisible()),
        None,
    )


# What is seen


def test_the_list_shows_what_runs_what_comes_what_is_over_and_the_interests():
    listing = seen_at("speaking").left
    assert [render(row.section.title) for row in listing.rows] == (
        ["Now"] + ["To come"] * 4 + ["Over"] * 9 + ["Interests declared"] * 2
    )
    assert render(listing.caption) == "14 items, 2 h 21 min"


@pytest.mark.parametrize(
    ("moment", "title"),
    [
        ("speaking", "Lighting on the riverside path"),
        ("deliberated", "Soup, and questions to the officers"),
    ],
)
def test_without_a_choice_what_runs_is_shown_then_what_comes_next(
    moment,
    title,
):
    assert render(block(seen_at(moment), Heading).title) == title


def test_an_item_that_is_over_says_how_long_it_took():
    item = state_at("speaking").agenda.items[0].id
    facts = block(seen_at("speaking", chosen=item), Facts).facts
    assert {render(label): render(value) for label, value in facts}[
        "Took"
    ] == "4:58 min"


def test_an_interest_says_what_it_is_and_how_it_is_handled_without_a_name():
    interest = next(iter(state_at("planned").interests.by_id))
    seen = seen_at("planned", chosen=interest)
    head = block(seen, Heading)
    assert (render(head.title), render(head.state)) == (
        "A member of the steering group",
        "Stood aside",
    )
    assert not [
        each for each in seen.right if getattr(each, "shape", None) == ATTENTION
    ]


# By keyboard


def test_the_first_item_is_planned_from_the_empty_page(
    page_at,
    press,
    type_into,
):
    page = page_at(agenda_page.PAGE, None)
    page.left.rest().setFocus()
    press(Qt.Key.Key_Return)
    type_into("Welcome")  # words to all, and five minutes, stand there already
    press(Qt.Key.Key_Return)
    assert [
        (item.title, item.minutes) for item in page.host.state.agenda.items
    ] == [
        ("Welcome", 5),
    ]
    assert page.host.announced[-1] == "Recorded."


def test_an_item_without_minutes_says_so_at_the_field_and_keeps_what_is_typed(
    page_at,
):
    page = page_at(agenda_page.PAGE, "drawn-up")
    page.go_to("plan")
    form(page).set_values({"kind": "break", "title": "Soup", "minutes": None})
    form(page).changed.emit("kind")
    asked(page).record.click()
    assert form(page).field("minutes").is_wrong()
    assert form(page).value("title") == "Soup"
    assert focus_name() == "Minutes"


def test_what_is_typed_is_kept_as_a_draft(page_at, type_into):
    page = page_at(agenda_page.PAGE, "drawn-up")
    page.go_to("plan")
    form(page).go_to("title")
    type_into("Soup")
    asked(page).keep()
    assert "Soup" in page.host.draft("agenda/plan")


def test_the_next_item_is_begun_from_whatever_is_shown(page_at):
    page = page_at(agenda_page.PAGE, "planned")
    page.go_to(next(iter(page.host.state.interests.by_id)))
    first = page.host.state.agenda.items[0]
    page.left.button("begin").click()
    assert page.host.state.floor.now.item == first.id
    assert page.left.button("begin") is None


def test_all_projects_are_planned_with_one_number(page_at):
    page = page_at(agenda_page.PAGE, "drawn-up")
    page.left.button("present_projects").click()
    assert len(page.host.state.agenda.presentations) == len(
        page.host.state.sheet.lines,
    )
    assert {each.minutes for each in page.host.state.agenda.presentations} == {
        2,
    }
    assert page.left.button("present_projects") is None
    assert page.right.button("draw_order").isVisible()


def test_a_declared_interest_needs_its_role_first(page_at):
    page = page_at(agenda_page.PAGE, "planned")
    page.left.button("declare").click()
    form(page).set_values({"what": "Sits on the board of the club."})
    asked(page).acts["recused"].click()
    assert form(page).field("role").is_wrong()
    form(page).set_values({"role": "member"})
    asked(page).acts["recused"].click()
    assert len(page.host.state.interests.by_id) == 3
    assert (
        seen_on(page.right.page).splitlines()[2] == "A member of the assembly"
    )


def test_an_item_is_begun_paused_and_ended_at_the_clock(page_at, press):
    page = page_at(agenda_page.PAGE, "planned")
    page.left.rows.setFocus()
    page.right.button("begin").click()
    assert focus_name() == "Pause"
    press(Qt.Key.Key_Space)
    assert page.host.state.floor.now.since is None
    assert focus_name() == "Go on"
    clock(page).ending.click()
    assert page.host.state.floor.now is None
    assert clock(page) is None


def test_the_time_is_said_to_be_up_once_and_not_again_with_each_entry(
    page_at,
    monkeypatch,
):
    page = page_at(agenda_page.PAGE, "speaking")
    since = page.host.state.floor.now.since
    page.host.announced.clear()
    for seconds in (1, 600, 601):
        at = Moment(since + timedelta(seconds=seconds), lambda: "", lambda: "")
        monkeypatch.setattr(page.host.desk, "moment", lambda at=at: at)
        clock(page)._show_time()
        page.refresh()  # something was recorded
    assert page.host.announced == ["The time is up."]


def test_the_clock_ticks_and_writes_nothing(page_at, monkeypatch):
    page = page_at(agenda_page.PAGE, "speaking")
    since, entries = page.host.state.floor.now.since, page.host.desk.entries
    later = Moment(since + timedelta(seconds=108), lambda: "", lambda: "")
    monkeypatch.setattr(page.host.desk, "moment", lambda: later)
    clock(page)._show_time()
    assert clock(page).figure._figure.text() == "1:12"
    bar = clock(page)._bar
    assert (bar.value(), bar.maximum()) == (
        72,
        180,
    )  # it empties, as the figure counts down
    assert page.host.desk.entries == entries


def test_the_next_table_gets_the_floor_with_one_key(page_at, press):
    page = page_at(agenda_page.PAGE, "speaking")
    clock(page).following.setFocus()
    assert focus_name() == "Table 3"
    press(Qt.Key.Key_Space)
    assert page.host.state.floor.now.table == 3


def test_the_clock_is_shown_in_the_room(page_at):
    page = page_at(agenda_page.PAGE, "speaking")
    clock(page).room.click()
    assert page.host.in_room == ["speaking"]


def test_an_item_is_moved_by_hand(page_at):
    page = page_at(agenda_page.PAGE, "planned")
    second = page.host.state.agenda.items[1]
    page.go_to(second.id)
    page.right.button(f"move/{second.id}/True").click()
    assert page.host.state.agenda.items[0].id == second.id


def test_less_than_an_hour_is_said_in_minutes(page_at):
    page = page_at(agenda_page.PAGE, "drawn-up")
    page.host.act(agenda.plan, kind="talk", title="Welcome", minutes=5)
    assert (
        render(agenda_page.view(page.host.state, None, page.at).left.caption)
        == "1 item, 5 min"
    )


def test_one_press_shortens_the_break_by_what_the_evening_is_late(page_at):
    page = page_at(agenda_page.PAGE, "speaking")
    first = min(each.started for each in page.host.state.floor.by_item.values())
    due = first - timedelta(minutes=8)
    page.host.act(agenda.begin_at, time=f"{due.hour}:{due.minute:02}")
    assert "7 minutes late: as it goes, the evening ends at 19:25." in seen_on(
        page,
    )
    soup = next(
        item for item in page.host.state.agenda.items if item.kind == "break"
    )
    (press,) = (
        each for each in page.findChildren(Button) if soup.title in each.text()
    )
    press.click()
    assert page.host.state.agenda.by_id[soup.id].minutes == soup.minutes - 7
    assert not any("late: as it goes" in text for text in seen_on(page))
    assert page.host.desk.undo() is None
    assert page.host.state.agenda.by_id[soup.id].minutes == soup.minutes


def test_the_clock_has_its_bar_when_the_page_is_first_looked_at(page_at):
    page = page_at(agenda_page.PAGE, "speaking")
    assert clock(page)._bar.isVisible()
    assert clock(page)._note.isVisible()
