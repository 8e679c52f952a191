"""Help at the page, and the checklist of the evening."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.i18n import languages, locale_of, render
from pbdesk.paper.checklist import PARTS, checklist_pdf
from pbdesk.ui.all_pages import LOBBY
from pbdesk.ui.page_help import HELP
from pbdesk.ui.sheets import Leaflet
from pbdesk.ui.widgets.label import Label


def test_every_page_of_an_assembly_says_what_it_is_for():
    assert {*ASSEMBLY.pages, *(page.name for page in LOBBY)} == HELP.keys()


def test_f1_says_what_the_page_is_for_and_what_comes_before_and_after(shell_at):
    shell = shell_at("answered")
    shell.show_page("door")
    QTest.keyClick(shell, Qt.Key.Key_F1)
    QApplication.processEvents()
    [sheet] = [
        w
        for w in QApplication.topLevelWidgets()
        if isinstance(w, Leaflet) and w.isVisible()
    ]
    said = [label.text() for label in sheet.findChildren(Label)]
    found = HELP["door"]
    assert {
        render(words) for words in (found.purpose, found.before, found.after)
    } <= set(said)
    assert {"Keys", "1 – 3", "Gives the ballot, by what they showed."} <= set(
        said,
    )
    assert "Ctrl+K" in said
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


@pytest.mark.parametrize("tag", languages())
def test_the_checklist_has_every_line_on_one_page(tag):
    pages = PdfReader(BytesIO(checklist_pdf(locale_of(tag)))).pages
    assert len(pages) == 1
    if tag == "en":
        text = " ".join(pages[0].extract_text().split())
        assert all(render(line) in text for _, lines in PARTS for line in lines)


@pytest.mark.parametrize("tag", languages())
def test_nothing_of_the_checklist_stands_below_the_foot_of_the_page(tag):
    heights: list[float] = []

    def note(text: str, _cm: object, tm: list[float], *_: object) -> None:
        if text.strip():
            heights.append(tm[5])

    PdfReader(BytesIO(checklist_pdf(locale_of(tag)))).pages[0].extract_text(
        visitor_text=note,
    )
    assert min(heights) > 30
