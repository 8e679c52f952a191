"""The record's page.

Chapters and minutes, search, undone entries, and a record of ten thousand entries.
"""

from __future__ import annotations

import shutil
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from pbdesk.app.desk import Desk
from pbdesk.app.sample.crowd import through_the_door
from pbdesk.assembly import ideas
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.i18n import render
from pbdesk.minutes.decision import Writing
from pbdesk.minutes.entries import Undone, free_texts
from pbdesk.minutes.erasure import holds_words
from pbdesk.minutes.index import Index, MinuteLine
from pbdesk.minutes.kept import KeptForgotten, enclosed_in
from pbdesk.minutes.kinds import Kind
from pbdesk.ui.all_pages import pages_of
from pbdesk.ui.pages.record.erasing import ErasingSheet
from pbdesk.ui.pages.record.page import RecordPage
from pbdesk.ui.pages.record.view import PART, Found, view
from pbdesk.ui.render.view import Here
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.label import Label
from tests.conftest import ROOT
from tests.evenings import evening_at


def said(line: MinuteLine) -> str:
    return render(line.said())


def index_of(desk) -> Index:
    index = Index(desk.kind)
    index.follow(desk.recorded)
    return index


def seen(desk, chosen=None, search="", start=0):
    index, found = index_of(desk), None
    if search.strip():
        lines = enumerate(index.lines(desk.state, range(len(index.steps))))
        letters = search.strip().casefold()
        met = [n for n, line in lines if letters in said(line).casefold()]
        found = Found(met, len(index.steps))
    here = Here(chosen=chosen, search=search)
    return view(desk.kind, desk.state, index, here, found, start)


def test_every_entry_stands_in_one_chapter(desk_at):
    desk = desk_at("answered")
    every, *chapters = seen(desk).chapters
    assert (
        every.entries
        == len(desk.recorded)
        == sum(chapter.entries for chapter in chapters)
    )
    assert [chapter.key for chapter in chapters] == ["prepare", "ideas"]


def test_a_search_counts_what_it_finds_and_a_chapter_without_any_stays_in_the_list(
    desk_at,
):
    desk = desk_at("answered")
    found = seen(desk, chosen="prepare", search="Proposal 1 ")
    every, *chapters = found.chapters
    assert 0 < every.entries < len(desk.recorded)
    assert {each.key: each.entries for each in chapters} == {
        "prepare": 0,
        "ideas": every.entries,
    }
    assert render(found.nothing) == "No entry says “Proposal 1”."


def test_every_chapter_stands_under_a_step_of_the_way_in_the_minutes():
    steps = {chapter.step for chapter in ASSEMBLY.chapters if chapter.name}
    assert steps <= {step.name for step in ASSEMBLY.steps}


def test_a_chapter_shows_its_entries_with_their_numbers(desk_at):
    found = seen(desk_at("answered"), chosen="ideas")
    assert render(found.title) == "Ideas"
    assert (
        render(found.about)
        == f"{len(found.lines)} entries, {found.lines[0].seq} to {found.lines[-1].seq}"
    )
    assert said(found.lines[0]).startswith("Proposal 1 was handed in")


def test_an_undone_entry_names_the_entry_that_took_it_back(desk_at):
    desk = desk_at("sealed")
    desk.do(ideas.receive, title="Benches")
    number = desk.entries
    desk.undo()
    lines = {line.seq: line for line in seen(desk, chosen="ideas").lines}
    assert lines[number].undone == number + 1
    assert lines[number + 1].undone is None


def test_a_redone_entry_is_no_longer_struck_but_its_undoing_is(desk_at):
    desk = desk_at("sealed")
    desk.do(ideas.receive, title="Benches")
    number = desk.entries
    desk.undo()
    desk.redo()
    lines = {line.seq: line.undone for line in seen(desk, chosen="ideas").lines}
    assert (lines[number], lines[number + 1]) == (None, number + 2)


def test_a_search_that_finds_nothing_says_so(desk_at):
    found = seen(desk_at("sealed"), search="unicorn")
    assert found.nothing is not None
    assert render(found.nothing) == "No entry says “unicorn”."


def test_a_count_that_has_no_time_stands_under_the_day_of_its_neighbours(
    desk_at,
):
    desk = desk_at("door")
    told = len(seen(desk, chosen="vote").places)
    lines = [
        line
        for start in range(0, told, PART)
        for line in seen(desk, chosen="vote", start=start).lines
    ]
    assert any(line.at is None for line in lines)
    assert len({line.day for line in lines}) == 1


