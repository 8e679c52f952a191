"""The quiet screen for a witness who is shaken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtGui import QImage

from pbdesk.jury.hearing import Part
from pbdesk.jury.public import PartNow, Told
from pbdesk.ui.room.window import RoomWindow

BEGUN = datetime(2026, 4, 21, 18, 20, tzinfo=UTC)
PARTS = (Part("opening", 5), Part("account", 15, "complainant"))
HEARD = Told(
    name="Riverside Homes",
    question="Was the wet wall reported?",
    points=("The calls were not dealt with in time.",),
    standards=(),
    parts=PARTS,
    now=2,
    left={"complainant": 600, "service": 900},
    adjourned=False,
    speaking=PartNow(PARTS[1], 300, BEGUN),
    rehearsal=False,
)


def test_on_the_quiet_screen_nothing_moves_not_even_the_clock(qtbot):
    now = [BEGUN]
    window = RoomWindow(now=lambda: now[0])
    qtbot.addWidget(window)
    window.resize(1280, 720)
    moving: list[bool] = []
    for scene in ("floor", "quiet"):
        seen: list[QImage] = []
        for minutes in (0, 3):
            now[0] = BEGUN + timedelta(minutes=minutes)
            window.show_public(HEARD, scene)
            seen.append(window.grab().toImage())
        moving.append(seen[0] != seen[1])
    assert moving == [True, False]
