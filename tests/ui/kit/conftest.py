"""The kit's tests stand in a dressed application, light, at 100 %, in English.

Nothing painted may be clipped.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.look import usual_look


@pytest.fixture(autouse=True)
def look(qapp) -> Iterator[None]:
    usual_look(qapp)
    yield
    usual_look(qapp)


@pytest.fixture
def shown(qtbot):
    """Shows a widget at a size, active, and waits for it."""

    def show(widget, width=800, height=600):
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        return widget

    return show
