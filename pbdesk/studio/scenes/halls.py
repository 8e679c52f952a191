"""Scenes of the page of the halls, over the invented vote in several halls."""

from __future__ import annotations

from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page
from pbdesk.ui.render.page import RenderedPage

__all__ = ["SCENES"]


def _naming(page: Page) -> None:
    """Somebody opened the form of a hall."""
    assert isinstance(page, RenderedPage)
    page.go_to("name")


SCENES: tuple[Scene, ...] = (
    Scene("empty", "parent/sealed"),
    Scene("naming", "parent/sealed", _naming),
    Scene("named", "parent/named"),
    Scene("exported", "parent/exported"),
)
