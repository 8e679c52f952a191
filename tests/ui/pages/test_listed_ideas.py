"""Ideas are read from a list: shown before anything is written, and put on the list as one act."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pbdesk.app.jobs.proposers import contact_of
from pbdesk.ui.pages.proposals import PAGE
from pbdesk.ui.widgets.label import Label
from tests.ui.pages.on_proposals import asked, button, form


@pytest.fixture
def reads(page_at, window, tmp_path: Path):
    """Reads a file on the page of a moment, as somebody does who presses “Read a list of ideas”."""

    def read(
        content: bytes | str,
        name: str = "ideas.csv",
        moment: str = "sealed",
        *,
        locked: bool = False,
    ):
        page = page_at(PAGE, moment)
        if locked:
            page = window.show_over(
                page.host.desk.record.path,
                PAGE.name,
                locked=True,
            )
        return read_again(page, content, name)

    def read_again(page, content: bytes | str, name: str):
        file = tmp_path / name
        file.write_bytes(
            content.encode() if isinstance(content, str) else content,
        )
        page.host.opens = file
        button(page, "Read a list of ideas").click()
        return page

    return read


def book(*rows, merged: str = "") -> bytes:
    made = Workbook()
    assert made.active is not None
    for row in rows:
        made.active.append(row)
    if merged:
        made.active.merge_cells(merged)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def read_on(page) -> str:
    QApplication.processEvents()
    return "\n".join(
        each.text() for each in page.findChildren(Label) if each.isVisible()
    )


def on_list(page) -> list[tuple[int, str, str, int | None]]:
    ideas = page.host.state.ideas.by_id.values()
    return [
        (each.number, each.title, str(each.summary), each.wish)
        for each in ideas
    ]


def test_a_spreadsheet_of_ideas_is_shown_first_and_then_put_on_the_list_as_one_act(
    reads,
):
    page = reads(
        book(
            ["Ideas of the spring round"],
            ["handed in until 3 May"],
            ["Name", "Title", "What it is", "Where", "Sum asked for (£)"],
            ["Ada Stone", "Benches", "Four by the river", "Mill Lane", 8400],
            [],
            ["Bo Reed", "Lamps", "Light on the path", "", 12500.5],
        ),
        "ideas.xlsx",
    )
    before = page.host.desk.entries
    assert on_list(page) == []
    assert "2 ideas can be taken" in read_on(page)
    assert (
        "Names and contacts never enter the record. Of 0 people who agreed"
        in read_on(page)
    )
    assert "Ada" not in read_on(page)
    assert page.host.desk.entries == before
    button(page, "Put 2 ideas on the list").click()
    assert on_list(page) == [
        (1, "Benches", "Four by the river", 840_000),
        (2, "Lamps", "Light on the path", 1_250_050),
    ]
    assert page.host.desk.undo() is None
    assert on_list(page) == []


def test_no_name_of_the_list_is_anywhere_in_the_file_of_the_assembly(reads):
    page = reads("Title;Handed in by;Phone\nBenches;Zebedee Quill;0770 900\n")
    button(page, "Put 1 idea on the list").click()
    written = b"".join(
        each.read_bytes()
        for each in page.host.desk.record.path.parent.glob("millbrook*")
    )
    assert b"Benches" in written
    assert b"Quill" not in written
    assert b"0770 900" not in written


def kept_of(page) -> dict[str, tuple[str, str]]:
    """Title of an idea, and who is kept for it."""
    state = page.host.state
    found = {
        state.ideas.by_id[idea].title: contact_of(page.host.desk.people, each)
        for idea, each in state.proposers.by_idea.items()
    }
    return {
        title: (each.name, each.reach)
        for title, each in found.items()
        if each is not None
    }


_THREE = (
    "Title;Handed in by;E-mail;Consent\n"
    "Benches;Zebedee Quill;z@quill.example;yes\n"
    "Lamps;Nadia Orr;nadia@orr.example;no\n"
    "Trees;;nobody@named.example;yes\n"
)


def test_who_agreed_by_the_column_is_kept_with_the_names_and_nobody_else_anywhere(
    reads,
):
    page = reads(_THREE)
    assert (
        "Of 1 person who agreed they are kept with the people’s names"
        in read_on(
            page,
        )
    )
    button(page, "Put 3 ideas on the list").click()
    assert kept_of(page) == {"Benches": ("Zebedee Quill", "z@quill.example")}
    assert [
        page.host.state.ideas.by_id[each].title
        for each in page.host.state.proposers.wishing
    ] == ["Benches"]
    folder = page.host.desk.record.path.parent
    written = b"".join(each.read_bytes() for each in folder.glob("millbrook*"))
    for name in (
        b"Quill",
        b"quill.example",
        b"Nadia",
        b"orr.example",
        b"named.example",
    ):
        assert name not in written  # the people file is encrypted
    assert page.host.desk.undo() is None
    assert on_list(page) == []
    assert kept_of(page) == {}


def test_with_the_tick_for_the_whole_list_everybody_named_is_kept(reads):
    page = reads(_THREE)
    form(page, "list").set_values({"everybody": True})
    button(page, "Put 3 ideas on the list").click()
    assert set(kept_of(page)) == {"Benches", "Lamps"}


def test_while_the_names_are_locked_nobody_is_kept_and_that_is_said_before(
    reads,
):
    page = reads(_THREE, locked=True)
    assert (
        "Names and contacts are left out: the people’s names are locked."
        in read_on(
            page,
        )
    )
    assert "everybody" not in form(page, "list").names()
    button(page, "Put 3 ideas on the list").click()
    assert page.host.state.proposers.by_idea == {}


def test_a_name_too_long_to_keep_does_not_hold_its_idea_up(reads):
    page = reads(
        f"Title;Handed in by;Consent\nBenches;{'x' * 3000};yes\nLamps;=A1;yes\n",
    )
    button(page, "Put 2 ideas on the list").click()
    assert set(kept_of(page)) == {"Lamps"}


def test_nothing_is_written_when_the_list_is_let_go(reads):
    page = reads("Title,Cost\nBenches,100\n")
    before = page.host.desk.entries
    asked(page, "list").cancel.click()
    assert "list" not in page.forms
    assert on_list(page) == []
    assert page.host.desk.entries == before
    assert not [each for each in page.forms if each.startswith("list")]


def test_a_second_press_and_enter_put_nothing_twice(reads, press):
    page = reads("Title,Cost\nBenches,100\n")
    record = asked(page, "list").record
    record.setFocus()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    record.click()
    assert [title for _, title, _, _ in on_list(page)] == ["Benches"]


def test_without_headings_a_person_says_what_the_columns_hold(reads):
    page = reads("1;Benches;500\n2;Lamps;700\n")
    assert "Choose the column that holds the titles." in read_on(page)
    button(page, "Put 0 ideas on the list").click()
    assert form(page, "list").field("column/0").is_wrong()
    form(page, "list").field("column/1").set_value("title")
    form(page, "list").field("column/2").set_value("wish")
    form(page, "list").changed.emit("column/2")
    button(page, "Put 2 ideas on the list").click()
    assert [(title, wish) for _, title, _, wish in on_list(page)] == [
        ("Benches", 50_000),
        ("Lamps", 70_000),
    ]


def test_of_two_columns_of_sums_none_is_taken_until_somebody_says_which(reads):
    page = reads("Title,Cost,Budget\nBenches,500,900\n")
    assert (
        "Cost and Budget could hold the same. Say which one is meant."
        in read_on(
            page,
        )
    )
    assert "“Benches”, not costed yet" in read_on(page)
    fields = form(page, "list")
    for name in ("column/1", "column/2"):
        fields.field(name).set_value("wish")
        fields.changed.emit(name)
    button(page, "Put 1 idea on the list").click()
    assert on_list(page) == []
    assert fields.field("column/2").is_wrong()
    fields.field("column/1").set_value("")
    fields.changed.emit("column/1")
    button(page, "Put 1 idea on the list").click()
    assert [(title, wish) for _, title, _, wish in on_list(page)] == [
        ("Benches", 90_000),
    ]


def test_a_file_that_is_no_list_is_refused_in_a_sentence(reads):
    page = reads(b"PK\x03\x04 no spreadsheet", "ideas.xlsx")
    assert page.host.banners == [
        "This is not a spreadsheet that can be read. Save it as XLSX or as “CSV UTF-8”, and read "
        "that.",
    ]
    assert not page.forms
