"""Who handed in an idea, kept with the people's names, and told what became of it.

Nothing that is typed here enters the record or its drafts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import override

from pbdesk.app.jobs.proposers import (
    AGREED,
    Contact,
    contact_of,
    forget_contact,
    keep_contact,
    locked,
    wishes,
)
from pbdesk.assembly import proposers
from pbdesk.assembly.ideas import Proposal
from pbdesk.assembly.proposers import Proposer
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.entries import Id
from pbdesk.minutes.kept import forgotten
from pbdesk.ui.host import Host
from pbdesk.ui.icons import DONE, NOT_STARTED
from pbdesk.ui.pages.refusals import show_refused
from pbdesk.ui.render.drawing import OwnWidget
from pbdesk.ui.shown import Shape, Value
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Day, Listing, Words, say

__all__ = ["ProposerOf"]

_FIELDS = (
    FieldSpec("name", say("Name"), personal=True),
    FieldSpec("reach", say("Address, mail or telephone"), personal=True),
    FieldSpec("wishes", say("They wish to be told what became of it"), "tick"),
    FieldSpec(
        "goes_on",
        say("Without money it may go on to the next assembly"),
        "tick",
    ),
)
_FORGOTTEN = say("Whoever handed it in asked for it.")


class ProposerOf(OwnWidget):
    """Who handed in the idea that it is `about`, and what can be done for them."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._shown = ""
        self.waits = Label("", "help")
        self.who, self.wish = Label("", "strong"), Label("")
        self.form, self.agreed = Form(_FIELDS), Label(AGREED, "help")
        self.ask = Button(say("Write who it is from"), "quiet", icon="plus")
        self.keep = Button(say("Keep who it is from"))
        self.change = Button(say("Change"), "quiet", icon="pencil")
        self.forget = Button(say("Forget who it is from"), "quiet")
        self.letter = Button(say("Print the letter"), "quiet", icon="printer")
        self.told = Button(
            say("Record that they were told"),
            "quiet",
            icon="check",
        )
        self.every = Button(say("Print whom to tell"), "quiet", icon="printer")
        self.add(
            self.waits,
            self.who,
            self.wish,
            self.agreed,
            self.form,
            Line(self.ask, self.keep, self.change, self.forget),
            Line(self.letter, self.told, self.every),
        )
        self._connect()

    def _connect(self) -> None:
        for pressed, act in (
            (self.ask, self._ask),
            (self.keep, self._keep),
            (self.change, self._change),
            (self.forget, self._forget),
            (self.letter, self._print_letter),
            (self.told, self._told),
            (self.every, self._print_list),
        ):
            pressed.clicked.connect(act)

    @override
    def refresh(self) -> None:
        if self._shown != self.about:
            self._shown = self.about
            self._clear()
        self._show(asked=False)

    def _show(self, *, asked: bool) -> None:
        """Who is kept, or the form that asks; `asked`: the form stands over who is kept."""
        closed, found = locked(self.host.desk), self._found()
        contact = self._contact(found)
        self.waits.setVisible(closed is not None)
        self.waits.show_text(closed or "")
        filling = closed is None and asked
        self.ask.setVisible(closed is None and contact is None and not asked)
        for each in (self.form, self.agreed, self.keep):
            each.setVisible(filling)
        known = contact is not None and not asked
        for each in (self.who, self.wish, self.change, self.forget):
            each.setVisible(known)
        wished = known and found is not None and found.wishes
        self.letter.setVisible(wished)
        self.told.setVisible(wished)
        self.every.setVisible(
            closed is None and bool(self.host.state.proposers.wishing),
        )
        if contact is not None and found is not None:
            self._tell(contact, found)

    def _tell(self, contact: Contact, found: Proposer) -> None:
        self.who.show_text(
            say("{name}, {reach}", name=contact.name, reach=contact.reach),
        )
        words, shape = _wish(found)
        self.wish.show_text(words, shape=shape)

    def _found(self) -> Proposer | None:
        return self.host.state.proposers.by_idea.get(Id(self.about))

    def _contact(self, found: Proposer | None) -> Contact | None:
        return contact_of(self.host.desk, found) if found is not None else None

    @property
    def _idea(self) -> Proposal:
        return self.host.state.ideas.by_id[Id(self.about)]

    def _clear(self) -> None:
        self.form.empty()
        self.form.clear_errors()

    def _ask(self) -> None:
        self._show(asked=True)
        self.form.go_to("name")

    def _keep(self) -> None:
        self.form.clear_errors()
        values = self.form.values()
        if values is None:
            return
        refusal = keep_contact(
            self.host.desk,
            self.about,
            name=str(values["name"] or ""),
            reach=str(values["reach"] or ""),
            wishes=bool(values["wishes"]),
            goes_on=bool(values["goes_on"]),
            locale=theme().locale,
        )
        if self._refused(refusal):
            return
        self._clear()
        self._show(asked=False)
        self.host.announce(say("It is kept."))

    def _change(self) -> None:
        found = self._found()
        contact = self._contact(found)
        if contact is None or found is None:
            return
        self.form.set_values(_as_kept(contact, found), keep_focused=False)
        self._show(asked=True)
        self.form.go_to("name")

    def _forget(self) -> None:
        refusal = forget_contact(
            self.host.desk,
            self.about,
            theme().render(_FORGOTTEN),
        )
        self._refused(refusal)
        self._show(asked=False)

    def _told(self) -> None:
        gone = forgotten(self.host.desk.recorded)
        self.host.act(
            proposers.told,
            then=self._recorded,
            proposal=Id(self.about),
            gone=gone,
        )

    def _recorded(self, refusal: Refusal | None) -> None:
        if self._refused(refusal):
            return
        self.host.announce(say("Recorded."))
        self._show(asked=False)

    def _print_letter(self) -> None:
        from pbdesk.paper.proposers import proposer_letter_pdf

        contact = self._contact(self._found())
        if contact is None:
            return
        today, idea = self.host.desk.moment().at.date(), self._idea
        pdf = proposer_letter_pdf(
            self.host.state,
            idea,
            contact.name,
            contact.reach,
            locale=theme().locale,
            made=today,
        )
        self.host.preview(
            say("What became of your idea"),
            pdf,
            f"idea-{idea.number}.pdf",
        )

    def _print_list(self) -> None:
        from pbdesk.paper.proposers import proposers_list_pdf

        people = [
            (each.idea, each.contact.name, each.contact.reach, each.told)
            for each in wishes(self.host.desk)
        ]
        today = self.host.desk.moment().at.date()
        pdf = proposers_list_pdf(
            self.host.state,
            people,
            locale=theme().locale,
            made=today,
        )
        self.host.preview(say("Whom to tell"), pdf, "whom-to-tell.pdf")

    def _refused(self, refusal: Refusal | None) -> bool:
        if refusal is not None:
            show_refused(self.host, self.form, refusal)
        return refusal is not None


def _wish(found: Proposer) -> tuple[Words, Shape | None]:
    """Whether they wish to be told, and when they were."""
    if not found.wishes:
        return say("They do not wish to be told."), None
    if not found.told:
        return say(
            "They wish to be told what became of it, and were not yet.",
        ), NOT_STARTED
    return _told_on(found.told), DONE


def _told_on(days: Iterable[date]) -> Words:
    listed = Listing(tuple(say("{day}", day=Day(day)) for day in days))
    return say("They were told on {days}.", days=listed)


def _as_kept(contact: Contact, found: Proposer) -> dict[str, Value]:
    return {
        "name": contact.name,
        "reach": contact.reach,
        "wishes": found.wishes,
        "goes_on": contact.goes_on,
    }
