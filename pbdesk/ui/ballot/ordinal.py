"""The ranked ballot: rows in the order of the paper, each with a box for its place.

Who presses a row puts it in the next place; pressed again it has none. Arrows move it by one place,
and with the row in focus a figure puts it into that place, Delete takes it out. No row moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import override

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from pbdesk.questions.sheet import BallotLine
from pbdesk.ui.ballot.ballot import Ballot, Left, Sheet, named
from pbdesk.ui.ballot.chosen import Chosen
from pbdesk.ui.ballot.row import MarkRow
from pbdesk.ui.theme import worded
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.target import Target
from pbdesk.voting.styles.ordinal import OrdinalSettings
from pbdesk.words import Words, say, several

__all__ = ["OrdinalBallot", "Place"]

_FIRST = say("It is in the first place already.")
_LAST = say("It is in the last place already.")


@dataclass(frozen=True, slots=True)
class Place:
    """A row with the arrows that move it."""

    row: MarkRow
    up: Target
    down: Target

    def show_place(self, place: int | None, of: int) -> None:
        """Show its place, or that it has none; the arrows are there only with one."""
        self.row.setChecked(place is not None)
        self.row.sign = "" if place is None else say("{place}", place=place)
        for arrow in (self.up, self.down):
            arrow.setVisible(place is not None)
        if place is not None:
            self.row.mark_words = say("Place {place}", place=place)
            name = named(self.row.line)
            self.up.show_name(
                say(
                    "{project}, place {place}: move up",
                    project=name,
                    place=place,
                ),
            )
            down = say(
                "{project}, place {place}: move down",
                project=name,
                place=place,
            )
            self.down.show_name(down)
            self.up.show_spent(place == 1, _FIRST if place == 1 else "")
            self.down.show_spent(place == of, _LAST if place == of else "")
        self.row.update()


class OrdinalBallot(Ballot):
    """Marks: the place of each project that has one, 1 is first."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        settings = sheet.settings_as(OrdinalSettings)
        self._least = settings.min_ranks
        self._most = settings.max_ranks or len(sheet.lines)
        self.order: list[str] = []
        self._lines = {str(line.project): line for line in sheet.lines}
        self.places = {
            project: self._place(line) for project, line in self._lines.items()
        }
        self.add(*(place.row for place in self.places.values()))
        self.show_lines()

    def _place(self, line: BallotLine) -> Place:
        project = line.project
        up = Target(icon="chevron-up", does=partial(self._shift, project, -1))
        down = Target(
            icon="chevron-down",
            does=partial(self._shift, project, 1),
        )
        row = MarkRow(
            line,
            self.sheet.cost(line),
            self._about(line),
            _Arrows(up, down),
        )
        row.clicked.connect(partial(self._pressed, project))
        return Place(row, up, down)

    def _about(self, line: BallotLine) -> str:
        return self.sheet.about.get(line.project, "")

    @override
    def marks(self) -> dict[str, int]:
        return {project: place for place, project in enumerate(self.order, 1)}

    @override
    def chosen(self) -> Sequence[Chosen]:
        """In the voter's own order."""
        return [
            self.told_of(self._lines[project], place)
            for place, project in enumerate(self.order, 1)
        ]

    @override
    def told_of(self, line: BallotLine, mark: int) -> Chosen:
        return Chosen(
            line,
            self.sheet.cost(line),
            worded(say("{place}", place=mark)),
        )

    @property
    @override
    def left_words(self) -> Left:
        if self._most >= len(self._lines):
            return Left()
        words = several("of up to {n} place", "of up to {n} places", self._most)
        return Left(say("{n}", n=len(self.order)), words)

    @property
    @override
    def ask(self) -> Words:
        if self._most < len(self._lines):
            return say(
                "Press first what you want most. You have {most} places.",
                most=self._most,
            )
        return say("Press first what you want most, then what you want next.")

    @property
    @override
    def check(self) -> Words:
        return say("Check my order")

    @property
    @override
    def hint(self) -> Words:
        if self._least > 1:
            return say("Fill at least {least} places.", least=self._least)
        return say("Press a row again to take its number away.")

    @override
    def show_lines(self) -> None:
        marks = self.marks()
        of = len(self.order)
        for project, place in self.places.items():
            place.show_place(marks.get(project), of)
            place.row.setVisible(self._lines[project] in self.shown)

    # Moving

    def _pressed(self, project: str) -> None:
        if project in self.order:
            self.take_out(project)
        elif not self.put(project, len(self.order) + 1):
            self.show_lines()  # Qt has checked it already

    def _full(self) -> Words:
        return several(
            "{n} place is filled. Take one out to put another.",
            "{n} places are filled. Take one out to put another.",
            self._most,
        )

    def _shift(self, project: str, by: int) -> None:
        place = self.order.index(project) + 1 + by
        if 1 <= place <= len(self.order):
            self.put(project, place)
        else:
            self.said.emit(_FIRST if by < 0 else _LAST)

    def put(self, project: str, place: int) -> bool:
        """Put a project into a place, the others close up; False where all places are filled."""
        if project not in self.order and len(self.order) >= self._most:
            self.said.emit(self._full())
            return False
        self.order = [each for each in self.order if each != project]
        self.order.insert(min(place, len(self.order) + 1) - 1, project)
        where = self.order.index(project) + 1
        line = self._lines[project]
        self._moved(
            say(
                "{project} is in place {place}.",
                project=named(line),
                place=where,
            ),
        )
        return True

    def take_out(self, project: str) -> None:
        """Take a project out of the order; the focus goes to its row."""
        place = self.places[project]
        if place.up.hasFocus() or place.down.hasFocus():
            place.row.setFocus()
        self.order.remove(project)
        self._moved(
            say("{project} has no place.", project=named(self._lines[project])),
        )

    def _moved(self, words: Words) -> None:
        self.show_lines()
        QAccessible.updateAccessibility(
            QAccessibleAnnouncementEvent(self, worded(words)),
        )
        self.changed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        project = self._in_focus()
        if (
            project is not None
            and event.text().isdecimal()
            and int(event.text()) > 0
        ):
            self.put(project, int(event.text()))
        elif project in self.order and event.key() in (
            Qt.Key.Key_Delete,
            Qt.Key.Key_Backspace,
        ):
            self.take_out(str(project))
        else:
            super().keyPressEvent(event)

    def _in_focus(self) -> str | None:
        focus = QApplication.focusWidget()
        if focus is None:
            return None
        for project, place in self.places.items():
            if focus is place.row or place.row.isAncestorOf(focus):
                return project
        return None


class _Arrows(Line):
    """The two arrows; they keep their room while they are not seen."""

    def __init__(self, *arrows: QWidget) -> None:
        super().__init__(*arrows)
        for arrow in arrows:
            _keep_its_place(arrow)
        self.setCursor(Qt.CursorShape.ArrowCursor)


def _keep_its_place(arrow: QWidget) -> None:
    """Also while it is hidden."""
    policy = arrow.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    arrow.setSizePolicy(policy)
