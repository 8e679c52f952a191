"""The one window: opening and beginning an assembly, the way through it, undo, long work, and what stands beside it."""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from pbdesk.app.sample.evening import PASSPHRASE, play, start
from pbdesk.assembly import door, ideas
from pbdesk.ledger.people import Cost
from pbdesk.ui.files import Files
from pbdesk.ui.kiosk.window import KioskWindow
from pbdesk.ui.pages.start.begin import BeginPage
from pbdesk.ui.pages.start.page import StartPage
from pbdesk.ui.pages.start.unlock import UnlockPage
from pbdesk.ui.session import Session
from pbdesk.ui.settings import Settings
from pbdesk.ui.sheets import Leaflet
from pbdesk.ui.shell import Shell
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.confirm import ConfirmSheet
from pbdesk.ui.widgets.doorstep import Door
from pbdesk.words import say
from tests.conftest import ROOT

CHEAP = Cost(1024, 1)


class Answers(Files):
    """File dialogs that are answered at once: `path` is what the person chooses."""

    def __init__(self, over: QWidget, folder: Path) -> None:
        super().__init__(over)
        self.path: Path | None = None
        self.offered, self._documents = "", folder

    @property
    def documents(self) -> Path:
        return self._documents

    def ask_open(self, title: str, pattern: str) -> Path | None:
        return self.path

    def ask_save(self, title: str, name: str, pattern: str) -> Path | None:
        self.offered = name
        return self.path


@dataclass
class Window:
    """The shell with the answers to its file dialogs."""

    shell: Shell
    files: Answers

    @property
    def at(self) -> str:
        return self.shell.places.here

    @property
    def said(self) -> str:
        banner = self.shell.frame.message
        return banner.words if banner.isVisible() else ""

    def wait(self, qtbot) -> None:
        qtbot.waitUntil(lambda: not self.shell.long_work.busy, timeout=20_000)


def made(folder: Path) -> Shell:
    shell = Shell(Settings(folder / "settings.ini"), Session(cost=CHEAP))
    shell.long_work.patience = shell.saving.patience = 60
    return shell


@pytest.fixture
def window(qapp, qtbot, tmp_path) -> Iterator[Window]:
    theme().apply(qapp)
    shell = made(tmp_path)
    shell.files = files = Answers(shell, tmp_path)
    qtbot.addWidget(shell)
    with qtbot.waitActive(shell):
        shell.show()
        shell.activateWindow()
    yield Window(shell, files)
    shell.close()
    theme().set(colours="light", scale=1.0, language="en")


@pytest.fixture(scope="module")
def evening(tmp_path_factory) -> Callable[[str, Path], Path]:
    """A copy of the sample evening at a moment; each moment is played once."""
    folder, kept = tmp_path_factory.mktemp("evening"), dict[str, Path]()

    def copy(moment: str, to: Path) -> Path:
        if moment not in kept:
            kept[moment] = folder / f"{moment}.pbdesk"
            play(start(kept[moment], cost=CHEAP), until=moment).desk.close()
        path = to / "Millbrook.pbdesk"
        shutil.copyfile(kept[moment], path)
        shutil.copyfile(kept[moment].with_suffix(".people"), path.with_suffix(".people"))
        return path

    return copy


@pytest.fixture
def opened(window, evening, tmp_path, qtbot) -> Callable[[str], Window]:
    """The window on the evening at a moment, with its people unlocked."""

    def at(moment: str) -> Window:
        window.shell.open(evening(moment, tmp_path))
        window.shell.host.unlock(PASSPHRASE, lambda wrong: None)
        window.wait(qtbot)
        window.shell.leave()
        return window

    return at


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), keys, modifier)


def write(text: str) -> None:
    QTest.keyClicks(focused(), text)


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def step_keys(shell: Shell) -> list[str]:
    model = shell.frame.rail.model()
    return [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]


# Beginning and opening


