"""The pages before an assembly.

Recent files as one list, and a form that stands in line with the first page.
"""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from pbdesk.studio.scenes.start import START
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.label import Label


def titled(page: QWidget, text: str) -> Label:
    return next(
        label for label in page.findChildren(Label) if label.text() == text
    )


def start_of(widget: QWidget) -> int:
    return widget.mapTo(widget.window(), QPoint(0, 0)).x()


def test_recent_files_do_not_scroll_by_themselves_and_a_pack_is_checked_right_below(
    shell_at,
):
    page = shell_at().places.page
    {scene.name: scene for scene in START}["recent"].prepare(page)
    QApplication.processEvents()
    check = next(
        button
        for button in page.findChildren(Button)
        if button.text() == "Check a result pack…"
    )
    below = page.recent.mapTo(page, QPoint(0, page.recent.height())).y()
    assert page.recent.verticalScrollBar().maximum() == 0
    assert 0 <= check.mapTo(page, QPoint(0, 0)).y() - below < check.height()


def test_the_form_that_starts_an_assembly_stands_where_the_first_page_stood(
    shell_at,
):
    shell = shell_at()
    first = start_of(titled(shell.places.page, "pbdesk"))
    shell.show_page("begin")
    QApplication.processEvents()
    assert start_of(titled(shell.places.page, "Start an assembly")) == first


@pytest.mark.parametrize("text", [100, 200])
def test_the_title_stays_in_sight_while_the_first_field_is_written(
    shell_at,
    text,
):
    shell = shell_at()
    shell.look(text=text)
    shell.show_page("begin")
    for _ in range(5):
        QApplication.processEvents()
    title = titled(shell.places.page, "Start an assembly")
    assert shell.places.page.form.field("name").has_focus()
    at = QRect(title.mapTo(shell.places.page, QPoint(0, 0)), title.size())
    assert shell.places.page.rect().contains(at)


def test_a_passphrase_that_was_refused_is_written_anew_and_enter_goes_on(
    shell_at,
    qtbot,
):
    shell = shell_at()
    shell.show_page("begin")
    form = shell.places.page.form
    form.set_values({"name": "Elm Street", "passphrase": "elm"})
    form.field("passphrase").take_focus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert form.field("passphrase").is_wrong()
    assert form.field("passphrase").has_focus()
    qtbot.keyClicks(QApplication.focusWidget(), "four green hills")
    assert form.value("passphrase") == "four green hills"


def test_a_jurys_case_is_begun_in_the_window_and_opens_at_its_first_page(
    shell_at,
    tmp_path,
):
    """The kind is chosen on the form; rail and pages are those of the case."""
    shell = shell_at()
    shell.files.ask_save = lambda *_: tmp_path / "case.pbcase"
    shell.show_page("begin")
    page = shell.places.page
    secret = "wall lamp kettle bridge"
    page.form.set_values(
        {
            "name": "Case 12",
            "day": date(2026, 3, 2),
            "kind": "case",
            "passphrase": secret,
        },
    )
    page.begin()
    assert shell.session.desk is None
    assert shell.session.file.kind.tag == "case"
    assert shell.places.here == "complaint"
