"""Staff: who runs the assembly, counts and signs. The record knows roles, each with a number.

Names stand in the people file alone, under these roles, and never in the register: a teller votes
too. Whoever helps besides those whom the charter asks for is a further teller.
Decisions  name, add, forget
Entries    StaffNamed, StaffForgotten
A person is told from another by the words of their name, not by its spelling: “tom bell”,
“TOM  BELL”, “TomBell” and “Bell, Tom” are Tom Bell, also in letters that only look Latin. Where two
people are really called alike, they are written apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, assert_never

from pbdesk.lookalike import LIKE_LATIN, mixed_word
from pbdesk.minutes.clauses import Clause
from pbdesk.minutes.decision import Decided, Moment, Named, Refusal, Writing
from pbdesk.minutes.entries import Entry, clean
from pbdesk.words import Listing, Words, plain, say

if TYPE_CHECKING:
    from pbdesk.questions.asking import Asking

__all__ = [
    "FACILITATOR",
    "ROLES",
    "Staff",
    "StaffEntry",
    "StaffForgotten",
    "StaffNamed",
    "add",
    "apply",
    "forget",
    "found",
    "known",
    "name",
    "named",
    "role",
    "roles",
    "same_person",
    "taken",
    "tell",
]

FACILITATOR, _FIRST, _SECOND = "facilitator", "teller-1", "teller-2"
_SIGN = say("Who signs")
_IN_THE_PEOPLE_FILE = say(
    "The name stands in the people file only; papers and record say the role.",
)

ROLES: tuple[Clause, ...] = (
    Clause(
        FACILITATOR,
        _SIGN,
        say("Facilitator"),
        "line",
        required=True,
        help=_IN_THE_PEOPLE_FILE,
        why=say("Somebody signs for how it was run."),
    ),
    Clause(
        _FIRST,
        _SIGN,
        say("First teller"),
        "line",
        required=True,
        why=say("Two tellers sign the count."),
    ),
    Clause(
        _SECOND,
        _SIGN,
        say("Second teller"),
        "line",
        required=True,
        why=say("Two tellers sign the count."),
    ),
)
"""The roles that the charter asks for; whoever has one signs the pack."""

_REQUIRED = tuple(each.name for each in ROLES)
_LAST_REQUIRED = 2
_LONGEST = 80  # letters: what one line of a sheet holds
_TELLER = re.compile(r"teller-([1-9][0-9]{0,2})")


class StaffNamed(Entry, frozen=True, tag="staff.named"):
    """Somebody has this role: "facilitator", or "teller-" with a number. Never a name."""

    public = False
    undoable = False
    who: str


class StaffForgotten(Entry, frozen=True, tag="staff.forgotten"):
    """The name of whoever had this role is blanked in the people file; the role stays."""

    public = False
    undoable = False
    who: str


StaffEntry = StaffNamed | StaffForgotten


@dataclass(frozen=True, slots=True)
class Staff:
    """The roles that somebody has, in the order in which they were named.

    `forgotten` are those whose name was erased since.
    """

    named: tuple[str, ...] = ()
    forgotten: AbstractSet[str] = frozenset()

    @property
    def tellers(self) -> tuple[str, ...]:
        """The tellers by their numbers."""
        return tuple(
            sorted(
                (each for each in self.named if each != FACILITATOR),
                key=_number,
            ),
        )


# Roles and names


def _number(who: str) -> int:
    found = _TELLER.fullmatch(who)
    return int(found[1]) if found else 0


def role(who: str) -> Words:
    """A role as it is read out: “Teller 3”."""
    if number := _number(who):
        return say("Teller {n}", n=number)
    return say("Facilitator")


def roles(who: Iterable[str]) -> Listing:
    """Several roles, joined."""
    return Listing(tuple(role(each) for each in who))


def named(words: Words, names: Mapping[str, str]) -> Words:
    """The sentence with a name wherever a role stands that has one: for pages, never for paper."""
    for who, called in names.items():
        if words == role(who):
            return plain(called)
    return replace(
        words,
        values={key: _named(each, names) for key, each in words.values.items()},
    )


def _named[V](value: V, names: Mapping[str, str]) -> V | Words | Listing:
    match value:
        case Words():
            return named(value, names)
        case Listing(items=items):
            return replace(
                value,
                items=tuple(_named(each, names) for each in items),
            )
        case _:
            return value


_SPOKEN = "LMN"
"""Categories of signs that are heard in a name: letters, the marks on them, and figures."""


def _person(called: str) -> tuple[str, ...]:
    """What of a name tells people apart: its words, whatever their order, case and signs."""
    letters = _folded(called)
    heard = (
        c if unicodedata.category(c)[0] in _SPOKEN else " " for c in letters
    )
    return tuple("".join(heard).split())


def _folded(called: str) -> str:
    """Without case, and however it was typed, in whichever letters that look the same."""
    once = unicodedata.normalize("NFKC", called).upper().translate(LIKE_LATIN)
    return unicodedata.normalize("NFKC", once.casefold())


def same_person(one: str, other: str) -> bool:
    """Whether two names are one person's, as far as spelling tells."""
    here, there = _person(one), _person(other)
    return sorted(here) == sorted(there) or "".join(here) == "".join(there)


