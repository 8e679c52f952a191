"""Scenes of the result page."""

from __future__ import annotations

from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.result.page import ResultPage

__all__ = ["SCENES"]


def _at(page: Page) -> ResultPage:
    assert isinstance(page, ResultPage)
    return page


def _to_declare(page: Page) -> None:
    page.go_to(None)


def _found(page: Page) -> None:
    page.go_to(None)
    _at(page).why.search.click()


def _refused(page: Page) -> None:
    _at(page).note.click()


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("at-work", "counted", _to_declare),
    Scene("refused", "declared", _refused),
    Scene("finished", "declared", _found),
)
