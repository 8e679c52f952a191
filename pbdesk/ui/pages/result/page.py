"""The result page.

Declare it; then the list as it hangs in the room, why for each project, and what was objected.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar, override

from PySide6.QtCore import Qt

from pbdesk.app.jobs.near_misses import all_near_misses
from pbdesk.app.jobs.sheets import project_sheet
from pbdesk.assembly import declaration
from pbdesk.assembly.near_miss import NearMiss
from pbdesk.minutes.decision import Refusal
from pbdesk.ui.host import Host
from pbdesk.ui.icons import ATTENTION
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.pages.result.view import Declared, ProjectLine, ResultView, view
from pbdesk.ui.pages.result.why import FUNDED, NOT_FUNDED, WhyPane
from pbdesk.ui.pages.typed import DraftForm, forget
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Column
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.empty import Empty
from pbdesk.ui.widgets.facts import Notes
from pbdesk.ui.widgets.form import FieldSpec
from pbdesk.ui.widgets.heading import Heading, Section
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.reading_order import keep_reading_order
from pbdesk.ui.widgets.split import Split
from pbdesk.ui.widgets.table import Table, TableColumn, TableRow
from pbdesk.words import Words, plain, say

__all__ = ["ResultPage"]

_OBJECTION = "result/objection"


class ResultPage(Page):
    """Before the declaration it says that there is a result, not which."""

    name: ClassVar[str] = "result"
    label: ClassVar[Words] = say("Result")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._ways: dict[str, tuple[NearMiss, ...]] | None = None
        self._before = _Before(host)
        self._head, self._quorum, self._notes = Heading(), Label("", shape=ATTENTION), Notes()
        self.why, self._list, self._place = WhyPane(), Column(), Column()
        self.table: Table | None = None
        self.form: DraftForm | None = None
        self._said, self.note = Column(), Button(say("Note the objection"))
        self.split = Split(self._left(), scroll.Page(self.why), share="form", back=self.label)
        self.body.addWidget(self._before)
        self.body.addWidget(self.split)
        self._before.declare.clicked.connect(self._declare)
        self.why.finding.connect(self._find)
        self.why.showing.connect(lambda: host.show_in_room("result"))
        self.why.printing.connect(self._print_sheet)
        self.note.clicked.connect(self._note)
        self.refresh()

    def _left(self) -> scroll.Page:
        """Head, table and what is to be said about it.

        The table reaches from side to side of the pane.
        """
        below = Column(
            self._quorum,
            self._notes,
            Section(say("Objections")),
            self._said,
            self._place,
            self.note,
            inset=(24, 8, 12, 0),
        )
        head = Column(self._head, inset=(24, 0, 12, 0))
        head.flow = "label"
        return scroll.Page(head, self._list, below, inset=(0, 24, 0, 32))

    # Showing

    @override
    def refresh(self) -> None:
        seen = view(self.host.state, self.here)
        self._before.setVisible(seen.declared is None)
        self.split.setVisible(seen.declared is not None)
        if seen.stage != "early":
            self._make(seen)
        if seen.declared is None:
            self._before.show_view(seen)
        else:
            self._show_result(seen.declared)

    def _make(self, seen: ResultView) -> None:
        """Table and form, once the ballot's style is certain.

        Before they are seen, so that declaring is quick.
        """
        if self.table is None:
            self.table = self._table(seen.support_name)
            self._list.add(self.table)
            # now, not at Qt's next turn: it takes the focus when the result is declared
            self.table.show()
        if self.form is None:
            self.form = DraftForm(
                self.host,
                _OBJECTION,
                [
                    FieldSpec(
                        "words",
                        say("Somebody objects, in their own words"),
                        "paragraph",
                        help=say(
                            "Kept in the minutes and in the pack. It changes nothing about the "
                            "count."
                        ),
                    )
                ],
            )
            self._place.add(self.form)
            keep_reading_order(self)

    def _show_result(self, result: Declared) -> None:
        self._head.show_text(result.caption, self.label)
        if self.table is not None:
            self.table.show_rows([_row(line) for line in result.lines], keep=result.chosen.id)
        self._quorum.setVisible(result.quorum is not None)
        self._quorum.show_text(result.quorum or "", shape=ATTENTION)
        self._notes.show_notes(result.notes)
        if self._said.clear_for(result.objections):
            self._said.add(
                *(Label(words) for words in result.objections or (say("Nobody has objected."),))
            )
        ways = None if self._ways is None else self._ways.get(result.chosen.id, ())
        self.why.show_project(result.chosen, ways)

    def _table(self, support_name: Words) -> Table:
        table = Table(
            [
                TableColumn(say("In the order of the count")),
                TableColumn(support_name),
                TableColumn(say("Cost")),
                TableColumn(say("Left after"), tone="second"),
            ],
            name=self.label,
            in_pane=True,
        )
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # the pane scrolls
        table.chosen.connect(self._choose)
        return table

    @override
    def go_to(self, target: str | None) -> None:
        if self._before.isVisibleTo(self):
            self._before.take_focus()
        elif target == "words" and self.form is not None:
            self.split.go_back()
            self.form.go_to("words")
        elif self.table is not None:
            if target is not None:
                self._choose(target)
            self.table.setFocus()

    def _choose(self, project: str) -> None:
        self.here = replace(self.here, chosen=project)
        self.refresh()

    # Acts

    def _declare(self) -> None:
        if self.host.state.count.counted is None:
            self.host.act(declaration.declare, then=self.recorded)
            return
        self.host.final(
            say(
                "The result is then said aloud and stands for good: nothing about the count can "
                "change afterwards."
            ),
            say("Declare the result"),
            declaration.declare,
            then=self._told_declared,
        )

    def _told_declared(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            self.show_refusal(refusal)
            return
        self.host.announce(say("The result is declared."))
        self.go_to(None)
        self._find()

    def _find(self) -> None:
        """Read the urn in the window's thread, count again in another."""
        work = partial(all_near_misses, self.host.state, self.host.ballots())
        self.host.run(
            work, title=say("Looking for the least that would have won"), done=self._found
        )

    def _found(self, ways: dict[str, tuple[NearMiss, ...]]) -> None:
        self._ways = ways
        self.refresh()

    def _print_sheet(self) -> None:
        """The sheet of the project that is shown, as its proposer gets it."""
        host, seen = self.host, view(self.host.state, self.here).declared
        if seen is None:
            return
        work = partial(
            project_sheet,
            host.state,
            host.ballots(),
            seen.chosen.id,
            host.locale,
            host.desk.moment().at.date(),
        )
        host.run(
            work,
            title=say("Setting the sheet"),
            done=partial(self._preview_sheet, plain(seen.chosen.title)),
        )

    def _preview_sheet(self, title: Words, pdf: bytes) -> None:
        self.host.preview(title, pdf, "project-sheet.pdf")

    def _note(self) -> None:
        values = self.form.read() if self.form is not None else None
        if values is not None:
            words = str(values["words"] or "")
            self.host.act(declaration.note_objection, then=self._told_noted, words=words)

    def _told_noted(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            self.show_refusal(refusal)
            return
        forget(self.host, _OBJECTION)
        if self.form is not None:
            self.form.set_values({"words": None}, keep_focused=False)
        self.host.announce(say("The objection is noted."))

    @override
    def show_refusal(self, refusal: Refusal) -> None:
        if (
            self.form is None
            or refusal.where is None
            or not self.form.show_error(refusal.where, spoken(refusal))
        ):
            self.host.banner(spoken(refusal), wrong=True)


class _Before(scroll.Page):
    """Until the result is declared: how far things are, and the button."""

    def __init__(self, host: Host) -> None:
        self._early = Empty(
            say("Nothing is counted yet"),
            say("The result is declared here, in view of the room, once the ballots are counted."),
            say("Go to the tally"),
            icon="arrow-right",
        )
        self._lead, self._quorum = Label(say("Counted, not declared."), "lead"), Label()
        self._room = Label(
            say(
                "The room hears the result before anybody else: it is not shown on this laptop "
                "until it "
                "is declared."
            )
        )
        self.declare = Button(say("Declare the result"))
        super().__init__(
            Heading("", ResultPage.label),
            self._early,
            self._lead,
            self._room,
            self._quorum,
            self.declare,
        )
        self._early.pressed.connect(lambda: host.go("tally"))

    def show_view(self, seen: ResultView) -> None:
        """Nothing is counted, or it may be declared."""
        self._early.setVisible(seen.stage == "early")
        for widget in (self._lead, self._room, self._quorum, self.declare):
            widget.setVisible(seen.stage == "counted")
        self._quorum.show_text(seen.quorum)

    def take_focus(self) -> None:
        """To the one button there is."""
        (self._early.button if self.declare.isHidden() else self.declare).setFocus()


def _row(line: ProjectLine) -> TableRow:
    if line.across is not None:
        return TableRow(across=line.across)
    return TableRow(
        line.id,
        (line.title, line.support, line.cost, line.left_after),
        FUNDED if line.funded else NOT_FUNDED,
        strong=line.funded,
    )
