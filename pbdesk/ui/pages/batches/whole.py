"""Where all papers are: one bar cut into its parts, a gap in it where papers are missing."""

from __future__ import annotations

from typing import override

from pbdesk.ui.host import Host
from pbdesk.ui.pages.batches.sums import AddingUp
from pbdesk.ui.render.drawing import OwnWidget
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.legend import Whole
from pbdesk.words import several

__all__ = ["WholeOfPapers"]


class WholeOfPapers(OwnWidget):
    """All papers that were given out, and beside them what the kiosk took."""

    about: AddingUp

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._issued, self._whole = Label("", "label"), Whole()
        self._kiosk = Label("", "caption", wrap=False)
        given = Line()
        given.fill(self._issued)
        given.add(self._kiosk)
        self.add(given, self._whole)

    @override
    def refresh(self) -> None:
        found = self.about
        issued = found.issued
        self._issued.show_text(
            several("{n} paper given out", "{n} papers given out", issued),
        )
        self._whole.show_parts(found.parts)
        self._kiosk.setVisible(found.kiosk is not None)
        self._kiosk.show_text(found.kiosk or "")
