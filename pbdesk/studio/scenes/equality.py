"""Scenes of the page of the equality slips."""

from __future__ import annotations

from pbdesk.app.sample.millbrook import SLIPS, SLIPS_HANDED_IN
from pbdesk.assembly.equality import release
from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page
from pbdesk.ui.render.page import RenderedPage

__all__ = ["SCENES"]


def _typed(page: Page) -> None:
    assert isinstance(page, RenderedPage)
    page.forms["slips"].form.set_values({"slips": SLIPS_HANDED_IN, **SLIPS})


def _released(page: Page) -> None:
    page.host.act(release, slips=SLIPS_HANDED_IN, counts=SLIPS)


SCENES: tuple[Scene, ...] = (
    Scene("empty", "closed"),
    Scene("at-work", "closed", _typed),
    Scene("finished", "closed", _released),
)
