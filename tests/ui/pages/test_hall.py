"""One hall of several in the window: it begins on the start page and is held without a throw."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from pbdesk.assembly import mandate
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.pack.parent import parent_code, parent_digest, read_parent
from pbdesk.ui.room.view import SCENES
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.label import Label
from tests.halls.votes import northside

SECRET = "wall lamp kettle bridge"


@pytest.fixture
def export():
    return northside() / "export.json"


@pytest.fixture
def begun(shell_at, tmp_path, export, qtbot):
    """The window after the second hall was begun from the start page."""
    shell = shell_at()
    shell.files.ask_open = lambda *_: export
    shell.files.ask_save = lambda *_: tmp_path / "library.pbdesk"
    press(shell.places.page, "Begin one hall of several…")
    page = shell.places.page
    press(page, "Choose the export")
    hall = read_parent(export.read_bytes()).halls[1]
    page.form.set_values({"hall": hall.id})
    page.form.field("hall").changed.emit()
    page.form.set_values(
        {"place": "The gym", "language": "ar", "passphrase": SECRET},
    )
    press(page, "Choose where to keep it")
    qtbot.waitUntil(lambda: shell.session.desk is not None)
    qtbot.waitUntil(lambda: shell.session.desk.people is not None)
    return shell


def press(page, text: str) -> None:
    next(
        each for each in page.findChildren(Button) if each.text() == text
    ).click()


def texts(page) -> str:
    return " ".join(each.text() for each in page.findChildren(Label))


def test_a_hall_begins_on_the_start_page_with_its_own_place_and_language(
    begun,
    export,
):
    parent = read_parent(export.read_bytes())
    state = begun.session.state
    assert state.part
    assert (state.about.id, state.about.place) == (
        parent.halls[1].id,
        "The gym",
    )
    assert state.about.language == "ar"
    assert state.rulebook.fingerprint == parent_code(
        parent_digest(export.read_bytes()),
    )
    assert begun.places.here == "charter"


def test_the_page_shows_the_code_to_compare_before_anything_is_begun(
    shell_at,
    export,
):
    shell = shell_at()
    shell.show_page("hall")
    page = shell.places.page
    assert page.form.isHidden()
    page.take(export)
    code = " ".join(parent_code(parent_digest(export.read_bytes())))
    assert code in page.code.text()
    assert not page.form.isHidden()


def test_another_hall_has_another_place_and_the_day_of_the_vote(
    shell_at,
    export,
):
    shell = shell_at()
    shell.show_page("hall")
    page = shell.places.page
    page.take(export)
    parent = read_parent(export.read_bytes())
    assert page.form.value("place") == parent.halls[0].place
    assert page.form.value("day") == date(2026, 11, 26)
    page.form.set_values({"hall": parent.halls[2].id})
    page.form.field("hall").changed.emit()
    assert page.form.value("place") == parent.halls[2].place


def test_a_file_that_is_no_export_is_said_at_the_top(shell_at, tmp_path):
    shell = shell_at()
    shell.show_page("hall")
    (tmp_path / "odd.json").write_text("{}")
    shell.places.page.take(tmp_path / "odd.json")
    assert shell.places.page.form.isHidden()
    assert "export" in texts(shell)


def test_without_a_passphrase_or_day_the_hall_is_not_begun(shell_at, export):
    shell = shell_at()
    shell.show_page("hall")
    page = shell.places.page
    page.take(export)
    page.begin()
    assert page.form.field("passphrase").is_wrong()
    page.form.set_values({"day": None})
    page.begin()
    assert page.form.field("day").is_wrong()


def test_the_charter_of_a_hall_asks_only_who_counts_and_who_signs(begun):
    begun.show_page("charter")
    page = begun.places.page
    names = next(iter(page.clauses.values())).form.names()
    assert "facilitator" in names
    assert "question" not in names


def test_the_rail_leads_from_the_charter_to_the_seal_of_the_hall(begun):
    for clause, value in (
        ("facilitator", "F"),
        ("teller-1", "A"),
        ("teller-2", "B"),
    ):
        assert (
            begun.session.desk.do(
                mandate.set_charter,
                clause=clause,
                value=value,
            )
            is None
        )
    found = begun.places.next_step(begun.session.file)
    assert (
        found.missing[0].words.text == "The charter of this hall is not sealed."
    )
    begun.show_page("charter")
    assert any(
        each.text() == "Seal the charter of this hall"
        for each in begun.places.page.findChildren(Button)
    )


@pytest.fixture
def held(shell_at, tmp_path):
    """The window with a hall whose evening is over."""

    shutil.copy(northside() / "held.pbdesk", tmp_path / "held.pbdesk")
    shell = shell_at()
    assert shell.session.open(tmp_path / "held.pbdesk") is None
    return shell


def test_the_page_of_the_result_says_what_the_hall_gave(held):
    for question in held.session.state.order:
        assert held.session.turn(question) is None
        held.show_page("result")
        told = texts(held.places.page)
        assert "What this hall gave" in told
        assert "The sum of all halls of “Northside Votes” decides." in told
        assert "Funded" not in told
        assert "quorum" not in told.lower()
        assert "Result code" not in told
        assert "said aloud at" in told


def test_the_tally_of_a_hall_asks_for_no_dice(held):
    held.show_page("tally")
    page = held.places.page
    assert "A hall throws no dice." in texts(page)
    assert "throw" not in {
        each.ask.key for each in page.forms.values() if each.isVisible()
    }


@pytest.mark.parametrize("name", ["fresh", "held"])
def test_every_page_and_every_scene_of_the_room_stands_in_a_hall(
    shell_at,
    tmp_path,
    name,
):

    shutil.copy(northside() / f"{name}.pbdesk", tmp_path / f"{name}.pbdesk")
    shell = shell_at()
    assert shell.session.open(tmp_path / f"{name}.pbdesk") is None
    for page in ASSEMBLY.pages:
        shell.show_page(page)
        QApplication.processEvents()
        assert shell.places.here == page
    for scene in SCENES:
        shell.room.show_scene(scene)
        QApplication.processEvents()
