"""With a projector connected.

The room fills its screen, the ballot at the kiosk never hangs there.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from subprocess import PIPE, Popen

import pytest

PROGRAM = """
import contextlib, io, json, sys
from types import SimpleNamespace as Made
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
from pbdesk.ui.kiosk.window import KioskWindow
from pbdesk.ui.room.window import RoomWindow
from pbdesk.ui.dress import dress
dress(app)

def tell(window):
    app.processEvents()
    print(window.screen().name(), *window.geometry().getRect(), "full" if window.isFullScreen() else "window")

for script in sys.stdin:
    laptop = QWidget()
    laptop.setGeometry(50, 50, 900, 600)
    laptop.show()
    app.processEvents()
    with contextlib.redirect_stdout(io.StringIO()) as told:
        exec(json.loads(script), dict(globals()))
    for window in app.topLevelWidgets():
        window.close()
    print(json.dumps(told.getvalue().splitlines()), flush=True)
"""
"""Does what it is told, script after script, and says what each printed."""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Popen[str]]:
    """One process where a projector is connected beside the laptop."""
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
    config = tmp_path_factory.mktemp("screens") / "screens.json"
    config.write_text(json.dumps({"screens": [one, other]}))
    with Popen(
        [sys.executable, "-c", PROGRAM],
        stdin=PIPE,
        stdout=PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"},
    ) as running:
        yield running


@pytest.fixture
def on_two_screens(program: Popen[str]) -> Callable[[str], list[str]]:
    """Runs a script there, with no window of another; the lines that it printed."""

    def run(script: str) -> list[str]:
        print(json.dumps(script), file=program.stdin, flush=True)
        return json.loads(program.stdout.readline())

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
""") == [
        "True",
        "projector 1280 0 1024 768 full",
        "projector 1407 95 768 576 window",
    ]


def test_the_room_is_where_it_was_last_time_but_never_over_the_laptop(
    on_two_screens,
):
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
    [
        (50, "laptop 0 0 1280 800 full"),
        (1400, "projector 1280 0 1024 768 full"),
    ],
)
def test_the_kiosk_fills_the_screen_that_the_window_is_on(
    on_two_screens,
    x,
    filled,
):
    script = (
        f"laptop.move({x}, 50)\napp.processEvents()\n"
        """
kiosk = KioskWindow(Made(state=Made(vote=Made(is_open=False, issued={}, taken=set()))), "K1", Made(is_set=False))
kiosk.show_over(laptop)
tell(kiosk)
"""
    )
    assert on_two_screens(script) == [filled]
