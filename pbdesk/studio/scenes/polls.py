"""Scenes of opening and closing."""

from __future__ import annotations

from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page
from pbdesk.ui.render.page import RenderedPage

__all__ = ["SCENES"]


def _too_early(page: Page) -> None:
    assert isinstance(page, RenderedPage)
    button = page.left.button("open_vote")
    assert button is not None
    button.click()


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("refused", "drawn-up", _too_early),
    Scene("ready", "register"),
    Scene("at-work", "door"),
    Scene("finished", "closed"),
)
