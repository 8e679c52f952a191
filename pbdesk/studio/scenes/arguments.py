"""Scenes of the page of what was said."""

from __future__ import annotations

from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page

__all__ = ["SCENES"]


def _open_question(page: Page) -> None:
    page.go_to(page.host.state.arguments.unanswered[0].id)


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("finished", "deliberated", _open_question),
)
