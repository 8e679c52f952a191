"""Steering: who prepares the assembly, by interest, and the four things that a meeting needs.

Decisions  set_seats, take, leave, check
Entries    SeatsSet, SeatTaken, SeatLeft, NeedChecked
The steering group has seats for residents, users, workers and owners; a seat that nobody takes is
named as missing. Place, time, organisation and power are checked in words (the critics in IPPR, The
Relational State, 2012). Who sits there is withheld from the pack and can be erased.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, assert_never

from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry, FreeText, Id, clean, free, spoken
from pbdesk.minutes.growing import put, without
from pbdesk.words import Words, plain, say, several

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "INTERESTS",
    "NEEDS",
    "Interest",
    "Need",
    "NeedChecked",
    "Seat",
    "SeatLeft",
    "SeatTaken",
    "SeatsSet",
    "Steering",
    "SteeringEntry",
    "apply",
    "check",
    "lacking",
    "leave",
    "needs_words",
    "set_seats",
    "take",
    "tell",
    "unchecked",
]

Interest = Literal["residents", "users", "workers", "owners"]
Need = Literal["place", "time", "organisation", "power"]

INTERESTS: Mapping[Interest, Words] = MappingProxyType(
    {
        "residents": say("Residents"),
        "users": say("Users of the services"),
        "workers": say("Workers"),
        "owners": say("Owners and businesses"),
    },
)
NEEDS: Mapping[Need, Words] = MappingProxyType(
    {
        "place": say("Place"),
        "time": say("Time", context="of a meeting"),
        "organisation": say("Organisation"),
        "power": say("Power"),
    },
)
"""What a meeting needs, in the order in which it is asked."""

_MOST_SEATS = 50


class SeatsSet(Entry, frozen=True, tag="seats.set"):
    """So many seats are for this interest."""

    interest: Interest
    seats: int


class SeatTaken(Entry, frozen=True, tag="seat.taken", kw_only=True):
    """Somebody took a seat of the steering group."""

    seat: Id
    interest: Interest
    who: FreeText


class SeatLeft(Entry, frozen=True, tag="seat.left"):
    """Somebody gave a seat up."""

    seat: Id


class NeedChecked(Entry, frozen=True, tag="need.checked"):
    """One of the four things was checked; `words` say how it is met, or what is missing."""

    need: Need
    met: bool
    words: FreeText


SteeringEntry = SeatsSet | SeatTaken | SeatLeft | NeedChecked


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat that somebody took."""

    id: Id
    interest: Interest
    who: FreeText


@dataclass(frozen=True, slots=True)
class Steering:
    """How many seats each interest has, who took them, and what was checked."""

    seats: Mapping[Interest, int] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    taken: Mapping[Id, Seat] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    needs: Mapping[Need, NeedChecked] = field(
        default_factory=lambda: MappingProxyType({}),
    )

    def of(self, interest: Interest) -> tuple[Seat, ...]:
        """The seats of an interest that are taken."""
        return tuple(
            each for each in self.taken.values() if each.interest == interest
        )


def set_seats(
    state: Assembly,
    _moment: Moment,
    *,
    interest: Interest,
    seats: int | None,
) -> Decided:
    """Say how many seats an interest has; 0 takes them away."""
    taken = len(state.steering.of(interest))
    refusal = _packed(state)
    if refusal is not None:
        return refusal
    if seats is None or not 0 <= seats <= _MOST_SEATS:
        return Refusal(
            say(
                "A steering group has from 0 to {most} seats for each.",
                most=_MOST_SEATS,
            ),
            say("Write a whole number."),
            "seats",
        )
    if seats < taken:
        return Refusal(
            several("{n} seat is taken.", "{n} seats are taken.", taken),
            say("Record first who gave a seat up."),
            "seats",
        )
    return Writing(SeatsSet(interest, seats))


