"""Drawing: each kind of block with its widget, and a column of them matched by key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from pbdesk.charts import Palette
from pbdesk.ui.host import Host
from pbdesk.ui.render import blocks
from pbdesk.ui.render.asked import Asked
from pbdesk.ui.render.blocks import Ask, Block, Press
from pbdesk.ui.render.clauses import ClauseForm
from pbdesk.ui.render.intents import Intent
from pbdesk.ui.render.presses import PressLine
from pbdesk.ui.theme import Tones, theme
from pbdesk.ui.widgets import facts
from pbdesk.ui.widgets.bars import Bars
from pbdesk.ui.widgets.boxes import Column, Rule
from pbdesk.ui.widgets.chart import ChartView
from pbdesk.ui.widgets.empty import Empty
from pbdesk.ui.widgets.heading import Heading, Section
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.paper import Paper
from pbdesk.ui.widgets.paper_beside import PaperBeside, PaperWithNote
from pbdesk.ui.widgets.plain_words import Numbered
from pbdesk.ui.widgets.pots import Pots
from pbdesk.ui.widgets.reading_order import first_stop
from pbdesk.ui.widgets.rows import Rows
from pbdesk.ui.widgets.table import Table

__all__ = ["WIDE", "Drawn", "Easel", "OwnWidget", "Stack"]


class OwnWidget(Column):
    """A widget of its own, made with the page's host: it knows by itself what to show.

    `means` tells the page what somebody wants there: an intent.
    """

    about: Any = ""
    """What it shows, where its page says so."""
    means = Signal(object)

    def __init__(self, host: Host) -> None:
        """Subclasses fill it."""
        super().__init__()
        self.host = host

    def refresh(self) -> None:
        """Show how things stand now."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Go to what is done first in it."""
        (first_stop(self) or self).setFocus(Qt.FocusReason.OtherFocusReason)


class Easel(Protocol):
    """What drawing asks of the page it is done for."""

    host: Host

    def press(self, intent: Intent) -> None:
        """Somebody pressed a button."""
        ...

    def asked(self, ask: Ask) -> Asked:
        """A form, with its drafts."""
        ...

    def filled(self, clauses: blocks.Clauses) -> ClauseForm:
        """A form of clauses."""
        ...

    def choose(self, key: str) -> None:
        """Somebody chose a row."""
        ...

    def offered(self, presses: Sequence[Press]) -> tuple[Press, ...]:
        """The buttons that are there: what opens a form is not, while that form is."""
        ...

    def own(self, name: str) -> OwnWidget:
        """A widget of its own."""
        ...


@dataclass(frozen=True, slots=True)
class Drawn:
    """A widget, and what shows its block in it (True: there is another stop of the keyboard)."""

    widget: QWidget
    show: Callable[[Any], object]


class Stack:
    """Blocks in a column. A widget stays as long as its block's key does."""

    def __init__(
        self,
        column: Column,
        easel: Easel,
        edge: tuple[int, int, int, int] | None = None,
        above: str = "heading",
    ) -> None:
        """Nothing is in the column yet; all but what is wide keeps away from its `edge`.

        A heading stands `above` as that kind does: what is wide has a head or an edge of its own.
        """
        self._column = column
        self._easel = easel
        self._edge = edge
        self._above = above
        self._drawn: dict[Hashable, Drawn] = {}
        self._before: list[QWidget] = []

    def show(self, seen: Sequence[Block]) -> bool:
        """Show these blocks; whether widgets came or changed places.

        Raises ValueError where two blocks of one kind have the same key.
        """
        wanted = dict(_keyed(seen))
        if len(wanted) != len(seen):
            raise ValueError("two blocks of one kind have the same key")
        for key in [key for key in self._drawn if key not in wanted]:
            self._take_out(self._drawn.pop(key).widget)
        changed = False
        for key, block in wanted.items():
            if key not in self._drawn:
                self._drawn[key] = self._add(self._framed(block))
            changed |= self._drawn[key].show(block) is True
        return (
            self._order([self._drawn[key].widget for key in wanted]) or changed
        )

    def _framed(self, block: Block) -> Drawn:
        drawn = _DRAW[type(block)](self._easel, block)
        if self._edge is None or isinstance(block, WIDE):
            return drawn
        frame = Column(drawn.widget, inset=self._edge)
        frame.flow = getattr(drawn.widget, "flow", "block")
        if isinstance(block, blocks.Heading):
            frame.flow = self._above
        return Drawn(frame, drawn.show)

    def _add(self, drawn: Drawn) -> Drawn:
        """Put it in sight at once: the focus may go into it before Qt's next turn."""
        self._column.add(drawn.widget)
        drawn.widget.show()
        return drawn

    def _order(self, wanted: list[QWidget]) -> bool:
        changed = wanted != self._before
        self._before = wanted
        if self._column.things() != wanted:
            self._put_in_order(wanted)
        return changed

    def _put_in_order(self, wanted: list[QWidget]) -> None:
        for widget in wanted:
            self._column.lift(widget)
        self._column.add(*wanted)

    def _take_out(self, widget: QWidget) -> None:
        self._column.lift(widget)
        widget.hide()
        widget.setParent(None)
        widget.deleteLater()


