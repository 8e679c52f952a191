"""Pages made of the kit with invented rows, as pictures to hold beside the design: run it and look.

`python -m tests.ui.kit.gallery --to DIR [--scene NAME] [--theme dark] [--lang ar] [--text 200]`
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from pbdesk.ui import fit, icons
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.banner import Banner
from pbdesk.ui.widgets.boxes import Column, Line, Rule
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.chart import ChartView
from pbdesk.ui.widgets.choices import Choice, RadiosField
from pbdesk.ui.widgets.empty import Empty
from pbdesk.ui.widgets.facts import BigFigure, Facts, Figure, Figures, Finding, Findings, Identity, Notes
from pbdesk.ui.widgets.field import ParagraphField, TextField
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.ui.widgets.header import Header
from pbdesk.ui.widgets.heading import Heading, Section
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.paper import Paper, PaperLine
from pbdesk.ui.widgets.progress import Bar, Progress
from pbdesk.ui.widgets.rail import Rail, RailBar, Step, StepPage
from pbdesk.ui.widgets.rows import Group, Row, Rows
from pbdesk.ui.widgets.scroll import Page
from pbdesk.ui.widgets.split import ListPane, Split, is_narrow
from pbdesk.ui.widgets.table import Table, TableColumn, TableRow

NAMES = ("Prepare", "Ideas", "Deliberate", "Vote", "Count", "Declare", "Pack", "After")


def steps(at: int, shape: icons.Shape, state: str) -> list[Step]:
    done = [Step(n, n, icons.DONE, "8 projects", "done") for n in NAMES[:at]]
    here = Step(
        NAMES[at],
        NAMES[at],
        shape,
        state,
        "under way",
        (StepPage("one", "Batches"), StepPage("two", "Doubtful papers")) if at == 4 else (),
    )
    later = [Step(n, n, icons.NOT_STARTED, "Not started") for n in NAMES[at + 1 :]]
    asides = [
        ("Juries", "scale", "None open"),
        ("Open book", "book-open", "Opens after the answer"),
        ("Record", "scroll-text", "214 entries"),
    ]
    return [*done, here, *later, *(Step(n, n, icons.Shape(i, "second"), s, aside=True) for n, i, s in asides)]


class Window(QMainWindow):
    """A stand-in for the shell: menu, header, rail and one page."""

    def __init__(self, page: QWidget, rail: list[Step], at: str, next_step: str) -> None:
        super().__init__()
        for title in ("Assembly", "Edit", "View", "Room", "Help"):
            self.menuBar().addMenu(title)
        header, self.rail, self.bar = Header(), Rail(), RailBar()
        header.show_assembly("Millbrook Assembly", "Millbrook Community Hall, Thursday 26 November 2026")
        header.show_saved("All saved, entry 214")
        header.show_next(next_step)
        self.rail.show_steps(rail, at)
        self.bar.show_steps(rail, at)
        inner = QWidget()
        column, line = QVBoxLayout(inner), QHBoxLayout()
        for layout in (column, line):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self.bar)
        column.addLayout(line, 1)
        line.addWidget(self.rail)
        line.addWidget(page, 1)
        self.setCentralWidget(inner)

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self.rail.setVisible(not is_narrow(self))
        self.bar.setVisible(is_narrow(self))


def proposals() -> QWidget:
    needs, accepted = Group("Needs an answer", icons.ATTENTION), Group("Accepted as projects", icons.DONE)
    rows = Rows(
        [
            Row("7", "Lighting on the riverside path", "No. 7, Mill Lane", "£12,500", section=needs),
            Row("11", "Outdoor gym beside the pitches", "No. 11, Links Place", "£18,000", section=needs),
            Row("14", "Seed library in the old kiosk", "No. 14, Duke Street", "£4,100", section=needs),
            Row("1", "Benches and shade at the bowling green", "No. 1, Weir Road", "£8,400", section=accepted),
            Row("2", "Friday night youth club", "No. 2, Community Hall", "£15,000", section=accepted),
            Row("4", "Community fridge", "No. 4, Market Hall", "£6,200", section=accepted),
            Row("5", "Dropped kerbs on Station Road", "No. 5, Station Road", "£14,600", section=accepted),
            Row("6", "Welcome walks in five languages", "No. 6, all of Millbrook", "£3,900", section=accepted),
        ],
        name="Proposals",
    )
    rows.choose("7")
    pane = ListPane(Heading("14 handed in, 3 still need an answer", "Proposals"), rows, TextField("Find a proposal"))
    why = ParagraphField("Reason, in plain words", "Read out to the proposer and printed in the project book.")
    answer = RadiosField(
        [Choice("a", "Accept as a project"), Choice("b", "Not feasible"), Choice("c", "Merge with another")]
    )
    answer.set_value("b")
    page = Page(
        Heading("Proposal 7", "Lighting on the riverside path", shape=icons.ATTENTION, state="Needs an answer"),
        Label(
            "Twelve low lamps from Mill Lane to the playpark, so that people walking home from the late bus can "
            "see the path and each other."
        ),
        Facts(
            [("Asked for", "£12,500"), ("Where", "Mill Lane to the playpark"), ("Handed in", "Table 4, 12 November")]
        ),
        Rule(),
        Section("Feasibility check"),
        Findings(
            [
                Finding(
                    "Legal",
                    "The path is council land and the lamps need no planning consent.",
                    "Yes.",
                    icons.DONE,
                    "Property, 17 Nov",
                ),
                Finding(
                    "Cost",
                    "£12,500 is fair for twelve lamps. Power adds £640 a year, which Streets will pay.",
                    "Yes, with a change.",
                    icons.DONE,
                    "Streets, 19 Nov",
                ),
                Finding(
                    "Deliverable",
                    "Asked Streets on 19 November whether the lamps can stand before March.",
                    "Not answered.",
                    icons.ATTENTION,
                    "Waiting 7 days",
                ),
            ]
        ),
        Rule(),
        Section("Your answer"),
        answer,
        why,
        Button("Record the answer"),
    )
    split = Split(pane, page, back="All 14 proposals")
    split.follow(rows)
    split.first = why
    return split


def rulebook() -> QWidget:
    form = Form(
        [
            FieldSpec(
                "people",
                "People",
                "choice",
                section="Who may vote",
                choices=(Choice("a", "Who lives, works or studies in Millbrook, from 14 years"),),
            ),
            FieldSpec("staff", "Staff and councillors may not vote", "tick"),
            FieldSpec("own", "Who hands in a project may vote for it", "tick"),
            FieldSpec(
                "style", "Style", "choice", choices=(Choice("a", "Approval: name up to a number"),), section="Ballot"
            ),
            FieldSpec("upto", "Up to", "number", beside=True),
            FieldSpec("rule", "Counting rule", "choice", choices=(Choice("a", "Most ballots first"),), section="Count"),
            FieldSpec("least", "At least, in %", "number", beside=True),
            FieldSpec("pass", "Pass over what no longer fits and go on", "tick"),
            FieldSpec("tie", "When projects tie", "choice", choices=(Choice("a", "The cheaper wins, then the lot"),)),
            FieldSpec("left", "Money left over", "choice", choices=(Choice("a", "Back to the council"),)),
            FieldSpec("quorum", "How many must vote", "number", section="Quorum"),
        ]
    )
    form.set_values(
        {
            "people": "a",
            "staff": True,
            "own": True,
            "style": "a",
            "upto": 5,
            "rule": "a",
            "least": 10,
            "pass": True,
            "tie": "a",
            "left": "a",
        }
    )
    left = Page(Heading("Step 1 of 8, question 5 of 9", "Rulebook"), form)
    right = Page(
        Heading("As it will hang on the wall", "In plain words"),
        Rule(),
        Section("Before it can be sealed"),
        Label("say how many must vote, or that none is needed.", lead="Quorum:", shape=icons.ATTENTION),
        Label("say how long the names are kept.", lead="Register:", shape=icons.ATTENTION),
        Label("Sealing fixes all this for good. Until then every change is in the record.", "help"),
    )
    split = Split(left, right, share="form", back="Rulebook")
    split.first = form.field("rule")
    return split


def door() -> QWidget:
    here, has = Group("Not here yet", icons.NOT_STARTED), Group("Has a ballot", icons.DONE)
    rows = Rows(
        [
            Row("1", "Harlow, June", "Weir Road", section=here),
            Row("2", "Harrow, Tomasz", "Links Place", section=here),
            Row("3", "Harvey, Ade", "Mill Lane", "Stub 118", section=has),
        ],
        name="People",
    )
    rows.choose("1")
    search = TextField("Find a person")
    search.set_value("har")
    pane = ListPane(
        Heading("1,204 in the register. Names show only while you search.", "Door"),
        rows,
        search,
        Label("3 found. The list clears by itself after 20 seconds.", "help"),
    )
    checked = RadiosField(
        [Choice(c, c) for c in ("Polling letter", "Proof of address", "Known to two people here")], "Checked with"
    )
    ballot = RadiosField([Choice(c, c) for c in ("On paper", "At the kiosk", "Large print")], "Ballot")
    checked.set_value("Polling letter")
    ballot.set_value("On paper")
    page = Page(
        Heading("Weir Road", "Harlow, June", shape=icons.NOT_STARTED, state="Not here yet"),
        Label("Lives in Millbrook, 14 or older", shape=icons.DONE),
        Label("Not staff, not a councillor", shape=icons.DONE),
        Label("Has no ballot yet, at this door or any other", shape=icons.DONE),
        checked,
        ballot,
        Button("Give paper, stub 286"),
        Label("The stub says that someone came. The paper carries no number, so nobody can tell whose it is.", "help"),
        Rule(),
        Section("Given out so far", "Quorum 120: reached"),
        Figures(
            [Figure("238", "on paper"), Figure("47", "at the kiosk"), Figure("0", "by post"), Figure("285", "in all")]
        ),
        Label("2 papers came back spoilt and were exchanged; both are in the envelope."),
        Rule(),
        Section("Not in the register?"),
        Label("Write the person down, and both door keepers decide. The ballot stays apart until then."),
        Button("Write someone down", icon="pen-line"),
    )
    split = Split(pane, page, back="Door")
    split.first = rows
    return split


PROJECTS = [
    ("A", "Friday night youth club"),
    ("B", "Outdoor gym beside the pitches"),
    ("C", "Lighting on the riverside path"),
    ("D", "Seed library in the old kiosk"),
    ("E", "Benches and shade at the bowling green"),
    ("F", "Community fridge"),
    ("G", "Welcome walks in five languages"),
    ("H", "Dropped kerbs on Station Road"),
]


def keying() -> QWidget:
    wrong, now, done = (
        Group("Does not add up", icons.ATTENTION),
        Group("Being keyed", icons.UNDER_WAY),
        Group("Keyed twice, agreed", icons.DONE),
    )
    rows = Rows(
        [
            Row("3", "Batch 3", "24 keyed twice, the slip says 25", "25", section=wrong),
            Row("9", "Batch 9", "First pass, 13 of 25", "25", section=now),
            *(Row(str(n), f"Batch {n}", "Tellers 2 and 4", "25", section=done) for n in (1, 2, 4, 5, 6, 7, 8)),
        ],
        name="Batches",
    )
    rows.choose("9")
    codes = TextField(
        "Codes on the paper", "Letters in any order. 0 for no mark, ? for a doubtful paper.", role="display")
    codes.set_value("C E F")
    bar = Bar("13 of 25 keyed")
    bar.show_share(13, 25)
    keyed = Line()
    keyed.fill(bar)
    keyed.add(Label("13 of 25 keyed", "caption", wrap=False))
    before = Line()
    before.fill(Label("A C E F H", "strong", lead=""))
    before.add(Button("Take back", icon="undo-2"))
    left = Column(
        codes,
        Label("3 of up to 5 projects.", lead="It counts:", shape=icons.DONE),
        Label("Enter keeps it and brings paper 15.", tone="second"),
        Label("Before this", "label"),
        before,
    )
    paper = Paper(
        "Millbrook ballot",
        "Mark up to five projects with a cross.",
        [
            PaperLine(c, n, "keyed" if c in "CEF" else "", tinted=c == "F", heard="marked" if c in "CEF" else "")
            for c, n in PROJECTS
        ],
    )
    both = Line(left, paper, apart=True, top=True)
    both.share()
    page = Page(
        Heading("First pass, teller 2. The second pass is keyed blind by teller 4.", "Batch 9, paper 14 of 25"),
        keyed,
        both,
        Rule(),
        Section("Do the papers add up?"),
        Identity(
            Figure("301", "issued"),
            [
                Figure("195", "counted"),
                Figure("4", "rejected"),
                Figure("3", "spoilt"),
                Figure("5", "unreturned"),
                Figure("93", "still to key"),
                Figure("1", "missing", "attention"),
            ],
        ),
        Label(
            "Its slip says 25 papers, both passes keyed 24. Count the bundle by hand.",
            lead="Batch 3 is one short.",
            shape=icons.ATTENTION,
        ),
    )
    split = Split(
        ListPane(Heading("12 batches, 293 papers in the box", "Batches"), rows), page, share="slim", back="Batches"
    )
    split.first = codes
    return split


def doubtful() -> QWidget:
    ruling = RadiosField(
        [Choice("a", "Counts for C and E"), Choice("b", "Counts for C, E and F"), Choice("c", "Rejected: uncertain")],
        "Ruling",
        upright=True,
    )
    ruling.set_value("a")
    why = ParagraphField("Reason, read out", rows=3)
    why.set_value("E is ticked beside its box: the wish is clear. F is struck out, so it was taken back.")
    marks = {"C": "cross", "E": "beside", "F": "struck", "G": "tick"}
    paper = Paper(
        "Millbrook ballot",
        "Mark up to five projects with a cross.",
        [PaperLine(c, n, marks.get(c, "")) for c, n in PROJECTS],
        roomy=True,
    )
    both = Line(
        paper,
        Column(
            Section("What the rulebook says"),
            Label("If the intention is clear, it counts. A mark struck out does not count."),
            Label("Rule 7, sealed at 18:30", "help"),
            ruling,
            why,
            Button("Record the ruling"),
        ),
        apart=True,
        top=True,
    )
    both.share()
    todo = Group("To rule on", icons.ATTENTION)
    rows = Rows([Row("3", "Doubtful paper 3", "Batch 5: a cross struck out", section=todo)], name="Papers")
    rows.choose("3")
    split = Split(
        ListPane(Heading("5 doubtful papers of 293", "Adjudicate"), rows),
        Page(
            Heading(
                "In batch 5, keyed with ? by both tellers",
                "Doubtful paper 3",
                shape=icons.ATTENTION,
                state="To rule on",
            ),
            both,
        ),
        share="slim",
        back="Adjudicate",
    )
    split.first = why
    return split


def result() -> QWidget:
    funded = icons.Shape("circle-check", "accent")
    rows = [
        TableRow("l", ("Lighting on the riverside path", "231", "£12,500", "£47,500"), funded, True),
        TableRow("b", ("Benches and shade at the bowling green", "204", "£8,400", "£39,100"), funded, True),
        TableRow("y", ("Friday night youth club", "187", "£15,000", "£24,100"), funded, True),
        TableRow(across="Money line: £56,700 of £60,000 given, £3,300 left"),
        TableRow("g", ("Outdoor gym beside the pitches", "141", "£18,000", ""), icons.Shape("circle-x")),
        TableRow("s", ("Seed library in the old kiosk", "118", "£4,100", ""), icons.Shape("circle-x")),
    ]
    table = Table(
        [
            TableColumn("In the order of the count"),
            TableColumn("Ballots"),
            TableColumn("Cost"),
            TableColumn("Left after", tone="second"),
        ],
        rows,
        name="Result",
        in_pane=True,
    )
    table.choose("g")
    left = ListPane(Heading("343 valid ballots, up to five projects each, counted twice", "Result"), table)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="414" height="60">'
        '<rect x="110" y="4" width="42" height="16" rx="3" fill="#0b4f5c"/>'
        '<rect x="110.5" y="36.5" width="231" height="15" rx="3" fill="none" stroke="#1b1a18"/></svg>'
    )
    page = Page(
        Heading("Place 6 of 8", "Outdoor gym beside the pitches", shape=icons.Shape("circle-x"), state="Not funded"),
        Label("141 of the 343 valid ballots (41 %) name it. Five projects are named by more and were paid first."),
        ChartView(svg, "Left at its turn £3,300, it costs £18,000", most=1.0),
        Rule(),
        Section("The least that would have won it"),
        Label("Any one of these, all other ballots as they were. Proved by recounting.", "help"),
        Notes(
            [
                ("Left over", "£3,300 goes back to the council for the next assembly: rule 5."),
                ("Ties", "No tie decided a place, so no lot was drawn."),
            ]
        ),
        Button("Show in the room"),
    )
    split = Split(left, page, share="form", back="Result")
    split.first = table
    return split


def parts() -> QWidget:
    work = Progress()
    work.show_progress(14, 22, "Counting 2,000 ballots, round 14")
    pot = FieldSpec("pot", "Pot", "money")
    form = Form([FieldSpec("who", "Who holds the money", help="As it will stand in the charter."), pot])
    form.field("pot").edit.setText("£60.00O")
    form.values()
    off = Button("Not yet")
    off.setEnabled(False)
    return Page(
        Banner("This is a rehearsal. Nothing you do here counts.", button="Leave"),
        Section("Buttons"),
        Line(
            Button("Seal the rulebook", "primary"),
            Button("Print the ballots", icon="printer"),
            off,
            Button("Language", "quiet", icon="languages"),
        ),
        form,
        Section("Long work"),
        work,
        Line(BigFigure("1:12", "left of two minutes")),
        Section("An empty page"),
        Empty(
            "No ideas yet",
            "An idea is one sentence and a name for it. Write the first one while the person is standing here.",
            "Write an idea",
        ),
    )


SCENES: dict[str, tuple[Callable[[], QWidget], int, icons.Shape, str, str]] = {
    "1-proposals": (proposals, 1, icons.ATTENTION, "3 need an answer", "Answer 3 proposals"),
    "8-parts": (parts, 0, icons.UNDER_WAY, "Under way", "Go on"),
    "11-rulebook": (rulebook, 0, icons.ATTENTION, "2 questions open", "Answer 2 questions"),
    "12-door": (door, 3, icons.UNDER_WAY, "285 have a ballot", "Close the vote"),
    "13-keying": (keying, 4, icons.ATTENTION, "1 batch does not add up", "Recount batch 3"),
    "14-doubtful": (doubtful, 4, icons.ATTENTION, "3 papers to rule on", "Rule on 3 papers"),
    "15-result": (result, 5, icons.DONE, "Declared at 19:42", "Make the pack"),
}


def window(name: str) -> Window:
    made, at, shape, state, following = SCENES[name]
    page = made()
    shown = Window(page, steps(at, shape, state), NAMES[at], following)
    if theme().scale > 1 and hasattr(page, "go_deep"):
        page.go_deep()
    shown.resize(1280, 800)
    shown.show()
    shown.activateWindow()
    if hasattr(page, "first"):
        first = page.first
        (first.take_focus if hasattr(first, "take_focus") else first.setFocus)()
    QApplication.processEvents()
    return shown


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    asked = argparse.ArgumentParser()
    asked.add_argument("--to", type=Path, required=True)
    asked.add_argument("--scene", action="append")
    asked.add_argument("--theme", default="light")
    asked.add_argument("--lang", default="en")
    asked.add_argument("--text", type=int, default=100)
    wants = asked.parse_args()
    app = QApplication([])
    theme().apply(app)
    theme().set(colours=wants.theme, language=wants.lang, scale=wants.text / 100)
    wants.to.mkdir(parents=True, exist_ok=True)
    for name in wants.scene or SCENES:
        fit.clipped.clear()
        shown = window(name)
        shown.grab().save(str(wants.to / f"{name}.png"))
        for clip in fit.clipped:
            print(name, clip)
        shown.close()


if __name__ == "__main__":
    main()
