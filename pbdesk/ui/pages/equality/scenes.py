"""Scenes of the page of the equality slips."""

from __future__ import annotations

from pbdesk.assembly.equality import release
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.scene import Scene

__all__ = ["SCENES"]

_COUNTS = {"age/18-24": 31, "age/25-44": 120, "age/45-64": 104, "age/65-79": 51, "age/80-up": 6, "gender/woman": 171,
           "gender/man": 138, "gender/other": 3, "disability/yes": 47, "disability/no": 240, "origin/majority": 190,
           "origin/minority": 112, "first-time/no": 149, "first-time/yes": 160}


def _typed(page: Page) -> None:
    from pbdesk.ui.pages.equality.page import EqualityPage

    assert isinstance(page, EqualityPage)
    page.form.set_values({"slips": 318, **_COUNTS})


def _released(page: Page) -> None:
    page.host.act(release, slips=318, counts=_COUNTS)


SCENES: tuple[Scene, ...] = (
    Scene("empty", "closed"), Scene("at-work", "closed", _typed), Scene("finished", "closed", _released))