def _keyed(seen: Sequence[Block]) -> Iterator[tuple[Hashable, Block]]:
    """Each block under its key, or under its number among those of its kind and look."""
    met = Counter[Hashable]()
    for block in seen:
        kind = (type(block), _look(block))
        name = block.kept_as if isinstance(block, Ask) else block.key
        met[kind] += not name
        yield (kind, name or met[kind]), block


def _look(block: Block) -> str:
    """What of a block its widget cannot change."""
    return block.role if isinstance(block, blocks.Paragraph) else ""


def _heading(easel: Easel, _block: blocks.Heading) -> Drawn:
    tail = PressLine(easel.press)
    widget = Heading(tail=(tail,))

    def show(block: blocks.Heading) -> None:
        widget.show_text(
            block.caption,
            block.title,
            shape=block.shape,
            state=block.state,
        )
        tail.show_presses(easel.offered(block.tail))

    return Drawn(widget, show)


def _section(_easel: Easel, _block: blocks.Section) -> Drawn:
    widget = Section("")
    return Drawn(
        widget,
        lambda block: widget.show_text(block.title, block.note),
    )


def _rule(_easel: Easel, _block: blocks.Rule) -> Drawn:
    return Drawn(Rule(), lambda _block: None)


def _paragraph(_easel: Easel, block: blocks.Paragraph) -> Drawn:
    widget = Label("", block.role)
    return Drawn(
        widget,
        lambda block: widget.show_text(
            block.text,
            lead=block.lead,
            shape=block.shape,
        ),
    )


def _facts(_easel: Easel, _block: blocks.Facts) -> Drawn:
    widget = facts.Facts()
    return Drawn(widget, lambda block: widget.show_facts(block.facts))


def _figures(_easel: Easel, _block: blocks.Figures) -> Drawn:
    widget = facts.Figures()
    return Drawn(widget, lambda block: widget.show_figures(block.figures))


def _findings(_easel: Easel, _block: blocks.Findings) -> Drawn:
    widget = facts.Findings()
    return Drawn(widget, lambda block: widget.show_findings(block.findings))


def _notes(_easel: Easel, _block: blocks.Notes) -> Drawn:
    widget = facts.Notes()
    return Drawn(widget, lambda block: widget.show_notes(block.notes))


def _numbered(_easel: Easel, _block: blocks.Numbered) -> Drawn:
    widget = Numbered()
    return Drawn(
        widget,
        lambda block: widget.show_sentences(block.sentences, block.tinted),
    )


def _chart(_easel: Easel, _block: blocks.Chart) -> Drawn:
    widget = ChartView()

    def show(block: blocks.Chart) -> None:
        svg = block.draw(theme().locale, _chart_tones(theme().tones))
        widget.show_chart(svg, block.said)

    return Drawn(widget, show)


