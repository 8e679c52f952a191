"""What scenes of an evening of several questions do first: turn the window to one of them."""

from __future__ import annotations

from pbdesk.minutes.entries import Id
from pbdesk.ui.pages.page import Page
from pbdesk.ui.shell import Shell

__all__ = ["turned"]


def turned(page: Page, question: Id) -> Page:
    """The same page, of another question: pages about one are made anew."""
    shell = page.window()
    assert isinstance(shell, Shell)
    shell.turn(question)
    return shell.places.page
