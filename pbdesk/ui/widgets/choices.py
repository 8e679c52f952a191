"""Choosing: a list that opens, radio buttons, ticks, and a single tick.

Labels wrap where there is no room.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast, override

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QRadioButton,
    QSizePolicy,
    QStyledItemDelegate,
)

from pbdesk.ui.fit import measure
from pbdesk.ui.shown import Choice
from pbdesk.ui.theme import Text, gap, px, theme, worded
from pbdesk.ui.widgets.boxes import Box, Column, Line
from pbdesk.ui.widgets.field import Field, Value
from pbdesk.ui.widgets.label import LINE
from pbdesk.ui.widgets.layouts import ACROSS

__all__ = [
    "Choice",
    "ChoiceField",
    "Radio",
    "RadiosField",
    "Tick",
    "TickField",
    "TicksField",
]


_UNWRAPPED = 1e6
"""Wide enough for every text.

Set as text that may wrap, Arabic is up to 2 px wider than its advance.
"""


class _Worded:
    """What radio buttons and ticks share: words that wrap, and a row of 28 px or more.

    Stands before Qt's class.
    """

    flow = "choice"

    def begin(self, words: Text) -> None:
        """Take the words and follow the theme."""
        self.words = words
        button = cast(QAbstractButton, self)
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred,
            QSizePolicy.Policy.Minimum,
        )
        policy.setHeightForWidth(True)
        button.setSizePolicy(policy)
        theme().keep_dressed(self.dress)

    def dress(self) -> None:
        """Words, font and size by the theme."""
        button = cast(QAbstractButton, self)
        button.setFont(theme().font())
        button.setText(worded(self.words).replace("&", "&&"))
        button.setAccessibleName(worded(self.words))
        button.updateGeometry()

    def _size(self, width: int = 0) -> QSize:
        button = cast(QAbstractButton, self)
        beside = px(20) + gap(8)
        wide, high = measure(
            button.accessibleName(),
            button.font(),
            max(1, width - beside) if width else _UNWRAPPED,
        )
        return QSize(
            round(wide + 1.5) + beside + gap(4),
            max(px(28), round(high + 0.5) + px(8)),
        )

    def sizeHint(self) -> QSize:
        return self._size()

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._size().width(), px(120)), px(28))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int, /) -> int:
        return self._size(width).height()


class Radio(_Worded, QRadioButton):
    """One of several, by its words."""

    def __init__(self, words: Text) -> None:
        super().__init__()
        self.begin(words)


class Tick(_Worded, QCheckBox):
    """Yes or no, by its words."""

    def __init__(self, words: Text) -> None:
        super().__init__()
        self.begin(words)


class _Several(Field):
    """A question with a button for each answer."""

    _buttons: Sequence[QAbstractButton]

    @override
    def _name(self) -> None:
        """Each button keeps its own words as its name.

        The question is its description, and the group's name.
        """
        super()._name()
        label = worded(self._name_heard)
        self.control.setAccessibleName(label)
        asked = ". ".join(filter(None, (label, self._hint())))
        for button in self._buttons:
            button.setAccessibleName(button.text().replace("&&", "&"))
            button.setAccessibleDescription(asked)


class RadiosField(_Several):
    """One of a few. Side by side where they fit, or `upright`, one under the other.

    `heard`: as `name` of a field.
    """

    def __init__(
        self,
        choices: Sequence[Choice],
        label: Text = "",
        help: Text = "",
        *,
        upright: bool = False,
        heard: Text = "",
    ) -> None:
        self._keys = [choice.key for choice in choices]
        self._buttons = [Radio(choice.label) for choice in choices]
        self._group = QButtonGroup()
        for button in self._buttons:
            self._group.addButton(button)
        holder: Box = (
            Column(*self._buttons)
            if upright
            else Line(*self._buttons, apart=True)
        )
        super().__init__(
            holder,
            label,
            help,
            heard=tuple(self._buttons),
            name=heard,
        )
        self._group.idClicked.connect(self._touched)
        self.remember()

    @override
    def value(self) -> Value:
        on = [
            key
            for key, button in zip(self._keys, self._buttons, strict=True)
            if button.isChecked()
        ]
        if on:
            return on[0]
        return None

    @override
    def set_value(self, value: Value) -> None:
        self._group.setExclusive(False)
        for key, button in zip(self._keys, self._buttons, strict=True):
            button.setChecked(key == value)
        self._group.setExclusive(True)
        self.remember()

    @override
    def _focus(self) -> None:
        on = next(
            (button for button in self._buttons if button.isChecked()),
            self._buttons[0],
        )
        on.setFocus(Qt.FocusReason.OtherFocusReason)


class TicksField(_Several):
    """Any number of several; the value is the keys that are ticked, in the order they stand."""

    def __init__(
        self,
        choices: Sequence[Choice],
        label: Text = "",
        help: Text = "",
    ) -> None:
        self._keys = [choice.key for choice in choices]
        self._buttons = [Tick(choice.label) for choice in choices]
        super().__init__(
            Column(*self._buttons),
            label,
            help,
            heard=tuple(self._buttons),
        )
        for button in self._buttons:
            button.clicked.connect(self._touched)
        self.remember()

    @override
    def value(self) -> Value:
        return tuple(
            key
            for key, button in zip(self._keys, self._buttons, strict=True)
            if button.isChecked()
        )

    @override
    def set_value(self, value: Value) -> None:
        self._tick(value if isinstance(value, tuple) else ())
        self.remember()

    def _tick(self, ticked: tuple[str, ...]) -> None:
        for key, button in zip(self._keys, self._buttons, strict=True):
            button.setChecked(key in ticked)

    @override
    def _focus(self) -> None:
        """Go to the first that is not ticked, else to the first."""
        off = (button for button in self._buttons if not button.isChecked())
        next(off, self._buttons[0]).setFocus(Qt.FocusReason.OtherFocusReason)


class TickField(Field):
    """Yes or no; its words stand beside the tick. Told at once: a tick is a finished act."""

    def __init__(
        self,
        label: Text,
        help: Text = "",
    ) -> None:
        self.tick = Tick(label)
        super().__init__(self.tick, "", help)
        self.flow = "choice"
        self.tick.clicked.connect(self._clicked)
        self.remember()

    def _clicked(self) -> None:
        self._touched()
        self._leave()

    @override
    def show_label(self, text: Text) -> None:
        """Say something else beside the tick."""
        self.tick.words = text
        self.tick.dress()

    @override
    def value(self) -> Value:
        return self.tick.isChecked()

    @override
    def set_value(self, value: Value) -> None:
        self.tick.setChecked(bool(value))
        self.remember()


class _Combo(QComboBox):
    """A list that opens. The wheel scrolls the page, it does not change an answer."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(*ACROSS)
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._wide = 0
        # Any other policy makes the box resize itself, out of its layout, when the font changes.
        self.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon,
        )

    def offer(self, choices: Sequence[Choice], placeholder: Text) -> None:
        """Offer these and no others. As wide as the widest: layouts ask for it over and over."""
        self.setFont(theme().font())
        self.clear()
        self.setPlaceholderText(worded(placeholder))
        for choice in choices:
            self.addItem(worded(choice.label), choice.key)
        labels = [
            *map(self.itemText, range(self.count())),
            worded(placeholder),
        ]
        wide = max(measure(label, self.font())[0] for label in labels)
        self._wide = round(wide + 1.5)

    @override
    def sizeHint(self) -> QSize:
        high = px(40)
        return QSize(self._wide + gap(12) + high, high)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def wheelEvent(self, event: QWheelEvent, /) -> None:
        event.ignore()


class ChoiceField(Field):
    """One of several, in a list that opens."""

    def __init__(
        self,
        choices: Sequence[Choice],
        label: Text = "",
        help: Text = "",
        *,
        placeholder: Text = "",
    ) -> None:
        self.combo = _Combo()
        self._choices = tuple(choices)
        self._placeholder = placeholder
        super().__init__(self.combo, label, help)
        self.combo.activated.connect(self._touched)
        theme().keep_dressed(self._dress)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; what was chosen stays if it is among them."""
        self._choices = tuple(choices)
        self._dress()

    def _dress(self) -> None:
        value = self.value()
        self.combo.setMaximumWidth(px(LINE))
        self.combo.offer(self._choices, self._placeholder)
        self.set_value(value)

    @override
    def value(self) -> Value:
        key = self.combo.currentData()
        if isinstance(key, str):
            return key
        return None

    @override
    def set_value(self, value: Value) -> None:
        self.combo.setCurrentIndex(self.combo.findData(value))
        self.remember()
