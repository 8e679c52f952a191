"""A page of two panes: the list or form at the left, the chosen thing or what it says at the right.

Below 960 units of width one pane is shown at a time, and a button leads back. Where text grows or
the window shrinks until then, the pane with the focus stays. A third pane stands aside where there
is room for it; what is pinned stays in sight above it, else above the right one.
"""

from __future__ import annotations

from typing import Literal, cast, override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from pbdesk.ui.theme import Text, colour, gap, px, theme
from pbdesk.ui.widgets.boxes import Column
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.layouts import space_between
from pbdesk.ui.widgets.rows import Rows
from pbdesk.ui.widgets.scroll import Page
from pbdesk.ui.widgets.table import Table

__all__ = ["NARROW", "ListPane", "Split", "is_narrow"]

NARROW = 960
"""Units of width (pixels at 100 %) below which there is room for one pane."""
_WIDE = 1240
"""Units of width from which there is room for three."""

type Share = Literal["slim", "list", "form"]
_FEW = 180
"""Height at 100 % of the few rows that must be seen below a head."""
_ANY = 16_777_215  # Qt's own limit
_BESIDE_TWO = 240
"""What the left of three panes takes."""
_WIDTHS: dict[Share, int] = {"slim": 276, "list": 376, "form": 576}


def is_narrow(widget: QWidget) -> bool:
    """Whether the widget's window has room for one pane only, at the reader's scale."""
    return widget.window().width() / theme().scale < NARROW


class ListPane(Page):
    """The left pane: head, perhaps a search field and a note, and the list down to the foot.

    Where there is no room for a few rows below the head, the whole pane scrolls, and not the list
    in it.
    """

    head: Column | None = None

    def __init__(
        self,
        heading: QWidget,
        rows: QWidget,
        *between: QWidget,
    ) -> None:
        super().__init__(inset=(0, 0, 0, 0))
        self.head = Column(heading, *between, inset=(24, 24, 16, 4))
        self.rows = rows
        self.head.flow = "tight"
        self.column.add(self.head)
        self.column.fill(rows)
        if isinstance(rows, Rows | Table):
            rows.chosen.connect(self._follow_row)

    @override
    def settle(self) -> None:
        """Give the list what is left, or all it needs."""
        layout = self.head.layout() if self.head is not None else None
        if layout is None:
            return  # asked for while it is being made
        high = (
            layout.totalHeightForWidth(self.viewport().width()) + self._foot()
        )
        fits = high + px(_FEW) <= self.height()
        if fits:
            bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        else:
            bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        if bar != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(bar)
        self.fit_to(
            self.height()
            if fits
            else high + max(px(_FEW), self.rows.sizeHint().height()),
        )

    def _foot(self) -> int:
        """The height of what stands below the list, with the space above it."""
        below = [
            each
            for each in self.column.things()
            if each not in (self.head, self.rows) and not each.isHidden()
        ]
        space = gap(space_between("block", "block"))
        return sum(
            space + each.heightForWidth(self.viewport().width())
            for each in below
        )

    @override
    def bring(self, widget: QWidget) -> None:
        """Who comes to the list sees the head above it, where the chosen row fits below that."""
        if widget is not self.rows:
            super().bring(widget)
            return
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if not pressed and self._row_end() <= self.viewport().height():
            self.verticalScrollBar().setValue(0)
        self._follow_row()

    def _row_end(self) -> int:
        """Where the chosen row ends, from the top of the pane."""
        if not isinstance(self.rows, Rows | Table):
            return 0
        at = self.rows.visualRect(self.rows.currentIndex()).bottomLeft()
        return self.column.mapFromGlobal(
            self.rows.viewport().mapToGlobal(at),
        ).y()

    def _follow_row(self) -> None:
        if isinstance(self.rows, Rows | Table):
            at = self.rows.visualRect(self.rows.currentIndex())
            middle = self.rows.viewport().mapToGlobal(at.center())
            self.ensureVisible(
                0,
                self.column.mapFromGlobal(middle).y(),
                0,
                at.height(),
            )


