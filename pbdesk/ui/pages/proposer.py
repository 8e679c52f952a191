"""Who handed in an idea, kept with the people's names, and told what became of it.

Nothing that is typed here enters the record or its drafts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from pbdesk.app.jobs.proposers import (
    AGREED,
    LOCKED,
    Contact,
    contact_of,
    forget_contact,
    keep_contact,
    wishes,
)
from pbdesk.assembly import proposers
from pbdesk.assembly.ideas import Proposal
from pbdesk.assembly.proposers import Proposer
from pbdesk.assembly.state import Assembly
from pbdesk.i18n import Locale, render
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.kept import forgotten
from pbdesk.ui.render.blocks import Ask, Blocks, Buttons, Paragraph, Press
from pbdesk.ui.render.intents import ByHand, Means, Open, Print, To, do
from pbdesk.ui.render.view import Here
from pbdesk.ui.shown import DONE, NOT_STARTED, FieldSpec, Shape, Value
from pbdesk.words import Day, Listing, Words, say

if TYPE_CHECKING:
    from pbdesk.ledger.people import People
    from pbdesk.ui.host import Host

__all__ = ["proposer_of"]

_FORM = "keep_contact"
_FIELDS = (
    FieldSpec("name", say("Name"), personal=True),
    FieldSpec("reach", say("Address, mail or telephone"), personal=True),
    FieldSpec(
        "wishes",
        say("They wish to be told what became of it"),
        "tick",
        personal=True,
    ),
    FieldSpec(
        "goes_on",
        say("Without money it may go on to the next assembly"),
        "tick",
        personal=True,
    ),
)


def proposer_of(
    state: Assembly,
    people: People | None,
    here: Here,
    idea: Proposal,
) -> Blocks:
    """Who handed in an idea, and what can be done for them; or the form that asks who it is."""
    if people is None:
        return (Paragraph(LOCKED, role="help", key="proposer"),)
    found = state.proposers.by_idea.get(idea.id)
    contact = None if found is None else contact_of(people, found)
    every = (_every(here.locale),) if state.proposers.wishing else ()
    if here.doing == _FORM:
        form = _asking(here.locale, idea, _as_kept(contact, found))
        return _READ, form, Buttons(every, key="told")
    if contact is None or found is None:
        return Buttons((_WRITE,), key="proposer"), Buttons(every, key="told")
    wished = _wished(state, idea, contact) if found.wishes else ()
    return (
        *_known(contact, found),
        Buttons((_CHANGE, _forgetting(here.locale, idea)), key="proposer"),
        Buttons((*wished, *every), key="told"),
    )


def _known(contact: Contact, found: Proposer) -> Blocks:
    told = say("{name}, {reach}", name=contact.name, reach=contact.reach)
    words, shape = _wish(found)
    return (
        Paragraph(told, role="strong", key="proposer"),
        Paragraph(words, shape=shape, key="wish"),
    )


_READ = Paragraph(AGREED, role="help", key="proposer")
_WRITE = Press(say("Write who it is from"), Open(_FORM), "quiet", "plus")
_CHANGE = Press(say("Change"), Open(_FORM), "quiet", "pencil")


# Kept, and forgotten


def _asking(locale: Locale, idea: Proposal, first: dict[str, Value]) -> Ask:
    return Ask(
        _FORM,
        _FIELDS,
        ByHand(_FORM, _keep),
        say("Keep who it is from"),
        given={"idea": idea, "locale": locale},
        first=first,
        subject=idea.id,
        cancel=None,
    )


def _keep(
    host: Host,
    *,
    idea: Proposal,
    name: str,
    reach: str,
    wishes: bool | None,
    goes_on: bool | None,
    locale: Locale,
) -> To | Refusal:
    refusal = keep_contact(
        host.desk,
        idea.id,
        name=name,
        reach=reach,
        wishes=bool(wishes),
        goes_on=bool(goes_on),
        locale=locale,
    )
    return refusal or To(focus=_FORM, said=say("It is kept."))


def _as_kept(
    contact: Contact | None,
    found: Proposer | None,
) -> dict[str, Value]:
    if contact is None or found is None:
        return {}
    return {
        "name": contact.name,
        "reach": contact.reach,
        "wishes": found.wishes,
        "goes_on": contact.goes_on,
    }


def _forgetting(locale: Locale, idea: Proposal) -> Press:
    def forget(host: Host) -> To | Refusal:
        reason = render(say("Whoever handed it in asked for it."), locale)
        return forget_contact(host.desk, idea.id, reason) or To(focus=_FORM)

    words = say("Forget who it is from")
    return Press(words, ByHand("forget_contact", forget), "quiet")


# Told what became of it


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


def _wished(
    state: Assembly,
    idea: Proposal,
    contact: Contact,
) -> tuple[Press, ...]:
    letter = Print(
        say("What became of your idea"),
        say("Drawing the letter"),
        partial(_letter, state, idea, contact),
        f"idea-{idea.number}.pdf",
    )
    told = ByHand("told", partial(_told, idea))
    return (
        Press(say("Print the letter"), letter, "quiet", "printer"),
        Press(say("Record that they were told"), told, "quiet", "check"),
    )


def _letter(
    state: Assembly,
    idea: Proposal,
    contact: Contact,
    means: Means,
) -> bytes:
    from pbdesk.paper.proposers import proposer_letter_pdf

    return proposer_letter_pdf(
        state,
        idea,
        contact.name,
        contact.reach,
        locale=means.locale,
        made=means.today,
    )


def _told(idea: Proposal, host: Host) -> To:
    gone = forgotten(host.desk.recorded)
    told = do(proposers.told, proposal=idea.id, gone=gone)
    return To(also=told.then(To(said=say("Recorded."))))


def _every(locale: Locale) -> Press:
    return Press(
        say("Print whom to tell"),
        ByHand("every", partial(_print_list, locale)),
        "quiet",
        "printer",
    )


def _print_list(locale: Locale, host: Host) -> None:
    from pbdesk.paper.proposers import proposers_list_pdf

    people = [
        (each.idea, each.contact.name, each.contact.reach, each.told)
        for each in wishes(host.desk)
    ]
    made = host.desk.moment().at.date()
    pdf = proposers_list_pdf(host.state, people, locale=locale, made=made)
    host.preview(say("Whom to tell"), pdf, "whom-to-tell.pdf")
