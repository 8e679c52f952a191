"""A form on a page, with the buttons that record it and let it go.

What is typed is kept as a draft after a pause; what is being written is never taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import override

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from pbdesk.ui.render.blocks import Ask
from pbdesk.ui.render.drafts import Drafts
from pbdesk.ui.render.intents import Print
from pbdesk.ui.shown import FieldSpec, Value
from pbdesk.ui.theme import worded
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Act, Button
from pbdesk.ui.widgets.field import Field, TextField
from pbdesk.ui.widgets.form import Form
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.reading import Unreadable
from pbdesk.ui.widgets.scroll import Acts
from pbdesk.words import Words, say

__all__ = ["Asked", "put_back"]

_PAUSE = 600  # milliseconds without a key before a draft is written
_SECRET = ("passphrase", "new-passphrase")
_WRITTEN = ("text", "paragraph", *_SECRET)


class Asked(Column):
    """The form that an `Ask` describes.

    `followed` tells that what is typed changed, `grown` that the last of many fields is there.
    """

    followed = Signal()
    grown = Signal()

    def __init__(
        self,
        ask: Ask,
        drafts: Drafts,
        record: Callable[[Asked], None],
        cancel: Callable[[Asked], None],
        enclose: Callable[[Asked], None],
    ) -> None:
        self.ask, self._drafts = ask, drafts
        self._pause = QTimer(singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.keep)
        self.record, self.cancel = (
            Button(ask.verb, icon=ask.icon),
            Button("", "quiet"),
        )
        self.enclose = Button(
            say("Record it with a file"),
            "quiet",
            icon="plus",
        )
        self.record.clicked.connect(lambda: record(self))
        self.enclose.clicked.connect(lambda: enclose(self))
        self.cancel.clicked.connect(lambda: cancel(self))
        self.form, self._line = (
            Form(()),
            Line(self.record, self.enclose, self.cancel),
        )
        self._before: dict[str, Value] = {}
        self._ways = Acts()
        self.acts: dict[str, Button] = {}
        super().__init__(self.form, self._ways, self._line)
        self._build(drafts.read(ask.kept_as))
        self._show_buttons()

    def show_ask(self, ask: Ask) -> bool:
        """Show it as it stands now; what is typed stays. Whether it was built anew."""
        before, self.ask = self.ask, ask
        anew = ask.fields != before.fields and self._ask_anew()
        if not anew and ask.first != before.first:
            self._begin_anew(self.typed())
        self._show_asked_for()
        self._show_buttons()
        return anew

    def _ask_anew(self) -> bool:
        """Say what is asked for now; whether the fields are others, and built anew."""
        typed = self.typed()
        if self.form.show_specs(self.ask.fields):
            return False
        self._build(typed)
        return True

    def _show_buttons(self) -> None:
        self.form.setEnabled(self.ask.open)
        self._line.setVisible(self.ask.open)
        self._ways.setVisible(bool(self.ask.by) and self.ask.open)
        for button in self.acts.values():
            button.setAccessibleDescription(worded(self.ask.verb))
        self.record.setVisible(not self.ask.by)
        self.record.show_text(self.ask.verb, self.ask.icon)
        self.record.setProperty("final", self.ask.final is not None)
        self.enclose.setVisible(bool(self.ask.encloses))
        self.cancel.show_text(self.ask.cancel or "")
        self.cancel.setVisible(self.ask.cancel is not None)

    def _enter(self) -> None:
        """Enter in a line records, as the button does; what is final wants its button.

        What is read back first is not fixed by Enter. Where the choices are buttons, it goes there.
        """
        if self.acts:
            next(iter(self.acts.values())).setFocus(
                Qt.FocusReason.TabFocusReason,
            )
        elif self.ask.open and not isinstance(self.ask.final, Words):
            self.record.click()

    # Choices that are buttons

    def _put_acts(self) -> None:
        """A button for each choice, one under the other where the choices stand so."""
        self._ways.clear()
        by = next(
            (spec for spec in self.ask.fields if spec.name == self.ask.by),
            None,
        )
        choices = by.choices if by is not None else ()
        self.acts = {
            each.key: Act(each.label, does=partial(self._choose, each.key))
            for each in choices
        }
        if by is not None:
            self.form.field(by.name).hide()
            buttons = tuple(self.acts.values())
            self._ways.add(Label(self.ask.verb, "label"))
            self._ways.add(Column(*buttons) if by.upright else Line(*buttons))

    def _choose(self, key: str) -> None:
        """Record with this choice, once all that it asks for is in sight."""
        field = self.form.field(self.ask.by)
        hidden = [
            spec.name
            for spec in self.ask.fields
            if self.form.field(spec.name).isHidden()
        ]
        field.set_value(key)
        self._changed(self.ask.by)
        fresh = [
            name for name in hidden if not self.form.field(name).isHidden()
        ]
        if fresh:
            self.form.go_to(fresh[0])
        else:
            self.record.click()

    def first_field(self) -> Field:
        """The first in sight where nothing stands yet, else the first: there somebody begins."""
        fields = [self.form.field(name) for name in self.form.names()]
        shown = [field for field in fields if not field.isHidden()] or fields
        for field in shown:
            if field.raw() in (None, "", ()):
                return field
        return shown[0]

    # What stands in the fields

    def _build(self, typed: Mapping[str, Value]) -> None:
        """Make the fields anew; who was writing in one of them stays there."""
        old = self.form
        self._before = {}
        self.form = Form(
            self.ask.fields,
            prepares=partial(self._prepare, typed),
        )
        focused = next(
            (name for name in old.names() if old.field(name).has_focus()),
            None,
        )
        old.blockSignals(True)
        self.clear_but(self._ways, self._line)
        self.lift(self._ways)
        self.lift(self._line)
        self.add(self.form, self._ways, self._line)
        self._put_acts()
        self._show_asked_for()
        self.form.changed.connect(self._changed)
        self.form.grown.connect(self.grown)
        if focused in self.form.names():
            self.form.show()
            self.form.go_to(str(focused))

    def clear_but(self, *kept: QWidget) -> None:
        """Take out everything else, for good."""
        for thing in self.things():
            if thing not in kept:
                self._take_out(thing)

    def _take_out(self, thing: QWidget) -> None:
        self.lift(thing)
        thing.hide()
        thing.setParent(None)
        thing.deleteLater()

    def _prepare(
        self,
        typed: Mapping[str, Value],
        name: str,
        field: Field,
    ) -> None:
        """Show what stands there before anybody types, then what was typed."""
        field.set_value(self.ask.first.get(name))
        self._before[name] = field.raw()
        if name in typed:
            put_back(field, typed[name])
        if isinstance(field, TextField):
            field.edit.returnPressed.connect(self._enter)

    def _begin_anew(self, typed: Collection[str]) -> None:
        """Show what stands there now, but in the fields that somebody typed into."""
        for name in self.form.names():
            if name not in typed:
                self.form.field(name).set_value(self.ask.first.get(name))
        draft = self.form.draft()
        self._before = {**draft, **{name: self._before[name] for name in typed}}
        self._show_asked_for()

    def _changed(self, _name: str) -> None:
        self._pause.start()
        self._show_asked_for()
        if self.ask.followed:
            self.followed.emit()

    def _show_asked_for(self) -> None:
        """Show the fields that belong to what is chosen; the others then ask for nothing."""
        for spec in self.ask.fields:
            if spec.when is not None:
                of, values = spec.when
                seen = self.form.field(of).raw() in values
                self.form.field(spec.name).setVisible(seen)

    def typed(self) -> dict[str, Value]:
        """What somebody typed, readable or not, by field: what stood there before is left out."""
        return {
            name: raw
            for name, raw in self.form.draft().items()
            if raw != self._before.get(name)
        }

    def written(self) -> dict[str, Value]:
        """All that stands in the fields: what it means where it can be read, else as it stands."""
        return {
            name: self._stands(name, raw)
            for name, raw in self.form.draft().items()
        }

    def _stands(self, name: str, raw: Value) -> Value:
        try:
            return self.form.value(name)
        except Unreadable:
            return raw

    # Drafts

    def keep(self) -> None:
        """Write the draft now."""
        self._pause.stop()
        secret = {spec.name for spec in self.ask.fields if spec.kind in _SECRET}
        prints = isinstance(
            self.ask.decide,
            Print,
        )  # nothing of it is ever recorded
        personal = {
            spec.name for spec in self.ask.fields if spec.personal or prints
        }
        typed = {
            name: raw
            for name, raw in self.typed().items()
            if name not in secret
        }
        self._drafts.keep(self.ask.kept_as, typed, personal)

    def forget(self) -> None:
        """What was typed is not wanted."""
        self._pause.stop()
        self._drafts.forget(self.ask.kept_as)
        self._begin_anew(())

    def recorded(self, sent: Mapping[str, Value]) -> None:
        """What was sent is recorded; what was typed since stays."""
        typed = self.typed().items()
        self._begin_anew(
            {name: raw for name, raw in typed if sent.get(name) != raw},
        )
        self.keep()

    # What is recorded

    def read(self) -> dict[str, Value] | None:
        """What the decision takes of the shown fields; None where one cannot be read.

        It then has the focus, and says why. A draft that was still to be written is written first,
        so that nothing typed is lost if this is refused.
        """
        self.keep_what_waits()
        self.form.clear_errors()
        shown = [
            spec
            for spec in self.ask.fields
            if spec.name == self.ask.by
            or not self.form.field(spec.name).isHidden()
        ]
        unread = [spec for spec in shown if not self._check(spec)]
        if unread:
            self.form.go_to(unread[0].name)
            return None
        return {
            spec.name: _as_said(spec, self.form.value(spec.name))
            for spec in shown
        }

    def _check(self, spec: FieldSpec) -> bool:
        field = self.form.field(spec.name)
        if not field.check():
            return False
        if spec.must and field.value() in (None, ()):
            field.show_error(spec.must)
            return False
        return True

    def keep_what_waits(self) -> None:
        """Write the draft that was still to be written."""
        if self._pause.isActive():
            self.keep()

    @override
    def hideEvent(self, event: QHideEvent, /) -> None:
        self.keep_what_waits()
        super().hideEvent(event)


def _as_said(spec: FieldSpec, value: Value) -> Value:
    """An empty text is an empty text; an empty figure or choice is None."""
    return "" if value is None and spec.kind in _WRITTEN else value


def put_back(field: Field, raw: Value) -> None:
    """Put back what somebody typed, readable or not; nothing is recorded by it."""
    if isinstance(field, TextField):
        field.edit.setText("" if raw is None else str(raw))
    else:
        field.set_value(raw)
