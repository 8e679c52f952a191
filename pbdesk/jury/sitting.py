"""The panel of a case: drawn by a certificate and dice, challenged, replaced, each by a number.

Decisions  check_pool, lend, list_draw, throw, declare_interest, challenge, rule, stand_down,
           set_aside
Entries    PoolChecked, PoolSifted, PoolLent, DrawListed, DiceThrown, PanelDrawn, InterestSaid,
           JurorChallenged, ChallengeRuled, JurorReplaced, JurorLeft, SeatFreed, PanelSetAside
Only who heard all of it may decide: once the hearing has begun a seat that falls free stays empty.
The list hangs on the wall before the dice are thrown. Outside nobody has a name: juror 1 to 7.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, assert_never

import msgspec

from pbdesk.jury.asked import SIDES, Side, free, owed
from pbdesk.jury.certificate import Certificate
from pbdesk.jury.excluded import LOOKED_THROUGH, REASONS
from pbdesk.jury.pool import Pool, Quota, Reason
from pbdesk.jury.triage import stopped
from pbdesk.minutes.decision import (
    Attached,
    Decided,
    Missing,
    Moment,
    Needs,
    Refusal,
    Writing,
)
from pbdesk.minutes.entries import Entry, FreeText, Id, clean
from pbdesk.minutes.growing import put
from pbdesk.minutes.kept import Enclosed
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.jury.state import Case

__all__ = [
    "FEWEST",
    "Challenge",
    "ChallengeRuled",
    "DiceThrown",
    "DrawListed",
    "InterestSaid",
    "Juror",
    "JurorChallenged",
    "JurorLeft",
    "JurorReplaced",
    "Limit",
    "Panel",
    "PanelDrawn",
    "PanelEntry",
    "PanelSetAside",
    "PoolChecked",
    "PoolLent",
    "PoolSifted",
    "Reserve",
    "SeatFreed",
    "apply",
    "can_be_set_aside",
    "challenge",
    "check_pool",
    "declare_interest",
    "lend",
    "list_draw",
    "missing",
    "rule",
    "set_aside",
    "stand_down",
    "successor",
    "tell",
    "throw",
    "too_few",
]

FEWEST = 5
"""The fewest who may decide."""

_RESERVES = 5
_RESERVE_LABEL = b"pbdesk/reserves/1"

_OWED = {
    "what": (
        say("It does not say what the interest is."),
        say("Write one sentence."),
    ),
    "reason": (say("The reason is missing."), say("Write one sentence.")),
    "by": (
        say("Nobody says who looked."),
        say("Write the office, such as Clerk."),
    ),
    "dice": (
        say("The dice are missing."),
        say("Write what they showed, such as 3 1 6 2."),
    ),
}


class Limit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A quota: how many of the panel have that value of a category."""

    category: str
    value: str
    least: int
    most: int