def test_what_was_kept_and_is_forgotten_stands_in_the_chapter_it_came_with(
    tmp_path,
):
    """The page died of such an entry, and with it every look into the record of that file."""
    sample = ROOT / "tests" / "data" / "records" / "v1" / "promised.pbdesk"
    with Desk.open(Path(shutil.copy(sample, tmp_path)), read_only=True) as desk:
        steps = index_of(desk).steps
        assert "" not in steps
        gone = [
            n
            for n, each in enumerate(desk.recorded)
            if isinstance(each.entry, KeptForgotten)
        ]
        assert gone
        for n in gone:
            ref = desk.recorded[n].entry.ref
            [brought] = [
                step
                for step, each in zip(steps, desk.recorded, strict=True)
                if ref in {kept.ref for kept in enclosed_in(each.entry)}
            ]
            assert steps[n] == brought


# The page


def test_an_undo_of_what_is_not_there_does_not_keep_a_file_from_opening(
    window,
    tmp_path,
):
    sample = ROOT / "tests" / "data" / "records" / "v1" / "small.pbdesk"
    path = Path(shutil.copy(sample, tmp_path))
    with Desk.open(path) as desk:
        for number in (99_999, desk.entries + 1, 0):
            undone = Writing(Undone(number))
            assert desk.do(lambda _state, _moment, w=undone: w) is None
    page = window.show_over(path, "record")
    assert page._shown is not None


@pytest.mark.parametrize(
    "sample",
    sorted((ROOT / "tests" / "data" / "records" / "v1").glob("*.pbdesk")),
    ids=lambda path: path.stem,
)
def test_every_page_opens_over_every_record_that_is_kept(
    sample,
    window,
    tmp_path,
):
    path = Path(shutil.copy(sample, tmp_path))
    pages = pages_of(ASSEMBLY)
    opened = [window.show_over(path, page.name) for page in pages[:1]]
    for page in pages[1:]:
        window.show_page(page.name)
        QApplication.processEvents()
        opened.append(window.places.page)
    assert [page.name for page in opened] == [page.name for page in pages]


def test_the_minutes_follow_the_chosen_chapter(qtbot, page_at):
    page = page_at(RecordPage, "answered")
    page.chapters.setFocus()
    qtbot.keyClick(page.chapters, Qt.Key.Key_Down)
    assert (
        page.minutes.as_text().splitlines()[0]
        == "Thursday\xa026\xa0November\xa02026"
    )
    assert "The rulebook was sealed" in page.minutes.as_text()
    assert "handed in" not in page.minutes.as_text()


def test_typing_a_word_and_enter_searches(page_at, type_into, press):
    page = page_at(RecordPage, "answered")
    page.search.take_focus()
    type_into("fridge")
    press(Qt.Key.Key_Return)
    lines = [
        line for line in page.minutes.as_text().splitlines() if "\t" in line
    ]
    assert lines
    assert all("fridge" in line.lower() for line in lines)


def test_a_search_finds_words_in_any_case_and_the_numbers_of_entries(
    page_at,
    press,
):
    page = page_at(RecordPage, "answered")

    def found(words: str) -> list[int]:
        page.search.edit.setText(words)
        page.search.take_focus()
        press(Qt.Key.Key_Return)
        return [line.seq for line in page._shown.lines]

    assert found("RIVERSIDE")
    assert "riverside" in page.minutes.as_text()
    assert 12 in found("12")
    assert len(found("")) == page.host.desk.entries


@pytest.fixture
def crowded(page_at, tmp_path):
    """The record's page after 600 people have gone through the door: about 2,000 entries."""
    evening = evening_at("open", tmp_path)
    with evening.desk as desk:
        through_the_door(evening, 600, "kiosk")
        path = desk.record.path
    return page_at(RecordPage, path)


def test_of_many_entries_a_part_is_worded_and_the_others_are_a_press_away(
    crowded,
    monkeypatch,
):
    page = crowded
    entries = page.host.desk.entries
    assert entries > 3 * PART
    told = Counter[str]()
    tell = Kind.tell

    def counted(kind, entry, state):
        told["lines"] += 1
        return tell(kind, entry, state)

    monkeypatch.setattr(Kind, "tell", counted)
    page._stands = None
    page.refresh()
    QApplication.processEvents()
    assert told["lines"] <= PART
    assert page._part.text() == f"1 to {PART} of {entries:,}"
    bar = page.minutes.verticalScrollBar()
    assert bar.maximum() > 5 * page.minutes.height(), (
        "laid out before it is seen"
    )
    page.turns["newest"].click()
    assert page._shown.lines[-1].seq == entries
    assert not page.turns["later"].isEnabled()
    page.turns["earlier"].click()
    page.turns["oldest"].click()
    assert page._shown.lines[0].seq == 1


