"""A vote in several halls in the window, from its first page to the saved export."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from pbdesk.app.halls import ParentDesk
from pbdesk.halls.kind import PARENT
from pbdesk.pack.parent import read_parent
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.confirm import ConfirmSheet
from pbdesk.ui.widgets.label import Label
from tests.halls.votes import CLERK

SECRET = "wall lamp kettle bridge"


def press(page, text: str) -> None:
    next(
        each for each in page.findChildren(Button) if each.text() == text
    ).click()
    QApplication.processEvents()


def told(page) -> str:
    return " ".join(each.text() for each in page.findChildren(Label))


@pytest.fixture
def shell(shell_at, tmp_path):
    """The window with a vote in several halls that was begun on the form."""
    shell = shell_at()
    shell.files.ask_save = lambda *_: tmp_path / "northside.pbparent"
    shell.show_page("begin")
    page = shell.places.page
    page.form.set_values(
        {
            "name": "Northside",
            "day": date(2026, 11, 26),
            "kind": "parent",
            "asks": "decide",
            "passphrase": SECRET,
        },
    )
    page.begin()
    QApplication.processEvents()
    return shell


def test_it_begins_as_a_file_of_its_own_and_every_page_of_it_opens(shell):
    assert isinstance(shell.session.file, ParentDesk)
    for name in PARENT.pages:
        shell.show_page(name)
        QApplication.processEvents()
        assert shell.places.here == name


def test_it_is_asked_sealed_and_handed_out_without_leaving_the_window(
    shell,
    tmp_path,
):
    from pbdesk.assembly import mandate, rulebook

    desk = shell.session.file
    for clause, value in (
        ("question", "Shall it meet in public?"),
        ("binding", "binding"),
        ("decider", "The council"),
        ("answer_by", "2027-01-29"),
    ):
        assert desk.do(mandate.set_charter, clause=clause, value=value) is None
    for clause, value in (
        ("people", "Who lives here"),
        ("quorum", 0),
        ("kept", 6),
    ):
        assert desk.do(rulebook.set_rule, clause=clause, value=value) is None
    found = shell.places.next_step(desk)
    assert found.missing[0].page == "rulebook"
    assert desk.do(rulebook.seal) is None
    shell.show_page("halls")
    page = shell.places.page
    press(page, "Draw the order of every sheet")
    for name in ("School", "Library"):
        page.go_to("name")
        QApplication.processEvents()
        page.forms["name_hall"].form.set_values({"name": name, "place": "Here"})
        page.forms["name_hall"].record.click()
        QApplication.processEvents()
    page.forms["combiner"].form.set_values(
        {"role": "clerk", "key": f"{CLERK} clerk@northside"},
    )
    page.forms["combiner"].record.click()
    QApplication.processEvents()
    assert "Everything stands: it can be made." in told(page)
    press(page, "Make the export")
    QApplication.processEvents()
    shell.findChild(ConfirmSheet).confirmed.emit()
    QApplication.processEvents()
    assert desk.parent.halls.digest
    shell.files.ask_folder = lambda *_: tmp_path
    press(page, "Save the export")
    [saved] = tmp_path.glob("*.pbhalls")
    parent = read_parent(saved.read_bytes())
    assert [each.name for each in parent.halls] == ["School", "Library"]
    assert (
        "".join(told(page).split()).count(
            "".join(desk.parent.halls.fingerprint),
        )
        == 1
    )


def test_the_export_is_not_made_before_everything_stands(shell):
    shell.show_page("halls")
    press(shell.places.page, "Make the export")
    assert not shell.session.file.parent.halls.digest
    assert "The rulebook is not sealed." in told(shell)


def test_the_room_has_nothing_to_show_that_would_break(shell):
    shell.show_page("rulebook")
    shell.room.show_scene("rules")
    QApplication.processEvents()
