"""Scenes of the page of the simulator."""

from __future__ import annotations

from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page
from pbdesk.ui.render.page import RenderedPage

__all__ = ["SCENES"]


def _tried(page: Page) -> None:
    """The pot and a line of the budget pay for two projects, and for part of a third."""
    assert isinstance(page, RenderedPage)
    lamps, benches, club, *_ = page.host.state.ideas.projects
    form = next(
        each for each in page.forms.values() if each.ask.key == "try"
    ).form
    form.set_values(
        {
            f"amount/{lamps.id}": lamps.cost,
            f"amount/{benches.id}": benches.cost,
            f"amount/{club.id}": 500_000,
            "line/1": "Grass cutting",
            "gives/1": 290_000,
            "most/1": 420_000,
        },
    )
    form.changed.emit("line/1")


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("tried", "deliberated", _tried),
)
