"""What is kept and how long: the reminder at opening, and the sheet where paper is certified."""

from __future__ import annotations

from datetime import UTC, datetime

from pbdesk.minutes import retention
from pbdesk.ui.kept import KeptSheet
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.label import Label

LATER = datetime(2029, 1, 1, 10, tzinfo=UTC)


def sheet_of(shell) -> KeptSheet:
    shell.menus.do(
        next(
            act.key
            for act in shell.menus.acts()
            if act.name == "What is kept, and how long…"
        ),
    )
    return shell.findChild(KeptSheet)


def words_of(sheet) -> str:
    return " ".join(
        label.text() for label in sheet.findChildren(Label) if label.isVisible()
    ).replace("\xa0", " ")


def test_when_the_time_of_the_register_is_over_the_window_says_so_at_opening(
    shell_at,
):
    shell = shell_at("declared", on=LATER, unlock=False)
    path = shell.host.desk.record.path
    shell.close_assembly()
    shell.open(path)
    assert "names and streets of the register" in shell.frame.message.words
    assert "Destroy them" in shell.frame.message.words


def test_before_that_nothing_is_said(shell_at):
    shell = shell_at(
        "declared",
        on=datetime(2026, 12, 1, 10, tzinfo=UTC),
        unlock=False,
    )
    path = shell.host.desk.record.path
    shell.close_assembly()
    shell.open(path)
    assert "Destroy them" not in shell.frame.message.words


def test_the_sheet_names_each_class_with_its_day(shell_at):
    shown = words_of(sheet_of(shell_at("declared", on=LATER)))
    assert "The names and streets of the register" in shown
    assert "Ballot papers and count sheets" in shown
    assert "Slips without a name" in shown


def test_how_it_was_destroyed_is_asked_above_the_buttons_that_record_it(
    shell_at,
):
    sheet = sheet_of(shell_at("declared", on=LATER))
    assert sheet.form.y() < sheet.classes.y()


def test_paper_is_certified_once_somebody_says_how(
    shell_at,
    monkeypatch,
    qtbot,
):
    shell = shell_at("declared", on=LATER)
    monkeypatch.setattr(
        retention,
        "kept_until",
        lambda state, kind: LATER.date(),
    )
    sheet = sheet_of(shell)
    button = next(
        b
        for b in sheet.classes.findChildren(Button)
        if "Ballot papers" in b.accessibleName()
    )
    button.click()
    qtbot.waitUntil(lambda: "Say how they were destroyed." in words_of(sheet))
    sheet.form.set_values({"how": "shredded"})
    next(
        b
        for b in sheet.classes.findChildren(Button)
        if "Ballot papers" in b.accessibleName()
    ).click()
    assert shell.host.state.retention.destroyed.keys() == {"papers"}
    qtbot.waitUntil(lambda: "Destroyed on 1 January 2029" in words_of(sheet))
    assert "Say how" not in words_of(sheet)
