"""A real desk over a real file, with a clock and ids that come out the same each time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from pbdesk.app.sample.evening import Evening
from tests.evenings import evening_at


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Callable[[str], Evening]]:
    """The sample evening at a moment of one's choice."""
    with ExitStack() as stack:

        def at(moment: str) -> Evening:
            found = evening_at(moment, tmp_path)
            stack.callback(found.desk.close)
            return found

        yield at