def test_the_first_thing_is_to_start_an_assembly_and_enter_does_it(window):
    assert window.at == "start"
    assert QApplication.focusWidget() is window.shell.places.page.first
    press(Qt.Key.Key_Return)
    assert window.at == "begin"


def test_the_start_page_has_three_doors_and_one_of_them_is_first(window):
    doors = window.shell.places.page.findChildren(Door)
    assert [door.button.text() for door in doors] == ["Start an assembly", "Open an assembly", "Rehearse"]
    assert [door.button.property("kind") for door in doors] == ["primary", "plain", "plain"]


def test_a_neighbour_can_check_a_result_pack_from_the_start_page(window):
    check = next(each for each in window.shell.places.page.findChildren(Button) if "result pack" in each.text())
    assert check.property("kind") == "quiet"
    check.click()
    assert window.at == "verify"
    window.shell.leave()
    assert window.at == "start"


def test_about_names_the_licence_of_everything_pbdesk_needs(window):
    window.shell.show_about()
    (sheet,) = window.shell.findChildren(Leaflet)
    said = " ".join(label.text() for label in sheet.findChildren(QLabel)).casefold()
    assert "apache licence 2.0" in said
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {re.split(r"[^\w-]", line)[0].split("-")[0].rstrip("0123456789").casefold() for line in wanted}
    assert not {name for name in names if name not in said}
    assert all(typeface in said for typeface in ("atkinson hyperlegible", "noto sans", "lucide", "ofl"))


def test_an_assembly_is_begun_from_the_keyboard_alone(window, qtbot, tmp_path):
    window.files.path = tmp_path / "Weir Road.pbdesk"
    press(Qt.Key.Key_Return)
    for text in ("Weir Road", "Old school", "26 November 2026"):
        write(text)
        press(Qt.Key.Key_Tab)
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
    page.form.set_values({"name": "Weir Road", "passphrase": "four words or more", "again": "four words or less"})
    page.begin()
    assert page.form.field("again").is_wrong()
    page.form.set_values({"again": "four words or more"})
    page.begin()
    assert window.shell.session.desk is None


def test_a_rehearsal_may_go_without_a_passphrase_and_is_told_a_random_one(window, qtbot, tmp_path):
    window.files.path = tmp_path / "Try.pbdesk"
    window.shell.host.show_beginning()
    page: BeginPage = window.shell.places.page
    page.form.set_values({"name": "Try", "day": date(2026, 11, 26), "rehearsal": True})
    page.begin()
    window.wait(qtbot)
    assert "opens with" in window.said
    assert window.shell.frame.rehearsal.isVisible()


def test_a_name_that_is_taken_is_refused_in_words(window, evening, tmp_path):
    window.files.path = evening("charter", tmp_path)
    window.shell.host.show_beginning()
    page: BeginPage = window.shell.places.page
    page.form.set_values({"name": "Other", "day": date(2026, 11, 26), "passphrase": "four words or more",
                          "again": "four words or more"})
    page.begin()
    assert "already there" in window.said
    assert window.at == "begin"


def test_the_passphrase_is_asked_once_and_can_be_skipped(window, evening, tmp_path):
    window.shell.open(evening("answering", tmp_path))
    assert window.at == "unlock"
    window.shell.leave()
    assert window.at == "proposals"
    assert window.shell.host.people is None


def test_a_wrong_passphrase_is_said_beside_its_field_and_the_right_one_unlocks(window, evening, tmp_path, qtbot):
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


def test_a_foreign_file_is_refused_in_a_sentence_and_nothing_else_happens(window, tmp_path):
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


def test_a_file_that_is_open_elsewhere_is_refused_in_a_sentence(opened, qtbot, tmp_path):
    first = opened("ideas")
    second = made(tmp_path)
    qtbot.addWidget(second)
    second.show()
    second.open(first.shell.host.path)
    assert "open in another window" in second.frame.message.words
    assert second.places.here == "start"
    second.close()


