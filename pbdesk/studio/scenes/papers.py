"""Scenes of the papers' page."""

from __future__ import annotations

from pbdesk.app.sample.steering import SEATS
from pbdesk.studio.scenes.scene import Scene
from pbdesk.studio.scenes.turned import turned
from pbdesk.ui.pages.page import Page

__all__ = ["SCENES"]


def _too_early(page: Page) -> None:
    from pbdesk.ui.pages.papers.page import PapersPage

    assert isinstance(page, PapersPage)
    page.draw.click()


def _of_a_set(page: Page) -> None:
    _ = turned(page, SEATS)


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("at-work", "answered"),
    Scene("refused", "answering", _too_early),
    Scene("finished", "drawn-up"),
    Scene("set", "steering/sealed", _of_a_set),
)
