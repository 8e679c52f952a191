"""Scenes of the agenda's page."""

from __future__ import annotations

from datetime import timedelta

from pbdesk.app.desk import Desk
from pbdesk.assembly import agenda
from pbdesk.assembly.state import Assembly
from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page
from pbdesk.ui.render.page import RenderedPage
from pbdesk.ui.widgets.choices import Radio

__all__ = ["SCENES", "begin_late"]


def _at(page: Page) -> RenderedPage:
    assert isinstance(page, RenderedPage)
    return page


def _planning(page: Page) -> None:
    """A table deliberation that is being planned: the kind is chosen, its fields stand there."""
    _at(page).go_to("plan")
    form = _at(page).forms["plan"].form
    form.field("kind").findChildren(Radio)[2].click()
    form.go_to("minutes")


def _without_minutes(page: Page) -> None:
    _planning(page)
    asked = _at(page).forms["plan"]
    asked.form.set_values({"title": "What the tables think"})
    asked.record.click()


def _declaring(page: Page) -> None:
    _at(page).go_to("declare")


def _interest(page: Page) -> None:
    interest = next(iter(page.host.state.interests.by_id))
    _at(page).go_to(interest)
    _at(page).split.go_deep()


def _late(page: Page) -> None:
    page.host.act(agenda.begin_at, time=_due(page.host.state))


def begin_late(desk: Desk) -> None:
    """The same where there is no page."""
    desk.do(agenda.begin_at, time=_due(desk.state))


def _due(state: Assembly) -> str:
    """The evening was to begin twelve minutes before it did."""
    first = min(each.started for each in state.floor.by_item.values())
    due = first - timedelta(minutes=12)
    return f"{due.hour}:{due.minute:02}"


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("planning", "drawn-up", _planning),
    Scene("refused", "planned", _without_minutes),
    Scene("declaring", "planned", _declaring),
    Scene("interest", "planned", _interest),
    Scene("at-work", "speaking"),
    Scene("late", "speaking", _late),
    Scene("finished", "deliberated"),
)
