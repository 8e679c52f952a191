"""The clocks of a hearing: what is left to each side, and who has the floor. They tick alone."""

from __future__ import annotations

from functools import partial
from typing import override

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent

from pbdesk.app.case_file import CaseFile
from pbdesk.jury import hearing
from pbdesk.jury.asked import SIDES, Side
from pbdesk.jury.hearing import PARTS, part_id
from pbdesk.jury.state import Case
from pbdesk.minutes.clock import Running
from pbdesk.minutes.decision import Refusal
from pbdesk.ui.host import Host
from pbdesk.ui.icons import DONE, NOT_STARTED, UNDER_WAY
from pbdesk.ui.pages.refusals import refused
from pbdesk.ui.render.drawing import OwnWidget
from pbdesk.ui.widgets.boxes import Line, Surface
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.facts import BigFigure
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.progress import Bar
from pbdesk.words import plain, say

__all__ = ["HearingClock"]

_SECOND = 1000  # milliseconds


class _SideClock(Surface):
    """A side's time. Whoever speaks stands on a tint."""

    def __init__(self, side: Side) -> None:
        self._side: Side = side
        self._state, self._left = Label("", "help"), BigFigure(beside="caption")
        self._bar = Bar(say("Time left"))
        super().__init__(
            Label(SIDES[side], "strong"),
            self._state,
            self._left,
            self._bar,
        )

    def _show_state(self, *, speaks: bool, has_begun: bool) -> None:
        if speaks:
            self._state.show_text(say("Speaking now"), shape=UNDER_WAY)
        elif has_begun:
            self._state.show_text(say("Has spoken"), shape=DONE)
        else:
            self._state.show_text(say("Has not spoken yet"), shape=NOT_STARTED)

    def show_time(self, state: Case, running: int) -> None:
        """Show what is left. `running`: seconds since the clock runs for this side, 0 if not."""
        floor, parts = state.floor, state.hearing.parts
        mine = [
            (part_id(n), each)
            for n, each in enumerate(parts, 1)
            if each.side == self._side
        ]
        whole = sum(each.minutes * 60 for _, each in mine)
        left = hearing.left(state, self._side) - running
        speaks = floor.now is not None and floor.now.item in {
            item for item, _ in mine
        }
        self.show_tone("chosen" if speaks else "field")
        self._show_state(
            speaks=speaks,
            has_begun=any(floor.begun(item) for item, _ in mine),
        )
        of = say("left of {time}", time=_minutes(whole))
        self._left.show_figure(plain(_minutes(left)), of)
        self._bar.show_share(left, whole)


def _minutes(seconds: int) -> str:
    sign = "-" if seconds < 0 else ""
    return f"{sign}{abs(seconds) // 60}:{abs(seconds) % 60:02}"


class HearingClock(OwnWidget):
    """Both sides' time beside each other; below, the part that is under way."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.sides: dict[Side, _SideClock] = {
            side: _SideClock(side) for side in SIDES
        }
        self._who = Label("", "strong")
        self.turn, self.ending = (
            Button(say("Pause"), icon="pause", does=self._turn),
            Button(
                say("End this part"),
                does=partial(host.act, hearing.end, self._told),
            ),
        )
        self.interpreting = Button(
            say("Interpreting"),
            "quiet",
            does=partial(host.act, hearing.interpret, self._told),
        )
        self.room = Button(
            say("Show in the room"),
            "quiet",
            icon="monitor",
            does=lambda: host.show_in_room("floor"),
        )
        self._acts = Line(self.turn, self.interpreting, self.ending, self.room)
        both = Line(top=True)
        for clock in self.sides.values():
            both.fill(clock)
        self.add(both, self._who, self._acts)
        self._tick = QTimer(self, interval=_SECOND)
        self._tick.timeout.connect(self._show_time)
        self.refresh()

    @property
    def _state(self) -> Case | None:
        file = self.host.file
        return file.state if isinstance(file, CaseFile) else None

    @override
    def refresh(self) -> None:
        """Show who has the floor now, and what is left to both."""
        state = self._state
        if state is None:
            return
        now = state.floor.now
        for each in (self._who, self._acts):
            each.setVisible(now is not None)
        if now is not None:
            part = self._part(state, now)
            runs = now.since is not None
            self.interpreting.setVisible(runs and bool(part.side))
            self.turn.show_text(
                say("Pause") if runs else say("Go on"),
                "pause" if runs else "play",
            )
        self._show_time()

    def _part(self, state: Case, now: Running) -> hearing.Part:
        return state.hearing.parts[int(now.item.removeprefix("part-")) - 1]

    def _show_time(self) -> None:
        state = self._state
        if state is None:
            return
        now = state.floor.now
        running = self._running(now)
        for side, clock in self.sides.items():
            speaks = now is not None and self._part(state, now).side == side
            clock.show_time(state, running if speaks else 0)
        if now is not None:
            part = self._part(state, now)
            left = (
                part.minutes * 60
                - state.floor.used(now.item, now.table)
                - running
            )
            told = say(
                "{part}: {side}, {time} left",
                part=PARTS[part.kind],
                side=SIDES[part.side] if part.side else say("The chair"),
                time=_minutes(left),
            )
            self._who.show_text(told)

    def _running(self, now: Running | None) -> int:
        """Seconds since the clock runs."""
        if not (now and now.since):
            return 0
        return round((self.host.file.moment().at - now.since).total_seconds())

    def _turn(self) -> None:
        state = self._state
        if state is None or state.floor.now is None:
            return
        now = state.floor.now
        if now.since is not None:
            self.host.act(hearing.pause, self._told)
        else:
            part = int(now.item.removeprefix("part-"))
            self.host.act(hearing.let_speak, self._told, part=part)

    def _told(self, refusal: Refusal | None) -> None:
        refused(self.host, refusal)

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._tick.start()

    @override
    def hideEvent(self, event: QHideEvent, /) -> None:
        super().hideEvent(event)
        self._tick.stop()
