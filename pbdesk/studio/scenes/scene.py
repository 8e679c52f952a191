"""Scene: a page at a named moment of the sample evening.

For pictures and for the tests that loop over all pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pbdesk.ui.pages.page import Page

__all__ = ["Scene", "as_it_is"]


def as_it_is(_page: Page) -> None:
    """Nothing is chosen or typed: the page as one comes to it."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture of a page.

    `moment` is one of the evening's, None for an assembly that was only just started.
    `prepare` does with the shown page what a person would: chooses, types, presses.
    `at` is what the clock shows; None: two minutes after the moment.
    """

    name: str
    moment: str | None
    prepare: Callable[[Page], None] = as_it_is
    at: datetime | None = None
