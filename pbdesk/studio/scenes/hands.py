"""Scenes of counting hands."""

from __future__ import annotations

from pbdesk.app.sample.steering import SEATS, TIME
from pbdesk.questions import hands
from pbdesk.studio.scenes.scene import Scene
from pbdesk.studio.scenes.turned import turned
from pbdesk.ui.pages.page import Page

__all__ = ["SCENES"]


def _first(page: Page) -> None:
    turned(page, TIME).go_to(None)


def _count(page: Page, by: str, yes: int) -> None:
    page.host.act(
        hands.count_hands,
        by=by,
        hands={"yes": yes, "no": 27, "abstain": 6},
        present=88,
    )


def _second(page: Page) -> None:
    shown = turned(page, TIME)
    _count(shown, "teller-1", 51)
    shown.go_to(None)


def _again(page: Page) -> None:
    shown = turned(page, TIME)
    _count(shown, "teller-1", 51)
    _count(shown, "teller-2", 52)


def _on_paper(page: Page) -> None:
    _again(page)
    _again(page)


def _done(page: Page) -> None:
    _ = turned(page, TIME)


def _another(page: Page) -> None:
    _ = turned(page, SEATS)


SCENES: tuple[Scene, ...] = (
    Scene("empty", "steering/sealed", _another),
    Scene("first", "steering/counted", _first),
    Scene("second", "steering/counted", _second),
    Scene("differed", "steering/counted", _again),
    Scene("on-paper", "steering/counted", _on_paper),
    Scene("finished", "steering/hands", _done),
)