def _buttons(easel: Easel, _block: blocks.Buttons) -> Drawn:
    widget = PressLine(easel.press)
    return Drawn(
        widget,
        lambda block: widget.show_presses(easel.offered(block.presses)),
    )


def _rows(easel: Easel, block: blocks.Rows) -> Drawn:
    widget = Rows(name=block.name)
    widget.chosen.connect(easel.choose)
    widget.opened.connect(easel.choose)
    return Drawn(
        widget,
        lambda block: widget.show_rows(block.rows, block.chosen),
    )


def _table(easel: Easel, block: blocks.Table) -> Drawn:
    widget = Table(block.columns, name=block.name, in_pane=True)
    widget.setVerticalScrollBarPolicy(
        Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
    )  # the pane scrolls
    widget.chosen.connect(easel.choose)
    return Drawn(
        widget,
        lambda block: widget.show_rows(block.rows, keep=block.chosen),
    )


def _paper(_easel: Easel, _block: blocks.Paper) -> Drawn:
    widget = Paper()

    def show(block: blocks.Paper) -> None:
        widget.show_lines(block.lines, title=block.title, how=block.how)

    return Drawn(widget, show)


def _bars(_easel: Easel, _block: blocks.Bars) -> Drawn:
    widget = Bars()
    return Drawn(widget, lambda block: widget.show_lines(block.lines))


def _empty(easel: Easel, block: blocks.Empty) -> Drawn:
    press = block.press
    if press is None:
        return Drawn(Empty(block.title, block.sentence), lambda _block: None)
    widget = Empty(block.title, block.sentence, press.words, icon=press.icon)
    widget.pressed.connect(lambda: easel.press(press.intent))
    return Drawn(widget, lambda _block: None)


def _pots(_easel: Easel, _block: blocks.Pots) -> Drawn:
    widget = Pots()
    return Drawn(widget, lambda block: widget.show_lines(block.lines))


def _own(easel: Easel, block: blocks.Own) -> Drawn:
    widget = easel.own(block.name)

    def show(block: blocks.Own) -> None:
        widget.about = block.about
        widget.refresh()

    return Drawn(widget, show)


def _beside(easel: Easel, block: blocks.Beside) -> Drawn:
    own = _own(easel, block.own)
    note = Column()
    read = Column()
    under = Stack(note, easel)
    beside = Stack(read, easel)

    def show(block: blocks.Beside) -> bool:
        _ = own.show(block.own)
        changed = under.show(block.note)
        return beside.show(block.read) or changed

    return Drawn(
        PaperBeside(PaperWithNote(own.widget, note), read, first=True),
        show,
    )


def _clauses(easel: Easel, block: blocks.Clauses) -> Drawn:
    widget = easel.filled(block)
    return Drawn(widget, widget.show_clauses)


def _ask(easel: Easel, block: Ask) -> Drawn:
    widget = easel.asked(block)
    return Drawn(widget, widget.show_ask)


WIDE = (blocks.Table, blocks.Numbered)
"""What reaches from side to side of its pane."""

_DRAW: Mapping[type[Any], Callable[[Easel, Any], Drawn]] = {
    blocks.Heading: _heading,
    blocks.Section: _section,
    blocks.Rule: _rule,
    blocks.Paragraph: _paragraph,
    blocks.Facts: _facts,
    blocks.Figures: _figures,
    blocks.Findings: _findings,
    blocks.Notes: _notes,
    blocks.Numbered: _numbered,
    blocks.Chart: _chart,
    blocks.Buttons: _buttons,
    blocks.Rows: _rows,
    blocks.Table: _table,
    blocks.Bars: _bars,
    blocks.Pots: _pots,
    blocks.Empty: _empty,
    blocks.Own: _own,
    blocks.Beside: _beside,
    blocks.Paper: _paper,
    blocks.Clauses: _clauses,
    Ask: _ask,
}


def _chart_tones(tones: Tones) -> Palette:
    return Palette(
        tones.page,
        tones.text,
        tones.second,
        tones.accent,
        tones.chosen,
    )
