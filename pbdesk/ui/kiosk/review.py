"""The review: "You chose …", and only here a ballot is cast.

The safe button stands where the finger has just pressed, the one that casts elsewhere.
"""

from __future__ import annotations

from typing import override

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent

from pbdesk.ui.ballot import Ballot
from pbdesk.ui.ballot.chosen import ChosenLine
from pbdesk.ui.icons import ATTENTION, Shape
from pbdesk.ui.kiosk.purse import Tally
from pbdesk.ui.kiosk.screen import (
    Clock,
    Foot,
    Screen,
    foot_button,
    nothing_cast,
)
from pbdesk.ui.theme import Text, px, theme
from pbdesk.ui.widgets.boxes import Column, Line, Rule
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.split import is_narrow
from pbdesk.ui.widgets.target import Target
from pbdesk.voting.styles.marks import number_word
from pbdesk.words import Words, say, several

__all__ = ["Review"]

_CASTING = 320, 76
_BESIDE_THE_FINGER = 230, 76
"""In large text the button that casts ends before the one begins that was pressed last."""
_WIDE = 1100
_ROOMY = 760
_FEW = 5  # up to so many choices are shown in the largest letters


class Review(Screen):
    """What one ballot says. `cast` to make it final, `back` to change it."""

    cast = Signal()
    back = Signal()

    def __init__(
        self,
        above: Text,
        ballot: Ballot,
        now: Clock,
        *,
        unseen: bool,
        one_of_several: bool = False,
    ) -> None:
        """`unseen`: part of the ballot was never in sight."""
        chosen = ballot.chosen()
        doubtful = unseen or not chosen
        self.casting = Target(
            say("Cast my ballot") if chosen else say("Cast it empty"),
            "plain" if doubtful else "primary",
            role="title",
        )
        self.changing = foot_button(
            _way_back(chosen, unseen),
            "arrow-left",
            primary=doubtful,
        )
        super().__init__(above, Foot(self.changing), now)
        self._show_what_was_chosen(ballot, unseen=unseen)
        self._final = _final(_meaning(ballot))
        self._last: Column | None = None
        self._stands_narrow = False
        theme().changed.connect(self._place_casting)
        self.once_settled(self.casting, self.cast.emit)
        self.once_settled(self.changing, self.back.emit)
        self.foot.show_state(
            nothing_cast(one_of_several),
            say("Take all the time you need."),
        )

    def _show_what_was_chosen(self, ballot: Ballot, *, unseen: bool) -> None:
        chosen = ballot.chosen()
        if not chosen:
            self._show_empty(ballot)
            return
        title = _title(ballot)
        self.page.add(Label(title, "display"))
        if unseen:
            more = say(
                "There is more on this ballot. You have not seen all of it yet.",
            )
            self.page.add(
                Label(more, "large", tone="attention", shape=ATTENTION),
            )
        elif ballot.room_words is not None:
            self.page.add(Label(ballot.room_words, "large"))
        role = "display" if len(chosen) <= _FEW else "title"
        self.page.add(*(ChosenLine(each, role) for each in chosen))

    def _show_empty(self, ballot: Ballot) -> None:
        ways = (ballot.how, _MAY_BE_EMPTY)
        self.page.add(
            Label(_empty(ballot), "display", tone="attention", shape=ATTENTION),
            *(Label(each, "large", line=_WIDE) for each in ways),
        )
        if ballot.boxes is not None:
            self.page.add(Tally(ballot.boxes, ballot.left_words.said))

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._place_casting()

    def _place_casting(self) -> None:
        """The button that casts stays in sight; in large text it stands below what was chosen.

        It would leave no room to read that.
        """
        narrow = is_narrow(self)
        if self._last is not None and narrow == self._stands_narrow:
            return
        before, self._stands_narrow = self._last, narrow
        self.casting.ask_for(*(_BESIDE_THE_FINGER if narrow else _CASTING))
        if narrow:
            self._last = Column(
                Rule(),
                self.casting,
                self._final,
                inset=(0, 12, 0, 12),
            )
            self.page.add(self._last)
        else:
            line = Line(self.casting, space=32)
            line.fill(self._final)
            below = 24 if self.height() < px(_ROOMY) else 80
            self._last = Column(Rule(), line, inset=(56, 0, 56, below))
            self.above_foot(self._last)
        if before is not None:
            before.setParent(None)
            before.deleteLater()

    def begin(self) -> None:
        """The safe button has the focus."""
        self.changing.setFocus()

    # Casting

    def show_saving(self) -> None:
        """The ballot is on its way to the disk: nothing more can be pressed."""
        self._take_presses(taken=False)
        self.foot.show_state(
            say("Your ballot is being recorded."),
            say("One moment, please."),
        )
        self.foot.announce()

    def show_refusal(self, words: Words) -> None:
        """The ballot was not taken: say why."""
        self._take_presses(taken=True)
        self.foot.show_state(
            say("Not cast."),
            words,
            Shape("octagon-alert", "error"),
        )
        self.foot.announce()

    def _take_presses(self, *, taken: bool) -> None:
        self.casting.setEnabled(taken)
        self.changing.setEnabled(taken)


def _final(meaning: Words) -> Column:
    final = Label(
        say("You cannot change it or take it back."),
        "large",
        lead=say("This is final."),
    )
    final.flow = "tight"
    return Column(final, Label(meaning, "large", tone="second"))


def _way_back(chosen: object, unseen: bool) -> Words:
    if not chosen:
        return say("Go back and choose")
    if unseen:
        return say("Go back and look")
    return say("Go back and change")


def _title(ballot: Ballot) -> Words:
    n = len(ballot.chosen())
    if ballot.sheet.currency:
        return several(
            "You chose {n} project",
            "You chose {n} projects",
            n,
            n=number_word(n),
        )
    return several(
        "You marked {n} line",
        "You marked {n} lines",
        n,
        n=number_word(n),
    )


def _meaning(ballot: Ballot) -> Words:
    if ballot.chosen():
        return say("Nobody can see how you voted: your ballot carries no name.")
    if ballot.sheet.currency:
        return say(
            "An empty ballot shows that you took part. It helps no project.",
        )
    return say(
        "An empty ballot shows that you took part. It says nothing else.",
    )


def _empty(ballot: Ballot) -> Words:
    if ballot.sheet.currency:
        return say("You have not marked any project")
    return say("You have not marked anything")


_MAY_BE_EMPTY = say(
    "You may also leave the ballot empty, if that is what you want.",
)
