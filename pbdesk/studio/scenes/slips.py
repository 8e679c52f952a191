"""Scenes of adding up slips."""

from __future__ import annotations

from pbdesk.app.sample.steering import BEFORE, SEATS
from pbdesk.studio.scenes.scene import Scene
from pbdesk.studio.scenes.turned import turned
from pbdesk.ui.pages.page import Page

__all__ = ["SCENES"]


def _first_poll(page: Page) -> None:
    turned(page, BEFORE).go_to(None)


def _another(page: Page) -> None:
    _ = turned(page, SEATS)


SCENES: tuple[Scene, ...] = (
    Scene("empty", "steering/sealed", _another),
    Scene("at-work", "steering/sealed", _first_poll),
    Scene("finished", "steering/before", _first_poll),
)
