"""Scenes of the record's page."""

from __future__ import annotations

from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page

__all__ = ["SCENES"]


def _in_the_count(page: Page) -> None:
    page.go_to("count")


def _searching(page: Page, words: str = "riverside") -> None:
    from pbdesk.ui.pages.record.page import RecordPage

    assert isinstance(page, RecordPage)
    page.search.edit.setText(words)
    page.search.edit.returnPressed.emit()


def _finding_nothing(page: Page) -> None:
    _searching(page, "unicorn")


def _erasing(page: Page) -> None:
    """The newest entry in which somebody's words stand is chosen.

    And the sheet asks why they are to go.
    """
    from pbdesk.minutes.erasure import holds_words
    from pbdesk.ui.pages.record.page import RecordPage

    assert isinstance(page, RecordPage)
    page.minutes.choose(
        str(
            next(
                each.seq
                for each in reversed(page.host.desk.recorded)
                if holds_words(each.entry)
            ),
        ),
    )
    page.erase_button.click()


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("at-work", "declared", _in_the_count),
    Scene("searching", "declared", _searching),
    Scene("nothing-found", "answered", _finding_nothing),
    Scene("erasing", "answered", _erasing),
)
