"""Scenes of the rulebook's page."""

from __future__ import annotations

from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.scene import Scene

__all__ = ["SCENES"]


def _at_the_rule(page: Page) -> None:
    page.go_to("rule")


def _sealing_too_early(page: Page) -> None:
    from pbdesk.ui.pages.rulebook.page import RulebookPage

    assert isinstance(page, RulebookPage)
    page.seal.click()


SCENES: tuple[Scene, ...] = (
    Scene("empty", None), Scene("at-work", "rules", _at_the_rule), Scene("refused", "rules", _sealing_too_early),
    Scene("sealed", "sealed"))
