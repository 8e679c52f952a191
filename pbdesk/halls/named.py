"""Named: the halls of one vote and who signs their sum, and the export that fixes all of it.

Decisions  name_hall, drop_hall, name_combiner, drop_combiner, fix
Entries    HallNamed, HallDropped, CombinerNamed, CombinerDropped, ParentFixed
Once the export is made nothing changes here: every hall begins from its bytes.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, assert_never

import msgspec

from pbdesk.assembly.rulebook import unsealed
from pbdesk.minutes.decision import (
    Decided,
    Draft,
    Missing,
    Moment,
    Needs,
    Refusal,
    Writing,
)
from pbdesk.minutes.entries import Entry, Id, clean
from pbdesk.minutes.growing import put, without
from pbdesk.questions import sheet
from pbdesk.words import Words, code_groups, say

if TYPE_CHECKING:
    from pbdesk.halls.state import Parent

__all__ = [
    "EXPORT",
    "FEWEST",
    "ROLES",
    "CombinerDropped",
    "CombinerNamed",
    "Hall",
    "HallDropped",
    "HallNamed",
    "Halls",
    "HallsEntry",
    "ParentFixed",
    "Role",
    "apply",
    "draw_up_all",
    "drop_combiner",
    "drop_hall",
    "fix",
    "missing",
    "name_combiner",
    "name_hall",
    "tell",
]

EXPORT = "export"
"""The draft that keeps the export, byte for byte. It may name people who stand for election."""

FEWEST = 2
_MOST = 2_000
_KEY_TYPE = b"ssh-ed25519"
_KEY_BYTES = 51

Role = Literal[
    "facilitator",
    "teller-1",
    "teller-2",
    "chair",
    "clerk",
    "keeper",
]
ROLES: Mapping[Role, Words] = MappingProxyType(
    {
        "clerk": say("Clerk"),
        "chair": say("Chair"),
        "facilitator": say("Facilitator"),
        "teller-1": say("First teller"),
        "teller-2": say("Second teller"),
        "keeper": say("Keeper"),
    },
)
"""Who may sign the sum of all halls, by the word that stands in the record."""


class HallNamed(Entry, frozen=True, tag="hall.named"):
    """A hall takes part. `hall` is the id that its file and its packs bear."""

    hall: str
    name: str
    place: str


class HallDropped(Entry, frozen=True, tag="hall.dropped"):
    """A hall takes no part after all."""

    hall: str


class CombinerNamed(Entry, frozen=True, tag="combiner.named"):
    """Who signs the sum: the role, and the public key as a line of OpenSSH."""

    role: Role
    key: str


class CombinerDropped(Entry, frozen=True, tag="combiner.dropped"):
    """This role does not sign the sum after all."""

    role: Role


class ParentFixed(Entry, frozen=True, tag="parent.fixed"):
    """The export was made: `digest` is its SHA-256 (hex). Nothing of it changes any more."""

    undoable = False
    digest: str


HallsEntry = (
    HallNamed | HallDropped | CombinerNamed | CombinerDropped | ParentFixed
)


@dataclass(frozen=True, slots=True)
class Hall:
    """A hall: its id, what it is called, where it meets."""

    id: str
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class Halls:
    """The halls by id, the keys of those who sign the sum by role, and the export once it is made.

    `named` is how many were ever named: an id is never given twice.
    """

    by_id: Mapping[str, Hall] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    combiners: Mapping[Role, str] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    named: int = 0
    digest: str = ""
    fixed: datetime | None = None

    @property
    def fingerprint(self) -> tuple[str, ...]:
        """The code that people compare in every hall, 8 groups of 4; empty before the export."""
        if self.digest:
            return code_groups(bytes.fromhex(self.digest))
        return ()


def _fixed(state: Parent) -> Refusal | None:
    if not state.halls.digest:
        return None
    return Refusal(
        say("The export was made, and halls may have begun from it."),
        say("Begin another file where it has to be different."),
    )


def name_hall(
    state: Parent,
    _moment: Moment,
    *,
    name: str,
    place: str = "",
) -> Decided:
    """Name a hall that takes part."""
    fixed = _fixed(state)
    if fixed is not None:
        return fixed
    called = clean(name)
    if not called:
        return Refusal(
            say("The hall has no name."),
            say("Such as Mill Lane School."),
            "name",
        )
    if any(
        each.name.casefold() == called.casefold()
        for each in state.halls.by_id.values()
    ):
        return Refusal(
            say("A hall called “{name}” takes part already.", name=called),
            say("Call them so that they can be told apart."),
            "name",
        )
    if len(state.halls.by_id) >= _MOST:
        return Refusal(
            say("More than {most} halls cannot be added up.", most=_MOST),
            where="name",
        )
    number = state.halls.named + 1
    return Writing(
        HallNamed(f"{state.about.id}-{number}", called, clean(place)),
    )


def drop_hall(state: Parent, _moment: Moment, *, hall: str) -> Decided:
    """Take a hall out again."""
    fixed = _fixed(state)
    if fixed is not None:
        return fixed
    if hall not in state.halls.by_id:
        return Refusal(say("This hall does not take part."), where="hall")
    return Writing(HallDropped(hall))


_NO_KEY = Refusal(
    say("This is no public key."),
    say(
        "Take the line of the file that ends in .pub; it begins with ssh-ed25519.",
    ),
    "key",
)


_SAME_KEY = Refusal(
    say("Somebody else signs with this key."),
    say("Each has a key of their own."),
    "key",
)


def name_combiner(
    state: Parent,
    _moment: Moment,
    *,
    role: Role,
    key: str,
) -> Decided:
    """Say who signs the sum; a second key of a role stands in the place of the first."""
    fixed = _fixed(state)
    if fixed is not None:
        return fixed
    line = _key_line(key)
    if role not in ROLES:
        return Refusal(say("Choose who it is that signs."), where="role")
    if line is None:
        return _NO_KEY
    if any(
        held == line and who != role
        for who, held in state.halls.combiners.items()
    ):
        return _SAME_KEY
    return Writing(CombinerNamed(role, line))


def _key_line(text: str) -> str | None:
    """The type and the key of a line of OpenSSH, without its comment; None where it is none."""
    parts = text.split()
    if len(parts) < 2 or parts[0].encode() != _KEY_TYPE:
        return None
    try:
        blob = base64.b64decode(parts[1], validate=True)
    except binascii.Error:
        return None
    named = blob[4 : 4 + len(_KEY_TYPE)] == _KEY_TYPE
    if named and len(blob) == _KEY_BYTES:
        return f"{parts[0]} {parts[1]}"
    return None


def drop_combiner(state: Parent, _moment: Moment, *, role: Role) -> Decided:
    """Say that this role does not sign the sum after all."""
    fixed = _fixed(state)
    if fixed is not None:
        return fixed
    if role not in state.halls.combiners:
        return Refusal(say("This role does not sign the sum."), where="role")
    return Writing(CombinerDropped(role))


def draw_up_all(state: Parent, moment: Moment) -> Decided:
    """Fix what stands on the sheet of every question, each in an order drawn by lot."""
    fresh = [each for each in state.order if not state.of(each).sheet.drawn_up]
    if not fresh:
        return Refusal(say("Every ballot is already drawn up."))
    entries: list[Entry] = []
    for each in fresh:
        drawn = sheet.draw_up(state.of(each), moment)
        if isinstance(drawn, Refusal):
            return drawn
        entries += (
            msgspec.structs.replace(one, question=each) for one in drawn.entries
        )
    return Writing(*entries)


def fix(state: Parent, _moment: Moment, *, export: bytes) -> Decided:
    """Fix all of it for good under the digest of the export that every hall begins from."""
    fixed = _fixed(state)
    if fixed is not None:
        return fixed
    first = next(iter(missing(state)), None)
    if first is not None:
        return Refusal(first.words, first.why, first.field)
    return Writing(
        ParentFixed(hashlib.sha256(export).hexdigest()),
        drafts=(Draft(EXPORT, export.decode()),),
    )


_NOT_SEALED = Missing(
    say("The rulebook is not sealed."),
    say("All halls vote by rules that cannot change."),
    "rulebook",
    "seal",
)


_TOO_FEW = Missing(
    say("Fewer than two halls are named."),
    say("The export names all of them, so that none can be left out."),
    "halls",
    "name",
)


_NOBODY_SIGNS = Missing(
    say("Nobody is named who signs the sum."),
    say("Their keys are fixed before anybody votes."),
    "halls",
    "role",
)


def missing(state: Parent) -> Needs:
    """What must stand before the export can be made."""
    if state.halls.digest:
        return ()
    found: list[Missing] = []
    if unsealed(state) or not state.rules.sealings:
        found.append(
            _NOT_SEALED,
        )
    found += (
        _not_drawn_up(each)
        for each in state.order
        if not state.of(each).sheet.drawn_up
    )
    if len(state.halls.by_id) < FEWEST:
        found.append(
            _TOO_FEW,
        )
    if not state.halls.combiners:
        found.append(
            _NOBODY_SIGNS,
        )
    return tuple(found)


def _not_drawn_up(each: Id) -> Missing:
    return Missing(
        say("The ballot of question {number} is not drawn up.", number=each),
        say("All halls have the same order and the same codes."),
        "halls",
        "draw_up_all",
        question=each,
    )


def apply(halls: Halls, entry: HallsEntry, at: datetime) -> Halls:
    """What the entry adds."""
    match entry:
        case HallNamed(hall=hall, name=name, place=place):
            by_id = put(halls.by_id, hall, Hall(hall, name, place))
            return replace(halls, by_id=by_id, named=halls.named + 1)
        case HallDropped(hall=hall):
            return replace(halls, by_id=without(halls.by_id, hall))
        case CombinerNamed(role=role, key=key):
            return replace(halls, combiners=put(halls.combiners, role, key))
        case CombinerDropped(role=role):
            return replace(halls, combiners=without(halls.combiners, role))
        case ParentFixed(digest=digest):
            return replace(halls, digest=digest, fixed=at)
        case _:
            assert_never(entry)


def tell(entry: HallsEntry, state: Parent) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case HallNamed(name=name):
            return say("The hall “{name}” takes part.", name=name)
        case HallDropped(hall=hall):
            return say("A hall takes no part after all: {hall}.", hall=hall)
        case CombinerNamed(role=role):
            return say("{who} signs the sum of all halls.", who=ROLES[role])
        case CombinerDropped(role=role):
            return say("{who} does not sign the sum.", who=ROLES[role])
        case ParentFixed(digest=digest):
            n = len(state.halls.by_id)
            return say(
                "The export for {n} halls was made under {code}.",
                n=n,
                code=" ".join(code_groups(bytes.fromhex(digest))[:4]),
            )
        case _:
            assert_never(entry)
