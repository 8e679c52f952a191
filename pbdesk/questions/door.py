"""Door: one stub for each person who comes, in each round. Only the stub touches the register.

Decisions  keep, give, exchange, take_back, move
Entries    DoorKept, StubGiven, PaperSpoilt, BallotTakenBack, BallotMoved
People are random references; their names are in the people file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import filterfalse
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, assert_never

from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.entries import PersonRef, clean
from pbdesk.minutes.growing import put, without
from pbdesk.questions.of import OfRound
from pbdesk.questions.register import Destruction, Register
from pbdesk.questions.staff import known, role, roles
from pbdesk.words import Words, say

if TYPE_CHECKING:
    from pbdesk.questions.asking import Asking

__all__ = [
    "CHANNELS",
    "CHECKED_WITH",
    "BallotMoved",
    "BallotTakenBack",
    "Channel",
    "Door",
    "DoorEntry",
    "DoorKept",
    "Fate",
    "Keeping",
    "PaperSpoilt",
    "Stub",
    "StubGiven",
    "Stubs",
    "apply",
    "exchange",
    "give",
    "keep",
    "move",
    "next_stub",
    "take_back",
    "tell",
]

Channel = Literal["paper", "large", "kiosk"]

CHANNELS: Mapping[str, Words] = MappingProxyType(
    {
        "paper": say("On paper"),
        "kiosk": say("At the kiosk"),
        "large": say("Large print"),
    },
)
CHECKED_WITH: Mapping[str, Words] = MappingProxyType(
    {
        "letter": say("Polling letter"),
        "address": say("Proof of address"),
        "known": say("Known to two people here"),
    },
)


class DoorKept(OfRound, frozen=True, tag="door.kept", kw_only=True):
    """From now on these two roles keep the door together."""

    public = False
    undoable = False
    keepers: tuple[str, str]


class StubGiven(OfRound, frozen=True, tag="stub.given", kw_only=True):
    """Somebody in the register was given one ballot: by its control number, or a kiosk stub."""

    public = False
    undoable = False
    stub: str
    channel: Channel
    person: PersonRef
    checked_with: str


class PaperSpoilt(OfRound, frozen=True, tag="paper.spoilt", kw_only=True):
    """A paper came back spoilt and was exchanged for another; it lies in the envelope."""

    public = False
    undoable = False
    stub: str
    replacement: str


class BallotTakenBack(OfRound, frozen=True, tag="ballot.taken_back"):
    """A ballot was given to the wrong person, and is in hand again: nobody votes with it."""

    public = False
    undoable = False
    stub: str


class BallotMoved(OfRound, frozen=True, tag="ballot.moved", kw_only=True):
    """A ballot had been ticked beside the wrong name; it stands beside this person now."""

    public = False
    undoable = False
    stub: str
    person: PersonRef
    checked_with: str


DoorEntry = DoorKept | StubGiven | PaperSpoilt | BallotTakenBack | BallotMoved


@dataclass(frozen=True, slots=True)
class Stub:
    """A ballot given out."""

    number: str
    channel: Channel
    person: PersonRef
    spoilt: bool = False
    mistaken: bool = False
    """It was given by mistake and taken back."""

    @property
    def returned(self) -> bool:
        """Whether it came back to the door: nobody votes with it."""
        return self.spoilt or self.mistaken

    @property
    def permits(self) -> bool:
        """Whether it lets somebody vote at the kiosk."""
        return self.channel == "kiosk" and not self.returned

    @property
    def fate(self) -> Fate:
        """What it is counted as."""
        return Fate(self.channel, self.spoilt, self.mistaken)


class Fate(NamedTuple):
    """By which channel a ballot was given out, and whether it came back."""

    channel: Channel
    spoilt: bool
    mistaken: bool


@dataclass(frozen=True, slots=True)
class Keeping:
    """Two roles who keep the door together, and since when."""

    by: tuple[str, str]
    since: datetime


@dataclass(frozen=True, slots=True)
class Stubs:
    """What was given out in one round, and to whom; `kept` is who kept the door, newest last.

    `fates` is how many of each there are: a page that says so goes through no stubs.
    """

    stubs: Mapping[str, Stub] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    by_person: Mapping[PersonRef, str] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    fates: Mapping[Fate, int] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    kept: tuple[Keeping, ...] = ()


@dataclass(frozen=True, slots=True)
class Door:
    """Who may vote, of the whole file, and who was given what in one round."""

    people_file: Register = Register()
    given_out: Stubs = Stubs()

    @property
    def register(self) -> AbstractSet[PersonRef]:
        """Who may vote."""
        return self.people_file.people

    @property
    def destroyed(self) -> Destruction | None:
        """When the people file was destroyed."""
        return self.people_file.destroyed

    @property
    def forgotten(self) -> AbstractSet[PersonRef]:
        """Who was forgotten at their wish."""
        return self.people_file.forgotten

    @property
    def newest(self) -> str:
        """The reference that was registered or forgotten last."""
        return self.people_file.newest

    @property
    def kept(self) -> tuple[Keeping, ...]:
        """Who kept the door of the round, newest last; empty where nobody said."""
        return self.given_out.kept

    @property
    def stubs(self) -> Mapping[str, Stub]:
        """The ballots of the round by their numbers."""
        return self.given_out.stubs

    @property
    def by_person(self) -> Mapping[PersonRef, str]:
        """The ballot that each person holds."""
        return self.given_out.by_person

    def given(self, *channels: Channel) -> int:
        """How many ballots were given out through these channels.

        All, when none is named, those that came back too.
        """
        return sum(n for _, n in self._counted(channels))

    def held(self, *channels: Channel) -> int:
        """How many of these people hold: what came back is not among them."""
        return sum(
            n
            for fate, n in self._counted(channels)
            if not (fate.spoilt or fate.mistaken)
        )

    @property
    def spoilt(self) -> int:
        """How many papers came back spoilt and were exchanged."""
        return sum(n for fate, n in self._counted(()) if fate.spoilt)

    def mistaken(self, *channels: Channel) -> int:
        """How many ballots of these channels, or of all, were given by mistake and taken back."""
        return sum(n for fate, n in self._counted(channels) if fate.mistaken)

    def _counted(
        self,
        channels: tuple[Channel, ...],
    ) -> Iterator[tuple[Fate, int]]:
        """How many had each fate, through these channels or all."""
        for fate, n in self.given_out.fates.items():
            if not channels or fate.channel in channels:
                yield fate, n

    @property
    def in_the_envelope(self) -> int:
        """How many papers came back to the door, spoilt or given by mistake."""
        return self.spoilt + self.mistaken("paper", "large")

    @property
    def people(self) -> int:
        """How many people were given a ballot.

        One person, one ballot, however often it was exchanged.
        """
        return len(self.by_person)

    def open_permits(self, taken: AbstractSet[str]) -> frozenset[str]:
        """Kiosk stubs whose ballot is not cast yet."""
        if len(taken) == self.given("kiosk") and not self.mistaken("kiosk"):
            return frozenset()  # each was used: nobody goes through them all
        left = filterfalse(taken.__contains__, self.stubs)
        return frozenset(stub for stub in left if self.stubs[stub].permits)


def next_stub(door: Door, channel: Channel) -> str:
    """The next number: 1, 2, 3 for papers, K1, K2 for the kiosk."""
    prefix = "K" if channel == "kiosk" else ""
    taken = {
        stub for stub in door.stubs if stub.startswith("K") == bool(prefix)
    }
    numbers = [
        int(stub.removeprefix("K"))
        for stub in taken
        if stub.removeprefix("K").isdecimal()
    ]
    return f"{prefix}{max(numbers, default=0) + 1}"


def keep(
    state: Asking,
    _moment: Moment,
    *,
    first: str,
    second: str,
) -> Decided:
    """Say which two keep the door from now on: each sees whom the other ticks.

    Both are roles of the staff, never names.
    """
    if state.vote.closed is not None:
        return Refusal(
            say("The vote is closed; who kept its door stands as it is."),
        )
    found = _keeper(state, "first", first) or _keeper(state, "second", second)
    if found is not None:
        return found
    if first == second:
        return Refusal(
            say("{role} is named twice.", role=role(first)),
            say(
                "Two people keep the door, so that one sees whom the other ticks.",
            ),
            "second",
        )
    if state.door.kept and {first, second} == {*state.door.kept[-1].by}:
        return Refusal(say("These two keep the door already."), where="second")
    return Writing(DoorKept(keepers=(first, second)))


def _keeper(state: Asking, where: str, who: str) -> Refusal | None:
    """Why this role cannot keep the door."""
    ask = say("Say which two keep the door.")
    if not who:
        return Refusal(ask, where=where)
    found = known(state, who, ask=ask)
    return replace(found, where=where) if isinstance(found, Refusal) else None


def give(
    state: Asking,
    _moment: Moment,
    *,
    person: PersonRef,
    channel: Channel,
    checked_with: str,
    stub: str | None = None,
) -> Decided:
    """Give one ballot to one person in the register.

    `stub` is the paper's control number; None takes the next.
    """
    if not state.vote.is_open:
        return Refusal(
            say("The vote is not open, so no ballot can be given out."),
            say("Open the vote first."),
        )
    hindered = _may_hold(state, person, checked_with)
    if hindered is not None:
        return hindered
    number = clean(stub or "") or next_stub(state.door, channel)
    if number in state.door.stubs:
        return Refusal(
            say("Ballot {stub} was given out already.", stub=number),
            say("Look at the control number on the torn-off part again."),
            "stub",
        )
    return Writing(
        StubGiven(
            stub=number,
            channel=channel,
            person=person,
            checked_with=checked_with,
        ),
    )


def _may_hold(
    state: Asking,
    person: PersonRef,
    checked_with: str,
) -> Refusal | None:
    """Why this person may not have a ballot; None where they may."""
    if person not in state.door.register:
        return Refusal(
            say("This person is not in the register."),
            say("Write them down first."),
            "person",
        )
    if person in state.door.forgotten:
        return Refusal(
            say("This person was forgotten at their wish."),
            say("Who comes nevertheless is written down anew."),
            "person",
        )
    if person in state.door.by_person:
        return Refusal(
            say(
                "This person already has ballot {stub}.",
                stub=state.door.by_person[person],
            ),
            say("A spoilt paper can be exchanged."),
            "person",
        )
    if checked_with not in CHECKED_WITH:
        return Refusal(
            say("Say how the person was checked."),
            where="checked_with",
        )
    return None


def exchange(state: Asking, _moment: Moment, *, stub: str) -> Decided:
    """Take back a spoilt paper and give a new one to the same person."""
    found = _exchangeable(state, clean(stub))
    if found is None:
        return Refusal(
            say("There is no paper {stub} to exchange.", stub=stub),
            say("Write the control number of a paper that was given out."),
            "stub",
        )
    fresh = next_stub(state.door, found.channel)
    return Writing(PaperSpoilt(stub=found.number, replacement=fresh))


def _exchangeable(state: Asking, stub: str) -> Stub | None:
    """The paper of this number, where somebody who may still vote has it."""
    found = state.door.stubs.get(stub)
    if found is None or found.returned or found.channel == "kiosk":
        return None
    return found if state.vote.is_open else None


def take_back(state: Asking, _moment: Moment, *, stub: str) -> Decided:
    """Take back a ballot that was given to the wrong person and is in hand again.

    Whoever was ticked can be given one again.
    """
    found = _given_by_mistake(state, stub)
    if isinstance(found, Refusal):
        return found
    return Writing(BallotTakenBack(found.number))


def move(
    state: Asking,
    _moment: Moment,
    *,
    stub: str,
    person: PersonRef,
    checked_with: str,
) -> Decided:
    """Write a ballot that was ticked beside the wrong name beside the person who has it."""
    found = _given_by_mistake(state, stub)
    if isinstance(found, Refusal):
        return found
    return _may_hold(state, person, checked_with) or Writing(
        BallotMoved(
            stub=found.number,
            person=person,
            checked_with=checked_with,
        ),
    )


def _given_by_mistake(state: Asking, stub: str) -> Stub | Refusal:
    """The ballot whose giving may still be put right, or why it may not."""
    if not state.vote.is_open:
        return Refusal(
            say(
                "The vote is not open; who was given a ballot stands as it is.",
            ),
            where="stub",
        )
    found = state.door.stubs.get(clean(stub))
    if found is None or found.returned:
        return Refusal(
            say("Nobody has ballot {stub}.", stub=stub),
            say("Write the number of a ballot that somebody has."),
            "stub",
        )
    if any(found.number in each.kiosk.taken for each in state.together):
        return Refusal(
            say(
                "Ballot {stub} was cast at the kiosk, and a vote cannot be taken back.",
                stub=stub,
            ),
            say("Say in the minutes what happened."),
            "stub",
        )
    return found


def apply(door: Stubs, entry: DoorEntry, at: datetime) -> Stubs:
    """What the entry adds."""
    match entry:
        case DoorKept(keepers=keepers):
            return replace(door, kept=(*door.kept, Keeping(keepers, at)))
        case StubGiven():
            return _given(door, Stub(entry.stub, entry.channel, entry.person))
        case PaperSpoilt(stub=number, replacement=replacement):
            old = door.stubs[number]
            return _given(
                _put(door, replace(old, spoilt=True)),
                Stub(replacement, old.channel, old.person),
            )
        case BallotTakenBack(stub=number):
            old = door.stubs[number]
            return replace(
                _put(door, replace(old, mistaken=True)),
                by_person=without(door.by_person, old.person),
            )
        case BallotMoved(stub=number, person=person):
            old = door.stubs[number]
            return _given(
                replace(door, by_person=without(door.by_person, old.person)),
                replace(old, person=person),
            )
        case _:
            assert_never(entry)


def _given(door: Stubs, stub: Stub) -> Stubs:
    return replace(
        _put(door, stub),
        by_person=put(door.by_person, stub.person, stub.number),
    )


def _put(door: Stubs, stub: Stub) -> Stubs:
    """The stub as it is now, counted once under its fate."""
    fates, before = door.fates, door.stubs.get(stub.number)
    if before is not None:
        fates = put(fates, before.fate, fates[before.fate] - 1)
    return replace(
        door,
        stubs=put(door.stubs, stub.number, stub),
        fates=put(fates, stub.fate, fates.get(stub.fate, 0) + 1),
    )


def tell(entry: DoorEntry, _state: Asking) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case DoorKept(keepers=keepers):
            return say("{roles} keep the door.", roles=roles(keepers))
        case StubGiven(stub=stub, channel=channel):
            return say(
                "{channel}: ballot {stub} was given out.",
                channel=CHANNELS[channel],
                stub=stub,
            )
        case PaperSpoilt(stub=stub, replacement=replacement):
            return say(
                "Paper {stub} came back spoilt and was exchanged for {other}.",
                stub=stub,
                other=replacement,
            )
        case BallotTakenBack(stub=stub):
            return say(
                "Ballot {stub} was given by mistake and taken back.",
                stub=stub,
            )
        case BallotMoved(stub=stub):
            return say(
                "Ballot {stub} had been ticked beside the wrong name; it stands beside the right "
                "one now.",
                stub=stub,
            )
        case _:
            assert_never(entry)