def take(
    state: Assembly,
    moment: Moment,
    *,
    interest: Interest,
    who: str,
) -> Decided:
    """Record that somebody took a seat; their name stays out of the pack."""
    if not clean(who):
        return Refusal(
            say("Nobody is named."),
            say("Write who takes the seat."),
            "who",
        )
    if len(state.steering.of(interest)) >= state.steering.seats.get(
        interest,
        0,
    ):
        return Refusal(
            say("No seat is free."),
            say("Say first how many seats there are."),
            "interest",
        )
    taken = SeatTaken(
        seat=Id(moment.new_id()),
        interest=interest,
        who=free(who),
    )
    return _packed(state) or Writing(taken)


def leave(state: Assembly, _moment: Moment, *, seat: Id) -> Decided:
    """Record that somebody gave a seat up."""
    return _empty(state, seat) or _packed(state) or Writing(SeatLeft(seat))


def _empty(state: Assembly, seat: Id) -> Refusal | None:
    if seat in state.steering.taken:
        return None
    return Refusal(say("Nobody sits there."))


def check(
    state: Assembly,
    _moment: Moment,
    *,
    need: Need,
    met: bool = False,
    words: str,
) -> Decided:
    """Say in words how one of the four things is met, or what is missing."""
    return (
        _wordless(words)
        or _packed(state)
        or Writing(NeedChecked(need, met, free(words)))
    )


def _wordless(words: str) -> Refusal | None:
    if clean(words):
        return None
    return Refusal(
        say("It is not said in words."),
        say("Write how it is met, or what is missing."),
        "words",
    )


def _packed(state: Assembly) -> Refusal | None:
    if not state.handover.made:
        return None
    return Refusal(say("The pack is made, and it says who steered."))


def lacking(steering: Steering) -> Mapping[Interest, int]:
    """How many seats of each interest nobody took; an interest without a seat lacks one.

    Empty where no group was convened.
    """
    if not any(steering.seats.values()):
        return {}
    short: dict[Interest, int] = {
        each: max(1, steering.seats.get(each, 0)) - len(steering.of(each))
        for each in INTERESTS
    }
    return {each: n for each, n in short.items() if n > 0}


def unchecked(steering: Steering) -> tuple[Need, ...]:
    """Which of the four nobody checked, or were found missing."""
    return tuple(each for each in NEEDS if not _is_met(steering, each))


def _is_met(steering: Steering, need: Need) -> bool:
    return need in steering.needs and steering.needs[need].met


def needs_words(steering: Steering) -> Words | None:
    """The four things as the charter says them; None before any was checked."""
    told = [
        say("{need}: {words}", need=NEEDS[need], words=plain(str(found.words)))
        for need in NEEDS
        if (found := steering.needs.get(need)) is not None
    ]
    if not told:
        return None
    first, *others = told
    for other in others:
        first = say("{told} {more}", told=first, more=other)
    return first


def apply(steering: Steering, entry: SteeringEntry, _at: datetime) -> Steering:
    """What the entry adds."""
    match entry:
        case SeatsSet(interest=interest, seats=seats):
            return replace(steering, seats=put(steering.seats, interest, seats))
        case SeatTaken(seat=seat, interest=interest, who=who):
            return replace(
                steering,
                taken=put(steering.taken, seat, Seat(seat, interest, who)),
            )
        case SeatLeft(seat=seat):
            return replace(steering, taken=without(steering.taken, seat))
        case NeedChecked(need=need):
            return replace(steering, needs=put(steering.needs, need, entry))
        case _:
            assert_never(entry)


def tell(entry: SteeringEntry, _state: Assembly) -> Words:
    """The entry as a sentence of the minutes, which name nobody."""
    match entry:
        case SeatsSet(interest=interest, seats=seats):
            return several(
                "The steering group has {n} seat for {interest}.",
                "The steering group has {n} seats for {interest}.",
                seats,
                interest=INTERESTS[interest],
            )
        case SeatTaken(interest=interest):
            return say(
                "A seat for {interest} was taken.",
                interest=INTERESTS[interest],
            )
        case SeatLeft():
            return say("A seat of the steering group was given up.")
        case NeedChecked(need=need, met=True, words=words):
            return say(
                "{need} was checked: {words}",
                need=NEEDS[need],
                words=spoken(words),
            )
        case NeedChecked(need=need, words=words):
            return say(
                "{need} is missing: {words}",
                need=NEEDS[need],
                words=spoken(words),
            )
        case _:
            assert_never(entry)
