"""The clock of whoever has the floor.

Time left, a bar that fills with time used, and what to do with it.
It ticks without the record: only starting, stopping and ending are entries.
"""

from __future__ import annotations

from functools import partial
from typing import override

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent

from pbdesk.assembly import floor
from pbdesk.assembly.public import Speaking, speaking
from pbdesk.minutes.clock import end, pause
from pbdesk.minutes.decision import Refusal
from pbdesk.ui.host import Host
from pbdesk.ui.pages.refusals import refused
from pbdesk.ui.render.drawing import OwnWidget
from pbdesk.ui.room.view import SCENES
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.facts import BigFigure
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.progress import Bar
from pbdesk.ui.widgets.split import is_narrow
from pbdesk.words import plain, say

__all__ = ["FloorClock"]

_WHERE = say(
    "The room sees this clock on its screen “{scene}”.",
    scene=SCENES["speaking"],
)
_SECOND = 1000  # milliseconds


class FloorClock(OwnWidget):
    """Hidden while nobody has the floor."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._seen: Speaking | None = None
        self._who, self.figure, self._note = (
            Label("", "strong"),
            BigFigure(),
            Label("", "help"),
        )
        self._bar = Bar(say("Time used"))
        self.turn, self.following = (
            Button(say("Pause"), icon="pause", does=self._turn),
            Button("", does=self._follow),
        )
        self.ending = Button(say("End the item"), "quiet")
        self.room = Button(
            "",
            "quiet",
            icon="monitor",
            name=say("Show the clock in the room"),
            does=self._show_in_room,
        )
        clock = Line()
        clock.fill(self.figure)
        clock.add(self.turn)
        self.add(
            self._who,
            clock,
            self._bar,
            self._note,
            Line(self.following, self.ending, self.room),
        )
        self._over = False
        self._tick = QTimer(self, interval=_SECOND)
        self._tick.timeout.connect(self._show_time)
        self._connect(host)
        self.hide()

    def _connect(self, host: Host) -> None:
        ending = partial(host.act, end, then=self._told)
        self.ending.clicked.connect(ending)

    def _show_in_room(self) -> None:
        self.host.show_in_room("speaking")

    @override
    def refresh(self) -> None:
        """Show who has the floor now."""
        seen = self._seen = speaking(self.host.state)
        self.setVisible(seen is not None)
        if seen is None:
            return
        runs = seen.since is not None
        self._who.show_text(
            say("{who}: {title}", who=seen.who or seen.place, title=seen.title),
        )
        self.turn.show_text(
            say("Pause") if runs else say("Go on"),
            "pause" if runs else "play",
        )
        self._note.show_text(
            say("{where} {then}.", where=_WHERE, then=seen.then)
            if seen.then
            else _WHERE,
        )
        tables = self._tables()
        self.following.setVisible(bool(tables))
        if tables:
            self.following.show_text(
                say("Table {n}", n=tables[0]),
                "arrow-right",
            )
        for each in (
            self._bar,
            self._note,
        ):  # where text is large the form needs the room
            each.setVisible(not is_narrow(self))
        self._show_time()
        self._run()

    def _tables(self) -> tuple[int, ...]:
        state = self.host.state
        if state.floor.now is None:
            return ()
        return floor.to_come(state, state.agenda.by_id[state.floor.now.item])

    def _show_time(self) -> None:
        seen = self._seen
        if seen is None:
            return
        left = seen.left(self.host.desk.moment().at)
        self.figure.show_figure(
            plain(f"{left // 60}:{left % 60:02}"),
            seen.whole_words if left else say("The time is up"),
        )
        self._bar.show_share(left, seen.whole)
        if not left and not self._over and self._tick.isActive():
            self.host.announce(say("The time is up."))
        self._over = not left

    def _run(self) -> None:
        """Tick while the clock runs and somebody sees it."""
        runs = (
            self._seen is not None
            and self._seen.since is not None
            and self.isVisible()
        )
        self._tick.start() if runs else self._tick.stop()

    # What is recorded

    def _turn(self) -> None:
        now = self.host.state.floor.now
        if now is not None and now.since is not None:
            self.host.act(pause, then=self._told)
        elif now is not None:
            self.host.act(floor.begin, then=self._told, item=now.item)

    def _follow(self) -> None:
        now, tables = self.host.state.floor.now, self._tables()
        if now is not None and tables:
            self.host.act(
                floor.begin,
                then=self._told,
                item=now.item,
                table=tables[0],
            )

    def _told(self, refusal: Refusal | None) -> None:
        refused(self.host, refusal)

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._show_time()
        self._run()

    @override
    def hideEvent(self, event: QHideEvent, /) -> None:
        super().hideEvent(event)
        self._tick.stop()
