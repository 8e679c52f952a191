"""How a line of the rail is drawn.

Shape and words of a step, the thread to the next, the pages of the chosen one.
"""

from __future__ import annotations

from typing import override

from pbdesk.ui.fit import measure
from pbdesk.ui.icons import draw_icon
from pbdesk.ui.strokes import ring
from pbdesk.ui.theme import Tone, colour, gap, px, theme, worded
from pbdesk.ui.widgets.ground import Ground
from pbdesk.ui.widgets.lines import LinePaint, LineView
from pbdesk.ui.widgets.rail_lines import RailLine, Step, StepPage

__all__ = ["RailPaint"]


class RailPaint(LinePaint[LineView[RailLine]]):
    """Draws a line of the rail."""

    @override
    def height(self, line: RailLine) -> int:
        if line.step is None:
            return gap(24) + 1
        if line.page is not None:
            return px(20) + gap(12)
        lines = measure(
            worded(line.step.state),
            theme().font("caption"),
            self._room(),
        )[1]
        return px(20) + max(px(17), round(lines)) + gap(12) + 1

    def _room(self) -> int:
        """Width of a step's words."""
        return self._view.viewport().width() - self._start() - gap(8)

    def _start(self) -> int:
        return gap(20) + px(20) + gap(12)

    @override
    def draw(self, ground: Ground, line: RailLine, *, chosen: bool) -> None:
        if line.step is None:
            side = gap(16)
            rule = ground.place(
                side,
                gap(12),
                ground.width - 2 * side,
                1,
            )
            ground.fill(rule, "hairline")
            return
        _paint_ground(ground, line, focused=chosen and self._view.hasFocus())
        _paint_thread(ground, line)
        if line.page is not None:
            self._paint_page(ground, line.page, chosen=line.chosen)
        else:
            self._paint_step(ground, line.step)

    def _paint_step(self, ground: Ground, step: Step) -> None:
        _paint_shape(ground, step)
        start = self._start()
        room = self._room()
        top = gap(8) - 1
        name = ground.place(start, top, room, px(20))
        ground.write(worded(step.name), name, "strong")
        below = ground.place(
            start,
            top + px(20),
            room,
            ground.high - px(24),
        )
        tone: Tone = (
            step.shape.tone
            if step.shape.tone in ("attention", "error")
            else "second"
        )
        state = worded(step.state)
        ground.write(state, below, "caption", tone, middle=False, wrap=True)

    def _paint_page(
        self,
        ground: Ground,
        page: StepPage,
        *,
        chosen: bool,
    ) -> None:
        words = ground.place(self._start(), 0, self._room(), ground.high)
        ground.write(
            worded(page.name),
            words,
            "strong" if chosen else "body",
        )


def _paint_shape(ground: Ground, step: Step) -> None:
    """How far a step is; a smaller shape for what may be left out, in the same place."""
    edge = px(20 if step.aside else 22)
    around = (px(22) - edge) / 2
    x = gap(20) - 1 + around
    y = gap(8) - 2 + around
    at = ground.place(x, y, edge, edge)
    ink = colour(step.shape.tone)
    draw_icon(ground.painter, step.shape.icon, ink, (at.x(), at.y()), edge)


def _paint_ground(ground: Ground, line: RailLine, *, focused: bool) -> None:
    tones = theme().tones
    if line.open:
        ground.fill(ground.area, "field")
    if line.chosen:
        ground.fill(ground.place(0, 0, 4, ground.high), "accent")
        if tones.outlined:
            ring(ground.painter, ground.area, tones.colour("outline"), 1)
    if focused:
        ring(ground.painter, ground.area, tones.colour("focus"), 1)


def _paint_thread(ground: Ground, line: RailLine) -> None:
    """The line from this shape towards the next: one way through."""
    if not line.thread:
        return
    x = gap(20) + px(10)
    top = 0 if line.page is not None else gap(8) + px(23)
    ground.fill(ground.place(x, top, 1, ground.high - top), "outline")
