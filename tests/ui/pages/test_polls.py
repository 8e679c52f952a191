"""Opening and closing the vote."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtWidgets import QApplication

from pbdesk.app.jobs.slips import checkpoint
from pbdesk.assembly import floor
from pbdesk.assembly.figures import figures
from pbdesk.i18n import render
from pbdesk.paper.report.turnout import _counted
from pbdesk.questions import door
from pbdesk.ui.pages.polls import PAGE
from pbdesk.ui.places import focus_first
from pbdesk.ui.render.blocks import Facts, Figures, Paragraph
from pbdesk.ui.render.intents import Go
from pbdesk.ui.render.view import Here, presses
from tests.evenings import state_at
from tests.ui.pages.on_proposals import button
from tests.ui.pages.seen import seen_on


def seen_at(state):
    left = PAGE.view(state, None, Here()).left
    assert isinstance(left, tuple)
    return left


def block(state, kind):
    return next(each for each in seen_at(state) if isinstance(each, kind))


def test_what_is_missing_before_the_vote_opens_is_said_with_its_reason():
    state = state_at("drawn-up")
    leads = [
        render(each.lead)
        for each in seen_at(state)
        if isinstance(each, Paragraph)
    ]
    assert leads == ["Nobody is in the register.", ""]
    goes = [press.intent for press in presses(PAGE.view(state, None, Here()))]
    assert [each.page for each in goes if isinstance(each, Go)] == ["door"]
    assert [render(words) for _, words in block(state, Facts).facts] == [
        "Sealed at 15:30",
        "8 projects, in the order of the lot",
    ]


def test_a_paper_that_was_exchanged_counts_once(desk_at):
    figures = block(desk_at("all-given").state, Figures).figures
    assert [(render(each.figure), render(each.words)) for each in figures] == [
        ("292", "on paper"),
        ("6", "in large print"),
        ("56", "at the kiosk"),
        ("354", "in all"),
    ]


def test_where_no_kiosk_ticket_was_given_nothing_is_said_of_used_ones(page_at):
    page = page_at(PAGE, "open")
    assert "No kiosk ticket was given out." in seen_on(page)
    assert "Every kiosk ticket was used." not in seen_on(page)


def test_open_kiosk_permits_are_listed_by_number_only(desk_at):
    desk = desk_at("open")
    for person in sorted(desk.state.door.register)[:2]:
        assert (
            desk.do(
                door.give,
                person=person,
                channel="kiosk",
                checked_with="letter",
            )
            is None
        )
    said = [
        render(each.text)
        for each in seen_at(desk.state)
        if isinstance(each, Paragraph)
    ]
    assert "Kiosk tickets K1 and K2 have their ballots still to cast." in said


def test_opening_too_early_says_what_is_missing_and_asks_nothing(page_at):
    page = page_at(PAGE, "drawn-up")
    button(page, "Open the vote").click()
    assert page.host.banners == [
        "Nobody is in the register. The door gives each person one ballot.",
    ]
    assert not page.host.asked


def test_a_vote_opened_on_another_day_than_its_own_is_said_before_it_is():
    def sheet(today):
        (open_, _) = presses(
            PAGE.view(state_at("register"), None, Here(today=today)),
        )
        return render(open_.intent.final.sentence)

    assert sheet(date(2026, 11, 26)).startswith("Ballots are then given out")
    assert sheet(date(2026, 11, 20)).startswith(
        "The assembly is called for 26\u00a0November\u00a02026, and today is 20\u00a0November\u00a02026. Ballots",
    )


def test_the_vote_opens_after_the_person_agreed(page_at):
    page = page_at(PAGE, "register")
    page.host.agrees = False
    button(page, "Open the vote").click()
    assert not page.host.state.vote.is_open
    page.host.agrees = True
    button(page, "Open the vote").click()
    assert page.host.state.vote.is_open
    assert page.host.led_on == ["The vote is open."]
    assert not page.isVisible()  # the door is
    assert page.left.button("open_vote") is None
    assert not page.left.button("close_vote").isHidden()


def test_closing_says_that_no_more_ballots_are_given_out_or_cast(page_at):
    page = page_at(PAGE, "door")
    button(page, "Close the vote").click()
    assert page.host.asked == [
        "No more ballots are given out or cast. [Close the vote]",
    ]
    assert page.host.state.vote.closed
    assert page.host.led_on == ["The vote is closed."]
    assert page.left.button("close_vote") is None


def test_the_ballot_is_shown_in_the_room(page_at):
    page = page_at(PAGE, "open")
    button(page, "Show the ballot in the room").click()
    assert page.host.in_room == ["ballot"]


def test_who_comes_too_early_stands_at_what_is_missing_first(page_at):
    page = page_at(PAGE, "drawn-up")
    focus_first(page)
    assert QApplication.focusWidget().accessibleName() == "Go to the register"


# An item of the agenda that nobody ended


def begun_at(page, kind: str):
    """An item of the running order has the floor."""
    item = next(
        each for each in page.host.state.agenda.items if each.kind == kind
    )
    assert page.host.desk.do(floor.begin, item=item.id) is None
    page.refresh()
    return item


def test_going_on_to_the_vote_asks_about_an_item_that_still_runs_and_the_record_has_its_time(
    page_at,
):
    page = page_at(PAGE, "register")
    item = begun_at(page, "break")
    assert f"“{item.title}” is still running, since" in seen_on(page)
    button(page, "End it").click()
    assert page.host.state.floor.over(item.id)
    assert "still running" not in seen_on(page)


def test_who_lets_it_run_on_is_told_so_before_the_vote_opens_and_asked_again_after(
    page_at,
):
    page = page_at(PAGE, "register")
    item = begun_at(page, "break")
    button(page, "Open the vote").click()
    assert (
        f"“{item.title}” is still running, and runs on. Ballots"
        in page.host.asked[-1]
    )
    assert page.host.state.vote.is_open
    button(page, "End it").click()
    assert page.host.state.floor.over(item.id)


def test_the_vote_s_own_item_runs_until_the_vote_is_closed(page_at):
    page = page_at(PAGE, "register")
    begun_at(page, "vote")
    assert "still running" not in seen_on(page)
    button(page, "Open the vote").click()
    page.left.button("close_vote").click()
    page.host.go("polls")
    assert page.host.state.vote.closed
    button(page, "End it").click()
    assert page.host.state.floor.now is None


def test_no_two_totals_of_what_was_given_out_disagree_on_any_page_or_sheet(
    page_at,
    window,
):
    """People have one ballot each; a paper that was exchanged is given out twice."""
    page = page_at(PAGE, "declared")
    said: list[str] = []
    for name in ("polls", "door", "batches"):
        window.show_page(name)
        said += seen_on(window.places.page).splitlines()
    desk = page.host.desk
    said += [f"{render(what)}: {n}" for what, n in checkpoint(desk).counts]
    said += [
        f"{render(what)}: {n}"
        for what, n, _, _ in _counted(figures(desk.state))
    ]
    told = " | ".join(said).replace("\xa0", " ")
    papers, ballots = (
        desk.state.door.given("paper", "large"),
        desk.state.door.given(),
    )
    assert set(re.findall(r"(\d+) papers? given out", told)) == {str(papers)}
    assert set(re.findall(r"Ballots given out: (\d+)", told)) == {str(ballots)}
    people = desk.state.door.people
    assert ballots - people == desk.state.door.spoilt > 0
    assert set(re.findall(r"Took a ballot: (\d+)", told)) == {str(people)}
    assert (
        told.count(f"{people}\nin all") + told.count(f"{people} | in all") == 2
    )
    assert "Given out" not in told
