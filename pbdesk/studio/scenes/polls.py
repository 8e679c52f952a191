"""Scenes of opening and closing."""

from __future__ import annotations

from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page

__all__ = ["SCENES"]


def _too_early(page: Page) -> None:
    from pbdesk.ui.pages.polls.page import PollsPage

    assert isinstance(page, PollsPage)
    page.open.click()


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("refused", "drawn-up", _too_early),
    Scene("ready", "register"),
    Scene("at-work", "door"),
    Scene("finished", "closed"),
)
