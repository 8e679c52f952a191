"""Pages in a test.

The sample evening played to a moment, and a page in a real window over its desk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from pbdesk.app.desk import Desk
from pbdesk.app.sample import evening
from pbdesk.ui.pages.page import Page
from tests.evenings import CHEAP, evening_at
from tests.look import usual_look
from tests.ui.host import DeskHost


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    usual_look(qapp)
    yield
    usual_look(qapp)


@pytest.fixture
def desk_at(tmp_path: Path) -> Iterator[Callable[[str | None], Desk]]:
    """The sample assembly as it stands at a moment of its evening; None: only just started."""
    with ExitStack() as open_desks:

        def at(moment: str | None) -> Desk:
            folder = tmp_path / (moment or "started")
            folder.mkdir()
            found = (
                evening.start(folder / "millbrook.pbdesk", cost=CHEAP)
                if moment is None
                else evening_at(moment, folder)
            )
            open_desks.callback(found.desk.close)
            return found.desk

        yield at


@pytest.fixture
def page_at(qtbot, desk_at) -> Callable[..., Page]:
    """Shows a page, in an active window of its own, over the sample assembly at a moment."""

    def show(kind: type[Page], moment: str | None, width: int = 1056, height: int = 700) -> Page:
        host = DeskHost(desk_at(moment))
        page = kind(host)
        host.page = page
        qtbot.addWidget(page)
        page.resize(width, height)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        return page

    return show


@pytest.fixture
def type_into(qtbot) -> Callable[[str], None]:
    """Types into whatever has the focus."""

    def type_text(text: str) -> None:
        widget = QApplication.focusWidget()
        assert isinstance(widget, QWidget)
        qtbot.keyClicks(widget, text)

    return type_text


@pytest.fixture
def press(qtbot) -> Callable[[Qt.Key], None]:
    """Presses a key on whatever has the focus."""

    def press_key(key: Qt.Key, times: int = 1) -> None:
        for _ in range(times):
            qtbot.keyClick(QApplication.focusWidget(), key)

    return press_key
