"""Scenes of the page of the tables by lot."""

from __future__ import annotations

from pbdesk.assembly import seating
from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page

__all__ = ["SCENES"]


def _drawing(page: Page) -> None:
    page.go_to("draw")


def _drawn(page: Page) -> None:
    page.host.act(seating.draw, tables=6, cards=61, dice="4 2 6 1")
    page.host.act(seating.seat_late, more=5, dice="1 1 3 5")


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("drawing", "planned", _drawing),
    Scene("finished", "planned", _drawn),
)
