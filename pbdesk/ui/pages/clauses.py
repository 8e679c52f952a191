"""Clauses as a form, and at the right what they say.

What the charter's page and the rulebook's page share. Leaving a field writes one entry, where it
says something new. The clauses of the rulebook change with style and rule: the form is then built
anew, and who was writing in it stays in the same field, or goes to the one after the field left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any, ClassVar, cast, override

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from pbdesk.minutes.clauses import Clause, ClauseValue
from pbdesk.minutes.decision import Refusal, Writing
from pbdesk.minutes.entries import clean
from pbdesk.ui.host import Host
from pbdesk.ui.icons import ATTENTION, SEALED
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.pages.typed import show_typed
from pbdesk.ui.pages.wording import Answer, Wording
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Column, Rule
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Choice
from pbdesk.ui.widgets.facts import Facts
from pbdesk.ui.widgets.field import Value
from pbdesk.ui.widgets.form import FieldSpec, Form, Kind
from pbdesk.ui.widgets.heading import Heading, Section
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.plain_words import PlainWords
from pbdesk.ui.widgets.read_by_keys import read_by_keys
from pbdesk.ui.widgets.reading import Unreadable
from pbdesk.ui.widgets.reading_order import keep_reading_order
from pbdesk.ui.widgets.split import Split, is_narrow
from pbdesk.words import Words, say

__all__ = ["ClausesPage"]

_KINDS: dict[str, Kind] = {
    "line": "text",
    "paragraph": "paragraph",
    "money": "money",
    "number": "number",
    "choice": "choice",
    "tick": "tick",
    "day": "date",
}


class ClausesPage(Page):
    """A form of clauses at the left, the sheet in plain words at the right."""

    label: ClassVar[Words]
    decision: ClassVar[Callable[..., Writing | Refusal]]

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._clauses: tuple[Clause, ...] | None = None
        self._values: dict[str, ClauseValue] = {}
        self._left = ""
        self.head, self.fields, self.form = Heading(), Column(), Form(())
        self.onward = Button(say("Read it in plain words"), icon="arrow-right", after=True)
        self.wall, self.open, self.proof, self.acts = PlainWords(), Column(), Column(), Column()
        self.note = Label("", "help")
        self.note.flow = "text"
        self.proof.hide()
        self.wall.below.add(Rule(), self.acts, self.proof, self.note, self.open)
        self.sheet = scroll.Page(self.head, self.fields, self.onward)
        self.split = Split(self.sheet, self.wall, share="form", back=self.label)
        self.onward.clicked.connect(self.split.go_deep)
        self.body.addWidget(self.split)
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._follow)
        theme().changed.connect(self._settle)

    def wording(self) -> Wording:
        """The sheet as it stands: what the page's view says."""
        raise NotImplementedError

    @override
    def refresh(self) -> None:
        wording = self.wording()
        if wording.sealed is not None:
            self._show_facts(wording.answers)
        else:
            self._show_form(wording.answers)
        read_by_keys(self.sheet, self.label if wording.sealed is not None else "")
        self._show_words(wording)
        self._show_open(wording)
        self._settle()

    @override
    def go_to(self, target: str | None) -> None:
        if target in self.form.names():
            self.split.go_back()
            self.form.go_to(target)

    @override
    def show_refusal(self, refusal: Refusal) -> None:
        if refusal.where not in self.form.names():
            self.host.banner(spoken(refusal), wrong=True)
            return
        self.split.go_back()
        self.form.show_error(refusal.where or "", spoken(refusal))

    # The form

    def _show_form(self, answers: tuple[Answer, ...]) -> None:
        clauses = tuple(answer.clause for answer in answers)
        if clauses != self._clauses:
            self._build(clauses)
        for answer in answers:
            if not self._is_being_written(answer.clause.name):
                self.form.field(answer.clause.name).set_value(
                    _as_field(answer.clause, answer.value)
                )
        self._values = {answer.clause.name: answer.value for answer in answers}

    def _is_being_written(self, name: str) -> bool:
        """Whether a field holds what is not recorded.

        With the focus and different, or wrong and to be mended.
        """
        field = self.form.field(name)
        if field.is_wrong() or not field.has_focus():
            return field.is_wrong()
        try:
            return _as_kept(field.value()) != self._values.get(name)
        except Unreadable:
            return True

    def _build(self, clauses: tuple[Clause, ...]) -> None:
        """Build the form anew, and keep what is being written."""
        before, self._clauses = self.form, clauses
        focused = self._focused()
        before.blockSignals(True)  # the focus moves into the new form: nobody left the field
        self.form = Form(_specs(clauses, self.host.state.mandate.currency))
        self.form.left.connect(self._leave)
        self.fields.add(self.form)
        for name in before.names():
            if name in self.form.names() and (name == focused or before.field(name).is_wrong()):
                show_typed(self.form.field(name), before.field(name).raw())
        if focused is not None:
            self.form.go_to(focused if focused in self.form.names() else self._after(self._left))
        _take_out(before, self.fields)
        keep_reading_order(self)

    def _after(self, name: str) -> str:
        names = self.form.names()
        return names[min(names.index(name) + 1, len(names) - 1)] if name in names else names[0]

    def _focused(self) -> str | None:
        return next((name for name in self.form.names() if self.form.field(name).has_focus()), None)

    def _leave(self, name: str) -> None:
        """Write an entry for a field that was left, where it says something new."""
        clause = next(c for c in self._clauses or () if c.name == name)
        value = _as_kept(self.form.value(name))
        if value == self._values[name]:
            return
        self._left = name
        decide = partial(type(self).decision, clause=clause.name, value=value)
        self.host.act(decide, partial(self._told, name))

    def _told(self, name: str, refusal: Refusal | None) -> None:
        """A refusal stands beside the field; the focus stays where the person went."""
        if refusal is None:
            return
        if name in self.form.names():
            self.form.field(name).show_error(spoken(refusal))
        else:
            self.host.banner(spoken(refusal), wrong=True)

    # What stands once it is sealed

    def _show_facts(self, answers: tuple[Answer, ...]) -> None:
        if not self.fields.clear_for(answers):
            return
        self._clauses, self._values, self.form = None, {}, Form(())
        for group, members in groupby(answers, key=lambda answer: answer.clause.group):
            self.fields.add(Section(group), *(Facts([(a.clause.label, a.words)]) for a in members))
        keep_reading_order(self)

    # The words at the right

    def _show_words(self, wording: Wording) -> None:
        sealed = wording.sealed is not None
        self.head.show_text(
            wording.caption,
            self.label,
            shape=SEALED if sealed else None,
            state=say("Sealed") if sealed else "",
        )
        self.wall.show_words(
            wording.above, say("In plain words"), wording.sentences, wording.tinted
        )

    def _show_open(self, wording: Wording) -> None:
        self.open.clear()
        self.open.setVisible(bool(wording.open))
        if wording.open:
            self.open.add(Section(say("Before it can be sealed")))
            self.open.add(
                *(
                    Label(question.why, lead=say("{label}.", label=question.label), shape=ATTENTION)
                    for question in wording.open
                )
            )
        self.note.show_text(wording.note)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        """The focus went to another field: its sentence is tinted."""
        if now is None or not self.isAncestorOf(now) or self._clauses is None:
            return
        focused = self._focused()
        if focused != self.here.chosen:
            self.here = replace(self.here, chosen=focused)
            self._show_words(self.wording())

    def _settle(self) -> None:
        self.onward.setVisible(is_narrow(self))

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._settle()


