"""Scenes of the papers' page."""

from __future__ import annotations

from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page

__all__ = ["SCENES"]


def _too_early(page: Page) -> None:
    from pbdesk.ui.pages.papers.page import PapersPage

    assert isinstance(page, PapersPage)
    page.draw.click()


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("at-work", "answered"),
    Scene("refused", "answering", _too_early),
    Scene("finished", "drawn-up"),
)
