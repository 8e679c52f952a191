"""The one window in a test: shown, and opened on the sample evening at a moment."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pbdesk.app.sample.evening import PASSPHRASE, play, start
from pbdesk.ui.dress import dress
from pbdesk.ui.theme import theme
from tests.ui.shell.window import CHEAP, Answers, Window, made


@pytest.fixture
def window(qapp, qtbot, tmp_path) -> Iterator[Window]:
    dress(qapp)
    shell = made(tmp_path)
    shell.files = files = Answers(shell, tmp_path)
    qtbot.addWidget(shell)
    with qtbot.waitActive(shell):
        shell.show()
        shell.activateWindow()
    yield Window(shell, files)
    shell.close()
    theme().set(colours="light", scale=1.0, language="en")


@pytest.fixture(scope="session")
def evening(tmp_path_factory) -> Callable[[str, Path], Path]:
    """A copy of the sample evening at a moment; each moment is played once."""
    folder, kept = tmp_path_factory.mktemp("evening"), dict[str, Path]()

    def copy(moment: str, to: Path) -> Path:
        if moment not in kept:
            kept[moment] = folder / f"{moment}.pbdesk"
            play(start(kept[moment], cost=CHEAP), until=moment).desk.close()
        path = to / "Millbrook.pbdesk"
        shutil.copyfile(kept[moment], path)
        shutil.copyfile(kept[moment].with_suffix(".people"), path.with_suffix(".people"))
        return path

    return copy


@pytest.fixture
def opened(window, evening, tmp_path, qtbot) -> Callable[[str], Window]:
    """The window on the evening at a moment, with its people unlocked."""

    def at(moment: str) -> Window:
        window.shell.open(evening(moment, tmp_path))
        window.shell.host.unlock(PASSPHRASE, lambda wrong: None)
        window.wait(qtbot)
        window.shell.leave()
        return window

    return at
