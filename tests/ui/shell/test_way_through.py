"""The way through an assembly: rail, header, what is saved, and undo."""

from __future__ import annotations

import resource
import sys
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pbdesk.assembly import ideas
from pbdesk.assembly.kind import ASSEMBLY
from tests.ui.shell.window import CTRL, press, step_keys, texts


def test_the_rail_says_each_step_with_its_state(opened):
    heard = step_keys(opened("answering").shell)
    assert "Prepare, Sealed" in heard
    assert "Ideas, needs attention, 3 need an answer" in heard
    assert heard[-1].startswith("Record, ")


def test_the_headers_button_leads_to_what_is_missing_and_writes_nothing(opened):
    window = opened("answering")
    before = window.shell.session.desk.entries
    window.shell.show_page("record")
    window.shell.frame.header.button.click()
    assert window.at == "proposals"
    assert window.shell.session.desk.entries == before


def test_enter_never_presses_the_headers_button(opened):
    window = opened("answering")
    window.shell.show_page("record")
    window.shell.frame.header.button.setFocus()
    press(Qt.Key.Key_Return)
    assert window.at == "record"


def test_arrow_keys_go_along_the_whole_rail_and_back(opened):
    window = opened("answering")
    rail, seen = window.shell.frame.rail, list[str]()
    rail.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        for _ in range(22):
            press(key)
            seen.append(window.at)
    assert QApplication.focusWidget() is rail
    assert {
        "agenda",
        "tradeoffs",
        "papers",
        "door",
        "polls",
        "batches",
        "doubtful",
        "slips",
        "tally",
        "result",
        "pack",
        "response",
        "owed",
        "open_book",
        "record",
        "matters",
        "arguments",
        "trades",
        "whatif",
        "way",
        "seating",
        "dots",
    } == set(seen[:23])
    assert seen[-1] == "question"
    press(Qt.Key.Key_Down)
    assert window.at == "charter"


def test_whoever_presses_a_line_of_the_rail_works_on_its_page(opened):
    """Nobody presses twice, once for the page and once for the only field on it."""
    window = opened("answering")
    rail = window.shell.frame.rail
    row = next(
        index
        for index in (
            rail.model().index(n) for n in range(rail.model().rowCount())
        )
        if str(index.data(Qt.ItemDataRole.AccessibleTextRole)).startswith(
            "Record",
        )
    )
    at = rail.visualRect(row).center()
    QTest.mouseClick(rail.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert window.at == "record"
    assert window.shell.places.page.search.has_focus()


@pytest.mark.parametrize(
    "moment",
    ["answering", "open", "reconciled", "counted"],
)
def test_enter_in_the_rail_leads_into_the_page_and_onto_no_final_act(
    opened,
    moment,
):
    window = opened(moment)
    rail, met = window.shell.frame.rail, set[str]()
    window.shell.show_page("question", focus=False)
    for _ in range(30):
        rail.setFocus()
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Return)
        at = QApplication.focusWidget()
        assert window.shell.places.page.isAncestorOf(at), window.at
        assert not at.property("final"), window.at
        met.add(window.at)
    assert {"agenda", "polls", "tally", "result", "record"} <= met


def test_home_leads_to_the_first_page_from_the_step_that_is_unfolded(opened):
    window = opened("answering")
    window.shell.show_page("rulebook")
    window.shell.frame.rail.setFocus()
    press(Qt.Key.Key_Home)
    assert window.at == "question"


def test_tab_goes_through_a_page_that_has_no_line_in_the_rail_and_stays_there(
    opened,
):
    """As hands and slips, where no question needs them: the rail that Tab comes by leads away."""
    window = opened("answering")
    window.shell.show_page("slips")
    met = set()
    for _ in range(8):
        press(Qt.Key.Key_Tab)
        met.add(QApplication.focusWidget().accessibleName())
        assert window.at == "slips"
    assert {"Steps", "Go to the questions"} <= met


def test_an_act_refreshes_rail_header_and_page(opened):
    window = opened("answering")
    refusals: list[Any] = []
    window.shell.host.act(
        ideas.receive,
        then=refusals.append,
        title="A bench",
        summary="",
        place="",
        wish=1000,
    )
    assert refusals == [None]
    assert "Ideas, needs attention, 4 need an answer" in step_keys(window.shell)
    assert not window.shell.frame.header.button.isVisible(), (
        "the page says it itself"
    )
    window.shell.show_page("record")
    button = window.shell.frame.header.button
    assert (button.text(), button.toolTip()) == (
        "Go to Ideas",
        "Answer 4 proposals",
    )


def test_the_header_says_where_the_way_goes_on_and_nothing_on_the_page_it_leads_to(
    opened,
):
    window = opened("answering")
    for page in ASSEMBLY.pages:
        window.shell.show_page(page)
        button = window.shell.frame.header.button
        assert button.isVisible() == (page != "proposals"), page
        assert not button.isVisible() or button.text() == "Go to Ideas"


def test_the_header_says_what_is_saved(opened):
    window = opened("answering")
    entries = window.shell.session.desk.entries
    assert f"All saved, entry {entries}" in texts(window.shell.frame.header)
    window.shell.show_page("proposals")
    window.shell.host.keep_draft("proposals/test", "{}")
    assert "Draft kept, not recorded" in texts(window.shell.frame.header)
    window.shell.show_page(
        "record",
    )  # a draft of another page is none of this one's
    assert f"All saved, entry {entries}" in texts(window.shell.frame.header)
    window.shell.show_page("proposals")
    window.shell.host.keep_draft("proposals/test", None)
    assert f"All saved, entry {entries}" in texts(window.shell.frame.header)


@pytest.mark.skipif(
    sys.platform == "win32",
    reason="limits of file size are POSIX",
)
def test_a_full_disk_is_said_in_the_header_until_it_saves_again(opened):
    window = opened("answering")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    refusals: list[Any] = []
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        window.shell.host.act(
            ideas.receive,
            then=refusals.append,
            title="A bench",
            summary="",
            place="",
            wish=1000,
        )
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert refusals[0] is not None
    assert any(
        text.startswith("Not saved")
        for text in texts(window.shell.frame.header)
    )


# Undo


def test_undo_and_redo_name_the_act_and_leave_their_trace(opened):
    window = opened("ideas")
    desk = window.shell.session.desk
    window.shell.host.act(
        ideas.receive,
        title="A bench",
        summary="",
        place="",
        wish=1000,
    )
    undo, redo = window.shell.menus._undo, window.shell.menus._redo
    assert "A bench" in undo.text()
    undo.trigger()
    assert all(p.title != "A bench" for p in desk.state.ideas.by_id.values())
    assert "A bench" in redo.text()
    redo.trigger()
    assert any(p.title == "A bench" for p in desk.state.ideas.by_id.values())
    assert len(desk.recorded) == desk.entries


def test_ctrl_z_in_a_text_field_never_leaves_it(opened):
    window = opened("rules")
    entries = window.shell.session.desk.entries
    window.shell.show_page("charter", "holder")
    press(Qt.Key.Key_Z, CTRL)
    press(Qt.Key.Key_Z, CTRL)
    assert window.shell.session.desk.entries == entries
    window.shell.frame.rail.setFocus()
    press(Qt.Key.Key_Z, CTRL)
    assert window.shell.session.desk.entries == entries + 1
