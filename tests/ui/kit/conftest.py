"""The kit's tests stand in a dressed application, light, at 100 %, in English; nothing painted may be clipped."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pbdesk.ui.fit import clipped
from pbdesk.ui.theme import theme


@pytest.fixture(autouse=True)
def look(qapp) -> Iterator[None]:
    theme().apply(qapp)
    theme().set(colours="light", scale=1.0, language="en")
    clipped.clear()
    yield
    theme().set(colours="light", scale=1.0, language="en")


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
