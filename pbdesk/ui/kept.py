"""What is kept and how long.

Each class with its day, and the certificate of paper that was destroyed.
When an assembly is opened, the classes whose time is over are named at the top of the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, cast

from pbdesk.assembly.state import Assembly
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.retention import HOW, How, Kept, certify, due, kept
from pbdesk.ui.icons import ATTENTION, DONE, NOT_STARTED, Shape
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.widgets.boxes import Column, Line, Rule
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Choice
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.ui.widgets.heading import Heading, Section
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.sheet import Sheet
from pbdesk.words import Day, Listing, Words, say

if TYPE_CHECKING:
    from pbdesk.ui.shell import Shell

__all__ = ["KeptSheet", "reminder"]

_HOW = FieldSpec(
    "how",
    say("How paper was destroyed"),
    "radios",
    choices=tuple(Choice(key, words) for key, words in HOW.items()),
)


def reminder(state: Assembly, on: date) -> Words | None:
    """What the time is over for, in a sentence; None where it is for nothing."""
    over = due(state, on)
    if not over:
        return None
    return say(
        "Their time is over: {classes}. Destroy them, and say so under “What is kept, and how "
        "long” in the menu "
        "Assembly.",
        classes=_labels(over),
    )


def _labels(kept: Iterable[Kept]) -> Listing:
    return Listing(tuple(each.label for each in kept))


class KeptSheet(Sheet):
    """Every class with its day.

    Paper that was destroyed is certified here; the people file has its own act.
    """

    def __init__(self, shell: Shell) -> None:
        title = say("What is kept, and how long")
        super().__init__(title, shell, alone=True)
        self._shell = shell
        self.classes = Column()
        self.form = Form([_HOW])
        self.wrong = Label("", shape=ATTENTION)
        close = Button(say("Close"), does=self.accept)
        self.fill(
            Heading(say("As the rulebook says"), title, tail=(close,)),
            Label(
                say(
                    "The record holds no names and stays for good. If somebody asks to be "
                    "forgotten earlier, their row alone is emptied.",
                ),
            ),
            self.form,
            self.wrong,
            Rule(),
            self.classes,
        )
        self._show()

    def _show(self) -> None:
        host = self._shell.host
        self.wrong.hide()
        self.classes.clear()
        for each in kept(host.state):
            words, shape = _stands(each, host.desk.moment().at.date())
            self.classes.add(Section(each.label), Label(words, shape=shape))
            if each.destroyed is None and each.kind != "register":
                button = Button(
                    say("Record that they were destroyed"),
                    name=say("{what}: destroyed", what=each.label),
                    does=partial(self._certify, each),
                )
                self.classes.add(Line(button))

    def _certify(self, each: Kept) -> None:
        self.form.clear_errors()
        how = str(self.form.value("how") or "")
        self._shell.host.act(
            certify,
            then=self._told,
            kind=each.kind,
            how=cast("How", how),
        )

    def _told(self, refusal: Refusal | None) -> None:
        self._show()
        if refusal is None:
            return
        if refusal.where != "how" or not self.form.show_error(
            "how",
            spoken(refusal),
        ):
            self.wrong.show_text(spoken(refusal), shape=ATTENTION)
            self.wrong.show()


def _stands(each: Kept, today: date) -> tuple[Words, Shape]:
    if each.destroyed is not None:
        return say(
            "Destroyed on {day}; the record certifies it.",
            day=Day(each.destroyed.date()),
        ), DONE
    if each.until is None:
        return say("The rulebook does not say how long."), NOT_STARTED
    if each.until <= today:
        return say(
            "Their time is over since {day}.",
            day=Day(each.until),
        ), ATTENTION
    return say("Kept until {day}.", day=Day(each.until)), NOT_STARTED
