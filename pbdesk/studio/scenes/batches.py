"""Scenes of the batches' page."""

from __future__ import annotations

from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.batches.keying import Keying
from pbdesk.ui.pages.page import Page

__all__ = ["SCENES"]


def _type(page: Page, text: str) -> Keying:
    page.go_to("9")
    keying = page.findChild(Keying)
    assert isinstance(keying, Keying)
    keying.codes.edit.setText(text)
    keying.codes.changed.emit()
    return keying


def _typing(page: Page) -> None:
    _ = _type(page, "C E F")


def _refused(page: Page) -> None:
    _type(page, "C Z").codes.edit.returnPressed.emit()


def _doubtful(page: Page) -> None:
    _ = _type(page, "? C' E/ F~")


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
