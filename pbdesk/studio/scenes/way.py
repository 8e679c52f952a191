"""Scenes of the page of what became of it."""

from __future__ import annotations

from pbdesk.assembly.way import followed
from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page

__all__ = ["SCENES"]


def _condition(page: Page) -> None:
    page.go_to("condition/1")


def _project(page: Page) -> None:
    """The words are long, of the project that most was said of."""
    page.go_to(
        next(
            each.key
            for each in followed(page.host.state)
            if each.kind == "project"
        ),
    )


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("condition", "declared", _condition),
    Scene("project", "declared", _project),
)
