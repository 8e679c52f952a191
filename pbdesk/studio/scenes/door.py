"""Scenes of the door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page

if TYPE_CHECKING:
    from pbdesk.ui.pages.door.page import DoorPage

__all__ = ["SCENES"]


def _door(page: Page) -> DoorPage:
    from pbdesk.ui.pages.door.page import DoorPage

    assert isinstance(page, DoorPage)
    return page


def _searched(page: Page) -> None:
    door = _door(page)
    door.search.edit.setText("har")
    door.search.changed.emit()
    door.search.edit.returnPressed.emit()


def _refused(page: Page) -> None:
    door = _door(page)
    _searched(page)
    door.rows.opened.emit(door.here.chosen)
    door.giving.form.set_values({"stub": 17}, keep_focused=False)
    door.giving.form.changed.emit("stub")  # it was given out already
    door.giving.shown.button("letter").click()


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("at-work", "door", _searched),
    Scene("refused", "door", _refused),
    Scene("finished", "closed"),
)
