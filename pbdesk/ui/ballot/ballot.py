"""What every ballot on the screen is.

Lines in the order of the paper, eight to a page, and marks in memory only. A ballot never mends
what a person chose. Where a press would break a rule nothing changes, and `said` tells why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from PySide6.QtCore import Signal

from pbdesk.questions.sheet import BallotLine
from pbdesk.questions.terms import called
from pbdesk.ui.ballot.chosen import Chosen
from pbdesk.ui.theme import Text, worded
from pbdesk.ui.widgets.boxes import Column
from pbdesk.voting.options import Settings
from pbdesk.voting.styles import STYLES, Rejected
from pbdesk.words import Money, Words, plain, say

__all__ = ["ON_A_PAGE", "Ballot", "Left", "Sheet", "named"]

ON_A_PAGE = 8
"""Lines on one page of a ballot."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The ballot as it was drawn up: its lines, its style and that style's settings.

    The pot is minor units; without money there is no currency. `about` says by line what it is, as
    the paper does.
    """

    lines: tuple[BallotLine, ...]
    style: str
    settings: Settings
    currency: str
    pot: int
    about: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({}),
    )

    def settings_as[S: Settings](self, kind: type[S]) -> S:
        """The settings of the style that this ballot is for."""
        if not isinstance(self.settings, kind):
            raise TypeError(
                f"a {self.style} ballot is not settled by {kind.__name__}",
            )
        return self.settings

    def cost(self, line: BallotLine) -> Words:
        """What a project costs; empty where no money is shared out."""
        if not self.currency:
            return plain("")
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

    @property
    def said(self) -> Words:
        """Figure and words as one: "38 credits left of 100"."""
        figure = worded(self.figure)
        words = worded(self.words)
        return say("{figure} {words}", figure=figure, words=words)


class Ballot(Column):
    """One voter's ballot.

    `changed` tells that marks changed, `said` why a press changed nothing (Words).
    """

    changed = Signal()
    said = Signal(object)

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.sheet = sheet
        self.page = 0

    def marks(self) -> dict[str, int]:
        """The marks as `kiosk.cast` takes them: project -> number."""
        raise NotImplementedError

    @property
    def left_words(self) -> Left:
        """What is left."""
        return Left()

    @property
    def boxes(self) -> tuple[int, int] | None:
        """How many marks were given of how many, where small boxes can show it."""
        return None

    @property
    def room_words(self) -> Words | None:
        """What the review says of what is left; None where nothing is counted."""
        left = self.left_words
        return say("{left}.", left=left.said) if left.figure else None

    @property
    def ask(self) -> Words:
        """The sentence under the question: how to mark this ballot, as on the paper."""
        return STYLES[self.sheet.style].question(self.sheet.settings)[0]

    @property
    def hint(self) -> Words:
        """What is said under "Nothing is cast yet."."""
        return say("Next you see what you chose, and can still change it.")

    @property
    def check(self) -> Words:
        """What the button says that leads to the review."""
        return say("Check my choices")

    @property
    def how(self) -> Words:
        """How a voter who marked nothing marks something."""
        return say("To mark one, go back and press its row.")

    # What it says

    def fault(self) -> Words | None:
        """Why the ballot could not be counted, and how to mend it.

        None where it can, and where it is empty: that is asked about.
        """
        lines = self.sheet.lines
        sheet = self.sheet
        found = STYLES[sheet.style].check(
            self.marks(),
            [line.project for line in lines],
            {line.project: line.cost for line in lines},
            sheet.pot,
            sheet.settings,
        )
        if not isinstance(found, Rejected) or found.reason == "unmarked":
            return None
        return say("{fault}. {hint}", fault=found.words, hint=self.hint)

    def chosen(self) -> Sequence[Chosen]:
        """The lines that got something, in the order of the ballot, and what each got."""
        marks = self.marks()
        return [
            self.told_of(line, marks[line.project])
            for line in self.sheet.lines
            if line.project in marks
        ]

    def told_of(self, line: BallotLine, mark: int) -> Chosen:
        """What one line got, as the review shows it."""
        raise NotImplementedError

    # Pages

    @property
    def pages(self) -> int:
        """How many pages the ballot has."""
        return -(-len(self.sheet.lines) // ON_A_PAGE)

    @property
    def shown(self) -> Sequence[BallotLine]:
        """The lines of the page that is shown."""
        return self.sheet.lines[
            self.page * ON_A_PAGE : (self.page + 1) * ON_A_PAGE
        ]

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
    return say(
        "{code}, {title}",
        code=line.code,
        title=called(line.project, line.title),
    )