def test_a_file_dropped_on_the_window_is_opened(window, evening, tmp_path):
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(evening("ideas", tmp_path)))])
    window.shell.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, files, Qt.MouseButton.LeftButton,
                                      Qt.KeyboardModifier.NoModifier))
    assert window.shell.session.state.mandate.name == "Millbrook Assembly"


def test_rehearsing_makes_up_a_neighbourhood_of_its_own(window, qtbot, tmp_path):
    window.shell.host.rehearse()
    window.wait(qtbot)
    window.wait(qtbot)  # first the evening, then its passphrase
    assert window.at == "proposals"
    assert window.shell.frame.rehearsal.isVisible()
    assert window.shell.host.people is not None
    assert window.shell.host.path.parent == tmp_path / "pbdesk rehearsals"


@pytest.mark.parametrize("rehearsal", [True, False])
def test_a_made_up_neighbourhood_opened_again_says_what_unlocks_its_people(window, tmp_path, rehearsal):
    start(tmp_path / "Again.pbdesk", rehearsal=rehearsal, cost=CHEAP).desk.close()
    window.shell.open(tmp_path / "Again.pbdesk")
    page: UnlockPage = window.shell.places.page
    heard = page.field.edit.accessibleDescription()
    assert (PASSPHRASE in heard) == rehearsal
    assert any(PASSPHRASE in label.text() and label.isVisible() for label in page.findChildren(QLabel)) == rehearsal


def test_recent_files_are_listed_and_missing_ones_say_so(opened, tmp_path):
    window = opened("ideas")
    window.shell.close_assembly()
    page: StartPage = window.shell.places.page
    assert page.recent.model().index(0, 0).data() == "Millbrook Assembly"
    (tmp_path / "Millbrook.pbdesk").unlink()
    page.refresh()
    assert "moved" in page.recent.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_window_remembers_where_it_was_and_how_it_looked(qapp, qtbot, tmp_path):
    theme().apply(qapp)
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


# The way through


def test_the_rail_says_each_step_with_its_state(opened):
    heard = step_keys(opened("answering").shell)
    assert "Prepare, Sealed" in heard
    assert "Ideas, needs attention, 3 need an answer" in heard
    assert heard[-1].startswith("Record, ")


def test_the_headers_button_leads_to_what_is_missing_and_writes_nothing(opened):
    window = opened("answering")
    before = window.shell.session.desk.entries
    window.shell.show_page("record")
    window.shell.frame.header.button.click()
    assert window.at == "proposals"
    assert window.shell.session.desk.entries == before


def test_enter_never_presses_the_headers_button(opened):
    window = opened("answering")
    window.shell.show_page("record")
    window.shell.frame.header.button.setFocus()
    press(Qt.Key.Key_Return)
    assert window.at == "record"


def test_arrow_keys_go_along_the_whole_rail_and_back(opened):
    window = opened("answering")
    rail, seen = window.shell.frame.rail, list[str]()
    rail.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        for _ in range(20):
            press(key)
            seen.append(window.at)
    assert QApplication.focusWidget() is rail
    assert {"agenda", "tradeoffs", "papers", "door", "polls", "batches", "doubtful", "equality", "tally", "result",
            "pack", "record"} == set(seen[:20])
    assert seen[-1] == "charter"
    press(Qt.Key.Key_Down)
    assert window.at == "rulebook"


def test_an_act_refreshes_rail_header_and_page(opened):
    window = opened("answering")
    refusals: list[Any] = []
    window.shell.host.act(ideas.receive, then=refusals.append, title="A bench", summary="", place="", wish=1000)
    assert refusals == [None]
    assert "Ideas, needs attention, 4 need an answer" in step_keys(window.shell)
    assert window.shell.frame.header.button.text() == "Answer 4 proposals"


