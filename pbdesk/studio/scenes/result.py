"""Scenes of the result page."""

from __future__ import annotations

from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page
from pbdesk.ui.render.page import RenderedPage

__all__ = ["SCENES"]


def _at(page: Page) -> RenderedPage:
    assert isinstance(page, RenderedPage)
    return page


def _to_declare(page: Page) -> None:
    page.go_to(None)


def _found(page: Page) -> None:
    page.go_to(None)
    button = _at(page).right.button("ways")
    assert button is not None
    button.click()


def _refused(page: Page) -> None:
    _at(page).forms["objection"].record.click()


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("at-work", "counted", _to_declare),
    Scene("refused", "declared", _refused),
    Scene("finished", "declared", _found),
)
