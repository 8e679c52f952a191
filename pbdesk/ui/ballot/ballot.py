"""What every ballot on the screen is.

Lines in the order of the paper, eight to a page, and marks in memory only. A ballot never mends
what a person chose. Where a press would break a rule nothing changes, and `said` tells why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from pbdesk.questions.sheet import BallotLine
from pbdesk.ui.theme import Text
from pbdesk.ui.widgets.boxes import Column
from pbdesk.voting.options import Settings
from pbdesk.voting.styles import STYLES
from pbdesk.words import Money, Words, plain, say

__all__ = ["ON_A_PAGE", "Ballot", "Left", "Sheet", "named"]

ON_A_PAGE = 8
"""Lines on one page of a ballot."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The ballot as it was drawn up: its lines, its style and that style's settings.

    The pot is minor units.
    """

    lines: tuple[BallotLine, ...]
    style: str
    settings: Settings
    currency: str
    pot: int

    def settings_as[S: Settings](self, kind: type[S]) -> S:
        """The settings of the style that this ballot is for."""
        if not isinstance(self.settings, kind):
            raise TypeError(f"a {self.style} ballot is not settled by {kind.__name__}")
        return self.settings

    def cost(self, line: BallotLine) -> Words:
        """What a project costs."""
        return say("{cost}", cost=Money(line.cost, self.currency))


@dataclass(frozen=True, slots=True)
class Left:
    """What is left to give, as a figure and its words, or what was given.

    Empty where nothing is counted.
    """

    figure: Text = ""
    words: Text = ""
    left: int = 0
    whole: int = 0


class Ballot(Column):
    """One voter's ballot.

    `changed` tells that marks changed, `said` why a press changed nothing (Words).
    """

    changed = Signal()
    said = Signal(object)

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.sheet, self.page = sheet, 0

    def marks(self) -> dict[str, int]:
        """The marks as `kiosk.cast` takes them: project -> number."""
        raise NotImplementedError

    @property
    def left_words(self) -> Left:
        """What is left."""
        return Left()

    @property
    def ask(self) -> Words:
        """The sentence under the question: how to mark this ballot, as on the paper."""
        return STYLES[self.sheet.style].question(self.sheet.settings)[0]

    @property
    def hint(self) -> Words:
        """What is said beside "Not cast yet"."""
        return say("Change what you like until you press the button.")

    # Pages

    @property
    def pages(self) -> int:
        """How many pages the ballot has."""
        return -(-len(self.sheet.lines) // ON_A_PAGE)

    @property
    def shown(self) -> Sequence[BallotLine]:
        """The lines of the page that is shown."""
        return self.sheet.lines[self.page * ON_A_PAGE : (self.page + 1) * ON_A_PAGE]

    @property
    def page_words(self) -> Words:
        """Which lines are shown: "A to H of 22"."""
        return say(
            "{first} to {last} of {n}",
            first=self.shown[0].code,
            last=self.shown[-1].code,
            n=len(self.sheet.lines),
        )

    def show_page(self, page: int) -> None:
        """Show another page; marks on the others stay."""
        self.page = page
        self.show_lines()

    def show_lines(self) -> None:
        """Show the lines of the page, and no others."""
        raise NotImplementedError


def named(line: BallotLine) -> Words:
    """A project by its code and title, for those who hear the ballot."""
    return say("{code}, {title}", code=line.code, title=plain(line.title))
