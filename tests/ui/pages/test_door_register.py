"""The register at the door: the council's list is read, seen as it would stand, and taken."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pbdesk.i18n import render
from pbdesk.ui.pages.door.page import DoorPage
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.button import Button
from tests.ledger.lists import workbook
from tests.ui.pages.seen import seen_on


def choose(field, what: str) -> None:
    """Choose from a list, as somebody does."""
    field.combo.setCurrentIndex(field.combo.findData(what))
    field.combo.activated.emit(field.combo.currentIndex())


def test_a_list_is_previewed_with_the_lines_that_cannot_be_taken(
    page_at,
    tmp_path,
    found_out,
):
    page = page_at(DoorPage, "drawn-up")
    page.host.opens = tmp_path / "list.csv"
    page.host.opens.write_text(
        "name,street,born\nAda Nwosu,Weir Road 4,1980\n,Mill Lane 2,1990\nBo Lind,Mill Lane "
        "3,1970\n",
    )
    page.nobody.button.click()
    found_out()
    shown = seen_on(page)
    assert "2 people can be taken, 1 line cannot" in shown
    assert "Line 3" in shown
    assert "Mill Lane 2" in shown, "the line that cannot be taken, as it stands"
    assert "18 or older" in shown
    assert "Birth dates are not kept" in shown
    assert "1980" not in seen_on(page.list.seen.names.parentWidget())
    assert not page.host.state.door.register
    page.list.put.click()
    assert len(page.host.state.door.register) == 2
    assert page.search.has_focus()


def test_doubtful_lines_are_taken_and_named_and_all_such_lines_can_be_printed_without_a_name(
    page_at,
    tmp_path,
    found_out,
):
    page = page_at(DoorPage, "drawn-up")
    page.host.opens = tmp_path / "list.csv"
    page.host.opens.write_text(
        "name,street\n\u0410da Nwosu,Weir Road 4\n" + ",Mill Lane 2\n" * 30,
        encoding="utf-8",
    )
    page.list.read.click()
    found_out()
    shown = seen_on(page.list.seen)
    assert "1 person can be taken" in shown
    assert "1 line is taken, and should be looked at" in shown
    assert "And 10 more." in shown
    next(
        each
        for each in page.list.seen.findChildren(Button)
        if each.text() == "Print these lines"
    ).click()
    found_out()
    title, pdf, name = page.host.previews[-1]
    text = " ".join(
        sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages
    )
    assert (render(title), name) == ("Lines to look at", "list-lines.pdf")
    assert "31 lines of “list.csv”" in text
    assert text.count("The name is missing.") == 30
    assert "mixes letters" in text
    assert "Nwosu" not in text


def test_a_spreadsheet_is_previewed_like_any_list_and_one_that_is_none_is_refused_in_words(
    page_at,
    tmp_path,
    found_out,
):
    page = page_at(DoorPage, "drawn-up")
    page.host.opens = tmp_path / "list.xlsx"
    page.host.opens.write_bytes(
        workbook(
            [
                ["name", "street"],
                ["Ada Nwosu", "Weir Road 4"],
                [None, "Mill Lane 2"],
            ],
        ),
    )
    page.list.read.click()
    found_out()
    shown = seen_on(page.list.seen)
    assert "1 person can be taken" in shown
    assert "Line 3" in shown
    page.host.opens.write_bytes(b"PK\x03\x04")
    page.list.forget()
    page.list.read.click()
    found_out()
    assert "This is not a spreadsheet that can be read" in seen_on(
        page.window(),
    )
    assert page.list.seen.isHidden()


def test_an_empty_register_asks_for_the_list_in_one_place(page_at):
    page = page_at(DoorPage, "drawn-up")
    assert [b.text() for b in page.findChildren(Button) if b.isVisible()] == [
        "Read a list",
        "Write someone down",
    ]


def test_in_large_text_a_list_that_was_read_is_shown_with_the_focus_on_its_button(
    page_at,
    tmp_path,
    found_out,
):
    theme().set(scale=2.0)
    page = page_at(DoorPage, "drawn-up", width=1280)
    page.host.opens = tmp_path / "list.csv"
    page.host.opens.write_text("name,street\nAda Nwosu,Weir Road 4\n")
    page.nobody.button.click()
    found_out()
    assert page.list.put.isVisible()
    assert page.list.put.hasFocus()


def test_the_first_people_of_a_list_are_seen_as_they_will_stand_before_anything_is_written(
    page_at,
    tmp_path,
    found_out,
):
    page = page_at(DoorPage, "drawn-up")
    page.host.opens = tmp_path / "list.csv"
    rows = "".join(f"Ada Nwosu {n},Weir Road {n}\n" for n in range(1, 9))
    page.host.opens.write_text("name,street\n" + rows)
    page.nobody.button.click()
    found_out()
    shown = seen_on(page)
    assert "As they will stand" in shown
    assert "Ada Nwosu 5" in shown
    assert "Ada Nwosu 6" not in shown
    assert "The first 5 of 8." in shown
    assert not page.host.state.door.register


def test_a_name_written_wrongly_is_corrected_by_keyboard_and_found_under_the_right_one(
    page_at,
    press,
    type_into,
):
    page = page_at(DoorPage, "open")
    page.writing.begin.click()
    page.writing.form.set_values(
        {"name": "Zyzzo Quill", "street": "Weir Road 4"},
    )
    page.writing.put.click()
    entries = page.host.desk.entries
    page.correcting.begin.setFocus()
    press(Qt.Key.Key_Space)
    assert page.correcting.form.field("name").has_focus()
    page.correcting.form.field("name").edit.selectAll()
    type_into("Zyzza Quill")
    press(Qt.Key.Key_Return)
    [person] = page.host.people.search("zyzza")
    assert (person.name, person.street) == ("Zyzza Quill", "Weir Road 4")
    assert page.host.people.search("zyzzo") == []
    assert page.host.desk.entries == entries, "no name is in the record"
    assert "Zyzza Quill" in seen_on(page)
    assert page.correcting.form.value("name") is None, (
        "nothing of it stays in the fields"
    )


def test_a_name_cannot_be_corrected_to_none(page_at):
    page = page_at(DoorPage, "open")
    page.writing.begin.click()
    page.writing.form.set_values(
        {"name": "Zyzzo Quill", "street": "Weir Road 4"},
    )
    page.writing.put.click()
    page.correcting.begin.click()
    page.correcting.form.set_values({"name": " "}, keep_focused=False)
    page.correcting.record.click()
    assert page.correcting.form.field("name").is_wrong()
    assert page.host.people.search("zyzzo")


def test_enter_puts_somebody_in_the_register_and_enter_twice_puts_one_there(
    page_at,
    press,
    type_into,
):
    page = page_at(DoorPage, "open")
    before = len(page.host.state.door.register)
    page.writing.begin.click()
    type_into("Zyzzo Quill")
    press(Qt.Key.Key_Tab)
    type_into("Weir Road 4")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert len(page.host.people.search("zyzzo")) == 1
    assert len(page.host.state.door.register) == before + 1


def test_what_the_columns_of_a_list_hold_is_said_where_no_heading_does(
    page_at,
    tmp_path,
    found_out,
):
    page = page_at(DoorPage, "drawn-up")
    page.host.opens = tmp_path / "rhestr.csv"
    page.host.opens.write_text(
        "Rhif,Enw,Cyfeiriad\n1,Ng Zoë,4 Mill Lane\n2,Ali Ben,Weir Road 2\n",
        encoding="utf-8",
    )
    page.nobody.button.click()
    found_out()
    assert "No line of the list names its columns." in seen_on(page)
    assert not page.list.put.isVisible()
    columns = page.list.seen.columns
    assert columns.fields[0].has_focus()
    for place, what in ((1, "name"), (2, "street")):
        choose(columns.fields[place], what)
        found_out()
    columns.first.edit.selectAll()
    QTest.keyClicks(columns.first.edit, "2")
    QTest.keyClick(columns.first.edit, Qt.Key.Key_Return)
    found_out()
    assert columns is page.list.seen.columns, (
        "who is at the columns stays there"
    )
    assert page.list.put.text() == "Put 2 people in the register"
    page.list.put.click()
    [person] = page.host.people.search("zoe")
    assert (person.name, person.street) == ("Ng Zoë", "4 Mill Lane")


def test_columns_that_were_read_wrongly_are_put_right_before_anybody_is_written_down(
    page_at,
    tmp_path,
    found_out,
):
    page = page_at(DoorPage, "drawn-up")
    page.host.opens = tmp_path / "list.csv"
    page.host.opens.write_text(
        "name,street,remarks\nPlot 4,4 Mill Lane,Ng Zoe\n",
    )
    page.nobody.button.click()
    found_out()
    columns = page.list.seen.columns
    choose(columns.fields[0], "")
    found_out()
    assert "Choose the column that holds the names." in seen_on(page)
    choose(columns.fields[2], "name")
    found_out()
    assert "Ng Zoe" in seen_on(page)
    assert not page.host.state.door.register
    page.list.put.click()
    assert [person.name for person in page.host.people.search("zoe")] == [
        "Ng Zoe",
    ]


def test_pressing_twice_puts_everybody_of_a_list_in_the_register_once(
    page_at,
    window,
    tmp_path,
    found_out,
    monkeypatch,
    qtbot,
):
    page = page_at(DoorPage, "drawn-up")
    page.host.opens = tmp_path / "list.csv"
    page.host.opens.write_text(
        "name,street\nZyzzo Quill,Weir Road 4\nZyzza Quill,Weir Road 4\n",
    )
    page.nobody.button.click()
    found_out()
    monkeypatch.setattr(
        window.saving,
        "patience",
        0,
    )  # the disk is still busy at the second press
    page.list.put.click()
    page.list.put.click()
    qtbot.waitUntil(lambda: len(page.host.state.door.register) == 2)
    assert len(page.host.people.search("quill")) == 2


def test_a_line_that_cannot_be_taken_is_mended_by_keyboard_before_anybody_is_written_down(
    page_at,
    tmp_path,
    found_out,
    press,
    type_into,
):
    page = page_at(DoorPage, "drawn-up")
    page.host.opens = tmp_path / "list.csv"
    page.host.opens.write_text(
        "name,street,born\nAda Nwosu,Weir Road 4,1980-01-02\n"
        "Bo Lind,Mill Lane 3,31/02/1990\n,Mill Lane 9,1970-01-01\nTotal: 3,,\n",
    )
    page.nobody.button.click()
    found_out()
    lines = page.list.seen.lines
    assert "There is no birthday 31/02/1990." in seen_on(page)
    assert "Line 5 says 3, but 1 person was read." in seen_on(page)
    assert [*lines.lines] == [3, 4], "the total is nobody and stays left out"
    lines.lines[3].begin.setFocus()
    press(Qt.Key.Key_Space)
    assert lines.lines[3].fields[0].has_focus()
    lines.lines[3].fields[2].take_focus()
    lines.lines[3].fields[2].edit.selectAll()
    type_into("30/02/1990")
    press(Qt.Key.Key_Return)
    found_out()
    assert "There is no birthday 30/02/1990." in seen_on(page)
    assert lines.lines[3].fields[0].has_focus(), "it is asked again"
    lines.lines[3].fields[2].set_value("28/02/1990")
    lines.lines[3].take.click()
    found_out()
    assert [*lines.lines] == [4]
    assert lines.lines[4].begin.hasFocus(), "the next line"
    lines.lines[4].begin.click()
    lines.lines[4].fields[0].set_value("Cy Quill")
    lines.lines[4].take.click()
    found_out()
    assert "Line 5 says 3, and 3 people were read." in seen_on(page)
    assert page.list.put.hasFocus()
    assert not page.host.state.door.register
    page.list.put.click()
    [person] = page.host.people.search("lind")
    assert (person.street, person.note) == ("Mill Lane 3", "18+")


def test_who_thinks_better_of_mending_a_line_leaves_it_as_it_is(
    page_at,
    tmp_path,
    found_out,
):
    page = page_at(DoorPage, "drawn-up")
    page.host.opens = tmp_path / "list.csv"
    page.host.opens.write_text("name,street\nAda,Weir Road 4\n,Mill Lane 9\n")
    page.nobody.button.click()
    found_out()
    line = page.list.seen.lines.lines[3]
    line.begin.click()
    assert line.begin.isHidden()
    next(b for b in line.findChildren(Button) if b.text() == "Cancel").click()
    assert line.begin.hasFocus()
    assert "The name is missing." in seen_on(page)


def test_names_in_capitals_are_written_as_names_unless_somebody_wants_them_as_they_are(
    page_at,
    tmp_path,
    found_out,
):
    page = page_at(DoorPage, "drawn-up")
    page.host.opens = tmp_path / "list.csv"
    page.host.opens.write_text(
        "surname,first name,street\nZYZZO-MCDONALD,Ada,Weir Road 4\n",
    )
    page.nobody.button.click()
    found_out()
    seen = page.list.seen
    assert "Zyzzo-McDonald, Ada" in seen_on(page)
    assert seen.names.tick.text() == (
        "Names as they are usually written: Zyzzo-McDonald, not ZYZZO-MCDONALD"
    )
    seen.names.tick.click()
    found_out()
    assert "ZYZZO-MCDONALD, Ada" in seen_on(page)
    seen.names.tick.click()
    found_out()
    page.list.put.click()
    [person] = page.host.people.search("zyzzo")
    assert person.name == "Zyzzo-McDonald, Ada"


def test_a_list_without_a_name_in_capitals_does_not_ask_about_them(
    page_at,
    tmp_path,
    found_out,
):
    page = page_at(DoorPage, "drawn-up")
    page.host.opens = tmp_path / "list.csv"
    page.host.opens.write_text("name,street\nAda Nwosu,WEIR ROAD 4\n")
    page.nobody.button.click()
    found_out()
    assert page.list.seen.names.isHidden()
