"""The papers' page: the ballot is drawn up, looked at and printed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from pbdesk.assembly import ideas, rulebook
from pbdesk.i18n import render
from pbdesk.questions.lot import lot_code
from pbdesk.ui.pages.papers import PAGE
from pbdesk.ui.render.blocks import Heading, Paper
from pbdesk.ui.render.page import RenderedPage
from pbdesk.ui.render.view import Here, presses
from pbdesk.ui.widgets.empty import Empty
from tests.asking import GROUP, ROAD, desk_until, do
from tests.ui.pages.on_proposals import asked, form


def seen_at(desk):
    return PAGE.view(desk.state, None, Here())


def block(blocks, kind):
    return next((each for each in blocks if isinstance(each, kind)), None)


def test_the_ballot_shows_codes_titles_and_costs_in_the_order_of_the_lot(
    desk_at,
):
    desk = desk_at("drawn-up")
    lines = block(seen_at(desk).left, Paper).lines
    assert [line.code for line in lines] == list("ABCDEFGH")
    titles = [render(line.name).rpartition(", £")[0] for line in lines]
    assert titles == [line.title for line in desk.state.sheet.lines]
    assert desk.state.sheet.seed == "G3J6-22S4-WKRD"


def test_before_the_lot_no_project_has_a_code(desk_at):
    seen = seen_at(desk_at("answered"))
    lines = block(seen.left, Paper).lines
    assert {line.code for line in lines} == {""}
    assert len(lines) == 8
    assert render(block(seen.left, Heading).state) == "Not drawn up"


def test_the_code_for_ties_waits_for_its_envelope_until_the_vote_is_closed(
    desk_at,
):
    def offered(moment):
        return {press.key for press in presses(seen_at(desk_at(moment)))}

    assert "lot-slip.pdf" in offered("drawn-up")
    assert "lot-slip.pdf" not in offered("closed")


def test_an_open_proposal_keeps_the_ballot_from_being_drawn_up_and_is_named(
    page_at,
):
    page = page_at(PAGE, "answering")
    page.button("draw_up").click()
    (banner,) = page.host.banners
    assert banner == (
        "“Lighting on the riverside path” has no answer yet. "
        "Answer every proposal before the ballot is drawn up."
    )
    assert not page.host.state.sheet.drawn_up


def test_drawing_up_by_keyboard_leads_to_the_printing(page_at, press):
    page = page_at(PAGE, "answered")
    page.go_to(None)
    press(Qt.Key.Key_Return)
    assert page.host.state.sheet.drawn_up
    assert page.button("draw_up") is None
    assert form(page, "numbers").field("papers").has_focus()


def needs(desk) -> str:
    return next(
        render(each.text)
        for each in seen_at(desk).right
        if getattr(each, "key", "") == "needs"
    )


def test_before_the_lot_the_page_says_which_sheet_the_ballot_takes(desk_at):
    told = needs(desk_at("answered"))
    assert told == "A ballot of 8 lines is one sheet of A4, printed on 1 side."


def test_loose_sheets_are_refused_before_the_ballot_is_drawn_up(desk_at):
    desk = desk_at("rules")
    do(
        desk,
        rulebook.set_rule,
        clause="style",
        value="quadratic",
    )  # whose lines are the tallest
    for n in range(32):
        long = f"{n} benches with backs and arms beside the bowling green, along the river path"
        do(desk, ideas.receive, title=long)
    for each in desk.state.ideas.by_id:
        do(
            desk,
            ideas.answer,
            proposal=each,
            accepted=True,
            cost=100,
            reason="It can be done.",
        )
    assert needs(desk) == (
        "32 lines have no room on one sheet, not even on both sides of A3. A ballot of loose "
        "sheets is not printed: papers get lost and mixed up. Ask in two questions, shorten the "
        "titles, or vote at the kiosk alone."
    )
    [draw] = [
        press for press in presses(seen_at(desk)) if press.icon == "dices"
    ]
    assert render(draw.words) == "Draw it up for the kiosk alone"


@pytest.mark.parametrize("large", [False, True])
def test_the_preview_holds_as_many_papers_as_were_asked_for_from_the_first_number(
    page_at,
    large,
    found_out,
):
    page = page_at(PAGE, "drawn-up")
    form(page, "numbers").set_values({"papers": 3, "first": 41})
    (
        page.button("ballots-large-print.pdf")
        if large
        else asked(page, "numbers").record
    ).click()
    found_out()
    ((_, pdf, name),) = page.host.previews
    text = _text(pdf)
    assert name == ("ballots-large-print.pdf" if large else "ballots.pdf")
    assert all(number in text for number in ("41", "42", "43"))
    assert "Community fridge" in text


def test_a_specimen_names_no_project_of_the_ballot(page_at, found_out):
    page = page_at(PAGE, "drawn-up")
    page.button("specimen.pdf").click()
    found_out()
    text = _text(page.host.previews[0][1])
    assert text
    assert not any(line.title in text for line in page.host.state.sheet.lines)


def test_the_count_sheet_has_every_project_of_the_ballot(page_at, found_out):
    page = page_at(PAGE, "drawn-up")
    page.button("count-sheet.pdf").click()
    found_out()
    text = " ".join(_text(page.host.previews[0][1]).split())
    assert "Count sheet for one batch" in text
    assert all(line.title in text for line in page.host.state.sheet.lines)


def test_the_slip_for_the_envelope_holds_the_sealed_code(page_at, found_out):
    page = page_at(PAGE, "drawn-up")
    page.button("lot-slip.pdf").click()
    found_out()
    assert page.host.state.drafts[lot_code("1")] in _text(
        page.host.previews[0][1],
    )


def test_without_a_number_of_papers_the_field_says_so(page_at):
    page = page_at(PAGE, "drawn-up")
    form(page, "numbers").set_values({"papers": None})
    asked(page, "numbers").record.click()
    assert form(page, "numbers").field("papers").is_wrong()
    assert not page.host.previews


def test_an_assembly_without_projects_is_sent_to_its_proposals(page_at):
    page = page_at(PAGE, "ideas")
    page.left.page.findChild(Empty).button.click()
    assert page.host.went == [("proposals", None)]


def set_page(
    window,
    qtbot,
    tmp_path,
    moment="drawn-up",
    question=GROUP,
) -> RenderedPage:
    """The page of one of three questions that are asked together."""
    desk = desk_until(moment, tmp_path)
    desk.close()
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    _ = window.show_over(desk.record.path, "papers")
    window.turn(question)
    return window.places.page


def test_a_set_has_a_sheet_for_each_question_and_one_numbered_strip(
    window,
    qtbot,
    tmp_path,
):
    page = set_page(window, qtbot, tmp_path)
    form(page, "numbers").set_values({"papers": 2, "first": 41})
    asked(page, "numbers").record.click()
    qtbot.waitUntil(lambda: bool(page.host.previews))
    sheets = _pages(page.host.previews[0][1])
    assert len(sheets) == 6
    assert ["41" in each for each in sheets[:3]] == [True, False, False]
    assert all("For the door" not in each for each in sheets[1:3])
    for sheet, n in zip(sheets, (1, 2, 3), strict=False):
        assert f"Question {n}, round 1" in sheet
    assert "£" not in "".join(sheets)
    assert "I abstain" in sheets[1]


def test_a_set_is_not_printed_while_one_of_its_sheets_does_not_stand(
    window,
    qtbot,
    tmp_path,
    found_out,
):
    page = set_page(window, qtbot, tmp_path, "sealed")
    page.button("draw_up").click()
    asked(page, "numbers").record.click()
    found_out()
    assert (
        "Questions 2 and 3 are not drawn up yet"
        in form(page, "numbers").field("papers")._error.text()
    )
    assert not page.host.previews


def test_a_spare_sheet_is_of_one_question_and_has_a_number_of_its_own(
    window,
    qtbot,
    tmp_path,
):
    page = set_page(window, qtbot, tmp_path, question=ROAD)
    page.button("spares-question-2.pdf").click()
    qtbot.waitUntil(lambda: bool(page.host.previews))
    sheets = _pages(page.host.previews[0][1])
    assert len(sheets) == 10
    assert "S1" in sheets[0]
    assert "S10" in sheets[9]
    assert all("Question 2, round 1" in each for each in sheets)


def _pages(pdf: bytes) -> list[str]:
    from io import BytesIO

    from pypdf import PdfReader

    return [
        " ".join(page.extract_text().split())
        for page in PdfReader(BytesIO(pdf)).pages
    ]


def _text(pdf: bytes) -> str:
    from io import BytesIO

    from pypdf import PdfReader

    return " ".join(
        " ".join(page.extract_text().split())
        for page in PdfReader(BytesIO(pdf)).pages
    )
