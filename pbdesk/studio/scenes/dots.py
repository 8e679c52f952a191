"""Scenes of the page of the dots."""

from __future__ import annotations

from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page

__all__ = ["SCENES"]


def _of_what_was_said(page: Page) -> None:
    page.go_to(next(iter(page.host.state.tradeoffs.by_id)))


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("counting", "weighed", _of_what_was_said),
    Scene("finished", "deliberated"),
)