def test_the_header_says_what_is_saved(opened):
    window = opened("answering")
    entries = window.shell.session.desk.entries
    assert f"All saved, entry {entries}" in texts(window.shell.frame.header)
    window.shell.show_page("proposals")
    window.shell.host.keep_draft("proposals/test", "{}")
    assert "Draft kept, not recorded" in texts(window.shell.frame.header)
    window.shell.show_page("record")  # a draft of another page is none of this one's
    assert f"All saved, entry {entries}" in texts(window.shell.frame.header)
    window.shell.show_page("proposals")
    window.shell.host.keep_draft("proposals/test", None)
    assert f"All saved, entry {entries}" in texts(window.shell.frame.header)


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file size are POSIX")
def test_a_full_disk_is_said_in_the_header_until_it_saves_again(opened):
    window = opened("answering")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    refusals: list[Any] = []
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        window.shell.host.act(ideas.receive, then=refusals.append, title="A bench", summary="", place="", wish=1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert refusals[0] is not None
    assert any(text.startswith("Not saved") for text in texts(window.shell.frame.header))


# Undo


def test_undo_and_redo_name_the_act_and_leave_their_trace(opened):
    window = opened("ideas")
    desk = window.shell.session.desk
    window.shell.host.act(ideas.receive, title="A bench", summary="", place="", wish=1000)
    undo, redo = window.shell.menus._undo, window.shell.menus._redo
    assert "A bench" in undo.text()
    undo.trigger()
    assert all(p.title != "A bench" for p in desk.state.ideas.by_id.values())
    assert "A bench" in redo.text()
    redo.trigger()
    assert any(p.title == "A bench" for p in desk.state.ideas.by_id.values())
    assert len(desk.recorded) == desk.entries


def test_ctrl_z_in_a_text_field_never_leaves_it(opened):
    window = opened("charter")
    entries = window.shell.session.desk.entries
    window.shell.show_page("charter", "holder")
    press(Qt.Key.Key_Z, CTRL)
    press(Qt.Key.Key_Z, CTRL)
    assert window.shell.session.desk.entries == entries
    window.shell.frame.rail.setFocus()
    press(Qt.Key.Key_Z, CTRL)
    assert window.shell.session.desk.entries == entries + 1


# Final acts, long work


def test_a_final_act_asks_first_and_cancel_has_the_focus(opened, qtbot):
    window = opened("answering")
    window.shell.host.final(say("This is for good."), say("Write it"), ideas.receive, title="A bench", summary="",
                            place="", wish=1)
    sheet = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ConfirmSheet) and w.isVisible())
    qtbot.waitUntil(lambda: sheet.isAncestorOf(focused()))
    assert focused().accessibleName() == "Cancel"
    before = window.shell.session.desk.entries
    next(b for b in sheet.findChildren(Button) if b.text() == "Write it").click()
    assert window.shell.session.desk.entries == before + 1


def test_long_work_shows_progress_never_stalls_the_window_and_stops_when_told(opened, qtbot):
    window = opened("ideas")
    strip = window.shell.frame.progress

    def work(progress):
        for i in range(10_000):
            progress(i, 10_000, say("Counting"))
            time.sleep(0.001)

    window.shell.host.run(work, title=say("Counting"), done=lambda _: pytest.fail("it was stopped"))
    qtbot.waitUntil(strip.isVisible)
    window.shell.host.run(work, title=say("Again"), done=lambda _: None)
    assert "Something else" in window.said
    strip.stopped.emit()
    window.wait(qtbot)
    assert "Stopped" in window.said
    assert not strip.isVisible()


def test_what_goes_wrong_in_long_work_is_said(opened, qtbot):
    window = opened("ideas")

    def work(_progress):
        raise OSError(28, "No space left on device")

    window.shell.host.run(work, title=say("Writing"), done=lambda _: None)
    window.wait(qtbot)
    assert "No space left" in window.said


# Beside the pages


def test_text_grows_and_shrinks_by_keys_and_the_rail_becomes_a_bar(opened):
    window = opened("ideas")
    for _ in range(6):
        press(Qt.Key.Key_Plus, CTRL)
    assert theme().scale == 2.0
    assert window.shell.frame.bar.isVisible()
    assert not window.shell.frame.rail.isVisible()
    press(Qt.Key.Key_Minus, CTRL)
    assert theme().scale == 1.75


