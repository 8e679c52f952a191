"""A file dragged onto the window, or brought by a second start.

Looked into, never recorded, refused in a sentence.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
)

from pbdesk.questions import door
from pbdesk.ui.dropping import TAKES
from pbdesk.ui.kiosk.window import KioskWindow
from pbdesk.ui.shell import Shell
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.table import Table
from tests.evenings import evening_at

BALLOTS = """META
key;value
description;Two projects
country;Nowhere
unit;Millbrook
instance;2026
num_projects;2
num_votes;3
budget;100
vote_type;approval
rule;greedy
currency;EUR
PROJECTS
project_id;cost;votes;name;selected
1;60;3;Benches;1
2;50;1;Skate bowl;0
VOTES
voter_id;vote
a;1
b;1,2
c;1
"""


def drop(shell: Shell, *paths: Path) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    shell.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            files,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        ),
    )


def said(shell: Shell) -> str:
    return shell.frame.message.words if shell.frame.message.isVisible() else ""


@pytest.fixture
def people_list(tmp_path) -> Path:
    path = tmp_path / "register.csv"
    path.write_text(
        "Name,Street\nHarlow June,Mill Lane 4\n,Weir Road\nMensah Ade,Weir Road 2\n",
        encoding="utf-8",
    )
    return path


def test_an_assembly_dropped_on_the_window_is_opened(shell_at, tmp_path):
    shell, evening = shell_at(), evening_at("ideas", tmp_path)
    evening.desk.close()
    drop(shell, evening.desk.record.path)
    assert shell.session.state.mandate.name == "Millbrook Assembly"


def test_a_list_of_people_dropped_is_shown_at_the_door_and_not_yet_taken(
    shell_at,
    qtbot,
    people_list,
):
    shell = shell_at("drawn-up")
    before = shell.host.desk.entries
    drop(shell, people_list)
    qtbot.waitUntil(lambda: not shell.long_work.busy)
    assert shell.places.here == "door"
    focused = QApplication.focusWidget()
    assert focused is not None
    assert "Put 2 people in the register" in focused.accessibleName()
    assert shell.host.desk.entries == before


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".xls", ".ods"])
def test_every_kind_of_list_that_the_door_reads_can_be_dropped(ending):
    assert TAKES[ending] is TAKES[".csv"]


def test_a_list_of_people_needs_an_assembly_whose_people_are_unlocked(
    shell_at,
    people_list,
):
    shell = shell_at()
    drop(shell, people_list)
    assert "Open or start one first" in said(shell)
    shell = shell_at("drawn-up", unlock=False)
    drop(shell, people_list)
    assert "The people file is locked" in said(shell)


def test_a_ballot_file_dropped_is_counted_on_a_page_and_nothing_is_recorded(
    shell_at,
    qtbot,
    tmp_path,
):
    shell = shell_at("ideas")
    before, file = shell.host.desk.entries, tmp_path / "two_projects.pb"
    file.write_text(BALLOTS, encoding="utf-8")
    drop(shell, file)
    qtbot.waitUntil(lambda: not shell.long_work.busy)
    page = shell.places.page
    assert [row[0] for row in page.findChild(Table).shown.texts] == [
        "Benches",
        "Skate bowl",
    ]
    texts = [label.text() for label in page.findChildren(QLabel)]
    assert any("the file says were funded" in text for text in texts)
    assert shell.host.desk.entries == before


def test_a_ballot_file_that_is_none_is_refused_in_its_own_sentence(
    shell_at,
    qtbot,
    tmp_path,
):
    shell, file = shell_at(), tmp_path / "broken.pb"
    file.write_text("META\nkey;value\nbudget;many\n", encoding="utf-8")
    drop(shell, file)
    qtbot.waitUntil(lambda: not shell.long_work.busy)
    assert said(shell)
    assert shell.findChild(QDialog) is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("unpacked", "“unpacked” is a folder. A result pack is checked as"),
        ("unpacked.zip", "“unpacked.zip” is a folder."),
        ("mill.people", "“mill.people” holds names and opens with its"),
    ],
)
def test_what_comes_near_to_a_file_of_pbdesk_is_told_what_to_take(
    shell_at,
    tmp_path,
    name,
    words,
):
    shell, path = shell_at(), tmp_path / name
    if name.endswith(".people"):
        path.write_bytes(b"")
    else:
        path.mkdir()
    drop(shell, path)
    assert said(shell).startswith(words)


def test_a_pdf_named_like_ballots_is_called_a_pdf_by_its_name(
    shell_at,
    qtbot,
    tmp_path,
):
    shell, file = shell_at(), tmp_path / "scan.pb"
    file.write_bytes(b"%PDF-1.4\n\xff\xfe")
    drop(shell, file)
    wanted = "“scan.pb”: It is a PDF, and no file of ballots."
    qtbot.waitUntil(lambda: said(shell) == wanted)


def test_a_list_that_cannot_be_read_is_refused_by_its_name(
    shell_at,
    qtbot,
    tmp_path,
):
    shell, file = shell_at("open"), tmp_path / "broken.xlsx"
    file.write_bytes(b"PK\x03\x04 and then nothing")
    drop(shell, file)
    qtbot.waitUntil(
        lambda: said(shell).startswith("“broken.xlsx”:"),
    )


def test_what_cannot_be_taken_is_refused_with_what_can(shell_at, tmp_path):
    shell, picture = shell_at(), tmp_path / "holiday.jpg"
    picture.write_bytes(b"")
    drop(shell, picture)
    assert "“holiday.jpg” cannot be taken" in said(shell)
    assert ".pbdesk" in said(shell)
    drop(shell, picture, picture)
    assert said(shell) == "Drop one file at a time."


def test_a_file_dropped_on_a_field_goes_to_the_window_and_its_path_is_typed_nowhere(
    shell_at,
    tmp_path,
):
    shell = shell_at("ideas")
    shell.show_page("charter")
    fields = [
        field
        for kind in (QLineEdit, QPlainTextEdit)
        for field in shell.findChildren(kind)
    ]
    assert fields
    assert not any(field.acceptDrops() for field in fields)


def test_open_takes_a_ballot_file_to_its_own_page_and_refuses_what_is_no_file_of_pbdesk(
    shell_at,
    qtbot,
    tmp_path,
    monkeypatch,
):
    shell, file = shell_at(), tmp_path / "two_projects.pb"
    file.write_text(BALLOTS, encoding="utf-8")
    monkeypatch.setattr(shell.files, "ask_open", lambda *_: file)
    shell.host.choose_file()
    qtbot.waitUntil(lambda: not shell.long_work.busy)
    assert shell.places.here == "ballots"
    picture = tmp_path / "holiday.jpg"
    picture.write_bytes(b"no record")
    monkeypatch.setattr(shell.files, "ask_open", lambda *_: picture)
    shell.host.choose_file()
    qtbot.waitUntil(lambda: "holiday.jpg" in said(shell))


def test_what_stands_at_the_top_can_be_closed(shell_at, tmp_path):
    shell = shell_at()
    drop(shell, tmp_path / "holiday.jpg")
    close = next(
        b for b in shell.frame.message.findChildren(Button) if b.isVisible()
    )
    assert close.text() == "Close"
    close.click()
    assert not shell.frame.message.isVisible()


def test_while_a_voter_has_the_laptop_nothing_is_taken(shell_at, tmp_path):
    shell = shell_at("open")
    shell.show_page("door")
    ref = min(shell.session.state.door.register)
    shell.host.act(
        door.give,
        person=ref,
        channel="kiosk",
        checked_with="letter",
    )
    shell.open_kiosk()
    drop(shell, tmp_path / "holiday.jpg")
    assert not said(shell)
    kiosk = next(
        w
        for w in QApplication.topLevelWidgets()
        if isinstance(w, KioskWindow) and w.isVisible()
    )
    kiosk.leave()
    QApplication.processEvents()
