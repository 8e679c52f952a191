"""Scenes of the page of what is owed."""

from __future__ import annotations

from pbdesk.studio.scenes.following import MAY, hand_over, play
from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page

__all__ = ["SCENES"]


def _silent(page: Page) -> None:
    _ = hand_over(page)


def _at_work(page: Page) -> None:
    play(page, 3)


SCENES: tuple[Scene, ...] = (
    Scene("empty", "declared"),
    Scene("silent", "declared", _silent, MAY),
    Scene("at-work", "declared", _at_work, MAY),
)
