"""A sound when an item's time is up: once, on any page, and only where it is wanted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from pbdesk.assembly.public import Speaking
from pbdesk.ui.settings import Settings
from pbdesk.ui.time_up import TimeUp
from pbdesk.words import plain
from tests.evenings import state_at

BEGAN = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)


class Hall:
    """A clock that is set by hand, and how often it rang."""

    def __init__(self, parent: QObject) -> None:
        self.at, self.rung = BEGAN, 0
        self.time_up = TimeUp(lambda: self.at, self._ring, parent)

    def _ring(self) -> None:
        self.rung += 1

    def pass_time(self, seconds: int) -> None:
        self.at += timedelta(seconds=seconds)
        if self.time_up.waits:
            self.time_up.look()


@pytest.fixture
def hall(qapp):
    parent = QObject()
    yield Hall(parent)
    parent.deleteLater()


def has_floor(used: int = 0, since: datetime | None = BEGAN) -> Speaking:
    return Speaking(
        "Lighting",
        "tables",
        plain("Item 1 of 2"),
        None,
        180,
        used,
        since,
        None,
    )


def test_it_rings_once_when_the_time_is_up_and_not_before(hall):
    hall.time_up.follow(has_floor())
    hall.pass_time(179)
    assert (hall.rung, hall.time_up.waits) == (0, True)
    hall.pass_time(1)
    assert (hall.rung, hall.time_up.waits) == (1, False)
    hall.pass_time(60)
    hall.time_up.follow(has_floor())  # something else was recorded meanwhile
    assert hall.rung == 1


def test_an_act_recorded_as_the_time_runs_out_does_not_swallow_the_sound(hall):
    hall.time_up.follow(has_floor())
    hall.at += timedelta(seconds=180)
    hall.time_up.follow(has_floor())
    assert hall.rung == 1


@pytest.mark.parametrize(
    "seen",
    [None, has_floor(since=None), has_floor(used=200)],
)
def test_nothing_waits_where_no_time_runs_or_it_was_over_before(hall, seen):
    hall.time_up.follow(seen)
    hall.pass_time(600)
    assert (hall.rung, hall.time_up.waits) == (0, False)


def test_extra_minutes_ring_anew(hall):
    hall.time_up.follow(has_floor())
    hall.pass_time(180)
    hall.time_up.follow(
        Speaking("L", "tables", plain(""), None, 300, 0, BEGAN, None),
    )
    hall.pass_time(120)
    assert hall.rung == 2


def test_who_turns_the_sound_off_hears_none_next_time_either(
    shell_at,
    monkeypatch,
):
    heard = []
    monkeypatch.setattr(QApplication, "beep", lambda: heard.append("beep"))
    shell = shell_at("speaking", on=state_at("speaking").floor.now.since)
    assert shell.time_up.waits
    sound = next(
        each
        for each in shell.findChildren(QAction)
        if each.text().startswith("Sound")
    )
    shell.sound()
    assert (heard, sound.isChecked()) == (["beep"], True)
    sound.trigger()
    shell.settings.sync()
    assert not Settings(shell.settings.path).sound
    shell.sound()
    assert heard == ["beep"]
