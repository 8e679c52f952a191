"""The papers' page: the ballot is drawn up, looked at and printed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from pbdesk.i18n import render
from pbdesk.questions.lot import lot_code
from pbdesk.ui.pages.papers.page import PapersPage
from pbdesk.ui.pages.papers.view import view
from tests.asking import GROUP, ROAD, desk_until


def test_the_ballot_shows_codes_titles_and_costs_in_the_order_of_the_lot(desk_at):
    desk = desk_at("drawn-up")
    seen = view(desk.state, desk.recorded)
    assert [project.code for project in seen.projects] == list("ABCDEFGH")
    assert [render(project.title) for project in seen.projects] == [
        line.title for line in desk.state.sheet.lines
    ]
    assert seen.seed == "G3J6-22S4-WKRD"


def test_before_the_lot_no_project_has_a_code(desk_at):
    desk = desk_at("answered")
    seen = view(desk.state, desk.recorded)
    assert {project.code for project in seen.projects} == {""}
    assert len(seen.projects) == 8
    assert render(seen.state) == "Not drawn up"


def test_the_code_for_ties_waits_for_its_envelope_until_the_vote_is_closed(desk_at):
    desk = desk_at("drawn-up")
    assert view(desk.state, desk.recorded).sealed_lot
    closed = desk_at("closed")
    assert not view(closed.state, closed.recorded).sealed_lot


def test_an_open_proposal_keeps_the_ballot_from_being_drawn_up_and_is_named(page_at):
    page = page_at(PapersPage, "answering")
    page.draw.click()
    (banner,) = page.host.banners
    assert banner == (
        "“Lighting on the riverside path” has no answer yet. "
        "Answer every proposal before the ballot is drawn up."
    )
    assert not page.host.state.sheet.drawn_up


def test_drawing_up_by_keyboard_leads_to_the_printing(page_at, press):
    page = page_at(PapersPage, "answered")
    page.go_to(None)
    press(Qt.Key.Key_Return)
    assert page.host.state.sheet.drawn_up
    assert page.draw.isHidden()
    assert page.form.field("papers").has_focus()


@pytest.mark.parametrize("large", [False, True])
def test_the_preview_holds_as_many_papers_as_were_asked_for_from_the_first_number(page_at, large):
    page = page_at(PapersPage, "drawn-up")
    page.form.set_values({"papers": 3, "first": 41})
    (page.large if large else page.standard).click()
    ((_, pdf, name),) = page.host.previews
    text = _text(pdf)
    assert name == ("ballots-large-print.pdf" if large else "ballots.pdf")
    assert all(number in text for number in ("41", "42", "43"))
    assert "Community fridge" in text


def test_a_specimen_names_no_project_of_the_ballot(page_at):
    page = page_at(PapersPage, "drawn-up")
    page.specimen.click()
    text = _text(page.host.previews[0][1])
    assert text
    assert not any(line.title in text for line in page.host.state.sheet.lines)


def test_the_count_sheet_has_every_project_of_the_ballot(page_at):
    page = page_at(PapersPage, "drawn-up")
    page.tallies.click()
    text = " ".join(_text(page.host.previews[0][1]).split())
    assert "Count sheet for one batch" in text
    assert all(line.title in text for line in page.host.state.sheet.lines)


def test_the_slip_for_the_envelope_holds_the_sealed_code(page_at):
    page = page_at(PapersPage, "drawn-up")
    page.slip.click()
    assert page.host.state.drafts[lot_code("1")] in _text(page.host.previews[0][1])


def test_without_a_number_of_papers_the_field_says_so(page_at):
    page = page_at(PapersPage, "drawn-up")
    page.form.set_values({"papers": None})
    page.standard.click()
    assert page.form.field("papers").is_wrong()
    assert not page.host.previews


def test_an_assembly_without_projects_is_sent_to_its_proposals(page_at):
    page = page_at(PapersPage, "ideas")
    page.empty.button.click()
    assert page.host.went == [("proposals", None)]


def set_page(window, qtbot, tmp_path, moment="drawn-up", question=GROUP) -> PapersPage:
    """The page of one of three questions that are asked together."""
    desk = desk_until(moment, tmp_path)
    desk.close()
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    _ = window.show_over(desk.record.path, "papers")
    window.turn(question)
    return window.places.page


def test_a_set_has_a_sheet_for_each_question_and_one_numbered_strip(window, qtbot, tmp_path):
    page = set_page(window, qtbot, tmp_path)
    page.form.set_values({"papers": 2, "first": 41})
    page.standard.click()
    qtbot.waitUntil(lambda: bool(page.host.previews), timeout=60_000)
    sheets = _pages(page.host.previews[0][1])
    assert len(sheets) == 6
    assert ["41" in each for each in sheets[:3]] == [True, False, False]
    assert all("For the door" not in each for each in sheets[1:3])
    for sheet, n in zip(sheets, (1, 2, 3), strict=False):
        assert f"Question {n}, round 1" in sheet
    assert "£" not in "".join(sheets)
    assert "I abstain" in sheets[1]


def test_a_set_is_not_printed_while_one_of_its_sheets_does_not_stand(window, qtbot, tmp_path):
    page = set_page(window, qtbot, tmp_path, "sealed")
    page.draw.click()
    page.standard.click()
    assert "Questions 2 and 3 are not drawn up yet" in page.form.field("papers")._error.text()
    assert not page.host.previews


def test_a_spare_sheet_is_of_one_question_and_has_a_number_of_its_own(window, qtbot, tmp_path):
    page = set_page(window, qtbot, tmp_path, question=ROAD)
    page.spares.click()
    sheets = _pages(page.host.previews[0][1])
    assert len(sheets) == 10
    assert "S1" in sheets[0]
    assert "S10" in sheets[9]
    assert all("Question 2, round 1" in each for each in sheets)


def _pages(pdf: bytes) -> list[str]:
    from io import BytesIO

    from pypdf import PdfReader

    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def _text(pdf: bytes) -> str:
    from io import BytesIO

    from pypdf import PdfReader

    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)
