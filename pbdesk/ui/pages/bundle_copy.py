"""The closed bundle as both sides get it: an index, and every page under its number."""

from __future__ import annotations

from functools import partial
from typing import override

from pbdesk.app.case_file import CaseFile
from pbdesk.app.jobs.progress import Progress
from pbdesk.i18n import Locale
from pbdesk.minutes.decision import Refusal
from pbdesk.ui.host import Host
from pbdesk.ui.pages.refusals import warn
from pbdesk.ui.render.drawing import OwnWidget
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.words import say

__all__ = ["BundleCopy"]


class BundleCopy(OwnWidget):
    """Draws the numbered bundle, to be looked at, printed and saved."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.show_it = Button(
            say("Show the bundle as both sides get it"),
            icon="eye",
        )
        self.add(Line(self.show_it))
        self.show_it.clicked.connect(self._draw)

    def _draw(self) -> None:
        file = self.host.file
        if isinstance(file, CaseFile):
            self.host.run(
                partial(_drawn, file, theme().locale),
                title=_NUMBERING,
                done=self._made,
            )

    def _made(self, made: bytes | Refusal) -> None:
        if isinstance(made, Refusal):
            warn(self.host, made)
            return
        self.host.preview(say("Bundle"), made, "bundle.pdf")

    @override
    def refresh(self) -> None:
        """It always shows the same."""


def _drawn(
    file: CaseFile,
    locale: Locale,
    progress: Progress,
) -> bytes | Refusal:
    from pbdesk.app.jobs.case_bundle import bundle_pdf

    return bundle_pdf(file, locale, progress)


_NUMBERING = say("Numbering the pages")
