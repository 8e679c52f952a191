"""A form: fields declared in a list, in one column, some beside each other.

A tally in columns side by side. `values()` gives what they hold, or None after showing beside each
field what cannot be read. `left` names the field that a person has finished with (charter and
rulebook write one entry then); `changed` the one being written in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import assert_never

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from pbdesk.ui.shown import FieldSpec, Fold, Kind
from pbdesk.ui.theme import Text
from pbdesk.ui.widgets.boxes import Column, Line, Rule
from pbdesk.ui.widgets.choices import (
    ChoiceField,
    RadiosField,
    TickField,
    TicksField,
)
from pbdesk.ui.widgets.field import (
    Field,
    NumberField,
    ParagraphField,
    TextField,
    Value,
)
from pbdesk.ui.widgets.folded import Folded
from pbdesk.ui.widgets.label import COLUMN, Label
from pbdesk.ui.widgets.scroll import Together
from pbdesk.ui.widgets.secret import SecretField
from pbdesk.ui.widgets.written_out import DayField, MoneyField

__all__ = ["FieldSpec", "Form", "Kind", "make_field"]


def make_field(spec: FieldSpec) -> Field:
    """The field that was declared."""
    match spec.kind:
        case "text":
            return TextField(
                spec.label,
                spec.help,
                placeholder=spec.placeholder,
            )
        case "paragraph":
            return ParagraphField(spec.label, spec.help, rows=spec.rows)
        case "money":
            return MoneyField(spec.label, spec.help, currency=spec.currency)
        case "number":
            return NumberField(
                spec.label,
                spec.help,
                least=spec.least,
                most=spec.most,
                name=spec.heard,
                across=spec.across,
            )
        case "choice":
            return ChoiceField(
                spec.choices,
                spec.label,
                spec.help,
                placeholder=spec.placeholder,
            )
        case "ticks":
            return TicksField(spec.choices, spec.label, spec.help)
        case "tick":
            return TickField(spec.label, spec.help)
        case "radios":
            return RadiosField(
                spec.choices,
                spec.label,
                spec.help,
                upright=spec.upright,
                heard=spec.heard,
            )
        case "date":
            return DayField(spec.label, spec.help)
        case "passphrase":
            return SecretField(spec.label, spec.help)
        case "new-passphrase":
            return SecretField(spec.label, spec.help, new=True)
        case _:
            assert_never(spec.kind)


_AT_ONCE = 16
"""Fields that a form in turns begins with: what a small screen shows."""

_MORE = 10
"""Fields that it lays in each turn from then on."""


class Form(Together):
    """Fields in one column, labels above them.

    With `folds` each part of them stands behind a line; one is unfolded at a time. Where somebody
    `prepares` each field, a long column is laid in several turns of the window, which would stand
    still otherwise; whoever asks for a field gets it at once. `grown` tells that the last is there.
    """

    changed = Signal(str)
    left = Signal(str)
    grown = Signal()

    def __init__(
        self,
        specs: Sequence[FieldSpec],
        folds: Sequence[Fold] = (),
        prepares: Callable[[str, Field], None] | None = None,
    ) -> None:
        super().__init__()
        self._laid: dict[str, Field] = {}
        self._specs = tuple(specs)
        self._prepares = prepares
        self._folds: list[tuple[Fold, Folded]] = []
        self._waiting = iter(()) if folds else self._lay(specs, self)
        for fold in folds:
            inside = [spec for spec in specs if spec.name in fold.fields]
            _ = list(self._lay(inside, self._new_fold(fold)))
        if self._folds:
            self.add(Rule())
            self._unfold(self._folds[0][1])
        self.whole = False
        """Whether all fields are there."""
        in_turns = prepares and not any(spec.column for spec in specs)
        self._grow(_AT_ONCE if in_turns else None)

    def _grow(self, more: int | None = _MORE) -> None:
        """Lay some more fields, None: all, and what is left in the window's next turns."""
        if self.whole:
            return  # somebody asked for one of them meanwhile
        laid = list(islice(self._waiting, more))
        self.whole = more is None or len(laid) < more
        if self.whole:
            self.grown.emit()
        else:
            QTimer.singleShot(0, self, self._grow)

    @property
    def _fields(self) -> dict[str, Field]:
        """All fields by name, in order; those that wait are laid now."""
        self._grow(None)
        return self._laid

    @property
    def unfolded(self) -> int | None:
        """The place of the fold that is unfolded."""
        for n, (_, folded) in enumerate(self._folds):
            if not folded.inside.isHidden():
                return n
        return None

    def unfold(self, place: int) -> None:
        """Unfold the one at a place."""
        self._unfold(self._folds[place][1])

    def _new_fold(self, fold: Fold) -> Column:
        inside = Column(inset=(28, 0, 0, 12))
        folded = Folded(fold.title, fold.said, inside, fold.shape)
        folded.unfolded.connect(partial(self._unfold, folded))
        self._folds.append((fold, folded))
        self.add(Rule(), folded)
        return inside

    def _unfold(self, wanted: Folded) -> None:
        """Unfold one, and fold the others: what is asked now stands in one screen."""
        focused = QApplication.focusWidget()
        if (
            focused is not None
            and self.isAncestorOf(focused)
            and not wanted.isAncestorOf(focused)
        ):
            wanted.button.setFocus(
                Qt.FocusReason.OtherFocusReason,
            )  # else Qt takes the next stop
        for _, folded in self._folds:
            folded.unfold(wide=folded is wanted)

    def show_folds(self, folds: Sequence[Fold]) -> None:
        """Show what the same folds say now."""
        shown = [
            (fold, folded)
            for fold, (_, folded) in zip(folds, self._folds, strict=True)
        ]
        for fold, folded in shown:
            folded.show_note(fold.said, fold.shape)
        self._folds = shown

    def _lay(
        self,
        specs: Sequence[FieldSpec],
        into: Column,
    ) -> Iterator[Field]:
        """The fields of a part one under the other, each as it is asked for."""
        previous: Field | Line | None = None
        for spec in specs:
            field = self._made(spec)
            if spec.column:
                into = self._new_column(into)
            if spec.section:
                into.add(Label(spec.section, "section"))
            previous = _placed(field, into, previous, beside=spec.beside)
            yield field

    def _made(self, spec: FieldSpec) -> Field:
        field = self._laid[spec.name] = make_field(spec)
        if self._prepares is not None:
            self._prepares(spec.name, field)
        field.changed.connect(partial(self.changed.emit, spec.name))
        field.left.connect(partial(self.left.emit, spec.name))
        return field

    def _new_column(self, before: Column) -> Column:
        """A column beside the one before.

        The first of them below the fields that go across the form.
        """
        row = before.parentWidget()
        column = Column()
        if before is self or not isinstance(row, Line):
            row = Line(top=True, space=32)
            row.flow = "section"
            self.add(row)
        row.add(column)
        row.share(COLUMN)
        return column

    def show_specs(self, specs: Sequence[FieldSpec]) -> bool:
        """Show what is said about the same fields now: help, and what lists offer.

        False where other fields are asked for: then the form must be made anew.
        """
        if [_fixed(spec) for spec in specs] != [
            _fixed(spec) for spec in self._specs
        ]:
            return False
        self._specs = tuple(specs)
        for spec in specs:
            field = self._fields[spec.name]
            field.show_help(spec.help)
            if isinstance(field, ChoiceField):
                field.show_choices(spec.choices)
        return True

    def field(self, name: str) -> Field:
        """The field of that name. Raises KeyError."""
        return self._fields[name]

    def names(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        if self._folds:
            return tuple(self._fields)
        return tuple(spec.name for spec in self._specs)

    def values(self) -> dict[str, Value] | None:
        """What every field holds; None if one cannot be read.

        It then has the focus, and says why.
        """
        unread = [field for field in self._fields.values() if not field.check()]
        if unread:
            unread[0].take_focus()
            return None
        return {name: field.value() for name, field in self._fields.items()}

    def value(self, name: str) -> Value:
        """What one field holds. Raises KeyError, Unreadable."""
        return self._fields[name].value()

    def draft(self) -> dict[str, Value]:
        """What stands in every field, readable or not, to be kept as a draft."""
        return {name: field.raw() for name, field in self._fields.items()}

    def set_values(
        self,
        values: Mapping[str, Value],
        *,
        keep_focused: bool = True,
    ) -> None:
        """Show values by name.

        A field somebody is writing in stays as it is (`keep_focused`), and names not given.
        """
        for name, value in values.items():
            field = self._fields[name]
            if not (keep_focused and field.has_focus() and field.is_touched()):
                field.set_value(value)

    def empty(self) -> None:
        """Take out what stands in every field, also in the one somebody is writing in."""
        self.set_values(dict.fromkeys(self._fields), keep_focused=False)

    def show_error(self, name: str, text: Text) -> bool:
        """Show a refusal beside the field of that name and go there.

        False if the form has no such field.
        """
        field = self._fields.get(name)
        if field is None:
            return False
        field.refuse(text)
        return True

    def clear_errors(self) -> None:
        """Take all errors away."""
        for field in self._fields.values():
            field.show_error(None)

    def go_to(self, name: str) -> None:
        """Put the focus into the field of that name. Raises KeyError."""
        self._fields[name].take_focus()


def _fixed(spec: FieldSpec) -> FieldSpec:
    """What cannot change about a field while somebody may be writing in it."""
    choices = () if spec.kind == "choice" else spec.choices
    return replace(spec, help="", choices=choices, must="", when=None)


def _placed(
    field: Field,
    into: Column,
    previous: Field | Line | None,
    *,
    beside: bool,
) -> Field | Line:
    """Put the field at the foot, or beside the one before: the two then share a line."""
    if not beside or previous is None:
        into.add(field)
        return field
    if isinstance(previous, Field):
        line = Line(top=True)
        line.flow = "field"
        into.lift(previous)
        if _is_short(previous):
            line.add(previous)  # else it would hold the others away from itself
        else:
            line.fill(previous)
        into.add(line)
        previous = line
    previous.add(field)
    return previous


def _is_short(field: Field) -> bool:
    """Whether a field is no wider than what is written in it, such as a number."""
    return isinstance(field, TextField) and field.edit.short
