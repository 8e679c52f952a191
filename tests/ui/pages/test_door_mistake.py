"""The wrong person was ticked at the door: the ballot is taken back, or beside the right name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from pbdesk.questions import door, kiosk
from pbdesk.ui.pages.door.page import DoorPage
from tests.asking import GROUP, ROAD, desk_until, do
from tests.ui.pages.test_door import choose


@pytest.fixture
def given_at(page_at):
    """The door with somebody chosen who was given a ballot of that channel by mistake."""

    def give(channel: str = "paper") -> tuple[DoorPage, str]:
        page = page_at(DoorPage, "open")
        ref = choose(page)
        page.giving.give.emit("known", channel, "")
        search(page, ref)
        return page, ref

    return give


def search(page: DoorPage, ref: str) -> None:
    page.search.edit.setText("har")
    page.search.changed.emit()
    page.rows.chosen.emit(ref)


def test_a_paper_in_hand_is_taken_back_once_that_was_confirmed(given_at):
    page, ref = given_at()
    page.giving.mistake.begin.click()
    page.host.agrees = False
    page.giving.mistake.here.click()
    assert page.host.state.door.by_person[ref] == "1"
    page.host.agrees = True
    page.giving.mistake.here.click()
    assert page.host.asked[-1].startswith("Paper 1 must be in your hand.")
    assert ref not in page.host.state.door.by_person
    assert page.host.banners == [
        "Ballot 1 is taken back. This person can be given one again.",
    ]
    assert page.search.has_focus()
    assert (
        "1 paper is in the envelope, spoilt or given by mistake."
        in page.spoilt.text()
    )


def test_a_ballot_is_moved_to_the_person_who_has_it(given_at):
    page, wrong = given_at()
    page.giving.mistake.begin.click()
    page.giving.mistake.elsewhere.click()
    assert page.moving.isVisible()
    assert page.search.has_focus()
    right = choose(page)
    assert right != wrong
    assert not page.giving.form.field("channel").isVisible()
    asked = "Write ballot 1 beside this name, checked with"
    assert page.giving.shown.title.text().endswith(asked)
    page.giving.shown.button("letter").click()
    assert dict(page.host.state.door.by_person) == {right: "1"}
    assert not page.moving.isVisible()
    assert page.host.banners == ["Ballot 1 stands beside the right name now."]


def test_whoever_thinks_better_of_it_leaves_the_ballot_where_it_is(given_at):
    page, wrong = given_at()
    page.giving.mistake.begin.click()
    page.giving.mistake.elsewhere.click()
    page.stay.click()
    assert not page.moving.isVisible()
    choose(page)
    assert page.giving.shown.title.text().endswith("Give paper 2, checked with")
    assert dict(page.host.state.door.by_person) == {wrong: "1"}


def test_a_wrong_tick_is_put_right_by_keyboard_alone(given_at, press):
    page, ref = given_at()
    page.giving.go_to()  # as Enter on the row does
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert page.giving.mistake.here.hasFocus()
    press(Qt.Key.Key_Return)
    assert ref not in page.host.state.door.by_person


def test_what_was_cast_at_the_kiosk_offers_no_way_back(given_at):
    page, ref = given_at("kiosk")
    assert page.giving.mistake.isVisible()
    project = page.host.state.sheet.lines[0].project
    assert page.host.desk.do(kiosk.cast, stub="K1", marks={project: 1}) is None
    page.refresh()
    assert not page.giving.mistake.isVisible()
    search(page, ref)
    assert not page.giving.mistake.isVisible()


def test_a_stub_that_is_cast_while_its_person_is_looked_for_is_not_moved(
    given_at,
):
    page, wrong = given_at("kiosk")
    page.giving.mistake.elsewhere.click()
    choose(page)
    project = page.host.state.sheet.lines[0].project
    assert page.host.desk.do(kiosk.cast, stub="K1", marks={project: 1}) is None
    page.giving.move_here.emit("letter")
    assert dict(page.host.state.door.by_person) == {wrong: "K1"}
    assert page.host.banners[-1].startswith("Ballot K1 was cast at the kiosk")


def test_after_the_close_no_tick_is_put_right(page_at):
    page = page_at(DoorPage, "closed")
    ref = next(
        ref
        for ref, stub in page.host.state.door.by_person.items()
        if stub[0] != "K"
    )
    page.rows.chosen.emit(ref)
    assert not page.giving.mistake.isVisible()


def test_one_sheet_of_a_set_is_exchanged_for_a_spare_of_its_question(
    window,
    qtbot,
    tmp_path,
):
    desk = desk_until("open", tmp_path)
    person = min(desk.state.door.register)
    do(desk, door.give, person=person, channel="paper", checked_with="known")
    desk.close()
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    page = window.show_over(desk.record.path, "door")
    assert page.which.isVisible()
    page.which.set_value(ROAD)
    page.back.set_value(1)
    page.exchange.click()
    assert page.host.state.of(ROAD).spares.given == ("S1",)
    assert page.host.state.of(GROUP).spares.given == ()
    assert page.host.banners[-1] == (
        "The sheet goes into the envelope. Give spare S1 of question 2 for it."
    )
    page.back.set_value(7)
    page.which.set_value(ROAD)
    page.exchange.click()
    assert "There is no set 7" in page.back._error.text()
