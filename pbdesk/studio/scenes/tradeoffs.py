"""Scenes of the trade-offs' page."""

from __future__ import annotations

from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page
from pbdesk.ui.render.intents import Open
from pbdesk.ui.render.page import RenderedPage

__all__ = ["SCENES"]


def _at(page: Page) -> RenderedPage:
    assert isinstance(page, RenderedPage)
    return page


def _taking_up(page: Page) -> None:
    page.go_to("take_up")


def _minority(page: Page) -> None:
    """The lamps: confirmed, then a minority statement came; the person is still in its field."""
    lamps = next(iter(page.host.state.tradeoffs.by_id))
    page.go_to(lamps)
    _at(page).forms[f"wording/{lamps}"].form.go_to("minority")


def _without_a_reason(page: Page) -> None:
    club = list(page.host.state.tradeoffs.by_id)[2]
    page.go_to(club)
    asked = _at(page).forms[f"wording/{club}"]
    asked.form.set_values(
        {
            "gained": "Somewhere warm and free from seven to ten.",
            "costs": "Noise when they go home.",
            "bears": "Six households beside the hall.",
        },
    )
    asked.acts["support"].click()


def _skipping(page: Page) -> None:
    page.go_to(list(page.host.state.tradeoffs.by_id)[2])
    _at(page).press(Open("skip"))


def _counting_hands(page: Page) -> None:
    kerbs = list(page.host.state.tradeoffs.by_id)[1]
    page.go_to(kerbs)
    _at(page).press(Open("hands", kerbs))


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("taking-up", "planned", _taking_up),
    Scene("first", "speaking"),
    Scene("at-work", "weighed", _minority),
    Scene("refused", "weighed", _without_a_reason),
    Scene("skipping", "weighed", _skipping),
    Scene("hands", "deliberated", _counting_hands),
    Scene("finished", "deliberated", _minority),
)
