"""The tally: urn, lot and count in this order.

It says that the ballots are counted, never what was found.
"""

from __future__ import annotations

from PySide6.QtCore import Qt

from pbdesk.i18n import render
from pbdesk.minutes.decision import Draft, Writing
from pbdesk.questions import count
from pbdesk.questions.lot import lot_code
from pbdesk.ui.pages.tally import PAGE, lot_lines
from pbdesk.ui.render.blocks import Bars, Heading, Paragraph
from pbdesk.ui.render.view import Here
from tests.evenings import state_at
from tests.ui.pages.on_proposals import asked, form
from tests.ui.pages.seen import seen_on


def test_before_the_papers_add_up_the_urn_stays_open(page_at):
    page = page_at(PAGE, "ruled")
    page.button("seal_urn").click()
    assert page.host.banners == [
        "It is not recorded that the papers add up. Do it on the page of the batches.",
    ]
    assert page.host.asked == []


def test_sealing_says_first_what_is_fixed_for_good(page_at):
    page = page_at(PAGE, "reconciled")
    page.host.agrees = False
    page.button("seal_urn").click()
    assert page.host.asked == [
        "No ballot can be added, changed or keyed again afterwards, and no batch corrected. [Seal "
        "the ballots]",
    ]
    assert page.host.state.count.sealed is None


def test_urn_lot_and_count_go_by_keyboard(page_at, press, type_into, found_out):
    page = page_at(PAGE, "reconciled")
    page.go_to(None)
    press(Qt.Key.Key_Return)
    assert page.host.state.count.sealed.ballots == 349
    type_into("3 5 1 6")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert page.host.state.lot.drawn.dice == "3516"
    found_out()  # counted by itself: rules and ballots are sealed
    assert page.host.state.count.counted.counted == 343
    assert page.host.led_on == ["Counted, not declared. 343 ballots are valid."]
    assert not page.isVisible(), "the declaration is next"
    press(Qt.Key.Key_Return, 2)
    assert page.host.state.declared is None


def test_what_cannot_be_a_throw_is_refused_beside_the_field_and_not_asked_about(
    page_at,
):
    page = page_at(PAGE, "reconciled")
    page.button("seal_urn").click()
    page.host.asked.clear()
    form(page, "throw").set_values({"dice": "3 7 1 6"}, keep_focused=False)
    asked(page, "throw").record.click()
    assert form(page, "throw").field("dice").is_wrong()
    assert page.host.asked == []


def test_a_laptop_that_lost_the_sealed_code_asks_for_the_envelope(page_at):
    page = page_at(PAGE, "reconciled")
    page.button("seal_urn").click()
    code = page.host.state.drafts[lot_code("1")]
    page.host.act(
        lambda _state, _moment: Writing(drafts=(Draft(lot_code("1"), None),)),
    )
    assert not form(page, "throw").field("code").isHidden()
    form(page, "throw").set_values(
        {"dice": "3516", "code": "WRONG"},
        keep_focused=False,
    )
    asked(page, "throw").record.click()
    assert form(page, "throw").field("code").is_wrong()
    form(page, "throw").set_values({"code": code}, keep_focused=False)
    asked(page, "throw").record.click()
    assert page.host.state.lot.seed == f"3516-{code}"


def test_after_the_count_nothing_says_what_was_found(page_at, found_out):
    page = page_at(PAGE, "urn")
    page.button("count").click()
    found_out()
    page.host.go("tally")
    words = seen_on(page)
    assert "Counted, not declared. 343 ballots are valid." in words
    assert (
        "6 were rejected: Identifies the voter (1), Too many marks (3)" in words
    )
    funded = {
        line.title
        for line in page.host.state.sheet.lines
        if line.project in page.host.state.outcome.funded
    }
    assert funded
    assert not any(title in words for title in funded)


def test_what_is_sealed_thrown_and_counted_is_drawn():
    blocks = PAGE.view(state_at("counted"), None, Here()).left
    assert isinstance(blocks, tuple)
    bars = [block for block in blocks if isinstance(block, Bars)]
    assert [
        [(render(each.words), each.size) for each in drawn.lines]
        for drawn in bars
    ] == [
        [("On paper", 293), ("At the kiosk", 56)],
        [("Valid", 343), ("Rejected", 6)],
    ]
    thrown = [block for block in blocks if isinstance(block, Paragraph)]
    assert "3  5  1  6" in [
        render(each.text) for each in thrown if each.role == "figures"
    ]


def test_the_lot_is_listed_with_its_numbers_and_names_every_project():
    lot = lot_lines(state_at("counted"))
    assert [line.place for line in lot] == list(range(1, 9))
    assert [line.number for line in lot] == sorted(line.number for line in lot)


def test_the_count_that_is_recorded_is_what_a_recount_gives(page_at, found_out):
    from pbdesk.app.jobs.counting import recounted
    from pbdesk.app.jobs.progress import silent

    page = page_at(PAGE, "urn")
    page.button("count").click()
    found_out()
    assert recounted(page.host.desk, silent)


def test_the_page_says_how_far_the_three_acts_are():
    state = state_at("reconciled")
    heading = PAGE.view(state, None, Here()).left[0]
    assert isinstance(heading, Heading)
    assert render(heading.caption) == "Seal, lot, count: 0 of 3 done"
    assert count.missing(state)[0].page == "tally"
