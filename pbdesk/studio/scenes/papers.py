"""Scenes of the papers' page."""

from __future__ import annotations

from pbdesk.app.sample.steering import SEATS
from pbdesk.studio.scenes.scene import Scene
from pbdesk.studio.scenes.turned import turned
from pbdesk.ui.pages.page import Page
from pbdesk.ui.render.page import RenderedPage

__all__ = ["SCENES"]


def _too_early(page: Page) -> None:
    assert isinstance(page, RenderedPage)
    draw = page.button("draw_up")
    assert draw is not None
    draw.click()


def _of_a_set(page: Page) -> None:
    _ = turned(page, SEATS)


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("at-work", "answered"),
    Scene("refused", "answering", _too_early),
    Scene("finished", "drawn-up"),
    Scene("set", "steering/sealed", _of_a_set),
)
