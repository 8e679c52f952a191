"""The page of the batches.

Open the box, key every paper twice, look again, and state that the papers add up.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any, ClassVar, override

from PySide6.QtCore import Qt

from pbdesk.minutes.decision import Refusal
from pbdesk.questions import box
from pbdesk.questions.staff import found
from pbdesk.ui.host import Host
from pbdesk.ui.icons import ATTENTION, DONE, NOT_STARTED, UNDER_WAY
from pbdesk.ui.pages.batches.adding_up import AddingUpPane
from pbdesk.ui.pages.batches.keying import KeyingPane
from pbdesk.ui.pages.batches.mending import Mending, What
from pbdesk.ui.pages.batches.opening import Opening
from pbdesk.ui.pages.batches.typed import reading
from pbdesk.ui.pages.batches.view import (
    BatchesView,
    BatchLine,
    Memory,
    Work,
    next_batch,
    view,
)
from pbdesk.ui.pages.marked import how_to_mark
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.refusals import refused, refused_in, spoken, warn
from pbdesk.ui.pages.staffing import names_in
from pbdesk.ui.pages.typed import DraftForm
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Column, Rule
from pbdesk.ui.widgets.heading import Heading
from pbdesk.ui.widgets.reading_order import keep_reading_order
from pbdesk.ui.widgets.rows import Group, Row, Rows
from pbdesk.ui.widgets.split import ListPane, Split
from pbdesk.voting.styles import STYLES
from pbdesk.words import Words, say

__all__ = ["BatchesPage"]

_GROUPS = {
    "short": Group(say("Does not add up"), ATTENTION),
    "differ": Group(say("Differ: look again"), ATTENTION),
    "keying": Group(say("Being keyed"), UNDER_WAY),
    "fresh": Group(say("Not started"), NOT_STARTED),
    "agreed": Group(say("Keyed twice, agreed"), DONE),
}


class BatchesPage(Page):
    """Bundles at the left, the paper that is keyed at the right.

    And below it whether all papers add up.
    """

    name: ClassVar[str] = "batches"
    label: ClassVar[Words] = say("Batches")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._writing = False
        self._work: Work | None = None
        self.memory = Memory()
        self._forms: tuple[DraftForm | None, ...] = ()
        self._head, self.rows = Heading(), Rows(name=self.label)
        self.opening, self.pane = Opening(host), KeyingPane()
        self.mending, self.adding_up = Mending(host), AddingUpPane(host)
        self._papers = Column(Rule(), self.adding_up)
        self._right = scroll.Page(self.pane, self.mending, self._papers)
        left = ListPane(self._head, self.rows)
        self.split = Split(left, self._right, share="slim", back=self.label)
        self._start = scroll.Page(self.opening)
        self.body.addWidget(self._start)
        self.body.addWidget(self.split)
        self.split.follow(self.rows)
        self._listen()
        self.refresh()

    def _listen(self) -> None:
        pane = self.pane
        self.rows.chosen.connect(self._choose)
        self.rows.opened.connect(self._open_batch)
        self.opening.opening.connect(
            lambda given: self._act(box.open_box, self._told_opened, **given),
        )
        pane.naming.named.connect(self._name)
        pane.naming.both.connect(self._look_together)
        pane.typed.connect(self._read)
        pane.entered.connect(self._enter)
        pane.taking_back.connect(self._take_back)
        pane.ending.connect(self._end_pass)
        pane.renaming.connect(self._ask_again)
        pane.mending.connect(self._ask_to_mend)
        self.mending.leaving.connect(self._leave_mending)
        self.mending.going_on.connect(self._key_on)
        self.mending.mended.connect(self._told_mended)
        self.adding_up.changed.connect(self.refresh)
        self.adding_up.stating.connect(
            lambda given: self._act(box.reconcile, self._told_stated, **given),
        )

    # Showing

    @override
    def refresh(self) -> None:
        if (
            self.here.chosen is None
            or int(self.here.chosen) not in self.host.state.box.batches
        ):
            first = next_batch(self.host.state)
            self.here = replace(
                self.here,
                chosen=str(first) if first is not None else None,
            )
        names = names_in(self.host.people)
        self.memory = replace(
            self.memory,
            unreturned=self.adding_up.unreturned,
            names=names,
        )
        seen = view(self.host.state, self.here, self.memory)
        batches = seen.stage == "batches"
        self.split.setVisible(batches)
        self._start.setVisible(not batches)
        at_work = seen.work is not None and seen.work.turn is not None
        adds_up = batches and (seen.adding_up.asked or not at_work)
        self._stand_papers(
            batches=batches,
            shown=adds_up or seen.stage == "none",
        )
        if seen.stage != "early":
            self.adding_up.show_papers(seen.adding_up)
        if batches:
            self._show_batches(seen)
        else:
            self.opening.show_view(seen)
        forms = (self.opening.form, self.mending.form, self.adding_up.form)
        if forms != self._forms:
            self._forms = forms
            keep_reading_order(self)

    def _stand_papers(self, *, batches: bool, shown: bool) -> None:
        """Whether the papers add up stands under a batch that is keyed.

        Where no paper was given out, under what says so.
        """
        place = self._right if batches else self._start
        if not place.isAncestorOf(self._papers):
            place.add(self._papers)
        self._papers.setVisible(shown)

    def _show_batches(self, seen: BatchesView) -> None:
        self._head.show_text(seen.caption, self.label)
        self.rows.show_rows(
            [_row(line) for line in seen.lines],
            keep=self.here.chosen,
        )
        before, self._work = self._work, seen.work
        if seen.work is None:
            return
        self.mending.show_work(seen.work)
        self.pane.show_work(seen.work, mending=not self.mending.isHidden())
        if before is None or before.number != seen.work.number:
            self._show_blank()

    def _show_blank(self) -> None:
        """The paper of this ballot, with nothing typed."""
        state = self.host.state
        codes = [line.code for line in state.sheet.lines]
        width = len(codes[0]) if STYLES[state.rulebook.style].crossed else 0
        self.pane.show_paper(
            state.mandate.name,
            how_to_mark(state),
            codes,
            width=width,
        )
        self.pane.codes.show_error(None)
        self.pane.codes.set_value("")
        self._read("")

    def _read(self, typed: str) -> None:
        self.pane.show_reading(reading(self.host.state, typed))

    @override
    def go_to(self, target: str | None) -> None:
        if target == "papers" and self.opening.form is not None:
            self.opening.form.go_to("papers")
        elif target == "unreturned" and self.adding_up.form is not None:
            self.split.go_deep()
            self.adding_up.form.go_to("unreturned")
        elif target is not None and target.isdecimal():
            self._open_batch(target)
        else:
            self._go_on()

    def _go_on(self) -> None:
        """To the batch that is next, and into its field."""
        following = next_batch(self.host.state)
        if following is not None:
            self._open_batch(str(following))

    def _choose(self, number: str) -> None:
        self.here = replace(self.here, chosen=number)
        self.refresh()

    def _open_batch(self, number: str) -> None:
        self._choose(number)
        self.split.go_deep()
        self._focus_next()

    def _focus_next(self) -> None:
        """Into the field that is written next; else on the list, where Enter is safe."""
        if not self.pane.take_focus():
            self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remember(self, memory: Memory) -> None:
        self.memory = memory
        self.refresh()
        self._focus_next()

    # Keying

    def _name(self, teller: str) -> None:
        """Somebody said who keys this pass, by name or number; an empty one asks again."""
        work = self._work
        if work is None or work.turn is None:
            return
        who = found(self.memory.names, teller) if teller else ""
        if isinstance(who, Refusal):
            self.pane.naming.field.show_error(spoken(who))
            return
        about = work.number, work.turn
        tellers = MappingProxyType({**self.memory.tellers, about: who})
        together = self.memory.together - {work.number}
        self._remember(replace(self.memory, tellers=tellers, together=together))

    def _ask_again(self) -> None:
        """Somebody else goes on with this pass."""
        self._name("")

    def _look_together(self) -> None:
        """Both who keyed the papers of this batch look at them again."""
        if self._work is not None:
            together = self.memory.together | {self._work.number}
            self._remember(replace(self.memory, together=together))

    def _end_pass(self) -> None:
        """The teller found no paper left."""
        if self._work is not None:
            ended = self.memory.ended | {self._work.number}
            self._remember(replace(self.memory, ended=ended))

    def _key_on(self) -> None:
        """There is another paper in the bundle after all."""
        if self._work is not None:
            self._remember(self._going_on(self._work.number))

    def _going_on(self, batch: int) -> Memory:
        memory = self.memory
        return replace(
            memory,
            going_on=memory.going_on | {batch},
            ended=memory.ended - {batch},
        )

    def _enter(self, text: str) -> None:
        work = self._work
        if (
            work is None
            or work.turn is None
            or not work.keying
            or self._writing
        ):
            return
        self._writing = True
        if work.turn == 3:
            self.host.act(
                box.settle,
                then=self._kept,
                batch=work.number,
                paper=work.paper,
                teller=work.teller,
                together=work.together,
                text=text,
            )
        else:
            self.host.act(
                box.key,
                then=self._kept,
                batch=work.number,
                turn=work.turn,
                teller=work.teller,
                text=text,
            )

    def _kept(self, refusal: Refusal | None) -> None:
        """The paper is on disk: only now is the field emptied for the next."""
        self._writing = False
        if refusal is not None:
            self._refused(refusal)
            return
        self.pane.codes.set_value("")
        self._read("")
        self._after_paper()

    def _after_paper(self) -> None:
        """Where a pass or a batch ends, go to what comes next; what held is said there."""
        now = self._work
        if now is None or now.keying:
            return
        if now.kind != "agreed" or (now.looked_again and self._is_begun_next()):
            self._focus_next()
            return
        done = _done(now)
        self._go_on()
        if self._work is not None and self._work.kind == "agreed":
            self.host.go_on(done)
            return
        if now.looked_again:
            self.host.banner(done)
        self.host.announce(done)

    def _is_begun_next(self) -> bool:
        """Whether others key the next batch already: who looked again is none of them."""
        state = self.host.state
        following = next_batch(state)
        if following is None or state.box.batches[following].agreed:
            return False
        return any(state.papers.batch(following).passes)

    def _refuse_teller(self, refusal: Refusal) -> None:
        self._ask_again()
        self.pane.naming.field.show_error(self.memory.named(spoken(refusal)))

    def _refused(self, refusal: Refusal) -> None:
        if refusal.where == "teller" and self._work is not None:
            self._refuse_teller(refusal)
        elif refusal.where == "text":
            self.pane.codes.show_error(spoken(refusal))
        else:
            warn(self.host, refusal)

    def _take_back(self) -> None:
        work = self._work
        if work is not None and work.turn is not None:
            self._act(
                box.take_back,
                self._told_taken_back,
                batch=work.number,
                turn=work.turn,
            )

    def _told_taken_back(self, refusal: Refusal | None) -> None:
        self._told(refusal)
        self._focus_next()

    # The box, what was misread, and the sum

    def _act(self, decision: Any, then: Any, **given: Any) -> None:
        self.host.act(decision, then=then, **given)

    def _told_opened(self, refusal: Refusal | None) -> None:
        if not refused_in(self.opening, self.host, refusal):
            self.opening.forget()
            self._go_on()

    def _ask_to_mend(self, what: What) -> None:
        self.mending.ask(what)
        self.refresh()
        self.mending.take_focus()

    def _leave_mending(self) -> None:
        self.mending.shut()
        self.refresh()
        self._focus_next()

    def _told_mended(self, what: What, refusal: Refusal | None) -> None:
        if not refused_in(self.mending, self.host, refusal):
            self._go_on_mended(what)

    def _go_on_mended(self, what: What) -> None:
        self.mending.shut()
        if what == "bundle":
            self._go_on()
        elif self._work:
            self._remember(self._going_on(self._work.number))

    def _told_stated(self, refusal: Refusal | None) -> None:
        if not refused_in(self.adding_up, self.host, refusal):
            self.adding_up.forget()
            self.host.go_on(say("It is recorded that the papers add up."))

    def _told(self, refusal: Refusal | None) -> None:
        refused(self.host, refusal)


def _done(work: Work) -> Words:
    """That a batch is keyed, and what held where papers of it were looked at again."""
    batch = work.number
    match work.looked_again:
        case ():
            return say(
                "Batch {batch} is keyed twice, and both agree.",
                batch=batch,
            )
        case ((paper, held),):
            return say(
                "Batch {batch}, {paper}: {held}",
                batch=batch,
                paper=paper,
                held=held,
            )
        case found:
            return say(
                "Batch {batch} is keyed; {n} of its papers were looked at again.",
                batch=batch,
                n=len(found),
            )


def _row(line: BatchLine) -> Row:
    return Row(
        str(line.number),
        say("Batch {batch}", batch=line.number),
        line.sub,
        say("{n}", n=line.papers),
        section=_GROUPS[line.kind],
    )
