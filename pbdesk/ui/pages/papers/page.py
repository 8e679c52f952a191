"""The papers' page.

The ballot as it will be printed, and beside it the lot, the printing and the envelope.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, override

from PySide6.QtGui import QResizeEvent

from pbdesk.app.jobs.progress import Progress
from pbdesk.minutes.decision import Refusal
from pbdesk.questions import sheet
from pbdesk.questions.lot import lot_code
from pbdesk.ui.host import Host
from pbdesk.ui.icons import ATTENTION, DONE, NOT_STARTED
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.papers.view import PaperProject, PapersView, view
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Column, Line, Rule
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.empty import Empty
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.ui.widgets.heading import Heading, Section
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.paper import Paper, PaperLine
from pbdesk.ui.widgets.split import Split, is_narrow
from pbdesk.words import Words, plain, say, several

if TYPE_CHECKING:
    from pbdesk.paper.ballots import Needed

__all__ = ["PapersPage"]

_MOST = 5000
_SPARES = 10
"""So many spare sheets are printed of each question: few people spoil one."""
_FIELDS = (
    FieldSpec(
        "papers",
        say("How many papers"),
        "number",
        say("One for each person you expect, and a tenth more."),
        least=1,
        most=_MOST,
    ),
    FieldSpec(
        "first",
        say("First control number"),
        "number",
        say("Large print gets numbers of its own, after the last standard paper."),
        least=1,
        most=99_999,
        beside=True,
    ),
)


class PapersPage(Page):
    """Which projects are on the ballot, in which order, and the papers to print."""

    name: ClassVar[str] = "papers"
    label: ClassVar[Words] = say("Papers")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.head, self.paper, self.note = Heading(), Paper(), Label("", "help")
        self.draw = Button(say("Draw up the ballot"), icon="dices")
        self.empty = Empty(
            say("No project yet"),
            say("The ballot is made of the proposals that were accepted."),
            say("Go to the proposals"),
            icon="arrow-right",
        )
        self.onward = Button(say("Print the papers"), icon="arrow-right", after=True)
        self.note.flow = "text"
        left = scroll.Page(self.head, self.empty, self.paper, self.note, self.draw, self.onward)
        self.lot, self.printing, self.envelope = Column(), Column(), Column()
        self.set = Column()
        self.form = Form(_FIELDS)
        self.form.set_values({"papers": 100, "first": 1})
        self.split = Split(
            left,
            scroll.Page(self.lot, self.set, self.printing, self.envelope),
            share="form",
            back=self.label,
        )
        self._fill()
        self._connect()
        self.body.addWidget(self.split)
        self._drawn_up = False
        theme().changed.connect(self._settle)
        self.refresh()

    def _fill(self) -> None:
        self.standard, self.large = (
            Button(say("Preview the papers"), icon="eye"),
            Button(say("Preview large print")),
        )
        self.giant, self.practice = Button(say("Giant print")), Button(say("Practice paper"))
        self.books = Button(say("Booklet of the projects"))
        self.hands = Button(say("Papers for the tellers"))
        self.specimen, self.tallies = Button(say("Specimen")), Button(say("Count sheet"))
        self.spares = Button(say("Spare sheets"))
        self.printer, self.needs = Button(say("Test page for the printer")), Label("", "help")
        self.printing.add(
            Rule(),
            Section(say("Papers to print")),
            self.form,
            Line(self.standard, self.large),
            Line(self.giant, self.practice),
            Line(self.specimen, self.tallies),
            Line(self.hands, self.books),
            Line(self.printer, self.spares),
            self.needs,
            Label(
                say(
                    "A specimen has invented names: it may hang on the wall and go to the "
                    "newspaper. A count sheet "
                    "is for a batch that is counted by hand: print one for each."
                ),
                "help",
            ),
        )
        self.slip = Button(say("Print the slip"), icon="printer")
        self.envelope.add(
            Rule(),
            Section(say("The envelope for ties")),
            Label(
                say(
                    "The slip holds the code that was sealed with the rulebook. Put it into an "
                    "envelope, close it, "
                    "and let two people sign across the flap. It is opened in the room once the "
                    "dice are thrown."
                )
            ),
            self.slip,
        )

    def _connect(self) -> None:
        self.draw.clicked.connect(lambda: self.host.act(sheet.draw_up, then=self._told))
        self.empty.pressed.connect(lambda: self.host.go("proposals"))
        self.onward.clicked.connect(self.split.go_deep)
        self.standard.clicked.connect(
            lambda: self._preview(say("Ballot papers"), "ballots.pdf", large=False)
        )
        self.large.clicked.connect(
            lambda: self._preview(
                say("Ballot papers in large print"), "ballots-large-print.pdf", large=True
            )
        )
        self.giant.clicked.connect(self._preview_giant)
        self.practice.clicked.connect(self._preview_practice)
        self.books.clicked.connect(self._preview_booklet)
        self.hands.clicked.connect(self._preview_tellers)
        self.spares.clicked.connect(self._preview_spares)
        self.printer.clicked.connect(self._preview_printer_test)
        self.specimen.clicked.connect(self._preview_specimen)
        self.tallies.clicked.connect(self._preview_count_sheet)
        self.slip.clicked.connect(self._print_slip)

    @override
    def refresh(self) -> None:
        seen = view(self.host.state, self.host.desk.recorded)
        shape = DONE if seen.drawn_up else NOT_STARTED
        self.head.show_text(seen.caption, self.label, shape=shape, state=seen.state)
        self.paper.show_lines(
            [PaperLine(project.code, _with_its_cost(project)) for project in seen.projects],
            title=seen.title,
            how=seen.how,
        )
        self.note.show_text(seen.note)
        self.empty.setVisible(not seen.projects)
        self.paper.setVisible(bool(seen.projects))
        self.draw.setVisible(bool(seen.projects) and not seen.drawn_up)
        self._show_right(seen)
        self._drawn_up = seen.drawn_up
        self._settle()

    def _settle(self) -> None:
        self.onward.setVisible(self._drawn_up and is_narrow(self))

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._settle()

    def _show_right(self, seen: PapersView) -> None:
        self.lot.clear()
        if seen.drawn_up and not seen.seed:
            own = say("The answers stand in their own order; no lot is needed for it.")
            self.lot.add(Heading(say("In their own order"), say("The order")), Label(own))
        elif seen.drawn_up:
            self.lot.add(
                Heading(say("Drawn by lot"), say("The order")),
                Label(
                    say(
                        "The order was drawn from this seed. Whoever has it can draw the same "
                        "order "
                        "again."
                    )
                ),
                Label(plain(seen.seed), "strong"),
            )
        else:
            self.lot.add(
                Heading(say("Before"), say("What drawing up does")),
                Label(
                    say(
                        "A lot puts the projects in an order, so that nobody chooses who stands "
                        "first."
                    )
                ),
                Label(
                    say(
                        "Each gets its letter. Paper, kiosk and large print have the same letters "
                        "in the "
                        "same order."
                    )
                ),
                Label(say("Every proposal must have its answer first.")),
            )
        self._show_set(seen)
        self.printing.setVisible(seen.drawn_up)
        if seen.drawn_up:
            self.needs.show_text(self._needed().words)
        self.envelope.setVisible(seen.sealed_lot)

    def _show_set(self, seen: PapersView) -> None:
        """What one person is given, where it is more than one sheet."""
        self.set.clear()
        self.spares.setVisible(bool(seen.sheets))
        funds = self.host.state.terms.kind == "fund"
        for one in (self.practice, self.specimen, self.books):
            one.setVisible(funds)
        if not seen.sheets:
            return
        told = several(
            "One strip with a number heads {n} sheet. It stays at the door; no sheet has a number, "
            "so nobody can lay two papers of one person side by side.",
            "One strip with a number heads {n} sheets. It stays at the door; no sheet has a "
            "number, so nobody can lay two papers of one person side by side.",
            len(seen.sheets),
        )
        self.set.add(
            Rule(),
            Section(say("What one person is given")),
            *(Label(words, "strong") for words in seen.sheets),
            Label(told, "help"),
        )
        if seen.unready is not None:
            self.set.add(Label(seen.unready, shape=ATTENTION))

    @override
    def go_to(self, target: str | None) -> None:
        if target in self.form.names():
            self.split.go_deep()
            self.form.go_to(target or "")
        elif self.draw.isVisible():
            self.draw.setFocus()

    def _told(self, refusal: Refusal | None) -> None:
        if refusal is None:
            self.host.announce(say("The ballot is drawn up."))
            self.form.go_to("papers")
        else:
            self.host.banner(spoken(refusal), wrong=True)

    # Printing

    def _numbers(self) -> list[str] | None:
        """The control numbers asked for; None after the field has said what is wrong."""
        values = self.form.values()
        if values is None:
            return None
        for name, why in (
            ("papers", say("Write how many papers you need.")),
            ("first", say("Write a number.")),
        ):
            if values[name] is None:
                self.form.show_error(name, why)
                return None
        first = int(str(values["first"]))
        return [str(number) for number in range(first, first + int(str(values["papers"])))]

    def _preview(self, title: Words, file_name: str, *, large: bool) -> None:
        numbers = self._numbers()
        if numbers is None:
            return
        if self._in_sets:
            self._preview_set(title, file_name, numbers, "large" if large else "standard")
            return
        needs = self._needed()
        if needs.format is None and not large:
            self.form.show_error("papers", needs.words)
            return
        self._make(title, file_name, numbers, large=large)

    @property
    def _in_sets(self) -> bool:
        """Whether a paper bears its question, as all do but those of one question about money."""
        state = self.host.state
        return len(state.together) > 1 or state.terms.kind != "fund"

    def _preview_set(self, title: Words, file_name: str, numbers: list[str], edition: str) -> None:
        """The sheets of all questions of the round, set after set."""
        state, locale = self.host.state, theme().locale
        unready = view(state, self.host.desk.recorded).unready
        if unready is not None:
            self.form.show_error("papers", unready)
            return

        def work(progress: Progress) -> bytes:
            from pbdesk.app.jobs.sheets import papers_of_a_round

            progress(0, 1, title)
            return papers_of_a_round(state, locale, control=numbers, edition=edition)

        self.host.run(work, title=title, done=partial(self._made, title, file_name))

    def _preview_spares(self) -> None:
        """Sheets of this question alone, each under a number of its own."""
        from pbdesk.app.jobs.sheets import spare_papers

        title, state, locale = say("Spare sheets"), self.host.state, theme().locale
        numbers = [f"S{n}" for n in range(1, _SPARES + 1)]
        pdf = spare_papers(state, locale, control=numbers)
        self._made(title, f"spares-question-{state.asked}.pdf", pdf)

    def _needed(self) -> Needed:
        from pbdesk.app.jobs.sheets import ballot_needs

        return ballot_needs(self.host.state, theme().locale)

    def _preview_giant(self) -> None:
        numbers = self._numbers()
        if numbers is not None:
            title = say("Ballot papers in giant print")
            if self._in_sets:
                self._preview_set(title, "ballots-giant-print.pdf", numbers, "giant")
                return
            self._make(title, "ballots-giant-print.pdf", numbers, large=True, giant=True)

    def _preview_practice(self) -> None:
        self._make(say("Practice paper"), "practice.pdf", [], large=False, practice=True)

    def _preview_booklet(self) -> None:
        state, locale = self.host.state, theme().locale
        made, title = self.host.desk.moment().at.date(), say("Booklet of the projects")

        def work(progress: Progress) -> bytes:
            from pbdesk.app.jobs.sheets import booklet

            progress(0, 1, title)
            return booklet(state, locale, made)

        self.host.run(work, title=title, done=partial(self._made, title, "booklet.pdf"))

    def _preview_tellers(self) -> None:
        from pbdesk.app.jobs.sheets import tellers_papers

        title = say("Papers for the tellers")
        self._made(title, "tellers.pdf", tellers_papers(self.host.state, theme().locale))

    def _preview_printer_test(self) -> None:
        from pbdesk.paper.printer_test import printer_test_pdf

        title = say("Test page for the printer")
        self._made(title, "printer-test.pdf", printer_test_pdf(theme().locale))

    def _preview_specimen(self) -> None:
        self._make(say("Specimen of the ballot"), "specimen.pdf", [], large=False)

    def _preview_count_sheet(self) -> None:
        from pbdesk.app.jobs.sheets import count_sheet

        self._made(
            say("Count sheet for one batch"),
            "count-sheet.pdf",
            count_sheet(self.host.state, theme().locale),
        )

    def _make(
        self,
        title: Words,
        file_name: str,
        control: list[str],
        *,
        large: bool,
        giant: bool = False,
        practice: bool = False,
    ) -> None:
        state, locale = self.host.state, theme().locale

        def work(progress: Progress) -> bytes:
            from pbdesk.app.jobs.sheets import ballots_pdf

            progress(0, 1, title)
            return ballots_pdf(
                state, locale, large=large, giant=giant, practice=practice, control=control
            )

        self.host.run(work, title=title, done=partial(self._made, title, file_name))

    def _made(self, title: Words, file_name: str, pdf: bytes) -> None:
        self.host.preview(title, pdf, file_name)

    def _print_slip(self) -> None:
        from pbdesk.paper.slips import lot_code_pdf

        state = self.host.state
        pdf = lot_code_pdf(
            name=state.mandate.name,
            day=state.mandate.day,
            code=state.drafts[lot_code(state.round)],
            digest=state.rulebook.lot_code,
            locale=theme().locale,
        )
        self.host.preview(say("Slip for the envelope"), pdf, "lot-slip.pdf")


def _with_its_cost(project: PaperProject) -> Words:
    if project.cost is None:
        return project.title
    return say("{title}, {cost}", title=project.title, cost=project.cost)
