"""The trade-offs' page.

Written at the left, read back at the right, confirmed in the room or skipped.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from pbdesk.assembly import floor
from pbdesk.assembly.arguments import Arguments
from pbdesk.i18n import render
from pbdesk.minutes.entries import FreeText, Id
from pbdesk.ui.pages.floor_clock import FloorClock
from pbdesk.ui.pages.tradeoffs import PAGE
from pbdesk.ui.render.blocks import Buttons, Notes, Paragraph
from pbdesk.ui.render.intents import Go, Open, To
from pbdesk.ui.render.view import Here
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets import facts
from pbdesk.ui.widgets.empty import Empty
from pbdesk.ui.widgets.label import Label
from tests.evenings import state_at
from tests.ui.pages.seen import seen_on


def focus_name() -> str:
    return QApplication.focusWidget().accessibleName()


def empty(page):
    return page.findChild(Empty).button


def all_of(page) -> list[str]:
    return list(page.host.state.tradeoffs.by_id)


def form(page, key="wording"):
    return asked(page, key).form


def asked(page, key="wording"):
    return next(each for each in page.forms.values() if each.ask.key == key)


def record(page, key="wording") -> None:
    asked(page, key).record.click()


def seen_at(moment: str):
    return PAGE.view(state_at(moment), None, Here())


def said(seen) -> list[str]:
    return [
        render(each.text) for each in seen.aside if isinstance(each, Paragraph)
    ]


# What is seen


def test_the_read_back_says_who_chose_what_and_why_and_who_does_not_agree():
    seen = seen_at("weighed")
    assert said(seen)[0].startswith(
        "Table 1 supports “Lighting on the riverside path” on this condition: The ",
    )
    parts = next(each for each in seen.aside if isinstance(each, Notes)).notes
    assert [render(label) for label, _ in parts] == [
        "Reason",
        "What is gained",
        "What it costs",
        "Who bears it",
        "Minority statement",
    ]
    assert render(parts[0][1]).startswith("People without a car")
    assert render(parts[-1][1]).startswith("Two of nine")


def test_a_minority_statement_that_came_later_is_to_be_read_again():
    seen = seen_at("weighed")
    assert said(seen)[1:3] == [
        "Confirmed by table 1 at 17:30, after it was read aloud.",
        "“Minority statement” has changed since. Read that part again.",
    ]
    assert render(seen.right[0].state) == "To be confirmed again"


@pytest.mark.parametrize(
    ("speaks", "told"),
    [
        (2, ["Table 2 has the floor now. These are the words of table 1."]),
        (1, []),
        (0, []),
    ],
)
def test_whose_words_are_written_is_said_while_another_table_has_the_floor(
    speaks,
    told,
):
    state = state_at("weighed")
    speaking = replace(state.floor, now=replace(state.floor.now, table=speaks))
    seen = PAGE.view(
        replace(state, floor=speaking),
        None,
        Here(next(iter(state.tradeoffs.by_id))),
    )
    said_of_it = [
        render(each.text) for each in seen.right if isinstance(each, Paragraph)
    ]
    assert [text for text in said_of_it if "has the floor" in text] == told


def test_the_list_says_how_many_are_confirmed():
    assert render(seen_at("deliberated").left.caption) == "3 of 3 confirmed"
    rows = seen_at("weighed").left.rows
    assert {render(row.section.title) for row in rows} == {
        "Still to be confirmed",
    }


def test_what_the_table_that_speaks_has_to_write_comes_first_and_is_shown():
    seen = seen_at("speaking")
    first, *others = seen.left.rows
    assert render(first.section.title) == "At a table now"
    assert render(first.sub) == "Table 2"
    assert "Table 2" not in [render(row.sub) for row in others]
    assert seen.left.chosen == first.key


def test_who_writes_for_a_table_goes_on_writing_for_it_when_the_next_one_speaks(
    page_at,
    type_into,
):
    page = page_at(PAGE, "speaking")
    page.go_to(None)
    type_into("The kerbs")
    item = page.host.state.floor.now.item
    assert page.host.desk.do(floor.begin, item=item, table=3) is None
    page.refresh()
    type_into(" go")
    assert form(page).value("gained") == "The kerbs go"
    assert (
        "Table 3 has the floor now. These are the words of table 2."
        in seen_on(
            page.right.page,
        )
    )


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_clock_stays_in_sight_in_every_field_and_while_words_are_confirmed(
    page_at,
    window,
    scale,
):
    window.resize(1280, 800)
    page = page_at(PAGE, "weighed")
    theme().set(scale=scale)
    page.go_to(all_of(page)[0])
    clock = page.findChild(FloorClock)
    for name in (*form(page).names(), "confirm", "note"):
        page.go(To(all_of(page)[0], focus=name))
        QApplication.processEvents()
        assert clock.visibleRegion().boundingRect() == clock.rect(), name
        if scale == 1:
            assert page.left.rest().isVisible()
    theme().set(scale=1.0)


# By keyboard


def test_trade_offs_are_taken_up_from_the_empty_page(page_at, press, type_into):
    page = page_at(PAGE, "drawn-up")
    page.go_to(None)
    press(Qt.Key.Key_Space)
    form(page, "take_up").go_to("tables")
    type_into("4")
    press(Qt.Key.Key_Tab)
    assert focus_name() == "Take them up"
    press(Qt.Key.Key_Space)
    assert [
        each.table for each in page.host.state.tradeoffs.by_id.values()
    ] == [1]
    assert focus_name() == "What is gained"


def test_without_an_accepted_project_the_button_says_what_comes_first(page_at):
    page = page_at(PAGE, None)
    empty(page).click()
    assert page.host.banners == [
        "No project is accepted yet. Answer the proposals first.",
    ]


def test_what_is_written_is_read_back_as_it_is_typed_and_not_recorded_yet(
    page_at,
    type_into,
):
    page = page_at(PAGE, "weighed")
    page.go_to(all_of(page)[2])
    type_into("Somewhere warm")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [
        label.text()
        for label in page.aside.page.findChild(facts.Notes).findChildren(Label)
    ] == [
        "What is gained",
        "Somewhere warm",
    ]
    assert "What is typed is not recorded yet." in seen_on(page.aside.page)
    asked(page).keep()
    assert "Somewhere warm" in page.host.draft(
        f"tradeoffs/wording/{all_of(page)[2]}",
    )


def test_a_missing_reason_is_asked_for_at_its_field(page_at):
    page = page_at(PAGE, "weighed")
    page.go_to(all_of(page)[2])
    form(page).set_values({"gained": "a", "costs": "b", "bears": "c"})
    asked(page).acts["support"].click()
    assert form(page).field("reason").is_wrong()
    assert page.host.state.tradeoffs.by_id[all_of(page)[2]].wording is None


def test_recording_leads_to_the_confirmation_and_that_to_the_next(
    page_at,
    press,
):
    page = page_at(PAGE, "weighed")
    lamps, kerbs, club = all_of(page)
    page.go_to(club)
    form(page).set_values(
        {"gained": "a", "costs": "b", "bears": "c", "reason": "d"},
    )
    asked(page).acts["against"].click()
    assert focus_name() == "Confirmed in the room"
    press(Qt.Key.Key_Space)
    assert page.host.state.tradeoffs.by_id[club].stands
    assert (
        page.host.announced[-1]
        == "Recorded. Next: “Lighting on the riverside path”."
    )
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Space)
    assert page.host.announced[-1] == "Every trade-off is confirmed or skipped."
    assert all(
        page.host.state.tradeoffs.by_id[each].stands for each in (lamps, kerbs)
    )


def test_what_is_typed_must_be_recorded_before_it_is_confirmed(
    page_at,
    type_into,
):
    page = page_at(PAGE, "weighed")
    page.go_to(all_of(page)[0])
    form(page).go_to("reason")
    type_into("Also: ")
    asked(page).keep()
    page.button("confirm").click()
    assert page.host.banners == [
        "What is typed is not recorded yet. Record it, then read it aloud.",
    ]
    assert not page.host.state.tradeoffs.by_id[all_of(page)[0]].stands


def test_skipping_needs_a_reason_and_goes_on_to_the_next(page_at):
    page = page_at(PAGE, "weighed")
    club = all_of(page)[2]
    page.go_to(club)
    page.button("skip").click()
    record(page, "skip")
    assert form(page, "skip").field("reason").is_wrong()
    form(page, "skip").set_values({"reason": "The table went home."})
    record(page, "skip")
    assert page.host.state.tradeoffs.by_id[club].settled
    assert page.host.announced[-1].startswith("Recorded. Next:")


def test_undoing_a_wording_brings_the_recorded_words_back_into_the_form(
    page_at,
):
    page = page_at(PAGE, "deliberated")
    page.go_to(all_of(page)[0])
    form(page).set_values({"reason": "Another one."})
    record(page)
    assert page.host.desk.undo() is None
    page.refresh()
    assert str(form(page).value("reason")).startswith("People without a car")


def test_hands_are_counted_on_the_page_beside_the_numbered_condition(page_at):
    page = page_at(PAGE, "deliberated")
    kerbs = all_of(page)[1]
    page.go_to(kerbs)
    page.press(Open("hands", kerbs))
    form(page, "hands").set_values(
        {"in_favour": 9, "against": 3, "abstained": 0},
    )
    record(page, "hands")
    hands = page.host.state.conditions.by_number[2].hands
    assert (hands.in_favour, hands.against, hands.abstained) == (9, 3, 0)


def test_the_condition_stands_under_its_number_with_its_hands():
    seen = PAGE.view(state_at("deliberated"), None, Here())
    assert (
        "Condition 1: The lamps dim at 22:30 and shine downwards only."
        in said(seen)
    )
    assert "7 for it, 2 against, 0 abstained" in said(seen)


def test_of_very_many_arguments_the_newest_are_shown_and_all_have_a_page():
    state = state_at("weighed")
    each = next(iter(state.tradeoffs.by_id.values()))
    first = state.arguments.of(each.id)[0]
    said_of_it = {
        Id(str(n)): replace(
            first,
            id=Id(str(n)),
            kind="worry",
            words=FreeText(f"Worry {n}."),
        )
        for n in range(45)
    }
    full = replace(state, arguments=Arguments(said_of_it))
    shown = PAGE.view(full, None, Here(chosen=each.id)).aside
    notes = next(
        block
        for block in shown
        if isinstance(block, Notes) and block.key == "arguments"
    )
    assert [render(words) for _, words in notes.notes] == [
        f"Worry {n}." for n in range(44, 38, -1)
    ]
    go = next(
        b for b in shown if isinstance(b, Buttons) and b.key == "note"
    ).presses[0]
    assert go.intent == Go("arguments")
