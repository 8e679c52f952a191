"""What the window does with the computer round it.

Starting, a second start, and sleep while the vote is open.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from pbdesk.questions import vote
from pbdesk.ui.awake import Awake
from pbdesk.ui.second_start import SecondStarts, hand_over
from tests.evenings import evening_at

SECOND = "import sys\nfrom pbdesk.cli import main\nmain(sys.argv[1:])\n"


def start_again(qtbot, path: Path) -> int:
    """Start pbdesk in another process, as a double click does, while the window's events run."""
    ended: list[int] = []

    def run() -> None:
        ended.append(
            subprocess.run(
                [sys.executable, "-c", SECOND, str(path)],
                check=False,
            ).returncode,
        )

    thread = threading.Thread(target=run)
    thread.start()
    qtbot.waitUntil(lambda: bool(ended))
    thread.join()
    return ended[0]


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_a_second_start_brings_the_first_window_forward_with_its_file(
    shell_at,
    qtbot,
    tmp_path,
):
    shell = shell_at()
    SecondStarts(shell).came.connect(shell.come_forward)
    evening = evening_at("ideas", tmp_path)
    evening.desk.close()
    shell.showMinimized()
    assert start_again(qtbot, evening.desk.record.path) == 0
    qtbot.waitUntil(lambda: shell.session.desk is not None)
    assert shell.session.state.mandate.name == "Millbrook Assembly"
    assert not shell.isMinimized()


def test_where_no_window_is_open_nobody_takes_the_file(qapp, tmp_path):
    assert not hand_over(tmp_path / "evening.pbdesk")


def test_what_a_crashed_window_left_does_not_keep_the_next_from_listening(
    shell_at,
    qtbot,
):
    crashed = SecondStarts(shell_at())
    crashed.setParent(None)
    came: list[object] = []
    shell = shell_at()
    SecondStarts(shell).came.connect(came.append)
    second = threading.Thread(target=hand_over, args=[None])
    second.start()
    qtbot.waitUntil(lambda: came == [None])
    second.join()


@pytest.fixture
def bus(monkeypatch) -> Iterator[subprocess.Popen[str]]:
    """A session bus of our own, and who listens to what is said on it."""
    if (
        shutil.which("dbus-daemon") is None
        or shutil.which("dbus-monitor") is None
    ):
        pytest.skip("There is no D-Bus on this machine.")
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert daemon.stdout is not None
    monkeypatch.setenv(
        "DBUS_SESSION_BUS_ADDRESS",
        daemon.stdout.readline().strip(),
    )
    listener = subprocess.Popen(
        ["dbus-monitor", "--session"],
        stdout=subprocess.PIPE,
        text=True,
    )
    yield listener
    for process in (listener, daemon):
        process.terminate()
        _ = process.communicate()


def heard(listener: subprocess.Popen[str], word: str) -> str:
    assert listener.stdout is not None
    return next(line for line in listener.stdout if word in line)


@pytest.mark.skipif(
    sys.platform != "linux",
    reason="Each system is asked in its own way.",
)
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


def test_the_window_keeps_it_awake_from_the_opening_of_the_vote_to_its_close(
    shell_at,
):
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


def test_the_window_opens_from_the_command_line_on_a_file_and_says_what_is_wrong_with_it(
    tmp_path,
):
    (tmp_path / "letter.pbdesk").write_text("Dear council")
    script = (
        "import sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication(['pbdesk'])\n"
        "def look():\n"
        "    shell = next(w for w in QApplication.topLevelWidgets() if w.isVisible() and "
        "hasattr(w, 'frame'))\n"
        "    print(shell.frame.message.words)\n"
        "    shell.close()\n"
        "QTimer.singleShot(300, look)\n"
        "from pbdesk.cli import main\n"
        f"main([{str(tmp_path / 'letter.pbdesk')!r}])\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "letter.pbdesk" in ran.stdout


def first_window(
    wide: int,
    high: int,
    config: Path,
) -> subprocess.CompletedProcess:
    """Start pbdesk on a screen; says whether the window fills it, and all that was loaded."""
    screen = {
        "name": "laptop",
        "x": 0,
        "y": 0,
        "width": wide,
        "height": high,
        "logicalDpi": 96,
        "logicalBaseDpi": 96,
        "dpr": 1,
    }
    config.write_text(json.dumps({"screens": [screen]}))
    script = (
        "import sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication(['pbdesk'])\n"
        "def look():\n"
        "    shell = next(w for w in QApplication.topLevelWidgets() if w.isVisible() and "
        "hasattr(w, 'frame'))\n"
        "    print(shell.isMaximized(), *sys.modules)\n"
        "    shell.close()\n"
        "QTimer.singleShot(300, look)\n"
        "from pbdesk.cli import main\n"
        "main([])\n"
    )
    return subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"},
    )


@pytest.mark.parametrize(
    ("wide", "high", "fills"),
    [(1366, 768, "True"), (1920, 1080, "False")],
)
def test_on_a_small_laptop_the_first_window_fills_its_screen_and_loads_nothing_slow(
    tmp_path,
    wide,
    high,
    fills,
):
    """So its foot is in sight, and it is there at once."""
    ran = first_window(wide, high, tmp_path / "screens.json")
    filled, *loaded = ran.stdout.split()
    assert filled == fills, ran.stderr
    assert "pbdesk.ui.shell" in loaded
    slow = ("scipy", "typst", "reportlab")
    assert not sorted(name for name in loaded if name.split(".")[0] in slow)
