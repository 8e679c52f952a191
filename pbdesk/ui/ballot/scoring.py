"""The scoring ballot: each project gets a score of its own.

A line left empty is no mark; 0 is one.
"""

from __future__ import annotations

from typing import override

from pbdesk.questions.sheet import BallotLine
from pbdesk.ui.ballot.ballot import Left, Sheet, named
from pbdesk.ui.ballot.numbers import NumberBallot
from pbdesk.ui.ballot.steps import Steps
from pbdesk.voting.styles import STYLES
from pbdesk.voting.styles.scoring import ScoringSettings
from pbdesk.words import Words, say, several

__all__ = ["ScoringBallot"]


class ScoringBallot(NumberBallot):
    """Marks: scores, also where they are 0. Below the lowest score stands the empty line."""

    def __init__(self, sheet: Sheet) -> None:
        settings = sheet.settings_as(ScoringSettings)
        self._least, self._most = settings.least, settings.most
        self._blank = self._least - 1
        super().__init__(
            sheet,
            lambda line: Steps(
                self._blank,
                self._most,
                say("Score for {project}", project=named(line)),
                blank=self._blank,
            ),
            range(self._blank, self._most + 1),
        )

    @override
    def marks(self) -> dict[str, int]:
        return {
            project: score
            for project, score in self.given.items()
            if score != self._blank
        }

    @property
    @override
    def left_words(self) -> Left:
        whole = len(self.sheet.lines)
        words = several(
            "of {whole} line scored",
            "of {whole} lines scored",
            whole,
            whole=whole,
        )
        return Left(say("{n}", n=len(self.marks())), words)

    @property
    @override
    def check(self) -> Words:
        return say("Check my scores")

    @property
    @override
    def hint(self) -> Words:
        return STYLES["scoring"].question(self.sheet.settings)[1]

    @override
    def refused(self, line: BallotLine, value: int) -> Words | None:
        if value > self._most:
            return say("{most} is the highest score.", most=self._most)
        return (
            say("This line is empty already.") if value < self._blank else None
        )

    @override
    def told(self, value: int) -> Words:
        return (
            say("No score")
            if value == self._blank
            else say("Score {score}", score=value)
        )
