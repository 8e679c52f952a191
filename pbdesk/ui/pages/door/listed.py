"""The council's list at the door: read, seen as it would stand, and only then taken.

What was read has the whole page: what each column holds over the first lines of the file, the
first people as they will stand in the register, and the lines that cannot be taken.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from pbdesk.app.jobs.progress import Progress
from pbdesk.app.sample.millbrook import people as made_up
from pbdesk.i18n import Locale
from pbdesk.ledger.ages import told
from pbdesk.ledger.people import Particulars, Preview
from pbdesk.ledger.refusals import RosterRefused
from pbdesk.ledger.roster import Meant, read_roster
from pbdesk.minutes.decision import Refusal
from pbdesk.ui.host import Host
from pbdesk.ui.icons import ATTENTION
from pbdesk.ui.pages.door.columns import WhatColumnsHold
from pbdesk.ui.pages.door.lines import LinesLeftOut
from pbdesk.ui.pages.refusals import refused
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Column, Line, Rule
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import TickField
from pbdesk.ui.widgets.facts import Finding, Findings
from pbdesk.ui.widgets.foot import Foot
from pbdesk.ui.widgets.heading import Heading, Section
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Listing, Words, plain, say, several

__all__ = ["ListOfPeople", "ListRead"]

_FIRST = 5
_LONGEST = 40
"""So many letters of a name are seen before it is taken."""
_MADE_UP = 60
"""So many people a rehearsal makes up: enough for every page."""
_READING, _REPORTING = say("Reading the list"), say("Writing the report")
_REPORT = say("Lines to look at")


class ListRead(Column):
    """A list that was read.

    `said` tells what a person made of it (`Meant`), `reported` that they want the lines to look at
    on paper.
    """

    said = Signal(object)
    reported = Signal()

    def __init__(self) -> None:
        self.put, self.leave = (
            Button(say("Put them in the register")),
            Button(say("Cancel"), "quiet"),
        )
        self.columns: WhatColumnsHold | None = None
        self._read = Preview((), (), ())
        super().__init__()

    def _stand(self) -> None:
        """Put up what a list is shown in; at most doors none is ever read."""
        self._head = Heading()
        self._title = Section(say("What the columns hold"))
        self._unknown = Label(
            say(
                "No line of the list names its columns. Say what each of them holds.",
            ),
            shape=ATTENTION,
        )
        self._cards, self._others = Column(), Label("", "help")
        self._people, self.lines = Column(), LinesLeftOut()
        self.names = TickField("")
        people = Column(self._people, self.names)
        halves = Line(people, self.lines, top=True, space=32)
        halves.share()
        page = scroll.Page(
            self._head,
            self._title,
            self._unknown,
            self._cards,
            self._others,
            Rule(),
            halves,
            inset=(24, 24, 12, 16),
        )
        self.fill(page)
        self.add(Foot(self.put, self.leave))
        self.names.left.connect(self._say_names)
        self.lines.mended.connect(self._say_mended)
        self.lines.reported.connect(self.reported)

    def show_read(self, name: str, read: Preview) -> None:
        """Show what is in a list of that name; columns that somebody is at stay as they are."""
        if not self.things():
            self._stand()
        self._read, n = read, len(read.rows)
        self._head.show_text(
            several(
                "{name}, {n} line. Nothing is written yet.",
                "{name}, {n} lines. Nothing is written yet.",
                read.lines,
                name=name,
            ),
            _title(n, len(read.refused)),
        )
        self._title.show_text(say("What the columns hold"), _letters(read))
        self._others.show_text(_other_sheets(read))
        self._others.setVisible(bool(read.other_sheets))
        if self.columns is None or not self.columns.is_of(read):
            self.columns = WhatColumnsHold(read)
            self.columns.said.connect(self.said)
            self._cards.clear()
            self._cards.add(self.columns)
        else:
            self.columns.show_read(read)
        self._unknown.setVisible(not self.columns.known)
        self._show_people(read, known=self.columns.known)
        self._show_names(read)
        self.lines.show_read(read, known=self.columns.known)
        self.put.show_text(
            several(
                "Put {n} person in the register",
                "Put {n} people in the register",
                n,
            ),
        )
        self.put.setVisible(n > 0)

    def take_focus(self) -> None:
        """Go on to the button; where no column holds the names yet, to the first of them."""
        if self.columns is not None and not self.columns.known:
            self.columns.take_focus()
        else:
            (self.leave if self.put.isHidden() else self.put).setFocus()

    def forget(self) -> None:
        """Nothing of the list stays."""
        self.columns = None
        self._read = Preview((), (), ())
        if self.things():
            for part in (self._cards, self._people, self.lines):
                part.clear()

    def go_on(self) -> None:
        """It was read again: after a line was mended, go to the next, or on to the button."""
        if self.lines.was_mended and not self.lines.go_on():
            self.take_focus()

    def _say_names(self) -> None:
        self.said.emit(
            replace(self._read.meant, as_typed=not self.names.value()),
        )

    def _say_mended(self, line: int, cells: tuple[str, ...]) -> None:
        meant = self._read.meant
        self.said.emit(replace(meant, mended={**meant.mended, line: cells}))

    def _show_names(self, read: Preview) -> None:
        """Whether names in capitals are written as names, where the list has any."""
        self.names.setVisible(read.found.capitals is not None)
        self.names.set_value(not read.meant.as_typed)
        if read.found.capitals is not None:
            typed, name = read.found.capitals
            self.names.show_label(
                say(
                    "Names as they are usually written: {name}, not {typed}",
                    name=name,
                    typed=typed,
                ),
            )

    def _show_people(self, read: Preview, *, known: bool) -> None:
        n = len(read.rows)
        self._people.clear()
        self._people.add(Section(say("As they will stand")))
        if not n:
            self._people.add(Label(_NOBODY_NEW if known else _CHOOSE_COLUMN))
            return
        self._people.add(
            Findings([_as_they_stand(row) for row in read.rows[:_FIRST]]),
        )
        if n > _FIRST:
            first = say("The first {n} of {all}.", n=_FIRST, all=n)
            self._people.add(Label(first, "help"))
        if read.found.total is not None:
            self._people.add(Label(_compared(read, *read.found.total), "help"))
        if "born" in read.meant.columns:
            self._people.add(Label(_ONLY_THE_GROUP, "help"))


class ListOfPeople(Column):
    """Read the council's list, see what of it can be taken, put these into the register.

    `turned` tells that a list was read, or let go; what was read is `seen`.
    """

    turned = Signal()
    taken = Signal()

    def __init__(self, host: Host) -> None:
        self._host, self._preview = host, Preview((), (), ())
        self._path: Path | None = None
        self.read = Button(say("Read a list"), icon="folder-open")
        self.invent = Button(
            say("Make up {n} people", n=_MADE_UP),
            icon="dices",
        )
        self.seen = ListRead()
        super().__init__(
            Section(say("The council's list")),
            Label(
                say(
                    "A spreadsheet (.xlsx, .xls, .ods) or a CSV file. A line of it should name "
                    "its columns: name, street, note; else you say what they hold. The rest is "
                    "left out.",
                ),
            ),
            Line(self.read, self.invent),
        )
        self.seen.hide()
        self.invent.setVisible(host.state.mandate.rehearsal)
        self.read.clicked.connect(self.ask)
        self.invent.clicked.connect(self._invent)
        self.seen.put.clicked.connect(self._put)
        self.seen.leave.clicked.connect(self.forget)
        self.seen.said.connect(self._read_as)
        self.seen.reported.connect(self._report)

    @property
    def put(self) -> Button:
        """What puts the people of the list into the register."""
        return self.seen.put

    @property
    def is_reading(self) -> bool:
        """Whether a list is shown that was read."""
        return self._path is not None

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
        rows = tuple(
            Particulars(name, street) for name, street in made_up(_MADE_UP)
        )
        fresh = self._host.people.new_in(Preview(rows, (), ())).rows
        self._host.add_people(list(fresh), partial(self._told, len(fresh)))

    def read_file(self, path: Path, meant: Meant | None = None) -> None:
        """Show what is in a file, as its headings say or as somebody meant it."""
        if self._host.people is None:
            self._host.banner(say("The people file is locked."), wrong=True)
            return
        self._host.run(
            partial(_read, path, self._host.state.mandate.day, meant),
            title=_READING,
            done=partial(self._show, path),
        )

    def _read_as(self, meant: Meant) -> None:
        """Read the same list as somebody meant it."""
        if self._path is not None:
            self.read_file(self._path, meant)

    def _show(self, path: Path, read: Preview) -> None:
        if self._host.people is None:  # locked meanwhile
            return
        again = self._path is not None
        self._path = path
        self._preview = self._host.people.new_in(read)
        self.seen.show_read(path.name, self._preview)
        if again:
            self.seen.go_on()
        else:
            self.turned.emit()
            self.seen.take_focus()

    def _report(self) -> None:
        """All of them on paper, for whoever made the list."""
        if self._path is None:
            return
        told = sorted(
            (each.line, each.words)
            for each in (*self._preview.refused, *self._preview.doubtful)
        )
        work = partial(
            _reported,
            self._path.name,
            told,
            self._host.state.mandate.name,
            self._host.desk.moment().at.date(),
            theme().locale,
        )
        name = f"{self._path.stem}-lines.pdf"
        self._host.run(
            work,
            title=_REPORTING,
            done=lambda pdf: self._host.preview(_REPORT, pdf, name),
        )

    def forget(self) -> None:
        """Let go of the list that was read."""
        self._path, self._preview = None, Preview((), (), ())
        self.seen.forget()
        self.turned.emit()

    def _put(self) -> None:
        rows = self._preview.rows
        self._host.add_people(list(rows), partial(self._told, len(rows)))

    def _told(self, n: int, refusal: Refusal | None) -> None:
        if refused(self._host, refusal):
            return
        self.forget()
        self.taken.emit()
        self._host.banner(_put_in(n))


def _title(taken: int, refused: int) -> Words:
    """How many people can be taken, and how many lines cannot."""
    if not taken and not refused:
        return say("Nobody can be taken")
    people = several(
        "{n} person can be taken",
        "{n} people can be taken",
        taken,
    )
    if not refused:
        return people
    lines = several("{n} line cannot", "{n} lines cannot", refused)
    return say("{people}, {lines}", people=people, lines=lines)


def _letters(read: Preview) -> Words | str:
    if not read.read_as:
        return ""
    return say("The letters were read as {code_page}.", code_page=read.read_as)


def _other_sheets(read: Preview) -> Words | str:
    if not read.other_sheets:
        return ""
    return several(
        "The sheet {sheets} is left out.",
        "The sheets {sheets} are left out.",
        len(read.other_sheets),
        sheets=Listing(read.other_sheets),
    )


def _as_they_stand(person: Particulars) -> Finding:
    """Somebody of the list as they will stand in the register."""
    name = person.name
    shown = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
    return Finding(plain(shown), plain(person.street), note=told(person.note))


def _read(
    path: Path,
    on: date,
    meant: Meant | None,
    progress: Progress,
) -> Preview:
    progress(0, 1, _READING)
    try:
        return read_roster(path, on, meant)
    except RosterRefused as refused:
        if path.name in refused.words.values.values():
            raise
        whole = say("“{name}”: {words}", name=path.name, words=refused.words)
        raise RosterRefused(whole) from refused


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


_ONLY_THE_GROUP = say(
    "Birth dates are not kept, only the age group on the day of the assembly.",
)
_NOBODY_NEW = say("Nobody new is in this list.")
_CHOOSE_COLUMN = say("Choose the column that holds the names.")


def _compared(read: Preview, line: int, total: int) -> Words:
    """Whether as many people were read as the list itself says."""
    people = len(read.found.rows)
    if people == total:
        return several(
            "Line {line} says {total}, and {n} person was read.",
            "Line {line} says {total}, and {n} people were read.",
            people,
            line=line,
            total=total,
        )
    return several(
        "Line {line} says {total}, but {n} person was read. See whether somebody is missing, or "
        "is there twice.",
        "Line {line} says {total}, but {n} people were read. See whether somebody is missing, or "
        "is there twice.",
        people,
        line=line,
        total=total,
    )


def _put_in(n: int) -> Words:
    return several(
        "{n} person was put in the register.",
        "{n} people were put in the register.",
        n,
    )
