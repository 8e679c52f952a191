"""The menus fit the screen, and the sheet of shortcuts reads like a table."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QMenu, QStyle

from pbdesk.ui import sheets
from pbdesk.ui.widgets.facts import Notes
from pbdesk.ui.widgets.label import Label

LAPTOP = 768
"""Height of the smallest screen in pixels."""


def test_no_menu_is_higher_than_a_laptop_s_screen_and_in_large_text_it_scrolls(
    shell_at,
):
    shell = shell_at("charter")
    menus = shell.menuBar().findChildren(QMenu)
    assert [
        menu.title() for menu in menus if menu.sizeHint().height() > LAPTOP
    ] == []
    assert (
        QApplication.style().styleHint(QStyle.StyleHint.SH_Menu_Scrollable) == 1
    )


def test_each_menu_stands_once_on_the_sheet_of_shortcuts_with_its_pages(
    shell_at,
):
    titles, lines = zip(*shell_at("charter").menus.shortcuts(), strict=True)
    assert list(titles) == ["Assembly", "Edit", "View", "Room", "Help"]
    assert ("Rulebook", "Ctrl+3") in lines[2]
    assert ("Larger text", "Ctrl++") in lines[2]


def test_on_the_sheet_of_shortcuts_all_words_begin_at_one_edge(shell_at, qtbot):
    shell = shell_at("charter")
    sheet = sheets.shortcut_sheet(shell.menus.shortcuts(), shell)
    sheet.show()
    QApplication.processEvents()
    words = [
        notes.findChildren(Label)[i]
        for notes in sheet.findChildren(Notes)
        for i in range(1, len(notes.findChildren(Label)), 2)
    ]
    words = [label for label in words if not label.text().startswith("Ctrl")]
    assert len({label.x() for label in words}) == 1
    sheet.close()
