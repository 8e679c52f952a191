"""The sample evening for pages that are reached late in it: played once a process, copied for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from pbdesk.app.desk import Desk
from pbdesk.app.sample.evening import start
from tests.evenings import CHEAP, evening_at


def desk_at(tmp_path: Path) -> Iterator[Callable[[str | None], Desk]]:
    """In place of the fixture of this name, which plays the evening anew each time."""
    with ExitStack() as open_desks:

        def at(moment: str | None) -> Desk:
            evening = evening_at(moment, tmp_path) if moment else start(tmp_path / "millbrook.pbdesk", cost=CHEAP)
            open_desks.callback(evening.desk.close)
            return evening.desk

        yield at


def seen_on(widget: QWidget) -> str:
    """All words that can be read on it now: what was just put there is shown by Qt's next turn."""
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())
