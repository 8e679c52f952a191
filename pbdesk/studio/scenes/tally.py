"""Scenes of the tally page."""

from __future__ import annotations

from pbdesk.questions import count
from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page
from pbdesk.ui.render.page import RenderedPage

__all__ = ["SCENES"]


def _at(page: Page) -> RenderedPage:
    assert isinstance(page, RenderedPage)
    return page


def _sealed(page: Page) -> None:
    page.host.act(count.seal_urn)
    page.go_to("dice")


def _refused(page: Page) -> None:
    _sealed(page)
    throw = _at(page).forms["throw"]
    throw.form.set_values({"dice": "3 7 1 6"}, keep_focused=False)
    throw.record.click()


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("at-work", "reconciled"),
    Scene("dice", "reconciled", _sealed),
    Scene("refused", "reconciled", _refused),
    Scene("drawn", "urn"),
    Scene("finished", "counted"),
    Scene("one-hall", "hall/held"),
)