def _take_out(widget: QWidget, column: Column) -> None:
    """Take one widget out of a column, for good."""
    layout = column.layout()
    if layout is not None:
        layout.removeWidget(widget)
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()


def _specs(clauses: tuple[Clause, ...], currency: str) -> list[FieldSpec]:
    """The clauses as fields; the first of a group starts its section."""
    specs: list[FieldSpec] = []
    group: Words | None = None
    for clause in clauses:
        specs.append(
            FieldSpec(
                clause.name,
                clause.label,
                _KINDS[clause.kind],
                clause.help or "",
                currency=currency,
                choices=tuple(Choice(key, words) for key, words in clause.choices.items()),
                placeholder=say("Choose") if clause.kind == "choice" else "",
                least=clause.least if clause.kind == "number" else None,
                most=clause.most if clause.kind == "number" else None,
                section=clause.group if clause.group != group else "",
            )
        )
        group = clause.group
    return specs


def _as_field(clause: Clause, value: ClauseValue) -> Value:
    return date.fromisoformat(str(value)) if clause.kind == "day" and value is not None else value


def _as_kept(value: Value) -> Any:
    """A field's value as its clause keeps it: days in ISO 8601, text as it is cleaned."""
    if isinstance(value, date):
        return value.isoformat()
    return clean(value) or None if isinstance(value, str) else value
