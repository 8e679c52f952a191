"""The trade-offs' page.

Written at the left, read back at the right, confirmed in the room or skipped.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from pbdesk.i18n import render
from pbdesk.ui.pages.here import Here
from pbdesk.ui.pages.tradeoffs.page import TradeOffsPage
from pbdesk.ui.pages.tradeoffs.view import read_back, view
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.label import Label
from tests.evenings import state_at


def focus_name() -> str:
    return QApplication.focusWidget().accessibleName()


def all_of(page) -> list[str]:
    return list(page.host.state.tradeoffs.by_id)


def record(slot) -> None:
    slot.findChildren(Button)[0].click()


# What is seen


def test_the_read_back_says_who_chose_what_and_why_and_who_does_not_agree():
    detail = view(state_at("weighed"), Here()).detail
    said = read_back(detail, detail.values)
    assert render(said.chose).startswith(
        "Table 1 supports “Lighting on the riverside path” on this condition: The "
    )
    assert [render(label) for label, _ in said.parts] == [
        "Reason",
        "What is gained",
        "What it costs",
        "Who bears it",
        "Minority statement",
    ]
    assert render(said.parts[0][1]).startswith("People without a car")
    assert render(said.parts[-1][1]).startswith("Two of nine")


def test_a_minority_statement_that_came_later_is_to_be_read_again():
    detail = view(state_at("weighed"), Here()).detail
    assert render(detail.confirmed) == "Confirmed by table 1 at 17:29, after it was read aloud."
    assert render(detail.changed) == "“Minority statement” has changed since. Read that part again."
    assert render(detail.state) == "To confirm again"


def test_the_list_says_how_many_are_confirmed():
    assert render(view(state_at("deliberated"), Here()).caption) == "3 of 3 confirmed"
    assert [line.group for line in view(state_at("weighed"), Here()).lines] == ["open"] * 3


# By keyboard


def test_trade_offs_are_taken_up_from_the_empty_page(page_at, press, type_into):
    page = page_at(TradeOffsPage, "drawn-up")
    page._empty.button.setFocus()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Space)
    page.form.go_to("tables")
    type_into("4")
    press(Qt.Key.Key_Tab)
    assert focus_name() == "Take them up"
    press(Qt.Key.Key_Space)
    assert [each.table for each in page.host.state.tradeoffs.by_id.values()] == [1]
    assert focus_name() == "What is gained"


def test_without_an_accepted_project_the_button_says_what_comes_first(page_at):
    page = page_at(TradeOffsPage, None)
    page._empty.button.click()
    assert page.host.banners == ["No project is accepted yet. Answer the proposals first."]


def test_what_is_written_is_read_back_as_it_is_typed_and_not_recorded_yet(page_at, type_into):
    page = page_at(TradeOffsPage, "weighed")
    page.go_to(all_of(page)[2])
    type_into("Somewhere warm")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [label.text() for label in page.back._said.findChildren(Label)] == [
        "What is gained",
        "Somewhere warm",
    ]
    assert page.back._typed.text() == "What is typed is not recorded yet."
    page.form.keep()
    assert "Somewhere warm" in page.host.draft(f"tradeoffs/{all_of(page)[2]}/wording")


def test_a_missing_reason_is_asked_for_at_its_field(page_at):
    page = page_at(TradeOffsPage, "weighed")
    page.go_to(all_of(page)[2])
    page.form.set_values({"gained": "a", "costs": "b", "bears": "c", "choice": "support"})
    record(page.slot)
    assert page.form.field("reason").is_wrong()
    assert page.host.state.tradeoffs.by_id[all_of(page)[2]].wording is None


def test_recording_leads_to_the_confirmation_and_that_to_the_next(page_at, press):
    page = page_at(TradeOffsPage, "weighed")
    lamps, kerbs, club = all_of(page)
    page.go_to(club)
    page.form.set_values(
        {"gained": "a", "costs": "b", "bears": "c", "choice": "against", "reason": "d"}
    )
    record(page.slot)
    assert focus_name() == "Confirmed in the room"
    press(Qt.Key.Key_Space)
    assert page.host.state.tradeoffs.by_id[club].stands
    assert page.host.announced[-1] == "Recorded. Next: “Lighting on the riverside path”."
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Space)
    assert page.host.announced[-1] == "Every trade-off is confirmed or skipped."
    assert all(page.host.state.tradeoffs.by_id[each].stands for each in (lamps, kerbs))


def test_what_is_typed_must_be_recorded_before_it_is_confirmed(page_at, type_into):
    page = page_at(TradeOffsPage, "weighed")
    page.go_to(all_of(page)[0])
    page.form.go_to("reason")
    type_into("Also: ")
    page.form.keep()
    page.back.confirm.click()
    assert page.host.banners == [
        "What is typed is not recorded yet. Record it, then read it aloud."
    ]
    assert not page.host.state.tradeoffs.by_id[all_of(page)[0]].stands


def test_skipping_needs_a_reason_and_goes_on_to_the_next(page_at):
    page = page_at(TradeOffsPage, "weighed")
    club = all_of(page)[2]
    page.go_to(club)
    page.back.skip.click()
    record(page.back.skip_form)
    form = page.back.skip_form.form
    assert form.field("reason").is_wrong()
    form.set_values({"reason": "The table went home."})
    record(page.back.skip_form)
    assert page.host.state.tradeoffs.by_id[club].settled
    assert page.host.announced[-1].startswith("Recorded. Next:")


def test_what_is_said_is_noted_beside_it(page_at):
    page = page_at(TradeOffsPage, "weighed")
    page.go_to(all_of(page)[1])
    page.back.note.click()
    form = page.back.note_form.form
    form.set_values({"kind": "question", "words": "Who clears the snow?"})
    record(page.back.note_form)
    noted = page.host.state.tradeoffs.by_id[all_of(page)[1]].arguments
    assert [(each.kind, str(each.words)) for each in noted] == [
        ("question", "Who clears the snow?")
    ]


def test_undoing_a_wording_brings_the_recorded_words_back_into_the_form(page_at):
    page = page_at(TradeOffsPage, "deliberated")
    page.go_to(all_of(page)[0])
    page.form.set_values({"reason": "Another one."})
    record(page.slot)
    assert page.host.desk.undo() is None
    page.refresh()
    assert str(page.form.value("reason")).startswith("People without a car")
