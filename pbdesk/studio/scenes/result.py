"""Scenes of the result page."""

from __future__ import annotations

from collections.abc import Callable

from pbdesk.app.sample.steering import AFTER, NAME, RULE, SEATS, TIME
from pbdesk.minutes.entries import Id
from pbdesk.studio.scenes.scene import Scene
from pbdesk.studio.scenes.turned import turned
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


def _of(question: Id, chosen: str = "") -> Callable[[Page], None]:
    """The result of one of several questions."""

    def show(page: Page) -> None:
        shown = turned(page, question)
        if chosen:
            assert isinstance(shown, RenderedPage)
            shown.choose(chosen)

    return show


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("at-work", "counted", _to_declare),
    Scene("refused", "declared", _refused),
    Scene("finished", "declared", _found),
    Scene("seats", "steering/declared", _of(SEATS, "stage-3")),
    Scene("name", "steering/declared", _of(NAME)),
    Scene("rule", "steering/declared", _of(RULE)),
    Scene("hands", "steering/declared", _of(TIME)),
    Scene("poll", "steering/declared", _of(AFTER)),
    Scene("one-hall", "hall/held"),
)
