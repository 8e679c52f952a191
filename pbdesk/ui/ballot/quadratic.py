"""The quadratic ballot.

Credits as squares, a ladder of prices for each project, and what is left.
"""

from __future__ import annotations

from typing import cast, override

from pbdesk.questions.sheet import BallotLine
from pbdesk.ui.ballot.ballot import Left, Sheet, named
from pbdesk.ui.ballot.numbers import NumberBallot
from pbdesk.ui.ballot.steps import Ladder
from pbdesk.voting.styles.quadratic import QuadraticSettings
from pbdesk.words import Listing, Words, say, several

__all__ = ["QuadraticBallot"]


class QuadraticBallot(NumberBallot):
    """Whole votes at k times k credits.

    Marks: votes, signed where the rulebook allows votes against.
    """

    def __init__(self, sheet: Sheet) -> None:
        settings = sheet.settings_as(QuadraticSettings)
        self._credits, self._most = settings.credits, settings.most_votes
        self._least = -self._most if settings.negative else 0
        self.given: dict[str, int] = {}
        super().__init__(
            sheet,
            lambda line: Ladder(
                self._least,
                self._most,
                say("Votes for {project}", project=named(line)),
            ),
            range(self._least, self._most + 1),
        )

    @property
    def _spent(self) -> int:
        return sum(votes * votes for votes in self.given.values())

    @override
    def marks(self) -> dict[str, int]:
        return {
            project: votes for project, votes in self.given.items() if votes
        }

    @property
    @override
    def left_words(self) -> Left:
        whole = self._credits
        left = whole - self._spent
        words = several(
            "credit left of {whole}",
            "credits left of {whole}",
            left,
            whole=whole,
        )
        return Left(say("{n}", n=left), words, left, whole)

    @property
    @override
    def ask(self) -> Words:
        """What votes cost, on one line: each ladder shows the prices of more."""
        dearer = (_price(votes) for votes in range(2, min(self._most, 3) + 1))
        prices = (say("1 vote costs 1 credit"), *dearer)
        return say("{prices}.", prices=Listing(prices))

    @property
    @override
    def how(self) -> Words:
        return say(
            "To choose one, go back and press its row, or a price in it.",
        )

    @property
    @override
    def check(self) -> Words:
        return say("Check my votes")

    @property
    @override
    def hint(self) -> Words:
        return say("Change what you like. Credits you do not use are lost.")

    @override
    def refused(self, line: BallotLine, value: int) -> Words | None:
        if abs(value) > self._most:
            return several(
                "{n} vote is the most for one.",
                "{n} votes are the most for one.",
                self._most,
            )
        if value < self._least:
            return say("Nothing is given to this one.")
        left = self._credits - self._spent
        wanted = value * value - self.given[line.project] ** 2
        if wanted <= left:
            return None
        more = several("{n} credit more", "{n} credits more", wanted)
        return several(
            "{n} vote costs {more}. You have {left} left.",
            "{n} votes cost {more}. You have {left} left.",
            abs(value),
            more=more,
            left=left,
        )

    @override
    def told(self, value: int) -> Words:
        if not value:
            return say("No vote")
        if value < 0:
            return several("{n} vote against", "{n} votes against", -value)
        return several("{n} vote", "{n} votes", value)

    @override
    def show_given(self) -> None:
        super().show_given()
        left = self._credits - self._spent
        for line, tools in zip(self.sheet.lines, self.tools, strict=True):
            cast(Ladder, tools.steps).show_room(
                left + self.given[line.project] ** 2,
            )


def _price(votes: int) -> Words:
    return say("{n} votes cost {price}", n=votes, price=votes * votes)
