"""The drawing of a doubtful paper: its boxes are pressed until it looks like the paper."""

from __future__ import annotations

from typing import override

from pbdesk.assembly.state import Assembly
from pbdesk.minutes.decision import Refusal
from pbdesk.questions import box
from pbdesk.questions.batches import to_rule
from pbdesk.questions.papers import HandMark
from pbdesk.ui.host import Host
from pbdesk.ui.pages.drawn import paper_lines
from pbdesk.ui.pages.hand_drawing import pressed, written
from pbdesk.ui.pages.marked import as_made, how_to_mark
from pbdesk.ui.pages.refusals import refused
from pbdesk.ui.render.drawing import OwnWidget
from pbdesk.ui.widgets.paper import Paper
from pbdesk.words import plain, say

__all__ = ["DoubtfulPaper"]


class DoubtfulPaper(OwnWidget):
    """The paper that it is `about`; its boxes can be pressed while it is to be ruled on."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.paper, self._saving = Paper(roomy=True), False
        self.add(self.paper)
        self.paper.pressed.connect(self._press)
        self.paper.written.connect(self._write)
        self.paper.moved.connect(self._say_line)

    @property
    def _state(self) -> Assembly:
        return self.host.state

    @property
    def _where(self) -> tuple[int, int]:
        batch, _, paper = self.about.partition("/")
        return int(batch), int(paper)

    @property
    def marks(self) -> tuple[HandMark, ...]:
        """As they are drawn now."""
        return self._state.papers.paper(*self._where).drawn

    @override
    def refresh(self) -> None:
        self.paper.let_press(on=self._where in to_rule(self._state))
        lines = paper_lines(as_made(self._state, self.marks))
        title, how = plain(self._state.mandate.name), how_to_mark(self._state)
        self.paper.show_lines(lines, title=title, how=how)

    def _press(self, code: str) -> None:
        self._draw(pressed(self._state, self.marks, code))

    def _write(self, code: str, typed: str) -> None:
        self._draw(written(self._state, self.marks, code, typed))

    def _draw(self, marks: tuple[HandMark, ...]) -> None:
        """Keep the drawing; a press while the one before is being saved is not taken."""
        if not self._saving and marks != self.marks:
            self._saving = True
            batch, paper = self._where
            self.host.act(
                box.redraw,
                then=self._drawn,
                batch=batch,
                paper=paper,
                marks=marks,
            )

    def _drawn(self, refusal: Refusal | None) -> None:
        self._saving = False
        if not refused(self.host, refusal) and (line := self.paper.ringed):
            self._say_line(line.code)

    def _say_line(self, code: str) -> None:
        """Tell a screen reader the line with the ring."""
        for line in as_made(self._state, self.marks):
            if line.code == code:
                mark = line.heard or say("nothing")
                self.host.announce(
                    say(
                        "{code} {title}: {mark}",
                        code=code,
                        title=line.title,
                        mark=mark,
                    ),
                )
