"""Scenes of the page of what people ask together."""

from __future__ import annotations

from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page

__all__ = ["SCENES"]


def _raising(page: Page) -> None:
    page.go_to("raise")


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("raising", "planned", _raising),
    Scene("finished", "deliberated"),
)
