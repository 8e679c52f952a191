"""One question on a form.

Its label above, help below, and the error beside it, in a sentence that says how to mend it. All of
it is brought into sight when it gets the focus, and when an error appears. `changed` comes with
each change a person makes; `left` when the person leaves the field and something is different.
`value()` raises `Unreadable` for a text the field cannot take. Setting a value tells nobody.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, cast, override

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QWidget

from pbdesk.ui.icons import Shape
from pbdesk.ui.shown import Value
from pbdesk.ui.theme import Role, Text, px, theme, worded
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.edits import OneLine, Paragraph
from pbdesk.ui.widgets.folded import Folded
from pbdesk.ui.widgets.label import TALLY, Label
from pbdesk.ui.widgets.reading import Unreadable, read_number
from pbdesk.ui.widgets.scroll import Whole, bring_into_sight

__all__ = ["Field", "NumberField", "ParagraphField", "TextField", "Value"]

_WRONG = Shape("octagon-alert", "error")
_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)


class Field(Whole):
    """A labelled control. The kinds below fill it.

    `name` is heard where a title above stands in for the label.
    `across` puts the label at the start of the control's own line: one row of a tally.
    """

    flow = "field"
    changed = Signal()
    left = Signal()

    def __init__(
        self,
        control: QWidget,
        label: Text = "",
        help: Text = "",
        *,
        heard: tuple[QWidget, ...] = (),
        name: Text = "",
        across: bool = False,
    ) -> None:
        self._label = Label(label, "body" if across else "label")
        self._label.flow = "label"
        cast("Any", control).flow = "control"
        asked = (
            (_beside(self._label, control),)
            if across
            else (self._label, control)
        )
        super().__init__(*asked)
        self.flow = "across" if across else "field"
        self._across = across
        self.control = control
        self._heard = heard or (control,)
        self._help_text = help
        self._wrong = False
        self._name_heard = name or label
        self._before: Value | str = ""
        if help:
            self._help.show_text(help)
        for widget in self._heard:
            widget.installEventFilter(self)
        self._label.setBuddy(self._heard[0])
        theme().keep_dressed(self._name)

    def value(self) -> Value:
        """What stands in the field; None where it is empty. Raises Unreadable."""
        raise NotImplementedError

    def set_value(self, value: Value) -> None:
        """Show a value, without telling anybody."""
        raise NotImplementedError

    def raw(self) -> Value:
        """What stands in the field, readable or not: for drafts and to see whether it changed."""
        return self.value()

    @cached_property
    def _help(self) -> Label:
        """The help below; most of many fields have none, and are made faster without."""
        return self._below(Label("", "help"))

    @cached_property
    def _error(self) -> Label:
        """The error below, once there was one."""
        return self._below(Label("", "help", shape=_WRONG))

    def _below(self, label: Label) -> Label:
        """Put it right below the control: before a button that stands there."""
        others = self.things()[1 if self._across else 2 :]
        said = {vars(self).get("_help"), vars(self).get("_error")}
        buttons = [each for each in others if each not in said]
        for each in buttons:
            self.lift(each)
        self.add(label, *buttons)
        return label

    def show_error(self, text: Text | None) -> None:
        """Show beside the field what is wrong and how to mend it; None takes it away."""
        if text is not None or self._wrong:
            self._error.show_text(text or "", shape=_WRONG)
        self._wrong = text is not None
        self._mark(self._wrong)
        self._name()
        if text is not None:
            words = worded(text)
            QAccessible.updateAccessibility(
                QAccessibleAnnouncementEvent(self._heard[0], words),
            )
            bring_into_sight(self)

    def show_label(self, text: Text) -> None:
        """Say something else above the control."""
        self._label.show_text(text)
        self._name_heard = text
        self._name()

    def show_help(self, text: Text) -> None:
        """Say something else below the control."""
        if text != self._help_text:
            self._help_text = text
            self._help.show_text(text)
            self._name()

    def is_wrong(self) -> bool:
        """Whether an error stands beside it."""
        return self._wrong

    def check(self) -> bool:
        """Whether the value can be read; if not, the error says why."""
        try:
            self.value()
        except Unreadable as error:
            self.show_error(error.words)
            return False
        return True

    def refuse(self, why: Text) -> None:
        """Say beside it why it cannot stay, and go there."""
        self.show_error(why)
        self.take_focus()

    def take_focus(self) -> None:
        """Put the focus into the control; what it is folded behind is unfolded before."""
        around = self.parentWidget()
        while around is not None:
            if isinstance(around, Folded):
                around.reveal()
            around = around.parentWidget()
        self._focus()

    def _focus(self) -> None:
        self._heard[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def has_focus(self) -> bool:
        """Whether the person is in this field."""
        inside = QApplication.focusWidget()
        return inside is not None and self.isAncestorOf(inside)

    def is_touched(self) -> bool:
        """Whether something else stands here than was set or told last."""
        return self.raw() != self._before

    def remember(self) -> None:
        """Count what stands here now as told."""
        self._before = self.raw()

    def _mark(self, wrong: bool) -> None:
        self._heard[0].setProperty("wrong", wrong)
        self._heard[0].update()

    def _hint(self) -> str:
        """What stands below the control: the error, else the help."""
        if self._wrong:
            return self._error.text()
        return worded(self._help_text)

    def _name(self) -> None:
        """Names for those who hear the window; and which of help and error is seen."""
        name = worded(self._name_heard)
        if self._across:
            self.setMaximumWidth(px(TALLY))
        self._label.setVisible(bool(self._label.text()))
        self._show_below("_help", bool(self._help_text) and not self._wrong)
        self._show_below("_error", self._wrong)
        if name:
            self._heard[0].setAccessibleName(name)
        self._heard[0].setAccessibleDescription(self._hint())

    def _show_below(self, name: str, seen: bool) -> None:
        if seen or name in vars(self):
            getattr(self, name).setVisible(seen)

    def _touched(self) -> None:
        """A person changed something: an error that was shown is about something else now."""
        if self._wrong:
            self.show_error(None)
        self.changed.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if (
            isinstance(event, QFocusEvent)
            and event.type() == QEvent.Type.FocusOut
            and self._is_left(event.reason())
        ):
            self._leave()
        return super().eventFilter(watched, event)

    def _is_left(self, reason: Qt.FocusReason) -> bool:
        """Whether the focus went elsewhere.

        Not into the field's own list or menu; away from the window counts.
        """
        return reason not in _STAYS and (
            not self.has_focus()
            or reason == Qt.FocusReason.ActiveWindowFocusReason
        )

    def _leave(self) -> None:
        if not self.is_touched():
            return
        self._before = self.raw()
        if self.check():
            self.left.emit()


def _beside(label: Label, control: QWidget) -> Line:
    line = Line()
    line.flow = "control"
    line.fill(label)
    line.add(control)
    return line


class TextField(Field):
    """One line, written in `role` ("display" for codes that are keyed)."""

    def __init__(
        self,
        label: Text = "",
        help: Text = "",
        *,
        placeholder: Text = "",
        role: Role = "body",
        short: bool = False,
        name: Text = "",
        across: bool = False,
    ) -> None:
        self.edit = OneLine(role, short=short)
        super().__init__(
            self.edit,
            label,
            help,
            name=name,
            across=across,
        )
        self.edit.placeholder = placeholder
        self.edit.dress()
        self.edit.textEdited.connect(self._touched)
        self.edit.returnPressed.connect(self._leave)

    @override
    def raw(self) -> str:
        return self.edit.text()

    @override
    def value(self) -> Value:
        return self.edit.text().strip() or None

    @override
    def set_value(self, value: Value) -> None:
        text = "" if value is None else self._written(value)
        if text != self.edit.text():
            self.edit.setText(text)
            self.edit.setCursorPosition(0)
        self.remember()

    def _written(self, value: Value) -> str:
        return str(value)


class NumberField(TextField):
    """A whole number. Number fields stand in columns.

    So their figures have one width and stand at the right.
    """

    def __init__(
        self,
        label: Text = "",
        help: Text = "",
        *,
        least: int | None = None,
        most: int | None = None,
        name: Text = "",
        across: bool = False,
    ) -> None:
        super().__init__(
            label,
            help,
            role="figure",
            short=True,
            name=name,
            across=across,
        )
        self._limits = least, most

    @override
    def value(self) -> Value:
        if self.edit.text().strip():
            return read_number(self.edit.text(), theme().locale, *self._limits)
        return None


class ParagraphField(Field):
    """Several lines of text."""

    def __init__(
        self,
        label: Text = "",
        help: Text = "",
        *,
        rows: int = 2,
    ) -> None:
        self.edit = Paragraph(rows)
        super().__init__(self.edit, label, help)
        self._quiet = False
        self.edit.textChanged.connect(self._written)

    def _written(self) -> None:
        if not self._quiet:
            self._touched()

    @override
    def raw(self) -> str:
        return self.edit.toPlainText()

    @override
    def value(self) -> Value:
        return self.edit.toPlainText().strip() or None

    @override
    def set_value(self, value: Value) -> None:
        text = "" if value is None else str(value)
        if text != self.edit.toPlainText():
            self._write(text)
        self.remember()

    def _write(self, text: str) -> None:
        self._quiet = True
        self.edit.setPlainText(text)
        self.edit.moveCursor(QTextCursor.MoveOperation.Start)
        self._quiet = False
