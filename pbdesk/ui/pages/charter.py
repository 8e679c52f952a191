"""The charter: who holds the money, how much, what the vote does, who decides.

And by when they answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from pbdesk.assembly import mandate, rulebook
from pbdesk.assembly.mandate import Mandate
from pbdesk.assembly.mandate import charter as clauses_of
from pbdesk.assembly.state import Assembly
from pbdesk.assembly.steering import INTERESTS, lacking, needs_words
from pbdesk.minutes.clauses import Clause, shown
from pbdesk.minutes.decision import Decided, Moment, Needs, Refusal, Writing
from pbdesk.questions import staff
from pbdesk.questions.staff import FACILITATOR, ROLES, role
from pbdesk.questions.terms import KINDS
from pbdesk.ui.pages.staffing import names_in, printed_in
from pbdesk.ui.pages.wording import (
    Answer,
    Wording,
    as_fields,
    place_in_step,
    questions,
    sheet,
    to_the_clause,
    wall,
)
from pbdesk.ui.render.blocks import (
    Ask,
    Blocks,
    Buttons,
    Clauses,
    Paragraph,
    Press,
    Rows,
    Section,
)
from pbdesk.ui.render.intents import LIST, Go, Intent, Open, To, do
from pbdesk.ui.render.view import Here, PageSpec, PageView
from pbdesk.ui.shown import FieldSpec, Row
from pbdesk.words import (
    Clock,
    Day,
    Listing,
    Money,
    Sentences,
    Words,
    plain,
    say,
)

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE", "SENTENCE_OF", "wording"]

_LABEL = say("Charter")

SENTENCE_OF = MappingProxyType(
    {
        "question": 0,
        "holder": 1,
        "pot": 1,
        "binding": 2,
        "decider": 2,
        "promise": 3,
        "answer_by": 4,
        "office": 4,
        "return_address": 4,
        "contact": 4,
        "invited": 5,
        "facilitator": 5,
        "teller-1": 5,
        "teller-2": 5,
    },
)
"""Which sentence says what a clause is about."""


def view(state: Assembly, people: People | None, here: Here) -> PageView:
    """The charter as it is filled in; `here.at` is the clause whose field has the focus."""
    said = wording(state, here.at, names_in(people))
    asked = as_fields((*_asked(state), *state.signs), state.mandate.currency)
    fields = tuple(
        _open_choice(field) if field.name == "binding" else field
        for field in asked
    )
    onward = Press(
        say("Go to the rulebook"),
        Go("rulebook"),
        icon="arrow-right",
        after=True,
    )
    acts = (
        *(_own_seal(state) if state.part else ()),
        onward,
        *_adding(state, people),
    )
    return PageView(
        sheet(
            said,
            _LABEL,
            Clauses("charter", fields, set_clause, said.values),
        ),
        wall(said, acts, *_staff(state, people, here)),
        onward=say("Read it in plain words"),
    )


PAGE = PageSpec("charter", _LABEL, view, share="form", way=to_the_clause)


def _open_choice(field: FieldSpec) -> FieldSpec:
    """What a vote does is read before it is chosen: both stand there."""
    return replace(field, kind="radios", upright=True)


def set_clause(
    state: Assembly,
    moment: Moment,
    *,
    clause: str,
    value: object,
) -> Decided:
    """The decision; whoever holds the money takes the final decision until another is named."""
    written = mandate.set_charter(state, moment, clause=clause, value=value)
    named = state.mandate.said("decider") or not KINDS[state.terms.kind].binds
    if isinstance(written, Refusal) or clause != "holder" or named or not value:
        return written
    same = mandate.set_charter(state, moment, clause="decider", value=value)
    if isinstance(same, Refusal):
        return same
    return Writing(*written.entries, *same.entries)


# Who counts and signs

_MAY_PRINT = say("The name may be printed beside the signature")


def _staff(state: Assembly, people: People | None, here: Here) -> Blocks:
    """Everybody who has a role, with the name that the people file tells, and what can be done."""
    if not state.staff.named:
        return ()
    title = Section(say("Who counts and signs"), key="staff")
    names = names_in(people)
    if names is None:
        locked = say("The people file is locked; the names stand in it.")
        return (title, Paragraph(locked, key="staff-locked"))
    printed = printed_in(people)
    order = (FACILITATOR, *state.staff.tellers)
    rows = [
        _row(state, who, names, printed=who in printed)
        for who in order
        if who in state.staff.named
    ]
    chosen = here.chosen if here.chosen in names else None
    blocks: Blocks = (
        title,
        Paragraph(
            say(
                "Record and papers say the role. A name is printed only where its person agrees.",
            ),
            role="help",
            key="staff-note",
        ),
        Rows(say("Who counts and signs"), tuple(rows), chosen=chosen),
    )
    if here.doing == "add":
        return (*blocks, _add())
    if chosen is None:
        return blocks
    gone = say(
        "The name is erased for good. What was done stays under the role, and whoever counts from "
        "now on gets a number of their own.",
    )
    forget = do(staff.forget, who=chosen).then(
        To(chosen="", said=say("The name is forgotten.")),
    )
    verb = say("Forget this name")
    gone_for_good = Press(verb, forget.for_good(gone, verb), "quiet")
    correct = _correct(chosen, names[chosen], printed=chosen in printed)
    return (*blocks, correct, Buttons((gone_for_good,), key="staff"))


def _adding(state: Assembly, people: People | None) -> tuple[Press, ...]:
    """Somebody helps whom the charter does not ask for."""
    if people is None or not state.staff.named:
        return ()
    return (_ADD,)


_ADD = Press(say("Add somebody who counts"), Open("add"), icon="plus")


def _row(
    state: Assembly,
    who: str,
    names: Mapping[str, str],
    *,
    printed: bool,
) -> Row:
    if who in state.staff.forgotten or who not in names:
        return Row(who, role(who), say("The name is forgotten"))
    told = (
        say("Printed beside the signature") if printed else say("Never printed")
    )
    return Row(
        who,
        plain(names[who]),
        say("{role}. {told}", role=role(who), told=told),
    )


def _add() -> Ask:
    return Ask(
        "add",
        (
            FieldSpec("name", say("Name"), personal=True),
            FieldSpec("printed", _MAY_PRINT, "tick", personal=True),
        ),
        staff.add,
        say("Add"),
        then=To(focus=LIST, said=say("Added.")),
    )


_NAMED = (
    FieldSpec("name", say("Name"), personal=True),
    FieldSpec("printed", _MAY_PRINT, "tick", personal=True),
)


def _correct(who: str, name: str, *, printed: bool) -> Ask:
    return Ask(
        "correct",
        _NAMED,
        staff.name,
        say("Record it as it should be"),
        given={"who": who},
        first={"name": name, "printed": printed},
        cancel=None,
    )


# The sheet


def wording(
    state: Assembly,
    at: str | None = None,
    names: Mapping[str, str] | None = None,
) -> Wording:
    """What the charter says; `at` is the clause that is being written.

    `names`: who has which role, None while the people file is locked.
    """
    charter, currency = state.mandate.charter, state.mandate.currency
    answers = tuple(
        Answer(
            c,
            charter.get(c.name, c.absent),
            shown(c, charter.get(c.name, c.absent), currency),
        )
        for c in _asked(state)
    ) + tuple(_signing(state, each, names) for each in state.signs)
    asked = tuple(each.clause.name for each in answers)
    sealed = _sealed(state)
    above = say("As it will be read out")
    if sealed:
        above = say("Sealed with the rulebook at {time}", time=Clock(sealed))
    labels = {c.name: c.label for c in (*clauses_of(state), *state.signs)}
    return Wording(
        caption=place_in_step(state, "prepare", asked, at),
        answers=answers,
        above=above,
        sentences=(*sentences(state, names or {}), *_steered(state)),
        tinted=SENTENCE_OF.get(at or ""),
        open=() if sealed else questions(_open(state), labels),
        note=_note(state),
        sealed=sealed,
    )


def _signing(
    state: Assembly,
    clause: Clause,
    names: Mapping[str, str] | None,
) -> Answer:
    """Who has a role that the charter asks for, as far as the people file tells."""
    who = clause.name
    if who not in state.staff.named:
        return Answer(clause, None, say("Not given"))
    if who in state.staff.forgotten:
        return Answer(clause, None, say("The name is forgotten"))
    if names is None or who not in names:
        return Answer(
            clause,
            None,
            say("Named; the name stands in the people file"),
        )
    return Answer(clause, names[who], plain(names[who]))


def _open(state: Assembly) -> Needs:
    return rulebook.missing(state) if state.part else mandate.missing(state)


def _asked(state: Assembly) -> tuple[Clause, ...]:
    """What can be given here: in one hall of several its own charter, until that is sealed."""
    return (
        state.roles
        if state.part and not state.shared_sealed
        else clauses_of(state)
    )


def _sealed(state: Assembly) -> datetime | None:
    """When the charter was sealed: in one hall of several its own, behind those of the parent."""
    if not state.part:
        return state.rulebook.sealed
    return state.rules.sealings[-1].at if state.shared_sealed else None


def _own_seal(state: Assembly) -> tuple[Press, ...]:
    """The seal of a hall: who counts and who signs there."""
    if state.shared_sealed:
        return ()
    verb = say("Seal the charter of this hall")
    return (Press(verb, _sealing_hall(state, verb), icon="lock"),)


def _sealing_hall(state: Assembly, verb: Words) -> Intent:
    said = say("The charter of this hall is sealed.")
    act = do(rulebook.seal).then(To(focus=LIST, said=said))
    if rulebook.missing(state):
        return act
    fixed = say("Who counts and who signs in this hall is then fixed for good.")
    return act.for_good(fixed, verb)


def _note(state: Assembly) -> Words:
    if state.part and not state.shared_sealed:
        return _note_of_a_hall(state)
    if state.rulebook.sealed:
        return say(
            "What was sealed cannot be changed; say it in the room and in the minutes.",
        )
    if mandate.missing(state):
        return say(
            "The charter is sealed with the rulebook. Until then every change is in the record.",
        )
    return say(
        "Nothing is missing here. The charter is sealed with the rulebook.",
    )


def _note_of_a_hall(state: Assembly) -> Words:
    return say(
        "What is asked, and by which rules, was sealed for all halls of “{name}”. Here the "
        "hall says who counts and who signs.",
        name=state.hall.of,
    )


def sentences(state: Assembly, names: Mapping[str, str]) -> Sentences:
    """The charter in plain words; what nobody has said yet stands there as open.

    Without money nobody holds any, and from a straw poll nothing follows.
    """
    charter, kind = state.mandate, state.terms.kind
    money = (
        _money(charter)
        if kind == "fund"
        else say("No money is shared out by it.")
    )
    power, answered = _what_follows(charter, straw=not KINDS[kind].binds)
    return (
        _question(charter),
        money,
        power,
        _promise(charter),
        answered,
        _held(state, names),
    )


def _what_follows(charter: Mandate, *, straw: bool) -> tuple[Words, Words]:
    """What the vote does, and how it is answered."""
    if straw:
        return _NOTHING_FOLLOWS, say("It is not answered.")
    return _power(charter), _answer(charter)


_NOTHING_FOLLOWS = say("It is a straw poll: nothing follows from it.")


def _steered(state: Assembly) -> Sentences:
    """Who prepares it, by interest, with what is missing; and what a meeting needs, as checked."""
    held, short = state.steering, lacking(state.steering)
    found = list[Words]()
    if any(held.seats.values()):
        found.append(
            say(
                "The steering group has {taken} of {seats} seats taken.",
                taken=len(held.taken),
                seats=sum(held.seats.values()),
            )
            if not short
            else say(
                "In the steering group seats are missing for: {whom}.",
                whom=Listing(tuple(INTERESTS[each] for each in short)),
            ),
        )
    needs = needs_words(held)
    return (*found, needs) if needs is not None else tuple(found)


def _question(charter: Mandate) -> Words:
    if not charter.question:
        return say("The question to the assembly is still open.")
    return say("The assembly is asked: “{question}”", question=charter.question)


def _money(charter: Mandate) -> Words:
    holder, pot = charter.said("holder"), Money(charter.pot, charter.currency)
    if holder and charter.pot:
        return say(
            "{holder} holds the money: {pot} in all.",
            holder=holder,
            pot=pot,
        )
    if holder:
        return say(
            "{holder} holds the money. How much it is, is open.",
            holder=holder,
        )
    if charter.pot:
        return say("There is {pot} in all. Who holds it is open.", pot=pot)
    return say("Who holds the money, and how much it is, is open.")


def _power(charter: Mandate) -> Words:
    decider = charter.said("decider")
    match charter.said("binding"):
        case "binding" if decider:
            return say(
                "The vote binds. {decider} carries the result out.",
                decider=decider,
            )
        case "binding":
            return say("The vote binds. Who carries the result out is open.")
        case "advisory" if decider:
            return say(
                "The vote advises. {decider} takes the final decision.",
                decider=decider,
            )
        case "advisory":
            return say(
                "The vote advises. Who takes the final decision is open.",
            )
        case _:
            return say(
                "What the vote does, and who takes the final decision, is open.",
            )


def _promise(charter: Mandate) -> Words:
    promise = charter.said("promise")
    return plain(promise) if promise else say("No promise is on record.")


def _answer(charter: Mandate) -> Words:
    told = _answer_by(charter.said("answer_by"))
    if office := charter.said("office"):
        told = say("{told} It goes to {office}.", told=told, office=office)
    if address := charter.said("return_address"):
        told = say("{told} Address: {address}.", told=told, address=address)
    if contact := charter.said("contact"):
        told = say("{told} Ask {contact}.", told=told, contact=contact)
    return told


def _answer_by(day: str) -> Words:
    if not day:
        return say("The day of the answer is open.")
    return say(
        "Each item is answered by {day}.",
        day=Day(date.fromisoformat(day)),
    )


def _held(state: Assembly, names: Mapping[str, str]) -> Words:
    """Who runs the assembly and signs, and how people were asked to come."""
    told, invited = _signers(state, names), state.mandate.said("invited")
    if not invited:
        return told
    return say(
        "{told} How people were invited: {invited}.",
        told=told,
        invited=invited,
    )


def _signers(state: Assembly, names: Mapping[str, str]) -> Words:
    if state.unnamed():
        return say(
            "Who runs the assembly, and who signs the count, is not complete.",
        )
    if not all(each.name in names for each in ROLES):
        return say(
            "A facilitator runs the assembly. Two tellers sign the count.",
        )
    facilitator, *tellers = (names[each.name] for each in ROLES)
    return say(
        "{facilitator} runs the assembly. {tellers} sign the count.",
        facilitator=facilitator,
        tellers=Listing(tuple(tellers)),
    )
