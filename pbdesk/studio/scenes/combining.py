"""Scenes of the page that brings the halls together, over the invented vote in several halls."""

from __future__ import annotations

from pathlib import Path

from pbdesk.app.halls import ParentDesk
from pbdesk.app.jobs.gathering import gather
from pbdesk.app.jobs.progress import silent
from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.bringing_together import BringingTogether
from pbdesk.ui.pages.page import Page

__all__ = ["SCENES"]


def _looked(page: Page) -> None:
    """One file was brought that is no pack; the packs of all halls are missing."""
    (work,) = page.findChildren(BringingTogether)
    desk = page.host.file
    assert isinstance(desk, ParentDesk)
    export = desk.export()
    assert export is not None
    stray = Path("minutes-of-the-evening.zip")
    work.take([stray])
    work.show_found(gather(export, [stray], "", silent))


SCENES: tuple[Scene, ...] = (
    Scene("not-yet", "parent/named"),
    Scene("begun", "parent/exported"),
    Scene("looked", "parent/exported", _looked),
)
