"""Scenes of the page of doubtful papers."""

from __future__ import annotations

from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page
from pbdesk.ui.render.asked import Asked
from pbdesk.ui.render.page import RenderedPage
from pbdesk.ui.shown import Value

__all__ = ["SCENES"]


def _struck(page: Page) -> Asked:
    """The ruling of the first paper that needs one."""
    page.go_to(None)
    assert isinstance(page, RenderedPage)
    (asked,) = page.forms.values()
    return asked


def _typed(asked: Asked, **values: Value) -> None:
    asked.form.set_values(values)
    asked.form.changed.emit("objects")


def _writing(page: Page) -> None:
    asked = _struck(page)
    _typed(
        asked,
        objects=True,
        reason="The mark stands beside its box: the wish is clear.",
        objection="Teller 3 reads it as a slip.",
    )
    asked.form.go_to("reason")


def _refused(page: Page) -> None:
    asked = _struck(page)
    asked.acts["rejected"].click()
    _typed(asked, code="uncertain")
    asked.acts["rejected"].click()


def _to_first(page: Page) -> None:
    _ = _struck(page)


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("first", "keyed", _to_first),
    Scene("at-work", "ruling", _writing),
    Scene("refused", "ruling", _refused),
    Scene("finished", "ruled"),
    Scene("erased", "counted"),
)
