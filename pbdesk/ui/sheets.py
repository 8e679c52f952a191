"""Sheets to read beside the work: every shortcut, and what pbdesk is made of. Esc closes them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version

from PySide6.QtWidgets import QDialog, QWidget

from pbdesk.ui.theme import Text
from pbdesk.ui.widgets.boxes import Rule
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.facts import Notes
from pbdesk.ui.widgets.heading import Heading, Section
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.sheet import Sheet
from pbdesk.words import Words, say

__all__ = ["Leaflet", "about_sheet", "shortcut_sheet"]

_KEYS = 104
"""Width of the longest keys at 100 %."""

_MADE_OF: tuple[tuple[str, str], ...] = (
    ("Qt for Python (PySide6)", "LGPL-3.0"),
    ("SQLCipher and SQLite", "BSD-3-Clause, Zlib, public domain"),
    ("numpy, scipy", "BSD-3-Clause"),
    (
        "msgspec, sqlite-utils, rfc8785, segno, click, rich, platformdirs",
        "BSD, MIT, Apache-2.0",
    ),
    ("cryptography", "Apache-2.0 or BSD-3-Clause"),
    ("bcrypt", "Apache-2.0"),
    ("pyrage, pyHanko", "MIT"),
    ("python-calamine, olefile", "MIT, BSD-2-Clause"),
    ("pypdfium2 and PDFium, Pillow", "BSD-3-Clause, Apache-2.0, MIT-CMU"),
    ("pikepdf and QPDF", "MPL-2.0, Apache-2.0"),
    ("typst, reportlab, fontTools", "Apache-2.0, BSD-3-Clause, MIT"),
    ("Babel, holidays", "BSD-3-Clause, MIT"),
    ("Atkinson Hyperlegible Next, Noto Sans", "SIL OFL-1.1"),
    ("Lucide icons", "ISC, MIT"),
)


class Leaflet(Sheet):
    """A page in a window of its own, with one button that closes it.

    `caption` stands over its title.
    """

    def __init__(
        self,
        title: Words,
        parent: QWidget,
        *widgets: QWidget,
        caption: Text = "pbdesk",
    ) -> None:
        super().__init__(title, parent)
        close = Button(say("Close"), does=self.close)
        self.fill(Heading(caption, title, tail=(close,)), *widgets, height=720)


def shortcut_sheet(
    menus: Iterable[tuple[str, list[tuple[str, str]]]],
    parent: QWidget,
) -> QDialog:
    """Every shortcut of the menus."""
    widgets: list[QWidget] = []
    for title, lines in menus:
        widgets += [
            Section(title),
            Notes([(keys, words) for words, keys in lines], column=_KEYS),
        ]
    return Leaflet(say("Keyboard shortcuts"), parent, *widgets)


def about_sheet(parent: QWidget) -> QDialog:
    """Version and licences."""
    return Leaflet(
        say("About pbdesk"),
        parent,
        Label(
            say(
                "Version {version}, free software under the Apache licence 2.0.",
                version=version("pbdesk"),
            ),
        ),
        Label(
            say(
                "Everything stays on this computer. pbdesk opens no connection to any network.",
            ),
        ),
        Rule(),
        Section(say("Made with")),
        Notes(list(_MADE_OF)),
    )
