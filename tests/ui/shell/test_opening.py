"""Beginning an assembly, opening one, and what is said where it cannot be opened."""

from __future__ import annotations

import gc
import re
import tomllib
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from pbdesk.app.desk import Desk
from pbdesk.app.sample.evening import PASSPHRASE, start
from pbdesk.assembly import ideas
from pbdesk.ui.dress import dress
from pbdesk.ui.pages.start.begin import BeginPage
from pbdesk.ui.pages.start.page import StartPage
from pbdesk.ui.pages.start.unlock import UnlockPage
from pbdesk.ui.sheets import Leaflet
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.doorstep import Door
from tests.conftest import ROOT
from tests.ui.shell.window import CHEAP, made, press, texts, write


def test_the_first_thing_is_to_start_an_assembly_and_enter_does_it(window):
    assert window.at == "start"
    assert QApplication.focusWidget() is window.shell.places.page.first
    press(Qt.Key.Key_Return)
    assert window.at == "begin"


def test_the_start_page_has_three_doors_and_one_of_them_is_first(window):
    doors = window.shell.places.page.findChildren(Door)
    assert [door.button.text() for door in doors] == [
        "Start an assembly",
        "Open an assembly",
        "Rehearse",
    ]
    assert [door.button.property("kind") for door in doors] == [
        "primary",
        "plain",
        "plain",
    ]


def test_a_neighbour_can_check_a_result_pack_from_the_start_page(window):
    check = next(
        each
        for each in window.shell.places.page.findChildren(Button)
        if "result pack" in each.text()
    )
    assert check.property("kind") == "quiet"
    check.click()
    assert window.at == "verify"
    window.shell.leave()
    assert window.at == "start"


def test_about_names_the_licence_of_everything_pbdesk_needs(window):
    window.shell.show_about()
    (sheet,) = window.shell.findChildren(Leaflet)
    said = " ".join(
        label.text() for label in sheet.findChildren(QLabel)
    ).casefold()
    assert "apache licence 2.0" in said
    wanted = tomllib.loads(
        (ROOT / "pyproject.toml").read_text(encoding="utf-8"),
    )["project"]["dependencies"]
    names = {
        re.split(r"[^\w-]", line)[0]
        .split("-")[0]
        .rstrip("0123456789")
        .casefold()
        for line in wanted
    }
    assert not {name for name in names if name not in said}
    assert all(
        typeface in said
        for typeface in ("atkinson hyperlegible", "noto sans", "lucide", "ofl")
    )


def test_an_assembly_is_begun_from_the_keyboard_alone(window, qtbot, tmp_path):
    window.files.path = tmp_path / "Weir Road.pbdesk"
    press(Qt.Key.Key_Return)
    for text in ("Weir Road", "Old school", "26 November 2026"):
        write(text)
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)  # what kind of file
    press(Qt.Key.Key_Tab)  # what is asked first
    press(Qt.Key.Key_Tab)  # currency
    press(Qt.Key.Key_Tab)  # language
    press(Qt.Key.Key_Tab)  # rehearsal
    for _ in range(2):
        write("four words or more")
        press(Qt.Key.Key_Tab)  # to Show
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    window.wait(qtbot)
    assert window.files.offered == "Weir Road.pbdesk"
    assert window.at == "charter"
    assert window.shell.session.state.mandate.day.isoformat() == "2026-11-26"
    assert window.shell.session.desk.people is not None


def test_what_is_missing_is_said_beside_its_field(window):
    window.shell.host.show_beginning()
    page: BeginPage = window.shell.places.page
    page.form.set_values({"name": "Weir Road", "passphrase": "weir"})
    page.begin()
    assert page.form.field("passphrase").is_wrong()
    page.form.set_values({"passphrase": "four words or more"})
    page.begin()
    assert window.shell.session.desk is None


def test_a_rehearsal_may_go_without_a_passphrase_and_is_told_a_random_one(
    window,
    qtbot,
    tmp_path,
):
    window.files.path = tmp_path / "Try.pbdesk"
    window.shell.host.show_beginning()
    page: BeginPage = window.shell.places.page
    page.form.set_values(
        {"name": "Try", "day": date(2026, 11, 26), "rehearsal": True},
    )
    page.begin()
    window.wait(qtbot)
    assert "opens with" in window.said
    assert window.shell.frame.rehearsal.isVisible()


