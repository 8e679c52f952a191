"""Scenes of the trade-offs' page."""

from __future__ import annotations

from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.tradeoffs.page import TradeOffsPage
from pbdesk.ui.widgets.button import Button

__all__ = ["SCENES"]


def _at(page: Page) -> TradeOffsPage:
    assert isinstance(page, TradeOffsPage)
    return page


def _taking_up(page: Page) -> None:
    _at(page).go_to("take_up")


def _minority(page: Page) -> None:
    """The lamps: confirmed, then a minority statement came; the person is still in its field."""
    _at(page).go_to(next(iter(page.host.state.tradeoffs.by_id)))
    form = _at(page).form
    assert form is not None
    form.go_to("minority")


def _without_a_reason(page: Page) -> None:
    _at(page).go_to(list(page.host.state.tradeoffs.by_id)[2])
    form = _at(page).form
    assert form is not None
    form.set_values(
        {
            "gained": "Somewhere warm and free from seven to ten.",
            "costs": "Noise when they go home.",
            "bears": "Six households beside the hall.",
            "choice": "support",
        }
    )
    form.changed.emit("choice")
    _at(page).slot.findChildren(Button)[0].click()


def _skipping(page: Page) -> None:
    _at(page).go_to(list(page.host.state.tradeoffs.by_id)[2])
    _at(page).split.go_deep()
    _at(page).back.skip.click()


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("taking-up", "planned", _taking_up),
    Scene("first", "speaking"),
    Scene("at-work", "weighed", _minority),
    Scene("refused", "weighed", _without_a_reason),
    Scene("skipping", "weighed", _skipping),
    Scene("finished", "deliberated", _minority),
)
