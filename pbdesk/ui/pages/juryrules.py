"""The jury's numbers: working days, triggers and seats, sealed before the first case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pbdesk.jury import rules
from pbdesk.jury.days import Days
from pbdesk.jury.state import Jury
from pbdesk.ui.pages.case_words import choices, to_form
from pbdesk.ui.pages.from_form import from_form
from pbdesk.ui.render.blocks import (
    Ask,
    Blocks,
    Buttons,
    Facts,
    Heading,
    Paragraph,
    Press,
    Section,
)
from pbdesk.ui.render.intents import Open, To, do
from pbdesk.ui.render.view import Here, PageSpec, PageView
from pbdesk.ui.shown import NOT_STARTED, SEALED, UNDER_WAY, FieldSpec
from pbdesk.words import Words, code_groups, say

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("Numbers of the jury")
_PLACES = {
    "england-and-wales": say("England and Wales"),
    "scotland": say("Scotland"),
    "northern-ireland": say("Northern Ireland"),
}
_WORKING: dict[str, Words] = {
    "receipt": say("Receipt to the person"),
    "triage": say("Looked through"),
    "hearing": say("Hearing, after it was taken"),
    "report": say("Report, after the hearing"),
    "response": say("Answer of the service, after the report"),
    "reminder": say("Reminder, after the answer was due"),
}
_OTHER: dict[str, Words] = {
    "cases": say("So many complaints of one theme"),
    "within": say("in so many days make it a case for the jury"),
    "seats": say("Seats of a panel"),
    "barred": say("Who sat for a service in so many last cases is not drawn"),
}


def view(state: Jury, _people: People | None, here: Here) -> PageView:
    """The form, or the numbers as they stand."""
    found = state.rules
    if not found.given or here.doing == "set_days":
        return PageView((_heading(state), Paragraph(_WHY), _ask(found.days)))
    return PageView((_heading(state), *_told(state)))


PAGE = PageSpec("juryrules", _LABEL, view, way=to_form)

_WHY = say(
    "They hold for every case alike, so that nobody can choose them for one. Working days are "
    "Monday to Friday without bank holidays.",
)


def _heading(state: Jury) -> Heading:
    caption = say("The same for every case")
    if state.rules.sealed:
        return Heading(caption, _LABEL, SEALED, say("Sealed"))
    if state.rules.given:
        return Heading(caption, _LABEL, UNDER_WAY, say("Not sealed"))
    return Heading(caption, _LABEL, NOT_STARTED, say("Not set"))


def _numbers(days: Days, names: Mapping[str, Words], key: str) -> Facts:
    """Some of the numbers, each under its words."""
    return Facts(
        tuple(
            (words, say("{n}", n=getattr(days, name)))
            for name, words in names.items()
        ),
        key=key,
    )


def _told(state: Jury) -> Blocks:
    found = state.rules
    blocks: Blocks = (
        Paragraph(_PLACES[found.days.place], lead=say("Bank holidays of")),
        Paragraph(
            found.days.lead,
            lead=say("A danger is told the same day to"),
            key="lead",
        ),
        Section(say("Working days"), key="working"),
        _numbers(found.days, _WORKING, "working"),
        Section(say("Triggers and seats"), key="other"),
        _numbers(found.days, _OTHER, "other"),
    )
    if found.sealed:
        code = " ".join(code_groups(bytes.fromhex(found.fingerprint)))
        return *blocks, Facts(((say("Fingerprint"), code),), key="fingerprint")
    verb = say("Seal the numbers")
    seal = do(rules.seal).then(To(said=say("Sealed.")))
    fixed = say("They then hold for every case of this jury.")
    acts = (
        Press(verb, seal.for_good(fixed, verb), icon="lock"),
        Press(say("Change"), Open("set_days"), "quiet", "pencil"),
    )
    return *blocks, Buttons(acts)


def _ask(days: Days) -> Ask:
    names = {**_WORKING, **_OTHER}
    numbers = tuple(
        FieldSpec(
            name,
            words,
            "number",
            least=1,
            most=366,
            across=True,
            section=_SECTIONS.get(name, ""),
        )
        for name, words in names.items()
    )
    return Ask(
        "set_days",
        (
            FieldSpec(
                "place",
                say("Bank holidays of"),
                "radios",
                choices=choices(_PLACES),
            ),
            *numbers,
            FieldSpec(
                "lead",
                say("To whom a danger is told the same day"),
                help=say(
                    "The office for safeguarding, and how it is reached at once.",
                ),
            ),
            FieldSpec(
                "free",
                say("Days off that pbdesk does not know, one a line"),
                "paragraph",
                placeholder="2027-05-03",
            ),
        ),
        from_form(rules.set_days),
        say("Record the numbers"),
        first={
            "place": days.place,
            "free": "\n".join(days.free),
            "lead": days.lead,
            **{name: getattr(days, name) for name in names},
        },
        cancel=None,
    )


_SECTIONS: dict[str, Words] = {
    "receipt": say("Working days"),
    "cases": say("Triggers and seats"),
}
