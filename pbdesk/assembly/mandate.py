"""Mandate: the assembly is started, and its charter says who decides and when they answer.

Decisions  start, set_charter            Entries  AssemblyStarted, CharterSet
What is asked, who holds the money and what follows belong to each question and are entries of it
(`questions.terms`); where the answer goes belongs to the file. Who signs is a role of its own
(`questions.staff`). After a question is sealed nothing of it changes here: its charter is sealed
with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, assert_never

from babel.numbers import list_currencies

from pbdesk.minutes.about import file_id
from pbdesk.minutes.clauses import Clause, Given, checked, open_clauses, shown
from pbdesk.minutes.decision import Decided, Moment, Needs, Refusal, Writing
from pbdesk.minutes.entries import Entry, clean
from pbdesk.minutes.growing import put
from pbdesk.questions import staff
from pbdesk.questions.terms import (
    FIRST,
    KINDS,
    KindName,
    QuestionAsked,
    QuestionSet,
)
from pbdesk.words import Day, Words, day_of, say

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "ASKED",
    "ROLES",
    "AssemblyStarted",
    "CharterSet",
    "Mandate",
    "MandateEntry",
    "apply",
    "asked_clauses",
    "charter",
    "missing",
    "set_charter",
    "start",
    "tell",
]

_MONEY, _POWER, _ANSWER, _COMING = (
    say("The money"),
    say("Who decides"),
    say("The answer"),
    say("Who could come"),
)

ASKED: tuple[Clause, ...] = (
    Clause(
        "question",
        say("The question"),
        say("What the assembly is asked"),
        "line",
        required=True,
        help=say(
            "One sentence, as it will stand on the wall and on the ballot.",
        ),
        why=say("People must know what they decide before they come."),
    ),
    Clause(
        "holder",
        _MONEY,
        say("Who holds the money"),
        "line",
        required=True,
        help=say("As it will stand in the charter."),
        why=say("The result is addressed to whoever holds the money."),
    ),
    Clause(
        "pot",
        _MONEY,
        say("Pot"),
        "money",
        least=1,
        required=True,
        help=say("The whole sum that this assembly may give."),
        why=say("Without a sum nobody can say what is left."),
    ),
    Clause(
        "binding",
        _POWER,
        say("What the vote does"),
        "choice",
        required=True,
        choices=MappingProxyType(
            {
                "binding": say("It binds: the result is carried out"),
                "advisory": say(
                    "It advises: somebody else takes the final decision",
                ),
            },
        ),
        why=say("A vote whose power is unclear lowers trust."),
    ),
    Clause(
        "decider",
        _POWER,
        say("Who takes the final decision"),
        "line",
        required=True,
        why=say("The pack asks this body to answer."),
    ),
    Clause(
        "promise",
        _POWER,
        say("What was promised, and when"),
        "line",
        help=say(
            "For example: promised on 3 September 2026 to answer with reasons.",
        ),
    ),
    Clause(
        "answer_by",
        _ANSWER,
        say("Answer by"),
        "day",
        required=True,
        help=say("The day by which each item is answered."),
        why=say("An answer without a day is no promise."),
    ),
)
"""What is said of a question. The decision charter: IPPR, The Relational State (2012).

