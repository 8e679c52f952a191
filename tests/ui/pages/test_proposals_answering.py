"""Ideas are checked and answered on the proposals' page, each with a reason."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt

from pbdesk.assembly import ideas
from pbdesk.ui.pages.proposals import PAGE
from pbdesk.ui.render.asked import put_back
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Tick
from tests.ui.pages.on_proposals import answer, button, form, named


def test_an_answer_without_a_choice_asks_for_one(page_at):
    page = page_at(PAGE, "answering")
    button(page, "Record the answer").click()
    assert form(page, "answer").field("answer").is_wrong()
    assert len(page.host.state.ideas.open) == 3


def test_not_feasible_without_a_reason_is_refused_beside_the_reason(page_at):
    page = page_at(PAGE, "answering")
    found = answer(page, "Not feasible")
    button(page, "Record the answer").click()
    assert found.field("reason").is_wrong()
    assert found.field("reason").has_focus()


def test_an_answer_goes_on_to_the_next_that_waits_by_keyboard_alone(page_at, type_into, press):
    page = page_at(PAGE, "answering")
    waiting = [p.id for p in page.host.state.ideas.open]
    page.go_to(waiting[0])
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab, 3)
    type_into("Streets will pay for the power.")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert page.host.state.ideas.by_id[waiting[0]].cost == 1_250_000
    assert page.left.rows.key() == waiting[1]
    assert form(page, "answer").field("answer").has_focus()
    assert page.host.announced == ["Recorded. Next: “Outdoor gym beside the pitches”."]


def test_only_the_fields_of_the_chosen_answer_are_asked_for(page_at):
    page = page_at(PAGE, "answering")
    for words, asked in (
        ("Accept as a project", ["answer", "cost", "running", "reason"]),
        ("Not feasible", ["answer", "reason"]),
        ("Merge with another", ["answer", "into", "consent", "reason"]),
    ):
        found = answer(page, words)
        assert [name for name in found.names() if found.field(name).isVisible()] == asked


def test_a_sum_that_cannot_be_read_does_not_hold_up_another_answer(page_at):
    page = page_at(PAGE, "answering")
    put_back(answer(page, "Accept as a project").field("cost"), "a lot")
    found = answer(page, "Not feasible")
    found.field("reason").set_value("The bank is too steep.")
    button(page, "Record the answer").click()
    assert named(page.host.state, "Lighting on the riverside path").state == "not-feasible"


def test_merging_needs_the_other_one_and_consent(page_at):
    page = page_at(PAGE, "answering")
    found = answer(page, "Merge with another")
    button(page, "Record the answer").click()
    assert found.field("into").is_wrong()
    found.field("into").set_value(named(page.host.state, "Community fridge").id)
    button(page, "Record the answer").click()
    assert found.field("consent").is_wrong()
    found.findChildren(Tick)[0].click()
    button(page, "Record the answer").click()
    assert named(page.host.state, "Lighting on the riverside path").state == "merged"


def test_what_is_gone_can_be_read_but_not_changed(page_at):
    page = page_at(PAGE, "answering")
    page.go_to(named(page.host.state, "Bus shelter on Duke Street").id)
    assert [b.text() for b in page.right.page.findChildren(Button) if b.isVisible()] == []


def test_an_answer_can_be_given_again_while_nothing_is_printed(page_at):
    page = page_at(PAGE, "answering")
    page.go_to(named(page.host.state, "Community fridge").id)
    button(page, "Answer again").click()
    found = form(page, "answer")
    assert found.value("cost") == 620_000
    found.field("cost").set_value(600_000)
    button(page, "Record the answer").click()
    assert named(page.host.state, "Community fridge").cost == 600_000


def test_a_check_is_recorded_with_who_said_so(page_at):
    page = page_at(PAGE, "answering")
    button(page, "Record a check").click()
    found = form(page, "check")
    assert found.field("aspect").has_focus()
    for name, value in (
        ("aspect", "deliverable"),
        ("verdict", "yes"),
        ("by", "Streets"),
        ("reason", "By the end of February."),
    ):
        found.field(name).set_value(value)
    button(page, "Record the check").click()
    found = named(page.host.state, "Lighting on the riverside path").checks["deliverable"]
    assert (found.verdict, found.by) == ("yes", "Streets")
    assert "check" not in {each.ask.key for each in page.forms.values()}


def test_a_check_by_nobody_is_refused_beside_the_name(page_at):
    page = page_at(PAGE, "answering")
    button(page, "Record a check").click()
    found = form(page, "check")
    found.field("aspect").set_value("legal")
    found.field("verdict").set_value("no")
    button(page, "Record the check").click()
    assert found.field("by").is_wrong()


def test_what_is_typed_as_reason_stays_while_a_check_is_recorded(page_at):
    page = page_at(PAGE, "answering")
    found = answer(page, "Not feasible")
    found.field("reason").set_value("The bank is")
    page.host.act(
        ideas.check,
        proposal=page.host.state.ideas.open[0].id,
        aspect="legal",
        verdict="no",
        by="Property",
        reason="It is not our land.",
    )
    assert form(page, "answer").field("reason").raw() == "The bank is"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_button_that_records_an_answer_is_in_sight_once_its_reason_is_asked_for(
    page_at, qtbot, scale
):
    theme().set(scale=scale)
    page = page_at(PAGE, "answering", width=1280)
    page.go_to(page.host.state.ideas.open[0].id)
    answer(page, "Not feasible").go_to("reason")
    record, port = button(page, "Record the answer"), page.split.right.viewport()
    qtbot.waitUntil(
        lambda: port.rect().contains(QRect(record.mapTo(port, QPoint(0, 0)), record.size()))
    )
