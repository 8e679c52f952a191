"""Scenes of the rulebook's page."""

from __future__ import annotations

from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page

__all__ = ["SCENES"]


def _at_the_rule(page: Page) -> None:
    page.go_to("rule")


def _sealing_too_early(page: Page) -> None:
    from pbdesk.ui.render.page import RenderedPage

    assert isinstance(page, RenderedPage)
    seal = page.right.button("seal")
    assert seal is not None
    seal.click()


def _with_limits(page: Page) -> None:
    """Two categories with their sums, projects that exclude each other.

    And one sum that cannot stand.
    """
    from pbdesk.assembly.rulebook import set_rule

    for clause, value in (
        ("categories", "Parks, Play"),
        ("floor.Play", 1_500_000),
        ("cap.Parks", 2_000_000),
        ("floor.Parks", 2_500_000),
        ("exclusive", True),
        ("partial", 60),
    ):
        page.host.act(set_rule, clause=clause, value=value)
    page.go_to("cap.Parks")


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("at-work", "rules", _at_the_rule),
    Scene("limits", "rules", _with_limits),
    Scene("refused", "rules", _sealing_too_early),
    Scene("sealed", "sealed"),
)