def test_a_name_that_is_taken_is_refused_in_words(window, evening, tmp_path):
    window.files.path = evening("charter", tmp_path)
    window.shell.host.show_beginning()
    page: BeginPage = window.shell.places.page
    page.form.set_values(
        {
            "name": "Other",
            "day": date(2026, 11, 26),
            "passphrase": "four words or more",
        },
    )
    page.begin()
    assert "already there" in window.said
    assert window.at == "begin"


def test_the_passphrase_is_asked_once_and_can_be_skipped(
    window,
    evening,
    tmp_path,
):
    window.shell.open(evening("answering", tmp_path))
    assert window.at == "unlock"
    window.shell.leave()
    assert window.at == "proposals"
    assert window.shell.host.people is None


def test_a_wrong_passphrase_is_said_beside_its_field_and_the_right_one_unlocks(
    window,
    evening,
    tmp_path,
    qtbot,
):
    window.shell.open(evening("register", tmp_path))
    page: UnlockPage = window.shell.places.page
    write("not this one")
    press(Qt.Key.Key_Return)
    window.wait(qtbot)
    assert page.field.is_wrong()
    page.field.set_value(PASSPHRASE)
    press(Qt.Key.Key_Return)
    window.wait(qtbot)
    assert window.shell.host.people.count() == 1204
    assert window.at != "unlock"


def test_f9_an_older_record_is_told_once_its_people_file_is_unlocked(
    window,
    evening,
    tmp_path,
    qtbot,
):
    path = evening("ideas", tmp_path)
    old = path.read_bytes()
    with Desk.open(path) as desk:
        desk.unlock_people(PASSPHRASE, CHEAP)
        assert desk.do(ideas.receive, title="One idea more") is None
    path.write_bytes(old)
    window.shell.open(path)
    assert window.at == "unlock"
    window.shell.host.unlock(PASSPHRASE, lambda wrong: None)
    window.wait(qtbot)
    assert "older than its people file" in window.said


def test_f9_an_older_copy_is_told_by_the_list_of_recent_files_without_any_passphrase(
    window,
    evening,
    tmp_path,
):
    path = evening("ideas", tmp_path)
    old = path.read_bytes()
    window.shell.open(path)
    for n in range(2):
        assert (
            window.shell.host.desk.do(ideas.receive, title=f"Idea {n}") is None
        )
    window.shell.close_assembly()
    path.write_bytes(old)
    window.shell.open(path)
    assert "it had 2 entries more: an older copy was put back" in window.said
    window.shell.close_assembly()
    window.shell.open(path)
    assert "put back" not in window.said


def test_a_foreign_file_is_refused_in_a_sentence_and_nothing_else_happens(
    window,
    tmp_path,
):
    (tmp_path / "letter.pbdesk").write_text("Dear council")
    window.shell.open(tmp_path / "letter.pbdesk")
    assert "letter.pbdesk" in window.said
    assert window.at == "start"
    assert window.shell.session.desk is None


def test_a_damaged_file_is_refused_in_a_sentence(window, evening, tmp_path):
    path = evening("ideas", tmp_path)
    path.write_bytes(path.read_bytes()[:9000])
    window.shell.open(path)
    assert "Millbrook.pbdesk" in window.said
    assert window.at == "start"


def test_a_file_that_is_open_elsewhere_is_refused_in_a_sentence(
    opened,
    qtbot,
    tmp_path,
):
    first = opened("ideas")
    second = made(tmp_path)
    qtbot.addWidget(second)
    second.show()
    second.open(first.shell.host.desk.record.path)
    assert "open in another window" in second.frame.message.words
    assert second.places.here == "start"
    second.close()


def test_a_file_dropped_on_the_window_is_opened(window, evening, tmp_path):
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(evening("ideas", tmp_path)))])
    window.shell.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            files,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        ),
    )
    assert window.shell.session.state.mandate.name == "Millbrook Assembly"


