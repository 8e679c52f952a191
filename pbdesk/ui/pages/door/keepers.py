"""Who keeps the door: two of the staff, each of whom sees whom the other ticks."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal

from pbdesk.minutes.decision import Refusal
from pbdesk.questions import door
from pbdesk.questions.door import Keeping
from pbdesk.questions.staff import named, roles
from pbdesk.ui.host import Host
from pbdesk.ui.icons import DONE, NOT_STARTED
from pbdesk.ui.pages.refusals import show_refused
from pbdesk.ui.shown import Choice, FieldSpec
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.form import Form
from pbdesk.ui.widgets.heading import Section
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.reading_order import keep_reading_order
from pbdesk.words import Clock, Words, plain, say

__all__ = ["Keepers"]

_Names = Mapping[str, str]


class Keepers(Column):
    """Who keeps the door, and the form that says it. `touched` when somebody chooses there."""

    touched = Signal()

    def __init__(self, host: Host) -> None:
        self._host: Host = host
        self._names: _Names = {}
        self.told = Label()
        self.begin = Button(
            say("Say who keeps the door"),
            icon="users",
            does=self._open,
        )
        self._sheet = Column()
        super().__init__(
            Section(say("Two door keepers")),
            self.told,
            self.begin,
            self._sheet,
        )
        self._sheet.hide()

    def show_kept(
        self,
        kept: tuple[Keeping, ...],
        names: _Names,
        *,
        over: bool,
    ) -> None:
        """Who keeps it now, by the `names` that are known of the roles; `over`: who kept it."""
        if over:
            self._close()
        self.begin.setVisible(not over and self._sheet.isHidden())
        shape = DONE if kept else NOT_STARTED
        self.told.show_text(named(_told(kept), names), shape=shape)
        self._names = names

    def _open(self) -> None:
        choices = tuple(
            Choice(who, plain(name)) for who, name in self._names.items()
        )
        self.form = Form(
            (
                FieldSpec("first", say("First"), "choice", choices=choices),
                FieldSpec("second", say("Second"), "choice", choices=choices),
            ),
        )
        self.form.changed.connect(lambda _name: self.touched.emit())
        record = Button(say("Record who keeps it"), does=self._record)
        leave = Button(say("Cancel"), "quiet", does=self._leave)
        self._sheet.add(self.form, Line(record, leave))
        self._sheet.show()
        self.begin.hide()
        keep_reading_order(self)
        self.form.go_to("first")

    def _close(self) -> None:
        self._sheet.clear()
        self._sheet.hide()

    def _leave(self) -> None:
        self._close()
        self.begin.show()
        self.begin.setFocus()

    def _record(self) -> None:
        first, second = self.form.value("first"), self.form.value("second")
        self._host.act(
            door.keep,
            then=self._recorded,
            first=str(first or ""),
            second=str(second or ""),
        )

    def _recorded(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            show_refused(self._host, self.form, refusal)
            return
        self._leave()
        self._host.announce(say("It is recorded who keeps the door."))


def _told(kept: tuple[Keeping, ...]) -> Words:
    if not kept:
        return say("Nobody said yet who keeps the door.")
    return say(
        "{roles}, from {time}.",
        roles=roles(kept[-1].by),
        time=Clock(kept[-1].since),
    )
