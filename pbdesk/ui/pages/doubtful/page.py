"""The page of doubtful papers.

What needs a ruling, the paper as the hand made it, and the ruling that is read out.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar, override

from pbdesk.assembly.public import put_on_the_wall
from pbdesk.minutes.decision import Refusal
from pbdesk.questions import box
from pbdesk.questions.papers import HandMark
from pbdesk.ui.host import Host
from pbdesk.ui.icons import ATTENTION, DONE
from pbdesk.ui.pages.doubtful.drawing import pressed, written
from pbdesk.ui.pages.doubtful.view import (
    ANOTHER,
    CODES,
    REJECTED,
    Doubtful,
    DoubtfulLine,
    DoubtfulView,
    view,
)
from pbdesk.ui.pages.drawn import paper_lines
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.pages.typed import DraftForm, forget
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Choice
from pbdesk.ui.widgets.empty import Empty
from pbdesk.ui.widgets.facts import Notes
from pbdesk.ui.widgets.form import FieldSpec
from pbdesk.ui.widgets.heading import Heading, Section
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.paper import Paper
from pbdesk.ui.widgets.paper_beside import PaperBeside, PaperWithNote
from pbdesk.ui.widgets.reading_order import keep_reading_order
from pbdesk.ui.widgets.rows import Group, Row, Rows
from pbdesk.ui.widgets.split import ListPane, Split
from pbdesk.voting.styles.style import REASONS
from pbdesk.words import Words, plain, say

__all__ = ["DoubtfulPage"]

_WAITING, _RULED = Group(say("Need a ruling"), ATTENTION), Group(say("Ruled"), DONE)


class DoubtfulPage(Page):
    """Papers at the left; the chosen one and its ruling at the right."""

    name: ClassVar[str] = "doubtful"
    label: ClassVar[Words] = say("Doubtful papers")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._seen: Doubtful | None = None
        self.form: DraftForm | None = None
        self._list_head, self.rows, self._head = Heading(), Rows(name=self.label), Heading()
        self.paper = Paper(roomy=True)
        self._press = Label(
            say(
                "Press a box until it looks like the paper: cross, tick, beside the box, struck "
                "out, nothing. The room sees this drawing, not from which batch it is."
            ),
            "help",
        )
        self._erased = Label(
            say(
                "How this paper was marked was erased when the box was locked. The ruling stands "
                "in the minutes."
            )
        )
        self._rule, self._rule_place, self._place = Label(), Label("", "help"), Column()
        self.button, self._told = Button(say("Record the ruling")), Notes()
        self.room = Button(say("Show in the room"), icon="monitor")
        self.anew = Button(say("Rule on it again"), "quiet")
        self._again, self._drawing = "", False
        right = scroll.Page(self._head, self._erased, self._columns())
        self.split = Split(
            ListPane(self._list_head, self.rows), right, share="slim", back=self.label
        )
        self._empty = Empty(
            say("No paper is doubtful"),
            say(
                "A paper that both tellers key with ? stands here until it is ruled on in view of "
                "the room."
            ),
            say("Go to the batches"),
            icon="arrow-right",
        )
        self._none = scroll.Page(Heading("", self.label), self._empty)
        self.body.addWidget(self._none)
        self.body.addWidget(self.split)
        self.split.follow(self.rows)
        self.rows.chosen.connect(self._choose)
        self.rows.opened.connect(self._open)
        self.button.clicked.connect(self._rule_on)
        self.room.clicked.connect(self._show_in_room)
        self.anew.clicked.connect(self._rule_again)
        self.paper.pressed.connect(self._pressed)
        self.paper.written.connect(self._written)
        self.paper.moved.connect(self._say_line)
        self._empty.pressed.connect(lambda: host.go("batches"))
        self.refresh()

    def _columns(self) -> PaperBeside:
        ruling = Column(
            Section(say("What the rulebook says")),
            self._rule,
            self._rule_place,
            self._place,
            self._told,
            Line(self.button, self.anew),
        )
        return PaperBeside(
            PaperWithNote(self.paper, Column(self._press, Line(self.room))), ruling, first=True
        )

    # Showing

    @override
    def refresh(self) -> None:
        seen = view(self.host.state, self.here)
        if seen.chosen is None and seen.lines:
            self.here = replace(self.here, chosen=seen.lines[0].key)
            seen = view(self.host.state, self.here)
        self._none.setVisible(not seen.lines)
        self.split.setVisible(bool(seen.lines))
        if seen.chosen is not None:
            self._show_papers(seen, seen.chosen)

    def _show_papers(self, seen: DoubtfulView, chosen: Doubtful) -> None:
        self._list_head.show_text(seen.caption, self.label)
        self.rows.show_rows([_row(line) for line in seen.lines], keep=self.here.chosen)
        shape, state = (
            (ATTENTION, say("Needs a ruling")) if chosen.waiting else (DONE, say("Ruled"))
        )
        self._head.show_text(chosen.caption, chosen.title, shape=shape, state=state)
        self._show_paper(chosen)
        self._rule.show_text(chosen.rule)
        self._rule_place.show_text(chosen.rule_place)
        self._told.setVisible(bool(chosen.ruled))
        self._told.show_notes(chosen.ruled)
        self._show_form(chosen)
        self._seen = chosen

    def _show_paper(self, chosen: Doubtful) -> None:
        """The drawing; its boxes can be pressed while it is to be ruled on."""
        there = bool(chosen.lines)
        for widget in (self.paper, self.room):
            widget.setVisible(there)
        self._erased.setVisible(not there)
        self._press.setVisible(there and chosen.waiting)
        self.paper.let_press(on=there and chosen.waiting)
        self.paper.show_lines(paper_lines(chosen.lines), title=plain(chosen.name), how=chosen.how)

    def _show_form(self, chosen: Doubtful) -> None:
        """A form for this paper; while it stays the same paper, what is typed stays."""
        asked = bool(chosen.ways) and (chosen.waiting or self._again == _key(chosen))
        if self._place.clear_for((chosen.batch, chosen.paper, chosen.ways, asked)):
            self.form = self._form(chosen) if asked else None
            if self.form is not None:
                self._place.add(self.form)
                keep_reading_order(self)
        self._place.setVisible(asked)
        self.button.setVisible(asked)
        self.anew.setVisible(bool(chosen.ways) and not asked)

    def _form(self, chosen: Doubtful) -> DraftForm:
        form = DraftForm(
            self.host,
            _draft(chosen),
            [
                FieldSpec(
                    "ruling",
                    say("Ruling"),
                    "radios",
                    upright=True,
                    choices=tuple(Choice(way.key, way.words) for way in chosen.ways),
                ),
                FieldSpec(
                    "reading",
                    say("What was meant"),
                    help=say("Typed as the tellers type a paper."),
                ),
                FieldSpec(
                    "code",
                    say("Rejected because"),
                    "choice",
                    placeholder=say("Choose"),
                    choices=tuple(Choice(code, REASONS[code]) for code in CODES),
                ),
                FieldSpec("reason", say("Reason, read out"), "paragraph", rows=3),
                FieldSpec("objects", say("An objection, in the objector's words"), "tick"),
                FieldSpec("objection", say("In their words"), "paragraph"),
            ],
        )
        form.changed.connect(lambda _name: _ask_for(form))
        _ask_for(form)
        return form

    @override
    def go_to(self, target: str | None) -> None:
        if target is not None:
            self._choose(target)
        self.split.go_deep()
        if self.form is not None:
            self.form.go_to("ruling")

    def _choose(self, key: str) -> None:
        self.here = replace(self.here, chosen=key)
        self.refresh()

    def _open(self, key: str) -> None:
        self.go_to(key)

    def _show_in_room(self) -> None:
        """Put this paper on the wall.

        Its marks while it is to be ruled on, then the ruling in words.
        """
        if self._seen is not None:
            self.host.act(
                put_on_the_wall, then=self._hung, batch=self._seen.batch, paper=self._seen.paper
            )

    def _hung(self, refusal: Refusal | None) -> None:
        if refusal is None:
            self.host.show_in_room("doubtful")
        else:
            self.show_refusal(refusal)

    # Pressing boxes

    def _pressed(self, code: str) -> None:
        if self._seen is not None:
            self._draw(pressed(self.host.state, self._seen.marks, code))

    def _written(self, code: str, typed: str) -> None:
        if self._seen is not None:
            self._draw(written(self.host.state, self._seen.marks, code, typed))

    def _draw(self, marks: tuple[HandMark, ...]) -> None:
        """Keep the drawing; a press while the one before is being saved is not taken."""
        seen = self._seen
        if seen is not None and not self._drawing and marks != seen.marks:
            self._drawing = True
            self.host.act(
                box.redraw, then=self._drawn, batch=seen.batch, paper=seen.paper, marks=marks
            )

    def _drawn(self, refusal: Refusal | None) -> None:
        self._drawing = False
        if refusal is not None:
            self.show_refusal(refusal)
        elif (line := self.paper.ringed) is not None:
            self._say_line(line.code)

    def _say_line(self, code: str) -> None:
        """Tell a screen reader the line with the ring."""
        for line in self._seen.lines if self._seen else ():
            if line.code == code:
                heard = line.heard or say("nothing")
                self.host.announce(
                    say("{code} {title}: {mark}", code=code, title=line.title, mark=heard)
                )

    # Ruling

    def _rule_again(self) -> None:
        """A paper that is ruled on already is ruled on anew."""
        if self._seen is not None:
            self._again = _key(self._seen)
            self.refresh()
            self.go_to(None)

    def _rule_on(self) -> None:
        chosen, form = self._seen, self.form
        values = form.read() if form is not None else None
        if chosen is None or form is None or values is None:
            return
        way = {way.key: way for way in chosen.ways}.get(str(values["ruling"]))
        if way is None:
            form.show_error("ruling", say("Say how the paper is ruled on."))
        elif way.key == REJECTED and not values["code"]:
            form.show_error("code", say("Say why it is rejected."))
        else:
            self.host.act(
                box.rule_paper,
                then=partial(self._recorded, chosen),
                batch=chosen.batch,
                paper=chosen.paper,
                reading=str(values.get("reading") or "") if way.key == ANOTHER else way.reading,
                code=str(values.get("code") or "uncertain"),
                reason=str(values["reason"] or ""),
                objection=str(values.get("objection") or ""),
            )

    def _recorded(self, ruled: Doubtful, refusal: Refusal | None) -> None:
        if refusal is not None:
            self.show_refusal(refusal)
            return
        forget(self.host, _draft(ruled))
        self.host.announce(say("The ruling is recorded."))
        self._again = ""
        self.here = replace(self.here, chosen=None)
        self.refresh()
        self.go_to(None)

    @override
    def show_refusal(self, refusal: Refusal) -> None:
        if (
            self.form is None
            or refusal.where is None
            or not self.form.show_error(refusal.where, spoken(refusal))
        ):
            self.host.banner(spoken(refusal), wrong=True)


def _ask_for(form: DraftForm) -> None:
    """Another reading is written, a rejection needs its legal reason, an objection its words."""
    ruling = form.field("ruling").raw()
    form.field("reading").setVisible(ruling == ANOTHER)
    form.field("code").setVisible(ruling == REJECTED)
    form.field("objection").setVisible(form.field("objects").raw() is True)


def _draft(paper: Doubtful) -> str:
    return f"doubtful/{_key(paper)}"


def _key(paper: Doubtful) -> str:
    return f"{paper.batch}/{paper.paper}"


def _row(line: DoubtfulLine) -> Row:
    return Row(line.key, line.title, line.sub, section=_RULED if line.ruled else _WAITING)
