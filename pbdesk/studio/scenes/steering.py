"""Scenes of the page of who steers."""

from __future__ import annotations

from pbdesk.assembly import steering
from pbdesk.assembly.steering import Interest
from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page

__all__ = ["SCENES"]

_SEATS: dict[Interest, int] = {"residents": 3, "users": 1, "workers": 1}


def _steered(page: Page) -> None:
    for interest, seats in _SEATS.items():
        page.host.act(steering.set_seats, interest=interest, seats=seats)
    for who in ("A resident of Mill Lane", "A resident of the Weir estate"):
        page.host.act(steering.take, interest="residents", who=who)
    page.host.act(
        steering.check,
        need="place",
        met=True,
        words="Step-free, with a hearing loop.",
    )
    page.host.act(
        steering.check,
        need="time",
        words="The last bus goes before the end.",
    )


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("at-work", "charter", _steered),
)
