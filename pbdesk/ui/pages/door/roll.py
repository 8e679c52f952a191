"""The register at the door.

Write somebody down, or read the council's list, with what of it cannot be taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from pbdesk.app.jobs.progress import Progress
from pbdesk.app.sample.millbrook import people as made_up
from pbdesk.i18n import Locale
from pbdesk.ledger.people import Particulars, Preview
from pbdesk.ledger.roster import Meant, Remark, read_roster
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.entries import clean
from pbdesk.ui.host import Host
from pbdesk.ui.icons import ATTENTION
from pbdesk.ui.pages.door.columns import WhatColumnsHold
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.facts import Notes
from pbdesk.ui.widgets.field import TextField
from pbdesk.ui.widgets.folded import Folded
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.ui.widgets.heading import Heading, Section
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Listing, Words, plain, say, several

__all__ = ["Correcting", "ListOfPeople", "WritingDown"]

_LINES, _FIRST = 20, 5
_READING, _REPORTING = say("Reading the list"), say("Writing the report")
_REPORT = say("Lines to look at")
_FIELDS = (FieldSpec("name", say("Name")), FieldSpec("street", say("Street")))


def _press_by_enter(form: Form, act: Callable[[], None]) -> None:
    """Enter in a line does what the button below does."""
    for name in form.names():
        field = form.field(name)
        if isinstance(field, TextField):
            field.edit.returnPressed.connect(act)


class WritingDown(Column):
    """Somebody who is not in the register. `written` tells the reference of who was put into it."""

    written = Signal(str)
    touched = Signal()

    def __init__(self, host: Host) -> None:
        self._host, self.form = host, Form(_FIELDS)
        self.begin = Button(say("Write someone down"), icon="pen-line")
        self.put, self._leave = (
            Button(say("Put in the register")),
            Button(say("Cancel"), "quiet"),
        )
        self._sheet = Column(self.form, Line(self.put, self._leave))
        super().__init__(
            Section(say("Not in the register?")),
            Label(say("Write the person down, and both door keepers decide.")),
            self.begin,
            self._sheet,
        )
        self._sheet.hide()
        self.begin.clicked.connect(self._open)
        self.put.clicked.connect(self._put)
        self._leave.clicked.connect(self.forget)
        self.form.changed.connect(lambda _name: self.touched.emit())
        _press_by_enter(self.form, self._put)

    def _open(self) -> None:
        self._sheet.show()
        self.begin.hide()
        self.form.go_to("name")

    def forget(self) -> None:
        """Close the sheet; what was typed is gone: names are never kept as a draft."""
        self.form.set_values({"name": None, "street": None}, keep_focused=False)
        self.form.clear_errors()
        self._sheet.hide()
        self.begin.show()

    def _put(self) -> None:
        if self._host.desk.saving:  # Enter twice is one wish
            return
        name, street = (
            str(self.form.value("name") or ""),
            str(self.form.value("street") or ""),
        )
        before = self._host.state.door.register
        self._host.add_people([Particulars(name, street)], partial(self._told, before))

    def _told(self, before: AbstractSet[str], refusal: Refusal | None) -> None:
        if refusal is not None:
            if refusal.where is None or not self.form.show_error(
                refusal.where,
                spoken(refusal),
            ):
                self._host.banner(spoken(refusal), wrong=True)
            return
        self.forget()
        self.written.emit(next(iter(self._host.state.door.register - before)))


class Correcting(Column):
    """A name or street that was written wrongly. `corrected` when it is right in the register."""

    corrected = Signal()
    touched = Signal()

    def __init__(self, host: Host) -> None:
        self._host, self._ref, self.form = host, "", Form(_FIELDS)
        self.begin = Button(say("Correct name or street"), "quiet", icon="pen-line")
        self.record, leave = (
            Button(say("Record it as it should be")),
            Button(say("Cancel"), "quiet"),
        )
        self._sheet = Column(self.form, Line(self.record, leave))
        super().__init__(Line(self.begin), self._sheet)
        self._sheet.hide()
        self.begin.clicked.connect(self._open)
        self.record.clicked.connect(self._correct)
        leave.clicked.connect(self._left)
        self.form.changed.connect(lambda _name: self.touched.emit())
        _press_by_enter(self.form, self._correct)

    def show_person(self, ref: str) -> None:
        """Whom it would be about; nobody, and it is not there."""
        if ref != self._ref:
            self._ref = ref
            self._fold()
        self.setVisible(bool(ref))

    def _open(self) -> None:
        people = self._host.people
        if people is None:
            return
        self.touched.emit()
        person = people.get(self._ref)
        self.form.set_values(
            {"name": person.name, "street": person.street},
            keep_focused=False,
        )
        self._sheet.show()
        self.begin.hide()
        self.form.go_to("name")

    def _left(self) -> None:
        self._fold()
        self.begin.setFocus()

    def _fold(self) -> None:
        """Nothing is corrected; what was typed is gone: names are never kept as a draft."""
        self.form.set_values(dict.fromkeys(self.form.names()), keep_focused=False)
        self.form.clear_errors()
        self._sheet.hide()
        self.begin.show()

    def _correct(self) -> None:
        name, street = (
            clean(str(self.form.value(each) or "")) for each in ("name", "street")
        )
        if not name:
            self.form.show_error("name", say("A person needs a name."))
            return
        ref = self._ref
        self._host.change_people(
            lambda people: people.correct(ref, name, street),
            self._told,
        )

    def _told(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            self._host.banner(spoken(refusal), wrong=True)
            return
        self._fold()
        self.corrected.emit()


_MADE_UP = 60
"""So many people a rehearsal makes up: enough for every page."""


class ListOfPeople(Column):
    """The council's list: read it, see what cannot be taken, put the others into the register.

    Names are shown only to who asks for the first of them, to see that the columns are right.
    `turned` tells that a list was read, or let go.
    """

    turned = Signal()
    taken = Signal()

    def __init__(self, host: Host) -> None:
        self._host, self._preview = host, Preview((), (), ())
        self.read = Button(say("Read a list"), icon="folder-open")
        self.invent = Button(say("Make up {n} people", n=_MADE_UP), icon="dices")
        self.put, self._leave = (
            Button(say("Put them in the register")),
            Button(say("Cancel"), "quiet"),
        )
        self.seen, self._teaching = (
            Column(),
            Column(
                Section(say("The council's list")),
                Label(
                    say(
                        "A spreadsheet (.xlsx, .xls, .ods) or a CSV file. A line of it should name "
                        "its columns: name, street, note; else you say what they hold. The rest is "
                        "left out.",
                    ),
                ),
                Line(self.read, self.invent),
            ),
        )
        self.invent.setVisible(host.state.mandate.rehearsal)
        self._acts = Line(self.put, self._leave)
        super().__init__(self._teaching, self.seen, self._acts)
        self._acts.hide()
        self.read.clicked.connect(self.ask)
        self.invent.clicked.connect(self._invent)
        self.put.clicked.connect(self._put)
        self._leave.clicked.connect(self.forget)

    def ask(self) -> None:
        """Ask for the file and show what is in it."""
        if self._host.people is None:
            self._host.banner(say("The people file is locked."), wrong=True)
            return
        path = self._host.ask_open(
            say("List of people"),
            "XLSX, XLS, ODS, CSV (*.xlsx *.xls *.ods *.csv *.txt)",
        )
        if path is not None:
            self.read_file(path)

    def _invent(self) -> None:
        """In a rehearsal nobody's data is needed: these people live nowhere."""
        if self._host.people is None:
            self._host.banner(say("The people file is locked."), wrong=True)
            return
        rows = tuple(Particulars(name, street) for name, street in made_up(_MADE_UP))
        fresh = self._host.people.new_in(Preview(rows, (), ())).rows
        self._host.add_people(list(fresh), partial(self._told, len(fresh)))

    def read_file(self, path: Path, meant: Meant | None = None) -> None:
        """Show what is in a file, as its headings say or as somebody meant it."""
        if self._host.people is None:
            self._host.banner(say("The people file is locked."), wrong=True)
            return
        self._host.run(
            partial(_read, path, meant),
            title=_READING,
            done=partial(self._show, path),
        )

    def _show(self, path: Path, read: Preview) -> None:
        if self._host.people is None:  # locked meanwhile
            return
        name = path.name
        preview = self._preview = self._host.people.new_in(read)
        n = len(preview.rows)
        self.seen.clear()
        self.seen.add(
            Heading(
                plain(name),
                several("{n} person can be taken", "{n} people can be taken", n),
            ),
        )
        self._remarks(
            several(
                "{n} line cannot be taken.",
                "{n} lines cannot be taken.",
                len(preview.refused),
            ),
            preview.refused,
        )
        self._remarks(
            several(
                "{n} line is taken, and should be looked at.",
                "{n} lines are taken, and should be looked at.",
                len(preview.doubtful),
            ),
            preview.doubtful,
        )
        if preview.refused or preview.doubtful:
            report = Button(say("Print these lines"), icon="printer")
            report.clicked.connect(partial(self._report, name))
            self.seen.add(Line(report))
        if preview.left_out:
            self.seen.add(
                Label(
                    several(
                        "The column {columns} is left out.",
                        "The columns {columns} are left out.",
                        len(preview.left_out),
                        columns=Listing(preview.left_out),
                    ),
                ),
            )
        if preview.other_sheets:
            self.seen.add(
                Label(
                    several(
                        "The sheet {sheets} is left out.",
                        "The sheets {sheets} are left out.",
                        len(preview.other_sheets),
                        sheets=Listing(preview.other_sheets),
                    ),
                ),
            )
        if preview.read_as:
            self.seen.add(
                Label(
                    say(
                        "The letters were read as {code_page}.",
                        code_page=preview.read_as,
                    ),
                ),
            )
        columns = WhatColumnsHold(preview)
        columns.said.connect(partial(self.read_file, path))
        if n:
            self.seen.add(_first(preview.rows[:_FIRST]))
        elif columns.known:
            self.seen.add(Label(say("Nobody new is in this list.")))
        self.seen.add(columns)
        self.put.show_text(
            several(
                "Put {n} person in the register",
                "Put {n} people in the register",
                n,
            ),
        )
        self.put.setVisible(n > 0)
        self._acts.show()
        self._teaching.hide()
        self.turned.emit()
        if columns.known:
            (self.put if n else self._leave).setFocus()
        else:
            columns.take_focus()

    def _remarks(self, words: Words, remarks: tuple[Remark, ...]) -> None:
        if remarks:
            self.seen.add(
                Label(words, shape=ATTENTION),
                Notes(
                    [
                        (say("Line {n}", n=each.line), each.words)
                        for each in remarks[:_LINES]
                    ],
                ),
            )
        if len(remarks) > _LINES:
            self.seen.add(Label(say("And {n} more.", n=len(remarks) - _LINES)))

    def _report(self, name: str) -> None:
        """All of them on paper, for whoever made the list."""
        told = sorted(
            (each.line, each.words)
            for each in (*self._preview.refused, *self._preview.doubtful)
        )
        work = partial(
            _reported,
            name,
            told,
            self._host.state.mandate.name,
            self._host.desk.moment().at.date(),
            theme().locale,
        )
        self._host.run(
            work,
            title=_REPORTING,
            done=lambda pdf: self._host.preview(
                _REPORT,
                pdf,
                f"{Path(name).stem}-lines.pdf",
            ),
        )

    def forget(self) -> None:
        """Let go of the list that was read."""
        self._preview = Preview((), (), ())
        self.seen.clear()
        self._acts.hide()
        self._teaching.show()
        self.turned.emit()

    @property
    def is_reading(self) -> bool:
        """Whether a list is shown that was read."""
        return not self._acts.isHidden()

    def _put(self) -> None:
        rows = self._preview.rows
        self._host.add_people(list(rows), partial(self._told, len(rows)))

    def _told(self, n: int, refusal: Refusal | None) -> None:
        if refusal is not None:
            self._host.banner(spoken(refusal), wrong=True)
            return
        self.forget()
        self.taken.emit()
        self._host.banner(
            several(
                "{n} person was put in the register.",
                "{n} people were put in the register.",
                n,
            ),
        )


def _first(rows: Sequence[Particulars]) -> Folded:
    """The first people as they would be written, folded until somebody asks for them."""
    title = several(
        "Look at the first person",
        "Look at the first {n} people",
        len(rows),
    )
    shown = Notes([(plain(row.name), plain(row.street or "–")) for row in rows])
    return Folded(title, say("name, street"), shown)


def _read(path: Path, meant: Meant | None, progress: Progress) -> Preview:
    progress(0, 1, _READING)
    return read_roster(path, meant)


def _reported(
    list_name: str,
    told: list[tuple[int, Words]],
    name: str,
    made: date,
    locale: Locale,
    progress: Progress,
) -> bytes:
    from pbdesk.paper.list_report import list_report_pdf

    progress(0, 1, _REPORTING)
    return list_report_pdf(list_name, told, name=name, made=made, locale=locale)
