"""A slow disk: the window goes on living, nothing is shown as saved before it is.

And nothing typed is lost.
The record is a real SQLite file; its COMMIT returns late, as with a stick whose sync stalls.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QSignalSpy, QTest

from pbdesk.app.desk import Desk, people_path
from pbdesk.assembly import ideas
from pbdesk.ledger.people import Particulars
from pbdesk.ledger.record import Record
from pbdesk.ledger.sqlite import Error, File
from pbdesk.questions import door, vote
from pbdesk.ui.kiosk.pin import Pin
from pbdesk.ui.kiosk.recorded import Recorded
from pbdesk.ui.kiosk.window import KioskWindow
from pbdesk.ui.pages.given_out import waiting
from pbdesk.ui.saving import PATIENCE
from pbdesk.ui.shell import Shell
from pbdesk.ui.widgets.confirm import ConfirmSheet
from pbdesk.ui.widgets.header import Header
from tests.conftest import ROOT

LONGEST = 30.0
"""Seconds after which a write that nobody let go is a mistake of the test, or of the window."""


class Disk:
    """A disk that holds each COMMIT back until it is let go, and then may fail."""

    def __init__(self) -> None:
        self._free = threading.Event()
        self._free.set()
        self._error: Exception | None = None

    def stalls(self, error: Exception | None = None) -> None:
        """From now on nothing is written."""
        self._free.clear()
        self._error = error

    def goes_on(self) -> None:
        """What was held back is written, or fails."""
        self._free.set()

    def commit(self) -> None:
        """Come back when the disk does."""
        if not self._free.wait(LONGEST):
            raise AssertionError("the window itself waits for the disk")
        if self._error is not None:
            raise self._error


@pytest.fixture
def disk(monkeypatch) -> Generator[Disk]:
    disk, run = Disk(), File.run

    def slow(self: File, sql: str, values=()) -> None:
        if sql == "COMMIT":
            disk.commit()
        run(self, sql, values)

    monkeypatch.setattr(File, "run", slow)
    yield disk
    disk.goes_on()


@pytest.fixture
def shell(shell_at) -> Shell:
    shell = shell_at("open")
    shell.saving.patience = PATIENCE
    return shell


def header(shell: Shell) -> str:
    return shell.frame.findChild(Header)._saved.text()


def idea(shell: Shell, title: str, answers: list) -> None:
    shell.host.act(ideas.receive, then=answers.append, title=title)


def entries_on_disk(shell: Shell) -> int:
    """What another reader finds in the file."""
    with Record.open(shell.host.desk.record.path, read_only=True) as record:
        return record.head[0]


def test_what_is_on_disk_at_once_is_shown_once_and_never_as_being_saved(shell):
    shell.saving.patience = 60
    told, answers = QSignalSpy(shell.saving.changed), list[object]()
    shell.host.act(vote.close_vote, then=answers.append)
    assert answers == [None]
    assert told.count() == 0
    assert header(shell) != "Saving"


def test_while_the_disk_stalls_the_window_lives_and_says_saving(
    shell,
    disk,
    qtbot,
):
    before, answers = shell.host.desk.entries, list[object]()
    timer = QTimer(shell)
    ticks = QSignalSpy(timer.timeout)
    timer.start(5)
    shell.show_page("record")
    disk.stalls()
    shell.host.act(vote.close_vote, then=answers.append)
    lived = ticks.count()
    qtbot.waitUntil(lambda: ticks.count() > lived + 5)
    assert answers == []
    assert shell.host.state.vote.is_open
    assert header(shell) == "Saving"
    assert entries_on_disk(shell) == before
    disk.goes_on()
    qtbot.waitUntil(lambda: not shell.saving.busy)
    assert answers == [None]
    assert not shell.host.state.vote.is_open
    assert header(shell) == f"All saved, entry {before + 1}"
    assert entries_on_disk(shell) == before + 1


def test_a_ballot_at_the_kiosk_is_recorded_only_when_it_is_on_disk(
    shell,
    disk,
    qtbot,
):
    pin = Pin(shell.settings)
    pin.set("2468")
    state = shell.host.state
    person = min(state.door.register - set(state.door.by_person))
    assert (
        shell.host.desk.do(
            door.give,
            person=person,
            channel="kiosk",
            checked_with="letter",
            stub=None,
        )
        is None
    )
    stub = waiting(shell.host.state)[0]
    kiosk = KioskWindow(shell.host, stub, pin)
    qtbot.addWidget(kiosk)
    kiosk.show()
    before = shell.host.desk.record.urn_count()
    disk.stalls()
    assert kiosk.booth is not None
    kiosk.booth.ballot.lines[0].click()
    kiosk.show_review()
    kiosk.cast()
    assert kiosk.review is not None
    assert not isinstance(kiosk.face, Recorded)
    assert stub not in shell.host.state.kiosk.taken
    disk.goes_on()
    qtbot.waitUntil(lambda: isinstance(kiosk.face, Recorded))
    assert not shell.saving.busy
    assert stub in shell.host.state.kiosk.taken
    assert shell.host.desk.record.urn_count() == before + 1
    kiosk.leave()


def test_a_failing_disk_is_said_after_the_stall_and_nothing_more_is_taken(
    shell,
    disk,
    qtbot,
):
    answers, before = list[object](), shell.host.desk.entries
    error = Error("disk I/O error")
    error.sqlite_errorcode = 10
    disk.stalls(error)
    shell.host.act(vote.close_vote, then=answers.append)
    assert answers == []
    disk.goes_on()
    qtbot.waitUntil(lambda: bool(answers))
    assert "the disk reports an error" in answers[0].words.text
    assert header(shell).startswith(
        "Not saved: the disk reports an error. Close pbdesk and open",
    )
    shell.host.act(vote.close_vote, then=answers.append)
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers[1] is not None
    assert shell.host.state.vote.is_open
    assert (shell.host.desk.entries, entries_on_disk(shell)) == (before, before)


def test_a_second_act_meanwhile_is_refused_in_words_and_can_be_done_afterwards(
    shell_at,
    disk,
    qtbot,
):
    shell, answers = shell_at("ideas"), []
    shell.saving.patience = PATIENCE
    disk.stalls()
    idea(shell, "Benches", answers)
    idea(shell, "Trees", answers)
    assert [answer.words.text for answer in answers] == [
        "The entry before is still being saved.",
    ]
    disk.goes_on()
    qtbot.waitUntil(lambda: len(answers) == 2)
    idea(shell, "Trees", answers)
    qtbot.waitUntil(lambda: len(answers) == 3)
    assert answers[1:] == [None, None]


def test_a_button_pressed_right_after_typing_waits_for_the_draft_and_is_then_done(
    shell_at,
    disk,
    qtbot,
):
    shell, answers = shell_at("ideas"), []
    shell.saving.patience = PATIENCE
    disk.stalls()
    shell.host.keep_draft("idea", "Benches by the")
    idea(shell, "Benches", answers)
    idea(shell, "Trees", answers)
    assert [answer.words.text for answer in answers] == [
        "The entry before is still being saved.",
    ]
    disk.goes_on()
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers[1] is None
    assert shell.host.desk.form_draft("idea") == "Benches by the"
    assert shell.host.state.ideas.open[-1].title == "Benches"


def test_what_is_typed_meanwhile_comes_afterwards(shell_at, disk, qtbot):
    shell = shell_at("open")
    shell.saving.patience = PATIENCE
    shell.show_page("door")
    search = shell.places.page.search.edit
    search.setFocus()
    disk.stalls()
    shell.host.act(vote.close_vote)
    QTest.keyClicks(search, "ha")
    assert search.text() == ""
    disk.goes_on()
    qtbot.waitUntil(lambda: search.text() == "ha")


def test_a_draft_typed_meanwhile_is_kept_and_read_back(shell, disk, qtbot):
    disk.stalls()
    shell.host.act(vote.close_vote)
    shell.host.keep_draft("note", "half a sent")
    assert shell.host.draft("note") == "half a sent"
    disk.goes_on()
    qtbot.waitUntil(lambda: shell.host.desk.form_draft("note") == "half a sent")


def test_people_are_put_in_the_register_one_write_after_another(
    shell,
    disk,
    qtbot,
):
    answers, before = list[object](), len(shell.host.state.door.register)
    disk.stalls()
    shell.host.add_people(
        [Particulars("Ada Nwosu", "Weir Road 4")],
        answers.append,
    )
    assert answers == []
    disk.goes_on()
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [None]
    assert len(shell.host.state.door.register) == before + 1
    (person,) = shell.host.people.search("Ada Nwosu")
    assert person.pending is None


def test_the_window_stays_open_until_it_is_saved_and_the_file_holds_it(
    shell,
    disk,
    qtbot,
):
    before, path = shell.host.desk.entries, shell.host.desk.record.path
    disk.stalls()
    shell.host.act(vote.close_vote)
    assert not shell.close()
    assert "still being saved" in shell.frame.message.words
    disk.goes_on()
    qtbot.waitUntil(lambda: not shell.saving.busy)
    assert shell.close()
    with Desk.open(path, read_only=True) as desk:
        assert desk.entries == before + 1


def test_another_file_is_opened_only_after_the_last_entry_is_saved(shell, disk):
    before, path = shell.host.desk.entries, shell.host.desk.record.path
    disk.stalls()
    shell.host.act(vote.close_vote)
    soon = threading.Timer(0.1, disk.goes_on)
    soon.start()
    shell.session.close()
    soon.join()
    with Desk.open(path, read_only=True) as desk:
        assert desk.entries == before + 1


@pytest.fixture
def objecting(shell_at, disk: Disk) -> Shell:
    """Half an objection is typed, and from now on the disk stalls."""
    shell = shell_at("declared")
    shell.saving.patience = PATIENCE
    shell.show_page("result")
    shell.places.page.forms["objection"].form.field(
        "words",
    ).edit.insertPlainText(
        "The hall was too c",
    )
    disk.stalls()
    return shell


def half_typed(path: Path) -> str:
    with Desk.open(path, read_only=True) as desk:
        return desk.form_draft("1/result/objection") or ""


def test_closing_the_assembly_never_holds_the_window_up_and_keeps_what_is_half_typed(
    objecting,
    disk,
    qtbot,
):
    path = objecting.host.desk.record.path
    objecting.close_assembly()
    assert objecting.session.desk is not None
    disk.goes_on()
    qtbot.waitUntil(lambda: objecting.session.desk is None)
    assert "too c" in half_typed(path)


def test_the_window_closes_by_itself_once_what_is_half_typed_is_saved(
    objecting,
    disk,
    qtbot,
):
    path = objecting.host.desk.record.path
    assert not objecting.close()
    assert objecting.isVisible()
    disk.goes_on()
    qtbot.waitUntil(lambda: not objecting.isVisible())
    assert "too c" in half_typed(path)


def test_the_people_file_is_destroyed_step_by_step_and_its_end_is_told_once_it_is_certified(
    shell_at,
    disk,
    qtbot,
):
    shell = shell_at("declared", on=datetime(2028, 1, 1, tzinfo=UTC))
    shell.saving.patience = PATIENCE
    people, before = (
        people_path(shell.host.desk.record.path),
        shell.host.desk.entries,
    )
    disk.stalls()
    shell.people_file.destroy()
    shell.findChild(ConfirmSheet).confirmed.emit()
    assert people.exists()
    assert header(shell) == "Saving"
    disk.goes_on()
    qtbot.waitUntil(lambda: "is destroyed" in shell.frame.message.words)
    assert not people.exists()
    assert entries_on_disk(shell) == before + 1
    assert header(shell) == f"All saved, entry {before + 1}"


def test_undo_goes_the_same_way(shell_at, disk, qtbot):
    shell, answers = shell_at("ideas"), []
    shell.saving.patience = PATIENCE
    idea(shell, "Benches", answers)
    qtbot.waitUntil(lambda: bool(answers))
    disk.stalls()
    shell.undo()
    assert header(shell) == "Saving"
    disk.goes_on()
    qtbot.waitUntil(lambda: not shell.saving.busy)
    assert all(
        each.title != "Benches"
        for each in shell.host.state.ideas.by_id.values()
    )
    shell.redo()
    qtbot.waitUntil(lambda: not shell.saving.busy)
    assert any(
        each.title == "Benches"
        for each in shell.host.state.ideas.by_id.values()
    )


def test_after_a_write_that_was_cut_short_opening_tells_exactly_what_is_there(
    shell_at,
    tmp_path,
):
    """A program of its own is killed in the middle of a transaction.

    And leaves its journal behind.
    """
    shell = shell_at("open", unlock=False)
    path, entries, ballots = (
        shell.host.desk.record.path,
        shell.host.desk.entries,
        shell.host.desk.record.urn_count(),
    )
    shell.close_assembly()
    killed = subprocess.run(
        [sys.executable, "-c", CUT_SHORT, str(path)],
        check=False,
        cwd=ROOT,
    )
    assert killed.returncode == 9
    shell.open(path)
    assert shell.frame.message.words.replace("\xa0", " ") == (
        f"The last write was cut short and undone. Kept are all entries up to {entries} and {ballots} "
        "ballots: all that was ever shown as recorded."
    )
    assert entries_on_disk(shell) == entries


CUT_SHORT = """
import os, sys
from pathlib import Path
from pbdesk.ledger.record import Line, Paper, Record
from pbdesk.ledger.sqlite import File

run = File.run

def dies(self, sql, values=()):
    if sql == "COMMIT":
        self.run("PRAGMA cache_spill = ON")
        os._exit(9)
    run(self, sql, values)

record = Record.open(Path(sys.argv[1]))
record._file.run("PRAGMA cache_size = 1")
File.run = dies
record.write([Line("urn.count", {"n": n, "act": 10**6, "filler": "x" * 3000}) for n in range(60)])
"""
