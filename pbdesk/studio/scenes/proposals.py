"""Scenes of the proposals' page."""

from __future__ import annotations

from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.proposals.page import ProposalsPage
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Radio
from pbdesk.ui.widgets.form import Form

__all__ = ["SCENES"]


def _answering(page: Page) -> None:
    """The lamps in the middle of their answer: not feasible, and the reason still to be written."""
    assert isinstance(page, ProposalsPage)
    page.go_to(next(p.id for p in page.host.state.ideas.open))
    form = page.detail.answer_form.findChildren(Form)[0]
    form.field("answer").findChildren(Radio)[1].click()
    form.go_to("reason")


def _without_a_reason(page: Page) -> None:
    _answering(page)
    assert isinstance(page, ProposalsPage)
    page.detail.answer_form.findChildren(Button)[0].click()


def _writing(page: Page) -> None:
    page.go_to("title")


def _checking(page: Page) -> None:
    assert isinstance(page, ProposalsPage)
    page.split.go_deep()
    page.detail.checking.emit()


def _placed(page: Page) -> None:
    """A rulebook with categories and projects that exclude each other.

    The end of the pane, where an idea is placed.
    """
    from pbdesk.assembly.ideas import receive
    from pbdesk.assembly.rulebook import set_rule

    assert isinstance(page, ProposalsPage)
    for clause, value in (("categories", "Parks, Play"), ("exclusive", True)):
        page.host.act(set_rule, clause=clause, value=value)
    for title in ("Skate bowl in the market square", "Fountain in the market square"):
        page.host.act(receive, title=title)
    page.go_to(next(iter(page.host.state.ideas.by_id)))
    page.placing.findChildren(Form)[0].go_to("category")


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
