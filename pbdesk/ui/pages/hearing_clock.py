"""The clock of a hearing: who has the floor, and what is left to that side. It ticks by itself."""

from __future__ import annotations

from functools import partial
from typing import override

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent

from pbdesk.app.case_file import CaseFile
from pbdesk.jury import hearing
from pbdesk.jury.asked import SIDES
from pbdesk.jury.hearing import PARTS
from pbdesk.minutes.clock import Running
from pbdesk.minutes.decision import Refusal
from pbdesk.ui.host import Host
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.render.drawing import OwnWidget
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.facts import BigFigure
from pbdesk.ui.widgets.label import Label
from pbdesk.words import plain, say

__all__ = ["HearingClock"]

_SECOND = 1000  # milliseconds


class HearingClock(OwnWidget):
    """Hidden while no part is under way."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._who, self.figure = Label("", "strong"), BigFigure()
        self.turn, self.ending = Button(say("Pause"), icon="pause"), Button(say("End this part"))
        self.interpreting = Button(say("Interpreting"), "quiet")
        self.room = Button(say("Show in the room"), "quiet", icon="monitor")
        self.add(self._who, self.figure, Line(self.turn, self.interpreting, self.ending, self.room))
        self._tick = QTimer(self, interval=_SECOND)
        self._tick.timeout.connect(self._show_time)
        self.turn.clicked.connect(self._turn)
        self.room.clicked.connect(lambda: host.show_in_room("floor"))
        self.interpreting.clicked.connect(partial(host.act, hearing.interpret, self._told))
        self.ending.clicked.connect(partial(host.act, hearing.end, self._told))
        self.hide()

    def _now(self) -> tuple[CaseFile, Running] | None:
        file = self.host.file
        if not isinstance(file, CaseFile) or file.state.floor.now is None:
            return None
        return file, file.state.floor.now

    @override
    def refresh(self) -> None:
        """Show who has the floor now."""
        found = self._now()
        self.setVisible(found is not None)
        if found is None:
            return
        file, now = found
        part = self._part(file, now)
        side = SIDES[part.side] if part.side else say("The chair")
        self._who.show_text(say("{part}: {side}", part=PARTS[part.kind], side=side))
        runs = now.since is not None
        self.interpreting.setVisible(runs and bool(part.side))
        self.turn.show_text(say("Pause") if runs else say("Go on"), "pause" if runs else "play")
        self._show_time()

    def _part(self, file: CaseFile, now: Running) -> hearing.Part:
        return file.state.hearing.parts[int(now.item.removeprefix("part-")) - 1]

    def _show_time(self) -> None:
        found = self._now()
        if found is None:
            return
        file, now = found
        used = file.state.floor.used(now.item, now.table)
        if now.since is not None:
            used += round((file.moment().at - now.since).total_seconds())
        seconds = self._part(file, now).minutes * 60 - used
        sign = "-" if seconds < 0 else ""
        left = plain(f"{sign}{abs(seconds) // 60}:{abs(seconds) % 60:02}")
        self.figure.show_figure(left, say("left of this part"))

    def _turn(self) -> None:
        found = self._now()
        if found is None:
            return
        _, now = found
        if now.since is not None:
            self.host.act(hearing.pause, self._told)
        else:
            part = int(now.item.removeprefix("part-"))
            self.host.act(hearing.let_speak, self._told, part=part)

    def _told(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            self.host.banner(spoken(refusal), wrong=True)

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._tick.start()

    @override
    def hideEvent(self, event: QHideEvent, /) -> None:
        super().hideEvent(event)
        self._tick.stop()
