"""Scenes of the page of doubtful papers."""

from __future__ import annotations

from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.doubtful.page import DoubtfulPage
from pbdesk.ui.pages.doubtful.view import view
from pbdesk.ui.pages.page import Page

__all__ = ["SCENES"]


def _at(page: Page) -> DoubtfulPage:
    assert isinstance(page, DoubtfulPage)
    return page


def _writing(page: Page) -> None:
    _struck(page)
    form = _at(page).form
    likeliest = view(page.host.state, page.here).chosen
    assert form is not None
    assert likeliest is not None
    form.set_values(
        {
            "ruling": likeliest.ways[0].key,
            "objects": True,
            "reason": "The mark stands beside its box: the wish is clear.",
            "objection": "Teller 3 reads it as a slip.",
        }
    )
    form.changed.emit("objects")
    form.go_to("reason")


def _struck(page: Page) -> None:
    _at(page).go_to(_at(page).here.chosen)


def _refused(page: Page) -> None:
    _struck(page)
    form = _at(page).form
    assert form is not None
    form.set_values({"ruling": "rejected", "code": "uncertain"})
    form.changed.emit("ruling")
    _at(page).button.click()


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("first", "keyed", _struck),
    Scene("at-work", "ruling", _writing),
    Scene("refused", "ruling", _refused),
    Scene("finished", "ruled"),
    Scene("erased", "counted"),
)
