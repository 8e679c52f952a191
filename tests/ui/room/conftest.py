"""The room in a test.

What is public at moments of the sample evening, played once, and a window with a fixed clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pbdesk.assembly.public import Public, public
from pbdesk.ui.room.window import RoomWindow
from tests.evenings import evening_at
from tests.look import usual_look


@cache
def public_at(moment: str) -> Public:
    """What may be projected at a moment of the evening."""
    with TemporaryDirectory() as folder:
        evening = evening_at(moment, Path(folder))
        shown = public(evening.desk.state)
        evening.desk.close()
        return shown


@pytest.fixture(autouse=True)
def look(qapp) -> Iterator[None]:
    usual_look(qapp)
    yield
    usual_look(qapp)


@pytest.fixture
def room(qtbot) -> Callable[..., RoomWindow]:
    """Opens the room, 1280 by 720, at 19:42."""

    def opened(width: int = 1280, height: int = 720) -> RoomWindow:
        window = RoomWindow(
            now=lambda: datetime(2026, 11, 26, 19, 42, tzinfo=UTC),
        )
        qtbot.addWidget(window)
        window.resize(width, height)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    return opened
