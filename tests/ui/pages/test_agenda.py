"""The agenda's page: planned, run by the clock, and interests declared, by keyboard."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pbdesk.assembly import agenda
from pbdesk.i18n import render
from pbdesk.minutes.decision import Moment
from pbdesk.ui.pages.agenda.page import AgendaPage
from pbdesk.ui.pages.agenda.view import view
from pbdesk.ui.pages.here import Here
from tests.evenings import state_at


def focus_name() -> str:
    return QApplication.focusWidget().accessibleName()


def words(seen) -> dict[str, str]:
    return {render(label): render(value) for label, value in seen.facts}


# What is seen


def test_the_list_shows_what_runs_what_comes_what_is_over_and_the_interests():
    seen = view(state_at("speaking"), Here())
    assert [line.group for line in seen.lines] == ["now"] + ["to-come"] * 4 + ["over"] * 9 + [
        "interest"
    ] * 2
    assert render(seen.caption) == "14 items, 2 h 21 min"


def test_without_a_choice_what_runs_is_shown_then_what_comes_next():
    assert (
        render(view(state_at("speaking"), Here()).chosen.title) == "Lighting on the riverside path"
    )
    assert (
        render(view(state_at("deliberated"), Here()).chosen.title)
        == "Soup, and questions to the officers"
    )


def test_an_item_that_is_over_says_how_long_it_took():
    state = state_at("speaking")
    chosen = view(state, Here(chosen=state.agenda.items[0].id)).chosen
    assert words(chosen)["Took"] == "4:56 min"


def test_an_interest_says_what_it_is_and_how_it_is_handled_without_a_name():
    state = state_at("planned")
    chosen = view(state, Here(chosen=next(iter(state.interests.by_id)))).chosen
    assert (render(chosen.title), render(chosen.state)) == (
        "A member of the steering group",
        "Stood aside",
    )
    assert chosen.note is None


# By keyboard


def test_the_first_item_is_planned_from_the_empty_page(page_at, press, type_into):
    page = page_at(AgendaPage, None)
    page._empty.button.setFocus()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Space)  # the first kind: words to all
    press(Qt.Key.Key_Tab)
    type_into("Welcome")
    press(Qt.Key.Key_Tab)
    type_into("5")
    press(Qt.Key.Key_Tab, times=2)
    assert focus_name() == "Put it on the agenda"
    press(Qt.Key.Key_Space)
    assert [(item.title, item.minutes) for item in page.host.state.agenda.items] == [("Welcome", 5)]
    assert page.host.announced[-1] == "Recorded."


def test_an_item_without_minutes_says_so_at_the_field_and_keeps_what_is_typed(page_at):
    page = page_at(AgendaPage, "drawn-up")
    page.go_to("plan")
    page.form.set_values({"kind": "break", "title": "Soup"})
    page.form.changed.emit("kind")
    page.slot.findChildren(type(page.plan))[0].click()
    assert page.form.field("minutes").is_wrong()
    assert page.form.value("title") == "Soup"
    assert focus_name() == "Minutes"


def test_what_is_typed_is_kept_as_a_draft(page_at, type_into):
    page = page_at(AgendaPage, "drawn-up")
    page.go_to("plan")
    page.form.go_to("title")
    type_into("Soup")
    page.form.keep()
    assert "Soup" in page.host.draft("agenda/plan")


def test_all_projects_are_planned_with_one_number(page_at):
    page = page_at(AgendaPage, "drawn-up")
    page.present.click()
    page.form.set_values({"minutes": 2})
    page.slot.findChildren(type(page.plan))[0].click()
    assert len(page.host.state.agenda.presentations) == len(page.host.state.vote.lines)
    assert page.present.isHidden()
    assert not page.draw.isHidden()


def test_a_declared_interest_needs_its_role_first(page_at):
    page = page_at(AgendaPage, "planned")
    page.declare.click()
    page.form.set_values({"what": "Sits on the board of the club."})
    page.slot.findChildren(type(page.plan))[0].click()
    assert page.form.field("role").is_wrong()
    page.form.set_values({"role": "member"})
    page.slot.findChildren(type(page.plan))[0].click()
    assert len(page.host.state.interests.by_id) == 3
    assert render(view(page.host.state, page.here).chosen.title) == "A member of the assembly"


def test_an_item_is_begun_paused_and_ended_at_the_clock(page_at, press):
    page = page_at(AgendaPage, "planned")
    page.rows.setFocus()
    page.detail.begin.click()
    assert focus_name() == "Pause"
    press(Qt.Key.Key_Space)
    assert page.host.state.floor.now.since is None
    assert focus_name() == "Go on"
    page.clock.ending.click()
    assert page.host.state.floor.now is None
    assert page.clock.isHidden()


def test_the_clock_ticks_and_writes_nothing(page_at, monkeypatch):
    page = page_at(AgendaPage, "speaking")
    seen, entries = page.clock._seen, page.host.desk.entries
    monkeypatch.setattr(
        page.host.desk,
        "moment",
        lambda: Moment(seen.since + timedelta(seconds=108), lambda: "", lambda: ""),
    )
    page.clock._show_time()
    assert page.clock.figure._figure.text() == "1:12"
    assert page.clock._bar.value() == 108
    assert page.host.desk.entries == entries


def test_the_next_table_gets_the_floor_with_one_key(page_at, press):
    page = page_at(AgendaPage, "speaking")
    page.clock.following.setFocus()
    assert focus_name() == "Table 3"
    press(Qt.Key.Key_Space)
    assert page.host.state.floor.now.table == 3


def test_the_clock_is_shown_in_the_room(page_at):
    page = page_at(AgendaPage, "speaking")
    page.clock.room.click()
    assert page.host.in_room == ["speaking"]


def test_an_item_is_moved_by_hand(page_at):
    page = page_at(AgendaPage, "planned")
    second = page.host.state.agenda.items[1]
    page.go_to(second.id)
    page.detail.moving.emit(True)
    assert page.host.state.agenda.items[0].id == second.id


def test_less_than_an_hour_is_said_in_minutes(page_at):
    page = page_at(AgendaPage, "drawn-up")
    page.host.act(agenda.plan, kind="talk", title="Welcome", minutes=5)
    assert render(view(page.host.state, page.here).caption) == "1 item, 5 min"
