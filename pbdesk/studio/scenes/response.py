"""Scenes of the answer's page."""

from __future__ import annotations

from pbdesk.assembly.asked import items
from pbdesk.studio.scenes.following import MAY, hand_over, play
from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page
from pbdesk.ui.render.intents import Open
from pbdesk.ui.render.page import RenderedPage

__all__ = ["SCENES"]


def _silent(page: Page) -> None:
    _ = hand_over(page)


def _by_half(page: Page) -> None:
    """The benches have no owner, and the kerbs are not answered."""
    play(page, 2)
    page.go_to(items(page.host.state)[1].id)


def _without_a_reply(page: Page) -> None:
    _ = hand_over(page)
    assert isinstance(page, RenderedPage)
    next(iter(page.forms.values())).record.click()


def _reminding(page: Page) -> None:
    play(page, 2)
    kerbs = items(page.host.state)[4].id
    page.go_to(kerbs)
    assert isinstance(page, RenderedPage)
    page.press(Open("remind", kerbs))


SCENES: tuple[Scene, ...] = (
    Scene("empty", "declared"),
    Scene("silent", "declared", _silent, MAY),
    Scene("at-work", "declared", _by_half, MAY),
    Scene("refused", "declared", _without_a_reply, MAY),
    Scene("reminding", "declared", _reminding, MAY),
)
