"""Opening and closing the vote."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from pbdesk.assembly import door
from pbdesk.i18n import render
from pbdesk.ui.pages.polls.page import PollsPage
from pbdesk.ui.pages.polls.view import view
from pbdesk.ui.places import focus_first
from tests.evenings import state_at


def test_what_is_missing_before_the_vote_opens_is_said_with_its_reason():
    seen = view(state_at("drawn-up"))
    assert [(render(each.words), each.page) for each in seen.missing] == [
        ("Nobody is in the register.", "door")
    ]
    assert [render(each.words) for each in seen.standing] == [
        "Sealed at 15:30",
        "8 projects, in the order of the lot",
    ]


def test_a_paper_that_was_exchanged_counts_once(desk_at):
    desk = desk_at("all-given")
    figures = [(n, render(where)) for n, where in view(desk.state).given]
    assert figures == [
        (292, "on paper"),
        (6, "in large print"),
        (56, "at the kiosk"),
        (354, "in all"),
    ]


def test_open_kiosk_permits_are_listed_by_number_only(desk_at):
    desk = desk_at("open")
    for person in sorted(desk.state.door.register)[:2]:
        assert desk.do(door.give, person=person, channel="kiosk", checked_with="letter") is None
    assert (
        render(view(desk.state).permits)
        == "Kiosk stubs K1 and K2 have their ballots still to cast."
    )


def test_opening_too_early_says_what_is_missing_and_asks_nothing(page_at):
    page = page_at(PollsPage, "drawn-up")
    page.open.click()
    assert page.host.banners == [
        "Nobody is in the register. The door gives each person one ballot."
    ]
    assert not page.host.asked


def test_the_vote_opens_after_the_person_agreed(page_at):
    page = page_at(PollsPage, "register")
    page.host.agrees = False
    page.open.click()
    assert not page.host.state.vote.is_open
    page.host.agrees = True
    page.open.click()
    assert page.host.state.vote.is_open
    assert page.open.isHidden()
    assert page.close_vote.isVisible()


def test_closing_says_that_no_more_ballots_are_given_out_or_cast(page_at):
    page = page_at(PollsPage, "door")
    page.close_vote.click()
    assert page.host.asked == ["No more ballots are given out or cast. [Close the vote]"]
    assert page.host.state.vote.closed
    assert page.close_vote.isHidden()


def test_the_ballot_is_shown_in_the_room(page_at):
    page = page_at(PollsPage, "open")
    page.room.click()
    assert page.host.in_room == ["ballot"]


def test_who_comes_too_early_stands_at_what_is_missing_first(page_at):
    page = page_at(PollsPage, "drawn-up")
    focus_first(page)
    assert QApplication.focusWidget().accessibleName() == "Go there: Nobody is in the register."