class Reserve(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who may sit: an opaque reference, and the values that the quotas ask about."""

    person: str
    values: dict[str, str]


class PoolChecked(Entry, frozen=True, tag="panel.checked", kw_only=True):
    """An office looked the pool through: nobody in it may not sit, for any of the reasons."""

    by: str


class PoolSifted(Entry, frozen=True, tag="panel.sifted", kw_only=True):
    """How many of the pool may not sit, by reason."""

    public = False
    left_out: dict[str, int]


class PoolLent(Entry, frozen=True, tag="panel.lent", kw_only=True):
    """An assembly lent who agreed to it. `who`: their names, in the store that forgets."""

    public = False
    people: int
    who: Enclosed


class DrawListed(Entry, frozen=True, tag="panel.listed", kw_only=True):
    """Every panel that may be drawn was listed. `list`: SHA-256 of that list, in hex.

    `smallest` and `largest` are chances, `bound` the proved limit of the smallest; decimals.
    """

    list: str
    people: int
    seats: int
    smallest: str
    largest: str
    bound: str
    limits: tuple[Limit, ...]


class DiceThrown(Entry, frozen=True, tag="panel.thrown", kw_only=True):
    """The dice named a panel, by the references of the list; whoever has the list draws again."""

    undoable = False
    dice: str
    panel: tuple[str, ...]


class PanelDrawn(Entry, frozen=True, tag="panel.drawn", kw_only=True):
    """Who sits, with what the quotas ask about, and the order of those who may take a free seat."""

    public = False
    undoable = False
    seated: tuple[Reserve, ...]
    reserves: tuple[Reserve, ...]


class InterestSaid(Entry, frozen=True, tag="panel.interest", kw_only=True):
    """A juror knows a side, or has a stake in the case."""

    public = False
    juror: int
    what: FreeText


class JurorChallenged(Entry, frozen=True, tag="panel.challenged", kw_only=True):
    """A side does not want that juror."""

    public = False
    challenge: Id
    juror: int
    side: Side
    reason: FreeText


class ChallengeRuled(Entry, frozen=True, tag="panel.ruled", kw_only=True):
    """The chair ruled on a challenge."""

    public = False
    challenge: Id
    upheld: bool
    reason: FreeText


class JurorReplaced(Entry, frozen=True, tag="panel.replaced", kw_only=True):
    """A juror stood down, and the next who fits took the seat."""

    public = False
    juror: int
    person: str
    reason: FreeText


class JurorLeft(Entry, frozen=True, tag="panel.left", kw_only=True):
    """A juror stood down after the hearing had begun: the seat stays empty."""

    public = False
    juror: int
    reason: FreeText


class PanelSetAside(Entry, frozen=True, tag="panel.set_aside", kw_only=True):
    """Nobody was left for a seat: another panel is drawn, from another list."""

    undoable = False
    reason: FreeText


class SeatFreed(Entry, frozen=True, tag="panel.freed", kw_only=True):
    """A juror stood down. `taken`: a reserve took the seat; else it stays empty."""

    taken: bool


DrawEntry = (
    PoolChecked | PoolSifted | PoolLent | DrawListed | DiceThrown | PanelDrawn
)
"""What happens until a panel is drawn."""

SeatEntry = (
    InterestSaid
    | JurorChallenged
    | ChallengeRuled
    | JurorReplaced
    | JurorLeft
    | SeatFreed
    | PanelSetAside
)
"""What happens to its seats."""

PanelEntry = DrawEntry | SeatEntry


@dataclass(frozen=True, slots=True)
class Juror:
    """A seat of the panel. `before`: how many had it before."""

    number: int
    person: str
    values: Mapping[str, str]
    before: int = 0
    interests: tuple[FreeText, ...] = ()


@dataclass(frozen=True, slots=True)
class Challenge:
    """A challenge. `upheld` is None until it is ruled on."""

    id: Id
    juror: int
    side: Side
    reason: FreeText
    upheld: bool | None = None
    ruling: FreeText = FreeText("")


@dataclass(frozen=True, slots=True)
class Panel:
    """The panel as it stands, by the numbers of the seats. `seated`: whom the dice named.

    `checked`: the office that looked the pool through. `left_out`: who may not sit, by reason.
    """

    checked: str = ""
    left_out: Mapping[str, int] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    listed: DrawListed | None = None
    lent: Enclosed | None = None
    dice: str = ""
    by_number: Mapping[int, Juror] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    seated: tuple[Reserve, ...] = ()
    reserves: tuple[Reserve, ...] = ()
    challenges: Mapping[Id, Challenge] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    drawn: datetime | None = None
    left: int = 0
    set_aside: int = 0

    @property
    def replaced(self) -> int:
        """How many seats changed hands."""
        return sum(each.before for each in self.by_number.values())


def check_pool(
    state: Case,
    _moment: Moment,
    *,
    by: str,
    looked: Sequence[str],
) -> Decided:
    """Record that somebody looked the pool through, for every reason why nobody may sit."""
    refusal = stopped(state)
    if refusal:
        return refusal
    if state.panel.listed:
        return _LISTED_ALREADY
    unasked: list[Reason] = [
        each for each in LOOKED_THROUGH if each not in looked
    ]
    if unasked:
        return Refusal(
            say(
                "Nobody has looked for this: {reason}.",
                reason=REASONS[unasked[0]],
            ),
            say(
                "Look the pool through for each, and mark who may not sit in its file.",
            ),
            "looked",
        )
    return owed({"by": by}, _OWED) or Writing(PoolChecked(by=clean(by)))


def lend(
    state: Case,
    _moment: Moment,
    *,
    people: int,
    who: Enclosed,
) -> Decided:
    """Keep who was lent by an assembly, so that those who are drawn can be asked."""
    return (
        _is_listed(state)
        or stopped(state)
        or Writing(PoolLent(people=people, who=who))
    )


_LISTED_ALREADY = Refusal(say("The list of panels is made already."))


def _is_listed(state: Case) -> Refusal | None:
    if state.panel.listed:
        return _LISTED_ALREADY
    return None


def list_draw(
    state: Case,
    _moment: Moment,
    *,
    certificate: Certificate,
    quotas: Sequence[Quota],
    left_out: Mapping[Reason, int],
) -> Decided:
    """List every panel that may be drawn; its fingerprint hangs on the wall before the dice.

    `left_out`: how many of the pool may not sit.
    """
    seats = len(certificate.panels[0][1])
    refusal = stopped(state) or _not_yet(state, seats)
    if refusal:
        return refusal
    chances = certificate.chances()
    smallest = min(chance for chance in chances.values() if chance)
    limits = tuple(
        Limit(each.category, each.value, each.least, each.most)
        for each in quotas
    )
    return Writing(
        PoolSifted(left_out={**left_out}),
        DrawListed(
            list=certificate.digest.hex(),
            people=len(certificate.people),
            seats=seats,
            smallest=f"{smallest:.6f}",
            largest=f"{max(chances.values()):.6f}",
            bound=f"{max(smallest, min(certificate.bound, 1.0)):.6f}",
            limits=limits,
        ),
        attachments=(Attached("application/json", certificate.content),),
    )


_TERMS_OPEN = Refusal(
    say("The terms are not sealed."),
    say("Jurors are drawn for a sealed question."),
)


_NOT_CHECKED = Refusal(
    say("Nobody has looked the pool through."),
    say(
        "Who is staff, a side or its relative may not sit: look for each first.",
    ),
    "looked",
)


_TOO_FEW_SEATS = Refusal(
    say("A panel has {n} seats or more.", n=FEWEST),
    say("List panels of more people."),
)


def _not_yet(state: Case, seats: int) -> Refusal | None:
    """Why a panel of so many seats cannot be drawn now."""
    refusal = _not_prepared(state)
    if refusal:
        return refusal
    if seats < FEWEST:
        return _TOO_FEW_SEATS
    return None


_DRAWN_ALREADY = Refusal(say("The panel was drawn already."))


def _not_prepared(state: Case) -> Refusal | None:
    if not state.terms.sealed:
        return _TERMS_OPEN
    if state.panel.drawn:
        return _DRAWN_ALREADY
    if not state.panel.checked:
        return _NOT_CHECKED
    return None


def throw(
    state: Case,
    _moment: Moment,
    *,
    certificate: Certificate,
    pool: Pool,
    dice: str,
) -> Decided:
    """Let the dice name the panel and the order of the reserves."""
    listed = state.panel.listed
    refusal = stopped(state) or owed({"dice": dice}, _OWED)
    if refusal:
        return refusal
    if listed is None or listed.list != certificate.digest.hex():
        return Refusal(
            say("The list of panels does not hang on the wall yet."),
            say("List them first."),
        )
    if state.panel.drawn:
        return _DRAWN_ALREADY
    thrown = clean(dice)
    known = {
        each.id: Reserve(each.id, dict(each.traits)) for each in pool.people
    }
    seated = certificate.drawn(thrown)
    told = b"\0".join((_RESERVE_LABEL, certificate.digest, thrown.encode()))
    reserves = _reserves(pool, seated, told)
    return Writing(
        DiceThrown(dice=thrown, panel=seated),
        PanelDrawn(
            seated=tuple(known[person] for person in seated),
            reserves=tuple(
                known[person] for person in reserves[: _RESERVES * len(seated)]
            ),
        ),
    )


def _reserves(
    pool: Pool,
    seated: Collection[str],
    told: bytes,
) -> Sequence[str]:
    """Who follows when somebody leaves, in the order of a hash of what was told and each of them.

    Nobody of a household that sits, and one of each other household.
    """
    household = {each.id: each.household for each in pool.people}
    homes = _homes(seated, household)
    others = _others(seated, household, homes)
    others.sort(
        key=lambda person: hashlib.sha256(
            told + b"\0" + person.encode(),
        ).digest(),
    )
    return _one_a_household(others, household)


def _homes(seated: Collection[str], household: dict[str, str]) -> set[str]:
    return {household[person] for person in seated} - {""}


def _others(
    seated: Collection[str],
    household: dict[str, str],
    homes: set[str],
) -> list[str]:
    return [
        person
        for person, home in household.items()
        if person not in seated and home not in homes
    ]


def _one_a_household(
    people: Sequence[str],
    homes: Mapping[str, str],
) -> list[str]:
    """Those who come first of each household: two of one may never sit together."""
    first: dict[str, str] = {}
    for person in people:
        _ = first.setdefault(homes[person] or f"alone/{person}", person)
    return list(first.values())


def declare_interest(
    state: Case,
    _moment: Moment,
    *,
    juror: int,
    what: str,
) -> Decided:
    """Record what a juror says of their own accord; it may be a reason to stand down."""
    return (
        _seat(state, juror)
        or owed({"what": what}, _OWED)
        or Writing(InterestSaid(juror=juror, what=free(what)))
    )


def challenge(
    state: Case,
    moment: Moment,
    *,
    juror: int,
    side: Side,
    reason: str,
) -> Decided:
    """Record that a side does not want a juror."""
    refusal = _seat(state, juror) or owed({"reason": reason}, _OWED)
    return refusal or Writing(
        JurorChallenged(
            challenge=Id(moment.new_id()),
            juror=juror,
            side=side,
            reason=free(reason),
        ),
    )


def rule(
    state: Case,
    _moment: Moment,
    *,
    challenge: Id,
    upheld: bool,
    reason: str,
) -> Decided:
    """Rule on a challenge; where it is upheld, the next who fits takes the seat at once."""
    found = state.panel.challenges[challenge]
    refusal = _seat(state, found.juror) or owed({"reason": reason}, _OWED)
    if refusal:
        return refusal
    if found.upheld is not None:
        return Refusal(say("This challenge was ruled on already."))
    ruled = ChallengeRuled(
        challenge=challenge,
        upheld=upheld,
        reason=free(reason),
    )
    if not upheld:
        return Writing(ruled)
    freed = _freed(state, found.juror, reason)
    return freed if isinstance(freed, Refusal) else Writing(ruled, *freed)


def stand_down(
    state: Case,
    _moment: Moment,
    *,
    juror: int,
    reason: str,
) -> Decided:
    """Let a juror go; before the hearing the next who fits takes the seat."""
    refusal = _sits(state, juror) or owed({"reason": reason}, _OWED)
    if refusal:
        return refusal
    freed = _freed(state, juror, reason)
    return freed if isinstance(freed, Refusal) else Writing(*freed)


def _seat(state: Case, juror: int) -> Refusal | None:
    if state.scores.done:
        return stopped(state) or Refusal(
            say("The jurors have scored: the panel stays as it is."),
            say("A juror who cannot go on may stand down."),
        )
    return _sits(state, juror)


def _sits(state: Case, juror: int) -> Refusal | None:
    refusal = stopped(state)
    if refusal:
        return refusal
    if state.reporting.issued:
        return Refusal(say("The report is out: the panel stays as it is."))
    return _no_such_juror(state, juror)


def _no_such_juror(state: Case, juror: int) -> Refusal | None:
    if juror not in state.panel.by_number:
        return Refusal(say("There is no juror {n}.", n=juror), where="juror")
    return None


def too_few(state: Case) -> Refusal | None:
    """Why the panel cannot decide: so many seats fell empty that too few heard all of it."""
    if len(state.panel.by_number) >= FEWEST:
        return None
    return Refusal(
        say(
            "Fewer than {n} jurors heard all of it: they cannot decide.",
            n=FEWEST,
        ),
        say("Hear the case again with a new panel, in a new file."),
    )


_NOBODY_LEFT = Refusal(
    say("Nobody is left who fits into this seat under the quotas."),
    say("Set the panel aside and draw another one."),
    "juror",
)


def _freed(
    state: Case,
    juror: int,
    reason: str,
) -> tuple[PanelEntry, ...] | Refusal:
    if state.floor.by_item or state.hearing.over:
        return JurorLeft(juror=juror, reason=free(reason)), SeatFreed(
            taken=False,
        )
    found = successor(state.panel, juror)
    if found is None:
        return _NOBODY_LEFT
    replaced = JurorReplaced(
        juror=juror,
        person=found.person,
        reason=free(reason),
    )
    return replaced, SeatFreed(taken=True)


def set_aside(
    state: Case,
    _moment: Moment,
    *,
    juror: int,
    reason: str,
) -> Decided:
    """Draw another panel, where a juror goes before the hearing and nobody is left for the seat."""
    return (
        _sits(state, juror)
        or owed({"reason": reason}, _OWED)
        or _cannot_be(state, juror)
        or Writing(PanelSetAside(reason=free(reason)))
    )


def _cannot_be(state: Case, juror: int) -> Refusal | None:
    if not can_be_set_aside(state, juror):
        return Refusal(
            say("The dice chose this panel: it is not drawn again."),
            say("Let the juror stand down, or rule on the challenge."),
        )
    return None


def can_be_set_aside(state: Case, juror: int) -> bool:
    """Whether the hearing has not begun and nobody fits into that juror's seat."""
    begun = state.floor.by_item or state.hearing.over
    return not begun and successor(state.panel, juror) is None


def successor(panel: Panel, juror: int) -> Reserve | None:
    """The first reserve with whom every quota is still met."""
    limits = panel.listed.limits if panel.listed else ()
    staying = _staying(panel, juror)
    return next(
        (
            each
            for each in panel.reserves
            if all(_is_met(limit, [*staying, each.values]) for limit in limits)
        ),
        None,
    )


def _staying(panel: Panel, juror: int) -> list[Mapping[str, str]]:
    return [
        each.values for each in panel.by_number.values() if each.number != juror
    ]


def _is_met(limit: Limit, people: Sequence[Mapping[str, str]]) -> bool:
    having = _having(limit, people)
    return limit.least <= having <= limit.most


def _having(limit: Limit, people: Sequence[Mapping[str, str]]) -> int:
    return sum(values.get(limit.category) == limit.value for values in people)


def apply(panel: Panel, entry: PanelEntry, at: datetime) -> Panel:
    """What the entry adds."""
    return (
        _drawn(panel, entry, at)
        if isinstance(entry, DrawEntry)
        else _sat(panel, entry)
    )


def _drawn(panel: Panel, entry: DrawEntry, at: datetime) -> Panel:
    match entry:
        case PoolChecked(by=by):
            return replace(panel, checked=by)
        case PoolSifted(left_out=left_out):
            return replace(panel, left_out=MappingProxyType(left_out))
        case PoolLent(who=who):
            return replace(panel, lent=who)
        case DrawListed():
            return replace(panel, listed=entry)
        case DiceThrown(dice=dice):
            return replace(panel, dice=dice)
        case PanelDrawn():
            seats = _seats(entry)
            return replace(
                panel,
                by_number=MappingProxyType(seats),
                seated=entry.seated,
                reserves=entry.reserves,
                drawn=at,
            )
        case _:
            assert_never(entry)


def _seats(entry: PanelDrawn) -> dict[int, Juror]:
    return {
        n: Juror(n, each.person, each.values)
        for n, each in enumerate(entry.seated, 1)
    }


def _without(panel: Panel, number: int) -> Panel:
    staying = _others_than(panel, number)
    return replace(
        panel,
        by_number=MappingProxyType(staying),
        left=panel.left + 1,
    )


def _others_than(panel: Panel, number: int) -> dict[int, Juror]:
    return {n: each for n, each in panel.by_number.items() if n != number}


def _sat(panel: Panel, entry: SeatEntry) -> Panel:
    match entry:
        case JurorChallenged():
            raised = Challenge(
                entry.challenge,
                entry.juror,
                entry.side,
                entry.reason,
            )
            return replace(
                panel,
                challenges=put(panel.challenges, raised.id, raised),
            )
        case ChallengeRuled():
            before = panel.challenges[entry.challenge]
            ruled = replace(before, upheld=entry.upheld, ruling=entry.reason)
            return replace(
                panel,
                challenges=put(panel.challenges, ruled.id, ruled),
            )
        case InterestSaid(juror=number):
            juror = panel.by_number[number]
            told = replace(juror, interests=(*juror.interests, entry.what))
            return replace(panel, by_number=put(panel.by_number, number, told))
        case JurorReplaced():
            return _seated_anew(panel, entry)
        case JurorLeft(juror=number):
            return _without(panel, number)
        case SeatFreed():  # counted with the juror who left it
            return panel
        case PanelSetAside():
            return Panel(
                left_out=panel.left_out,
                lent=panel.lent,
                set_aside=panel.set_aside + 1,
            )
        case _:
            assert_never(entry)


def _seated_anew(panel: Panel, entry: JurorReplaced) -> Panel:
    new = _reserve_of(panel, entry)
    before = panel.by_number[entry.juror].before + 1
    juror = Juror(entry.juror, new.person, new.values, before)
    return replace(
        panel,
        by_number=put(panel.by_number, entry.juror, juror),
        reserves=_still_reserves(panel, new),
    )


def _reserve_of(panel: Panel, entry: JurorReplaced) -> Reserve:
    return next(each for each in panel.reserves if each.person == entry.person)


def _still_reserves(panel: Panel, new: Reserve) -> tuple[Reserve, ...]:
    return tuple(each for each in panel.reserves if each.person != new.person)


def missing(state: Case) -> Needs:
    """What the panel still needs."""
    if not state.terms.sealed or state.hearing.over:
        return ()
    if not state.panel.checked:
        why = say("Nobody judges who is a side, its relative, or paid by it.")
        return (
            Missing(
                say("Nobody has looked the pool through."),
                why,
                "panel",
                "check_pool",
            ),
        )
    if not state.panel.listed:
        why = say("The list hangs on the wall before the dice are thrown.")
        return (
            Missing(say("No list of panels is made."), why, "panel", "pool"),
        )
    if not state.panel.drawn:
        why = say("Nobody chooses who judges.")
        return (Missing(say("The panel is not drawn."), why, "panel", "dice"),)
    waiting = _waiting(state)
    if waiting:
        told = several(
            "{n} challenge waits for a ruling.",
            "{n} challenges wait for a ruling.",
            len(waiting),
        )
        why = say("A side must know who hears it, and why.")
        return (Missing(told, why, "panel", waiting[0].id),)
    return ()


def _waiting(state: Case) -> list[Challenge]:
    return [
        each
        for each in state.panel.challenges.values()
        if each.upheld is None and each.juror in state.panel.by_number
    ]


def tell(entry: PanelEntry, state: Case) -> Words:
    """The entry as a sentence of the minutes; a juror is a number."""
    return (
        _told_of_draw(entry)
        if isinstance(entry, DrawEntry)
        else _told_of_seats(entry, state)
    )


def _told_of_draw(entry: DrawEntry) -> Words:
    match entry:
        case PoolChecked(by=by):
            return say(
                "{by} looked the pool through for everybody who may not sit.",
                by=by,
            )
        case PoolSifted(left_out=left_out):
            return several(
                "{n} person of the pool may not sit.",
                "{n} people of the pool may not sit.",
                sum(left_out.values()),
            )
        case PoolLent(people=people):
            return several(
                "An assembly lent {n} person who agreed to it.",
                "An assembly lent {n} people who agreed to it.",
                people,
            )
        case DrawListed(people=people, seats=seats, list=digest):
            return say(
                "Every panel of {seats} from {people} people was listed: {code}.",
                seats=seats,
                people=people,
                code=digest[:8],
            )
        case DiceThrown(dice=dice, panel=seated):
            return several(
                "The dice showed {dice}: a panel of {n} was drawn.",
                "The dice showed {dice}: a panel of {n} was drawn.",
                len(seated),
                dice=dice,
            )
        case PanelDrawn(reserves=reserves):
            return several(
                "{n} reserve stands by, in the order that the dice gave.",
                "{n} reserves stand by, in the order that the dice gave.",
                len(reserves),
            )
        case _:
            assert_never(entry)


def _told_of_seats(entry: SeatEntry, state: Case) -> Words:
    match entry:
        case InterestSaid(juror=juror):
            return say("Juror {n} declared an interest.", n=juror)
        case JurorChallenged(juror=juror, side=side):
            return say(
                "{side} challenged juror {n}.",
                side=SIDES[side],
                n=juror,
            )
        case ChallengeRuled(challenge=challenge, upheld=upheld):
            found = state.panel.challenges.get(challenge)
            number = found.juror if found else 0
            if upheld:
                return say("The challenge to juror {n} was upheld.", n=number)
            return say("The challenge to juror {n} was not upheld.", n=number)
        case JurorReplaced(juror=juror):
            return say(
                "Juror {n} stood down; the next who fits took the seat.",
                n=juror,
            )
        case JurorLeft(juror=juror):
            return say(
                "Juror {n} did not hear all of it; the seat stays empty.",
                n=juror,
            )
        case SeatFreed(taken=taken):
            return (
                say("A seat changed hands.")
                if taken
                else say("A seat fell empty.")
            )
        case PanelSetAside():
            return say(
                "Nobody was left for a seat: the panel was set aside, to draw another one.",
            )
        case _:
            assert_never(entry)
