"""Clauses on a page: a form without a button, where each answer is recorded when it is left.

The clauses may change with an answer: the form is then built anew, and who was writing in it stays
in the same field, or goes to the one after the field left.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication

from pbdesk.minutes.entries import clean
from pbdesk.ui.render.asked import put_back
from pbdesk.ui.render.blocks import Clauses
from pbdesk.ui.shown import Value
from pbdesk.ui.widgets.boxes import Column
from pbdesk.ui.widgets.form import Form
from pbdesk.ui.widgets.reading import Unreadable

__all__ = ["ClauseForm"]


class ClauseForm(Column):
    """The form of a `Clauses` block.

    `picked` tells that another choice stands in a list, `built` that its fields are others.
    """

    picked = Signal()
    built = Signal()

    def __init__(
        self,
        clauses: Clauses,
        record: Callable[[ClauseForm, str, Value], None],
    ) -> None:
        super().__init__()
        self.clauses = clauses
        self._record = record
        self._left = ""
        self.form = Form(())
        self._build()
        self._fill({})

    def show_clauses(self, clauses: Clauses) -> None:
        """Show them as they stand now; what is being written stays."""
        before = self.clauses
        self.clauses = clauses
        same = [each.fields for each in clauses.folds] == [
            each.fields for each in before.folds
        ]
        if not same or (
            clauses.fields != before.fields
            and not self.form.show_specs(clauses.fields)
        ):
            self._build()
        self.form.show_folds(clauses.folds)
        self._fill(before.values)

    def focused(self) -> str | None:
        """The field with the focus."""
        return next(
            (
                name
                for name in self.form.names()
                if self.form.field(name).has_focus()
            ),
            None,
        )

    def written(self) -> dict[str, Value]:
        """What stands in the fields, readable or not."""
        return self.form.draft()

    def _fill(self, before: Mapping[str, Value]) -> None:
        """Show what is recorded; `before` was so until now."""
        for name in self.form.names():
            if not self._is_being_written(name, before):
                self.form.field(name).set_value(self.clauses.values.get(name))

    def _is_being_written(
        self,
        name: str,
        recorded: Mapping[str, Value],
    ) -> bool:
        """Whether it holds what is not recorded: with the focus and different, or to be mended."""
        field = self.form.field(name)
        if field.is_wrong() or not field.has_focus():
            return field.is_wrong()
        try:
            return _as_kept(field.value()) != _as_kept(recorded.get(name))
        except Unreadable:
            return True

    def _build(self) -> None:
        """Build the form anew, and keep what is being written."""
        before = self.form
        focused = self.focused()
        unfolded = self.form.unfolded
        inside = before.isAncestorOf(QApplication.focusWidget() or self)
        before.blockSignals(
            True,
        )  # the focus moves into the new form: nobody left the field
        self.form = Form(self.clauses.fields, folds=self.clauses.folds)
        self.form.left.connect(self._leave)
        self.form.changed.connect(self._changed)
        self.add(self.form)
        if unfolded is not None:
            self.form.unfold(unfolded)
        names = self.form.names()
        self._put_back(before, names, focused)
        self.form.show()
        if inside:  # in a field, or on the line of a fold to which Tab led from the field left
            self.form.go_to(
                focused if focused in names else self._after(self._left),
            )
        self.lift(before)
        before.hide()
        before.setParent(None)
        before.deleteLater()
        self.built.emit()

    def _put_back(
        self,
        before: Form,
        names: Collection[str],
        focused: str | None,
    ) -> None:
        """What is being written, and what is wrong, stands again as it was typed."""
        for name in before.names():
            field = before.field(name)
            if name in names and (name == focused or field.is_wrong()):
                put_back(self.form.field(name), field.raw())

    def _after(self, name: str) -> str:
        names = self.form.names()
        if name not in names:
            return names[0]
        after = names.index(name) + 1
        return names[min(after, len(names) - 1)]

    def _changed(self, name: str) -> None:
        kinds = {field.name: field.kind for field in self.clauses.fields}
        if kinds[name] in ("choice", "radios", "tick"):
            self.picked.emit()

    def _leave(self, name: str) -> None:
        """Record a field that was left, where it says something new."""
        value = _as_kept(self.form.value(name))
        if value != _as_kept(self.clauses.values.get(name)):
            self._left = name
            self._record(self, name, value)


def _as_kept(value: Value) -> Value:
    """A field's value as its clause keeps it: days in ISO 8601, text as it is cleaned."""
    if isinstance(value, date):
        return value.isoformat()
    return clean(value) or None if isinstance(value, str) else value
