"""Scenes of the page of the trades."""

from __future__ import annotations

from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page

__all__ = ["SCENES"]


def _trading(page: Page) -> None:
    page.go_to("trade")


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("trading", "deliberated", _trading),
    Scene("finished", "deliberated"),
)
