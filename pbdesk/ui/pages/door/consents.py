"""What the person at the door agrees to, purpose by purpose.

The very words are shown, dated, and can be taken back. Nobody needs to agree to anything to vote,
and the record knows nothing of it: consents stand in the people file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Signal

from pbdesk.app.jobs.forgetting import forgetting
from pbdesk.assembly.carried import NEXT
from pbdesk.jury.docket import CONSENT
from pbdesk.ledger.people import Consent, People
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.entries import PersonRef
from pbdesk.ui.host import Host, Then
from pbdesk.ui.icons import DONE, NOT_STARTED
from pbdesk.ui.pages.refusals import refused
from pbdesk.ui.theme import worded
from pbdesk.ui.widgets.boxes import Column, Line, Rule
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.heading import Section
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Day, Words, plain, say

__all__ = ["PURPOSES", "Consents"]

PURPOSES: Mapping[str, tuple[Words, Words]] = {
    "letter": (
        say("A letter about the outcome"),
        say(
            "We may write to you, at the street in the register, what became of the projects. You "
            "can take this back at "
            "any time; your name goes when the register is destroyed.",
        ),
    ),
    "photograph": (
        say("Photographs"),
        say(
            "A photograph of this meeting in which you can be recognised may be published with the "
            "report. You can take "
            "this back at any time; what is printed by then stays printed.",
        ),
    ),
    NEXT: (
        say("The next assembly"),
        say(
            "Your name and street may be put into the register of the next assembly, so that you "
            "are invited and need not be entered anew. You can take this back at any time.",
        ),
    ),
    CONSENT: (
        say("A jury of people who use a service"),
        say(
            "You may be drawn by lot for a jury that hears a complaint about a service you use. "
            "Your name and street are lent for that draw alone. You are asked again before you "
            "sit, and you can take this back at any time.",
        ),
    ),
}
"""Purpose -> its name and the words that are read out.

The words as they were shown are kept with the consent.
"""


class Consents(Column):
    """The chosen person's consents, and their wish to be forgotten.

    `touched` when somebody does something here; `forgotten` when nobody is left to show.
    """

    touched = Signal()
    forgotten = Signal()

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host, self._ref = host, ""

    def show_person(self, ref: str) -> None:
        """Show what this person agreed to; nothing without one."""
        self._ref = ref
        self.clear()
        people = self._host.people
        if people is None or not ref or people.get(ref).erased:
            return
        if ref in self._host.state.door.forgotten:
            told = say(
                "At their wish this person is forgotten when the vote closes.",
            )
            self.add(Rule(), Label(told, shape=NOT_STARTED))
            return
        given = people.consents(ref)
        self.add(Rule(), Section(say("Only if they wish")))
        for purpose, (label, words) in PURPOSES.items():
            newest = next(
                (each for each in reversed(given) if each.purpose == purpose),
                None,
            )
            self._show(purpose, label, words, newest)
        forget = Button(
            say("Forget this person…"),
            "quiet",
            does=self._ask_to_forget,
        )
        self.add(Line(forget))

    def _ask_to_forget(self) -> None:
        """Tell the people file what is coming, then ask once, record it, and blank the row."""
        ref = PersonRef(self._ref)
        self._write(
            lambda people, ref, _day: people.expect(ref),
            partial(self._asked, ref),
        )

    def _asked(self, ref: PersonRef, refusal: Refusal | None) -> None:
        people = self._host.people
        if refusal is not None or people is None:
            self._told(refusal)
            return
        self._host.final(
            _what_goes(later=self._holds(ref)),
            say("Forget for good"),
            forgetting,
            partial(self._recorded, ref),
            person=ref,
            name=people.get(ref).name,
        )

    def _holds(self, ref: PersonRef) -> bool:
        """Whether the door must know them until the vote closes: they hold a ballot of it."""
        return any(
            ref in each.given_out.by_person
            for each in self._host.state.rounds.values()
            if each.vote.is_open
        )

    def _recorded(self, ref: PersonRef, refusal: Refusal | None) -> None:
        self._told(refusal)
        if refusal is not None:
            return
        self.forgotten.emit()
        self._host.banner(_gone(later=self._holds(ref)))

    def _show(
        self,
        purpose: str,
        label: Words,
        words: Words,
        newest: Consent | None,
    ) -> None:
        shape = NOT_STARTED
        if newest is not None and newest.withdrawn is None:
            shape, words = DONE, plain(newest.shown)
        head = Line()
        head.fill(Label(label, "label"))
        head.add(self._turn(purpose, label, stands=shape is DONE))
        self.add(head, Label(words, "help"), Label(_since(newest), shape=shape))

    def _turn(self, purpose: str, label: Words, *, stands: bool) -> Button:
        """What takes a consent back, or gives it."""
        if stands:
            name = say("{what}: taken back", what=label)
            act = partial(self._withdraw, purpose)
            return Button(say("Take it back"), name=name, does=act)
        name = say("{what}: agrees", what=label)
        act = partial(self._agree, purpose)
        return Button(say("Agrees"), name=name, does=act)

    def _agree(self, purpose: str) -> None:
        shown = worded(PURPOSES[purpose][1])
        self._write(
            lambda people, ref, day: people.consent(
                ref,
                Consent(purpose, shown, day),
            ),
        )

    def _withdraw(self, purpose: str) -> None:
        self._write(lambda people, ref, day: people.withdraw(ref, purpose, day))

    def _write(
        self,
        work: Callable[[People, str, date], None],
        then: Then | None = None,
    ) -> None:
        self.touched.emit()
        ref, day = self._ref, self._host.desk.moment().at.date()

        def write(people: People) -> None:
            work(people, ref, day)

        self._host.change_people(write, then or self._told)

    def _told(self, refusal: Refusal | None) -> None:
        refused(self._host, refusal)
        self.show_person(self._ref)


def _gone(*, later: bool) -> Words:
    return _ERASED_LATER if later else _FORGOTTEN


def _what_goes(*, later: bool) -> Words:
    """What is erased for good, at once or when the vote closes."""
    if later:
        return say(
            "They hold a ballot of the open vote: the door knows them until it closes. Then name, "
            "street, note and consents are erased for good. The ballot stays counted.",
        )
    return say(
        "Name, street, note and consents are erased for good. A ballot that was given out stays "
        "counted. What was printed or written in an idea is not changed by this.",
    )


def _since(newest: Consent | None) -> Words:
    if newest is None:
        return say("Not asked, or not agreed")
    if newest.withdrawn is not None:
        return say("Taken back on {day}", day=Day(newest.withdrawn))
    return say("Agreed on {day}, in these words", day=Day(newest.given))


_ERASED_LATER = say("Written down. The name is erased when the vote closes.")
_FORGOTTEN = say("Forgotten. The record keeps a number that leads to nobody.")
