"""Pages of the count, made of the kit with invented rows, and the parts one by one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pbdesk.ui import icons
from pbdesk.ui.shown import PaperLine
from pbdesk.ui.widgets.banner import Banner
from pbdesk.ui.widgets.boxes import Column, Line, Rule
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.chart import ChartView
from pbdesk.ui.widgets.choices import Choice, RadiosField
from pbdesk.ui.widgets.empty import Empty
from pbdesk.ui.widgets.facts import BigFigure, Notes
from pbdesk.ui.widgets.field import ParagraphField, TextField
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.ui.widgets.heading import Heading, Section
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.legend import Sign, Whole
from pbdesk.ui.widgets.paper import Paper
from pbdesk.ui.widgets.progress import Bar, Progress
from pbdesk.ui.widgets.rows import Group, Row, Rows
from pbdesk.ui.widgets.scroll import Page
from pbdesk.ui.widgets.split import ListPane, Split
from pbdesk.ui.widgets.table import Table, TableColumn, TableRow

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
            Row(
                "3",
                "Batch 3",
                "24 keyed twice, the slip says 25",
                "25",
                section=wrong,
            ),
            Row("9", "Batch 9", "First pass, 13 of 25", "25", section=now),
            *(
                Row(str(n), f"Batch {n}", "Tellers 2 and 4", "25", section=done)
                for n in (1, 2, 4, 5, 6, 7, 8)
            ),
        ],
        name="Batches",
    )
    rows.choose("9")
    codes = TextField(
        "Codes on the paper",
        "Letters in any order. 0 for no mark, ? for a doubtful paper.",
        role="display",
    )
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
            PaperLine(
                c,
                n,
                "keyed" if c in "CEF" else "",
                tinted=c == "F",
                heard="marked" if c in "CEF" else "",
            )
            for c, n in PROJECTS
        ],
    )
    both = Line(left, paper, apart=True, top=True)
    both.share()
    whole = Whole()
    whole.show_parts(
        [
            Sign("counted", fill="filled", n=195),
            Sign("rejected", fill="dark", n=4),
            Sign("spoilt", fill="struck", n=3),
            Sign("not brought back", fill="pale", n=5),
            Sign("still to key", fill="plain", n=93),
            Sign("missing, batch 3", fill="gap", n=1),
        ],
    )
    page = Page(
        Heading(
            "First pass, teller 2. The second pass is keyed blind by teller 4.",
            "Batch 9, paper 14 of 25",
        ),
        keyed,
        both,
        Rule(),
        Section("Do the papers add up?"),
        whole,
        Label(
            "Its slip says 25 papers, both people keyed 24. Count the bundle by hand.",
            lead="Batch 3 is one short.",
            shape=icons.ATTENTION,
        ),
    )
    split = Split(
        ListPane(Heading("12 batches, 293 papers in the box", "Batches"), rows),
        page,
        share="slim",
        back="Batches",
    )
    split.first = codes
    return split


def doubtful() -> QWidget:
    ruling = RadiosField(
        [
            Choice("a", "Counts for C and E"),
            Choice("b", "Counts for C, E and F"),
            Choice("c", "Rejected: uncertain"),
        ],
        "Ruling",
        upright=True,
    )
    ruling.set_value("a")
    why = ParagraphField("Reason, read out", rows=3)
    why.set_value(
        "E is ticked beside its box: the wish is clear. F is struck out, so it was taken back.",
    )
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
            Label(
                "If the intention is clear, it counts. A mark struck out does not count.",
            ),
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
    rows = Rows(
        [
            Row(
                "3",
                "Doubtful paper 3",
                "Batch 5: a cross struck out",
                section=todo,
            ),
        ],
        name="Papers",
    )
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
        TableRow(
            "l",
            ("Lighting on the riverside path", "231", "£12,500", "£47,500"),
            funded,
            True,
        ),
        TableRow(
            "b",
            (
                "Benches and shade at the bowling green",
                "204",
                "£8,400",
                "£39,100",
            ),
            funded,
            True,
        ),
        TableRow(
            "y",
            ("Friday night youth club", "187", "£15,000", "£24,100"),
            funded,
            True,
        ),
        TableRow(across="Money line: £56,700 of £60,000 given, £3,300 left"),
        TableRow(
            "g",
            ("Outdoor gym beside the pitches", "141", "£18,000", ""),
            icons.Shape("circle-x"),
        ),
        TableRow(
            "s",
            ("Seed library in the old kiosk", "118", "£4,100", ""),
            icons.Shape("circle-x"),
        ),
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
    left = ListPane(
        Heading(
            "343 valid ballots, up to five projects each, counted twice",
            "Result",
        ),
        table,
    )
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="414" height="60">'
        '<rect x="110" y="4" width="42" height="16" rx="3" fill="#0b4f5c"/>'
        '<rect x="110.5" y="36.5" width="231" height="15" rx="3" fill="none" '
        'stroke="#1b1a18"/></svg>'
    )
    chart = ChartView()
    chart.show_chart(svg, "Left at its turn £3,300, it costs £18,000")
    page = Page(
        Heading(
            "Place 6 of 8",
            "Outdoor gym beside the pitches",
            shape=icons.Shape("circle-x"),
            state="Not funded",
        ),
        Label(
            "141 of the 343 valid ballots (41 %) name it. Five projects are named by more and were "
            "paid first.",
        ),
        chart,
        Rule(),
        Section("The least that would have won it"),
        Label(
            "Any one of these, all other ballots as they were. Proved by recounting.",
            "help",
        ),
        Notes(
            [
                (
                    "Left over",
                    "£3,300 goes back to the council for the next assembly: rule 5.",
                ),
                ("Ties", "No tie decided a place, so no lot was drawn."),
            ],
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
    form = Form(
        [
            FieldSpec(
                "who",
                "Who holds the money",
                help="As it will stand in the charter.",
            ),
            pot,
        ],
    )
    form.field("pot").edit.setText("£60.00O")
    form.values()
    off = Button("Not yet")
    off.setEnabled(False)
    banner, clock = Banner(), BigFigure()
    banner.show_text(
        "This is a rehearsal. Nothing you do here counts.",
        button="Leave",
    )
    clock.show_figure("1:12", "left of two minutes")
    return Page(
        banner,
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
        Line(clock),
        Section("An empty page"),
        Empty(
            "No ideas yet",
            "An idea is one sentence and a name for it. Write the first one while the person is "
            "standing here.",
            "Write an idea",
        ),
    )
