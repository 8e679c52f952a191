"""Open and close: the two acts that begin and end the vote. Both are final."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, override

from pbdesk.assembly import vote
from pbdesk.minutes.decision import Refusal
from pbdesk.ui.host import Host
from pbdesk.ui.icons import ATTENTION, DONE, NOT_STARTED, UNDER_WAY
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.polls.view import PollsView, view
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Column, Line, Rule
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.facts import Facts, Figure, Figures
from pbdesk.ui.widgets.heading import Heading, Section
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.reading_order import keep_reading_order
from pbdesk.words import Words, plain, say

__all__ = ["PollsPage"]

_SHAPES = {"before": NOT_STARTED, "open": UNDER_WAY, "closed": DONE}


class PollsPage(Page):
    """What stands, what is missing, and the buttons that open and close the vote."""

    name: ClassVar[str] = "polls"
    label: ClassVar[Words] = say("Open and close")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.head, self.standing, self.missing = Heading(), Facts(), Column()
        self.missing.flow = "section"
        self.given, self.figures, self.permits = Column(), Figures(), Label("")
        self.note = Label("")
        self.open, self.close_vote = Button(say("Open the vote")), Button(say("Close the vote"))
        self.room = Button(say("Show the ballot in the room"), icon="monitor")
        self.kiosk = Button(say("Hand over the laptop"), icon="user-round")
        self.given.add(Rule(), Section(say("Given out")), self.figures, self.permits, self.kiosk)
        self.open.clicked.connect(self._ask_to_open)
        self.close_vote.clicked.connect(self._ask_to_close)
        self.room.clicked.connect(lambda: self.host.show_in_room("ballot"))
        self.kiosk.clicked.connect(self.host.open_kiosk)
        self.body.addWidget(
            scroll.Page(
                self.head,
                self.standing,
                self.missing,
                self.given,
                Rule(),
                self.note,
                Line(self.open, self.close_vote, self.room),
            )
        )
        self.refresh()

    @override
    def refresh(self) -> None:
        seen = view(self.host.state)
        self.head.show_text(
            say("The vote"), self.label, shape=_SHAPES[seen.phase], state=seen.state
        )
        self.standing.show_facts([(each.subject, each.words) for each in seen.standing])
        self.standing.setVisible(bool(seen.standing))
        self._show_missing(seen)
        self._show_given(seen)
        self.note.show_text(seen.note)
        self.open.setVisible(seen.phase == "before")
        self.close_vote.setVisible(seen.phase == "open")
        self.room.setVisible(seen.phase != "closed")

    def _show_missing(self, seen: PollsView) -> None:
        self.missing.clear()
        if not seen.missing:
            return
        self.missing.add(Section(say("Before it can be opened")))
        for each in seen.missing:
            go = Button(
                say("Go there"),
                icon="arrow-right",
                after=True,
                name=say("Go there: {what}", what=each.words),
            )
            go.clicked.connect(partial(self.host.go, each.page, each.field))
            self.missing.add(Label(each.why, lead=each.words, shape=ATTENTION), go)
            go.show()  # at once: who comes here stands at the first of them
        keep_reading_order(self)

    def _show_given(self, seen: PollsView) -> None:
        self.given.setVisible(seen.phase != "before")
        self.figures.show_figures([Figure(plain(f"{n}"), where) for n, where in seen.given])
        self.permits.show_text(seen.permits)
        self.kiosk.setVisible(seen.phase == "open" and seen.waiting > 0)

    @override
    def go_to(self, target: str | None) -> None:
        for button in (self.open, self.close_vote):
            if not button.isHidden():
                button.setFocus()

    def _ask_to_open(self) -> None:
        """Say at once what is missing; only where nothing is, ask before it is done for good."""
        if vote.missing(self.host.state):
            self.host.act(vote.open_vote, then=self._told)
            return
        self.host.final(
            say("Ballots are then given out and cast. Rules and ballot stay as they are now."),
            say("Open the vote"),
            vote.open_vote,
            then=self._told,
        )

    def _ask_to_close(self) -> None:
        self.host.final(
            say("No more ballots are given out or cast."),
            say("Close the vote"),
            vote.close_vote,
            then=self._told,
        )

    def _told(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            self.host.banner(spoken(refusal), wrong=True)
        elif self.host.state.vote.closed:
            self.host.announce(say("The vote is closed."))
        else:
            self.host.announce(say("The vote is open."))
