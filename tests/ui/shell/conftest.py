"""The one window in a test: shown, and opened on the sample evening at a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pbdesk.app.sample.evening import PASSPHRASE
from tests.evenings import file_at
from tests.look import usual_look
from tests.ui.shell.window import Answers, Window, made


@pytest.fixture
def window(qapp, qtbot, tmp_path) -> Iterator[Window]:
    usual_look(qapp)
    shell = made(tmp_path)
    shell.files = files = Answers(shell, tmp_path)
    qtbot.addWidget(shell)
    with qtbot.waitActive(shell):
        shell.show()
        shell.activateWindow()
    yield Window(shell, files)
    shell.close()
    usual_look(qapp)


@pytest.fixture
def evening() -> Callable[[str, Path], Path]:
    """A copy of the sample evening at a moment, under the name that its people know it by."""

    def copy(moment: str, to: Path) -> Path:
        played = file_at(moment, to)
        people = played.with_suffix(".people")
        _ = people.rename(people.with_stem("Millbrook"))
        return played.rename(played.with_stem("Millbrook"))

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
