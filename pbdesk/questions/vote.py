"""Vote: it opens, ballots are cast at the kiosk, it closes.

Decisions  open_vote, close_vote, cast
Entries    VoteOpened, VoteClosed, PermitTaken, UrnCounted, UrnSalvaged
Paper ballots reach the urn through `count`. A ballot itself is a `Paper`, never an entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, assert_never

from pbdesk.minutes.decision import Missing, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry
from pbdesk.minutes.growing import joined
from pbdesk.questions.sheet import judged, rejected_paper
from pbdesk.voting.styles.style import Rejected
from pbdesk.words import Clock, Words, say, several

if TYPE_CHECKING:
    from pbdesk.questions.asking import Asking

__all__ = [
    "PermitTaken",
    "UrnCounted",
    "UrnSalvaged",
    "Vote",
    "VoteClosed",
    "VoteEntry",
    "VoteOpened",
    "apply",
    "cast",
    "close_vote",
    "missing",
    "open_vote",
    "tell",
]


class VoteOpened(Entry, frozen=True, tag="vote.opened"):
    """Ballots may be given out from now on."""

    undoable = False


class VoteClosed(Entry, frozen=True, tag="vote.closed"):
    """No more ballots are given out or cast: door and kiosk stop.

    The urn stays open for the papers.
    """

    undoable = False


class PermitTaken(Entry, frozen=True, tag="kiosk.permit_taken"):
    """A kiosk stub was used, in the same breath as its ballot fell into the urn."""

    public = False  # whoever saw a stub would learn from the pack when its ballot was cast
    undoable = False
    stub: str


class UrnCounted(Entry, frozen=True, tag="urn.count"):
    """How many ballots the urn holds now.

    It has no time: it must not say when which ballot came.
    """

    public = False
    undoable = False
    timed = False
    n: int


class UrnSalvaged(Entry, frozen=True, tag="urn.salvaged"):
    """A damaged file was salvaged, and its open urn held so many more ballots than were recorded.

    Fewer (lost), where `difference` is negative.
    """

    public = False
    undoable = False
    difference: int


VoteEntry = VoteOpened | VoteClosed | PermitTaken | UrnCounted | UrnSalvaged


@dataclass(frozen=True, slots=True)
class Vote:
    """Whether the vote is open. `taken` are kiosk stubs that were used."""

    opened: datetime | None = None
    closed: datetime | None = None
    taken: AbstractSet[str] = frozenset()
    in_urn: int = 0

    @property
    def is_open(self) -> bool:
        """Whether ballots are given out and cast now."""
        return self.opened is not None and self.closed is None


def open_vote(state: Asking, _moment: Moment) -> Writing | Refusal:
    """Open the vote: the rules are sealed, the ballot stands, the box was shown empty."""
    if state.vote.opened:
        return Refusal(say("The vote was opened at {time}.", time=Clock(state.vote.opened)))
    first = next(iter(missing(state)), None)
    if first is not None:
        return Refusal(first.words, first.why, first.field)
    return Writing(VoteOpened())


def close_vote(state: Asking, _moment: Moment) -> Writing | Refusal:
    """Close the vote: door and kiosk stop; open kiosk permits stay unused and are reported."""
    if not state.vote.opened:
        return Refusal(say("The vote is not open."), say("Open it first."))
    if state.vote.closed:
        return Refusal(say("The vote was closed at {time}.", time=Clock(state.vote.closed)))
    return Writing(VoteClosed())


def cast(
    state: Asking, _moment: Moment, *, stub: str, marks: Mapping[str, object]
) -> Writing | Refusal:
    """Cast a kiosk ballot for one stub: taking the permit and the ballot are one transaction.

    An unmarked ballot is cast and rejected as such (the kiosk asked before); any other fault is
    refused here.
    """
    if not state.vote.is_open:
        return Refusal(say("The vote is not open."), where="stub")
    if stub not in state.door.open_permits(state.vote.taken):
        return Refusal(
            say("Stub {stub} has no ballot to cast.", stub=stub), say("Ask at the door."), "stub"
        )
    found = judged(state, marks)
    if isinstance(found, Rejected) and found.reason != "unmarked":
        return Refusal(found.words, where="marks")
    paper = rejected_paper(found.reason) if isinstance(found, Rejected) else found
    return Writing(PermitTaken(stub), UrnCounted(state.vote.in_urn + 1), papers=(paper,))


def apply(vote: Vote, entry: VoteEntry, at: datetime) -> Vote:
    """What the entry adds."""
    match entry:
        case VoteOpened():
            return replace(vote, opened=at)
        case VoteClosed():
            return replace(vote, closed=at)
        case PermitTaken(stub=stub):
            return replace(vote, taken=joined(vote.taken, (stub,)))
        case UrnCounted(n=n):
            return replace(vote, in_urn=n)
        case UrnSalvaged(difference=difference):
            return replace(vote, in_urn=vote.in_urn + difference)
        case _:
            assert_never(entry)


def missing(state: Asking) -> tuple[Missing, ...]:
    """What must stand before the vote can open."""
    if state.vote.opened:
        return ()
    found: list[Missing] = []
    if not state.rulebook.sealed:
        found.append(
            Missing(
                say("The rulebook is not sealed."),
                say("Nobody votes by rules that can still change."),
                "rulebook",
            )
        )
    if not state.sheet.drawn_up:
        found.append(
            Missing(
                say("The ballot is not drawn up."), say("The papers are printed from it."), "papers"
            )
        )
    found += state.hindrances()
    if not state.door.register:
        found.append(
            Missing(
                say("Nobody is in the register."),
                say("The door gives each person one ballot."),
                "door",
                "register",
            )
        )
    return tuple(found)


def tell(entry: VoteEntry, _state: Asking) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case VoteOpened():
            return say("The vote was opened.")
        case VoteClosed():
            return say("The vote was closed.")
        case PermitTaken(stub=stub):
            return say("The ballot of stub {stub} was cast at the kiosk.", stub=stub)
        case UrnCounted(n=n):
            return several("The urn holds {n} ballot.", "The urn holds {n} ballots.", n)
        case UrnSalvaged(difference=difference):
            return _salvage_told(difference)
        case _:
            assert_never(entry)


def _salvage_told(difference: int) -> Words:
    if difference < 0:
        return several(
            "The file was damaged and salvaged: {n} ballot cast on the screen is lost.",
            "The file was damaged and salvaged: {n} ballots cast on the screen are lost.",
            -difference,
        )
    return several(
        "The file was damaged and salvaged: the urn holds {n} ballot more than was recorded.",
        "The file was damaged and salvaged: the urn holds {n} ballots more than were recorded.",
        difference,
    )
