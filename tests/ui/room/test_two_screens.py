"""With a projector connected.

The room fills its screen, the ballot at the kiosk never hangs there.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

BEGIN = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
from pbdesk.ui.kiosk.window import KioskWindow
from pbdesk.ui.room.window import RoomWindow
from pbdesk.ui.dress import dress
dress(app)

def tell(window):
    app.processEvents()
    print(window.screen().name(), *window.geometry().getRect(), "full" if window.isFullScreen() else "window")

laptop = QWidget()
laptop.setGeometry(50, 50, 900, 600)
laptop.show()
app.processEvents()
"""


@pytest.fixture
def on_two_screens(tmp_path: Path) -> Callable[[str], list[str]]:
    """Runs a script where a projector is connected beside the laptop; the lines that it printed."""
    one, other = (
        {
            "name": name,
            "x": x,
            "y": 0,
            "width": wide,
            "height": high,
            "logicalDpi": 96,
            "logicalBaseDpi": 96,
            "dpr": 1,
        }
        for name, x, wide, high in (
            ("laptop", 0, 1280, 800),
            ("projector", 1280, 1024, 768),
        )
    )
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": [one, other]}))

    def run(script: str) -> list[str]:
        ran = subprocess.run(
            [sys.executable, "-c", BEGIN + script],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"},
        )
        return ran.stdout.splitlines()

    return run


def test_the_room_fills_the_projector_and_leaves_it_as_a_window_that_can_be_moved(
    on_two_screens,
):
    assert on_two_screens("""
room = RoomWindow()
print(room.show_beside(laptop))
tell(room)
room.turn_full_screen()
tell(room)
""") == ["True", "projector 1280 0 1024 768 full", "projector 1407 95 768 576 window"]


def test_the_room_is_where_it_was_last_time_but_never_over_the_laptop(on_two_screens):
    moved, other = on_two_screens("""
room = RoomWindow()
room.show_beside(laptop)
room.leave_full_screen()
room.move(1300, 30)
app.processEvents()
place = room.saveGeometry()
room.close()
again = RoomWindow()
again.show_beside(laptop, place)
tell(again)
again.close()
laptop.move(1300, 0)
app.processEvents()
other = RoomWindow()
other.show_beside(laptop, place)
tell(other)
""")
    screen, x, y, *size = moved.split()
    assert (screen, size) == ("projector", ["768", "576", "window"])
    assert (
        abs(int(x) - 1300) + abs(int(y) - 30) <= 8
    )  # the frame of a window the screen does not draw
    assert other == "laptop 0 0 1280 800 full"


@pytest.mark.parametrize(
    ("x", "filled"),
    [(50, "laptop 0 0 1280 800 full"), (1400, "projector 1280 0 1024 768 full")],
)
def test_the_kiosk_fills_the_screen_that_the_window_is_on(on_two_screens, x, filled):
    script = (
        f"laptop.move({x}, 50)\napp.processEvents()\n"
        """
from types import SimpleNamespace as Made
kiosk = KioskWindow(Made(state=Made(vote=Made(is_open=False, issued={}, taken=set()))), "K1", Made(is_set=False))
kiosk.show_over(laptop)
tell(kiosk)
"""
    )
    assert on_two_screens(script) == [filled]