Be clear beforehand about who decides and how.
"""

ROLES: tuple[Clause, ...] = (
    Clause(
        "office",
        _ANSWER,
        say("Office that takes the answer in"),
        "line",
        help=say("For example: clerk of the assembly, Room 4."),
    ),
    Clause(
        "return_address",
        _ANSWER,
        say("Where the answer is sent"),
        "line",
        help=say(
            "Street and place, or an address for mail. It stands on the response form.",
        ),
    ),
    Clause(
        "contact",
        _ANSWER,
        say("Whom to ask"),
        "line",
        help=say(
            "An office or a role, with a telephone number or address. It stands on notice and "
            "poster, and in the record for good.",
        ),
    ),
    Clause(
        "invited",
        _COMING,
        say("How people were invited"),
        "line",
        help=say(
            "For example: by a letter to every home. It stands beside the turnout.",
        ),
    ),
)
"""What the charter says of the file: where the answer goes, and how people were invited."""

_OF_MONEY = ("holder", "pot")
_OF_AN_ANSWER = ("binding", "decider", "promise", "answer_by")


def asked_clauses(kind: str) -> tuple[Clause, ...]:
    """What is said of a question of this kind.

    Without money nobody holds any; from a straw poll nothing follows.
    """
    left_out = _left_out(kind)
    return tuple(each for each in ASKED if each.name not in left_out)


def _left_out(kind: str) -> frozenset[str]:
    names = frozenset[str]()
    if kind != "fund":
        names |= frozenset(_OF_MONEY)
    if not KINDS[kind].binds:
        names |= frozenset(_OF_AN_ANSWER)
    return names


def charter(state: Assembly) -> tuple[Clause, ...]:
    """The clauses of the charter: of the question that the state is turned to, and of the file."""
    return (*asked_clauses(state.terms.kind), *state.roles)


class AssemblyStarted(Entry, frozen=True, tag="assembly.started", kw_only=True):
    """A file was begun for one neighbourhood assembly.

    `id` is what an officer brings to check a pack.
    """

    undoable = False
    id: str
    name: str
    place: str
    day: str
    currency: str
    language: str
    rehearsal: bool


class CharterSet(Entry, frozen=True, tag="charter.set"):
    """A field of the charter was given, or taken back (None)."""

    clause: str
    value: str | int | bool | None


MandateEntry = AssemblyStarted | CharterSet


@dataclass(frozen=True, slots=True)
class Mandate:
    """What was agreed before anything else."""

    id: str = ""
    name: str = ""
    place: str = ""
    day: date = date(1970, 1, 1)
    currency: str = "GBP"
    language: str = "en"
    rehearsal: bool = False
    charter: Given = field(
        default_factory=lambda: MappingProxyType({}),
    )

    @property
    def pot(self) -> int:
        """The sum to give, minor units; 0 until it is given."""
        return int(self.charter.get("pot") or 0)

    @property
    def question(self) -> str:
        """What the assembly is asked."""
        return str(self.charter.get("question") or "")

    def said(self, clause: str) -> str:
        """A text of the charter, empty until given."""
        return str(self.charter.get(clause) or "")


def start(
    state: Assembly,
    moment: Moment,
    *,
    name: str,
    place: str,
    day: str,
    currency: str = "GBP",
    language: str = "en",
    rehearsal: bool = False,
    asks: KindName = "fund",
) -> Decided:
    """Begin an assembly with its first question: the first entries of every record."""
    if state.mandate.id:
        return Refusal(
            say("This file already holds {name}.", name=state.mandate.name),
        )
    if not clean(name):
        return Refusal(
            say("The assembly has no name."),
            say("Write a name, such as Millbrook Assembly."),
            "name",
        )
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return Refusal(
            say("“{day}” is not a day.", day=day),
            say("Write it as 2026-11-26."),
            "day",
        )
    if currency not in list_currencies():
        return Refusal(
            say("“{currency}” is not a currency.", currency=currency),
            say("Write GBP or EUR."),
            "currency",
        )
    return Writing(
        AssemblyStarted(
            id=file_id(name, on, moment),
            name=clean(name),
            place=clean(place),
            day=on.isoformat(),
            currency=currency,
            language=language,
            rehearsal=rehearsal,
        ),
        QuestionAsked(asks, question=FIRST),
    )


def set_charter(
    state: Assembly,
    moment: Moment,
    *,
    clause: str,
    value: object,
) -> Decided:
    """Give a field of the charter, or take it back with None.

    Who has a role is one of them: the record then holds the role, the people file the name.
    """
    signs = clause in {each.name for each in state.signs}
    of_the_file = signs or clause in {each.name for each in state.roles}
    if state.shared_sealed if of_the_file else state.rulebook.sealed:
        return Refusal(
            say("The charter was sealed with the rulebook."),
            say(
                "What was sealed cannot be changed; say it in the room and in the minutes.",
            ),
            clause,
        )
    if signs:
        return staff.name(state, moment, who=clause, name=str(value or ""))
    found = {c.name: c for c in charter(state)}.get(clause)
    if found is None:
        return Refusal(
            say("This question has no field “{clause}”.", clause=clause),
            where=clause,
        )
    kept = checked(found, value)
    if isinstance(kept, Refusal):
        return kept
    if (
        clause == "answer_by"
        and kept is not None
        and str(kept) < state.mandate.day.isoformat()
    ):
        return _too_early(state.mandate.day, clause)
    return Writing(
        CharterSet(clause, kept) if of_the_file else QuestionSet(clause, kept),
    )


def _too_early(day: date, clause: str) -> Refusal:
    return Refusal(
        say(
            "The assembly meets on {day}: nothing can be answered before.",
            day=Day(day),
        ),
        say("Write a later day, or leave it open."),
        clause,
    )


def apply(mandate: Mandate, entry: MandateEntry, _at: datetime) -> Mandate:
    """What the entry adds."""
    match entry:
        case AssemblyStarted():
            return Mandate(
                entry.id,
                entry.name,
                entry.place,
                date.fromisoformat(entry.day),
                entry.currency,
                entry.language,
                entry.rehearsal,
            )
        case CharterSet(clause=clause, value=value):
            return replace(mandate, charter=put(mandate.charter, clause, value))
        case _:
            assert_never(entry)


def missing(state: Assembly) -> Needs:
    """What the charter still needs."""
    return (
        *open_clauses(charter(state), state.mandate.charter, "charter"),
        *state.unnamed(),
    )


def tell(entry: MandateEntry, state: Assembly) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case AssemblyStarted():
            return say(
                "{name} was started, to meet on {day}.",
                name=entry.name,
                day=day_of(entry.day),
            )
        case CharterSet(clause=clause, value=value):
            found = {c.name: c for c in ROLES}[clause]
            return say(
                "Charter, {label}: {value}.",
                label=found.label,
                value=shown(found, value, state.mandate.currency),
            )
        case _:
            assert_never(entry)
