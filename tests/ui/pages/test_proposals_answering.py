"""Ideas are checked and answered on the proposals' page, each with a reason."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pbdesk.assembly import ideas
from pbdesk.assembly.ideas import ASPECTS
from pbdesk.i18n import render
from pbdesk.ui.pages.proposals import PAGE
from pbdesk.ui.render.asked import put_back
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Tick
from tests.ui.pages.on_proposals import answer, button, form, named


def test_enter_in_a_sum_answers_nothing_and_goes_to_the_answers(page_at, press):
    page = page_at(PAGE, "answering")
    page.go_to(page.host.state.ideas.open[0].id)
    form(page, "answer").go_to("running")
    press(Qt.Key.Key_Return)
    assert button(page, "Accept as a project").hasFocus()
    assert len(page.host.state.ideas.open) == 3


def test_not_feasible_without_a_reason_is_refused_beside_the_reason(page_at):
    page = page_at(PAGE, "answering")
    found = answer(page, "Not feasible")
    assert found.field("reason").is_wrong()
    assert found.field("reason").has_focus()


def test_an_answer_goes_on_to_the_next_that_waits_by_keyboard_alone(
    page_at,
    type_into,
    press,
):
    page = page_at(PAGE, "answering")
    waiting = [p.id for p in page.host.state.ideas.open]
    page.go_to(waiting[0])
    type_into("Streets will pay for the power.")
    press(Qt.Key.Key_Tab, 3)
    press(Qt.Key.Key_Space)
    assert page.host.state.ideas.by_id[waiting[0]].cost == 1_250_000
    assert page.left.rows.key() == waiting[1]
    assert form(page, "answer").field("reason").has_focus()
    assert page.host.announced == [
        "Recorded. Next: “Outdoor gym beside the pitches”.",
    ]


def test_a_double_click_on_an_answer_answers_one_idea_and_not_the_next(
    page_at,
    qtbot,
):
    page = page_at(PAGE, "answering")
    waiting = [each.id for each in page.host.state.ideas.open]
    page.go_to(waiting[0])
    qtbot.mouseClick(
        button(page, "Accept as a project"),
        Qt.MouseButton.LeftButton,
    )
    QApplication.processEvents()
    assert page.left.rows.key() == waiting[1]
    under = button(
        page,
        "Accept as a project",
    )  # where the second click of the two goes
    at, left = QPointF(under.rect().center()), Qt.MouseButton.LeftButton
    over, keys = (
        QPointF(under.mapToGlobal(at.toPoint())),
        Qt.KeyboardModifier.NoModifier,
    )
    second = QMouseEvent(
        QEvent.Type.MouseButtonDblClick,
        at,
        over,
        left,
        left,
        keys,
    )
    QApplication.sendEvent(under, second)
    QTest.mouseRelease(under, Qt.MouseButton.LeftButton)
    assert [each.id for each in page.host.state.ideas.open] == waiting[1:]


def test_only_the_fields_of_the_chosen_answer_are_asked_for(page_at):
    page = page_at(PAGE, "answering")
    for words, asked in (
        ("Not feasible", ["reason"]),
        ("Merge with another", ["reason", "into", "consent"]),
        ("Accept as a project", ["reason", "cost", "running"]),
    ):
        found = answer(page, words)
        assert [
            name for name in found.names() if found.field(name).isVisible()
        ] == asked


def test_a_sum_that_cannot_be_read_does_not_hold_up_another_answer(page_at):
    page = page_at(PAGE, "answering")
    found = form(page, "answer")
    put_back(found.field("cost"), "a lot")
    found.field("reason").set_value("The bank is too steep.")
    answer(page, "Not feasible")
    assert (
        named(page.host.state, "Lighting on the riverside path").state
        == "not-feasible"
    )


def test_merging_needs_the_other_one_and_consent(page_at):
    page = page_at(PAGE, "answering")
    found = answer(page, "Merge with another")
    assert found.field("into").has_focus()
    assert not found.field("into").is_wrong()
    answer(page, "Merge with another")
    assert found.field("into").is_wrong()
    found.field("into").set_value(named(page.host.state, "Community fridge").id)
    answer(page, "Merge with another")
    assert found.field("consent").is_wrong()
    found.findChildren(Tick)[0].click()
    answer(page, "Merge with another")
    assert (
        named(page.host.state, "Lighting on the riverside path").state
        == "merged"
    )


def test_what_is_gone_can_be_read_but_not_changed(page_at):
    page = page_at(PAGE, "answering")
    page.go_to(named(page.host.state, "Bus shelter on Duke Street").id)
    left = [
        b.text() for b in page.right.page.findChildren(Button) if b.isVisible()
    ]
    assert left == [
        "Write who it is from",
        "Print a receipt",
    ]  # they are told what became of it


def test_an_answer_can_be_given_again_while_nothing_is_printed(page_at):
    page = page_at(PAGE, "answering")
    page.go_to(named(page.host.state, "Community fridge").id)
    button(page, "Answer again").click()
    found = form(page, "answer")
    assert found.value("cost") == 620_000
    found.field("cost").set_value(600_000)
    answer(page, "Accept as a project")
    assert named(page.host.state, "Community fridge").cost == 600_000


def test_a_check_is_recorded_with_who_said_so(page_at):
    page = page_at(PAGE, "answering")
    button(page, "Deliverable").click()
    found = form(page, "check-deliverable")
    assert found.field("by").has_focus()
    for name, value in (
        ("by", "Streets"),
        ("reason", "By the end of February."),
    ):
        found.field(name).set_value(value)
    button(page, "Yes").click()
    found = named(page.host.state, "Lighting on the riverside path").checks[
        "deliverable"
    ]
    assert (found.verdict, found.by) == ("yes", "Streets")
    assert "check-deliverable" not in {
        each.ask.key for each in page.forms.values()
    }


def test_a_check_by_nobody_is_refused_beside_the_name(page_at):
    page = page_at(PAGE, "answering")
    button(page, "Legal").click()
    found = form(page, "check-legal")
    button(page, "No").click()
    assert found.field("by").is_wrong()


def test_what_is_typed_as_reason_stays_while_a_check_is_recorded(page_at):
    page = page_at(PAGE, "answering")
    found = form(page, "answer")
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
def test_the_buttons_that_answer_are_in_sight_once_the_reason_is_asked_for(
    page_at,
    qtbot,
    scale,
):
    theme().set(scale=scale)
    page = page_at(PAGE, "answering", width=1280)
    page.go_to(page.host.state.ideas.open[0].id)
    form(page, "answer").go_to("reason")
    record, port = button(page, "Not feasible"), page.split.right.viewport()
    qtbot.waitUntil(
        lambda: port.rect().contains(
            QRect(record.mapTo(port, QPoint(0, 0)), record.size()),
        ),
    )


def test_all_checks_that_were_not_answered_are_recorded_as_yes_with_one_press(
    page_at,
    press,
):
    page = page_at(PAGE, "sealed")
    page.host.act(ideas.receive, title="Benches")
    benches = named(page.host.state, "Benches").id
    page.host.act(
        ideas.check,
        proposal=benches,
        aspect="cost",
        verdict="with-change",
        by="Works",
        reason="r",
    )
    page.go_to(benches)
    button(page, "All yes").click()
    found = form(page, "check-rest")
    found.set_values({"by": "Town hall", "reason": "Looked at by all offices."})
    before = page.host.desk.entries
    button(page, "Record all as “Yes”").setFocus()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    checks = named(page.host.state, "Benches").checks
    assert {name: (each.verdict, each.by) for name, each in checks.items()} == {
        "cost": ("with-change", "Works"),
        "legal": ("yes", "Town hall"),
        "deliverable": ("yes", "Town hall"),
    }
    assert page.host.desk.entries == before + 2
    page.host.act(
        ideas.check,
        proposal=benches,
        aspect="legal",
        verdict="no",
        by="Law",
        reason="Not ours.",
    )
    assert (
        named(page.host.state, "Benches").checks["deliverable"].verdict == "yes"
    )


def test_all_yes_is_not_offered_where_one_check_said_no(page_at):
    page = page_at(PAGE, "sealed")
    page.host.act(ideas.receive, title="Benches")
    benches = named(page.host.state, "Benches").id
    page.go_to(benches)
    assert button(page, "All yes")
    page.host.act(
        ideas.check,
        proposal=benches,
        aspect="cost",
        verdict="no",
        by="Works",
        reason="Too dear.",
    )
    assert "All yes" not in {
        each.text() for each in page.findChildren(Button) if each.isVisible()
    }
    every = {"proposal": benches, "by": "Works", "reason": "r"}
    refusal = page.host.desk.do(ideas.check_all, **every)
    assert (
        render(refusal.words, theme().locale)
        == "One check was answered with “No”."
    )
    for aspect in ASPECTS:
        page.host.act(
            ideas.check,
            proposal=benches,
            aspect=aspect,
            verdict="yes",
            by="Works",
            reason="r",
        )
    refusal = page.host.desk.do(ideas.check_all, **every)
    assert render(refusal.words, theme().locale) == "Every check has an answer."
