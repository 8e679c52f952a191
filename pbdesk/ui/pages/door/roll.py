"""The register at the door: write somebody down, and correct what was written wrongly."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from functools import partial

from PySide6.QtCore import Signal

from pbdesk.ledger.people import Particulars, Person
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.entries import clean
from pbdesk.ui.host import Host
from pbdesk.ui.pages.refusals import refused, show_refused
from pbdesk.ui.shown import Value
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.field import TextField
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.ui.widgets.heading import Section
from pbdesk.ui.widgets.label import Label
from pbdesk.words import say

__all__ = ["Correcting", "WritingDown"]

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
        self._offered, self._by_hand = "", False
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
        self.form.changed.connect(self._written_by_hand)
        _press_by_enter(self.form, self._put)

    def _written_by_hand(self, _name: str) -> None:
        self._by_hand = True
        self.touched.emit()

    def offer(self, searched: str) -> bool:
        """Open with what was searched for and not found, so that nobody types it twice.

        A street has a number, a name has none. What is being written by hand stays. Whether it
        opened now.
        """
        if searched == self._offered or self._by_hand:
            return False
        self.forget()
        self._offered = searched
        if searched:
            street = any(each.isdecimal() for each in searched)
            self.form.set_values(
                {"street" if street else "name": searched},
                keep_focused=False,
            )
            self._show()
        return bool(searched)

    def _show(self) -> None:
        self._sheet.show()
        self.begin.hide()

    def _open(self) -> None:
        self._show()
        self.form.go_to("name")

    def forget(self) -> None:
        """Close the sheet; what was typed is gone: names are never kept as a draft."""
        self.form.set_values({"name": None, "street": None}, keep_focused=False)
        self.form.clear_errors()
        self._by_hand = False
        self._sheet.hide()
        self.begin.show()

    def _put(self) -> None:
        if self._host.desk.saving:  # Enter twice is one wish
            return
        before = self._host.state.door.register
        self._host.add_people([self._written()], partial(self._told, before))

    def _written(self) -> Particulars:
        name, street = self.form.value("name"), self.form.value("street")
        return Particulars(str(name or ""), str(street or ""))

    def _told(self, before: AbstractSet[str], refusal: Refusal | None) -> None:
        if refusal is not None:
            show_refused(self._host, self.form, refusal)
            return
        self.forget()
        self.written.emit(next(iter(self._host.state.door.register - before)))


class Correcting(Column):
    """A name or street that was written wrongly. `corrected` when it is right in the register."""

    corrected = Signal()
    touched = Signal()

    def __init__(self, host: Host) -> None:
        self._host, self._ref, self.form = host, "", Form(_FIELDS)
        self.begin = Button(
            say("Correct name or street"),
            "quiet",
            icon="pen-line",
        )
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
        self._fill(people.get(self._ref))
        self._sheet.show()
        self.begin.hide()
        self.form.go_to("name")

    def _left(self) -> None:
        self._fold()
        self.begin.setFocus()

    def _fill(self, person: Person) -> None:
        written: dict[str, Value] = {
            "name": person.name,
            "street": person.street,
        }
        self.form.set_values(written, keep_focused=False)

    def _fold(self) -> None:
        """Nothing is corrected; what was typed is gone: names are never kept as a draft."""
        self.form.empty()
        self.form.clear_errors()
        self._sheet.hide()
        self.begin.show()

    def _written(self, name: str) -> str:
        return clean(str(self.form.value(name) or ""))

    def _correct(self) -> None:
        name, street = self._written("name"), self._written("street")
        if not name:
            self.form.show_error("name", say("A person needs a name."))
            return
        ref = self._ref
        self._host.change_people(
            lambda people: people.correct(ref, name, street),
            self._told,
        )

    def _told(self, refusal: Refusal | None) -> None:
        if refused(self._host, refusal):
            return
        self._fold()
        self.corrected.emit()
