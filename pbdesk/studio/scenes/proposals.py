"""Scenes of the proposals' page."""

from __future__ import annotations

from pbdesk.assembly.ideas import receive
from pbdesk.assembly.rulebook import set_rule
from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page
from pbdesk.ui.render.intents import Open, To
from pbdesk.ui.render.page import RenderedPage

__all__ = ["SCENES"]


def _at(page: Page) -> RenderedPage:
    assert isinstance(page, RenderedPage)
    return page


def _answering(page: Page) -> None:
    """The lamps in the middle of their answer: the reason is still to be written."""
    waiting = next(p.id for p in page.host.state.ideas.open)
    page.go_to(waiting)
    _at(page).forms[f"answer/{waiting}"].form.go_to("reason")


def _without_a_reason(page: Page) -> None:
    _answering(page)
    waiting = next(p.id for p in page.host.state.ideas.open)
    _at(page).forms[f"answer/{waiting}"].acts["not-feasible"].click()


def _writing(page: Page) -> None:
    page.go_to("title")


def _checking(page: Page) -> None:
    waiting = next(p.id for p in page.host.state.ideas.open)
    _at(page).press(Open("check-deliverable", waiting))


def _placed(page: Page) -> None:
    """A rulebook with categories and projects that exclude each other.

    The end of the pane, where an idea is placed.
    """
    for clause, value in (("categories", "Parks, Play"), ("exclusive", True)):
        page.host.act(set_rule, clause=clause, value=value)
    for title in ("Skate bowl in the market square", "Fountain in the market square"):
        page.host.act(receive, title=title)
    page.go_to(next(iter(page.host.state.ideas.by_id)))
    _at(page).go(To(focus="category"))


SCENES: tuple[Scene, ...] = (
    Scene("empty", "sealed"),
    Scene("at-work", "answering", _answering),
    Scene("refused", "answering", _without_a_reason),
    Scene("writing", "ideas", _writing),
    Scene("checking", "answering", _checking),
    Scene("answered", "answered"),
    Scene("placed", "rules", _placed),
    Scene("drawn-up", "drawn-up"),
)
