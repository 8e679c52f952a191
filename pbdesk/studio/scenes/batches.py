"""Scenes of the batches' page."""

from __future__ import annotations

from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.batches.page import BatchesPage
from pbdesk.ui.pages.page import Page

__all__ = ["SCENES"]


def _at(page: Page) -> BatchesPage:
    assert isinstance(page, BatchesPage)
    return page


def _typing(page: Page) -> None:
    pane = _at(page).pane
    page.go_to("9")
    pane.codes.edit.setText("C E F")
    pane.typed.emit("C E F")


def _refused(page: Page) -> None:
    page.go_to("9")
    pane = _at(page).pane
    pane.codes.edit.setText("C Z")
    pane.entered.emit("C Z")


def _doubtful(page: Page) -> None:
    page.go_to("9")
    pane = _at(page).pane
    pane.codes.edit.setText("? C' E/ F~")
    pane.typed.emit("? C' E/ F~")


def _third_look(page: Page) -> None:
    page.go_to("2")


def _agreed(page: Page) -> None:
    page.go_to("2")


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("box", "closed"),
    Scene("opened", "box"),
    Scene("at-work", "keying", _typing),
    Scene("refused", "keying", _refused),
    Scene("doubtful", "keying", _doubtful),
    Scene("third-look", "keying", _third_look),
    Scene("agreed", "keyed", _agreed),
    Scene("finished", "reconciled"),
)