class Split(QWidget):
    """Two panes. `share` is how much the left one takes; `back` the words that lead back to it.

    `turned` tells that there is room for one only, or for both again.
    """

    went_back = Signal()
    turned = Signal()

    def __init__(
        self,
        left: QWidget,
        right: Page,
        *,
        share: Share = "list",
        back: Text = "",
    ) -> None:
        super().__init__()
        self.left = left
        self.right = right
        self.aside: Page | None = None
        self.pinned = Column(inset=(32, 24, 20, 0))
        self._share: Share = share
        self._narrow = self._deep = self._alone = self._wide = (
            self._has_aside
        ) = False
        self._back = Button(back, icon="arrow-left", does=self.go_back)
        right.lead(self._back)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(1)  # the hairline between
        self._grid.setVerticalSpacing(0)
        self._grid.addWidget(left, 0, 0, 2, 1)
        self._place()
        cast(QApplication, QApplication.instance()).focusChanged.connect(
            self._remember,
        )
        theme().keep_dressed(self._settle)

    def show_back(self, text: Text) -> None:
        """The words that lead back to the list ("All 14 proposals")."""
        self._back.show_text(text, "arrow-left")

    def stand_aside(self, aside: Page) -> None:
        """Put up the third pane."""
        self.aside = aside
        self._place()

    def show_aside(self, seen: bool) -> bool:
        """Whether anything stands aside; whether there is room for it there."""
        self._has_aside = seen
        self._settle()
        return self._wide

    def _place(self) -> None:
        """Put what is pinned above the third pane, or above the right one."""
        grid, rows = self._grid, 2 if self._wide else 1
        for each in filter(None, (self.right, self.pinned, self.aside)):
            grid.removeWidget(each)
        grid.addWidget(self.right, 2 - rows, 1, rows, 1)
        grid.addWidget(self.pinned, 0, rows)
        if self.aside is not None:
            grid.addWidget(self.aside, 1, 2)
        grid.setRowStretch(1, 1)

    def show_right(self, seen: bool) -> None:
        """Whether there is anything at the right.

        Where there is not, the left pane has all the room.
        """
        self._alone = not seen
        self._settle()

    def follow(self, rows: Rows) -> None:
        """Begin the right pane anew for another row.

        Where there is room for one only, go there when it is opened.
        """
        rows.chosen.connect(
            lambda _key: self.right.verticalScrollBar().setValue(0),
        )
        rows.opened.connect(lambda _key: self.go_deep())

    def go_deep(self) -> None:
        """Show the right pane.

        Where the left one goes from sight with the focus in it, the way back has it.
        """
        focused = QApplication.focusWidget()
        moves = focused is not None and self.left.isAncestorOf(focused)
        self._deep = True
        self._settle()
        if moves and self.left.isHidden():
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_back(self) -> None:
        """Show the left pane."""
        self._deep = False
        self._settle()
        self._enter_left()
        self.went_back.emit()

    def _enter_left(self) -> None:
        """Put the focus into the list, else on the first thing of the left pane that takes it."""
        rows = self.left.rows if isinstance(self.left, ListPane) else None
        if rows is not None and rows.isEnabled() and not rows.isHidden():
            rows.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.left.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.left.focusPolicy() == Qt.FocusPolicy.NoFocus:
            self.left.focusNextChild()

    def _remember(self, _left: QWidget | None, now: QWidget | None) -> None:
        if now is not None and not self._narrow and self.isAncestorOf(now):
            self._deep = self.right.isAncestorOf(now)

    @property
    def narrow(self) -> bool:
        """Whether one pane is shown at a time."""
        return self._narrow

    def _settle(self) -> None:
        before = self._narrow, self._wide
        self._narrow = is_narrow(self)
        self._wide = (
            self._has_aside and self.window().width() / theme().scale >= _WIDE
        )
        one = self._narrow or self._alone
        right = self._deep and not self._alone
        self._limit_left(alone=one)
        self.left.setVisible(not one or not right)
        self.right.setVisible(not one or right)
        self.pinned.setVisible(
            (not one or right) and bool(self.pinned.things()),
        )
        if self.aside is not None:
            self.aside.setVisible(self._wide)
        if self._wide is not before[1]:
            self._place()
        self._share_out(alone=one and not right)
        self.right.show_lead(self._narrow)
        self.update()
        if (self._narrow, self._wide) != before:
            self.turned.emit()

    def _limit_left(self, *, alone: bool) -> None:
        width = px(_BESIDE_TWO if self._wide else _WIDTHS[self._share])
        self.left.setMinimumWidth(0 if alone else width)
        self.left.setMaximumWidth(_ANY if alone else width)

    def _share_out(self, *, alone: bool) -> None:
        """What the left pane leaves goes to the others; where it is alone, it has all."""
        shares = (0, 9, 5) if self._wide else (0, 9, 0)
        for column, share in enumerate(_ALONE if alone else shares):
            self._grid.setColumnStretch(column, share)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._settle()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        panes = [self.right] if not self._narrow and not self._alone else []
        if self._wide and self.aside is not None:
            panes.append(self.aside)
        for pane in panes:
            right = self.isRightToLeft()
            x = pane.geometry().right() + 1 if right else pane.x() - 1
            QPainter(self).fillRect(
                x,
                0,
                1,
                self.height(),
                colour("hairline"),
            )


_ALONE = (1, 0, 0)
