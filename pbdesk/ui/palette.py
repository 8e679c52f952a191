"""The command palette (Ctrl+K).

Every line of the menus, pages too, found by typing a part of its name. The focus stays in the
field: arrows choose, Enter does it, Esc closes. What is chosen is read aloud. What cannot be done
now is found all the same and says so, so that nobody looks for it in vain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import override

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pbdesk.ledger.roster import fold
from pbdesk.ui.theme import gap, px, worded
from pbdesk.ui.widgets.boxes import Column
from pbdesk.ui.widgets.field import TextField
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.rows import Group, Row, Rows
from pbdesk.ui.widgets.sheet import OUTLINE, Framed
from pbdesk.words import Words, plain, say, several

__all__ = ["Act", "Palette", "matching"]

_WIDE = 600
_HIGH = 480
_DOWN = 48
_ARROWS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}
_LATER = Group(say("Not possible now"))


@dataclass(frozen=True, slots=True)
class Act:
    """A line of the menus, rendered.

    Its name, the menu it stands in ("View, Text size"), keys, whether it can be done.
    `checked` is None where a line is not one of several of which one holds.
    """

    key: str
    name: str
    menu: str
    keys: str
    possible: bool
    checked: bool | None = None


def matching(acts: Sequence[Act], typed: str) -> list[Act]:
    """The acts whose name and menu have all the letters typed, word by word.

    First those that begin with them. What is possible stands before what is not; else the order of
    the menus stays. Case and accents do not matter.
    """
    sought = fold(typed)
    found = [
        act
        for act in acts
        if all(
            word in fold(f"{act.name} {act.menu}") for word in sought.split()
        )
    ]
    return sorted(
        found,
        key=lambda act: (not act.possible, _distance(fold(act.name), sought)),
    )


def _distance(name: str, sought: str) -> int:
    if name.startswith(sought):
        return 0
    if f" {sought}" in name:
        return 1
    if sought in name:
        return 2
    return 3


class Palette(Framed):
    """The sheet. `open()` shows it over its window.

    `done_with` tells the key of the act to do, once it is closed.
    """

    done_with = Signal(str)

    def __init__(self, acts: Sequence[Act], parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._acts = {act.key: act for act in acts}
        self._shown: list[str] = []
        self.setWindowTitle(worded(say("Find a page, or what to do")))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = TextField(say("What do you want to do?"))
        self.note = Label("", "help")
        self.rows = Rows(name=say("What can be done"))
        self._stand()
        wide = px(_WIDE)
        high = px(_HIGH)
        down = px(_DOWN)
        self.resize(
            min(wide, parent.width()),
            min(high, parent.height() - down),
        )
        self.search()

    def _stand(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(OUTLINE, OUTLINE, OUTLINE, gap(8))
        layout.setSpacing(0)
        layout.addWidget(Column(self.field, self.note, inset=(24, 16, 24, 8)))
        layout.addWidget(self.rows, 1)
        self.field.edit.installEventFilter(self)
        self.field.changed.connect(self.search)
        self.field.edit.returnPressed.connect(self._enter)
        self.rows.chosen.connect(self._hear)
        self.rows.opened.connect(self.do)

    def search(self) -> None:
        """Show what goes by the letters typed, the nearest one chosen."""
        found = matching(list(self._acts.values()), self.field.raw())
        self._shown = [act.key for act in found]
        self.rows.show_rows([_row(act) for act in found])
        self.rows.choose(found[0].key if found else None)
        self.rows.scrollToTop()
        self.note.show_text(
            several("{n} found", "{n} found", len(found))
            if found
            else say("Nothing is called that. Try another word."),
        )
        self._tell(_heard(found[0]) if found else self.note.text())

    def do(self, key: str) -> None:
        """Close, and tell that this act is to be done; what cannot be done now says so instead."""
        act = self._acts[key]
        if not act.possible:
            self.note.show_text(
                say("“{act}” is not possible now.", act=act.name),
            )
            self._tell(self.note.text())
            return
        self.accept()
        self.done_with.emit(key)

    def _enter(self) -> None:
        key = self.rows.key()
        if key is not None:
            self.do(key)

    def _hear(self, key: str) -> None:
        self._tell(_heard(self._acts[key]))

    def _tell(self, heard: str) -> None:
        """Say to a screen reader what Enter would do; the focus is in the field and stays there."""
        self.field.edit.setAccessibleDescription(heard)
        QAccessible.updateAccessibility(
            QAccessibleAnnouncementEvent(self.field.edit, heard),
        )

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Arrows in the field move the choice in the list."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _ARROWS
        ):
            self._move(_ARROWS[Qt.Key(event.key())])
            return True
        return super().eventFilter(watched, event)

    def _move(self, steps: int) -> None:
        if self._shown:
            at = self._shown.index(self.rows.key() or self._shown[0]) + steps
            key = self._shown[max(0, min(len(self._shown) - 1, at))]
            self.rows.choose(key)
            self._hear(key)

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        beside = (self._over.width() - self.width()) // 2
        self.move(self._over.mapToGlobal(QPoint(beside, px(_DOWN))))
        self.field.take_focus()


def _row(act: Act) -> Row:
    return Row(
        act.key,
        act.name,
        _under(act),
        act.keys,
        section=None if act.possible else _LATER,
        tone="text" if act.possible else "second",
    )


def _under(act: Act) -> Words:
    if act.checked:
        return say("{menu}, chosen", menu=act.menu)
    return plain(act.menu)


def _heard(act: Act) -> str:
    parts = [act.name, worded(_under(act)), act.keys]
    if not act.possible:
        parts.append(worded(_LATER.title))
    return ", ".join(filter(None, parts))
