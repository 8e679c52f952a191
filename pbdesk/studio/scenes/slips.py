"""Scenes of adding up slips."""

from __future__ import annotations

from pbdesk.app.sample.evening import WHO_CAME
from pbdesk.app.sample.millbrook import SLIPS, SLIPS_HANDED_IN
from pbdesk.app.sample.steering import BEFORE, SEATS
from pbdesk.studio.scenes.scene import Scene
from pbdesk.studio.scenes.turned import turned
from pbdesk.ui.pages.page import Page
from pbdesk.ui.render.page import RenderedPage

__all__ = ["SCENES"]


def _first_poll(page: Page) -> None:
    turned(page, BEFORE).go_to(None)


def _another(page: Page) -> None:
    _ = turned(page, SEATS)


def _who_came(page: Page) -> None:
    shown = turned(page, WHO_CAME)
    assert isinstance(shown, RenderedPage)
    shown.forms["slips"].form.set_values({"slips": SLIPS_HANDED_IN, **SLIPS})


def _who_came_released(page: Page) -> None:
    _ = turned(page, WHO_CAME)


SCENES: tuple[Scene, ...] = (
    Scene("empty", "steering/sealed", _another),
    Scene("at-work", "steering/sealed", _first_poll),
    Scene("finished", "steering/before", _first_poll),
    Scene("of-items", "closed", _who_came),
    Scene("of-items-added-up", "slips", _who_came_released),
)
