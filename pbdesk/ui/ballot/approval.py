"""The approval ballot.

A line to press for each project, with a box before its name that gets a cross.
"""

from __future__ import annotations

from functools import partial
from typing import override

from pbdesk.questions.sheet import BallotLine
from pbdesk.ui.ballot.ballot import Ballot, Left, Sheet
from pbdesk.ui.ballot.chosen import Chosen
from pbdesk.ui.ballot.row import MarkRow
from pbdesk.voting.styles.approval import ApprovalSettings
from pbdesk.voting.styles.marks import number_word
from pbdesk.words import Money, Words, say, several

__all__ = ["ApprovalBallot"]


class ApprovalBallot(Ballot):
    """Marks: 1 for each project with a cross."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        settings = sheet.settings_as(ApprovalSettings)
        self._least = settings.min_picks
        self._most = settings.max_picks
        self._within_pot = settings.knapsack
        self.lines = [
            MarkRow(line, sheet.cost(line), sheet.about.get(line.project, ""))
            for line in sheet.lines
        ]
        for line, each in zip(sheet.lines, self.lines, strict=True):
            each.clicked.connect(partial(self._pressed, line, each))
        self.add(*self.lines)
        self.show_lines()

    @override
    def marks(self) -> dict[str, int]:
        return {
            line.project: 1
            for line, each in zip(self.sheet.lines, self.lines, strict=True)
            if each.isChecked()
        }

    @override
    def told_of(self, line: BallotLine, mark: int) -> Chosen:
        return Chosen(line, self.sheet.cost(line))

    @property
    def _cost(self) -> int:
        return sum(
            line.cost
            for line in self.sheet.lines
            if line.project in self.marks()
        )

    @property
    @override
    def left_words(self) -> Left:
        if self._within_pot:
            left = self.sheet.pot - self._cost
            return Left(
                say("{left}", left=Money(left, self.sheet.currency)),
                say(
                    "left of {pot}",
                    pot=Money(self.sheet.pot, self.sheet.currency),
                ),
            )
        n = len(self.marks())
        if self._most is None:
            return Left(say("{n}", n=n), several("cross", "crosses", n))
        return Left(say("{n}", n=n), say("of {n} marked", n=self._most))

    @property
    @override
    def boxes(self) -> tuple[int, int] | None:
        if self._within_pot or self._most is None:
            return None
        return len(self.marks()), self._most

    @property
    @override
    def room_words(self) -> Words | None:
        if self._within_pot or self._most is None:
            return super().room_words
        n = min(self._most, len(self.lines)) - len(self.marks())
        most = several(
            "You may mark {n}.",
            "You may mark up to {n}.",
            self._most,
            n=number_word(self._most),
        )
        if not n:
            return most
        more = several(
            "There is room for {n} more.",
            "There is room for {n} more.",
            n,
            n=number_word(n),
        )
        return say("{most} {more}", most=most, more=more)

    @property
    @override
    def how(self) -> Words:
        if self._within_pot or self._most is None or self._least > 1:
            return super().how
        return several(
            "To mark one, go back and press its row. {n} is the most.",
            "To mark one, go back and press its row. One is enough, {n} are the most.",
            self._most,
            n=number_word(self._most),
        )

    @property
    @override
    def hint(self) -> Words:
        least = self._least
        if least > 1:
            return several(
                "At least {n} cross.",
                "At least {n} crosses.",
                least,
            )
        if self._most == 1:
            return say("Press another row to change your mark.")
        return say("Press a row again to take its mark away.")

    @property
    @override
    def check(self) -> Words:
        return say("Check my choice") if self._most == 1 else super().check

    def _pressed(self, line: BallotLine, each: MarkRow) -> None:
        if self._most == 1:
            self._take_from_others(each)
        why = self._too_many() if each.isChecked() else None
        if why is not None:
            each.setChecked(False)
            self.said.emit(why)
            return
        self.changed.emit()

    def _take_from_others(self, each: MarkRow) -> None:
        """Where one may be marked, a press moves the mark."""
        for other in self.lines:
            if other is not each:
                other.setChecked(False)

    def _too_many(self) -> Words | None:
        """Why the marks as they are now cannot stand."""
        if self._most is not None and len(self.marks()) > self._most:
            return several(
                "You have given {n} cross. Take it away to give another.",
                "You have given {n} crosses. Take one away to give another.",
                self._most,
            )
        if self._within_pot and self._cost > self.sheet.pot:
            return say(
                "Together they cost more than {pot}. Take one away first.",
                pot=Money(self.sheet.pot, self.sheet.currency),
            )
        return None

    @override
    def show_lines(self) -> None:
        for line, each in zip(self.sheet.lines, self.lines, strict=True):
            each.setVisible(line in self.shown)
