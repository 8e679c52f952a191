"""A button for fingers: at least 44 px each way at 100 %.

One whose purse or list is used up is `spent`: it looks so, stays in the tab order, and its page says why when pressed.
"""

from __future__ import annotations

from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStyle, QStyleOptionButton, QWidget

from pbdesk.ui.theme import Role, Text, Tone, theme
from pbdesk.ui.widgets.button import Button, Kind

__all__ = ["Target"]

_LEAST = 44


class Target(Button):
    """A button of 44 px or more; `wide` and `high` ask for more (the one that casts)."""

    def __init__(
        self, text: Text = "", kind: Kind = "plain", *, icon: str = "", after: bool = False, name: Text = "",
        role: Role = "body", wide: int = _LEAST, high: int = _LEAST, parent: QWidget | None = None,
    ) -> None:
        self._least, self._spent = (wide, high), False
        super().__init__(text, kind, icon=icon, after=after, name=name, role=role, parent=parent)

    def show_spent(self, spent: bool, why: Text = "") -> None:
        """Look used up, or not; `why` is said to those who hear the button."""
        self._spent = spent
        self.setAccessibleDescription(theme().render(why))
        self._dress()
        self.update()

    def show_name(self, name: Text) -> None:
        """What those who hear the button hear."""
        self._name = name
        self._dress()

    @override
    def _tone(self) -> Tone:
        return "second" if self._spent else super()._tone()

    @override
    def initStyleOption(self, option: QStyleOptionButton, /) -> None:
        super().initStyleOption(option)
        if self._spent:
            option.state &= ~QStyle.StateFlag.State_Enabled

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(*(theme().px(side) for side in self._least)))
