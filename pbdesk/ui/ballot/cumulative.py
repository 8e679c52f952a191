"""The cumulative ballot: points to share out among projects."""

from __future__ import annotations

from typing import override

from pbdesk.questions.sheet import BallotLine
from pbdesk.ui.ballot.ballot import Left, Sheet, named
from pbdesk.ui.ballot.numbers import NumberBallot
from pbdesk.ui.ballot.steps import Steps
from pbdesk.voting.styles.cumulative import CumulativeSettings
from pbdesk.words import Words, say, several

__all__ = ["CumulativeBallot"]


class CumulativeBallot(NumberBallot):
    """Marks: points above zero."""

    def __init__(self, sheet: Sheet) -> None:
        self._settings = sheet.settings_as(CumulativeSettings)
        self._points = self._settings.points
        self._most = min(
            self._points,
            self._settings.project_cap or self._points,
        )
        super().__init__(
            sheet,
            lambda line: Steps(
                0,
                self._most,
                say("Points for {project}", project=named(line)),
            ),
            range(self._most + 1),
        )

    @override
    def marks(self) -> dict[str, int]:
        return {
            project: points for project, points in self.given.items() if points
        }

    @property
    def _left(self) -> int:
        return self._points - sum(self.given.values())

    @property
    @override
    def left_words(self) -> Left:
        return Left(
            say("{n}", n=self._left),
            several(
                "point left of {whole}",
                "points left of {whole}",
                self._left,
                whole=self._points,
            ),
            self._left,
            self._points,
        )

    @property
    @override
    def ask(self) -> Words:
        return say("Share out {points} points.", points=self._points)

    @property
    @override
    def check(self) -> Words:
        return say("Check my points")

    @property
    @override
    def hint(self) -> Words:
        least = self._settings.min_projects
        if self._settings.min_points == self._points:
            return say("Give all your points.")
        if least > 1:
            return say("Give points to at least {least}.", least=least)
        return say("Change what you like. Points you do not use are lost.")

    @override
    def refused(self, line: BallotLine, value: int) -> Words | None:
        if value > self._most:
            return _the_most(self._most)
        if value < 0:
            return say("Nothing is given to this one.")
        if value - self.given[line.project] > self._left:
            return _points_left(self._left)
        return None

    @override
    def told(self, value: int) -> Words:
        return (
            several("{n} point", "{n} points", value)
            if value
            else say("No point")
        )


def _the_most(n: int) -> Words:
    return several(
        "{n} point is the most for one.",
        "{n} points are the most for one.",
        n,
    )


def _points_left(n: int) -> Words:
    return several("You have {n} point left.", "You have {n} points left.", n)
