"""The door: nobody's name unasked, one ballot each, and the register."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pbdesk.app.jobs.register import add_people
from pbdesk.i18n import render
from pbdesk.ledger.people import Particulars
from pbdesk.questions import door, vote
from pbdesk.questions.register import PersonForgotten
from pbdesk.ui.pages.door.consents import PURPOSES
from pbdesk.ui.pages.door.page import DoorPage
from pbdesk.ui.pages.door.patience import Patience
from pbdesk.ui.pages.door.view import view
from pbdesk.ui.pages.staffing import names_in
from pbdesk.ui.render.view import Here
from pbdesk.ui.settings import Settings
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.button import Button
from tests.ui.pages.seen import seen_on
from tests.ui.shell.window import texts


@pytest.fixture
def at_the_door(page_at, qtbot):
    """The door with its vote open and the focus in the search field."""

    def show(moment: str = "open") -> DoorPage:
        page = page_at(DoorPage, moment)
        page.go_to("search")
        return page

    return show


def seen(desk, search: str = "", chosen: str | None = None):
    return view(desk.state, desk.people, Here(chosen=chosen, search=search), 20)


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("", "Type three letters of a name or a street."),
        ("h", "2 letters more."),
        ("ha", "1 letter more."),
        ("h a", "1 letter more."),
    ],
)
def test_no_name_is_shown_before_three_letters(desk_at, typed, note):
    found = seen(desk_at("door"), typed)
    assert not found.found
    assert render(found.note) == note


def test_those_who_are_not_here_yet_stand_before_those_who_have_a_ballot(
    desk_at,
):
    stubs = [each.stub for each in seen(desk_at("door"), "har").found]
    assert "" in stubs
    assert any(stubs)
    assert stubs == sorted(stubs, key=bool)


def test_the_chosen_person_is_checked_in_the_rulebook_s_own_words(desk_at):
    desk = desk_at("open")
    person = desk.people.search("har")[0].ref
    chosen = seen(desk, "har", person).chosen
    assert chosen is not None
    assert [render(words) for words in chosen.asks] == [
        "Everyone who lives, works or studies in Millbrook and is 14 or older",
        "Not staff, not a councillor",
    ]
    assert [render(words) for words in chosen.holds] == [
        "In the register, and has no ballot yet",
    ]


def test_the_age_group_that_was_kept_of_a_birth_date_is_said_of_whoever_is_chosen(
    desk_at,
):
    desk = desk_at("door")
    someone = Particulars("Zyzzo Quill", "Weir Road 4", "Ward 2, 14–15")
    assert add_people(desk, [someone]) is None
    person = desk.people.search("zyzzo")[0].ref
    chosen = seen(desk, "zyzzo", person).chosen
    assert chosen is not None
    assert [render(words) for words in chosen.holds] == [
        "In the register (Ward 2, 14 or 15), and has no ballot yet",
    ]


def test_nobody_is_taken_to_meet_what_nobody_asked_them(at_the_door):
    page = at_the_door()
    choose(page)
    QApplication.processEvents()
    assert "Not staff, not a councillor" in texts(page.giving)
    assert (
        page.giving.shown.title.text()
        == "All of this is so. Give paper 1, checked with"
    )
    assert not page.host.state.door.stubs
    page.giving.shown.button("letter").click()
    assert page.host.state.door.given() == 1


def test_an_enter_too_many_gives_no_ballot(at_the_door, press, type_into):
    """The Enter that found somebody, pressed again, says nothing about what they showed."""
    page = at_the_door()
    ref = choose(page)
    page.giving.go_to()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        press(key)
    assert not page.host.state.door.stubs
    said = []
    page.giving.give.connect(lambda *given: said.append(given))
    press(Qt.Key.Key_2)
    assert page.host.state.door.stubs["1"].person == ref
    assert said == [("address", "paper", "1")]


def test_the_kiosk_stays_chosen_for_the_next_person_and_large_print_does_not(
    at_the_door,
):
    page = at_the_door()
    for channel, stays in (("kiosk", "kiosk"), ("large", "paper")):
        choose(page)
        page.giving.form.set_values({"channel": channel})
        page.giving.form.changed.emit("channel")
        page.giving.shown.button("known").click()
        choose(page)
        assert page.giving.form.value("channel") == stays


def test_a_locked_people_file_says_how_it_is_opened(page_at, window):
    path = page_at(DoorPage, "open").host.desk.record.path
    page = window.show_over(path, DoorPage.name, locked=True)
    assert page.locked.isVisible()
    assert not page.search.isVisible()
    page.locked.button.click()
    assert window.host.went == [("unlock", None)]


def test_a_paper_is_given_by_keyboard_alone(at_the_door, type_into, press):
    page = at_the_door()
    person = page.host.people.search("har")[0]
    type_into("har")
    press(Qt.Key.Key_Return)  # into the list
    press(Qt.Key.Key_Return)  # on to the chosen person
    press(Qt.Key.Key_Space)  # asked, and the polling letter was shown
    stands = page.host.state.door
    assert stands.by_person[person.ref] == "1"
    assert stands.stubs["1"].channel == "paper"
    assert page.search.has_focus()
    assert page.search.raw() == ""


def test_the_only_one_found_stands_there_and_the_letters_go_on(
    at_the_door,
    type_into,
):
    """Nobody presses a row of which there is one; more letters may still say somebody else."""
    page = at_the_door()
    found = page.host.people.search
    person = next(p for p in found("har") if len(found(p.name[:-1])) == 1)
    type_into(person.name[:-1])
    assert page.giving.head.accessibleName() == person.name
    assert page.search.has_focus()
    assert not page.host.state.door.stubs
    page.giving.shown.button("letter").click()
    assert page.host.state.door.by_person[person.ref] == "1"
    type_into(f"{person.name} x")
    assert page.giving.isHidden()


def test_alt_and_a_figure_gives_while_the_name_is_still_typed(
    at_the_door,
    type_into,
    qtbot,
):
    """One press a voter by keyboard too; where nobody is shown, and held down, it gives nothing."""
    page = at_the_door()
    found = page.host.people.search
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(page.search.edit, Qt.Key.Key_2, alt)
    assert not page.host.state.door.stubs
    person = next(p for p in found("har") if len(found(p.name)) == 1)
    type_into(person.name)
    qtbot.keyClick(page.search.edit, Qt.Key.Key_2, alt)
    qtbot.keyClick(page.search.edit, Qt.Key.Key_2, alt)
    assert page.host.state.door.by_person == {person.ref: "1"}
    assert page.search.has_focus()


def test_whoever_is_not_found_is_written_down_without_the_name_typed_again(
    at_the_door,
    type_into,
):
    page = at_the_door()
    type_into("Nwosu, Ada")
    assert page.search.has_focus()
    assert page.writing.form.field("name").raw() == "Nwosu, Ada"
    QApplication.processEvents()
    assert not page.writing.put.visibleRegion().isEmpty(), "brought into sight"
    page.writing.form.go_to("street")
    type_into("Weir Road 4")
    page.writing.put.click()
    assert page.giving.head.accessibleName() == "Nwosu, Ada"
    assert page.host.people.get(page.here.chosen).street == "Weir Road 4"
    assert page.writing.form.field("name").raw() == ""


def test_a_street_that_is_not_found_is_offered_as_a_street(
    at_the_door,
    type_into,
):
    page = at_the_door()
    type_into("Nowhere Lane 7")
    assert page.writing.form.field("street").raw() == "Nowhere Lane 7"
    assert page.writing.form.field("name").raw() == ""


def test_what_is_being_written_down_stays_when_the_search_goes_on(
    at_the_door,
    type_into,
):
    page = at_the_door()
    type_into("Nwosu")
    page.writing.form.go_to("street")
    type_into("Weir Road 4")
    page.clear()
    page.search.take_focus()
    type_into("Another")
    written = page.writing.form
    assert written.field("name").raw() == "Nwosu"
    assert written.field("street").raw() == "Weir Road 4"


def test_a_name_that_is_cleared_by_itself_is_cleared_where_it_was_offered_too(
    at_the_door,
    type_into,
):
    page = at_the_door()
    type_into("Nwosu, Ada")
    page._clock.timeout.emit()
    assert page.writing.form.field("name").raw() == ""
    assert page.writing.begin.isVisible()


def test_the_name_is_gone_once_the_ballot_is_given(at_the_door):
    page = at_the_door()
    ref = choose(page)
    page.giving.give.emit("letter", "paper", "17")
    assert page.host.state.door.by_person[ref] == "17"
    assert page.here.chosen is None
    assert page.giving.isHidden()
    assert page.rows.model().rowCount() == 0


def test_a_control_number_that_was_given_out_already_is_refused_beside_its_field(
    at_the_door,
):
    page = at_the_door("door")
    choose(page)
    page.giving.form.set_values({"stub": 17})
    page.giving.form.changed.emit("stub")
    page.giving.shown.button("letter").click()
    assert page.giving.form.field("stub").is_wrong()
    assert page.here.chosen is not None


def test_the_button_says_which_stub_it_gives(at_the_door):
    page = at_the_door("door")
    choose(page)
    assert page.giving.shown.title.text().endswith(
        "Give paper 239, checked with",
    )
    page.giving.form.set_values({"channel": "kiosk"})
    page.giving.form.changed.emit("channel")
    assert page.giving.shown.title.text().endswith(
        "Give kiosk ticket K48, checked with",
    )
    assert page.giving.form.field("stub").isHidden()


def test_after_a_kiosk_stub_the_next_name_can_be_typed_and_the_laptop_handed_over(
    at_the_door,
):
    page = at_the_door()
    choose(page)
    page.giving.give.emit("address", "kiosk", "")
    assert page.search.has_focus()
    assert page.kiosk.isVisible()
    page.kiosk.click()
    assert page.host.kiosks == 1


def test_a_spoilt_paper_is_exchanged_for_the_next_one(at_the_door):
    page = at_the_door("door")
    page.back.set_value(17)
    page.exchange.click()
    assert page.host.state.door.stubs["17"].spoilt
    assert page.host.banners == [
        "Paper 17 goes into the envelope. Give paper 239 for it.",
    ]
    assert page.search.has_focus(), "for the next who comes"


def test_a_scanner_that_ends_with_enter_exchanges_the_paper_once(
    at_the_door,
    type_into,
    press,
):
    page = at_the_door("door")
    page.back.take_focus()
    type_into("17")
    press(Qt.Key.Key_Return, 2)
    assert page.host.state.door.stubs["17"].spoilt
    assert sum(each.spoilt for each in page.host.state.door.stubs.values()) == 1
    assert (
        page.host.banners[0]
        == "Paper 17 goes into the envelope. Give paper 239 for it."
    )


def test_a_paper_that_nobody_has_cannot_be_exchanged(at_the_door):
    page = at_the_door("door")
    page.back.set_value(900)
    page.exchange.click()
    assert page.back.is_wrong()


def test_the_list_clears_by_itself_after_the_last_key(
    at_the_door,
    type_into,
    qtbot,
):
    page = at_the_door()
    type_into("har")
    assert page.rows.model().rowCount()
    assert page._clock.isActive()
    assert page._clock.interval() == 20_000
    page._clock.timeout.emit()
    assert page.search.raw() == ""
    assert not page.rows.model().rowCount()


def test_who_needs_longer_gets_up_to_two_minutes(tmp_path):
    patience = Patience(Settings(tmp_path / "settings.ini"))
    assert patience.seconds == 20
    patience.keep(120)
    assert Patience(Settings(tmp_path / "settings.ini")).seconds == 120


def test_somebody_who_is_not_in_the_register_is_written_down_and_chosen(
    at_the_door,
):
    page = at_the_door()
    page.writing.begin.click()
    page.writing.form.set_values(
        {"name": "Nwosu, Ada", "street": "Weir Road 4"},
        keep_focused=False,
    )
    page.writing.put.click()
    assert page.giving.head.accessibleName() == "Nwosu, Ada"
    assert page.here.chosen in page.host.state.door.register
    assert page.writing.form.field("name").raw() == ""


def test_no_name_that_was_typed_is_kept_as_a_draft(at_the_door):
    page = at_the_door()
    page.writing.begin.click()
    page.writing.form.set_values({"name": "Nwosu, Ada"}, keep_focused=False)
    page.writing.form.changed.emit("name")
    page.hide()
    assert not any(key.startswith("form/") for key in page.host.state.drafts)


def test_consent_is_kept_in_the_words_that_were_shown_with_its_day_and_can_be_taken_back(
    page_at,
    qtbot,
):
    page = page_at(DoorPage, "open")
    ref, desk = choose(page), page.host.desk
    before = desk.entries

    def press(name: str) -> None:
        next(
            b
            for b in page.consents.findChildren(Button)
            if b.accessibleName() == name
        ).click()

    press("Photographs: agrees")
    (given,) = desk.people.consents(ref)
    assert (given.purpose, given.given, given.withdrawn) == (
        "photograph",
        desk.moment().at.date(),
        None,
    )
    assert given.shown == theme().render(PURPOSES["photograph"][1])
    press("Photographs: taken back")
    assert desk.people.consents(ref)[0].withdrawn == desk.moment().at.date()
    press("Photographs: agrees")
    assert [each.withdrawn is None for each in desk.people.consents(ref)] == [
        False,
        True,
    ]
    assert desk.entries == before, "the record knows nothing of it"
    page.clear()
    assert not page.consents.findChildren(
        Button,
        options=Qt.FindChildOption.FindDirectChildrenOnly,
    )


@pytest.mark.parametrize("agrees", [False, True])
def test_f2_a_person_is_forgotten_at_the_door_once_that_was_confirmed(
    page_at,
    agrees: bool,
):
    page = page_at(DoorPage, "open")
    ref, desk = choose(page), page.host.desk
    page.host.agrees = agrees
    next(
        b
        for b in page.consents.findChildren(Button)
        if b.text() == "Forget this person…"
    ).click()
    assert ["[Forget for good]" in asked for asked in page.host.asked] == [True]
    assert (desk.people.get(ref).name == "") is agrees
    assert (desk.recorded[-1].entry == PersonForgotten(ref)) is agrees
    assert (page.search.edit.text() == "") is agrees


def test_nobody_gets_a_ballot_before_the_vote_is_open(page_at):
    page = page_at(DoorPage, "register")
    choose(page)
    page.giving.give.emit("letter", "paper", "1")
    assert page.host.banners == [
        "The vote is not open, so no ballot can be given out. Open the vote first.",
    ]


def choose(page: DoorPage) -> str:
    """Search for somebody and choose the first who has no ballot."""
    page.search.edit.setText("har")
    page.search.changed.emit()
    found = view(page.host.state, page.host.people, page.here, 20).found
    first = next(each for each in found if not each.stub)
    page.rows.chosen.emit(first.ref)
    return first.ref


def test_every_way_of_checking_has_its_button(at_the_door):
    page = at_the_door()
    choose(page)
    for key, words in door.CHECKED_WITH.items():
        assert page.giving.shown.button(key).text() == render(words)


def test_a_spoilt_paper_is_exchanged_only_while_the_vote_is_open(at_the_door):
    page = at_the_door("door")
    assert page.exchange.isVisibleTo(page)
    page = at_the_door("closed")
    assert not page.exchange.isVisibleTo(page)
    assert not page.back.isVisibleTo(page)


def test_once_the_vote_is_closed_nothing_is_given_out_and_nobody_is_written_down(
    at_the_door,
):
    page = at_the_door("closed")
    assert page.hint.text().startswith(
        "The vote is closed, and no ballot is given out any more.",
    )
    choose(page)
    assert page.giving.isVisible()
    for widget in (
        page.giving.form,
        page.giving.shown,
        page.writing,
        page.list,
    ):
        assert not widget.isVisible()


def test_the_next_person_is_read_from_the_beginning(at_the_door, press):
    page = at_the_door()
    choose(page)
    page.rows.setFocus()
    bar = page.split.right.verticalScrollBar()
    QApplication.processEvents()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    press(Qt.Key.Key_Down)
    assert bar.value() == 0


def test_who_holds_a_ballot_of_the_open_vote_is_forgotten_when_it_closes(
    page_at,
):
    page = page_at(DoorPage, "open")
    desk = page.host.desk
    ref = min(desk.state.door.register)
    name = desk.people.get(ref).name
    page.host.act(door.give, person=ref, channel="paper", checked_with="known")
    page.consents.show_person(ref)
    next(
        b
        for b in page.consents.findChildren(Button)
        if b.text() == "Forget this person…"
    ).click()
    assert "the door knows them until it closes" in page.host.asked[-1]
    assert (
        page.host.banners[-1]
        == "Written down. The name is erased when the vote closes."
    )
    assert desk.people.get(ref).name == name
    page.consents.show_person(ref)
    assert "is forgotten when the vote closes" in seen_on(page.consents)
    page.host.act(vote.close_vote)
    assert desk.people.get(ref).name == ""


def test_who_came_stands_beside_the_quorum_on_one_scale(desk_at):
    desk = desk_at("all-given")
    seen = view(desk.state, None, Here(), 20)
    assert [
        (render(each.words), each.size, each.filled) for each in seen.reached
    ] == [
        ("Given a ballot", 354, True),
        ("Quorum", 120, False),
    ]


def record(page: DoorPage) -> None:
    """Press the main button of the form that asks who keeps the door."""
    [press] = [
        each
        for each in page.keepers.findChildren(Button)
        if each.text() == "Record who keeps it"
    ]
    press.click()


def test_two_door_keepers_are_recorded_and_shown_by_name(page_at, press):
    page = page_at(DoorPage, "open")
    names = names_in(page.host.people)
    assert names
    assert "Nobody said yet who keeps the door." in seen_on(page.keepers)
    page.keepers.begin.click()
    form = page.keepers.form
    record(page)
    assert "Say which two keep the door." in seen_on(page.keepers).splitlines()
    assert form.field("first").has_focus()
    press(Qt.Key.Key_Tab)
    assert form.field("second").has_focus()
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget().text() == "Record who keeps it"
    for field, who in (("first", "teller-1"), ("second", "teller-1")):
        form.field(field).set_value(who)
    record(page)
    assert "is named twice" in seen_on(page.keepers), (
        "in place, form still open"
    )
    form.field("second").set_value("facilitator")
    record(page)
    [kept] = page.host.state.door.kept
    assert kept.by == ("teller-1", "facilitator")
    seen = seen_on(page.keepers)
    assert f"{names['teller-1']} and {names['facilitator']}, from" in seen
    assert page.keepers.begin.hasFocus()
    page.host.act(vote.close_vote)
    page.refresh()
    assert f"{names['teller-1']} and" in seen_on(page.keepers)
    assert page.keepers.begin.isHidden(), "who kept it stands as it is"


def test_what_is_asked_of_somebody_is_made_when_somebody_is_there(at_the_door):
    page = at_the_door()
    assert not page.giving.things()
    assert not page.list.seen.things()
    page.giving.go_to()
    page.clear()
    assert not page.giving.things()
    page._choose(min(page.host.state.door.register))
    assert page.giving.isVisible()
    assert page.giving.shown.isVisible()
