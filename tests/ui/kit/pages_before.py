"""Pages before the count, made of the kit with invented rows: proposals, rulebook, door."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pbdesk.ui import icons
from pbdesk.ui.widgets.boxes import Rule
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Choice, RadiosField
from pbdesk.ui.widgets.facts import Facts, Figure, Figures, Finding, Findings
from pbdesk.ui.widgets.field import ParagraphField, TextField
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.ui.widgets.heading import Heading, Section
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.rows import Group, Row, Rows
from pbdesk.ui.widgets.scroll import Page
from pbdesk.ui.widgets.split import ListPane, Split


def proposals() -> QWidget:
    needs, accepted = (
        Group("Needs an answer", icons.ATTENTION),
        Group("Accepted as projects", icons.DONE),
    )
    rows = Rows(
        [
            Row(
                "7",
                "Lighting on the riverside path",
                "No. 7, Mill Lane",
                "£12,500",
                section=needs,
            ),
            Row(
                "11",
                "Outdoor gym beside the pitches",
                "No. 11, Links Place",
                "£18,000",
                section=needs,
            ),
            Row(
                "14",
                "Seed library in the old kiosk",
                "No. 14, Duke Street",
                "£4,100",
                section=needs,
            ),
            Row(
                "1",
                "Benches and shade at the bowling green",
                "No. 1, Weir Road",
                "£8,400",
                section=accepted,
            ),
            Row(
                "2",
                "Friday night youth club",
                "No. 2, Community Hall",
                "£15,000",
                section=accepted,
            ),
            Row(
                "4",
                "Community fridge",
                "No. 4, Market Hall",
                "£6,200",
                section=accepted,
            ),
            Row(
                "5",
                "Dropped kerbs on Station Road",
                "No. 5, Station Road",
                "£14,600",
                section=accepted,
            ),
            Row(
                "6",
                "Welcome walks in five languages",
                "No. 6, all of Millbrook",
                "£3,900",
                section=accepted,
            ),
        ],
        name="Proposals",
    )
    rows.choose("7")
    pane = ListPane(
        Heading("14 handed in, 3 still need an answer", "Proposals"),
        rows,
        TextField("Find a proposal"),
    )
    why = ParagraphField(
        "Reason, in plain words",
        "Read out to the proposer and printed in the project book.",
    )
    answer = RadiosField(
        [
            Choice("a", "Accept as a project"),
            Choice("b", "Not feasible"),
            Choice("c", "Merge with another"),
        ],
    )
    answer.set_value("b")
    page = Page(
        Heading(
            "Proposal 7",
            "Lighting on the riverside path",
            shape=icons.ATTENTION,
            state="Needs an answer",
        ),
        Label(
            "Twelve low lamps from Mill Lane to the playpark, so that people walking home from the "
            "late bus can "
            "see the path and each other.",
        ),
        Facts(
            [
                ("Asked for", "£12,500"),
                ("Where", "Mill Lane to the playpark"),
                ("Handed in", "Table 4, 12 November"),
            ],
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
                    "£12,500 is fair for twelve lamps. Power adds £640 a year, which Streets will "
                    "pay.",
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
            ],
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
                choices=(
                    Choice(
                        "a",
                        "Who lives, works or studies in Millbrook, from 14 years",
                    ),
                ),
            ),
            FieldSpec("staff", "Staff and councillors may not vote", "tick"),
            FieldSpec("own", "Who hands in a project may vote for it", "tick"),
            FieldSpec(
                "style",
                "Style",
                "choice",
                choices=(Choice("a", "Approval: name up to a number"),),
                section="Ballot",
            ),
            FieldSpec("upto", "Up to", "number", beside=True),
            FieldSpec(
                "rule",
                "Counting rule",
                "choice",
                choices=(Choice("a", "Most ballots first"),),
                section="Count",
            ),
            FieldSpec("least", "At least, in %", "number", beside=True),
            FieldSpec(
                "pass",
                "Pass over what no longer fits and go on",
                "tick",
            ),
            FieldSpec(
                "tie",
                "When projects tie",
                "choice",
                choices=(Choice("a", "The cheaper wins, then the lot"),),
            ),
            FieldSpec(
                "left",
                "What stays unspent",
                "choice",
                choices=(Choice("a", "Back to the council"),),
            ),
            FieldSpec(
                "quorum",
                "How many must vote",
                "number",
                section="Quorum",
            ),
        ],
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
        },
    )
    left = Page(Heading("Step 1 of 8, question 5 of 9", "Rulebook"), form)
    right = Page(
        Heading("As it will hang on the wall", "In plain words"),
        Rule(),
        Section("Before it can be sealed"),
        Label(
            "say how many must vote, or that none is needed.",
            lead="Quorum:",
            shape=icons.ATTENTION,
        ),
        Label(
            "say how long the names are kept.",
            lead="Register:",
            shape=icons.ATTENTION,
        ),
        Label(
            "Sealing fixes all this for good. Until then every change is in the record.",
            "help",
        ),
    )
    split = Split(left, right, share="form", back="Rulebook")
    split.first = form.field("rule")
    return split


def door() -> QWidget:
    here, has = (
        Group("Not here yet", icons.NOT_STARTED),
        Group("Has a ballot", icons.DONE),
    )
    rows = Rows(
        [
            Row("1", "Harlow, June", "Weir Road", section=here),
            Row("2", "Harrow, Tomasz", "Links Place", section=here),
            Row("3", "Harvey, Ade", "Mill Lane", "Number 118", section=has),
        ],
        name="People",
    )
    rows.choose("1")
    search = TextField("Find a person")
    search.set_value("har")
    pane = ListPane(
        Heading(
            "1,204 in the register. Names show only while you search.",
            "Door",
        ),
        rows,
        search,
        Label("3 found. The list clears by itself after 20 seconds.", "help"),
    )
    checked = RadiosField(
        [
            Choice(c, c)
            for c in (
                "Polling letter",
                "Proof of address",
                "Known to two people here",
            )
        ],
        "Checked with",
    )
    ballot = RadiosField(
        [Choice(c, c) for c in ("On paper", "At the kiosk", "Large print")],
        "Ballot",
    )
    checked.set_value("Polling letter")
    ballot.set_value("On paper")
    page = Page(
        Heading(
            "Weir Road",
            "Harlow, June",
            shape=icons.NOT_STARTED,
            state="Not here yet",
        ),
        Label("Lives in Millbrook, 14 or older", shape=icons.DONE),
        Label("Not staff, not a councillor", shape=icons.DONE),
        Label("Has no ballot yet, at this door or any other", shape=icons.DONE),
        checked,
        ballot,
        Button("Give paper 286"),
        Label(
            "The stub says that someone came. The paper carries no number, so nobody can tell "
            "whose it is.",
            "help",
        ),
        Rule(),
        Section("Given out so far", "Quorum 120: reached"),
        Figures(
            [
                Figure("238", "on paper"),
                Figure("47", "at the kiosk"),
                Figure("0", "by post"),
                Figure("285", "in all"),
            ],
        ),
        Label(
            "2 papers came back spoilt and were exchanged; both are in the envelope.",
        ),
        Rule(),
        Section("Not in the register?"),
        Label(
            "Write the person down, and both door keepers decide. The ballot stays apart until "
            "then.",
        ),
        Button("Write someone down", icon="pen-line"),
    )
    split = Split(pane, page, back="Door")
    split.first = rows
    return split
