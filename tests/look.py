"""The usual look of a window in a test: light, at 100 %, in English."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from pbdesk.i18n import ENGLISH
from pbdesk.ui.dress import dress
from pbdesk.ui.fit import clipped
from pbdesk.ui.theme import theme


def usual_look(app: QApplication) -> None:
    """Look as usual, and forget what was clipped.

    Dressing costs 30 ms, so it is done where something is different.
    """
    if not app.property("dressed"):
        dress(app)
        app.setProperty("dressed", True)
    clipped.clear()
    if (theme().colours, theme().scale, theme().locale) != (
        "light",
        1.0,
        ENGLISH,
    ):
        theme().set(colours="light", scale=1.0, language="en")