def test_a_search_looks_through_all_of_a_long_record_a_little_at_a_time(
    crowded,
    qtbot,
    press,
):
    page = crowded
    last = page.host.desk.entries
    page.search.edit.setText(str(last))
    page.search.take_focus()
    press(Qt.Key.Key_Return)
    assert "of" in page._about._caption.text()
    qtbot.waitUntil(
        lambda: [line.seq for line in page._shown.lines][-1:] == [last],
    )
    qtbot.waitUntil(lambda: "so far" not in page._about._caption.text())


def test_all_of_a_long_record_is_copied_beside_the_window(crowded, found_out):
    page = crowded
    page.copy_button.click()
    found_out()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert (
        len([line for line in lines if "\t" in line]) == page.host.desk.entries
    )


def test_the_index_follows_the_record_entry_by_entry_as_if_it_were_read_anew(
    desk_at,
):
    desk = desk_at("sealed")
    index = index_of(desk)
    desk.do(ideas.receive, title="Benches")
    desk.undo()
    desk.redo()
    index.follow(desk.recorded)
    anew = index_of(desk)
    assert index.steps == anew.steps
    every = range(len(anew.steps))
    assert [
        (line.seq, line.undone) for line in index.lines(desk.state, every)
    ] == [(line.seq, line.undone) for line in anew.lines(desk.state, every)]


def test_copy_takes_all_the_minutes_that_are_shown(page_at):
    page = page_at(RecordPage, "sealed")
    page.copy_button.click()
    assert QGuiApplication.clipboard().text() == page.minutes.as_text()
    assert page.host.announced[-1].endswith("entries are copied.")


def test_the_minutes_are_printed_as_they_are_shown(page_at, found_out):
    page = page_at(RecordPage, "sealed")
    page.go_to("prepare")
    page.print_button.click()
    found_out()
    title, pdf, name = page.host.previews[-1]
    assert (title, name) == ("Minutes", "minutes-prepare.pdf")
    text = "".join(
        sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages
    )
    assert "The rulebook was sealed" in " ".join(text.split())


def test_control_c_copies_the_chosen_sentence(qtbot, page_at):
    page = page_at(RecordPage, "sealed")
    page.minutes.setFocus()
    qtbot.keyClick(page.minutes, Qt.Key.Key_Down)
    qtbot.keyClick(
        page.minutes,
        Qt.Key.Key_C,
        Qt.KeyboardModifier.ControlModifier,
    )
    assert QGuiApplication.clipboard().text().count("\t") == 2


def test_a_new_entry_appears_and_the_place_is_kept(page_at):
    page = page_at(RecordPage, "sealed")
    page.host.act(ideas.receive, title="Benches")
    assert "“Benches”" in page.minutes.as_text()


def heard_words(recorded) -> int:
    """The number of an entry in which somebody's words stand."""
    return next(
        each.seq for each in reversed(recorded) if holds_words(each.entry)
    )


def test_the_words_of_a_chosen_entry_are_erased_once_somebody_says_why(
    page_at,
    qtbot,
):
    page = page_at(RecordPage, "answered")
    number = heard_words(page.host.desk.recorded)
    page.minutes.choose(str(number))
    page.erase_button.click()
    sheet = page.findChild(ErasingSheet)
    words = str(next(free_texts(page.host.desk.recorded[number - 1].entry)))
    assert words in " ".join(
        label.text() for label in sheet.findChildren(Label)
    )
    sheet.erase.click()
    assert (
        "The record says why words were erased."
        in sheet.form.field("reason")._error.text()
    )
    sheet.form.set_values({"reason": "Asked for by its writer"})
    sheet.erase.click()
    assert page.host.banners[-1] == f"The words in entry {number} are erased."
    assert not holds_words(page.host.desk.recorded[number - 1].entry)
    page.refresh()
    assert (
        f"The words in entry {number} were erased: Asked for by its writer"
        in page.minutes.as_text()
    )


def test_at_twice_the_text_the_sheet_that_erases_opens_at_its_title(
    page_at,
    qtbot,
):
    theme().set(scale=2.0)
    page = page_at(RecordPage, "answered")
    page.minutes.choose(str(heard_words(page.host.desk.recorded)))
    page.erase_button.click()
    sheet = page.findChild(ErasingSheet)
    qtbot.waitUntil(sheet.form.field("reason").has_focus)
    title = next(
        each
        for each in sheet.findChildren(Label)
        if each.text() == sheet.windowTitle()
    )
    assert sheet.rect().contains(title.mapTo(sheet, title.rect().topLeft()))


def test_an_entry_without_words_or_none_chosen_is_said_and_nothing_opens(
    page_at,
):
    page = page_at(RecordPage, "answered")
    page.erase_button.click()
    assert (
        page.host.banners[-1]
        == "Choose the entry first, by a click or with the arrow keys."
    )
    page.minutes.choose("1")
    page.erase_button.click()
    assert page.host.banners[-1] == "Nobody’s own words stand in entry 1."
    assert page.findChild(ErasingSheet) is None
