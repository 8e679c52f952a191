"""The door's page.

Search at the left; at the right the chosen person, what was given out, and the register. No name is
shown before three letters are typed, and the list clears by itself some seconds after the last key.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar, override

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent

from pbdesk.assembly.state import Assembly
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.entries import Id, PersonRef
from pbdesk.questions import door, spares
from pbdesk.questions.door import Stub
from pbdesk.ui.host import Host
from pbdesk.ui.icons import ATTENTION, DONE, NOT_STARTED
from pbdesk.ui.pages.door.consents import Consents
from pbdesk.ui.pages.door.give import Giving
from pbdesk.ui.pages.door.keepers import Keepers
from pbdesk.ui.pages.door.listed import ListOfPeople
from pbdesk.ui.pages.door.patience import SECONDS, Patience
from pbdesk.ui.pages.door.roll import Correcting, WritingDown
from pbdesk.ui.pages.door.view import AtTheDoor, DoorView, Found, view
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.refusals import refused, refused_in, spoken
from pbdesk.ui.pages.staffing import names_in
from pbdesk.ui.speaker import HEARD_IN_THE_ROOM, speaker
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.bars import Bars
from pbdesk.ui.widgets.boxes import Column, Line, Rule
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Choice, ChoiceField
from pbdesk.ui.widgets.empty import Empty
from pbdesk.ui.widgets.facts import Figure, Figures
from pbdesk.ui.widgets.field import NumberField, TextField
from pbdesk.ui.widgets.heading import Heading, Section
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.reading_order import keep_reading_order
from pbdesk.ui.widgets.rows import Group, Row, Rows
from pbdesk.ui.widgets.split import ListPane, Split, is_narrow
from pbdesk.words import Words, plain, say

__all__ = ["DoorPage"]

_IN_HAND = {
    "paper": say(
        "Paper {stub} must be in your hand. It goes into the envelope of the spoilt papers, and "
        "the person it was given to by mistake can be given one again.",
    ),
    "kiosk": say(
        "Kiosk ticket {stub} must be in your hand. It opens no ballot any more, and the "
        "person it was given to by mistake can be given one again.",
    ),
}
_WHOLE = "all"
"""What came back is the whole set, not one sheet of it."""
_NOT_HERE, _HAS = (
    Group(say("Not here yet"), NOT_STARTED),
    Group(say("Has a ballot"), DONE),
)


class DoorPage(Page):
    """Find somebody, check them, give one ballot and one stub."""

    name: ClassVar[str] = "door"
    label: ClassVar[Words] = say("Door")

    def __init__(self, host: Host, patience: Patience | None = None) -> None:
        super().__init__(host)
        self._patience = patience or Patience(host.settings)
        self._clock, self._moves = QTimer(self, singleShot=True), ""
        self.head, self.search, self.note = (
            Heading(),
            TextField(say("Name or street")),
            Label("", "help"),
        )
        self.rows = Rows(name=say("People found"))
        self.locked = Empty(
            say("The people file is locked"),
            say(
                "Names are kept apart and encrypted. Open the "
                "Assembly menu and choose “Unlock people”; it needs the passphrase.",
            ),
            say("Unlock people"),
            icon="key-round",
        )
        self.nobody = Empty(
            say("Nobody is in the register"),
            say(
                "The register says who may vote. Read the list the "
                "council handed over, or write people down one by one.",
            ),
            say("Read a list"),
            icon="folder-open",
        )
        self.gone = Label("", shape=DONE)
        self.more = Button(
            say("Who has a ballot, spoilt papers, register"),
            icon="arrow-right",
            after=True,
        )
        self.giving, self.writing, self.list = (
            Giving(),
            WritingDown(host),
            ListOfPeople(host),
        )
        self.consents, self.correcting = Consents(host), Correcting(host)
        self.keepers = Keepers(host)
        self.split = Split(
            ListPane(
                self.head,
                self.rows,
                self.locked,
                self.nobody,
                self.gone,
                self.search,
                self.note,
                self.more,
            ),
            self._right(),
            back=say("Search"),
        )
        self.body.addWidget(self.split)
        self.body.addWidget(self.list.seen)
        self._connect()
        self.refresh()

    def _right(self) -> scroll.Page:
        self.hint = Label()
        self.moved_from = Label("", shape=ATTENTION)
        self.stay = Button(say("Cancel"), "quiet")
        self.moving = Column(self.moved_from, Line(self.stay))
        self.waiting, self.kiosk = (
            Label("", shape=NOT_STARTED),
            Button(say("Hand over the laptop"), icon="user-round"),
        )
        self.heard = Label(HEARD_IN_THE_ROOM, "help")
        self.hand = Column(self.waiting, self.kiosk, self.heard)
        self.quorum, self.figures, self.spoilt = Column(), Figures(), Label("")
        self.reached = Bars()
        self.back = NumberField(
            say("Control number of the spoilt paper"),
            least=1,
        )
        self.which = ChoiceField((), say("What came back"))
        self.exchange = Button(say("Exchange it"), icon="undo-2")
        self.given = Column(
            Rule(),
            self.quorum,
            self.reached,
            self.figures,
            Rule(),
            Section(say("Spoilt papers")),
            self.spoilt,
            self.which,
            self.back,
            self.exchange,
        )
        self.clears = ChoiceField(
            [Choice(str(n), say("{n} seconds", n=n)) for n in SECONDS],
            say("The list clears by itself after"),
        )
        self.clears.set_value(str(self._patience.seconds))
        self.rule, self.listing, self.patient = (
            Rule(),
            Column(Rule(), self.list),
            Column(Rule(), self.clears),
        )
        self.keeping = Column(Rule(), self.keepers)
        self.register = Column(
            self.rule,
            self.writing,
            self.keeping,
            self.listing,
            self.patient,
        )
        return scroll.Page(
            self.hint,
            self.moving,
            self.giving,
            self.correcting,
            self.hand,
            self.given,
            self.consents,
            self.register,
        )

    def _connect(self) -> None:
        self._clock.timeout.connect(self.clear)
        self.search.changed.connect(self._search)
        self.search.edit.returnPressed.connect(self._go_on)
        self.search.edit.installEventFilter(self)
        self.rows.chosen.connect(self._choose)
        self.rows.opened.connect(lambda _ref: self._open())
        self.locked.pressed.connect(lambda: self.host.go("unlock"))
        self.nobody.pressed.connect(self.list.ask)
        self.giving.give.connect(self._give)
        self.giving.exchange.connect(self._exchange)
        self.giving.taken_back.connect(self._take_back)
        self.giving.moved.connect(self._look_for_other)
        self.giving.move_here.connect(self._move)
        self.stay.clicked.connect(self._stay)
        self.exchange.clicked.connect(self._exchange_typed)
        self.back.edit.returnPressed.connect(self._exchange_typed)
        self.kiosk.clicked.connect(self.host.open_kiosk)
        self.more.clicked.connect(self.split.go_deep)
        theme().changed.connect(self._settle)
        self.writing.written.connect(self._written)
        self.list.turned.connect(self._turn_list)
        self.list.taken.connect(partial(self.go_to, "search"))
        self.clears.changed.connect(self._keep_patience)
        for part in (
            self.giving,
            self.writing,
            self.consents,
            self.correcting,
            self.keepers,
        ):
            part.touched.connect(self._wait)
        self.correcting.corrected.connect(self._corrected)
        self.consents.forgotten.connect(self.clear)

    # Showing

    @override
    def refresh(self) -> None:
        seen = self._seen()
        if seen.chosen is not None:
            self.here = replace(self.here, chosen=seen.chosen.person.ref)
        self.head.show_text(seen.caption, self.label)
        gone = seen.destroyed is not None
        usable = not seen.locked and not gone and seen.registered > 0
        self.locked.setVisible(seen.locked)
        self.nobody.setVisible(
            not seen.locked and not gone and not seen.registered,
        )
        self.gone.show_text(seen.destroyed or "", shape=DONE)
        self.gone.setVisible(gone)
        for widget in (self.search, self.note, self.rows):
            widget.setVisible(usable)
        self.note.show_text(seen.note)
        self.rows.show_rows([_row(found) for found in seen.found])
        self.rows.choose(self.here.chosen)
        self._show_right(seen, usable=usable)
        keep_reading_order(self)
        self._settle()

    def _seen(self) -> DoorView:
        host, seconds = self.host, self._patience.seconds
        return view(host.state, host.people, self.here, seconds)

    def _settle(self) -> None:
        """Where one pane is shown at a time, a button leads to the other."""
        self.more.setVisible(is_narrow(self) and self.locked.isHidden())

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._settle()

    def _show_right(self, seen: DoorView, *, usable: bool) -> None:
        self.hint.show_text(seen.hint)
        self.hint.setVisible(usable and seen.chosen is None and not self._moves)
        self._show_moving()
        self._show_chosen(seen.chosen)
        self._show_waiting(seen.waiting)
        self._show_given(seen)
        self._show_spoilt(seen.spoilt)
        self.register.setVisible(not seen.locked and seen.destroyed is None)
        growing = self.host.state.vote.closed is None
        self.writing.setVisible(growing)
        if self.writing.offer("" if self._moves else seen.unknown):
            self.split.right.bring(self.writing)
        self.rule.setVisible(usable and growing)
        self.patient.setVisible(usable)
        self.listing.setVisible(growing and usable)
        self._show_keepers(usable=usable)

    def _show_keepers(self, *, usable: bool) -> None:
        """Who keeps the door; once the vote is closed, who kept it, where anybody said so."""
        names = names_in(self.host.people) or {}
        state = self.host.state
        kept, over = state.door.kept, state.vote.closed is not None
        self.keepers.show_kept(kept, names, over=over)
        told = bool(kept) if over else bool(names)
        self.keeping.setVisible(usable and told)

    def _show_moving(self) -> None:
        """A ballot that stands beside the wrong name, and looks for the right one."""
        self.moving.setVisible(bool(self._moves))
        self.moved_from.show_text(
            say(
                "Ballot {stub} stands beside the wrong name. Search for the person who has it.",
                stub=self._moves,
            ),
        )

    def _show_chosen(self, chosen: AtTheDoor | None) -> None:
        self.giving.setVisible(chosen is not None)
        if chosen is not None:
            self._ask_for_ballot(chosen)
        ref = chosen.person.ref if chosen else ""
        self.correcting.show_person("" if self._moves else ref)
        self.consents.show_person(ref)

    def _ask_for_ballot(self, chosen: AtTheDoor) -> None:
        state = self.host.state
        closed = state.vote.closed is not None
        self.giving.show_person(
            state.door,
            chosen,
            closed=closed,
            moving=self._moves,
        )

    def _show_waiting(self, stubs: tuple[str, ...]) -> None:
        """Who has a stub for the kiosk and is still to vote there."""
        self.hand.setVisible(bool(stubs))
        self.heard.setVisible(speaker() is not None)
        self.waiting.show_text(_waiting(stubs), shape=NOT_STARTED)

    def _show_given(self, seen: DoorView) -> None:
        """How many have a ballot, beside the quorum and by where it was given."""
        self.given.setVisible(self.host.state.vote.opened is not None)
        self.quorum.clear()
        self.quorum.add(Section(self._counting(), seen.quorum))
        self.reached.show_lines(seen.reached)
        self.reached.setVisible(bool(seen.reached))
        given = [Figure(plain(f"{n}"), where) for n, where in seen.given]
        self.figures.show_figures(given)

    def _counting(self) -> Words:
        if self.host.state.vote.closed is None:
            return say("Have a ballot so far")
        return say("Have a ballot")

    def _show_spoilt(self, told: Words) -> None:
        """After the close a spoilt paper is no longer exchanged."""
        self.spoilt.show_text(told)
        for widget in (self.back, self.exchange):
            widget.setVisible(self.host.state.vote.is_open)
        self._show_sheets()

    @override
    def go_to(self, target: str | None) -> None:
        if self.list.is_reading:
            self.list.seen.take_focus()
        elif target == "register" and not self.listing.isHidden():
            self.split.go_deep()
            self.list.read.setFocus()
        elif not self.gone.isHidden():
            self.setFocus()
        elif self.search.isHidden():
            (
                self.nobody if self.locked.isHidden() else self.locked
            ).button.setFocus()
        else:
            self.split.go_back()
            self.search.take_focus()

    def _turn_list(self) -> None:
        """A list was read and has the page, or was let go."""
        self.refresh()
        self.split.setVisible(not self.list.is_reading)
        self.list.seen.setVisible(self.list.is_reading)

    # Searching

    def _search(self) -> None:
        self._wait()
        self.here = replace(self.here, search=self.search.raw(), chosen=None)
        self.giving.forget()
        self.split.right.verticalScrollBar().setValue(0)
        self.refresh()

    def _wait(self) -> None:
        """A key was pressed: the list stays for some seconds more."""
        self._clock.start(self._patience.seconds * 1000)

    def clear(self) -> None:
        """Take the names from sight: nobody is searched for or chosen."""
        self._clock.stop()
        self.search.set_value(None)
        self.here = replace(self.here, search="", chosen=None)
        self.giving.forget()
        self.refresh()
        self.split.right.verticalScrollBar().setValue(0)

    def _choose(self, ref: str) -> None:
        self._wait()
        self.here = replace(self.here, chosen=ref)
        self.refresh()
        self.split.right.verticalScrollBar().setValue(0)

    def _go_on(self) -> None:
        """Enter in the search field: on to the only person found, else into the list."""
        match self._found():
            case (only,):
                self._choose(only.ref)
                self._open()
            case (first, *_):
                self._into_list(first)
            case _:
                pass

    def _found(self) -> tuple[Found, ...]:
        return self._seen().found

    def _into_list(self, first: Found) -> None:
        self.rows.setFocus(Qt.FocusReason.TabFocusReason)
        self._choose(self.here.chosen or first.ref)

    def _open(self) -> None:
        self.split.go_deep()
        self.giving.go_to()

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """The down arrow leads from the search field into the list; Alt and a figure gives."""
        if self.giving.press_held(event):
            return True
        if _is_down(event):
            self._go_on()
            return True
        return super().eventFilter(watched, event)

    def _keep_patience(self) -> None:
        self._patience.keep(int(str(self.clears.value())))
        self.refresh()

    # Acts

    def _give(
        self,
        checked_with: str,
        channel: door.Channel,
        stub: str,
    ) -> None:
        if self.here.chosen is None:
            return
        person = PersonRef(self.here.chosen)
        self.host.act(
            door.give,
            then=partial(self._given, person),
            person=person,
            channel=channel,
            checked_with=checked_with,
            stub=stub or None,
        )

    def _given(self, person: PersonRef, refusal: Refusal | None) -> None:
        if refused_in(self.giving, self.host, refusal):
            return
        stands = self.host.state.door
        stub = stands.stubs[stands.by_person[person]]
        self.clear()
        self.host.announce(_given_out(stub))
        self.go_to("search")

    def _corrected(self) -> None:
        """The name or street is another: the person is shown with it."""
        self._wait()
        self.refresh()
        self.giving.go_to()
        self.host.announce(say("The register is corrected."))

    def _show_sheets(self) -> None:
        """Where a set has several sheets, one of them can be exchanged by itself."""
        state = self.host.state
        self.which.setVisible(state.vote.is_open and len(state.together) > 1)
        sheets = [
            Choice(
                each.asked,
                say("The sheet of question {number}", number=each.asked),
            )
            for each in state.together
        ]
        chosen = self.which.value() or _WHOLE
        self.which.show_choices((Choice(_WHOLE, say("The whole set")), *sheets))
        self.which.set_value(chosen)

    def _exchange_typed(self) -> None:
        if self.back.check():
            self._exchange(str(self.back.value() or ""))

    def _exchange(self, stub: str) -> None:
        sheet = str(self.which.value() or _WHOLE)
        if sheet != _WHOLE:
            then = partial(self._sheet_exchanged, Id(sheet))
            self.host.act(
                spares.exchange_sheet,
                then=then,
                sheet=Id(sheet),
                stub=stub,
            )
            return
        self.host.act(
            door.exchange,
            then=partial(self._exchanged, stub),
            stub=stub,
        )

    def _is_kept_back(self, refusal: Refusal | None) -> bool:
        """Whether the exchange was refused; said beside the paper that came back."""
        if refusal is not None:
            self.back.refuse(spoken(refusal))
        return refusal is not None

    def _exchanged(self, stub: str, refusal: Refusal | None) -> None:
        if self._is_kept_back(refusal):
            return
        stands = self.host.state.door
        fresh = stands.by_person[stands.stubs[stub].person]
        self.back.set_value(None)
        self.host.banner(_given_for(stub, fresh))
        self.go_to("search")

    def _sheet_exchanged(self, sheet: Id, refusal: Refusal | None) -> None:
        if self._is_kept_back(refusal):
            return
        self.back.set_value(None)
        self.which.set_value(_WHOLE)
        self.host.banner(_spare_given(self.host.state.of(sheet)))
        self.go_to("search")

    # A wrong tick

    def _take_back(self) -> None:
        stub = self._stub_of_chosen()
        self.host.final(
            self._in_hand(stub),
            say("Take it back"),
            door.take_back,
            partial(self._taken_back, stub),
            stub=stub,
        )

    def _in_hand(self, stub: str) -> Words:
        channel = self.host.state.door.stubs[stub].channel
        sentence = _IN_HAND.get(channel, _IN_HAND["paper"])
        return Words(sentence.text, {"stub": stub})

    def _stub_of_chosen(self) -> str:
        return self.host.state.door.by_person[PersonRef(str(self.here.chosen))]

    def _taken_back(self, stub: str, refusal: Refusal | None) -> None:
        if refused(self.host, refusal):
            return
        self.clear()
        self.host.banner(_taken_back(stub))
        self.go_to("search")

    def _look_for_other(self) -> None:
        moves = self._stub_of_chosen()
        self.clear()
        self._moves = moves
        self.refresh()
        self.go_to("search")

    def _stay(self) -> None:
        """The ballot stays where it is."""
        self._moves = ""
        self.clear()
        self.go_to("search")

    def _move(self, checked_with: str) -> None:
        self.host.act(
            door.move,
            then=self._moved,
            stub=self._moves,
            person=PersonRef(str(self.here.chosen)),
            checked_with=checked_with,
        )

    def _moved(self, refusal: Refusal | None) -> None:
        if refused_in(self.giving, self.host, refusal):
            return
        told = say(
            "Ballot {stub} stands beside the right name now.",
            stub=self._moves,
        )
        self._stay()
        self.host.banner(told)

    def _written(self, ref: str) -> None:
        """Somebody was written down: they stand at the door, so they are chosen."""
        self._wait()
        self.here = replace(self.here, chosen=ref)
        self.refresh()
        self._open()


def _is_down(event: QEvent) -> bool:
    return (
        isinstance(event, QKeyEvent)
        and event.type() == QEvent.Type.KeyPress
        and event.key() == Qt.Key.Key_Down
    )


def _given_out(stub: Stub) -> Words:
    return say(
        "Ballot {stub} was given out, {channel}.",
        stub=stub.number,
        channel=door.CHANNELS[stub.channel],
    )


def _given_for(spoilt: str, fresh: str) -> Words:
    return say(
        "Paper {stub} goes into the envelope. Give paper {fresh} for it.",
        stub=spoilt,
        fresh=fresh,
    )


def _spare_given(state: Assembly) -> Words:
    """A sheet of the question that the state is turned to was exchanged."""
    return say(
        "The sheet goes into the envelope. Give spare {spare} of question {number} for it.",
        spare=state.spares.given[-1],
        number=state.asked,
    )


def _taken_back(stub: str) -> Words:
    return say(
        "Ballot {stub} is taken back. This person can be given one again.",
        stub=stub,
    )


def _row(found: Found) -> Row:
    name, street = plain(found.name), plain(found.street)
    if not found.stub:
        return Row(found.ref, name, street, section=_NOT_HERE)
    figure = say("Number {stub}", stub=found.stub)
    return Row(found.ref, name, street, figure, section=_HAS)


def _waiting(stubs: tuple[str, ...]) -> Words:
    n, first = len(stubs), stubs[0] if stubs else ""
    if n == 1:
        return say(
            "Ticket {stub} waits for its ballot at the kiosk.",
            stub=first,
        )
    return say(
        "{n} tickets wait for their ballots at the kiosk. The first is {stub}.",
        n=n,
        stub=first,
    )
