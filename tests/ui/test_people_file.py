"""The people file from the menu: another passphrase, and its destruction when its time is over."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from pbdesk.app.desk import people_path
from pbdesk.app.sample.evening import PASSPHRASE
from pbdesk.i18n import ENGLISH, render
from pbdesk.ledger.people import People
from pbdesk.ledger.refusals import RecordRefused
from pbdesk.ui import fit
from pbdesk.ui.pages.door.page import DoorPage
from pbdesk.ui.people_file import OncePassphrase, PassphraseSheet
from pbdesk.ui.preview import Preview
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.confirm import ConfirmSheet
from tests.evenings import CHEAP
from tests.paper.reading import text_of

NEW = "five other words than before"
LATER = datetime(2028, 1, 1, 10, tzinfo=UTC)


def choose(shell, name: str) -> None:
    shell.menus.do(
        next(act.key for act in shell.menus.acts() if act.name == name),
    )


def possible(shell, name: str) -> bool:
    return next(act.possible for act in shell.menus.acts() if act.name == name)


@pytest.fixture
def asked(shell_at, qtbot):
    """The window, and the sheet that asks for the passphrases."""
    shell = shell_at("register")
    choose(shell, "Change the passphrase…")
    sheet = shell.findChild(PassphraseSheet)
    qtbot.waitUntil(sheet.old.edit.hasFocus)
    return shell, sheet


def type_all(qtbot, sheet, old: str, new: str) -> None:
    for field, text in ((sheet.old, old), (sheet.new, new)):
        field.edit.clear()
        qtbot.keyClicks(field.edit, text)
    qtbot.keyClick(sheet.new.edit, Qt.Key.Key_Return)


def test_the_new_passphrase_opens_the_file_and_the_old_one_no_more(
    asked,
    qtbot,
):
    shell, sheet = asked
    type_all(qtbot, sheet, PASSPHRASE, NEW)
    qtbot.waitUntil(lambda: "new passphrase" in shell.frame.message.words)
    assert shell.host.people.count() == 1204
    path = people_path(shell.host.desk.record.path)
    shell.close_assembly()
    with People.open(path, NEW, cost=CHEAP) as people:
        assert people.count() == 1204
    with pytest.raises(RecordRefused):
        People.open(path, PASSPHRASE, cost=CHEAP)


def test_a_wrong_old_passphrase_is_said_beside_its_field_and_nothing_changes(
    asked,
    qtbot,
):
    shell, sheet = asked
    type_all(qtbot, sheet, "not this one", NEW)
    qtbot.waitUntil(sheet.old.is_wrong)
    assert sheet.isVisible()
    assert shell.host.people.count() == 1204
    type_all(qtbot, sheet, PASSPHRASE, NEW)
    qtbot.waitUntil(lambda: "new passphrase" in shell.frame.message.words)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("", NEW, "old"),
        (PASSPHRASE, "short", "new"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    asked,
    qtbot,
    old,
    new,
    where,
):
    shell, sheet = asked
    type_all(qtbot, sheet, old, new)
    assert [
        name for name in ("old", "new") if getattr(sheet, name).is_wrong()
    ] == [
        where,
    ]
    assert not shell.long_work.busy


def test_escape_leaves_everything_as_it_was(asked, qtbot):
    shell, sheet = asked
    qtbot.keyClick(sheet.old.edit, Qt.Key.Key_Escape)
    assert not shell.findChildren(PassphraseSheet) or not sheet.isVisible()
    assert shell.host.people.count() == 1204


def test_a_locked_file_has_no_passphrase_to_change(shell_at):
    assert not possible(
        shell_at("register", unlock=False),
        "Change the passphrase…",
    )


@pytest.mark.parametrize(("language", "scale"), [("en", 2.0), ("ar", 1.0)])
def test_no_word_of_the_sheet_is_cut_off(shell_at, language, scale):
    shell = shell_at("register")
    theme().set(language=language, scale=scale)
    shell.people_file.change()
    fit.clipped.clear()
    shell.findChild(PassphraseSheet).grab()
    assert fit.clipped == []


def test_before_its_time_is_over_the_file_is_kept_and_nobody_is_asked(shell_at):
    shell = shell_at("declared", on=datetime(2026, 12, 1, tzinfo=UTC))
    choose(shell, "Destroy the people file…")
    assert (
        "keeps the register until 26 November 2027"
        in shell.frame.message.words.replace("\xa0", " ")
    )
    assert not shell.findChildren(ConfirmSheet)
    assert people_path(shell.host.desk.record.path).exists()


def test_it_is_destroyed_after_one_question_and_the_door_says_so(
    shell_at,
    qtbot,
):
    shell = shell_at("declared", on=LATER)
    choose(shell, "Destroy the people file…")
    sheet = shell.findChild(ConfirmSheet)
    buttons = {button.text(): button for button in sheet.findChildren(Button)}
    qtbot.waitUntil(buttons["Cancel"].hasFocus)
    buttons["Destroy the people file"].click()
    assert not people_path(shell.host.desk.record.path).exists()
    entry = shell.session.desk.entries
    assert shell.frame.message.words == (
        f"The people file is destroyed. It held 1,204 people; entry {entry} certifies it."
    )
    assert not possible(shell, "Destroy the people file…")
    shell.show_page("door")
    page: DoorPage = shell.places.page
    assert page.gone.isVisible()
    assert page.gone.text().replace("\xa0", " ") == (
        "The people file was destroyed on 1 January 2028. It held 1,204 people; no name can be "
        "looked up any more."
    )
    assert not page.search.isVisible()
    assert not page.locked.isVisible()


def test_cancel_keeps_the_file(shell_at, qtbot):
    shell = shell_at("declared", on=LATER)
    choose(shell, "Destroy the people file…")
    qtbot.keyClick(shell.findChild(ConfirmSheet), Qt.Key.Key_Escape)
    assert people_path(shell.host.desk.record.path).exists()
    assert shell.session.state.door.destroyed is None


def test_f5_the_recovery_sheet_is_shown_for_the_passphrase_only_and_reaches_no_plain_file(
    shell_at,
    qtbot,
):
    shell = shell_at("register")
    choose(shell, "Print the recovery sheet…")
    sheet = shell.findChild(OncePassphrase)
    qtbot.keyClicks(sheet.field.edit, "not this one")
    sheet.button.click()
    qtbot.waitUntil(sheet.field.is_wrong)
    sheet.field.edit.clear()
    qtbot.keyClicks(sheet.field.edit, PASSPHRASE)
    sheet.button.click()
    qtbot.waitUntil(lambda: bool(shell.findChildren(Preview)))
    printed = text_of(bytes(shell.findChild(Preview)._kept.data()))
    code = shell.host.people.recovery_code(PASSPHRASE)
    assert all(group in printed for group in code)
    preview = shell.findChild(Preview)
    shown = {
        each.text() for each in preview.findChildren(Button) if each.isVisible()
    }
    assert "Print…" in shown
    assert not {"Save as…", "Open in the system's reader"} & shown, (
        "F5: it stands in no file"
    )
    preview.save()
    assert preview._read is None
    said = list[str]()
    drawn = shell.session.printing_recovery(PASSPHRASE, ENGLISH)
    assert isinstance(
        drawn(lambda _, __, words: said.append(render(words))),
        bytes,
    )
    assert said == ["Drawing the recovery sheet"], (
        "while it is drawn the window says so"
    )
    assert shell.host.desk.record.path.with_suffix(".people").name in printed


def test_the_sheet_opens_the_file_under_a_new_passphrase(shell_at, qtbot):
    shell = shell_at("register")
    code, path = (
        " ".join(shell.host.people.recovery_code(PASSPHRASE)).lower(),
        shell.host.desk.record.path,
    )
    shell.close_assembly()
    shell.open(path)
    shell.places.page.forgotten.click()
    sheet = shell.findChild(PassphraseSheet)
    type_all(qtbot, sheet, code[:-1] + ("0" if code[-1] != "0" else "1"), NEW)
    qtbot.waitUntil(sheet.old.is_wrong)
    type_all(qtbot, sheet, code, NEW)
    qtbot.waitUntil(
        lambda: "Print a new recovery sheet" in shell.frame.message.words,
    )
    assert shell.host.people.count() == 1204
    shell.close_assembly()
    with People.open(people_path(path), NEW, cost=CHEAP) as people:
        assert people.count() == 1204
