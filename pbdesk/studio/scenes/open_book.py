"""Scenes of the open book's page."""

from __future__ import annotations

from pbdesk.assembly.asked import items
from pbdesk.studio.scenes.following import MAY, hand_over, play
from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page
from pbdesk.ui.render.intents import Open
from pbdesk.ui.render.page import RenderedPage

__all__ = ["SCENES"]


def _nothing_yet(page: Page) -> None:
    _ = hand_over(page)


def _paying(page: Page) -> None:
    play(page, 3)
    lamps = items(page.host.state)[0].id
    page.go_to(lamps)
    assert isinstance(page, RenderedPage)
    page.press(Open("pay", lamps))


def _without_a_sum(page: Page) -> None:
    _paying(page)
    assert isinstance(page, RenderedPage)
    next(
        form for form in page.forms.values() if form.ask.key == "pay"
    ).record.click()


def _looked_at(page: Page) -> None:
    """The lamps burn, and the condition is broken."""
    play(page, 5)
    page.go_to(items(page.host.state)[0].id)


SCENES: tuple[Scene, ...] = (
    Scene("empty", "declared"),
    Scene("nothing-yet", "declared", _nothing_yet, MAY),
    Scene("at-work", "declared", _paying, MAY),
    Scene("refused", "declared", _without_a_sum, MAY),
    Scene("looked-at", "declared", _looked_at, MAY),
)
