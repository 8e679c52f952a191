"""The page of the batches.

Open the box, key every paper twice, look again, and state that the papers add up.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any, ClassVar, override

from pbdesk.assembly import box
from pbdesk.minutes.decision import Refusal
from pbdesk.ui.host import Host
from pbdesk.ui.icons import ATTENTION, DONE, NOT_STARTED, UNDER_WAY
from pbdesk.ui.pages.batches.adding_up import AddingUpPane
from pbdesk.ui.pages.batches.correction import Correction
from pbdesk.ui.pages.batches.keying import KeyingPane
from pbdesk.ui.pages.batches.opening import Opening
from pbdesk.ui.pages.batches.typed import reading
from pbdesk.ui.pages.batches.view import BatchesView, BatchLine, Work, next_batch, view
from pbdesk.ui.pages.marked import how_to_mark
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.pages.typed import DraftForm
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Column, Rule
from pbdesk.ui.widgets.heading import Heading
from pbdesk.ui.widgets.reading_order import keep_reading_order
from pbdesk.ui.widgets.rows import Group, Row, Rows
from pbdesk.ui.widgets.split import ListPane, Split
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
        self._forms: tuple[DraftForm | None, ...] = ()
        self._head, self.rows = Heading(), Rows(name=self.label)
        self.opening, self.pane = Opening(host), KeyingPane()
        self.correction, self.adding_up = Correction(host), AddingUpPane(host)
        self._papers = Column(Rule(), self.adding_up)
        self._right = scroll.Page(self.pane, self.correction, self._papers)
        self.split = Split(
            ListPane(self._head, self.rows), self._right, share="slim", back=self.label
        )
        self._start = scroll.Page(self.opening)
        self.body.addWidget(self._start)
        self.body.addWidget(self.split)
        self.split.follow(self.rows)
        self._listen()
        self.refresh()

    def _listen(self) -> None:
        self.rows.chosen.connect(self._choose)
        self.rows.opened.connect(self._open_batch)
        self.opening.opening.connect(
            lambda given: self._act(box.open_box, self._told_opened, **given)
        )
        self.pane.naming.named.connect(self._name)
        self.pane.typed.connect(self._read)
        self.pane.entered.connect(self._enter)
        self.pane.taking_back.connect(self._take_back)
        self.pane.ending.connect(lambda: self._remember(f"over/{self.here.chosen}", "1"))
        self.pane.renaming.connect(self._ask_again)
        self.pane.correcting.connect(self._ask_to_correct)
        self.correction.leaving.connect(self._leave_correction)
        self.correction.going_on.connect(lambda: self._remember(f"on/{self.here.chosen}", "1"))
        self.correction.correcting.connect(self._correct)
        self.adding_up.changed.connect(self.refresh)
        self.adding_up.stating.connect(
            lambda given: self._act(box.reconcile, self._told_stated, **given)
        )

    # Showing

    @override
    def refresh(self) -> None:
        if self.here.chosen is None or int(self.here.chosen) not in self.host.state.box.batches:
            first = next_batch(self.host.state)
            self.here = replace(self.here, chosen=str(first) if first is not None else None)
        self._keep("unreturned", str(self.adding_up.unreturned))
        seen = view(self.host.state, self.here)
        batches = seen.stage == "batches"
        self.split.setVisible(batches)
        self._start.setVisible(not batches)
        self._stand_papers(batches=batches, none=seen.stage == "none")
        if seen.stage != "early":
            self.adding_up.show_papers(seen.adding_up)
        if batches:
            self._show_batches(seen)
        else:
            self.opening.show_view(seen)
        forms = (self.opening.form, self.correction.form, self.adding_up.form)
        if forms != self._forms:
            self._forms = forms
            keep_reading_order(self)

    def _stand_papers(self, *, batches: bool, none: bool) -> None:
        """The identity stands under the batches.

        Where no paper was given out, under what says so.
        """
        place = self._right if batches else self._start
        if not place.isAncestorOf(self._papers):
            place.add(self._papers)
        self._papers.setVisible(batches or none)

    def _show_batches(self, seen: BatchesView) -> None:
        self._head.show_text(seen.caption, self.label)
        self.rows.show_rows([_row(line) for line in seen.lines], keep=self.here.chosen)
        before, self._work = self._work, seen.work
        if seen.work is None:
            return
        self.correction.show_work(seen.work)
        self.pane.show_work(seen.work, correcting=not self.correction.isHidden())
        if before is None or before.number != seen.work.number:
            self._show_blank()

    def _show_blank(self) -> None:
        """The paper of this ballot, with nothing typed."""
        state = self.host.state
        width = len(state.vote.lines[0].code) if state.rulebook.style == "approval" else 0
        self.pane.show_paper(state.mandate.name, how_to_mark(state), width=width)
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
        self.pane.take_focus()

    def _keep(self, name: str, value: str | None) -> None:
        also = (
            {**self.here.also, name: value}
            if value is not None
            else {key: each for key, each in self.here.also.items() if key != name}
        )
        self.here = replace(self.here, also=MappingProxyType(also))

    def _remember(self, name: str, value: str | None) -> None:
        self._keep(name, value)
        self.refresh()
        self.pane.take_focus()

    # Keying

    def _name(self, teller: str) -> None:
        """Somebody said who keys this pass."""
        if self._work is None:
            return
        if self._work.turn == 1 and teller:
            self._keep("last", teller)
        self._remember(f"teller/{self._work.number}/{self._work.turn}", teller)

    def _ask_again(self) -> None:
        """Somebody else goes on with this pass: an empty name asks."""
        self._name("")

    def _enter(self, text: str) -> None:
        work = self._work
        if work is None or work.turn is None or self._writing:
            return
        self._writing = True
        if work.turn == 3:
            self.host.act(
                box.settle,
                then=self._kept,
                batch=work.number,
                paper=work.paper,
                teller=work.teller,
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
        """Where a pass or a batch ends, go to what comes next.

        A looked-at batch stays, to show what held.
        """
        now = self._work
        if now is None or (now.turn is not None and now.teller):
            return
        if now.turn is None and now.kind == "agreed" and not now.looked_again:
            self.host.announce(
                say("Batch {batch} is keyed twice, and both agree.", batch=now.number)
            )
            self._go_on()
        else:
            self.pane.take_focus()

    def _refused(self, refusal: Refusal) -> None:
        if refusal.where == "teller" and self._work is not None:
            self._ask_again()
            self.pane.naming.field.show_error(spoken(refusal))
        elif refusal.where == "text":
            self.pane.codes.show_error(spoken(refusal))
        else:
            self.host.banner(spoken(refusal), wrong=True)

    def _take_back(self) -> None:
        if self._work is not None and self._work.turn is not None:
            self._act(
                box.take_back, self._told_taken_back, batch=self._work.number, turn=self._work.turn
            )

    def _told_taken_back(self, refusal: Refusal | None) -> None:
        self._told(refusal)
        self.pane.take_focus()

    # The box, a bundle counted again, and the sum

    def _act(self, decision: Any, then: Any, **given: Any) -> None:
        self.host.act(decision, then=then, **given)

    def _told_opened(self, refusal: Refusal | None) -> None:
        if refusal is not None and not self.opening.show_refusal(refusal):
            self._told(refusal)
        elif refusal is None:
            self.opening.forget()
            self._go_on()

    def _ask_to_correct(self) -> None:
        self.correction.opened = True
        self.refresh()
        assert self.correction.form is not None
        self.correction.form.go_to("papers")

    def _leave_correction(self) -> None:
        self.correction.shut()
        self.refresh()
        self.pane.take_focus()

    def _correct(self, given: dict[str, Any]) -> None:
        if self._work is not None:
            self._act(box.correct_batch, self._told_corrected, batch=self._work.number, **given)

    def _told_corrected(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            if not self.correction.show_refusal(refusal):
                self._told(refusal)
            return
        self._keep(f"on/{self.here.chosen}", "1")
        self._keep(f"over/{self.here.chosen}", None)
        self._leave_correction()

    def _told_stated(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            if not self.adding_up.show_refusal(refusal):
                self._told(refusal)
        else:
            self.adding_up.forget()

    def _told(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            self.host.banner(spoken(refusal), wrong=True)


def _row(line: BatchLine) -> Row:
    return Row(
        str(line.number),
        say("Batch {batch}", batch=line.number),
        line.sub,
        say("{n}", n=line.papers),
        section=_GROUPS[line.kind],
    )
