"""Scenes of the proposals' page."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from pbdesk.app.jobs.listed_ideas import read_ideas
from pbdesk.assembly.ideas import receive, unlooked
from pbdesk.assembly.rulebook import set_rule
from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.listed_ideas import FORM
from pbdesk.ui.pages.page import Page
from pbdesk.ui.render.intents import Open, To
from pbdesk.ui.render.page import RenderedPage
from pbdesk.ui.theme import theme

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


def _every_yes(page: Page) -> None:
    waiting = next(
        p.id for p in page.host.state.ideas.open if len(unlooked(p)) > 1
    )
    _at(page).press(Open("check-rest", waiting))


_LIST = """Spring round of ideas

Name;Title;What it is;Where;Sum asked for
Ada Stone;A drinking fountain;Water for whoever runs or plays;Mill Lane;4,200
Bo Reed;Shade over the sandpit;Three sails and their posts;Green;6,500
Cy Ash;;Nobody wrote what it is;;900
Di Fern;A fountain for drinking;Water for who plays or runs;Mill Lane;a lot
"""


def _listed(page: Page) -> None:
    """A list of ideas was read; nothing of it is written yet."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ideas.csv"
        _ = file.write_text(_LIST, encoding="utf-8")
        listed = read_ideas(file, theme().locale)
    at = _at(page)
    at.at = replace(at.at, found={FORM: listed})
    at.go(To(doing=FORM, focus=FORM))


def _placed(page: Page) -> None:
    """A rulebook with categories and projects that exclude each other.

    The end of the pane, where an idea is placed.
    """
    for clause, value in (("categories", "Parks, Play"), ("exclusive", True)):
        page.host.act(set_rule, clause=clause, value=value)
    for title in (
        "Skate bowl in the market square",
        "Fountain in the market square",
    ):
        page.host.act(receive, title=title)
    page.go_to(next(iter(page.host.state.ideas.by_id)))
    _at(page).go(To(focus="category"))


SCENES: tuple[Scene, ...] = (
    Scene("empty", "sealed"),
    Scene("at-work", "answering", _answering),
    Scene("refused", "answering", _without_a_reason),
    Scene("writing", "ideas", _writing),
    Scene("checking", "answering", _checking),
    Scene("all-yes", "answering", _every_yes),
    Scene("list-read", "ideas", _listed),
    Scene("answered", "answered"),
    Scene("placed", "rules", _placed),
    Scene("drawn-up", "drawn-up"),
)
