"""Bringing the jury's list up to what the file of a case says."""

from __future__ import annotations

from typing import override

from pbdesk.app.jobs.case_news import news_of
from pbdesk.jury import docket
from pbdesk.minutes.decision import Refusal
from pbdesk.ui.host import Host
from pbdesk.ui.pages.refusals import refused
from pbdesk.ui.render.drawing import OwnWidget
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Words, say

__all__ = ["CaseNews"]


class CaseNews(OwnWidget):
    """Asks for the file of a case, and takes from it what happened."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.choose = Button(
            say("Take what happened from a case's file"),
            icon="folder-open",
        )
        help_ = say(
            "The list takes its days, who sits on its panel, and, once it is closed, how the "
            "jurors scored and what became of the advice. Nobody's words leave the case.",
        )
        self.add(Label(help_, "help"), Line(self.choose))
        self.choose.clicked.connect(self._choose)

    def _choose(self) -> None:
        path = self.host.ask_open(say("The file of the case"), "*.pbcase")
        if path is None:
            return
        found = news_of(path)
        if isinstance(found, Words):
            self.host.banner(found, wrong=True)
            return
        self.host.act(docket.follow, self._told, told=found)

    def _told(self, refusal: Refusal | None) -> None:
        if not refused(self.host, refusal):
            self.host.banner(say("The list says what the case's file says."))

    @override
    def refresh(self) -> None:
        """It always asks the same."""