def test_rehearsing_makes_up_a_neighbourhood_of_its_own(
    window,
    qtbot,
    tmp_path,
):
    window.shell.host.rehearse()
    window.wait(qtbot)
    window.wait(qtbot)  # first the evening, then its passphrase
    assert window.at == "proposals"
    assert window.shell.frame.rehearsal.isVisible()
    assert window.shell.host.people is not None
    assert (
        window.shell.host.desk.record.path.parent
        == tmp_path / "pbdesk rehearsals"
    )


@pytest.mark.parametrize("rehearsal", [True, False])
def test_a_made_up_neighbourhood_opened_again_says_what_unlocks_its_people(
    window,
    tmp_path,
    rehearsal,
):
    start(
        tmp_path / "Again.pbdesk",
        rehearsal=rehearsal,
        cost=CHEAP,
    ).desk.close()
    window.shell.open(tmp_path / "Again.pbdesk")
    page: UnlockPage = window.shell.places.page
    heard = page.field.edit.accessibleDescription()
    assert (PASSPHRASE in heard) == rehearsal
    assert (
        any(
            PASSPHRASE in label.text() and label.isVisible()
            for label in page.findChildren(QLabel)
        )
        == rehearsal
    )


def test_recent_files_are_listed_and_missing_ones_say_so(opened, tmp_path):
    window = opened("ideas")
    window.shell.close_assembly()
    page: StartPage = window.shell.places.page
    assert page.recent.model().index(0, 0).data() == "Millbrook Assembly"
    (tmp_path / "Millbrook.pbdesk").unlink()
    page.refresh()
    assert "moved" in page.recent.model().index(0, 0).data(
        Qt.ItemDataRole.AccessibleTextRole,
    )


def test_after_a_sudden_end_the_list_knows_what_was_done_and_the_room_that_hung_is_told(
    opened,
):
    window = opened("ideas")
    window.shell.host.show_in_room("question")
    window.shell.host.act(ideas.receive, title="Benches")
    assert window.shell.soon.isActive()
    window.shell.soon.timeout.emit()
    known, assembly = (
        window.shell.settings,
        window.shell.session.state.mandate.id,
    )
    assert known.recent()[0].entries == window.shell.session.file.entries
    assert known.hanging(assembly) == "question"
    window.shell.close_assembly()
    assert not known.hanging(assembly), "it was closed, and is not missed"


def test_a_room_that_hung_when_the_program_ended_is_said_at_the_next_opening(
    opened,
    tmp_path,
):
    window = opened("ideas")
    assembly = window.shell.session.state.mandate.id
    window.shell.close_assembly()
    window.shell.settings.keep_hanging(assembly, "agenda")
    window.shell.open(tmp_path / "Millbrook.pbdesk")
    assert any(
        "The room window was open" in text for text in texts(window.shell)
    )


def test_the_window_remembers_where_it_was_and_how_it_looked(
    qapp,
    qtbot,
    tmp_path,
):
    dress(qapp)
    first = made(tmp_path)
    first.show()
    first.look(text=125)
    first.close()
    theme().set(scale=1.0)
    second = made(tmp_path)
    qtbot.addWidget(second)
    assert second.settings.geometry == first.settings.geometry
    assert not second.settings.geometry.isEmpty()
    assert theme().scale == 1.25
    second.close()
    theme().set(scale=1.0)


def test_an_evening_without_money_is_begun_by_what_is_asked_first(
    window,
    qtbot,
    tmp_path,
):
    window.files.path = tmp_path / "Weir Road.pbdesk"
    window.shell.host.show_beginning()
    page = window.shell.places.page
    page.form.set_values(
        {
            "name": "Weir Road",
            "day": date(2026, 11, 26),
            "asks": "choose",
            "rehearsal": True,
        },
    )
    page.button.click()
    window.wait(qtbot)
    assert window.shell.session.state.terms.kind == "choose"
    assert window.at == "charter"


def test_no_search_for_garbage_goes_through_what_was_read_of_the_open_file(
    opened,
):
    window = opened("declared")
    recorded = window.shell.session.file.recorded
    assert not any(each is recorded[0] for each in gc.get_objects())
    window.shell.session.close()
    assert gc.get_freeze_count() == 0