def test_pages_open_by_number(opened):
    window = opened("answering")
    press(Qt.Key.Key_2, CTRL)
    assert window.at == "rulebook"


def test_every_shortcut_is_on_the_sheet_and_none_is_given_twice(opened):
    window = opened("ideas")
    keys = [key for _, lines in window.shell.menus.shortcuts() for _, key in lines]
    assert len(keys) == len(set(keys))
    assert {"Ctrl+Z", "Ctrl+O", "F11", "F1", "Ctrl+1"} <= set(keys)
    window.shell.show_shortcuts()
    sheet = next(w for w in QApplication.topLevelWidgets() if w.windowTitle() == "Keyboard shortcuts")
    assert {"Ctrl+Z", "F11"} <= set(texts(sheet))
    sheet.close()


def test_the_room_opens_with_its_strip_and_follows_the_assembly(opened, qtbot):
    window = opened("answering")
    window.shell.host.show_in_room("question")
    room = window.shell.room.window
    assert room.scene == "question"
    assert any(strip.isVisible() for strip in window.shell.frame.foot.things())
    window.shell.room.freeze()
    assert window.shell.menus._freeze.isChecked()
    window.shell.room.close()
    assert window.shell.room.window is None


def test_the_kiosk_covers_the_window_until_it_is_left(opened, qtbot):
    window = opened("door")
    desk = window.shell.session.desk
    person = next(iter(set(desk.state.door.register) - set(desk.state.door.by_person)))
    window.shell.host.open_kiosk()
    assert "No kiosk stub" in window.said
    window.shell.host.act(door.give, person=person, channel="kiosk", checked_with="letter")
    window.shell.host.open_kiosk()
    kiosk = next(w for w in QApplication.topLevelWidgets() if isinstance(w, KioskWindow))
    assert not window.shell.frame.header.isVisible()
    assert not window.shell.menuBar().isEnabled()
    kiosk.leave()
    qtbot.waitUntil(window.shell.frame.header.isVisible)
    assert window.shell.menuBar().isEnabled()


# Starting


def test_the_first_window_loads_nothing_that_takes_long(tmp_path):
    script = ("from PySide6.QtWidgets import QApplication\n"
              "app = QApplication([])\n"
              "from pbdesk.ui.theme import theme\n"
              "theme().apply(app)\n"
              "from pathlib import Path\n"
              "from pbdesk.ui.settings import Settings\n"
              "from pbdesk.ui.shell import Shell\n"
              f"shell = Shell(Settings(Path({str(tmp_path / 's.ini')!r})))\n"
              "shell.show()\n"
              "app.processEvents()\n")
    ran = subprocess.run([sys.executable, "-X", "importtime", "-c", script], capture_output=True, text=True, check=True)
    loaded = {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines() if line.startswith("import time:")}
    assert "pbdesk.ui.shell" in loaded
    slow = ("scipy", "typst", "reportlab")
    assert not sorted(name for name in loaded if name.split(".")[0] in slow)


def test_the_window_opens_from_the_command_line_on_a_file_and_says_what_is_wrong_with_it(tmp_path):
    (tmp_path / "letter.pbdesk").write_text("Dear council")
    script = ("import sys\n"
              "from PySide6.QtCore import QTimer\n"
              "from PySide6.QtWidgets import QApplication\n"
              "app = QApplication(['pbdesk'])\n"
              "def look():\n"
              "    shell = next(w for w in QApplication.topLevelWidgets() if w.isVisible() and hasattr(w, 'frame'))\n"
              "    print(shell.frame.message.words)\n"
              "    shell.close()\n"
              "QTimer.singleShot(300, look)\n"
              "from pbdesk.cli import main\n"
              f"main([{str(tmp_path / 'letter.pbdesk')!r}])\n")
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "letter.pbdesk" in ran.stdout