def taken(names: Mapping[str, str], fresh: Named) -> Refusal | None:
    """Why somebody cannot have this role: they have another, by the names that are known."""
    for who, called in names.items():
        if who != fresh.who and same_person(called, fresh.name):
            return Refusal(
                say("{name} is {role} already.", name=called, role=role(who)),
                say(
                    "Nobody has two roles. Write two people who are called alike apart.",
                ),
                fresh.who if fresh.who in _REQUIRED else "name",
            )
    return None


def found(names: Mapping[str, str] | None, typed: str) -> str | Refusal:
    """Whom a typed name means; the role itself may be typed too, as “3” or “Teller 3”.

    `names` None: the people file is locked, and nobody can be told by a name.
    """
    if names is None:
        return Refusal(
            say(
                "The people file is locked, and the names of those who count stand in it.",
            ),
            say("Open it with its passphrase first."),
            "teller",
        )
    by_role = _role_typed(typed)
    if by_role in names:
        return by_role
    return next(
        (who for who, called in names.items() if same_person(called, typed)),
        clean(typed),
    )


def _role_typed(typed: str) -> str:
    """The role that somebody typed instead of a name, as “3” or “Teller 3”; else nothing."""
    number = re.fullmatch(
        r"(?:teller[ -]?)?(\d{1,3})",
        clean(typed).casefold(),
    )
    return f"teller-{int(number[1])}" if number else ""


def known(state: Asking, who: str, *, ask: Words) -> str | Refusal:
    """The role, where somebody has it who may count; `ask` is said where none is given."""
    if not _person(who):
        return Refusal(ask, say("Write the teller's name or number."), "teller")
    if who not in state.staff.named:
        return Refusal(
            say("“{name}” is not among those who count.", name=who),
            say("Add whoever helps on the page of the charter first."),
            "teller",
        )
    if who in state.staff.forgotten:
        return Refusal(
            say("The name of {role} was forgotten.", role=role(who)),
            say("Whoever counts on needs a number of their own."),
            "teller",
        )
    return who


# Decisions


def name(
    state: Asking,
    _moment: Moment,
    *,
    who: str,
    name: str,
    printed: bool | None = None,
) -> Decided:
    """Say who has a role, or write the name as it should have been.

    `printed`: they agreed that it stands beside their signature.
    """
    refused = _no_name(state, name, who if who in _REQUIRED else "name")
    if refused is not None:
        return refused
    if who not in {*_REQUIRED, *state.staff.named}:
        return Refusal(say("There is no role “{who}”.", who=who), where="who")
    if who in state.staff.forgotten:
        return Refusal(
            say("The name of {role} was forgotten.", role=role(who)),
            say(
                "Add whoever counts from now on; they get a number of their own.",
            ),
            "who",
        )
    written = Named(who, clean(name), printed)
    if who in state.staff.named:
        return Writing(names=(written,))
    return Writing(StaffNamed(who), names=(written,))


def add(
    state: Asking,
    _moment: Moment,
    *,
    name: str,
    printed: bool | None = None,
) -> Decided:
    """Somebody else counts too: the next teller."""
    refused = _no_name(state, name, "name")
    if refused is not None:
        return refused
    last = max(_LAST_REQUIRED, *map(_number, state.staff.named), 0)
    who = f"teller-{last + 1}"
    return Writing(StaffNamed(who), names=(Named(who, clean(name), printed),))


def _no_name(state: Asking, called: str, where: str) -> Refusal | None:
    """Why nobody can be named, or not like that."""
    if state.door.destroyed:
        return Refusal(
            say("The people file was destroyed; nobody can be named any more."),
        )
    if not _person(clean(called)):
        return Refusal(
            say("Nobody is named."),
            say("Write the name as people know it."),
            where,
        )
    if len(clean(called)) > _LONGEST:
        return Refusal(
            say("The name is longer than 80 letters."),
            say("Write the name by which people know them."),
            where,
        )
    if not any(map(str.isalpha, called)) or _role_typed(called):
        return Refusal(
            say(
                "“{name}” reads as a number or a role, not as a name.",
                name=clean(called),
            ),
            say("Write the name as people know it."),
            where,
        )
    if word := mixed_word(clean(called)):
        return Refusal(
            say(
                "“{word}” mixes letters of two alphabets that may look alike.",
                word=word,
            ),
            say("Write the name in one alphabet."),
            where,
        )
    return None


def forget(state: Asking, _moment: Moment, *, who: str) -> Decided:
    """Forget the name of whoever has a role. What they did stays, under the role."""
    if who not in state.staff.named:
        return Refusal(say("There is no role “{who}”.", who=who), where="who")
    if who in state.staff.forgotten:
        again = say("The name of {role} was forgotten already.", role=role(who))
        return Refusal(again, where="who")
    if state.door.destroyed:
        return Refusal(
            say("The people file was destroyed: everybody is forgotten."),
        )
    return Writing(StaffForgotten(who))


def apply(held: Staff, entry: StaffEntry, _at: datetime) -> Staff:
    """What the entry adds."""
    match entry:
        case StaffNamed(who=who):
            return replace(held, named=(*held.named, who))
        case StaffForgotten(who=who):
            return replace(held, forgotten=held.forgotten | {who})
        case _:
            assert_never(entry)


def tell(entry: StaffEntry, _state: Asking) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case StaffNamed(who=who):
            return say("{role}: somebody was named.", role=role(who))
        case StaffForgotten(who=who):
            return say("The name of {role} was forgotten.", role=role(who))
        case _:
            assert_never(entry)
