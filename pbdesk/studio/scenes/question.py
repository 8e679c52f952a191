"""Scenes of the list of questions."""

from __future__ import annotations

from pbdesk.app.sample.evening import WHO_CAME
from pbdesk.questions import terms
from pbdesk.studio.scenes.scene import Scene
from pbdesk.studio.scenes.turned import turned
from pbdesk.ui.pages.page import Page
from pbdesk.ui.render.intents import Open
from pbdesk.ui.render.page import RenderedPage

__all__ = ["SCENES"]


def _asking(page: Page) -> None:
    assert isinstance(page, RenderedPage)
    page.press(Open("ask"))


def _several(page: Page) -> None:
    for kind in ("choose", "decide", "scale"):
        page.host.act(terms.ask, kind=kind)


def _who_came(page: Page) -> None:
    _ = turned(page, WHO_CAME)


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("asking", "sealed", _asking),
    Scene("at-work", "sealed", _several),
    Scene("of-items", "rules", _who_came),
)
