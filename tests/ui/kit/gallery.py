"""Pages made of the kit with invented rows, as pictures to hold beside the design: run it and look.

`python -m tests.ui.kit.gallery --to DIR [--scene NAME] [--theme dark] [--lang ar] [--text 200]`
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QHBoxLayout, QWidget

from pbdesk.ui import fit, icons
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.boxes import Column, Line, Rule
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Choice, RadiosField
from pbdesk.ui.widgets.facts import Facts
from pbdesk.ui.widgets.field import ParagraphField, TextField
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.ui.widgets.header import Header
from pbdesk.ui.widgets.heading import Heading, Section
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.rail import Rail, RailBar, Step, StepPage
from pbdesk.ui.widgets.rows import Group, Row, Rows
from pbdesk.ui.widgets.scroll import Page
from pbdesk.ui.widgets.split import ListPane, Split, is_narrow

NAMES = ("Prepare", "Ideas", "Deliberate", "Vote", "Count", "Declare", "Pack", "After")


def steps(at: int, shape: icons.Shape, state: str) -> list[Step]:
    done = [Step(n, n, icons.DONE, "8 projects", "done") for n in NAMES[:at]]
    here = Step(NAMES[at], NAMES[at], shape, state, "under way", (StepPage("one", "Batches"), StepPage("two", "Doubtful papers")) if at == 4 else ())
    later = [Step(n, n, icons.NOT_STARTED, "Not started") for n in NAMES[at + 1:]]
    asides = [("Juries", "scale", "None open"), ("Open book", "book-open", "Opens after the answer"),
              ("Record", "scroll-text", "214 entries")]
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
    rows = Rows([
        Row("7", "Lighting on the riverside path", "No. 7, Mill Lane", "£12,500", section=needs),
        Row("11", "Outdoor gym beside the pitches", "No. 11, Links Place", "£18,000", section=needs),
        Row("14", "Seed library in the old kiosk", "No. 14, Duke Street", "£4,100", section=needs),
        Row("1", "Benches and shade at the bowling green", "No. 1, Weir Road", "£8,400", section=accepted),
        Row("2", "Friday night youth club", "No. 2, Community Hall", "£15,000", section=accepted),
        Row("4", "Community fridge", "No. 4, Market Hall", "£6,200", section=accepted),
        Row("5", "Dropped kerbs on Station Road", "No. 5, Station Road", "£14,600", section=accepted),
        Row("6", "Welcome walks in five languages", "No. 6, all of Millbrook", "£3,900", section=accepted),
    ], name="Proposals")
    rows.choose("7")
    pane = ListPane(Heading("14 handed in, 3 still need an answer", "Proposals"), rows, TextField("Find a proposal"))
    why = ParagraphField("Reason, in plain words", "Read out to the proposer and printed in the project book.")
    answer = RadiosField([Choice("a", "Accept as a project"), Choice("b", "Not feasible"),
                          Choice("c", "Merge with another")])
    answer.set_value("b")
    page = Page(
        Heading("Proposal 7", "Lighting on the riverside path", shape=icons.ATTENTION, state="Needs an answer"),
        Label("Twelve low lamps from Mill Lane to the playpark, so that people walking home from the late bus can "
              "see the path and each other."),
        Facts([("Asked for", "£12,500"), ("Where", "Mill Lane to the playpark"),
               ("Handed in", "Table 4, 12 November")]),
        Rule(), Section("Your answer"), answer, why, Button("Record the answer"))
    split = Split(pane, page, back="All 14 proposals")
    split.follow(rows)
    split.first = why
    return split


def rulebook() -> QWidget:
    form = Form([
        FieldSpec("people", "People", "choice", section="Who may vote",
                  choices=(Choice("a", "Who lives, works or studies in Millbrook, from 14 years"),)),
        FieldSpec("staff", "Staff and councillors may not vote", "tick"),
        FieldSpec("own", "Who hands in a project may vote for it", "tick"),
        FieldSpec("style", "Style", "choice", choices=(Choice("a", "Approval: name up to a number"),), section="Ballot"),
        FieldSpec("upto", "Up to", "number", beside=True),
        FieldSpec("rule", "Counting rule", "choice", choices=(Choice("a", "Most ballots first"),), section="Count"),
        FieldSpec("least", "At least, in %", "number", beside=True),
        FieldSpec("pass", "Pass over what no longer fits and go on", "tick"),
        FieldSpec("tie", "When projects tie", "choice", choices=(Choice("a", "The cheaper wins, then the lot"),)),
        FieldSpec("left", "Money left over", "choice", choices=(Choice("a", "Back to the council"),)),
        FieldSpec("quorum", "How many must vote", "number", section="Quorum"),
    ])
    form.set_values({"people": "a", "staff": True, "own": True, "style": "a", "upto": 5, "rule": "a", "least": 10,
                     "pass": True, "tie": "a", "left": "a"})
    left = Page(Heading("Step 1 of 8, question 5 of 9", "Rulebook"), form)
    right = Page(Heading("As it will hang on the wall", "In plain words"), Rule(), Section("Before it can be sealed"),
                 Label("say how many must vote, or that none is needed.", lead="Quorum:", shape=icons.ATTENTION),
                 Label("say how long the names are kept.", lead="Register:", shape=icons.ATTENTION),
                 Label("Sealing fixes all this for good. Until then every change is in the record.", "help"))
    split = Split(left, right, share="form", back="Rulebook")
    split.first = form.field("rule")
    return split


SCENES: dict[str, tuple[Callable[[], QWidget], int, icons.Shape, str, str]] = {
    "1-proposals": (proposals, 1, icons.ATTENTION, "3 need an answer", "Answer 3 proposals"),
    "11-rulebook": (rulebook, 0, icons.ATTENTION, "2 questions open", "Answer 2 questions"),
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
