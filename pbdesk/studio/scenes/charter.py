"""Scenes of the charter's page."""

from __future__ import annotations

from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page

__all__ = ["SCENES"]


def _at_the_pot(page: Page) -> None:
    page.go_to("pot")


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("at-work", "charter", _at_the_pot),
    Scene("sealed", "sealed"),
    Scene("one-hall", "hall/begun"),
)
