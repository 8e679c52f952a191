"""What the window does with the computer round it: a second start, and sleep while the vote is open."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from pbdesk.assembly import vote
from pbdesk.ui.awake import Awake
from pbdesk.ui.second_start import SecondStarts, hand_over
from tests.evenings import evening_at

SECOND = "import sys\nfrom pbdesk.cli import main\nmain(sys.argv[1:])\n"


def start_again(qtbot, *words: str) -> int:
    """Start pbdesk in another process, as a double click does, while the window's events run."""
    ended: list[int] = []

    def run() -> None:
        ended.append(subprocess.run([sys.executable, "-c", SECOND, *words], check=False).returncode)

    thread = threading.Thread(target=run)
    thread.start()
    qtbot.waitUntil(lambda: bool(ended), timeout=30_000)
    thread.join()
    return ended[0]


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_a_second_start_brings_the_first_window_forward_with_its_file(shell_at, qtbot, tmp_path):
    shell = shell_at()
    SecondStarts(shell).came.connect(shell.come_forward)
    evening = evening_at("ideas", tmp_path)
    evening.desk.close()
    shell.showMinimized()
    assert start_again(qtbot, str(evening.desk.record.path)) == 0
    qtbot.waitUntil(lambda: shell.session.desk is not None)
    assert shell.session.state.mandate.name == "Millbrook Assembly"
    assert not shell.isMinimized()


def test_where_no_window_is_open_nobody_takes_the_file(qapp, tmp_path):
    assert not hand_over(tmp_path / "evening.pbdesk")


def test_what_a_crashed_window_left_does_not_keep_the_next_from_listening(shell_at, qtbot):
    crashed = SecondStarts(shell_at())
    crashed.setParent(None)
    came: list[object] = []
    shell = shell_at()
    SecondStarts(shell).came.connect(came.append)
    assert start_again(qtbot) == 0
    qtbot.waitUntil(lambda: came == [None])


@pytest.fixture
def bus(monkeypatch) -> Iterator[subprocess.Popen[str]]:
    """A session bus of our own, and who listens to what is said on it."""
    if shutil.which("dbus-daemon") is None or shutil.which("dbus-monitor") is None:
        pytest.skip("There is no D-Bus on this machine.")
    daemon = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE,
                              text=True)
    assert daemon.stdout is not None
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().strip())
    listener = subprocess.Popen(["dbus-monitor", "--session"], stdout=subprocess.PIPE, text=True)
    yield listener
    for process in (listener, daemon):
        process.terminate()
        _ = process.communicate()


def heard(listener: subprocess.Popen[str], word: str) -> str:
    assert listener.stdout is not None
    return next(line for line in listener.stdout if word in line)


@pytest.mark.skipif(sys.platform != "linux", reason="Each system is asked in its own way.")
def test_the_computer_is_asked_to_stay_awake_and_let_go_again(bus, qapp):
    heard(bus, "NameAcquired")
    awake = Awake()
    awake.keep(awake=True)
    QApplication.processEvents()
    assert "path=/org/freedesktop/ScreenSaver" in heard(bus, "member=Inhibit")
    awake.keep(awake=False)
    assert heard(bus, "NameOwnerChanged")


class Noted:
    """A system that notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def hold(self) -> None:
        self.asked.append("hold")

    def release(self) -> None:
        self.asked.append("release")


def test_the_window_keeps_it_awake_from_the_opening_of_the_vote_to_its_close(shell_at):
    shell = shell_at("register")
    noted = Noted()
    shell.awake = Awake(noted)
    shell.refresh()
    assert noted.asked == []
    shell.host.act(vote.open_vote)
    shell.refresh()
    assert noted.asked == ["hold"]
    shell.host.act(vote.close_vote)
    assert noted.asked == ["hold", "release"]
