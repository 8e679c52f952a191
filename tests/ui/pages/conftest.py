"""Pages in a test.

The sample evening played to a moment, and a page in a real window over its desk.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from pbdesk.app.desk import Desk
from pbdesk.app.sample import evening
from pbdesk.ui.kiosk.window import KioskWindow
from pbdesk.ui.pages.pack.page import PackPage
from pbdesk.ui.pages.page import Page
from pbdesk.ui.render.view import PageSpec
from tests.evenings import CHEAP, evening_at, file_at
from tests.look import usual_look
from tests.ui.watched import WatchedShell


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
def page_at(
    qtbot,
    window: WatchedShell,
    tmp_path: Path,
) -> Iterator[Callable[..., Page]]:
    """Shows a page over the sample assembly at a moment, in the real window with its saving thread.

    A moment is a name of the evening's, or a file. `width` and `height` are the page's own.
    """

    def show(
        kind: type[Page] | PageSpec,
        moment: str | Path | None,
        width: int = 1056,
        height: int = 700,
    ) -> Page:
        path = moment if isinstance(moment, Path) else begun(tmp_path, moment)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        page = window.show_over(path, kind.name)
        window.resize(
            window.width() + width - page.width(),
            window.height() + height - page.height(),
        )
        QApplication.processEvents()
        return page

    yield show
    for over in QApplication.topLevelWidgets():
        if isinstance(over, KioskWindow):
            over.leave()
        elif over is not window and over.isVisible():
            over.close()
    # No event loop runs here: what covers the window, such as a kiosk, is taken away by hand.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.session.close()
    window.places.forget()


def begun(tmp_path: Path, moment: str | None) -> Path:
    """The file of the sample assembly at a moment; None: only just started."""
    folder = tmp_path / (moment or "started")
    folder.mkdir()
    if moment is not None:
        return file_at(moment, folder)
    desk = evening.start(folder / "millbrook.pbdesk", cost=CHEAP).desk
    desk.close()
    return desk.record.path


@pytest.fixture(scope="session")
def packed(tmp_path_factory) -> Path:
    """Folders with the declared evening and a pack, by the name of what was ticked."""
    return tmp_path_factory.mktemp("packed")


@pytest.fixture
def made_at(
    page_at,
    packed,
    window: WatchedShell,
    tmp_path: Path,
) -> Callable[..., PackPage]:
    """The pack's page after the pack was made there, which each way of ticking does once a session."""

    def show(
        name: str,
        tick: Callable[[PackPage], object] = lambda _page: None,
        height: int = 700,
    ) -> PackPage:
        if not (packed / name).exists():
            page = page_at(PackPage, "declared")
            tick(page)
            page.make.click()
            window.session.close()
            shutil.move(tmp_path / "declared", packed / name)
        folder = shutil.copytree(packed / name, tmp_path / "packed")
        return page_at(PackPage, folder / "millbrook.pbdesk", 1056, height)

    return show


@pytest.fixture
def found_out(qtbot, window: WatchedShell) -> Callable[[], None]:
    """Waits until the long work that was begun is done, however long it takes."""
    return lambda: qtbot.waitUntil(
        lambda: not window.long_work.busy,
        timeout=600_000,
    )


@pytest.fixture
def page_again(window: WatchedShell) -> Callable[..., Page]:
    """The page as it is when the same file is opened another time."""

    def show(kind: type[Page]) -> Page:
        path = window.host.desk.record.path
        return window.show_over(path, kind.name)

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
