"""What the rail shows.

Steps, their pages, and the lines they become, as Qt's model asks for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, override

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import QWidget

from pbdesk.ui.icons import Shape
from pbdesk.ui.theme import Text, theme
from pbdesk.ui.widgets.row_lines import Index

__all__ = ["RailLine", "RailModel", "Step", "StepPage", "rail_lines"]


@dataclass(frozen=True, slots=True)
class StepPage:
    """One page of a step; `key` is what `chosen` tells."""

    key: str
    name: Text


@dataclass(frozen=True, slots=True)
class Step:
    """A step, or beside the way (`aside`) the juries, the open book and the record.

    `key` opens its first page. `heard` is its state as a word ("done"), for those who do not see
    the shape.
    """

    key: str
    name: Text
    shape: Shape
    state: Text = ""
    heard: Text = ""
    pages: tuple[StepPage, ...] = ()
    aside: bool = False

    def holds(self, key: str) -> bool:
        """Whether the key is this step's or one of its pages'."""
        return key == self.key or any(page.key == key for page in self.pages)

    def page_of(self, key: str) -> str:
        """The page that a key opens: the step's own key opens its first."""
        if self.pages and key == self.key:
            return self.pages[0].key
        return key


@dataclass(frozen=True, slots=True)
class RailLine:
    """A line of the rail: a step, one of its pages, or the rule before the asides."""

    step: Step | None = None
    page: StepPage | None = None
    thread: bool = False
    open: bool = False
    chosen: bool = False

    @property
    def key(self) -> str:
        """What `chosen` tells for it; empty for the rule."""
        if self.page:
            return self.page.key
        if self.step:
            return self.step.key
        return ""

    @property
    def heard(self) -> str:
        """All it shows, as it is read aloud: "Ideas, done, 8 projects"."""
        show = theme().render
        if self.page:
            return show(self.page.name)
        if self.step is None:
            return ""
        return ", ".join(
            part
            for part in map(
                show,
                (self.step.name, self.step.heard, self.step.state),
            )
            if part
        )


def rail_lines(steps: Sequence[Step], chosen: str) -> list[RailLine]:
    """Steps as lines: the chosen one unfolded, a rule before what stands beside the way."""
    made: list[RailLine] = []
    for i, step in enumerate(steps):
        follows = (
            i + 1 < len(steps) and not steps[i + 1].aside and not step.aside
        )
        if step.aside and i and not steps[i - 1].aside:
            made.append(RailLine())
        here = step.holds(chosen)
        unfolded: tuple[StepPage, ...] = (
            step.pages if here and len(step.pages) > 1 else ()
        )
        made.append(
            RailLine(
                step,
                thread=follows,
                open=here,
                chosen=here and not unfolded,
            ),
        )
        made += [
            RailLine(
                step,
                page,
                thread=follows,
                open=True,
                chosen=page.key == step.page_of(chosen),
            )
            for page in unfolded
        ]
    return made


class RailModel(QAbstractListModel):
    """The lines, as Qt asks for them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[RailLine] = []

    def replace(self, lines: list[RailLine]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex(), /) -> int:
        if parent.isValid():
            return 0
        return len(self.lines)

    @override
    def flags(self, index: Index, /) -> Qt.ItemFlag:
        line = self.lines[index.row()]
        # The head of an unfolded step leads to its first page: as a stop, the Up key would never
        # get past it.
        if line.step is None or (
            line.open and line.page is None and not line.chosen
        ):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(
        self,
        index: Index,
        role: int = Qt.ItemDataRole.DisplayRole,
        /,
    ) -> Any:
        line = self.lines[index.row()]
        match role:
            case (
                Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole
            ):
                return line.heard
            case Qt.ItemDataRole.UserRole:
                return line.key
            case _:
                return None
